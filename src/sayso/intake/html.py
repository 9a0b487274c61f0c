"""HTML → the visible text with its credits, what trafilatura takes for the body, and the page's metadata."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import lxml.html
from lxml import etree
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import ElementNode, HTMLTree

from sayso.errors import MalformedRecord, TooLarge
from sayso.intake import dates

DATES = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "9999-12-31"}
"""Dates are read from metadata only; the wide limits keep the clock out of it."""
HIDDEN = ("[hidden]", '[style*="display:none"]', '[style*="display: none"]')
"""Elements that no reader sees; scripts and styles are left out by the extractor itself."""
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows and says of itself. `main` holds the lines that trafilatura takes for the body."""

    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    main: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()


def read(source: str, html: str, max_depth: int) -> Page:
    """The page. Raises TooLarge for elements nested deeper than `max_depth`, MalformedRecord for what is no HTML."""
    try:
        tree = lxml.html.document_fromstring(
            html.encode("utf-8", "replace"),
            parser=lxml.html.HTMLParser(huge_tree=True, remove_comments=True, encoding="utf-8"),
        )
    except (etree.ParserError, ValueError) as error:
        raise MalformedRecord(source, f"the HTML holds no element ({error})") from error
    depth = _depth(tree)
    if depth > max_depth:
        raise TooLarge(source, "levels of nested elements", depth, max_depth, "SAYSO_MAX_HTML_DEPTH")
    text = _visible(html)
    from trafilatura import bare_extraction  # noqa: PLC0415  (a quarter of a second that only HTML is worth)
    from trafilatura.settings import Document  # noqa: PLC0415

    captions = frozenset(squeeze("".join(str(t) for t in c.itertext())) for c in tree.iter("figcaption")) - {""}
    found = bare_extraction(tree, fast=True, include_comments=False, with_metadata=True, date_extraction_params=DATES)
    if not isinstance(found, Document):
        return Page(text, _title(tree), captions=captions)
    main = frozenset(squeeze(line) for line in (found.text or "").splitlines()) - {""}
    date = dates.normal(found.date) if found.date else None
    return Page(text, found.title or _title(tree), found.url, date, found.sitename, main, captions)


def _visible(html: str) -> str:
    """What a reader sees. Captions are kept only along with alternative texts, so those are taken out first."""
    tree = HTMLTree.parse(html)
    # The nodes are listed first: what a selector finds is searched anew at every step, and a tree cannot be changed
    # while it is walked.
    for node in list(tree.document) if tree.document else ():
        if isinstance(node, ElementNode) and node.hasattr("alt"):
            del node["alt"]
    shown: str = extract_plain_text(
        tree,
        preserve_formatting=True,
        list_bullets=False,
        alt_texts=True,
        links=False,
        form_fields=False,
        skip_elements=list(HIDDEN),
    )
    return shown


def _depth(tree: lxml.html.HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _title(tree: lxml.html.HtmlElement) -> str | None:
    words = tree.findtext(".//title")
    return squeeze(words) or None if words else None


def squeeze(line: str) -> str:
    """A line with its white space made single, for comparing what two extractors saw."""
    return " ".join(line.split())
