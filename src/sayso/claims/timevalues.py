"""What a time expression is worth: EDTF and TIMEX3 values, and the clock of an article that relative ones are read off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sayso.records import Anchor

SEASON_CODES = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value: type, EDTF (null where it has none), TIMEX3, weekday 1–7."""

    type: Kind
    edtf: str | None
    timex3: str | None
    weekday: int | None = None


class Clock:
    """The anchor of an article and, in a history, the date last told. All relative values come from here."""

    def __init__(self, anchor: Anchor, *, history: bool) -> None:
        self.history = history
        self.ahead = False
        self.day, self.year, self.month_day = _parts(anchor.edtf)
        self.last_year: int | None = None
        self.last_month: int | None = None
        self.last_day: date | None = None

    def note(self, value: Value) -> None:
        """Takes note of a date told, for the partial dates that follow it in a history."""
        if value.type not in ("DATE", "TIME") or not value.edtf:
            return
        match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value.edtf)
        if not match:
            return
        self.last_year = int(match[1])
        if match[2] and int(match[2]) <= 12:
            self.last_month = int(match[2])
        if match[3]:
            self.last_day = date(int(match[1]), int(match[2]), int(match[3]))

    # ------------------------------------------------------------ what is known of now
    @property
    def now_day(self) -> date | None:
        """The day that relative words count from."""
        return self.last_day if self.history and self.last_day else self.day

    @property
    def now_year(self) -> int | None:
        """The year that relative words count from."""
        if self.history and self.last_year:
            return self.last_year
        return self.year

    # ------------------------------------------------------------ absolute
    def on(self, year: int | None, month: int, day: int | None = None) -> Value | None:
        """A day or month; without a year the one nearest to the anchor that the tense allows."""
        if year is None:
            year = self._year_of(month, day)
        if day is not None:
            try:
                date(year or 2000, month, day)
            except ValueError:
                return None
        head = f"{year:04}" if year else "XXXX"
        value = f"{head}-{month:02}" + (f"-{day:02}" if day else "")
        edtf = value if year or day else f"XXXX-{month:02}"
        return Value("DATE", edtf, value)

    def _year_of(self, month: int, day: int | None) -> int | None:
        if self.history and self.last_year:
            return self.last_year
        if self.day is None:
            return self.year
        here = (self.day.month, self.day.day)
        there = (month, day or (self.day.day if month == self.day.month else 1))
        if there > here:
            far = (month - self.day.month) > 8
            return self.day.year if (self.ahead and not far) or (month - self.day.month) <= 0 else self.day.year - (0 if self.ahead else 1)
        return self.day.year + (1 if self.ahead and self.day.month - month > 3 else 0)

    def weekday(self, number: int, shift: Literal["last", "next", ""] = "", part: str = "") -> Value:
        """A weekday (1–7): the last one up to the anchor, or the next where the sentence looks ahead."""
        kind: Kind = "TIME" if part else "DATE"
        tail = f"T{part}" if part else ""
        day = self.now_day
        if day is None:
            year = f"{self.year:04}" if self.year else None
            return Value(kind, year, f"{year or 'XXXX'}-WXX-{number}{tail}", number)
        back = (day.isoweekday() - number) % 7
        if shift == "next" or (self.ahead and not shift and back):
            found = day + timedelta(days=7 - back if back else 7)
        else:
            found = day - timedelta(days=back or (7 if shift == "last" else 0))
        return Value(kind, found.isoformat(), found.isoformat() + tail, number)

    def days(self, offset: int, part: str = "") -> Value:
        """Today and its neighbours."""
        kind: Kind = "TIME" if part else "DATE"
        tail = f"T{part}" if part else ""
        day = self.now_day if self.now_day else None
        if day is None:
            known = f"{self.year:04}" if self.year else None
            return Value(kind, known, f"{known or 'XXXX'}-XX-XX{tail}")
        found = _shifted(day, offset)
        return Value(kind, found, None if found is None else found + tail)

    def span(self, unit: str, shift: int, *, exact: bool = False) -> Value | None:
        """Last, this, next week, month, year …; `exact` counts to the day where the unit allows ("three days ago")."""
        day, year = self.now_day, self.now_year
        if unit == "Y" and year is not None:
            return _year(year + shift)
        if unit in ("0Y", "00Y") and year is not None:
            tens = 10 if unit == "0Y" else 100
            return _year(year + shift * tens) if exact else _digits((year // tens) + shift, unit)
        if day is None:
            return Value("DATE", f"{year:04}" if year and shift == 0 else None, "XXXX-XX-XX" if unit in "DW" else "XXXX-XX")
        if unit == "D":
            found = _shifted(day, shift)
            return Value("DATE", found, found)
        if unit in ("W", "2W"):
            return self._week(day, shift * (2 if unit == "2W" else 1))
        if unit == "M":
            months = day.year * 12 + day.month - 1 + shift
            found = f"{months // 12:04}-{months % 12 + 1:02}"
            return Value("DATE", found, found) if 12 <= months < 12 * 9999 else None
        return None

    def _week(self, day: date, shift: int) -> Value | None:
        try:
            there = day + timedelta(weeks=shift)
            monday = there - timedelta(days=there.isoweekday() - 1)
            sunday = monday + timedelta(days=6)
        except OverflowError:
            return None
        year, week, _ = there.isocalendar()
        return Value("DATE", f"{monday.isoformat()}/{sunday.isoformat()}", f"{year:04}-W{week:02}")

    def season(self, code: int, year: int | None, shift: int | None) -> Value:
        """A season; with "last" or "next" the one before or after the anchor's."""
        if year is None:
            year = self.now_year
            if year is not None and shift is not None:
                year += shift if shift > 0 else self._season_back(code)
        head = f"{year:04}" if year else "XXXX"
        return Value("DATE", f"{head}-{code}" if year else None, f"{head}-{SEASON_CODES[code]}")

    def _season_back(self, code: int) -> int:
        if self.now_day is None:
            return -1
        ends = {21: 5, 22: 8, 23: 11, 24: 12}[code]
        return 0 if self.now_day.month > ends else -1


def _parts(edtf: str | None) -> tuple[date | None, int | None, tuple[int, int] | None]:
    match = re.match(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?", edtf or "")
    if not match:
        return None, None, None
    year = int(match[1]) if match[1] != "XXXX" else None
    if year == 0 or year is None:
        return None, None, (int(match[2]), int(match[3])) if match[2] and match[3] else None
    if match[2] and match[3]:
        return date(year, int(match[2]), int(match[3])), year, (int(match[2]), int(match[3]))
    return None, year, None


def _shifted(day: date, offset: int) -> str | None:
    try:
        return (day + timedelta(days=offset)).isoformat()
    except OverflowError:
        return None


def _year(year: int) -> Value | None:
    return Value("DATE", f"{year:04}", f"{year:04}") if 1 <= year <= 9999 else None


def _digits(prefix: int, unit: str) -> Value:
    width = 3 if unit == "0Y" else 2
    return Value("DATE", f"{prefix:0{width}}".ljust(4, "X"), f"{prefix:0{width}}")
