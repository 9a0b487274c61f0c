"""Text → parts: every stretch of an article labelled, furniture told from news by its form, its place and its
neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick

from sayso.ground.names import PACKAGED, Names
from sayso.intake import dates
from sayso.intake.page.html import HtmlPage, key, squeeze
from sayso.intake.page.visible import VisibleLine
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
    r"|©\s*[^©\n]{2,80}$"
    r"|(?<=[.!?”\"] )(?:Photos?|Images?|Pictures?)(?: by| credit:| courtesy of|:)\s*[A-Z][^.\n]{2,80}$"
)
_NAME_LINE = re.compile(
    rf"{furniture.NAME}(?:(?:,| and| &)\s+{furniture.NAME}){{0,3}}"
    r"(?:,? in (?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+)?)?",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"^[^\S\n]*+\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*+", re.MULTILINE)
"""Lines with something in them, up to the next without."""
LINE_ENDS = tuple('.…"”»)')
HEADLINE_CHARS = 250
RECOGNIZED_BY, LONG_ENOUGH = 60, 40
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
    on_page: VisibleLine | None = None

    @property
    def key(self) -> str:
        """Its letters and digits alone."""
        return key(self.line)

    @property
    def told(self) -> PartLabel | None:
        """What the page's elements say that it is."""
        return self.on_page.label if self.on_page else None

    @property
    def head(self) -> re.Match[str] | None:
        """The dateline that it begins with."""
        return dateline(self.text, self.names)

    @property
    def is_prose(self) -> bool:
        """Long enough, and closed like a sentence."""
        words = self.line.count(" ") + 1
        return (words >= 6 and self.text.endswith(LINE_ENDS)) or words > 40

    @property
    def has_word(self) -> bool:
        """False for rules and ornaments."""
        return any(c.isalnum() for c in self.text)


def parts(
    text: str, page: HtmlPage | None = None, title: str | None = None, names: Names = PACKAGED
) -> tuple[Part, ...]:
    """Parts in order; they cover the text without overlap. White space belongs to the part before it.

    `page` tells what an HTML extractor took for the body; `title` is the headline, if the caller knows it; `names` are
    the agencies known.
    """
    units = list(_lines(text, page, names) if page and page.lines else _units(text, names))
    labels = _labels(units, page if page and page.main else None, squeeze(title or ""))
    marks: list[tuple[int, PartLabel]] = []
    for unit, label in zip(units, labels, strict=True):
        marks += _split(unit, label)
    return tuple(_cover(text, marks))


def _lines(text: str, page: HtmlPage, names: Names) -> Iterator[Unit]:
    """The lines of a page, which its elements set apart."""
    units = [
        Unit(line.start, line.end, shown, shown, furniture.label(shown, names), names, line)
        for line in page.lines
        for shown in [text[line.start : line.end]]
    ]
    main = _Main.of(units, page)
    held = Counter(u.on_page.parent for u in units if u.on_page and u.is_prose and main.holds(u))
    for unit in units:
        wrong = unit.told in ("boilerplate", "related") and unit.on_page and held[unit.on_page.parent] >= MANY
        yield replace(unit, on_page=replace(unit.on_page, label=None)) if wrong and unit.on_page else unit


MANY = 3
"""Paragraphs of the body side by side that no element makes furniture, whatever it is called."""


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


def _labels(units: Sequence[Unit], page: HtmlPage | None, title: str) -> list[PartLabel]:
    body = _Body.of(units, page) if page else None
    first = _first_news(units, body)
    words = key(title)
    head = next((i for i, u in enumerate(units[: first + 1]) if title and _is_title(u, words)), None)
    found: list[PartLabel] = []
    under_heading = headed = False
    for i, unit in enumerate(units):
        under_heading = furniture.is_heading(unit.line) or (under_heading and not _ends_list(unit))
        known = "headline" if i == head else _known(unit) or ("related" if under_heading else None)
        if known is None and head is not None and i < head:
            known = "boilerplate"
        found.append(known or (_before(unit, headed=headed) if i < first else _after(unit, i, body)))
        headed = headed or found[-1] == "headline"
    if "body" in found or page is not None:
        return found
    return ["body" if label == "headline" else label for label in found]


def _is_title(unit: Unit, words: str) -> bool:
    """The line that a page's title repeats (`words` are its key), whatever outlet or rubric stands beside it there."""
    line = unit.key
    return words == line or (len(line) > 20 and (words.startswith(line) or words.endswith(line)))


def _ends_list(unit: Unit) -> bool:
    """A unit that stands under no heading of links any more."""
    return bool(unit.is_prose or unit.furniture or unit.head)


ANYWHERE: frozenset[PartLabel] = frozenset({"rights", "source_link", "photo_credit", "translator"})
"""What a line says of itself, wherever a page puts it."""


def _known(unit: Unit) -> PartLabel | None:
    """What a unit is wherever it stands: by the page's elements, by its words."""
    if unit.told in ("boilerplate", "related", "caption", "photo_credit"):
        return unit.furniture if unit.furniture in ANYWHERE and unit.told != "caption" else unit.told
    if unit.told == "byline" and not unit.furniture and len(unit.line) <= LONGEST_BYLINE:
        return "byline"
    return unit.furniture


LONGEST_BYLINE = 120
"""Code points of a line that an element calls a byline."""


@dataclass(frozen=True, slots=True)
class _Main:
    """What trafilatura takes for the body: the keys of its lines, and which units' openings stand in one of them."""

    lines: frozenset[str]
    openings: frozenset[str]

    @classmethod
    def of(cls, units: Sequence[Unit], page: HtmlPage) -> _Main:
        wanted = sorted({unit.key[:RECOGNIZED_BY] for unit in units} - {""})
        finder = AhoCorasick(wanted)
        found = {i for line in page.main for i, _, _ in finder.find_matches_as_indexes(line, overlapping=True)}
        return cls(page.main, frozenset(wanted[i] for i in found) | {""})

    def holds(self, unit: Unit) -> bool:
        """Whether it holds the unit, whole or as a piece of a longer line."""
        words = unit.key
        cell = unit.on_page is not None and unit.on_page.tag in CELLS
        return words in self.lines or ((cell or len(words) >= LONG_ENOUGH) and words[:RECOGNIZED_BY] in self.openings)


@dataclass(frozen=True, slots=True)
class _Body:
    """Which lines of a page are its body: those that trafilatura takes for it, and prose that stands beside them."""

    main: _Main
    parents: frozenset[int]
    first: int
    last: int

    @classmethod
    def of(cls, units: Sequence[Unit], page: HtmlPage) -> _Body:
        main = _Main.of(units, page)
        inside = [i for i, u in enumerate(units) if u.is_prose and not _known(u) and main.holds(u)]
        parents = frozenset(line.parent for i in inside if (line := units[i].on_page))
        return cls(main, parents, inside[0] if inside else len(units), inside[-1] if inside else -1)

    def holds(self, unit: Unit) -> bool:
        """Whether trafilatura takes the unit for body, whole or as a piece of a longer line."""
        return self.main.holds(unit)

    def beside(self, unit: Unit, at: int) -> bool:
        """Whether the unit is prose among the body's lines that trafilatura left out."""
        between = self.first < at <= self.last
        return unit.is_prose and unit.on_page is not None and unit.on_page.parent in self.parents and between


CELLS = ("td", "th", "li", "dd", "dt")
"""Elements that trafilatura puts together in a line."""


def _first_news(units: Sequence[Unit], body: _Body | None) -> int:
    """Where the body begins: at a dateline near the top, else at the first unit that reads like prose."""
    near = [i for i, unit in enumerate(units) if unit.told not in ("boilerplate", "related")][:15]
    for count, i in enumerate(near):
        unit = units[i]
        lead = all(len(units[j].text) <= HEADLINE_CHARS for j in near[:count])
        if lead and _known(unit) is None and unit.head and (i == 0 or not unit.text.isupper()):
            return i
    prose = [i for i, unit in enumerate(units) if unit.is_prose and _known(unit) is None]
    held = next((i for i in prose if body is None or body.holds(units[i])), None)
    return held if held is not None else next(iter(prose), len(units))


def _before(unit: Unit, *, headed: bool) -> PartLabel:
    """A unit above the body: the headline, its deck, the author's name on a line of its own, or what is left of
    menus."""
    if headed and _is_author(unit):
        return "byline"
    if len(unit.text) > HEADLINE_CHARS:
        return "body"
    return "headline" if unit.line.count(" ") >= 2 and not dates.is_alone(unit.line) else "boilerplate"


def _is_author(unit: Unit) -> bool:
    match = _NAME_LINE.fullmatch(unit.line)
    first = re.split(r",| and | in ", unit.line)[0]
    return bool(match) and 2 <= len(first.split()) <= 4 and first.casefold() not in cities() and not unit.line.isupper()


def _after(unit: Unit, at: int, body: _Body | None) -> PartLabel:
    if body is not None and body.last >= 0:
        return "body" if body.holds(unit) or body.beside(unit, at) else "boilerplate"
    return "body" if unit.has_word else "boilerplate"


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
