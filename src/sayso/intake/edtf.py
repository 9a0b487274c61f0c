"""Dates of articles as EDTF (ISO 8601-2, level 1) and back to calendar days; the calendar is Python's own."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<time>[T ]\d\d:?\d\d.*)?)?)?")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_NAMES = "|".join(rf"{m[:3]}(?:{m[3:]})?\.?" if m != "september" else r"sept?(?:ember)?\.?" for m in MONTHS)
_WRITTEN = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<m>{_NAMES})\s*(?P<d2>\d{{1,2}}(?:st|nd|rd|th)?)?\b,?\s*(?P<y>\d{{4}})?", re.IGNORECASE
)


def is_date(value: str) -> bool:
    """True for `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or a date-time, with a day that the calendar has."""
    match = _DATE.fullmatch(value)
    if match is None:
        return False
    if match["time"]:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return False
        return True
    try:
        date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return False
    return True


def normal(value: str) -> str | None:
    """EDTF of a date as metadata write it (ISO 8601 or RFC 2822); null where it is neither."""
    value = value.strip()
    if is_date(value):
        return value.replace(" ", "T", 1)
    try:
        return parsedate_to_datetime(value).isoformat()
    except (TypeError, ValueError, IndexError):
        return None


def day(value: str) -> str:
    """The date of a date or date-time, without its time of day."""
    return re.split(r"[T ]", value, maxsplit=1)[0]


def written(text: str) -> str | None:
    """EDTF of a date written out ("May 9", "9 May 2024", "May 2024"): `XXXX-05-09` without a year; null where there is none.

    The whole text must be the date.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(match["m"].lower().rstrip(".")[:3]))
    number = match["d1"] or match["d2"]
    year = match["y"] or "XXXX"
    if number is None:
        return f"{year}-{month:02}" if match["y"] else None
    value = f"{year}-{month:02}-{int(re.sub(r'[a-z]+', '', number, flags=re.IGNORECASE)):02}"
    return value if is_date(value.replace("XXXX", "2000")) else None


WRITTEN = _WRITTEN.pattern.replace("?P<d1>", "?:").replace("?P<m>", "?:").replace("?P<d2>", "?:").replace("?P<y>", "?:")
"""The pattern of a written date, for readers that look for one inside a line (case-insensitive)."""
