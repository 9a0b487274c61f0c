"""Claims as Parquet: nested columns under the record's own names, one row a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import RowMapping

from sayso.answers.arrow import KEPT, ROWS, SCHEMA, claims_table, kept_batches
from sayso.records import Claim


def write_parquet(claims: Iterable[Claim], stream: BinaryIO) -> None:
    """Writes claims in batches of `ROWS`, compressed with zstd."""
    _write((claims_table(batch) for batch in _batches(iter(claims))), SCHEMA, stream)


def write_kept(rows: Iterable[RowMapping], stream: BinaryIO) -> None:
    """Writes a ledger's claims, each with its article's description, so that `sayso add` can read them back."""
    _write(kept_batches(rows), KEPT, stream)


def _write(tables: Iterable[pa.Table], schema: pa.Schema, stream: BinaryIO) -> None:
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table)


def _batches(claims: Iterator[Claim]) -> Iterator[list[Claim]]:
    while batch := list(islice(claims, ROWS)):
        yield batch
