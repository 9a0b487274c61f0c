"""XML: feeds (RSS, Atom) and the wires' own formats (NITF, NewsML-G2). No entity of a file's own is ever followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

from lxml import etree

from sayso.errors import Damaged, EmptyInput, InputRejected, UnknownFormat
from sayso.intake import dates
from sayso.intake.formats.bounded import whole_stream
from sayso.intake.formats.columns import Columns
from sayso.intake.formats.pages import html, kind_of, record
from sayso.intake.formats.wires import local, newsml, nitf
from sayso.intake.raw import Raw
from sayso.settings import Settings
from sayso.stages import apart

KNOWN_FEEDS = "RSS, Atom, NITF and NewsML-G2"


def xml(stream: BinaryIO, source: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    """The items of a feed or a wire's file. Raises Damaged, UnknownFormat."""
    data = whole_stream(stream, source, limits.max_article_bytes, "SAYSO_MAX_ARTICLE_BYTES")
    if not data.strip():
        raise EmptyInput(source)
    root = xml_root(data, source)
    kind = local(root)
    if kind == "html":
        import io  # noqa: PLC0415

        yield from html(io.BytesIO(data), source, limits, columns)
    elif kind in ("rss", "RDF", "feed"):
        yield from _feed(root, source)
    elif kind in ("nitf", "newsMessage", "newsItem", "packageItem"):
        yield from _wire(root, kind, source)
    else:
        raise UnknownFormat(source, f"XML of the kind `{kind}`", KNOWN_FEEDS)


def xml_root(data: bytes, source: str) -> Any:
    """The root of an XML file, its own entities and addresses left alone. Raises Damaged."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged(source, "XML", str(error)) from error
    if root is None:
        raise Damaged(source, "XML", "it holds no element")
    return root


def _feed(root: Any, source: str) -> Iterator[Raw | InputRejected]:
    items = [e for e in root.iter() if local(e) in ("item", "entry")]
    channel = next((e for e in root.iter() if local(e) == "channel"), root)
    title = element_words(channel, "title")
    if not items:
        yield EmptyInput(source)
    for number, item in enumerate(items, 1):
        where = f"{source}#{number}"
        yield from apart("intake", where, partial(_told, where, partial(entry, item, title)))


def _told(source: str, read: Callable[[], dict[str, str]]) -> Iterator[Raw]:
    """The article of an item. Raises EmptyInput."""
    fields = read()
    if not (fields.get("text") or fields.get("html")):
        raise EmptyInput(source)
    yield record(source, fields)


def entry(item: Any, feed_title: str | None) -> dict[str, str]:
    """The fields of one item: what it says whole, else its summary; its own source before the feed's title."""
    body = (
        element_words(item, "encoded")
        or _content(item)
        or element_words(item, "description")
        or element_words(item, "summary")
        or ""
    )
    title = element_words(item, "title") or ""
    found = {
        **_headed(title, body),
        "title": title,
        "id": element_words(item, "guid") or element_words(item, "id"),
        "url": _link(item),
        "published": _date(item, ("pubDate", "published", "date", "issued")),
        "modified": _date(item, ("updated", "modified")),
        "publisher": _source(item) or feed_title,
    }
    return {name: value for name, value in found.items() if value}


def _headed(title: str, body: str) -> dict[str, str]:
    """The body under its title, by its kind."""
    if kind_of(body) == "html":
        return {"html": f"<h1>{title}</h1>{body}" if title else body}
    return {"text": "\n\n".join(filter(None, (title, body)))}


def element_words(element: Any, name: str) -> str | None:
    """The text of the first child of that name."""
    child = next((e for e in element if local(e) == name), None)
    found = "".join(child.itertext()).strip() if child is not None else ""
    return found or None


def _content(item: Any) -> str | None:
    """What an Atom entry says: text, escaped HTML, or elements of XHTML."""
    child = next((e for e in item if local(e) == "content"), None)
    if child is None:
        return None
    if child.get("type") == "xhtml":
        return "".join(etree.tostring(e, encoding="unicode", method="html") for e in child)
    return "".join(child.itertext()).strip() or None


def _link(item: Any) -> str | None:
    for child in item:
        if local(child) == "link":
            if child.get("href") and child.get("rel", "alternate") == "alternate":
                return str(child.get("href")).strip()
            if child.text and child.text.strip().startswith("http"):
                return str(child.text).strip()
    return None


def _date(item: Any, names: tuple[str, ...]) -> str | None:
    return next((day for name in names if (w := element_words(item, name)) and (day := dates.normal(w))), None)


def _source(item: Any) -> str | None:
    """The outlet that an item is from, where a feed collects others'."""
    child = next((e for e in item if local(e) == "source"), None)
    if child is None:
        return None
    return element_words(child, "title") or (child.text or "").strip() or None


def _wire(root: Any, kind: str, source: str) -> Iterator[Raw | InputRejected]:
    found = [root] if kind == "nitf" else [e for e in root.iter() if local(e) == "newsItem"]
    if not found:
        yield EmptyInput(source)
    for number, item in enumerate(found, 1):
        where = source if len(found) == 1 else f"{source}#{number}"
        read = nitf if kind == "nitf" else newsml
        yield from apart("intake", where, partial(_told, where, partial(read, item, where)))
