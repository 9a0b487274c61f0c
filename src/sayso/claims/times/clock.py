"""The clock of an article: what "now" is, what was told last, and how partial and relative times are read off both.

News counts from the day of writing; a history from the point its narrative has reached. "That day", "the following
week" count from what was told last in either.
"""

from __future__ import annotations

from datetime import date

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday

from sayso.claims.times import values
from sayso.claims.times.values import CalendarPoint, Value
from sayso.ground import edtf
from sayso.records import Anchor

FAR_BACK = 8
"""In a history a bare month that lies more than so many months before the point reached is that of the next year."""
SEASON = 3
"""Months of a season."""
LEAP_BACK, LEAP_ON = 1, 3
"""A year so far off the narrative, told in passing, does not move it."""


class Clock:
    """`ahead` says whether the words being read look to the future; it is set for each expression before its reader
    runs."""

    def __init__(self, anchor: Anchor, *, history: bool = False, south: bool = False) -> None:
        self.history, self.south = history, south
        self.written = _point(anchor.edtf)
        self.ahead: bool | None = None
        self.told: CalendarPoint | None = None
        self.here: CalendarPoint | None = None

    # ------------------------------------------------------------ what is known of now
    @property
    def now(self) -> CalendarPoint:
        """The point that "today", "last week", "two years ago" count from."""
        return (self.here or CalendarPoint()) if self.history else self.written

    @property
    def last(self) -> CalendarPoint:
        """The point that "that day", "the following week" count from: what was told last, else now."""
        return self.told or self.now

    def note(self, value: Value, *, leading: bool) -> None:
        """Takes note of a time told. `leading`: it opens its sentence or stands in a heading, so a history moves
        there."""
        point = value.point
        if point is None or point.year is None:
            return
        self.told = point
        told_again = self.here is not None and point.month is None and point.year == self.here.year
        if not told_again and (self.here is None or leading or self._near(self.here, point)):
            self.here = point

    def _near(self, here: CalendarPoint, point: CalendarPoint) -> bool:
        step = (point.year or 0) - (here.year or 0)
        if step and self.ahead and point.day is None:
            return False
        return -LEAP_BACK <= step <= LEAP_ON

    # ------------------------------------------------------------ months and days without a year
    def month(self, month: int, day: int | None = None) -> Value | None:
        """A month or day of a month whose year is not said."""
        return values.date_value(self._year_of(month, day), month, day)

    def _year_of(self, month: int, day: int | None) -> int | None:
        if self.history and self.here is not None and self.here.year is not None:
            return _narrated(self.here.year, self.here.month, month)
        return self._year_in_news(month, day)

    def _year_in_news(self, month: int, day: int | None) -> int | None:
        """That of the article; the one before where the day lies ahead and the words do not; the next where it has
        passed and the words look ahead."""
        now = self.written
        if now.year is None or now.month is None:
            return now.year
        months = month - now.month
        days = 0 if day is None else day - (now.day or 1)
        if (months, days) > (0, 0):
            near = months <= 1 and day is not None and self.ahead is not False
            return now.year if self.ahead or near else now.year - 1
        passed = months < -3 or (day is not None and (months, days) < (0, 0))
        return now.year + bool(self.ahead and passed)

    def day_of_month(self, day: int) -> Value | None:
        """ "The 28th": of the month told last or, in news, of the month that the tense allows."""
        base = self.last
        if base.year is None or base.month is None:
            return None
        passed = base.day is not None and (day < base.day if self.ahead else day > base.day)
        if self.told is None and passed:
            other = self.unit("M", 1 if self.ahead else -1, base)
            base = other.point if other and other.point else base
        return values.date_value(base.year, base.month, day)

    # ------------------------------------------------------------ days
    def weekday(self, number: int, shift: int | None = None) -> Value:
        """A weekday (1–7): the last one up to now, or the next where the words look ahead; `shift` -1 last, 1 next, 0
        this week's."""
        now = self.now.date
        if now is None:
            year = self.now.year
            return Value(
                "DATE", edtf.year_text(year) if year else None, f"{values.iso_year(year)}-WXX-{number}", number
            )
        back = (now.isoweekday() - number) % 7
        if shift == 1 or (shift == 0 and self.ahead) or (self.ahead and shift is None and back):
            days = 7 - back
        else:
            days = -(back or (7 if shift == -1 else 0))
        found = values.shifted(now, days)
        return values.on_day(found or now, number)

    def days(self, offset: int, base: CalendarPoint | None = None) -> Value | None:
        """The day so many days from now (or `base`); with no day known, what is known of it."""
        base = base or self.now
        day = base.date
        if day is None:
            return _unknown_day(base)
        found = values.shifted(day, offset)
        return values.on_day(found) if found else None

    # ------------------------------------------------------------ units
    def unit(self, unit: str, shift: int, base: CalendarPoint | None = None) -> Value | None:
        """The week, month, year … so many before or after that of `base`."""
        base = base or self.now
        number, letter = int(unit[:-1] or 1), unit[-1]
        if letter == "D":
            return self.days(shift * number, base)
        if letter == "Y":
            return _years(base.year, shift, number)
        if letter == "M":
            return _months(base, shift, number)
        day = base.date
        if day is None:
            return Value(
                "DATE",
                edtf.year_text(base.year) if base.year and not shift else None,
                f"{values.iso_year(base.year)}-WXX",
            )
        moved = values.shifted(day, 7 * number * shift)
        return values.week_of(moved) if moved else None

    def away(self, unit: str, amount: float, base: CalendarPoint) -> Value | None:
        """So many units from `base`, no more precise than the unit ("three days ago" a day, "two years ago" a year)."""
        number, letter = int(unit[:-1] or 1), unit[-1]
        steps = amount * number
        if letter == "Y" and base.year is not None:
            return _years(base.year, int(steps), 1) if steps == int(steps) else _months(base, round(steps * 12), 1)
        if letter == "W" and steps != int(steps):
            return self.days(round(steps * 7), base)
        return self.unit(letter, round(steps), base)

    # ------------------------------------------------------------ seasons and holidays
    def season(self, code: int, year: int | None, shift: int | None) -> Value:
        """A season: of the year given, "last" or "next" counted from now, else the one that the tense allows."""
        if year is None:
            year = self.now.year
            if year is not None and self.now.month is not None and not self.history:
                year += _season_shift(code, self.now.month, shift, self.ahead, south=self.south)
            elif year is not None and shift:
                year += shift
        return values.season_value(year, code)

    def holiday(self, rule: list[int | str], year: int | None, shift: int | None) -> Value | None:
        """A holiday by its rule in the table, in the year given or the one that the tense allows."""
        if year is None:
            year = self._holiday_year(rule, shift)
        if year is None:
            return (
                values.date_value(None, int(rule[0]), int(rule[1])) if len(rule) == 2 and rule[0] != "easter" else None
            )
        found = feast(rule, year)
        return values.on_day(found) if found else None

    def _holiday_year(self, rule: list[int | str], shift: int | None) -> int | None:
        now = self.now
        there = feast(rule, now.year) if now.year and now.year > 0 else None
        if there is None or now.month is None or (self.history and shift is None):
            return now.year
        here = date(there.year, now.month, now.day or 1)
        if shift == 1 or (shift is None and self.ahead):
            return there.year + (there < here)
        past = shift == -1 or (there - here).days > 31
        return there.year - (there > here and past)


def _narrated(year: int, here: int | None, month: int) -> int:
    """The year of a bare month in a narrative that has reached month `here` of `year`."""
    if here is None or here - month <= FAR_BACK:
        return year
    return year + 1 if year != -1 else 1


def _years(year: int | None, shift: int, number: int) -> Value | None:
    if year is None:
        return Value("DATE", None, "XXXX")
    if number == 1:
        there = year + shift
        return values.date_value(there if there * year > 0 else there + (1 if shift > 0 else -1))
    if number == 10:
        return values.decade_value(year + 10 * shift)
    nth = (abs(year) - 1) // 100 + 1
    return values.century_value(nth + (shift if year > 0 else -shift), before=year < 0)


def _months(base: CalendarPoint, shift: int, number: int) -> Value | None:
    if base.year is None or base.month is None:
        return Value(
            "DATE", edtf.year_text(base.year) if base.year and not shift else None, f"{values.iso_year(base.year)}-XX"
        )
    if number == 3:
        quarters = base.year * 4 + (base.month - 1) // 3 + shift
        return values.quarter_value(quarters // 4, quarters % 4 + 1)
    months = base.year * 12 + base.month - 1 + shift
    return values.date_value(months // 12, months % 12 + 1)


def moved(day: date, unit: str, steps: int) -> date | None:
    """The day exactly so many units (D, W, M, Y, or a multiple) from a day; null beyond the calendar."""
    count, name = steps * int(unit[:-1] or 1), {"D": "days", "W": "weeks", "M": "months", "Y": "years"}[unit[-1]]
    try:
        return day + relativedelta(**{name: count})  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return None


def _season_shift(code: int, month: int, shift: int | None, ahead: bool | None, *, south: bool) -> int:
    """Years from now's year to the one in which a season begins. South of the equator the seasons begin half a year
    apart."""
    start = (edtf.SEASONS[code][0] + (6 if south else 0) - 1) % 12 + 1
    latest, running = -(month < start), (month - start) % 12 < SEASON
    if shift is not None and shift != 0:
        return latest + 1 if shift > 0 else latest - running
    if running or (shift is None and ahead is False):
        return latest
    return latest + 1 if ahead and shift is None else 0


def feast(rule: list[int | str], year: int) -> date | None:
    """The day of a holiday in a year, by its rule in data/times.yaml; null outside the calendar of its rule."""
    try:
        if rule[0] == "easter":
            return easter(year) + relativedelta(days=int(rule[1]))
        if len(rule) == 2:
            return date(year, int(rule[0]), int(rule[1]))
        month, nth, number = (int(r) for r in rule)
        first = date(year, month, 1) if nth > 0 else date(year, month, 1) + relativedelta(day=31)
        return first + relativedelta(weekday=weekday(number - 1)(nth))
    except (ValueError, OverflowError):
        return None


def _point(value: str | None) -> CalendarPoint:
    """What is known of a date with a year."""
    found = edtf.parse(value) if value else None
    year, month, day = found.numbers if isinstance(found, edtf.Date) else (None, None, None)
    return CalendarPoint(year, month, day) if year is not None and 1 <= year <= 9999 else CalendarPoint()


def _unknown_day(base: CalendarPoint) -> Value:
    month = f"-{base.month:02}" if base.month else ""
    known = edtf.year_text(base.year) + month if base.year else None
    point = CalendarPoint(base.year, base.month) if base.year else None
    return Value("DATE", known, f"{values.iso_year(base.year)}{month or '-XX'}-XX", None, point)
