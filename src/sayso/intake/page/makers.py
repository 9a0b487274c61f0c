"""Whom a page's own fields name as makers of its article: writers, who may be agencies, and the houses it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lxml.html

from sayso.intake.page.visible import clean
from sayso.resources import table

LONGEST_MAKER = 100
"""Code points of what a field says of a maker."""
MOST_MAKERS = 20
"""Makers of a page that are looked at."""


@dataclass(frozen=True, slots=True)
class Makers:
    """`writers` as fields for authors give them, `houses` as fields for the source of an article do, each once."""

    writers: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()


def makers(
    tree: lxml.html.HtmlElement, seen: Sequence[Any], article: Mapping[str, Any], graph: Sequence[Mapping[str, Any]]
) -> Makers:
    """The makers that meta elements, the JSON-LD `article` (its references are in `graph`) and microdata name; `seen`
    are the elements outside of comments and lists."""
    rows = table("pages.yaml")["makers"]
    said, items = list(_meta(tree)), list(_items(seen))
    found: dict[str, tuple[str, ...]] = {}
    for kind in ("writers", "houses"):
        wanted = rows[kind]
        given = [
            *(name for key in wanted["json"] for name in named_by(article.get(key), graph, people=kind == "writers")),
            *(_bodies(article, rows["writers"]["json"], graph) if kind == "houses" else ()),
            *(content for name in wanted["meta"] for key, content in said if key == name),
            *(value for name in wanted["json"] for key, value in items if key == name.lower()),
        ]
        found[kind] = tuple(dict.fromkeys(filter(_is_maker, (clean(" ".join(words.split())) for words in given))))
        found[kind] = found[kind][:MOST_MAKERS]
    return Makers(found["writers"], found["houses"])


def _is_maker(words: str) -> bool:
    return 0 < len(words) <= LONGEST_MAKER and not words.startswith(("http:", "https:", "#", "@", "/", "www."))


def _meta(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                yield name, content


def _items(seen: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Microdata, property by property."""
    for element in seen:
        if not element.get("itemprop"):
            continue
        name = next((e for e in element.iter() if e.get("itemprop") == "name"), element)
        for key in element.get("itemprop").lower().split():
            yield key, name.get("content") or "".join(name.itertext())


def _bodies(article: Mapping[str, Any], fields: Sequence[str], graph: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Organizations that fields for authors name: no person, but perhaps an agency."""
    for key in fields:
        node = article.get(key)
        for item in node[:MOST_MAKERS] if isinstance(node, list) else [node]:
            if isinstance(item, dict) and _is_organization(_there(item, graph)):
                yield from _of_thing(item, graph)


def named_by(node: object, graph: Sequence[Mapping[str, Any]], *, people: bool = False) -> Iterator[str]:
    """The names that a field of JSON-LD gives: as words, as a thing, or as a list of such; of `people` alone those that
    are called no organization."""
    for item in node[:MOST_MAKERS] if isinstance(node, list) else [node]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict) and not (people and _is_organization(_there(item, graph))):
            yield from _of_thing(item, graph)


def _there(node: Mapping[str, Any], graph: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """A thing, or the one that it refers to."""
    if "name" in node or "@id" not in node:
        return node
    return next((other for other in graph if other.get("@id") == node["@id"]), node)


def _of_thing(node: Mapping[str, Any], graph: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The name of a thing, given or by reference; of a work that another is based on, who made that."""
    inner = [node[key] for key in _MADE_BY if key in node] if not _is_house(node) else []
    if inner:
        yield from (name for thing in inner for name in named_by(thing, ()))
    elif isinstance(node.get("name"), (str, list)):
        yield from named_by(node["name"], ())
    else:
        there = (n["name"] for n in graph if n.get("@id") == node.get("@id") and isinstance(n.get("name"), str))
        yield from list(there)[:1]


_MADE_BY = ("publisher", "provider", "sourceOrganization")


def _is_organization(node: Mapping[str, Any]) -> bool:
    return _is_a(node, ("Organization", "Corporation"))


def _is_house(node: Mapping[str, Any]) -> bool:
    return _is_a(node, ("Organization", "Person", "Corporation"))


def _is_a(node: Mapping[str, Any], kinds: tuple[str, ...]) -> bool:
    given = node.get("@type")
    types = given if isinstance(given, list) else [given]
    return any(isinstance(name, str) and name.endswith(kinds) for name in types)
