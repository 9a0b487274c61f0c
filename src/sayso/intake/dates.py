"""Dates as pages and their metadata write them → EDTF."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import urlsplit

from sayso.english.months import MONTHS
from sayso.ground.edtf import is_point
from sayso.intake.foreign_dates import foreign_date
from sayso.resources import table

_NAMES = "|".join(rf"{m[:3]}(?:{m[3:]})?\.?" if m != "september" else r"sept?(?:ember)?\.?" for m in MONTHS)
_WRITTEN = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<m>{_NAMES})\s*"
    rf"(?P<d2>\d{{1,2}}(?:st|nd|rd|th)?)?\b,?\s*(?P<y>\d{{4}})?",
    re.IGNORECASE,
)


_DAY = r"(?:(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?\.?,?\s+)?"
_NUMBERS = r"(?:(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)(?!\d))"
_YEAR_FIRST = (
    r"(?P<y1>(?:19|20)\d\d)(?:[/.-](?P<m1>\d{1,2})[/.-](?P<day1>\d{1,2})(?!\d)"
    r"|(?P<m2>\d\d)(?P<day2>\d\d)(?:\d{4}|\d{6})?(?!\d))"
)
_TIME_OF_DAY = re.compile(r"T(\d):")


def normal(value: str) -> str | None:
    """EDTF of a date as metadata write it (ISO 8601, RFC 2822, or as `printed` reads it); null where it is none."""
    value = value.strip()
    stamp = _TIME_OF_DAY.sub(r"T0\1:", value.replace(" ", "T", 1)).replace("T+", "+").replace("T-", "-")
    stamp = re.sub(r"(?<=\d)T?\s*(?:UTC|GMT)$", "Z", stamp) if "T" in stamp[:11] else stamp
    if is_point(stamp):
        return stamp
    try:
        return parsedate_to_datetime(value).isoformat()
    except (TypeError, ValueError, IndexError):
        return printed_date(value)


def printed_date(text: str) -> str | None:
    """EDTF of the full date that a text begins with, with the time of day where it gives one, as pages print it:
    "Thursday, 9 May 2024 - 14:05", "09.05.2024", "9 de mayo de 2024"; null where there is none, and where day and month
    can be told in two ways ("05/09/2024")."""
    words = text.strip()
    before = _CLOCK_FIRST.match(words)
    if before and (found := _full(words[before.end() :])):
        return found[0] + _time_of_day(f" {before['clock']}")
    found = _full(words)
    return found[0] + _time_of_day(words[found[1] :]) if found else None


_CLOCK_FIRST = re.compile(
    r"(?P<clock>\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:GMT|UTC)\b)?)(?:\s?[A-Z]{2,4}\b)?"
    r"\s*[,|·•–—-]?\s*(?:on\s+)?"
    r"(?=\D|\d{1,2}\s|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d)",
    re.IGNORECASE,
)
"""A time of day with which a date begins: "7:05am, 4 Jun 2019"."""


def _full(text: str) -> tuple[str, int] | None:
    """The full date that a text begins with, and where it ends."""
    text = _HYPHENS.sub(r"\1 \2 \3", text)
    match = _PRINTED.match(text)
    if match and (day := _edtf(match)):
        return day, match.end()
    return None if match and match["a"] else foreign_date(text)


_HYPHENS = re.compile(r"^(\d{1,2})-([A-Za-z]{3,9})-((?:19|20)\d\d)\b")
_CLOCK = re.compile(
    r"\s*[,|·•–—@/-]?\s*(?:\(?(?:at|um|à|alle|ore|a las|às|в|о|o|godz\.|kl\.?|saat|klo|pukul)\s+)?"
    r"(?P<h>[01]?\d|2[0-4])(?P<sign>[:.h])(?P<m>[0-5]\d)(?::[0-5]\d)?(?![\d:]|\.\d|\s*(?:%|per ?cent|[mb]illion|km))"
    r"\s*(?P<half>[ap]\.?\s?m\b)?"
    r"(?:\.?\s*\(?(?:(?P<utc>GMT|UTC)(?![+\w-])|(?-i:[A-Z]{2,5})(?!\w)\)?))?",
    re.IGNORECASE,
)


def _time_of_day(text: str) -> str:
    """ "T14:05" of a text that goes on with a time of day ("- 2:05 pm GMT"); empty where it does not."""
    match = _CLOCK.match(text)
    if match is None:
        return ""
    hour, half = int(match["h"]), (match["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return f"T{hour:02}:{match['m']}{'Z' if match['utc'] else ''}" if hour < 24 else ""


_DIGIT = re.compile(r"\d")
_NEW = r"(?:last |first )?(?:updated?|modified|revised)"
_OUT = (
    r"(?:first |originally )?(?:published|posted|issued|publication date|date published|release date|released|"
    r"date|created|submitted|added|uploaded)"
)


@cache
def date_words() -> re.Pattern[str]:
    """What stands before a date and says which of a page's dates it is (groups `new`, `out`), in English and other
    languages."""
    rows = table("pages.yaml")["date_words"]
    new, out = ("|".join(rows[name]) for name in ("modified", "published"))
    return re.compile(rf"\b(?:(?P<new>{new}|{_NEW})|(?P<out>{out}|{_OUT}))(?!\w)", re.IGNORECASE)


def is_alone(text: str) -> bool:
    """Whether a text is full dates and nothing more but their labels ("9 May 2024 - Last modified on 11 May 2024"), a
    weekday or how often the page was seen, as the line under a headline is."""
    rest, dated = text.strip(), False
    if not _DIGIT.search(rest):
        return False
    while rest:
        found, label = _full(rest), date_words().match(rest)
        if not found and not label:
            break
        dated = dated or found is not None
        rest = rest[found[1] if found else label.end() if label else 0 :]
        clock = _CLOCK.match(rest) if found else None
        rest = rest[clock.end() if clock else 0 :].lstrip(" .,:;|•·–—/-\xa0")
    rest = _CALENDARS.sub("", rest)
    rest = _LABELS.sub("", rest)
    if len(rest) <= LONGEST_REST:
        return dated and len(re.findall(r"[^\W\d_]+", rest)) <= 1
    return dated and not re.search(r"[^\W\d_]{4,}", rest)


_LABELS = re.compile(
    rf"\b(?:last|first|originally|published|posted|updated?|modified|revised|hours?|min(?:ute)?s?|read|reading|time|"
    rf"views?|comments?|shares?|{_NAMES})\b",
    re.IGNORECASE,
)
"""Words that stand beside the dates of a page."""
_CALENDARS = re.compile(r"[\s|,–—-]*\d{1,2}[.,]?\s+[^\W\d_][^\d|]{2,24}\s+(?:1[34]\d\d|25\d\d|57\d\d)(?!\d)")
"""The same day in the Persian, Islamic, Thai or Jewish calendar."""
LONGEST_REST = 20
"""Code points of what stands behind the date in a line that is no more than it: a weekday, "1,204 visits"."""


def is_doubtful(text: str) -> bool:
    """Whether a text begins with a date whose day and month can be told in two ways."""
    return len(readings(text)) == 2


def readings(text: str) -> tuple[str, ...]:
    """The days that the numbers at the beginning of a text may mean, day first and month first."""
    match = _PRINTED.match(text.strip())
    if match is None or not match["a"]:
        return ()
    a, b = int(match["a"]), int(match["b"])
    both = [f"{match['year']}-{month:02}-{d:02}" for d, month in ((a, b), (b, a))]
    found = tuple(dict.fromkeys(day for day in both if is_point(day)))
    return found[:1] if match["sign"] == "." else found


def _edtf(match: re.Match[str]) -> str | None:
    if match["y1"]:
        value = f"{match['y1']}-{int(match['m1'] or match['m2']):02}-{int(match['day1'] or match['day2']):02}"
        return value if is_point(value) else None
    if match["a"]:
        found = readings(match[0])
        return found[0] if len(found) == 1 else None
    named = written_date(match["words"])
    return named if named and len(named) == 10 and "X" not in named else None


def day_part(value: str) -> str:
    """The date of a date or date-time, without its time of day."""
    return value.partition("T")[0]


def written_date(text: str) -> str | None:
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

_PRINTED = re.compile(rf"{_DAY}(?:{_NUMBERS}|{_YEAR_FIRST}|(?P<words>{WRITTEN}))", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])"
    r"|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?!\d)"
)


def in_address(url: str) -> str | None:
    """The full date in the path of an address ("/2024/05/09/…"); null where there is none, or more than one."""
    path = urlsplit(url).path
    days = {f"{m[1]}-{int(m[2] or m[4]):02}-{int(m[3] or m[5]):02}" for m in _ADDRESS.finditer(path)}
    found = days.pop() if len(days) == 1 else None
    return found if found and is_point(found) else None
