"""CSV and TSV: a row an article, by the names in the first row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO

from sayso.errors import EmptyInput, InputRejected, MalformedRecord
from sayso.intake.decode import decode
from sayso.intake.formats.bounded import whole_stream
from sayso.intake.formats.columns import Columns
from sayso.intake.formats.pages import record
from sayso.intake.raw import Raw
from sayso.settings import Settings
from sayso.stages import apart


def commas(stream: BinaryIO, source: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    """The rows of a CSV file, with commas or semicolons."""
    yield from _rows(stream, source, limits, columns, None)


def tabs(stream: BinaryIO, source: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    """The rows of a file with tabs."""
    yield from _rows(stream, source, limits, columns, "\t")


def _rows(
    stream: BinaryIO, source: str, limits: Settings, columns: Columns, sign: str | None
) -> Iterator[Raw | InputRejected]:
    data = whole_stream(stream, source, limits.max_file_bytes, "SAYSO_MAX_FILE_BYTES")
    text = decode(Raw(source, data, "text")).removeprefix("\ufeff") if data.strip() else ""
    if not text:
        yield EmptyInput(source)
        return
    csv.field_size_limit(limits.max_article_bytes)
    first = text.partition("\n")[0]
    between = sign or max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        head = [name for name in reader.fieldnames or () if name]
        wanted = columns.text or ("text" if "text" in head else "html")
        fault = _fault(head, wanted, columns)
        if fault:
            yield MalformedRecord(source, fault)
            return
        for row in reader:
            where = f"{source}:{reader.line_num}"
            yield from apart("intake", where, partial(_row, where, row, columns))
    except csv.Error as error:
        where = f"{source}:{reader.line_num}"
        yield MalformedRecord(where, f"no row of a table ({error}); mend it, for no row after it is read")


def _fault(head: list[str], wanted: str, columns: Columns) -> str | None:
    """What is wrong with the first line of a table."""
    if wanted not in head:
        return f"no column `{wanted if columns.text else 'text'}`; {fields_named(head)}"
    twice = next((name for name, count in Counter(head).items() if count > 1), None)
    return f"two columns are called `{twice}`; give each a name of its own" if twice else None


def _row(source: str, row: Mapping[str | None, Any], columns: Columns) -> Iterator[Raw]:
    """The article of a row. Raises MalformedRecord for one with more cells than the head: its text may have been cut
    at a comma."""
    if None in row:
        count = sum(name is not None for name in row) + len(row[None])
        raise MalformedRecord(source, f"{count} cells under {len(row) - 1} names; put texts in quotation marks")
    yield record(source, columns.applied({name: value for name, value in row.items() if name and value}))


def fields_named(names: list[str]) -> str:
    """What can be done where the text's field is not found among those that there are."""
    if not names:
        return "it has no fields"
    return f"say which is the text with --text-field NAME; the names are {', '.join(sorted(names)[:20])}"
