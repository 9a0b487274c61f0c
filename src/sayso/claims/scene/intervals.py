"""Time mentions as records: "from Thursday to Sunday", "in the past four years" as intervals, doubt as `?`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from sayso.ground import edtf
from sayso.records import TimeMention, When

_TO = re.compile(r"\s*(?:to|until|till|through|–|—|-)\s*(?:early\s|late\s|the\s)?", re.IGNORECASE)
_DOUBT = re.compile(r"\b(?:probably|possibly|perhaps|maybe|likely)\s+(?:in|on|by|at)?\s*$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:past|last|previous)\b", re.IGNORECASE)
_LENGTH = re.compile(r"(PT?)(\d{1,4})([YMWDH])")
_UNITS = {"PY": ("years", 4), "PM": ("months", 7), "PW": ("weeks", 10), "PD": ("days", 10), "PTH": ("hours", 10)}
"""Unit of a TIMEX3 duration → its name, and how much of a date it settles."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def when_record(mention: TimeMention, text: str) -> When:
    """The record of a time mention; "probably in February" is uncertain (`?`)."""
    told = mention.edtf
    if told and one_date(told) and _DOUBT.search(text[max(0, mention.start - 16) : mention.start]):
        told += "?"
    return When(told, text[mention.start : mention.end], mention.start, mention.end, mention.weekday)


def one_date(value: str) -> bool:
    """One date whose digits are all known, without a mark."""
    found = edtf.parse(value)
    return isinstance(found, edtf.Date) and value[:4].isdigit() and not found.mark and "X" not in value


def ranges(text: str, times: Sequence[TimeMention]) -> list[TimeMention]:
    """Times in order, "from Thursday to Sunday" as one with both its ends."""
    found: list[TimeMention] = []
    for t in times:
        before = found[-1] if found else None
        if before and before.edtf and t.edtf and one_date(before.edtf) and _joined(text, before, t):
            end = t.edtf.removeprefix("../")
            found[-1] = replace(before, end=t.end, edtf=f"{before.edtf}/{end}", weekday=None)
        else:
            found.append(t)
    return found


def lasting(text: str, mention: TimeMention, anchor: str | None) -> TimeMention:
    """ "In the past four years" as the interval up to the anchor, as fine as its unit; other durations as they are."""
    span, length = _PAST.search(text[mention.start : mention.end]), _LENGTH.fullmatch(mention.timex3 or "")
    if mention.type != "DURATION" or not (span and length and anchor and _DAY.fullmatch(anchor)):
        return mention
    name, digits = _UNITS.get(length[1] + length[3], ("", 0))
    try:
        begin = date.fromisoformat(anchor) - relativedelta(**{name: int(length[2])})  # type: ignore[arg-type]
    except (OverflowError, ValueError, TypeError):
        return mention
    return replace(mention, type="DATE", edtf=f"{begin.isoformat()[:digits]}/{anchor[:digits]}")


def _joined(text: str, first: TimeMention, second: TimeMention) -> bool:
    between, head = text[first.end : second.start], text[max(0, first.start - 9) : first.start].lower()
    ends = (second.edtf or "").removeprefix("../")
    joined = _TO.fullmatch(between) or (between.strip() == "and" and "between" in head)
    return bool(joined) and one_date(ends) and edtf.parse(f"{first.edtf}/{ends}") is not None
