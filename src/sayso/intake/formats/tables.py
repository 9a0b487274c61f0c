"""CSV and TSV: a row an article, by the names in the first row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from sayso.errors import EmptyInput, InputRejected, MalformedRecord
from sayso.intake.decode import decode
from sayso.intake.formats.bounded import whole
from sayso.intake.formats.columns import Columns
from sayso.intake.formats.pages import record
from sayso.intake.raw import Raw
from sayso.settings import Settings


def commas(stream: BinaryIO, source: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    """The rows of a CSV file, with commas or semicolons."""
    yield from _rows(stream, source, limits, columns, None)


def tabs(stream: BinaryIO, source: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    """The rows of a file with tabs."""
    yield from _rows(stream, source, limits, columns, "\t")


def _rows(
    stream: BinaryIO, source: str, limits: Settings, columns: Columns, sign: str | None
) -> Iterator[Raw | InputRejected]:
    data = whole(stream, source, limits.max_file_bytes, "SAYSO_MAX_FILE_BYTES")
    text = decode(Raw(source, data, "text")).removeprefix("\ufeff") if data.strip() else ""
    if not text:
        yield EmptyInput(source)
        return
    csv.field_size_limit(limits.max_article_bytes)
    first = text.partition("\n")[0]
    between = sign or max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        names = [name for name in reader.fieldnames or () if name]
        wanted = columns.text or ("text" if "text" in names else "html")
        if wanted not in names:
            yield MalformedRecord(source, f"no column `{wanted if columns.text else 'text'}`; {named(names)}")
            return
        for row in reader:
            fields = {name: value for name, value in row.items() if name and value}
            yield record(f"{source}:{reader.line_num}", columns.applied(fields))
    except csv.Error as error:
        yield MalformedRecord(f"{source}:{reader.line_num}", f"no row of a table ({error})")


def named(names: list[str]) -> str:
    """What can be done where the text's field is not found among those that there are."""
    if not names:
        return "it has no fields"
    return f"say which is the text with --text-field NAME; the names are {', '.join(sorted(names)[:20])}"
