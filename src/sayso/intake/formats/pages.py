"""Text and HTML files: one article a file, or the several stories of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO
from urllib.parse import urldefrag

import msgspec

from sayso.errors import EmptyInput, InputRejected, NotText
from sayso.intake.decode import decode
from sayso.intake.formats.bounded import whole_stream
from sayso.intake.formats.columns import Columns
from sayso.intake.raw import FileKind, Raw
from sayso.records import digest
from sayso.settings import Settings

BEGINNING = 80
"""Signs by which a story is told from others of its page; its heading stands first."""


def text(stream: BinaryIO, source: str, limits: Settings, _: Columns) -> Iterator[Raw | InputRejected]:
    """The article of a text file. Raises EmptyInput, TooLarge."""
    yield Raw(source, _data(stream, source, limits), "text")


def html(stream: BinaryIO, source: str, limits: Settings, _: Columns) -> Iterator[Raw | InputRejected]:
    """The articles of a page. Raises EmptyInput, TooLarge."""
    yield from page(Raw(source, _data(stream, source, limits), "html"), limits)


def page(raw: Raw, limits: Settings) -> Iterator[Raw]:
    """A page as it is, or each of its stories as a record, numbered behind the page's name."""
    from sayso.intake.briefs import briefs  # noqa: PLC0415  (who reads text waits for no parser)
    from sayso.intake.page.stories import stories  # noqa: PLC0415
    from sayso.intake.timed import timed  # noqa: PLC0415

    text = decode(raw)
    found, day = stories(raw.source, text, limits.max_html_depth), raw.listed
    for find in (timed, briefs):
        if not found:
            found, said = find(raw.source, text, limits.max_html_depth)
            day = said or day
    if not found:
        yield raw
    rows = [{**raw.fields, **fields} for fields in found]
    shared = Counter(fields.get("url") for fields in rows)
    for number, fields in enumerate(rows, 1):
        url = fields.get("url")
        own = {"url": _own(url, fields)} if url and shared[url] > 1 else {}
        yield replace(record(f"{raw.source}#{number}", {**fields, **own}), listed=day)


def _own(url: str, fields: Mapping[str, str]) -> str:
    """An address of its own for one of several stories that a page gives no addresses: told by when it was published
    and how it begins, so that it stays the same while others are added."""
    words = " ".join((fields.get("html") or fields.get("text") or "").split())[:BEGINNING]
    return f"{urldefrag(url)[0]}#story-{digest(fields.get('published', ''), words)}"


def record(source: str, fields: Mapping[str, object]) -> Raw:
    """An article given by its fields. Raises NotText where one is no text in UTF-8."""
    try:
        return Raw(source, msgspec.json.encode(fields), "record")
    except UnicodeEncodeError as error:
        raise NotText(source, f"it holds half a sign ({error.object[error.start]!r}) that stands for none") from error


def _data(stream: BinaryIO, source: str, limits: Settings) -> bytes:
    data = whole_stream(stream, source, limits.max_article_bytes, "SAYSO_MAX_ARTICLE_BYTES")
    if not data.strip():
        raise EmptyInput(source)
    return data


def kind_of(words: str) -> FileKind:
    """Whether words are HTML or plain text."""
    return "html" if "</" in words or "<p>" in words or "<br" in words else "text"
