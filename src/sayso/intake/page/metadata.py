"""What a page says of itself: its title, address, outlet and dates, read off its article's own fields only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import lxml.html
import msgspec

from sayso.intake import dates
from sayso.intake.page.makers import Makers, makers
from sayso.intake.page.visible import clean, elements
from sayso.resources import table

DEEPEST, MOST_OF_TEXT = 12, 2_000
"""Levels and nodes of JSON-LD that are looked at."""
DATE_FIELDS = ("published", "modified")
_ITEMS = {"datepublished": "published", "datemodified": "modified", "datecreated": "created"}
_CHANGED = {"updated", "modified", "dt-updated"}
_TIMES = {"pubdate", "published", "dt-published", "entry-date", "posted", "publish", "publication", "post-date", "date"}
NO_MAKERS = Makers()
LONGEST_OUTLET = 100
"""Code points of an outlet's name."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of itself; null where it says nothing. `doubts` are dates that can be read in two ways."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    kind: str | None = None
    doubts: tuple[str, ...] = ()
    makers: Makers = NO_MAKERS


def page_metadata(tree: lxml.html.HtmlElement) -> Said:
    """What the page says. Of JSON-LD the article comes first, then the page; never a list, a comment or the site."""
    meta = _meta(tree)
    graph = list(nodes(tree))
    article = first(graph, table("pages.yaml")["articles"]) or {}
    page = {} if article else first(graph, table("pages.yaml")["page"]) or {}
    seen = [element for element, furniture in elements(tree) if not furniture]
    items, times = _items(seen)
    told = _Told()
    for name, key in (("published", "datePublished"), ("modified", "dateModified")):
        told.take(name, article.get(key), *meta[name], items.get(name), page.get(key), times.get(name))
    told.take("published", items.get("created"))
    return Said(
        _words(article.get("headline"), *meta["title"]) or _title(tree),
        _address(tree, meta["url"], article),
        _publisher(article, graph, meta["publisher"]),
        told.found.get("published"),
        told.found.get("modified"),
        kind(article) or next(iter(meta["kind"]), None),
        tuple(told.doubts),
        makers(tree, seen, article, graph),
    )


class _Told:
    """The first date of each name that can be read; one that can be read in two ways is no date."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.doubts: list[str] = []

    def take(self, name: str, *values: object) -> None:
        for value in values:
            if name in self.found:
                return
            words = value if isinstance(value, str) else None
            date = dates.normal(words) if words else None
            if date:
                self.found[name] = date
            elif words and dates.is_doubtful(words):
                self.doubts.append(words.strip())


def _meta(tree: lxml.html.HtmlElement) -> Mapping[str, list[str]]:
    """The contents of meta elements by field, the surest first."""
    known = _names()
    found: list[tuple[int, str, str]] = []
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if content and content.strip() and name in known:
                field, rank = known[name]
                found.append((rank, field, content.strip()))
    found.sort(key=lambda row: row[0])
    fields: dict[str, list[str]] = {name: [] for name in ("title", "url", "publisher", "kind", *DATE_FIELDS)}
    for _, field, content in found:
        fields[field].append(content)
    return fields


@cache
def _names() -> Mapping[str, tuple[str, int]]:
    rows = table("pages.yaml")["meta"]
    known = {name: (field, rank) for field, names in rows.items() for rank, name in enumerate(names)}
    return {**known, "og:type": ("kind", 0)}


def nodes(tree: lxml.html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    """The things that a page's JSON-LD tells of, those about something else left out."""
    left = MOST_OF_TEXT
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            data = msgspec.json.decode((script.text or "").strip().removesuffix(";").encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError):
            continue  # A page whose JSON is broken says nothing there.
        for node in _inner(data, DEEPEST):
            left -= 1
            if left < 0:
                return
            yield node


def _inner(data: Any, levels: int) -> Iterator[Mapping[str, Any]]:
    if levels == 0:
        return
    if isinstance(data, list):
        for item in data:
            yield from _inner(item, levels - 1)
    elif isinstance(data, dict):
        if "@type" in data:
            yield data
        aside = table("pages.yaml")["aside"]
        for key, value in data.items():
            if isinstance(value, dict | list) and key not in aside:
                yield from _inner(value, levels - 1)


def thing_types(node: Mapping[str, Any]) -> list[str]:
    """The types of a thing, without their vocabulary's address."""
    given = node.get("@type")
    every = given if isinstance(given, list) else [given]
    return [name.rsplit("/", 1)[-1] for name in every if isinstance(name, str)]


def first(graph: Sequence[Mapping[str, Any]], wanted: Sequence[str]) -> Mapping[str, Any] | None:
    """The first thing of the first of the wanted types that there is."""
    return next((node for name in wanted for node in graph if name in thing_types(node)), None)


def kind(article: Mapping[str, Any]) -> str | None:
    """The type of an article."""
    return next(iter(thing_types(article)), None)


def _items(seen: Sequence[Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Dates of microdata, and of time elements that a page is dated by; none of those in comments and lists."""
    items: dict[str, str] = {}
    times: dict[str, str] = {}
    unnamed: list[str] = []
    for element in seen:
        value = element.get("content") or element.get("datetime") or ""
        for name in (element.get("itemprop") or "").lower().split():
            if name in _ITEMS:
                items.setdefault(_ITEMS[name], value or "".join(element.itertext()))
        if element.tag == "time" and element.get("datetime"):
            field = _field(element)
            if field:
                times.setdefault(field, value)
            else:
                unnamed.append(value)
    if len({value[:10] for value in unnamed}) == 1:
        times.setdefault("published", unnamed[0])
    return items, times


def _field(time: Any) -> str | None:
    """Which of a page's dates a time element gives; null where it does not say."""
    named = set((time.get("class") or "").lower().split())
    if named & _CHANGED:
        return "modified"
    return "published" if named & _TIMES or "pubdate" in time.attrib else None


def _words(*values: object) -> str | None:
    return next((found for v in values if isinstance(v, str) and (found := clean(" ".join(v.split())))), None)


def _title(tree: lxml.html.HtmlElement) -> str | None:
    return _words(tree.findtext(".//title"))


def _address(tree: lxml.html.HtmlElement, given: Sequence[str], article: Mapping[str, Any]) -> str | None:
    """The address that a page says is its own."""
    linked = [e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    entity = article.get("mainEntityOfPage")
    named = entity.get("@id") if isinstance(entity, dict) else entity
    for value in (*linked, *given, named, article.get("url")):
        if isinstance(value, str) and value.strip().lower().startswith(("http://", "https://")):
            return value.strip()
    return None


def _publisher(article: Mapping[str, Any], graph: Sequence[Mapping[str, Any]], given: Sequence[str]) -> str | None:
    """The outlet: the article's publisher, the site's name, or who the site says that it is."""
    publisher = article.get("publisher")
    for node in publisher if isinstance(publisher, list) else [publisher]:
        found = _name(node, graph)
        if found:
            return found
    site = first(graph, ["WebSite"]) or {}
    makers = first(graph, ["NewsMediaOrganization", "Organization"]) or {}
    names = [_words(v) for v in (*given, site.get("name"), makers.get("name"))]
    return next(
        (n for n in names if n and len(n) <= LONGEST_OUTLET and not n.startswith(("http:", "https:", "@"))), None
    )


def _name(node: object, graph: Sequence[Mapping[str, Any]]) -> str | None:
    """The name of a thing that is given whole, by name or by reference."""
    if isinstance(node, str):
        return None if node.startswith(("http:", "https:", "#", "@")) else _words(node)
    if not isinstance(node, dict):
        return None
    if found := _words(node.get("name")):
        return found if len(found) <= LONGEST_OUTLET else None
    there = (
        next((n for n in graph if n.get("@id") == node.get("@id") and n.get("name")), None) if "@id" in node else None
    )
    return _words(there.get("name")) if there else None
