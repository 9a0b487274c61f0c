"""One writer a format: each takes claims and a binary stream. A new format is one function and one row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, BinaryIO

from sayso.exports.jsonl import write_jsonl
from sayso.records import Claim

if TYPE_CHECKING:
    from sqlalchemy import RowMapping


def _write_parquet(claims: Iterable[Claim], stream: BinaryIO) -> None:
    """Loads Arrow when it is asked for: a command that writes lines starts a third of a second earlier."""
    from sayso.exports.parquet import write_parquet  # noqa: PLC0415

    write_parquet(claims, stream)


WRITERS: Mapping[str, Callable[[Iterable[Claim], BinaryIO], None]] = {"jsonl": write_jsonl, "parquet": _write_parquet}


def _write_kept_parquet(rows: Iterable[RowMapping], stream: BinaryIO) -> None:
    from sayso.exports.parquet import write_kept  # noqa: PLC0415

    write_kept(rows, stream)


def _write_kept_lines(rows: Iterable[RowMapping], stream: BinaryIO) -> None:
    from sayso.answers.arrow import kept_line  # noqa: PLC0415

    for row in rows:
        stream.write(kept_line(row))


KEPT: Mapping[str, Callable[[Iterable[RowMapping], BinaryIO], None]] = {"jsonl": _write_kept_lines, "parquet": _write_kept_parquet}
"""A ledger's claims with their articles' descriptions."""
