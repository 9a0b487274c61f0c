"""What stands in front of an article, or is no article: cookie walls, paywalls, fronts of a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.intake.page.html import HtmlPage
from sayso.intake.page.line import UNSPACED
from sayso.records import Part
from sayso.resources import table

LONGEST_WALL = 4_000
"""Code points of a page that can be a wall."""
ENOUGH = 3
"""Words of consent that make a wall of a short page."""
LONGEST_OFFER = 1_000
"""Code points of an offer to subscribe that stands in place of a story."""
CARDS = 5
"""Headings that lead elsewhere which make a front of a page without prose of its own."""
STORY = 200
"""Code points of a paragraph that no teaser has."""
UNSPACED_LETTERS = 2
"""Letters that such a sign stands for beyond itself."""
_HEADINGS = ("h2", "h3", "h4", "h5")
_BESIDE = ("related", "boilerplate")
"""What stands beside an article too: links to other stories, the menu at its foot."""


def wall(page: HtmlPage, parts: Sequence[Part]) -> str | None:
    """`cookie-wall`, `paywall` or `section-front` where the page is one; null where it holds an article."""
    text = page.text
    body = "\n".join(text[p.start : p.end] for p in parts if p.label == "body")
    patterns = _patterns()
    short = len(text) <= LONGEST_WALL
    consent = {m[0].casefold() for m in patterns["consent"].finditer(text)} if short else set[str]()
    if len(consent) >= ENOUGH and not patterns["consent"].sub("", body).strip():
        return "cookie-wall"
    if len(consent) >= ENOUGH and _is_consent(body):
        return "cookie-wall"
    if not _prose(body) and patterns["paywall"].search(text):
        return "paywall"
    if len(body) <= LONGEST_OFFER and _is_stub(text, parts):
        return "paywall"
    return "section-front" if _is_front(page) else None


def _is_stub(text: str, parts: Sequence[Part]) -> bool:
    """Whether a line that keeps the story for members stands above all prose."""
    stub = _patterns()["stub"].search(text)
    return stub is not None and not _prose(_before(text, parts, stub.start()))


def _before(text: str, parts: Sequence[Part], end: int) -> str:
    return "\n".join(text[p.start : min(p.end, end)] for p in parts if p.label == "body" and p.start < end)


def _prose(body: str) -> bool:
    return any(line.rstrip().endswith((".", "”", '"', "?", "!")) and line.count(" ") >= 5 for line in body.splitlines())


def _is_consent(body: str) -> bool:
    """Every paragraph of the body is about consent, or about paying instead."""
    rows = [line for line in body.splitlines() if line.count(" ") >= 5]
    asks = [row for row in rows if _patterns()["consent"].search(row)]
    offers = [row for row in rows if row not in asks and _patterns()["paywall"].search(row)]
    return bool(asks or not rows) and len(asks) + len(offers) == len(rows)


def _is_front(page: HtmlPage) -> bool:
    if page.said.kind in table("pages.yaml")["articles"] or page.said.published:
        return False
    cards = sum(line.linked and line.tag in _HEADINGS and line.label not in _BESIDE for line in page.lines)
    long = any(not line.linked and _size(page.text[line.start : line.end]) > STORY for line in page.lines)
    return cards >= CARDS and not long


def _size(line: str) -> int:
    """Code points; a sign of a script without blanks tells as much as several letters."""
    return len(line) + UNSPACED_LETTERS * len(UNSPACED.findall(line))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rows = table("pages.yaml")["walls"]
    return {name: re.compile("|".join(f"(?:{row})" for row in rows[name]), re.IGNORECASE) for name in rows}
