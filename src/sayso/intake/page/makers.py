"""Whom a page's own fields name as makers of its article: writers, who may be agencies, and the houses it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lxml.html

from sayso.intake.page.visible import clean, elements
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


def makers(tree: lxml.html.HtmlElement, article: Mapping[str, Any], graph: Sequence[Mapping[str, Any]]) -> Makers:
    """The makers that meta elements, the JSON-LD `article` (its references are in `graph`) and microdata name."""
    rows = table("pages.yaml")["makers"]
    said, items = list(_meta(tree)), list(_items(tree))
    found: dict[str, tuple[str, ...]] = {}
    for kind in ("writers", "houses"):
        wanted = rows[kind]
        given = [
            *(name for key in wanted["json"] for name in names(article.get(key), graph)),
            *(content for name in wanted["meta"] for key, content in said if key == name),
            *(value for name in wanted["json"] for key, value in items if key == name.lower()),
        ]
        short = (name for words in given if (name := clean(" ".join(words.split()))) and len(name) <= LONGEST_MAKER)
        found[kind] = tuple(dict.fromkeys(name for name in short if not _is_address(name)))[:MOST_MAKERS]
    return Makers(found["writers"], found["houses"])


def _is_address(words: str) -> bool:
    return words.startswith(("http:", "https:", "#", "@", "/", "www."))


def _meta(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                yield name, content


def _items(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Microdata outside of comments and lists, property by property."""
    for element, furniture in elements(tree):
        if furniture or not element.get("itemprop"):
            continue
        name = next((e for e in element.iter() if e.get("itemprop") == "name"), element)
        for key in element.get("itemprop").lower().split():
            yield key, name.get("content") or "".join(name.itertext())


def names(node: object, graph: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The names that a field of JSON-LD gives: as words, as things with a name, by reference, or as a list of such; of
    a work that another is based on, who made that."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for item in node[:MOST_MAKERS]:
            yield from names(item, graph) if not isinstance(item, list) else ()
    elif isinstance(node, dict):
        inner = [node[key] for key in ("publisher", "provider", "sourceOrganization") if key in node]
        if inner and not _is_house(node):
            yield from (name for thing in inner for name in names(thing, ()))
        elif isinstance(node.get("name"), str):
            yield node["name"]
        elif "@id" in node:
            there = (n for n in graph if n.get("@id") == node["@id"] and isinstance(n.get("name"), str))
            yield from (n["name"] for n in list(there)[:1])


def _is_house(node: Mapping[str, Any]) -> bool:
    given = node.get("@type")
    types = given if isinstance(given, list) else [given]
    return any(isinstance(name, str) and name.endswith(("Organization", "Person", "Corporation")) for name in types)
