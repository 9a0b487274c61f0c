"""PDF with a text layer, DOCX and RTF, also as Nexis and Factiva export them: several stories in one file."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from sayso.errors import Damaged, EmptyInput, InputRejected, NoSentence, TooLarge
from sayso.intake.decode import decode
from sayso.intake.formats.bounded import FREE, whole_stream
from sayso.intake.formats.clippings import clippings
from sayso.intake.formats.columns import Columns
from sayso.intake.formats.pages import record
from sayso.intake.page.visible import clean
from sayso.intake.raw import Raw
from sayso.settings import Settings

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
MOST_PAGES = 2_000
_HYPHEN = re.compile(r"(?<=[a-z])[-\u2010]\n(?=[a-z])")


def pdf(stream: BinaryIO, source: str, limits: Settings, _: Columns) -> Iterator[Raw | InputRejected]:
    """The article of a PDF, by its text layer; a scan without one is refused."""
    from pypdf import PdfReader  # noqa: PLC0415  (a third of a second that only PDF is worth)

    data = whole_stream(stream, source, limits.max_article_bytes, "SAYSO_MAX_ARTICLE_BYTES")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("it is locked with a password")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise ValueError(f"it has {count:,} pages, over the limit of {MOST_PAGES:,}")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
    except (MemoryError, InputRejected):
        raise
    except Exception as error:  # the library raises whatever a broken file makes it stumble over
        raise Damaged(source, "PDF", f"{type(error).__name__}: {error}") from error
    if not any(c.isalpha() for c in text):
        raise NoSentence(source)
    yield from _stories(source, _HYPHEN.sub("", text))


def docx(stream: BinaryIO, source: str, limits: Settings, _: Columns) -> Iterator[Raw | InputRejected]:
    """The stories of a Word file."""
    data = whole_stream(stream, source, limits.max_file_bytes, "SAYSO_MAX_FILE_BYTES")
    _bounded(data, source, limits)
    from docx import Document  # noqa: PLC0415  (only Word files are worth the wait)

    try:
        document = Document(io.BytesIO(data))
        rows = [" ".join(p.text.replace("\n", " ").split()) for p in document.paragraphs]
    except Exception as error:  # the library raises whatever a broken file makes it stumble over
        raise Damaged(source, "DOCX", f"{type(error).__name__}: {error}") from error
    yield from _stories(source, "\n\n".join(row for row in rows if row))


def _bounded(data: bytes, source: str, limits: Settings) -> None:
    """Raises TooLarge for a file that unpacks beyond measure, Damaged for one that does not unpack."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Damaged(source, "ZIP", str(error)) from error
    ratio = limits.max_unpacked_ratio
    if size > FREE + ratio * len(data):
        raise TooLarge(source, "bytes for each compressed one", ratio + 1, ratio, "SAYSO_MAX_UNPACKED_RATIO")


def rtf(stream: BinaryIO, source: str, limits: Settings, _: Columns) -> Iterator[Raw | InputRejected]:
    """The stories of a file in Rich Text Format."""
    from striprtf import striprtf  # noqa: PLC0415

    data = whole_stream(stream, source, limits.max_article_bytes, "SAYSO_MAX_ARTICLE_BYTES")
    try:
        text = str(
            striprtf.rtf_to_text(decode(Raw(source, data, "text")), errors="replace")  # type: ignore[no-untyped-call]
        )
    except (MemoryError, InputRejected):
        raise
    except Exception as error:  # the library raises whatever a broken file makes it stumble over
        raise Damaged(source, "RTF", f"{type(error).__name__}: {error}") from error
    yield from _stories(source, re.sub(r"[ \t]+\n", "\n", text))


def _stories(source: str, text: str) -> Iterator[Raw | InputRejected]:
    if not text.strip():
        yield EmptyInput(source)
        return
    found = clippings(clean(text))
    for number, fields in enumerate(found, 1):
        yield record(source if len(found) == 1 else f"{source}#{number}", fields)
