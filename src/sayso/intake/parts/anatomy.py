"""Text → parts: every stretch of an article labelled, furniture told from news by its form, its place and its
neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.intake import dates
from sayso.intake.page.line import line_key, squeeze
from sayso.intake.parts import furniture
from sayso.intake.parts.body import Body, Main
from sayso.intake.parts.credits import agency_tail, cities
from sayso.intake.parts.pieces import unit_pieces
from sayso.intake.parts.signature import (
    are_agencies,
    is_dated,
    is_signature,
    is_stamped,
    signed_pieces,
    signs_off,
    with_writers,
)
from sayso.intake.parts.units import Unit, own_label, text_units
from sayso.records import Part, PartLabel
from sayso.resources import table

if TYPE_CHECKING:
    from sayso.intake.page.html import HtmlPage

_NAME_LINE = re.compile(
    rf"{furniture.PERSON_NAME}(?:(?:,| and| &| /)\s+{furniture.PERSON_NAME}){{0,3}}"
    r"(?:,? in (?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+)?)?",
    re.IGNORECASE,
)
HEADLINE_CHARS = 250


def parts(
    text: str, page: HtmlPage | None = None, title: str | None = None, names: Names = PACKAGED_NAMES
) -> tuple[Part, ...]:
    """Parts in order; they cover the text without overlap. White space belongs to the part before it.

    `page` tells what an HTML extractor took for the body; `title` is the headline, if the caller knows it; `names` are
    the agencies known.
    """
    units = list(_lines(text, page, names) if page and page.lines else text_units(text, names))
    labels = _labels(units, page if page and page.main else None, squeeze(title or ""))
    last = max((i for i, label in enumerate(labels) if label == "body"), default=-1) + BEHIND
    marks: list[tuple[int, PartLabel]] = []
    for i, (unit, label) in enumerate(zip(units, labels, strict=True)):
        signs = i <= last and unit.told is None and label == "boilerplate"
        marks += signed_pieces(unit) if signs else unit_pieces(unit, label)
    return tuple(_cover(text, marks))


BEHIND = 2
"""Lines behind the body among which it is signed too."""


def _lines(text: str, page: HtmlPage, names: Names) -> Iterator[Unit]:
    """The lines of a page, which its elements set apart."""
    units = [
        Unit(line.start, line.end, shown, shown, _of_words(shown, line.tag, names), names, signed)
        for line in page.lines
        for shown in [text[line.start : line.end]]
        for signed in [with_writers(line, text, page.said.makers.writers)]
    ]
    main = Main.of(units, page)
    held: Counter[tuple[int, PartLabel | None]] = Counter(
        (u.on_page.parent, u.told)
        for u in units
        if u.on_page and u.told in ("boilerplate", "related") and u.is_prose and main.holds(u)
    )
    for unit in units:
        wrong = unit.on_page and held[unit.on_page.parent, unit.told] >= MANY_PARAGRAPHS
        yield replace(unit, on_page=replace(unit.on_page, label=None)) if wrong and unit.on_page else unit


def _of_words(line: str, tag: str, names: Names) -> PartLabel | None:
    """What kind of furniture a line's words make it; a paragraph of several sentences that an agency signs at its end
    is no caption."""
    label = furniture.furniture_label(line, names)
    signed = label == "caption" and tag == "p" and _STOP.search(line) and agency_tail(line, names) is not None
    return None if signed else label


_STOP = re.compile(r"[.!?][”\"’]?\s+\w.*[.!?][”\"’]?\s*\(")
MANY_PARAGRAPHS = 3
"""Paragraphs of the body side by side that no element makes furniture, whatever it is called."""


def _labels(units: Sequence[Unit], page: HtmlPage | None, title: str) -> list[PartLabel]:
    body = Body.of(units, page) if page else None
    head, first = _begins(units, body, title)
    outlet = (page.said.publisher or "") if page else ""
    site = line_key(outlet)
    found: list[PartLabel] = []
    headed = False
    for i, (unit, sure) in enumerate(zip(units, _wherever(units, head), strict=True)):
        if sure is None and i < first:
            sure = "boilerplate" if site and unit.key == site else _before(unit, headed=headed, outlet=outlet)
        found.append(sure or _after(unit, i, body, first))
        headed = headed or found[-1] == "headline"
    _sign(units, found, head, outlet)
    _sign_off(units, found, outlet)
    if "body" in found or page is not None:
        return found
    return ["body" if label == "headline" else label for label in found]


def _begins(units: Sequence[Unit], body: Body | None, title: str) -> tuple[int | None, int]:
    """The unit that is the title, null where none is, and where the body begins: nothing above a headline by its
    element is news."""
    first, words = _first_news(units, body), line_key(title)
    titled = (i for i, unit in enumerate(units) if words and _is_title(unit, words))
    head = next((i for i in titled if i <= first or _is_h1(units[i])), None)
    if head is not None and head > first:
        first = head + 1 + _first_news(units[head + 1 :], body)
    return head, first if body is None else body.begins(units, first, -1 if head is None else head)


def _sign(units: Sequence[Unit], found: list[PartLabel], head: int | None, outlet: str) -> None:
    """Lines that hold nothing but the author's name are signatures, above the body's end and right behind it; with a
    date beside it they are no headline."""
    last = max((i for i, label in enumerate(found) if label == "body"), default=-1) + BEHIND
    for i, unit in enumerate(units[: last + 1]):
        if i == head or found[i] not in ("boilerplate", "headline") or unit.told is not None:
            continue
        beside_outlet = unit.on_page is not None and bool(unit.on_page.signed) and signs_off(unit.line, outlet)
        if is_signature(unit) or beside_outlet:
            found[i] = "byline"
        elif is_dated(unit):
            found[i] = "boilerplate"


def _sign_off(units: Sequence[Unit], found: list[PartLabel], outlet: str) -> None:
    """The last line of the body, where it is a name behind a dash or in brackets ("— Jane Roe"), or one beside the
    outlet's; and agencies alone right above or behind the body, which are a photographer's only beside a picture."""
    body = [i for i, label in enumerate(found) if label == "body"]
    if not body:
        return
    last = body[-1]
    if last > body[0] and signs_off(units[last].line, outlet):
        found[last] = "byline"
    for i in range(max(body[0] - BEHIND, 0), min(last + BEHIND + 1, len(units))):
        beside = found[i - 1] if i else None
        if found[i] == "photo_credit" and units[i].told is None and beside not in ("caption", "photo_credit"):
            rights = i > last and _RIGHTS.match(units[i].line)
            found[i] = "byline" if are_agencies(units[i]) else "rights" if rights else found[i]


_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s*\S", re.IGNORECASE)


def _wherever(units: Sequence[Unit], head: int | None) -> Iterator[PartLabel | None]:
    """What each unit is wherever the body begins: the title (unit `head`), what its words or elements say, what stands
    under a heading of links, what is left above the title; null where that says nothing."""
    under_heading, closing = False, tuple(_closing(units))
    for i, unit in enumerate(units):
        under_heading = furniture.is_heading(unit.line) or (under_heading and not _ends_list(unit))
        if i == head:
            yield "headline"
        else:
            above = head is not None and i < head
            beside: PartLabel | None = "boilerplate" if above or closing[i] else None
            yield own_label(unit) or ("related" if under_heading else beside)


def _is_h1(unit: Unit) -> bool:
    """A headline by its element; what stands above it is no news."""
    return unit.on_page is not None and unit.on_page.tag == "h1"


def _is_title(unit: Unit, words: str) -> bool:
    """The line that a page's title repeats (`words` are its key), whatever outlet or rubric stands beside it there."""
    line = unit.key
    return words == line or (len(line) > 20 and (words.startswith(line) or words.endswith(line)))


def _closing(units: Sequence[Unit]) -> Iterator[bool]:
    """Whether each unit stands under a heading of what is said behind a story, side by side with the first under it."""
    under: int | None = None
    begins = told = False
    for unit in units:
        parent = unit.on_page.parent if unit.on_page else None
        told = told or (unit.is_prose and own_label(unit) is None)
        if told and furniture.is_closing(unit.line):
            under, begins = None, True
            yield True
            continue
        under, begins = (parent if begins else under), False
        yield under is not None and under == parent
        under = under if under == parent else None


def _ends_list(unit: Unit) -> bool:
    """A unit that stands under no heading of links any more."""
    return not _BULLET.match(unit.line) and bool(unit.is_prose or unit.furniture or unit.head)


_BULLET = re.compile(r"[»›►▶•■●→]\s*\S")


def _first_news(units: Sequence[Unit], body: Body | None) -> int:
    """Where the body begins: at a dateline near the top, else at the first unit that reads like prose."""
    for i in [i for i, unit in enumerate(units) if unit.told not in ("boilerplate", "related")][:NEAR_TOP]:
        if _is_lead(units[i], top=i == 0):
            return i
        if len(units[i].text) > HEADLINE_CHARS:
            break
    prose = [i for i, unit in enumerate(units) if unit.is_prose and own_label(unit) is None]
    held = (i for i in prose if body is None or body.holds(units[i]))
    return next(held, prose[0] if prose else len(units))


NEAR_TOP = 15
"""Units among which the dateline is looked for."""


def _is_lead(unit: Unit, *, top: bool) -> bool:
    """Whether a unit begins with a dateline; below the top of the page a line in capitals is none."""
    return own_label(unit) is None and unit.head is not None and (top or not unit.text.isupper())


def _before(unit: Unit, *, headed: bool, outlet: str) -> PartLabel:
    """A unit above the body: the headline, its deck, the author's name on a line of its own, or what is left of
    menus."""
    if headed and (_is_author(unit) or signs_off(unit.line, outlet) or is_stamped(unit.line)):
        return "byline"
    if len(unit.text) > HEADLINE_CHARS:
        return "body"
    menu = unit.on_page is not None and unit.on_page.linked and unit.on_page.tag not in HEADINGS
    news = unit.line.count(" ") >= 2 and not menu and not dates.is_alone(unit.line)
    return "headline" if news else "boilerplate"


HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})


def _is_author(unit: Unit) -> bool:
    match = _NAME_LINE.fullmatch(unit.line)
    first = re.split(r",| and | in | / ", unit.line)[0]
    if first.rsplit(" ", 1)[-1].casefold() in table("credits.yaml")["no_names"]:
        return False
    return bool(match) and 2 <= len(first.split()) <= 4 and first.casefold() not in cities() and not unit.line.isupper()


def _after(unit: Unit, at: int, body: Body | None, first: int) -> PartLabel:
    if len(unit.line) <= LONGEST_DATE_LINE and dates.is_alone(unit.line):
        return "boilerplate"
    if body is not None and body.last >= 0:
        led = at == first and unit.head is not None and unit.is_prose
        return "body" if led or body.holds(unit) or body.beside(unit, at, first) else "boilerplate"
    return "body" if unit.has_word else "boilerplate"


LONGEST_DATE_LINE = 120
"""Code points of a line that is dates and their labels."""


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
