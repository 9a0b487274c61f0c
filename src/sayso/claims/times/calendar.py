"""Readers of calendar dates: years, months, days, seasons, quarters, decades, centuries, holidays. Named in
data/timepatterns.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from sayso.claims.times import values
from sayso.claims.times.clock import Clock
from sayso.claims.times.values import Value
from sayso.claims.times.words import (
    TIMES,
    month_number,
    ordinal_number,
    part_code,
    shift_sign,
    squeezed,
    weekday_number,
)

Match = re.Match[str]
Reader = Callable[[Match, Clock], Value | None]


def group(match: Match, name: str) -> str | None:
    """A group's words, or null where the pattern has none of that name."""
    return match.groupdict().get(name)


def group_number(match: Match, name: str) -> int | None:
    """A group's digits as a number."""
    word = group(match, name)
    return int(word) if word else None


def year_said(match: Match, clock: Clock) -> int | None:
    """The year in figures, or that of "that year", "last year" …; null where neither is said."""
    words = group(match, "yearword")
    if not words:
        return group_number(match, "year")
    words = squeezed(words).removesuffix(" year")
    base = clock.last if words in TIMES["told"] or words.startswith("the ") else clock.now
    found = clock.unit("Y", shift_sign(words.removeprefix("the ")), base)
    return found.point.year if found and found.point else None


def approximate(match: Match, value: Value | None) -> Value | None:
    """ "About 1910" is `1910~`."""
    words = group(match, "about") or ""
    if (
        value is None
        or not value.edtf
        or not re.match(r"about|around|ca\.|circa|roughly|approximately", words, re.IGNORECASE)
    ):
        return value
    return replace(value, edtf=value.edtf + "~")


# ---------------------------------------------------------------- days and months
def iso(match: Match, clock: Clock) -> Value | None:
    """2024-05-09, with or without a time."""
    value = values.date_value(int(match["year"]), int(match["m"]) or 99, int(match["d"]) or 99)
    return value.at(match["clock"]) if value and match["clock"] else value


def numeric(match: Match, clock: Clock) -> Value | None:
    """9.5.2024 is 9 May; 5/9/2024 is 9 May in American order, unless its first number is no month."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    month, day = (second, first) if match["sign"] == "." or first > 12 else (first, second)
    if len(match["y"]) == 2:
        if match["sign"] == ".":
            return None
        now = clock.written.year or 2000
        year += now // 100 * 100
        year -= 100 if year > now + 10 else 0
    return values.date_value(year, month, day) if month and day else None


def full(match: Match, clock: Clock) -> Value | None:
    """A day of a month, with the year said or found."""
    ordinal, part = group(match, "ordinal"), group(match, "part")
    value = _day(match, clock, ordinal_number(ordinal) if ordinal else group_number(match, "day"))
    weekday = group(match, "weekday")
    if value and weekday:
        value = replace(value, weekday=weekday_number(weekday))
    return value.at(part_code(part)) if value and part else value


def _day(match: Match, clock: Clock, day: int | None) -> Value | None:
    month, year = month_number(match["month"]), year_said(match, clock)
    if not day:
        return None
    return values.date_value(year, month, day) if year is not None else clock.month(month, day)


def part_of_range(match: Match, clock: Clock) -> Value | None:
    """The second day of "May 4 and 5", the first of "6-7 February"."""
    return _day(match, clock, group_number(match, "day2"))


def the_day(match: Match, clock: Clock) -> Value | None:
    """ "The 28th", "the thirtieth"."""
    day = group_number(match, "day") or ordinal_number(match["ordinal"])
    return clock.day_of_month(day)


def month_year(match: Match, clock: Clock) -> Value | None:
    """A month with its year."""
    year = year_said(match, clock)
    return values.date_value(year, month_number(match["month"])) if year else None


def month(match: Match, clock: Clock) -> Value | None:
    """A month alone, or "last September"."""
    nth, shift = month_number(match["month"]), group(match, "shift")
    if not shift:
        return clock.month(nth)
    told, way = squeezed(shift) in TIMES["told"], shift_sign(shift)
    base = clock.last if told else clock.now
    if base.year is None:
        return values.date_value(None, nth)
    here = base.month if base.month and not clock.history else None
    if here is not None and ((way < 0 and nth < here) or (way > 0 and nth > here)):
        way = 0
    return values.date_value(base.year + way, nth)


# ---------------------------------------------------------------- years
def year(match: Match, clock: Clock) -> Value | None:
    """A year in figures."""
    return approximate(match, values.date_value(int(match["year"])))


def year_tail(match: Match, clock: Clock) -> Value | None:
    """The second year of "2006-07"."""
    head, tail = int(match["head"]), int(match["tail"])
    return values.date_value(head // 100 * 100 + tail) if tail > head % 100 else None


def fiscal(match: Match, clock: Clock) -> Value | None:
    """ "Fiscal 2013"; "the current fiscal year" is that of now."""
    said, shift = group_number(match, "year"), group(match, "shift")
    return values.date_value(said) if said is not None else clock.unit("Y", shift_sign(shift) if shift else 0)


def christian(match: Match, clock: Clock) -> Value | None:
    """A year before Christ, with its month or season."""
    before = -int(match["n"])
    if not before:
        return None
    if group(match, "season"):
        return values.season_value(before, TIMES["seasons"][match["season"].lower()][0])
    return values.date_value(before, month_number(match["month"]) if group(match, "month") else None)


def decade(match: Match, clock: Clock) -> Value | None:
    """ "The 1990s", "the '90s", "the '00s", "the nineties", "the 470s BC"."""
    if group(match, "word"):
        return values.decade_value(TIMES["decades"][match["word"].lower()] * 10)
    digits = match["decade"]
    short = len(digits) == 2 and not group(match, "era")
    first = int(digits) + ((1900 if digits > "10" else 2000) if short else 0)
    return values.decade_value(-first if group(match, "era") else first)


def century(match: Match, clock: Clock) -> Value | None:
    """ "The 20th century"."""
    said = group_number(match, "n")
    nth = ordinal_number(match["ordinal"]) if said is None else said
    return values.century_value(nth, before=bool(group(match, "era")))


# ---------------------------------------------------------------- parts of years
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def quarter(match: Match, clock: Clock) -> Value | None:
    """A quarter; without a year the last one that began, or the next where the words look ahead."""
    word = match["quarter"].lower()
    nth = int(word) if word.isdigit() else _QUARTERS[word]
    year, shift = year_said(match, clock), group(match, "shift")
    if year is None:
        now = clock.now.year
        year = now + shift_sign(shift) if now and shift else _quarter_year(nth, clock)
    return values.quarter_value(year, nth)


def _quarter_year(nth: int, clock: Clock) -> int | None:
    now = clock.now
    if now.year is None or now.month is None or clock.history:
        return now.year
    current = (now.month - 1) // 3 + 1
    return now.year + (nth < current) if clock.ahead else now.year - (nth > current)


def half(match: Match, clock: Clock) -> Value | None:
    """ "The second half of 2008"; without a year that of now."""
    year = year_said(match, clock)
    return values.half_value(year if year is not None else clock.now.year, 1 if match["half"].lower() == "first" else 2)


_BEFORE_FALL = re.compile(
    r"\b(?:in|by|since|until|during|over|through|from|before|after|this|last|next|each|every|early|late|and)"
    r"(?:\s+the|\s+early|\s+late)*\s*$",
    re.IGNORECASE,
)


def season(match: Match, clock: Clock) -> Value | None:
    """A season; "the fall" only where its preposition or a campaign makes it one."""
    word, shift, year = match["season"].lower(), group(match, "shift"), year_said(match, clock)
    if word == "fall" and not group(match, "year") and not shift and not _autumn(match):
        return None
    code = TIMES["seasons"][word][0]
    if shift and squeezed(shift) in TIMES["told"]:
        base = clock.last.year
        return values.season_value(base + shift_sign(shift) if base else None, code)
    return clock.season(code, year, shift_sign(shift) if shift else None)


def _autumn(match: Match) -> bool:
    start = match.start("self") if group(match, "self") else match.start()
    early = match[0].lower().startswith(("early", "late"))
    campaign = match.string[match.end() : match.end() + 10].lstrip().startswith(("campaign", "offensive"))
    return early or campaign or bool(_BEFORE_FALL.search(match.string[max(0, start - 20) : start]))


def holiday(match: Match, clock: Clock) -> Value | None:
    """A feast or day of remembrance of the table."""
    words, shift, part = squeezed(match["holiday"]), group(match, "shift"), group(match, "part")
    rule = next(r for name, r in TIMES["holidays"].items() if squeezed(name) == words)
    value = clock.holiday(rule, year_said(match, clock), shift_sign(shift) if shift else None)
    return value.at(part_code(part)) if value and part else value


CALENDAR_READERS: dict[str, Reader] = {
    "iso": iso,
    "numeric": numeric,
    "full": full,
    "day_tail": part_of_range,
    "day_head": part_of_range,
    "the_day": the_day,
    "month_year": month_year,
    "month": month,
    "year": year,
    "year_alone": year,
    "year_tail": year_tail,
    "fiscal": fiscal,
    "christian": christian,
    "christian_head": christian,
    "decade": decade,
    "century": century,
    "quarter": quarter,
    "half": half,
    "season": season,
    "holiday": holiday,
}
