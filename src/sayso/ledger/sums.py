"""A checksum beside each row: what was written, and whether it is still so when it is read. Rows from before there
were any have none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zlib import crc32

import msgspec

PAGE = ("article_id", "version", "url", "title", "language", "publisher", "published", "modified", "retrieved")
_ENCODER = msgspec.msgpack.Encoder()
TEXT = ("text", "record")
CLAIM_FIELDS_SUMMED = (
    "id",
    "coder",
    "article_id",
    "version",
    "act",
    "status",
    "event_type",
    "moves",
    "fact",
    "origin",
    "side",
    "first_day",
    "last_day",
)


class Changed(Exception):
    """A row is not as it was written; `faults.told` makes it an error that names the ledger."""

    def __init__(self, table: str, row: int) -> None:
        self.table, self.row = table, row
        super().__init__(table, row)


def checksum(values: Sequence[Any]) -> int:
    """CRC-32 of some values of a row (texts, fractions, switches and nulls) as MessagePack, which is fast and one form
    for all."""
    return crc32(_ENCODER.encode(tuple(values)))


def over(row: Mapping[str, Any], names: Sequence[str]) -> int:
    """The checksum of some columns of a row, in the order given."""
    return checksum([row[name] for name in names])


def check_sum(table: str, row: int, crc: int | None, values: Sequence[Any]) -> None:
    """Raises Changed where the values are not those that were written."""
    if crc is not None and checksum(values) != crc:
        raise Changed(table, row)


def check_sums(table: str, rows: Iterable[Sequence[Any]], at: int) -> None:
    """The same for many rows, of which each has its number at `at`, then its checksum, then what that is of."""
    encode = _ENCODER.encode
    for row in rows:
        if row[at + 1] is not None and crc32(encode(row[at + 2 :])) != row[at + 1]:
            raise Changed(table, row[at])
