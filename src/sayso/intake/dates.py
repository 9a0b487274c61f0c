"""Dates as pages and their metadata write them → EDTF."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from sayso.ground.edtf import is_point

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NAMES = "|".join(rf"{m[:3]}(?:{m[3:]})?\.?" if m != "september" else r"sept?(?:ember)?\.?" for m in MONTHS)
_WRITTEN = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<m>{_NAMES})\s*"
    rf"(?P<d2>\d{{1,2}}(?:st|nd|rd|th)?)?\b,?\s*(?P<y>\d{{4}})?",
    re.IGNORECASE,
)


def normal(value: str) -> str | None:
    """EDTF of a date as metadata write it (ISO 8601 or RFC 2822); null where it is neither."""
    value = value.strip()
    stamp = value.replace(" ", "T", 1)
    if is_point(stamp):
        return stamp
    try:
        return parsedate_to_datetime(value).isoformat()
    except (TypeError, ValueError, IndexError):
        return None


def day(value: str) -> str:
    """The date of a date or date-time, without its time of day."""
    return value.partition("T")[0]


def written(text: str) -> str | None:
    """EDTF of a date written out ("May 9", "9 May 2024", "May 2024"): `XXXX-05-09` without a year; null where there is
    none.

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
    return value if is_point(value.replace("XXXX", "2000")) else None


WRITTEN = _WRITTEN.pattern.replace("?P<d1>", "?:").replace("?P<m>", "?:").replace("?P<d2>", "?:").replace("?P<y>", "?:")
"""The pattern of a written date, for readers that look for one inside a line (case-insensitive)."""
