"""Readers of times that are counted from another: weekdays, "last night", "this month", "two years ago", "a day after
the vote"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sayso.claims.times.calendar import Match, Reader, group
from sayso.claims.times.clock import Clock, moved
from sayso.claims.times.values import CalendarPoint, Value, date_value, on_day, reference, shifted
from sayso.claims.times.words import (
    TIMES,
    amount,
    month_number,
    ordinal_number,
    part_code,
    shift_sign,
    squeezed,
    weekday_number,
)
from sayso.english.months import MONTHS, WEEKDAYS

DAY_SHIFTS = {
    "today": 0,
    "tonight": 0,
    "overnight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}
_LATER = ("later", "from now", "hence", "after", "afterward", "afterwards")


def _said(match: Match) -> str:
    word = group(match, "part")
    return part_code(word) if word else ""


def _told(match: Match, shift: str) -> bool:
    """ "That day", "the next day" count from what was told; "this week", "next week" from now."""
    return squeezed(shift) in TIMES["told"] or bool(
        re.search(r"\bthe\s+\S+(?:\s+\S+)?$", match[0], re.IGNORECASE) and shift_sign(shift) > 0
    )


# ---------------------------------------------------------------- days of the week
def weekday(match: Match, clock: Clock) -> Value | None:
    """A weekday by its shift, its week or its tense."""
    number, shift, week = weekday_number(match["weekday"]), group(match, "shift"), group(match, "unit2")
    if week:
        return _in_week(number, shift_sign(week), clock)
    if group(match, "week"):
        return clock.days(7, clock.weekday(number, 1).point or CalendarPoint())
    return clock.weekday(number, shift_sign(shift) if shift else None).at(_said(match))


def _in_week(number: int, shift: int, clock: Clock) -> Value:
    week = clock.unit("W", shift)
    monday = week.point.date if week and week.point else None
    found = shifted(monday, number - 1) if monday else None
    return on_day(found, number) if found else clock.weekday(number, shift or None)


def week_from(match: Match, clock: Clock) -> Value | None:
    """ "A week from Friday"."""
    weeks, number = amount(match["n"]) or 1, weekday_number(match["weekday"])
    sign = 1 if match["way"].lower() == "from" else -1
    first = clock.weekday(number, 1 if sign > 0 else None)
    day = first.point.date if first.point else None
    found = shifted(day, sign * int(7 * weeks)) if day else None
    return on_day(found, number) if found else None


def weekdays(match: Match, clock: Clock) -> Value | None:
    """ "On Fridays", "every Friday"."""
    value, part = f"XXXX-WXX-{weekday_number(match['weekday'])}", _said(match)
    return Value("SET", None, f"{value}T{part}" if part else value)


def near(match: Match, clock: Clock) -> Value | None:
    """Today and its neighbours."""
    word = squeezed(match["near"])
    value = clock.days(DAY_SHIFTS[word])
    if value is None:
        return None
    return value.at(_said(match) or ("NI" if word in ("tonight", "overnight") else ""))


# ---------------------------------------------------------------- parts of the day
def part(match: Match, clock: Clock) -> Value | None:
    """ "This morning", "last night", "the next morning", "the night before", "in the evening"."""
    shift, order, code = group(match, "shift"), group(match, "order"), part_code(match["part"])
    if order:
        value = clock.days(-1 if order.lower() == "before" else 1, clock.last)
    elif shift is None or _told(match, shift):
        value = clock.days(shift_sign(shift) if shift else 0, clock.last)
    else:
        value = clock.days(shift_sign(shift))
    return value.at(code) if value else None


def night(match: Match, clock: Clock) -> Value | None:
    """ "At night", "a night raid": which night is not said."""
    return Value("TIME", None, "XXXX-XX-XXTNI")


def at_dawn(match: Match, clock: Clock) -> Value | None:
    """Dawn or dusk of the day told last, else of today."""
    value = clock.days(0, clock.last)
    return value.at(part_code(match["part"])) if value else None


# ---------------------------------------------------------------- weeks, months, years
def weekend(match: Match, clock: Clock) -> Value | None:
    """A weekend; "the weekend" is the last one, or the next where the words look ahead."""
    shift = group(match, "shift")
    if shift:
        week = clock.unit(
            "W", shift_sign(shift), clock.last if _told(match, shift) and not shift_sign(shift) else clock.now
        )
    else:
        now = clock.now.date
        week = clock.unit("W", -1 if not clock.ahead and now is not None and now.isoweekday() < 6 else 0)
    saturday = shifted(week.point.date, 5) if week and week.point and week.point.date else None
    if week is None or saturday is None:
        return Value("DATE", None, f"{week.timex3 if week else 'XXXX-WXX'}-WE")
    sunday = shifted(saturday, 1) or saturday
    return replace(on_day(saturday), edtf=f"{saturday.isoformat()}/{sunday.isoformat()}", timex3=f"{week.timex3}-WE")


def unit(match: Match, clock: Clock) -> Value | None:
    """ "This week", "last year", "the following month", "the end of the year", "year-end"."""
    shift, edge = group(match, "shift"), group(match, "edge")
    letter = TIMES["units"][(edge or match["unit"]).lower()]
    if edge and edge.lower() == "week":
        return weekend(match, clock)
    if not shift:
        return clock.unit(letter, 0, clock.last if clock.history else clock.now)
    return clock.unit(letter, shift_sign(shift), clock.last if _told(match, shift) else clock.now)


def past_span(match: Match, clock: Clock) -> Value | None:
    """ "The past year" is the twelve months up to now, "over the next year" those to come: lengths. "Last year" is a
    date."""
    return Value("DURATION", None, length(1, TIMES["units"][match["unit"].lower()]))


def length(number: float | None, letter: str) -> str:
    """The TIMEX3 length of so many units; null is "X". Decades are DE, centuries CE, as in TIMEX2."""
    factor, code = int(re.sub(r"\D", "", letter) or 1), letter.lstrip("0123456789")
    if factor in (10, 100) and (number is None or number == int(number)):
        return f"P{'X' if number is None else f'{number:.10g}'}{'DE' if factor == 10 else 'CE'}"
    if number is not None:
        number, code = _plainer(number * factor, code)
    count = "X" if number is None else f"{number:.10g}"
    return f"PT{count}{code[1]}" if code.startswith("T") else f"P{count}{code}"


_FINER = {"TH": ("TM", 60), "D": ("TH", 24), "Y": ("M", 12)}


def _plainer(number: float, code: str) -> tuple[float, str]:
    """Half an hour is thirty minutes, half a year six months, half a day twelve hours."""
    if number in (0.5, 0.25) and code in _FINER:
        finer, factor = _FINER[code]
        return number * factor, finer
    return number, code


# ---------------------------------------------------------------- so long before or after
def ago(match: Match, clock: Clock) -> Value | None:
    """ "Three days ago", "a year earlier", "weeks later": from now, or from what was told."""
    way, letter, count = squeezed(match["way"]), _letter(match), _count(match)
    later = way in _LATER
    base = clock.now if way in ("ago", "from now", "hence") else clock.last
    if count is None:
        return _vague(clock, base, letter, later=later)
    if letter.startswith("T"):
        return _hours(clock, base, count, letter)
    sign = 1 if later else -1
    return clock.unit(letter, sign, base) if letter == "10Y" and count == 1 else clock.away(letter, sign * count, base)


def _letter(match: Match) -> str:
    unit = group(match, "unit") or match["unit2"]
    return str(TIMES["units"][unit.lower()])


def _count(match: Match) -> float | None:
    """How many units; "two years and a half" is two and a half."""
    word = group(match, "n")
    count = amount(word) if word else None
    return count if count is None else count + 0.5 * bool(re.search(r"\band\s+a\s+half\b", match[0], re.IGNORECASE))


def _vague(clock: Clock, base: CalendarPoint, letter: str, *, later: bool) -> Value:
    """Some time before or after; hours and minutes stay on the day."""
    day = clock.days(0, base) if letter.startswith("T") and not clock.history else None
    return replace(reference("FUTURE" if later else "PAST"), edtf=day.edtf if day and base.day else None)


def _hours(clock: Clock, base: CalendarPoint, count: float, letter: str) -> Value | None:
    """Hours and minutes from a day whose hour is unknown: that day, as far as is known."""
    day = clock.days(0, base)
    if day is None or not day.timex3:
        return None
    return Value("TIME", day.edtf if count < 12 or letter != "TH" else None, f"{day.timex3}TXX", None, day.point)


def anchored(match: Match, clock: Clock) -> Value | None:
    """ "Two days after the vote": a length from an event; dated where the event's own date follows in the clause."""
    letter, count = _letter(match), _count(match)
    span = Value("DURATION", None, length(count, letter))
    there = None if letter.startswith("T") or count is None else following_day(match, clock)
    if there is None or count is None:
        return span
    found = _exactly(there, letter, -count if match["way"].lower() == "before" else count)
    value = on_day(found) if found else None
    if value is None or clock.history:
        return value
    return replace(span, edtf=value.edtf, point=value.point)


def _exactly(day: date, letter: str, count: float) -> date | None:
    """The day so many units on; half a year is six months, and of half a month or day nobody knows where it ends."""
    steps, unit = count * int(letter[:-1] or 1), letter[-1]
    if steps != int(steps):
        steps, unit = (12 * steps, "M") if unit == "Y" else (round(7 * steps), "D") if unit == "W" else (steps, "")
    return moved(day, unit, int(steps)) if unit and steps == int(steps) else None


_NAMES = "|".join(m.capitalize() for m in MONTHS)
_FOLLOWING = re.compile(
    rf"[^.,;()]{{0,60}}?\b(?:(?P<month>{_NAMES}|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)\s(?P<day>\d{{1,2}})"
    rf"|(?P<day2>\d{{1,2}})\s(?P<month2>{_NAMES})"
    rf"|(?P<weekday>{'|'.join(d.capitalize() for d in WEEKDAYS)})|(?P<near>yesterday|today|tomorrow))\b"
    r"(?:,?\s(?P<year>(?:1\d|20)\d\d))?"
)


def following_day(match: Match, clock: Clock) -> date | None:
    """The day that stands in the words after "after" or "before", up to the end of their clause."""
    found = _FOLLOWING.match(match.string, match.end())
    if found is None:
        return None
    if found["weekday"]:
        value: Value | None = clock.weekday(weekday_number(found["weekday"]))
    elif found["near"]:
        value = clock.days(DAY_SHIFTS[found["near"]])
    else:
        month, day = month_number(found["month"] or found["month2"]), int(found["day"] or found["day2"])
        value = (
            (date_value(int(found["year"]), month, day) if found["year"] else clock.month(month, day)) if day else None
        )
    return value.point.date if value and value.point else None


def day_told(match: Match, clock: Clock) -> Value | None:
    """ "The day before", "the month after": from what was told."""
    sign = -1 if match["order"].lower() in ("before", "previous") else 1
    return clock.unit(TIMES["units"][match["unit"].lower()], sign, clock.last)


def day_event(match: Match, clock: Clock) -> Value | None:
    """ "The day after the vote on Sunday": dated where the event's own date follows in the clause."""
    there = following_day(match, clock)
    if there is None:
        return None
    sign = -1 if match["way"].lower() == "before" else 1
    return clock.unit(TIMES["units"][match["unit"].lower()], sign, CalendarPoint(there.year, there.month, there.day))


def ordinal_day(match: Match, clock: Clock) -> Value | None:
    """ "For a fifth day": so many days up to now."""
    return Value("DURATION", None, length(ordinal_number(match["ordinal"]), TIMES["units"][match["unit"].lower()]))


RELATIVE_READERS: dict[str, Reader] = {
    "weekday": weekday,
    "week_from": week_from,
    "weekdays": weekdays,
    "near": near,
    "part": part,
    "at_night": night,
    "night_raid": night,
    "at_dawn": at_dawn,
    "weekend": weekend,
    "unit": unit,
    "past_span": past_span,
    "ago": ago,
    "anchored": anchored,
    "day_told": day_told,
    "day_event": day_event,
    "ordinal_day": ordinal_day,
}
