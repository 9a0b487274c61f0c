"""Addresses among the inputs → raw articles: a page as it is, a feed by the pages that it lists."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from sayso.errors import InputRejected, UnknownFormat, printable
from sayso.intake.formats import KNOWN_FORMATS, SUFFIXES, ending, feeds, pages, sniffed, stream_of
from sayso.intake.formats.columns import Columns
from sayso.intake.formats.wires import local
from sayso.intake.raw import FileKind, Raw
from sayso.settings import Settings
from sayso.stages import apart
from sayso.web import kept
from sayso.web.address import absolute_address, address
from sayso.web.agenda import FeedItem
from sayso.web.manners import Manners
from sayso.web.memory import FetchMemory, page_key
from sayso.web.site import FetchedPage, Site, Size

FILE_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "message/rfc822": ".eml",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
}
"""Media type → ending of a file of that kind, for kinds that their first bytes do not tell."""
NO_WORDS = ("image", "audio", "video", "font")
FEEDS = ("rss", "RDF", "feed")
HEAD_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Fetching:
    """How addresses are fetched, and what is kept of them: the marks of pages in one folder, their bytes in another."""

    manners: Manners = field(default_factory=Manners)
    memory: Path | None = None
    raw: Path | None = None
    items: bool = False
    """Whether a feed's items are read as they stand in it, not from the pages they lead to."""


class Web:
    """The addresses of one run. `unchanged` counts pages that are as they were when they were fetched before."""

    def __init__(self, how: Fetching | None = None) -> None:
        self._how = how or Fetching()
        self._memory = FetchMemory(self._how.memory) if self._how.memory else None
        self._site: Site | None = None
        self._refused: set[str] = set()
        self.unchanged = 0

    def refuse(self, source: str) -> None:
        """Tells that what came from a source could not be used, so that it is asked for as a whole the next time."""
        self._refused.add(urldefrag(source)[0])

    def articles(self, name: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
        """What lies at an address. Raises InputRejected."""
        url = urldefrag(name)[0]
        answer = self._had(url, limits)
        if answer is None:
            return
        listed = [] if self._how.items else items(answer, url)
        if listed:
            for item in dict.fromkeys(listed):
                yield from apart("intake", item.url, partial(self.listed, item, limits, columns))
            if any(item.url in self._refused for item in listed):
                return
        else:
            yield from self._read(answer, url, limits, columns)
        self._remember(url, answer)

    def listed(self, item: FeedItem, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
        """The page that a feed lists. Raises InputRejected."""
        answer = self._had(item.url, limits)
        if answer is None:
            return
        for raw in self._read(answer, item.url, limits, columns):
            yield replace(raw, listed=item.day) if isinstance(raw, Raw) else raw
        self._remember(item.url, answer)

    def site(self, limits: Settings) -> Site:
        """The sites of this run."""
        if self._site is None:
            self._site = Site(self._how.manners, Size(limits.max_article_bytes, "SAYSO_MAX_ARTICLE_BYTES"))
        return self._site

    def _had(self, url: str, limits: Settings) -> FetchedPage | None:
        """The page; null where it is unchanged."""
        self._refused.discard(url)
        try:
            answer = self.site(limits).fetch(url, self._memory.marks(url) if self._memory else None)
        except InputRejected:
            self.refuse(url)
            raise
        if answer.unchanged:
            self.unchanged += 1
            return None
        return answer

    def _remember(self, url: str, answer: FetchedPage) -> None:
        """Runs when whoever takes the articles asks for the next one: by then this page is done with."""
        if self._memory and printable(url) not in self._refused:
            self._memory.keep(url, answer.marks, answer.retrieved)

    def _read(self, answer: FetchedPage, url: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
        told = {"retrieved": answer.retrieved}
        if self._how.raw and answer.data:
            told["archive_url"] = f"sha256:{kept.keep_bytes(self._how.raw, answer.data)}"
        suffix = suffix_of(answer, url)
        if suffix == ".html" and answer.data.strip():
            page = Raw(url, answer.data, "html", {**told, "url": answer.url}, answer.charset)
            yield from pages.page(page, limits)
            return
        for item in stream_of(io.BytesIO(answer.data), url, suffix, limits, columns):
            if isinstance(item, Raw):
                own = {**told, "url": answer.url} if item.source == url else told
                yield replace(item, fields={**own, **item.fields}, charset=_charset(item.kind, item, answer))
            else:
                yield item


def _charset(kind: FileKind, item: Raw, answer: FetchedPage) -> str | None:
    return item.charset or (answer.charset if kind == "text" else None)


def suffix_of(answer: FetchedPage, source: str) -> str:
    """The ending of a file that is read as this page is; "" where its first bytes tell its kind. Raises
    UnknownFormat."""
    if answer.media.partition("/")[0] in NO_WORDS:
        raise UnknownFormat(source, f"pages of the kind {answer.media}", KNOWN_FORMATS)
    found = sniffed(answer.data[:HEAD_BYTES])
    if found != "text":
        return ".html" if found == "html" else ""
    suffix = ending(urlsplit(answer.url).path)
    return FILE_ENDINGS.get(answer.media) or (suffix if suffix in SUFFIXES and SUFFIXES[suffix] != "zip" else "")


def items(answer: FetchedPage, source: str) -> list[FeedItem] | None:
    """The pages that a feed lists by their addresses, in its order; null where it is no feed. Raises Damaged."""
    if sniffed(answer.data[:HEAD_BYTES]) != "xml":
        return None
    root = feeds.xml_root(answer.data, source)
    if local(root) not in FEEDS:
        return None
    base = address(answer.url, source)
    entries = (feeds.entry(e, None) for e in root.iter() if local(e) in ("item", "entry"))
    return [
        FeedItem(
            urldefrag(absolute_address(base, entry["url"]))[0],
            entry.get("published"),
            page_key(" ".join(entry.get(name, "") for name in ("published", "modified", "title"))),
        )
        for entry in entries
        if entry.get("url")
    ]
