"""The date that "Thursday" is counted from, and how it was found; what a page does not say stays unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.ground.edtf import is_point
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.intake import dates
from sayso.intake.parts.dateline import dateline
from sayso.records import Anchor, Basis, Dated, Part, PartLabel

_YEARS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*|\(c\)\s*|by\s+)?(?:[\w. ]{0,30}?\s)?"
    r"(?:(?:19|20)\d\d\s*[-–]\s*)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:on|at|date)?\s*[:|–-]?\s*", re.IGNORECASE)
_CUT = re.compile(r"(?:\s[|•·»›–—-]\s|\s{2,}|,\s|[|•·]\s?)")
_BEHIND = re.compile(r"(?:[^\W\d]+\s+){1,3}(?P<date>\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d)")
"""A rubric and the date behind it: "Politics 13/02/2025"."""
_WHOLE = re.compile(rf"\b(?:{dates.WRITTEN})", re.IGNORECASE)
"""A written date, wherever it stands in a line for the author; only a full one counts."""
LONGEST_DATED_LINE = 160
"""Code points of a line in which a date is looked for."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The dates that a page prints; null where it prints none. `doubts`, by name, can be read in two ways."""

    published: str | None = None
    modified: str | None = None
    doubts: tuple[tuple[str, str], ...] = ()


def printed_dates(text: str, parts: Sequence[Part]) -> Printed:
    """The full dates that the lines about the article give ("Published: May 9, 2024"): those above the body, and,
    before them, those that say what they are. Behind the headline stands the article's, above it perhaps today's."""
    head = next((p.start for p in parts if p.label == "headline"), 0)
    labelled: dict[str, str] = {}
    beside: dict[str, str] = {}
    above: dict[str, str] = {}
    doubts: list[tuple[str, str]] = []
    for start, kind, words in _candidates(text, parts):
        name = kind or "published"
        if day := dates.printed_date(words):
            (labelled if kind else beside if start > head else above).setdefault(name, day)
        elif dates.is_doubtful(words):
            doubts.append((name, words[:10].strip()))
    found = {**above, **beside, **labelled}
    modified = found.get("modified") or _updated(text, parts, found.get("published"))
    return Printed(found.get("published"), modified, tuple(dict.fromkeys(doubts)))


def _candidates(text: str, parts: Sequence[Part]) -> Iterator[tuple[int, str | None, str]]:
    """Where a date may begin: where its line does, which date it is if that is said, the words from there."""
    body = _begins(text, parts)
    for start, line, label in _lines(text, parts):
        inside = (line[m.start() :] for m in _WHOLE.finditer(line)) if label in DATED_ANYWHERE else ()
        for kind, words in (*_dated(line), *((None, words) for words in inside)):
            if kind is not None or start <= body:
                yield start, kind, words


def _updated(text: str, parts: Sequence[Part], published: str | None) -> str | None:
    """ "Updated June 5" beside a full date: the day in its year, where it is no earlier."""
    for _, line, _ in _lines(text, parts) if published else ():
        for match in dates.date_words().finditer(line):
            day = dates.written_date(line[match.end() :].strip(" :")) if match["new"] else None
            if published and day and day.startswith("XXXX-") and is_point(later := day.replace("XXXX", published[:4])):
                return later if later >= published[:10] else None
    return None


def _begins(text: str, parts: Sequence[Part]) -> int:
    """Where the body begins behind a deck: what is no longer than one, with more behind it, is one."""
    body = [p for p in parts if p.label == "body"]
    decked = len(body) > 1 and body[0].end - body[0].start <= LONGEST_DECK < body[1].end - body[1].start
    return body[decked].start if body else len(text)


LONGEST_DECK = 300
"""Code points."""


DATED_ANYWHERE: tuple[PartLabel, ...] = ("byline", "source_link")
"""Parts in whose lines a date may stand anywhere."""


def _lines(text: str, parts: Sequence[Part]) -> Iterator[tuple[int, str, PartLabel]]:
    for part in parts:
        if part.label not in ("boilerplate", *DATED_ANYWHERE):
            continue
        for line in re.compile(r"[^\n]+").finditer(text, part.start, part.end):
            if len(line[0]) <= LONGEST_DATED_LINE:
                yield line.start(), line[0].strip(), part.label


def _dated(line: str) -> Iterator[tuple[str | None, str]]:
    """What stands in a line where a date may: behind "published" or "updated", and at the beginning of a piece before
    these ("9 May 2024 Last updated at 10:42")."""
    named = list(dates.date_words().finditer(line))
    for match in named:
        rest = line[match.end() :]
        joint = _JOINT.match(rest)
        yield ("modified" if match["new"] else "published"), rest[joint.end() :] if joint else rest
    bare = line[: named[0].start()] if named else line
    for start in (0, *(cut.end() for cut in _CUT.finditer(bare))):
        yield None, bare[start:]
    behind = _BEHIND.fullmatch(bare.strip())
    if behind:
        yield None, behind["date"]


def from_dateline(text: str, parts: Sequence[Part], names: Names = PACKAGED_NAMES) -> str | None:
    """EDTF of the date in the dateline: `XXXX-05-09` without a year; null where there is none."""
    part = next((p for p in parts if p.label == "dateline"), None)
    match = dateline(text[part.start :], names) if part else None
    if match is None or not match["date"]:
        return None
    words = re.sub(r"^\w+day,?\s+", "", match["date"])
    return dates.written_date(words) or (dates.printed_date(words) if words[-4:].isdigit() else None)


def rights_year(text: str, parts: Sequence[Part]) -> str | None:
    """The one year that the rights lines give; null where they give none or several."""
    years = {
        m[1] for p in parts if p.label in ("rights", "photo_credit") for m in _YEARS.finditer(text, p.start, p.end)
    }
    return years.pop() if len(years) == 1 else None


def anchor(
    text: str,
    parts: Sequence[Part],
    published: Dated | None,
    modified: Dated | None = None,
    names: Names = PACKAGED_NAMES,
) -> Anchor:
    """The anchor of an article whose own dates are `published` and `modified`, where it has them; `names` are the
    agencies known."""
    if published is not None:
        basis: dict[str, Basis] = {
            "caller": "caller",
            "printed": "printed",
            "address": "address",
            "dateline": "dateline",
        }
        return Anchor(dates.day_part(published.edtf), basis.get(published.basis, "published"))
    line, year = from_dateline(text, parts, names), rights_year(text, parts)
    if line is not None:
        full = line.replace("XXXX", year) if year and is_point(line.replace("XXXX", year)) else line
        return Anchor(full, "dateline")
    if modified is not None and modified.basis == "printed":
        return Anchor(dates.day_part(modified.edtf), "printed")
    return Anchor(year, "rights-year") if year else Anchor(None, "none")
