"""Dates as EDTF (ISO 8601-2, level 1, and `XXXX-MM-DD`): parsed, compared, written. The one reader of dates in the
house.

Days are ISO texts, which sort as the calendar does. Ours, because python-edtf 5.0 ends every winter on 31 December,
pads open ends by ten years and reads 200 values a second; the calendar is Python's own.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from sayso.errors import UsageError

SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
"""Meteorological seasons of the northern hemisphere, first and last month; a winter is named by the year it begins
in."""
_DATE = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d\dXX|\dXXX|XXXX|Y-?\d{5,9})"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX)(?P<time>T[\d:.]+(?:Z|[+-][\d:]+)?)?)?)?"
    r"(?P<mark>[~?%])?",
    re.ASCII,
)
HISTORY_DAYS = 30
"""What the text dates more days than that before the article is `historical`."""
_ERA = "0001-01-01"
"""The first day of Python's calendar: nothing before it is told apart from it."""
Open = Literal["..", ""]
"""An end of an interval: open, or not known."""


# ---------------------------------------------------------------- windows
@dataclass(frozen=True, slots=True)
class Window:
    """The first and last day between which something lies, both included; null is open."""

    low: str | None
    high: str | None

    def meets(self, other: Window) -> bool:
        """Whether both may mean the same day."""
        return not (self.before(other) or other.before(self))

    def before(self, other: Window) -> bool:
        """Whether every day of this one comes before every day of the other, as far as both are bounded there."""
        return self.high is not None and other.low is not None and self.high < other.low

    def holds(self, other: Window) -> bool:
        """Whether every day of the other lies in this one; false where the other is open and this one is not."""
        low = self.low is None or (other.low is not None and self.low <= other.low)
        return low and (self.high is None or (other.high is not None and other.high <= self.high))

    def cut(self, other: Window) -> Window:
        """The days of both; only for windows that meet."""
        lows, highs = [x for x in (self.low, other.low) if x], [x for x in (self.high, other.high) if x]
        return Window(max(lows, default=None), min(highs, default=None))

    def until(self, day: str) -> Window:
        """The same, ended at `day` at the latest: what is told as done was done by then."""
        return Window(min(self.low, day) if self.low else None, min(self.high, day) if self.high else day)


NEVER_SAID = Window(None, None)


# ---------------------------------------------------------------- parsed
@dataclass(frozen=True, slots=True)
class Date:
    """One date as its digits: `year` may be `199X`, `XXXX`, `-0489` or `Y170000`, `month` `XX` or a season's code;
    `mark` is ~, ? or %."""

    year: str
    month: str | None = None
    day: str | None = None
    time: str = ""
    mark: str = ""

    def __str__(self) -> str:
        return "-".join(filter(None, (self.year, self.month, self.day))) + self.time + self.mark

    @property
    def season(self) -> bool:
        """Whether it is a season of a year."""
        return self.month is not None and self.month.isdigit() and int(self.month) in SEASONS

    @property
    def numbers(self) -> tuple[int | None, int | None, int | None]:
        """Year, month and day as far as each is known as a number; a season is no month."""
        year = int(self.year.removeprefix("Y")) if "X" not in self.year else None
        month, day = (int(x) if x and x.isdigit() else None for x in (self.month, self.day))
        return year, None if self.season else month, day

    @property
    def window(self) -> Window:
        """The days it may mean; open where the year is not known, before Christ and after 9999."""
        if self.year == "XXXX":
            return NEVER_SAID
        first, last = (int(self.year.removeprefix("Y").replace("X", digit)) for digit in "09")
        if last < 1:
            return Window(None, _ERA)
        if first > 9999:
            return Window(date.max.isoformat(), None)
        if self.month is None or self.month == "XX":
            return Window(_day(first, 1, 1), _day(last, 12, 31))
        begin, end = SEASONS.get(int(self.month), (int(self.month),) * 2)
        if self.day is not None and self.day != "XX":
            return Window(*(_day(first, begin, int(self.day)),) * 2)
        return Window(_day(first, begin, 1), _last_day(last + (end < begin), end))


@dataclass(frozen=True, slots=True)
class Interval:
    """From one date to another; an end may be open (`..`) or not known (empty)."""

    first: Date | Open
    last: Date | Open

    def __str__(self) -> str:
        return f"{self.first}/{self.last}"

    @property
    def window(self) -> Window:
        """The days from the first day of its first date to the last day of its last."""
        low = self.first.window.low if isinstance(self.first, Date) else None
        return Window(low, self.last.window.high if isinstance(self.last, Date) else None)


@lru_cache(maxsize=65_536)
def parse(value: str) -> Date | Interval | None:
    """What an EDTF text says; null where it is none: `2024-5-9`, 30 February, an interval that ends before it
    begins."""
    first, slash, last = value.partition("/")
    if not slash:
        return _date(value)
    ends = _end(first), _end(last)
    if ends[0] is None or ends[1] is None or not (isinstance(ends[0], Date) or isinstance(ends[1], Date)):
        return None
    found = Interval(ends[0], ends[1])
    window = found.window
    return None if window.low is not None and window.high is not None and window.high < window.low else found


def _end(value: str) -> Date | Open | None:
    return ".." if value == ".." else "" if value == "" else _date(value)


def _date(value: str) -> Date | None:
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    found = Date(match["year"], match["month"], match["day"], match["time"] or "", match["mark"] or "")
    return found if _digits_fit(found) and _clock_fits(found) else None


def _digits_fit(found: Date) -> bool:
    """The calendar has it, and what is not known stands rightmost; only the year may be unknown before a month."""
    if found.month is None:
        return True
    if found.year.startswith("Y") or ("X" in found.year and (found.year != "XXXX" or found.season)):
        return False
    if found.month == "XX":
        return found.day in (None, "XX") and found.year != "XXXX"
    if found.season or not 1 <= int(found.month) <= 12:
        return found.season and found.day is None
    if found.day is None or found.day == "XX":
        return True
    leap = found.year == "XXXX" or isleap(int(found.year))
    return 1 <= int(found.day) <= monthrange(2000 if leap else 2001, int(found.month))[1]


def _clock_fits(found: Date) -> bool:
    if not found.time:
        return True
    try:
        datetime.fromisoformat(f"2000-01-01{found.time}")
    except ValueError:
        return False
    return not found.mark and "X" not in str(found)


def _day(year: int, month: int, day: int) -> str | None:
    return date(year, month, day).isoformat() if year > 0 else None


def _last_day(year: int, month: int) -> str | None:
    return _day(year, month, monthrange(year, month)[1]) if year <= 9999 else None


# ---------------------------------------------------------------- asked of texts
@lru_cache(maxsize=65_536)
def window(value: str | None) -> Window:
    """The days an EDTF value may mean; open on both sides where it is null, has no year or cannot be read."""
    found = parse(value) if value else None
    return found.window if found else NEVER_SAID


def is_point(value: str) -> bool:
    """True for `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or a date-time: what a page or a person dates itself by."""
    found = parse(value)
    return (
        isinstance(found, Date)
        and found.year.isdigit()
        and found.year > "0000"
        and not (found.mark or found.season or "X" in value)
    )


def every_day(value: str | None) -> bool:
    """True for what holds on every day it names: a single day, or an interval from one date to another."""
    found = parse(value) if value else None
    return isinstance(found, Interval) or (
        found is not None and found.window.low is not None and found.window.low == found.window.high
    )


def first_day(value: str | None) -> str | None:
    """The first day of a date; null where it has none."""
    return window(value).low


def day_of(value: str | None) -> str | None:
    """The day by which a date had come: its last one ("2024-05" is known by 2024-05-31); null where it has no year."""
    return window(value).high


def before(a: str | None, b: str | None) -> bool:
    """Whether one date surely comes before another; two that have no year are taken to be of one."""
    return windows(a, b)[0].before(windows(a, b)[1])


def long_ago(time: str | None, anchor: str | None) -> bool:
    """True where what is dated so had ended more than 30 days before the anchor, as far as both are known."""
    late, day = _end_day(time), first_day(anchor)
    return late is not None and day is not None and days_between(late, day) > HISTORY_DAYS


def _end_day(time: str | None) -> str | None:
    """The last day of what has two ends: "until March" dates the end of what may have begun at any time."""
    found = parse(time) if time else None
    return None if isinstance(found, Interval) and ".." in (found.first, found.last) else day_of(time)


def within(inner: str | None, outer: str | None) -> bool:
    """Whether every day that the one may mean lies in the other, which has two ends."""
    a, b = windows(inner, outer)
    return b.low is not None and b.high is not None and b.holds(a)


def windows(a: str | None, b: str | None) -> tuple[Window, Window]:
    """The days of two dates; those of one leap year where neither has a year."""
    if a and b and a.startswith("XXXX") and b.startswith("XXXX"):
        a, b = a.replace("XXXX", "2000"), b.replace("XXXX", "2000")
    return window(a), window(b)


# ---------------------------------------------------------------- days
def days_between(first: str, last: str) -> int:
    """Whole days from one ISO day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def next_day(day: str, by: int = 1) -> str:
    """The ISO day `by` days later; the last day of the calendar stays itself."""
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except OverflowError:
        return day


def instant(moment: datetime) -> str:
    """A time as the ledger writes it: UTC to the microsecond, so that texts sort as times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


# ---------------------------------------------------------------- given by a user
def fault(value: str) -> str | None:
    """Why nothing can be asked of a date that a user gave, in one sentence; null where something can."""
    if parse(value) is None:
        return f"{value!r} is no date; give EDTF, such as 2024-05-09, 2024-05 or 2024"
    days = window(value)
    return (
        None
        if days.low and days.high
        else f"{value!r} has no year or no end; give a date such as 2024-05-09, 2024-05 or 2024"
    )


def check_dates(dates: Mapping[str, str | None]) -> None:
    """Raises UsageError for the first of a user's dates, by their names, of which nothing can be asked."""
    for name, value in dates.items():
        why = fault(value) if value is not None else None
        if why is not None:
            raise UsageError(f"{name} {why}")


def instant_after(recorded_by: str | None) -> str | None:
    """The first instant that is too late for `recorded_by`: the day after a date, just after a date-time (UTC where it
    has no zone).

    Raises UsageError where it is neither.
    """
    if recorded_by is None:
        return None
    check_dates({"recorded_by": recorded_by})
    found = parse(recorded_by)
    if not (isinstance(found, Date) and found.time):
        return next_day(day_of(recorded_by) or "")
    moment = datetime.fromisoformat(recorded_by)
    return instant((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) + timedelta(microseconds=1))


# ---------------------------------------------------------------- written
def year_text(year: int) -> str:
    """A year counted without a year 0 as EDTF writes it, which has one: -490 (490 BC) is `-0489`."""
    return f"-{-year - 1:04}" if year < 0 else f"{year:04}"


def point(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """A year (as `year_text` takes it; null: not known), a month (or a season's code) or a day."""
    tail = (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
    return ("XXXX" if year is None else year_text(year)) + tail


def window_edtf(found: Window) -> str | None:
    """A window as EDTF: a day, a whole month, season or year, else an interval; `../D` is "on D or before"; null where
    nothing is known."""
    low, high = found.low, found.high
    if low is None and high is None:
        return None
    if low is None or high is None:
        return f"{low or '..'}/{high or '..'}"
    return low if low == high else _period(found) or f"{low}/{high}"


def _period(found: Window) -> str | None:
    year, month = str(found.low)[:4], str(found.low)[5:7]
    candidates = (year, f"{year}-{month}", *(f"{year}-{s}" for s in SEASONS))
    return next((c for c in candidates if window(c) == found), None)
