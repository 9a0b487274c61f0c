"""Time expressions of an article → TimeMentions, resolved against its anchor (data/times.yaml, data/timepatterns.yaml).

Every pattern that fits gives a candidate; of those that overlap the first and longest counts whose reader gives a
value. Values are read in reading order, since each moves the article's clock.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.claims.times.calendar import CALENDAR_READERS
from sayso.claims.times.clock import Clock
from sayso.claims.times.context import TimeBound, interval_end, looks_ahead, opens
from sayso.claims.times.lengths import LENGTH_READERS
from sayso.claims.times.relative import RELATIVE_READERS
from sayso.claims.times.values import Value
from sayso.claims.times.words import needed
from sayso.reading import Sentence
from sayso.records import Anchor, TimeMention

READERS = {**CALENDAR_READERS, **RELATIVE_READERS, **LENGTH_READERS}
NARRATIVE = 5
"""So many dates in other years than the anchor's, and more than half of all, make a text a history."""
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d|\d{2,3}(?= BC))\b")
_POINTS = re.compile(r"(?:-?\d{4}|XXXX)(?:-\d\d){0,2}~?")

TimeMatch = tuple[int, int, int, str, re.Match[str]]


def times(text: str, sentences: Sequence[Sentence], anchor: Anchor, *, south: bool = False) -> list[TimeMention]:
    """Times in order of the text, none overlapping. `south`: seasons are those south of the equator."""
    clock = Clock(anchor, history=_is_history(text, anchor), south=south)
    found = []
    for sentence in sentences:
        bounds = (sentence.start, sentence.end)
        for start, end, value in _pick(text, bounds, clock):
            found.append(TimeMention(start, end, value.type, value.edtf, value.timex3, value.weekday))
    return found


def _is_history(text: str, anchor: Anchor) -> bool:
    here = (anchor.edtf or "")[:4]
    years = Counter(match[1] for match in _YEAR.finditer(text))
    other = sum(n for year, n in years.items() if not here.isdigit() or abs(int(year) - int(here)) > 1)
    return other >= NARRATIVE and other > sum(years.values()) / 2


def _candidates(text: str, start: int, end: int) -> Iterator[TimeMatch]:
    for order, pattern in needed(text, start, end):
        own = "self" if "self" in pattern.like.groupindex else 0
        for match in pattern.like.finditer(text, start, end):
            yield match.start(own), -match.end(own), order, pattern.reads, match


def _pick(text: str, bounds: tuple[int, int], clock: Clock) -> list[tuple[int, int, Value]]:
    """Candidates by start, then length, then the pattern's place in the table."""
    picked: list[tuple[int, int, Value]] = []
    for start, minus_end, _, reads, match in sorted(_candidates(text, *bounds), key=lambda c: c[:3]):
        if picked and start < picked[-1][1]:
            continue
        clock.ahead = looks_ahead(text, bounds, start, -minus_end)
        value = READERS[reads](match, clock)
        if value is not None:
            kind = interval_end(text, bounds, start, -minus_end, ahead=clock.ahead)
            picked.append((start, -minus_end, replace(value, edtf=_bounded(value, kind))))
            clock.note(value, leading=opens(text, bounds, start))
    return picked


def _bounded(value: Value, kind: TimeBound) -> str | None:
    """ "Since Tuesday" is `2011-10-04/..`, "by April" `../2022-04`; times of day keep their day."""
    if value.edtf is None or value.type != "DATE" or not _POINTS.fullmatch(value.edtf):
        return value.edtf
    return f"{value.edtf}/.." if kind == "since" else f"../{value.edtf}" if kind == "until" else value.edtf
