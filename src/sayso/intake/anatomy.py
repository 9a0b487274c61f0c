"""Text → parts: every stretch of an article labelled, furniture told from news by the patterns of data/anatomy.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

from sayso.intake import edtf
from sayso.intake.credits import agencies, segments
from sayso.intake.html import Page, squeeze
from sayso.records import Part, PartLabel
from sayso.resources import table
from sayso.spans import trim

_PLACE = r"[A-Z\u00c0-\u00de][\w.'’\u00c0-\u024f]*(?:[ /-][A-Z\u00c0-\u00de][\w.'’]*){0,4}(?:,\s[A-Z][\w. ]{2,25})?"
_DATELINE = re.compile(
    rf"(?:(?P<place>{_PLACE}),?\s*)?"
    rf"(?P<date>(?:\w+day,?\s+)?(?:{edtf.WRITTEN}))?,?\s*\(\s*(?P<agency>[A-Z][^()]{{1,40}})\)\s*[-–—:]*\s*", re.IGNORECASE,
)  # fmt: skip
_BARE = re.compile(
    rf"(?P<place>[A-Z][A-Z.'’/ -]{{2,30}}(?:,\s[A-Z][\w. ]{{2,25}})?)(?:,\s*(?P<date>{edtf.WRITTEN}))?\s*(?:—|–|--|-)\s+(?=[\"“A-Z])"
)
_CREDIT_TAIL = re.compile(
    r"\(\s*(?:additional\s+)?(?:reporting|writing|written|edited|"
    r"editing|translated|compiled|with inputs?|with reporting)\b[^()]{2,400}\)?\s*$",
    re.IGNORECASE,
)
STOP = tuple('.!?…"”»)')
HEADLINE_CHARS = 250


@dataclass(frozen=True, slots=True)
class Unit:
    """A line or paragraph at `[start, end)`, white space trimmed."""

    start: int
    end: int
    text: str


@cache
def _patterns() -> tuple[tuple[PartLabel, re.Pattern[str]], ...]:
    names = "|".join(re.escape(n) for n in agencies())
    found = []
    for label, rows in table("anatomy.yaml").items():
        assert label in get_args(PartLabel), label
        alternatives = (p.replace("{agency}", names).replace("{date}", edtf.WRITTEN) for p in rows["start"])
        found.append((label, re.compile("|".join(f"(?:{p})" for p in alternatives), re.IGNORECASE)))
    return tuple(found)


def parts(text: str, page: Page | None = None, title: str | None = None) -> tuple[Part, ...]:
    """Parts in order; they cover the text without overlap. White space belongs to the part before it.

    `page` tells what an HTML extractor took for the body; `title` is the headline, if the caller knows it.
    """
    units = list(_units(text))
    labels = _labels(units, page, title)
    marks: list[tuple[int, PartLabel]] = []
    for unit, label in zip(units, labels, strict=True):
        marks += _split(text, unit, label)
    return tuple(_cover(text, marks))


def _units(text: str) -> Iterator[Unit]:
    """Lines; paragraphs whose lines look hard-wrapped are one unit."""
    for block in re.finditer(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
        lines = list(re.finditer(r"[^\n]+", block[0]))
        wrapped = len(lines) > 1 and all(45 < len(m[0].strip()) < 110 for m in lines[:-1])
        pieces = [block.span()] if wrapped else [(block.start() + m.start(), block.start() + m.end()) for m in lines]
        for start, end in pieces:
            a, b = trim(text, start, end)
            if a < b:
                yield Unit(a, b, text[a:b])


def _labels(units: Sequence[Unit], page: Page | None, title: str | None) -> list[PartLabel]:
    first = next((i for i, u in enumerate(units) if _body_like(u, page)), None)
    labels: list[PartLabel] = []
    for i, unit in enumerate(units):
        label = _label(unit, page, title)
        if label is None:
            label = _by_position(unit, i, first, page)
        labels.append(label)
    return labels if "body" in labels or page is not None else _all_news(labels)


def _all_news(labels: Sequence[PartLabel]) -> list[PartLabel]:
    """A text of one line, or of headlines alone, is body: there is nothing else to read."""
    return ["body" if label == "headline" else label for label in labels]


def _label(unit: Unit, page: Page | None, title: str | None) -> PartLabel | None:
    words = squeeze(unit.text)
    if title and words.casefold() == squeeze(title).casefold():
        return "headline"
    for label, pattern in _patterns():
        if pattern.match(words) and not (len(words) > 400 and label != "rights"):
            return label
    if page is not None and words in page.captions:
        return "caption"
    return None


def _by_position(unit: Unit, i: int, first: int | None, page: Page | None) -> PartLabel:
    if page is not None and page.main:
        known = squeeze(unit.text) in page.main
        return "body" if known or (_body_like(unit, None) and _near(unit, page)) else "boilerplate"
    if first is None or i >= first:
        return "body" if any(c.isalnum() for c in unit.text) else "boilerplate"
    short = len(unit.text) <= HEADLINE_CHARS and not unit.text.endswith(".")
    return ("headline" if len(unit.text.split()) >= 3 else "boilerplate") if short else "body"


def _near(unit: Unit, page: Page) -> bool:
    """A paragraph that the body extractor broke up or joined otherwise."""
    words = squeeze(unit.text)
    return any(words[:60] in line or line[:60] in words for line in page.main if len(line) > 40)


def _body_like(unit: Unit, page: Page | None) -> bool:
    if page is not None and page.main:
        return squeeze(unit.text) in page.main
    if any(pattern.match(squeeze(unit.text)) for _, pattern in _patterns()):
        return False
    if dateline(unit.text) is not None:
        return True
    words = len(unit.text.split())
    return (words >= 6 and unit.text.rstrip().endswith(STOP)) or words > 40


def dateline(text: str) -> re.Match[str] | None:
    """The dateline that a paragraph begins with ("MOSCOW, May 9 (Reuters) -"), groups place, date, agency; or null."""
    match = _DATELINE.match(text)
    if match and (match["agency"].strip() in agencies() or (match["place"] or "").isupper()) and match.end() < len(text):
        place = match["place"]
        if place is None or place[:1].isupper():
            return match
    return _BARE.match(text)


def _split(text: str, unit: Unit, label: PartLabel) -> Iterator[tuple[int, PartLabel]]:
    """Where parts begin within one unit."""
    if label in ("byline", "translator", "editor"):
        yield from segments(unit.text, unit.start, label)
        return
    if label == "caption":
        yield unit.start, label
        credit = re.search(r"\b(?:REUTERS|AFP|AP|EPA|Getty Images)\s*/[^/]{2,80}(?:/File Photo)?\s*$", unit.text)
        if credit:
            yield unit.start + credit.start(), "photo_credit"
        return
    if label != "body":
        yield unit.start, label
        return
    head = dateline(unit.text)
    if head:
        yield unit.start, "dateline"
    yield unit.start + (head.end() if head else 0), "body"
    tail = _CREDIT_TAIL.search(unit.text, head.end() if head else 0)
    if tail and tail.start() > (head.end() if head else 0):
        yield from segments(unit.text[tail.start() :], unit.start + tail.start(), "byline")


def _cover(text: str, marks: Sequence[tuple[int, PartLabel]]) -> Iterator[Part]:
    """From beginnings to parts that cover the text; neighbours with the same label are one."""
    merged: list[tuple[int, PartLabel]] = []
    for start, label in marks:
        if not merged or merged[-1][1] != label:
            merged.append((start, label))
    if not merged:
        if text:
            yield Part("boilerplate", 0, len(text))
        return
    merged[0] = (0, merged[0][1])
    ends = [start for start, _ in merged[1:]] + [len(text)]
    for (start, label), end in zip(merged, ends, strict=True):
        yield Part(label, start, end)
