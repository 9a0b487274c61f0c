"""One writer a format: it packs the claims of each article, and writes what was packed. A new format is two functions
and one row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from sayso.exports import jsonl, table
from sayso.records import Claim


@dataclass(frozen=True, slots=True)
class Writer:
    """`packed` makes one article's claims ready, which may fail on them alone; `write` writes what was packed of all
    to a stream."""

    packed: Callable[[Sequence[Claim]], Any]
    write: Callable[[Iterable[Any], BinaryIO], None]


def _packed_table(claims: Sequence[Claim]) -> Any:
    """Loads Arrow when it is asked for: a command that writes lines starts a third of a second earlier."""
    from sayso.answers.arrow import claims_table  # noqa: PLC0415

    return claims_table(claims)


def _write_parquet(tables: Iterable[Any], stream: BinaryIO) -> None:
    from sayso.exports.parquet import write_parquet  # noqa: PLC0415

    write_parquet(tables, stream)


WRITERS: Mapping[str, Writer] = {
    "jsonl": Writer(jsonl.packed, jsonl.write),
    "csv": Writer(table.packed, table.write),
    "parquet": Writer(_packed_table, _write_parquet),
}
