"""EDTF (ISO 8601-2, level 1) → the days it may mean. Days are ISO texts, which sort as the calendar does."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from sayso.errors import UsageError

_DATE = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?")
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
"""Meteorological seasons of the northern hemisphere, first and last month; winter runs into the next year."""


@dataclass(frozen=True, slots=True)
class Window:
    """The first and last day between which something lies, both included; null is open."""

    low: str | None
    high: str | None

    def meets(self, other: Window) -> bool:
        """Whether both may mean the same day."""
        return not (_before(self.high, other.low) or _before(other.high, self.low))

    def cut(self, other: Window) -> Window:
        """The days of both; only for windows that meet."""
        lows, highs = [x for x in (self.low, other.low) if x], [x for x in (self.high, other.high) if x]
        return Window(max(lows, default=None), min(highs, default=None))

    def until(self, day: str) -> Window:
        """The same, ended at `day` at the latest: what is told as done was done by then."""
        return Window(min(self.low, day) if self.low else None, min(self.high, day) if self.high else day)


NEVER_SAID = Window(None, None)


def _before(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a < b


@lru_cache(maxsize=65_536)
def window(edtf: str | None) -> Window:
    """The days an EDTF value may mean; open on both sides where it is null, has no year or cannot be read."""
    if not edtf:
        return NEVER_SAID
    first, slash, last = edtf.partition("/")
    return Window(_ends(first)[0], _ends(last)[1]) if slash else Window(*_ends(edtf))


def every_day(edtf: str | None) -> bool:
    """True for what holds on every day it names: a single day, or an interval from one date to another."""
    found = window(edtf)
    return bool(edtf) and ("/" in str(edtf) or (found.low is not None and found.low == found.high))


def _ends(value: str) -> tuple[str | None, str | None]:
    match = _DATE.match(re.sub(r"[~?%]", "", value))
    if match is None or match["year"] == "XXXX":
        return None, None
    years = int(match["year"].replace("X", "0")), int(match["year"].replace("X", "9"))
    month = match["month"]
    if month is None or "X" in month:
        return _day(years[0], 1, 1), _day(years[1], 12, 31)
    first, last = SEASONS.get(int(month), (int(month), int(month)))
    number = match["day"]
    if number and number.isdigit():
        return _day(years[0], first, int(number)), _day(years[1], first, int(number))
    return _day(years[0], first, 1), _last_day(years[1] + (last < first), last)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _last_day(year: int, month: int) -> str | None:
    return _day(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and year > 0 else None


def day_of(edtf: str | None) -> str | None:
    """The day by which a date had come: its last one ("2024-05" is known by 2024-05-31); null where it has no year."""
    return window(edtf).high


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


def bound(recorded_by: str | None) -> str | None:
    """The first instant that is too late for `recorded_by`: the next day for a date, just after for a date-time (UTC where it has no zone).

    Raises UsageError where it is neither.
    """
    if recorded_by is None:
        return None
    try:
        if len(recorded_by) <= 10:
            return next_day(date.fromisoformat(recorded_by).isoformat())
        moment = datetime.fromisoformat(recorded_by)
    except ValueError as error:
        raise UsageError(f"{recorded_by!r} is no date or date-time; give 2024-05-10 or 2024-05-10T12:00Z") from error
    return instant((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) + timedelta(microseconds=1))


def written(found: Window) -> str | None:
    """A window as EDTF: a day, a whole month, season or year, else an interval; `../D` is "on D or before"; null where nothing is known."""
    low, high = found.low, found.high
    if low is None and high is None:
        return None
    if low is None or high is None:
        return f"{low or '..'}/{high or '..'}"
    return low if low == high else _period(low, high) or f"{low}/{high}"


def _period(low: str, high: str) -> str | None:
    year, month = low[:4], low[5:7]
    candidates = (year, f"{year}-{month}", *(f"{year}-{s}" for s in SEASONS))
    return next((c for c in candidates if _ends(c) == (low, high)), None)
