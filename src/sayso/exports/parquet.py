"""Claims as Parquet: nested columns under the record's own names, one row a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sqlalchemy import RowMapping

from sayso.answers.arrow import BATCH_ROWS, KEPT_SCHEMA, SCHEMA, kept_batches
from sayso.extras import extra

with extra("parquet"):
    import pyarrow as pa
    import pyarrow.parquet as pq


def write_parquet(tables: Iterable[pa.Table], stream: BinaryIO) -> None:
    """Writes the claims of many articles (`claims_table`) in batches of `ROWS` or a few more, compressed with zstd."""
    _write(_batches(tables), SCHEMA, stream)


def write_kept(rows: Iterable[RowMapping], stream: BinaryIO) -> None:
    """Writes a ledger's claims, each with its article's description, so that `sayso add` can read them back."""
    _write(kept_batches(rows), KEPT_SCHEMA, stream)


def _write(tables: Iterable[pa.Table], schema: pa.Schema, stream: BinaryIO) -> None:
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table)


def _batches(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        if sum(t.num_rows for t in waiting) >= BATCH_ROWS:
            yield pa.concat_tables(waiting).combine_chunks()
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()
