"""Text → parts: every stretch of an article labelled, furniture told from news by its form, its place and its
neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from sayso.ground.names import PACKAGED, Names
from sayso.intake.html import Page, squeeze
from sayso.intake.parts import furniture
from sayso.intake.parts.credits import segments
from sayso.intake.parts.dateline import cities, dateline
from sayso.records import Part, PartLabel
from sayso.spans import Spanned, joined, trim

__all__ = ["dateline", "parts"]
_TAILS = (
    re.compile(
        r"\(\s*(?:additional\s+)?(?:reporting|writing|written|edited|editing|translated|compiled|with inputs?|"
        r"with reporting)\b"
        r"[^()]{2,400}\)?\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<=[.!?”\"])\s*(?:(?:Additional )?(?:Reporting|Writing)(?: and \w+)? by|Edit(?:ed|ing) by|"
        r"Written by|Translated by)\s+"
        r"[A-Z][^.!?]{2,300}\.?\s*$"
    ),
)
"""Credits behind the last sentence of a paragraph, in brackets or without."""
_RIGHTS = re.compile(r"(?<=[.!?”\")])\s*(?:©|\(c\)|Copyright)\s*(?:©\s*|\(c\)\s*)?\d{4}\b.*$", re.IGNORECASE)
_PICTURE = re.compile(
    r"(?<!\s)\s*[(\[][^()\[\]]{0,90}\b"
    r"(?:Photo|Images?|Getty|Pool|Handout|File|EPA|EPA-EFE|AP|AFP|Reuters|REUTERS|Courtesy)\b[^()\[\]]{0,60}[)\]]\.?$"
    r"|\b(?:REUTERS|AFP|AP|EPA|Getty Images|AP Photo)\s*/[^/]{2,80}(?:/File Photo|, File)?$"
)
_NAME_LINE = re.compile(rf"{furniture.NAME}(?:(?:,| and| &)\s+{furniture.NAME}){{0,3}}", re.IGNORECASE)
_BLOCK = re.compile(r"^[^\S\n]*+\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*+", re.MULTILINE)
"""Lines with something in them, up to the next without."""
STOP = tuple('.…"”»)')
HEADLINE_CHARS = 250
OPENING, ENOUGH = 60, 40
"""Code points by which a paragraph is known again, and beyond which one is long enough for that."""


@dataclass(frozen=True, slots=True)
class Unit(Spanned):
    """A line or paragraph at `[start, end)`, white space trimmed; `line` is its text with single spaces."""

    start: int
    end: int
    text: str
    line: str
    furniture: PartLabel | None
    names: Names

    @property
    def head(self) -> re.Match[str] | None:
        """The dateline that it begins with."""
        return dateline(self.text, self.names)

    @property
    def is_prose(self) -> bool:
        """Long enough, and closed like a sentence."""
        words = self.line.count(" ") + 1
        return (words >= 6 and self.text.endswith(STOP)) or words > 40

    @property
    def has_word(self) -> bool:
        """False for rules and ornaments."""
        return any(c.isalnum() for c in self.text)


def parts(text: str, page: Page | None = None, title: str | None = None, names: Names = PACKAGED) -> tuple[Part, ...]:
    """Parts in order; they cover the text without overlap. White space belongs to the part before it.

    `page` tells what an HTML extractor took for the body; `title` is the headline, if the caller knows it; `names` are
    the agencies known.
    """
    units = list(_units(text, names))
    labels = _labels(
        units,
        page if page and page.main else None,
        page.captions if page else frozenset(),
        squeeze(title or "").casefold(),
    )
    marks: list[tuple[int, PartLabel]] = []
    for unit, label in zip(units, labels, strict=True):
        marks += _split(unit, label)
    return tuple(_cover(text, marks))


def _units(text: str, names: Names) -> Iterator[Unit]:
    """Lines; lines that were wrapped at a width are one unit."""
    for block in _BLOCK.finditer(text):
        lines = [(block.start() + m.start(), block.start() + m.end()) for m in re.finditer(r"[^\n]+", block[0])]
        for start, end in _paragraphs(text, lines, names):
            a, b = trim(text, start, end)
            if a < b:
                line = squeeze(text[a:b])
                yield Unit(a, b, text[a:b], line, furniture.label(line, names), names)


def _paragraphs(text: str, lines: Sequence[tuple[int, int]], names: Names) -> Iterator[tuple[int, int]]:
    """Lines put together that were one paragraph; furniture among them keeps all of them apart."""
    rows = [text[a:b] for a, b in lines]
    goes_on = (
        [False] * len(rows) if any(furniture.label(squeeze(row), names) for row in rows) else [*joined(rows), False]
    )
    start = None
    for (a, b), on in zip(lines, goes_on, strict=True):
        start = a if start is None else start
        if not on:
            yield start, b
            start = None


def _labels(units: Sequence[Unit], page: Page | None, captions: frozenset[str], title: str) -> list[PartLabel]:
    first = _first_news(units, page)
    broken = _broken(units, page) if page else frozenset()
    found: list[PartLabel] = []
    under_heading = headed = False
    for i, unit in enumerate(units):
        under_heading = furniture.is_heading(unit.line) or (under_heading and not _ends_list(unit))
        known = _known(unit, captions, "" if headed else title) or ("related" if under_heading else None)
        found.append(known or (_before(unit, headed=headed) if i < first else _after(unit, page, broken)))
        headed = headed or found[-1] == "headline"
    if "body" in found or page is not None:
        return found
    return ["body" if label == "headline" else label for label in found]


def _ends_list(unit: Unit) -> bool:
    """A unit that stands under no heading of links any more."""
    return bool(unit.is_prose or unit.furniture or unit.head)


def _known(unit: Unit, captions: frozenset[str], title: str) -> PartLabel | None:
    """What a unit is wherever it stands."""
    if title and unit.line.casefold() == title:
        return "headline"
    return "caption" if unit.line in captions else unit.furniture


def _first_news(units: Sequence[Unit], page: Page | None) -> int:
    """Where the body begins: at a dateline near the top, else at the first unit that reads like prose."""
    for i, unit in enumerate(units[:15]):
        lead = all(len(u.text) <= HEADLINE_CHARS for u in units[:i])
        if lead and unit.furniture is None and unit.head and (i == 0 or not unit.text.isupper()):
            return i
    for i, unit in enumerate(units):
        if unit.furniture is None and unit.is_prose and (page is None or unit.line in page.main):
            return i
    return len(units)


def _before(unit: Unit, *, headed: bool) -> PartLabel:
    """A unit above the body: the headline, its deck, the author's name on a line of its own, or what is left of
    menus."""
    if headed and _is_author(unit):
        return "byline"
    if len(unit.text) > HEADLINE_CHARS:
        return "body"
    return "headline" if unit.line.count(" ") >= 2 else "boilerplate"


def _is_author(unit: Unit) -> bool:
    match = _NAME_LINE.fullmatch(unit.line)
    first = unit.line.split(",")[0].split(" and ")[0]
    return bool(match) and 2 <= len(first.split()) <= 4 and first.casefold() not in cities() and not unit.line.isupper()


def _after(unit: Unit, page: Page | None, broken: frozenset[str]) -> PartLabel:
    if page is not None:
        return "body" if unit.line in page.main or unit.line in broken else "boilerplate"
    return "body" if unit.has_word else "boilerplate"


def _broken(units: Sequence[Unit], page: Page) -> frozenset[str]:
    """Lines of prose that the body extractor broke up or joined otherwise: one holds the beginning of the other."""
    ours = sorted({u.line for u in units if u.is_prose and u.line not in page.main})
    theirs = sorted(line for line in page.main if len(line) > ENOUGH)
    if not ours or not theirs:
        return frozenset()
    held = _held([line[:OPENING] for line in ours], theirs)
    return frozenset(line for line in ours if line[:OPENING] in held) | frozenset(
        _holding([line[:OPENING] for line in theirs], ours)
    )


def _held(openings: Sequence[str], lines: Sequence[str]) -> frozenset[str]:
    """Those of the openings that some line holds."""
    finder = AhoCorasick(openings)
    return frozenset(
        openings[i] for line in lines for i, _, _ in finder.find_matches_as_indexes(line, overlapping=True)
    )


def _holding(openings: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    """Those of the lines that hold some opening."""
    finder = AhoCorasick(openings)
    return (line for line in lines if finder.find_matches_as_indexes(line))


def _split(unit: Unit, label: PartLabel) -> Iterator[tuple[int, PartLabel]]:
    """Where parts begin within one unit."""
    if label in ("byline", "translator", "editor"):
        yield from segments(unit.text, unit.start, label)
        return
    if label == "caption":
        yield unit.start, label
        credit = _PICTURE.search(unit.text)
        if credit and credit.start():
            yield unit.start + credit.end() - len(credit[0].lstrip()), "photo_credit"
        return
    if label != "body":
        yield unit.start, label
        return
    yield from _body(unit)


def _body(unit: Unit) -> Iterator[tuple[int, PartLabel]]:
    """Dateline, news, and the credits and rights that were glued behind it."""
    head = unit.head
    at = head.end() if head else 0
    if head:
        yield unit.start, "dateline"
    yield unit.start + at, "body"
    rights = _RIGHTS.search(unit.text, at)
    stop = rights.start() if rights else len(unit.text)
    tail = min((m.start() for pattern in _TAILS for m in [pattern.search(unit.text, at, stop)] if m), default=None)
    if tail is not None and tail > at:
        yield from segments(unit.text[tail:stop], unit.start + tail, "byline")
    if rights and rights.start() > at:
        yield unit.start + rights.start(), "rights"


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
