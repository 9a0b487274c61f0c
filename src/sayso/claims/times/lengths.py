"""Readers of lengths, of what comes again and again, of the time of day, and of "now", "recently", "soon"."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.claims.times.calendar import Match, Reader, group, group_number, year_said
from sayso.claims.times.clock import Clock
from sayso.claims.times.relative import DAY_SHIFTS, length
from sayso.claims.times.values import Value, date_value, reference
from sayso.claims.times.words import HOURS, TIMES, amount, month_number, part_code, squeezed, weekday_number


# ---------------------------------------------------------------- lengths
def _length(words: str | None, unit: str, more: float = 0.0) -> Value:
    count = amount(words) if words else None
    return Value("DURATION", None, length(None if count is None else count + more, TIMES["units"][unit.lower()]))


def duration(match: Match, clock: Clock) -> Value | None:
    """ "Two years", "43-year-old", "half an hour", "a year and a half", "year-long"."""
    words, unit = group(match, "n"), match["unit"]
    if words is None:
        return _length("a", unit)
    if words.lower() in ("a", "an") and match[0].lower().endswith(("-long", " long")):
        return None
    if unit.lower() == "night" and words.lower() in ("a", "an"):
        return None
    if (unit.lower() == "second" and words.lower() in ("a", "an", "one")) or unit.lower() == "quarter":
        return None
    return _length(words, unit, 0.5 if re.search(r"and[\s-]a[\s-]half", match[0], re.IGNORECASE) else 0.0)


def half_a(match: Match, clock: Clock) -> Value | None:
    """ "Half-century", "quarter century"."""
    return _length("half" if match["n"].lower() == "half" else "a quarter", match["unit"])


def length_of(match: Match, clock: Clock) -> Value | None:
    """The first number of "two or three days"."""
    return _length(match["n"], match["unit2"])


def plain_length(match: Match, clock: Clock) -> Value | None:
    """ "Years", "several weeks": how many is not said."""
    return _length(None, match["unit"])


def recent_span(match: Match, clock: Clock) -> Value | None:
    """ "Recent weeks", "the coming days": before or after now, how long is not said."""
    return reference("PAST" if match["word"].lower() == "recent" else "FUTURE")


def aged(match: Match, clock: Clock) -> Value | None:
    """ "At the age of 79"."""
    return _length(match["n"], "year")


# ---------------------------------------------------------------- again and again
def every(match: Match, clock: Clock) -> Value | None:
    """ "Every two years", "per month", "twice a week", "each spring"."""
    part, season, unit = group(match, "part"), group(match, "season"), group(match, "unit")
    if part:
        return Value("SET", None, f"XXXX-XX-XXT{part_code(part)}")
    if season:
        return Value("SET", None, f"XXXX-{TIMES['seasons'][season.lower()][1]}")
    other = re.match(r"(?:every|each)\s+(?:other|second)\s", match[0], re.IGNORECASE)
    count = 2 if other else amount(group(match, "n") or "one")
    return Value("SET", None, length(count, TIMES["units"][str(unit).lower()]))


def again(match: Match, clock: Clock) -> Value | None:
    """ "Daily", "annual"."""
    return Value("SET", None, TIMES["sets"][match["word"].lower()])


# ---------------------------------------------------------------- the time of day
def clock_time(match: Match, clock: Clock) -> Value | None:
    """An hour, with the day said beside it, else of the day told last."""
    hour, day = _hour(match), _day(match, clock)
    if hour is None or day is None or not day.timex3:
        return None
    word = group(match, "zone2") or group(match, "zone") or ""
    return day.at(hour + TIMES["zones"].get(word, ""))


def _hour(match: Match) -> str | None:
    if group(match, "hour"):
        return str(TIMES["hours"][match["hour"].lower()])
    hour = _hour_said(match)
    part = part_code(match["part"]) if group(match, "part") else ""
    half = (group(match, "half") or "").lower().replace(".", "")
    if hour is None or hour > 24:
        return None
    if hour < 12 and (half == "pm" or part in ("AF", "EV") or (part == "NI" and hour >= 6)):
        hour += 12
    return f"{0 if half == 'am' and hour == 12 else hour:02}:{_figure(match, 'min', 'min2', 'min3') or 0:02}"


def _hour_said(match: Match) -> int | None:
    """The hour in a word ("nine") or in figures."""
    word = group(match, "hourword")
    if not word:
        return _figure(match, "h", "h2", "h3")
    return int(word) if word.isdigit() else HOURS.index(word.lower()) + 1


def _figure(match: Match, *names: str) -> int | None:
    return next((int(word) for name in names if (word := group(match, name))), None)


def _day(match: Match, clock: Clock) -> Value | None:
    if group(match, "month"):
        month, day, year = month_number(match["month"]), group_number(match, "day"), year_said(match, clock)
        return date_value(year, month, day) if year else clock.month(month, day)
    if group(match, "weekday"):
        return clock.weekday(weekday_number(match["weekday"]))
    if group(match, "day"):
        return clock.day_of_month(int(match["day"]))
    if group(match, "near"):
        return clock.days(DAY_SHIFTS[match["near"].lower()])
    return clock.days(0, clock.last)


def half_past(match: Match, clock: Clock) -> Value | None:
    """ "Half past six", "a quarter to nine"."""
    word, past = match["hourword"].lower(), squeezed(match["past"])
    hour = {"noon": 12, "midnight": 24}.get(word) or (int(word) if word.isdigit() else HOURS.index(word) + 1)
    if group(match, "part") and part_code(match["part"]) != "MO" and hour < 12:
        hour += 12
    minutes = hour * 60 + (30 if past.startswith("half") else 15 if past.endswith("past") else -15)
    day = _day(match, clock)
    return day.at(f"{minutes // 60:02}:{minutes % 60:02}") if day and 0 < hour <= 24 else None


# ---------------------------------------------------------------- now, then, some day
def present(match: Match, clock: Clock) -> Value | None:
    """ "Now", "currently": in news the day of writing."""
    today = clock.days(0) if clock.written.day and not clock.history else None
    return replace(reference("PRESENT"), edtf=today.edtf if today else None)


def past(match: Match, clock: Clock) -> Value | None:
    """ "Recently"."""
    return reference("PAST")


def future(match: Match, clock: Clock) -> Value | None:
    """ "The near future"."""
    return reference("FUTURE")


def soon(match: Match, clock: Clock) -> Value | None:
    """ "Soon", where the words look ahead; in a tale "soon" only means shortly after."""
    return reference("FUTURE") if clock.ahead and not clock.history else None


def history_past(match: Match, clock: Clock) -> Value | None:
    """ "Former", in a history only."""
    return reference("PAST") if clock.history else None


LENGTH_READERS: dict[str, Reader] = {
    "length": duration,
    "half_a": half_a,
    "length_of": length_of,
    "plain_length": plain_length,
    "recent_span": recent_span,
    "aged": aged,
    "every": every,
    "again": again,
    "clock": clock_time,
    "half_past": half_past,
    "present": present,
    "past": past,
    "future": future,
    "soon": soon,
    "history_past": history_past,
}
