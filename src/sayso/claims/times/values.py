"""What a time expression is worth: its EDTF and TIMEX3 values, made from calendar points; the calendar is Python's own.

Years before Christ are negative (490 BC is -490); TIMEX3 writes them "BC0490", EDTF astronomically ("-0489").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sayso.ground import edtf

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TIMEX_SEASONS = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
HALF_YEAR = 6


@dataclass(frozen=True, slots=True)
class CalendarPoint:
    """A place on the calendar, as precise as it is known: year, year and month, or a day."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        """The calendar day; null where the point is no full date after Christ."""
        if self.year is None or self.year < 1 or not self.month or not self.day:
            return None
        return date(self.year, self.month, self.day)

    @property
    def months(self) -> int:
        """Months since the year 0, January where the month is unknown; for distances only."""
        return (self.year or 0) * 12 + (self.month or 1)


@dataclass(frozen=True, slots=True)
class Value:
    """One value: type, EDTF (null where it has none), TIMEX3, weekday 1–7, and the point it stands for, if it stands
    for one."""

    type: TimexType
    edtf: str | None
    timex3: str | None
    weekday: int | None = None
    point: CalendarPoint | None = None

    def at(self, part: str) -> Value:
        """The same day at a time of day: a TIMEX3 code ("MO") or a clock ("09:30"). EDTF keeps the day."""
        if not part or not self.timex3:
            return self
        return replace(self, type="TIME", timex3=f"{self.timex3}T{part}")


def iso_year(year: int | None) -> str:
    """The year as TIMEX3 writes it."""
    return "XXXX" if year is None else f"BC{-year:04}" if year < 0 else f"{year:04}"


def sane(year: int | None, month: int | None = None, day: int | None = None) -> bool:
    """True for a day that the calendar has, in a year from 9999 BC to 9999 AD."""
    if year is not None and not (1 <= abs(year) <= 9999):
        return False
    try:
        date(year if year and year > 0 else 2000, month or 1, day or 1)
    except ValueError:
        return False
    return True


def date_value(year: int | None, month: int | None = None, day: int | None = None) -> Value | None:
    """A year, month or day; without a year the rest stays known (`XXXX-05-03`). Null for what no calendar has."""
    if not sane(year, month, day):
        return None
    tail = (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
    known = edtf.point(year, month, day) if year is not None or month else None
    return Value("DATE", known, iso_year(year) + tail, None, CalendarPoint(year, month, day))


def on_day(day: date, weekday: int | None = None) -> Value:
    """A calendar day."""
    return Value("DATE", day.isoformat(), day.isoformat(), weekday, CalendarPoint(day.year, day.month, day.day))


def week_of(day: date) -> Value | None:
    """The ISO week of a day, as EDTF its Monday to its Sunday."""
    monday = shifted(day, 1 - day.isoweekday())
    sunday = shifted(day, 7 - day.isoweekday())
    if monday is None or sunday is None:
        return None
    year, week, _ = day.isocalendar()
    point = CalendarPoint(monday.year, monday.month, monday.day)
    return Value("DATE", f"{monday.isoformat()}/{sunday.isoformat()}", f"{year:04}-W{week:02}", None, point)


def shifted(day: date, days: int) -> date | None:
    """The day so many days on; null beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def season_value(year: int | None, code: int) -> Value:
    """A season of a year by its EDTF code (21 spring … 24 winter)."""
    known = edtf.point(year, code) if year is not None and sane(year) else None
    return Value("DATE", known, f"{iso_year(year)}-{TIMEX_SEASONS[code]}", None, CalendarPoint(year))


def quarter_value(year: int | None, number: int) -> Value:
    """A quarter of a year (1–4), as EDTF its first to its last month."""
    known = f"{year:04}-{number * 3 - 2:02}/{year:04}-{number * 3:02}" if year and year > 0 else None
    return Value("DATE", known, f"{iso_year(year)}-Q{number}", None, CalendarPoint(year))


def half_value(year: int | None, number: int) -> Value:
    """A half of a year (1 or 2), as EDTF its first to its last month."""
    first = 1 if number == 1 else HALF_YEAR + 1
    known = f"{year:04}-{first:02}/{year:04}-{first + HALF_YEAR - 1:02}" if year and year > 0 else None
    return Value("DATE", known, f"{iso_year(year)}-H{number}", None, CalendarPoint(year))


def decade_value(year: int) -> Value | None:
    """The decade that holds a year: "199" in TIMEX3, `199X` in EDTF; no EDTF before Christ."""
    if not sane(year):
        return None
    digits = f"{abs(year) // 10:03}"
    if year < 0:
        return Value("DATE", None, f"BC{digits}", None, CalendarPoint(year))
    return Value("DATE", f"{digits}X", digits, None, CalendarPoint(year // 10 * 10 or None))


def century_value(number: int, *, before: bool = False) -> Value | None:
    """The n-th century: "19" for the 20th in TIMEX3, `19XX` in EDTF; no EDTF before Christ."""
    if not 1 <= number <= 100:
        return None
    digits = f"{number - 1:02}"
    return Value("DATE", None if before else f"{digits}XX", ("BC" if before else "") + digits)


def reference(kind: Literal["PAST", "PRESENT", "FUTURE"]) -> Value:
    """A time that is only known to be before, at or after the writing."""
    return Value("DATE", None, f"{kind}_REF")
