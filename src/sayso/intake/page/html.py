"""HTML → a page: its visible text with its credits, what is body of it, and what it says of itself."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

import lxml.html
from lxml import etree

from sayso.errors import MalformedRecord, TooLarge
from sayso.intake.page import metadata, visible
from sayso.intake.page.line import line_key
from sayso.intake.page.metadata import Said
from sayso.intake.page.narrow import narrow
from sayso.intake.page.outlet import outlet
from sayso.intake.page.visible import VisibleLine

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)
SAYS_NOTHING = Said()


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """What a page shows and says of itself. `main` has what trafilatura takes for the body, as keys of its lines."""

    text: str
    lines: tuple[VisibleLine, ...] = ()
    main: frozenset[str] = frozenset()
    said: Said = SAYS_NOTHING

    @property
    def title(self) -> str | None:
        """The title as the page gives it."""
        return self.said.title


def read(source: str, html: str, max_depth: int) -> HtmlPage:
    """The page. Raises TooLarge for elements nested deeper than `max_depth`, MalformedRecord for what is no HTML."""
    tree = page_tree(source, html, max_depth)
    text, lines = visible.visible_lines(tree)
    said = metadata.page_metadata(tree)
    title, publisher = outlet(tree, said, [text[line.start : line.end] for line in lines])
    return HtmlPage(text, lines, _main(tree), replace(said, title=title, publisher=publisher))


def page_tree(source: str, html: str, max_depth: int) -> lxml.html.HtmlElement:
    """The tree of a page. Raises TooLarge, MalformedRecord."""
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, ValueError) as error:
        raise MalformedRecord(source, f"the HTML holds no element ({error})") from error
    depth = _depth(tree)
    if depth > max_depth:
        raise TooLarge(source, "levels of nested elements", depth, max_depth, "SAYSO_MAX_HTML_DEPTH")
    _bodied(tree)
    return tree


IN_HEAD = frozenset({"title", "meta", "link", "script", "style", "base", "noscript", "template"})


def _bodied(tree: lxml.html.HtmlElement) -> None:
    """A page may leave out the tag of its body; the parser, which knows no <article>, then lets the head go on."""
    head, body = tree.find("head"), tree.find("body")
    at = [n for n, e in enumerate(head) if e.tag not in IN_HEAD] if head is not None else []
    if head is None or not at:
        return
    if body is None:
        body = lxml.html.Element("body")
        tree.append(body)
    for place, element in enumerate(head[at[0] :]):
        body.insert(place, element)


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")


def _main(tree: lxml.html.HtmlElement) -> frozenset[str]:
    from trafilatura import bare_extraction  # noqa: PLC0415  (a quarter of a second that only HTML is worth)
    from trafilatura.settings import Document  # noqa: PLC0415

    narrow(tree)
    found = bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    text = found.text if isinstance(found, Document) else None
    return frozenset(line_key(visible.clean(line)) for line in (text or "").splitlines()) - {""}


def _depth(tree: lxml.html.HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
