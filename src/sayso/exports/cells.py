"""Values → cells of CSV and TSV that no program runs and no reader splits."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that a spreadsheet takes for a formula."""
_BREAKS = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+")


def defused(value: object) -> object:
    """Text that begins with = + - @, a tab or a line feed, with an apostrophe before it; "" for null; other values as
    they are."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def fused(cell: str) -> str:
    """The text that `defused` wrote."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def one_line(value: object) -> str:
    """A value as a cell of a TSV without quotation: tabs and line breaks are a space, formulas are defused."""
    return str(defused(_BREAKS.sub(" ", value).strip() if isinstance(value, str) else value))


def write_csv(rows: Iterable[Mapping[str, object]], fields: Sequence[str], stream: BinaryIO) -> None:
    """Rows as CSV in UTF-8 with a head; formulas are defused."""
    writer = csv.DictWriter(_Encoded(stream), fields, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: defused(value) for name, value in row.items()})


class _Encoded:
    """What the csv module writes to, over a stream of bytes that stays open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        self._stream.write(text.encode("utf-8", "replace"))


def read_csv(stream: BinaryIO) -> list[dict[str, str]]:
    """What `write_csv` wrote."""
    text = stream.read().decode("utf-8-sig").split("\n")
    return [{name: fused(value) for name, value in row.items()} for row in csv.DictReader(f"{line}\n" for line in text)]
