"""The dateline that a story begins with, in the forms of the agencies: place, date and agency."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.intake.dates import WRITTEN
from sayso.intake.parts.credits import agencies_in
from sayso.resources import table

_UP = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞĠİŁŃŇŌŘŚŞŠȘŤŢȚŪŮŹŻŽ]"
_WORD = rf"(?:(?:St|Ft|Mt|ST|FT|MT)\.|(?:[A-Z]\.){{2,}}|{_UP}[\w'’]*(?:-\w+)*)"
_REGION = (
    rf"(?:,\s(?!(?i:{WRITTEN})\b|\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b){_WORD}"
    rf"(?:\s(?:and\s|of\s)?{_WORD}){{0,3}}\.?)?"
)
_PLACE = rf"(?P<place>{_WORD}(?:(?:\s|/|,\s(?=[A-Z]+/))(?:(?:of|the|de|al|el|and)\s)?{_WORD}){{0,5}}{_REGION})"
_CAPS = (
    rf"(?P<place>{_UP}(?:(?:{_UP}|[.'’-]){{3,}}|{_UP}{{1,2}}(?=[ ]{_UP}{{2}}))"
    rf"(?:[ /](?:{_UP}|[.'’-]){{2,}}){{0,4}}{_REGION})"
)
_DATE = rf"(?P<date>(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?(?:(?i:{WRITTEN})))"
_NONE = r"(?P<{}>(?!))?"
_DASH = r"\s*[-–—]+\s*"


LONGEST_DATELINE = 200
"""Code points that a dateline can take; what follows it is not looked at."""


@lru_cache(maxsize=256)
def _forms(known: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The forms of datelines by the agencies of `known`."""
    agency = rf"(?P<agency>{'|'.join(map(re.escape, known)) or '(?!)'})"
    end = r"[.:]?\s*[-–—]*\s*"
    forms = (
        # MOSCOW, May 9 (Reuters) -     Moscow (AFP) Text     ZENDA (Example News) –
        rf"(?:{_PLACE}[.,]?\s*)?(?:\(?{_DATE}\)?[.,]?\s*)?\(\s*{agency}(?:\s?[/,][^()]{{1,30}})?\s*\)\.?{_DASH}",
        rf"{_PLACE}[.,]?\s*(?:{_DATE}[.,]?\s*)?\(\s*{agency}\s*\)\s*:?\s*",
        rf"{_CAPS}[.,]?\s*(?:{_DATE}[.,]?\s*)?\(\s*(?!(?i:{WRITTEN}))(?P<agency>[A-Z][^()]{{1,40}}?)\s*\)\.?{_DASH}",
        # MOSCOW, May 9. /TASS/.     /TASS/.
        rf"{_PLACE}[.,]?\s*(?:{_DATE}[.,]?\s*)?[-–—]?\s*/\s*(?P<agency>[A-Z][\w -]{{1,20}})\s*/{end}",
        rf"{_NONE.format('place')}{_NONE.format('date')}/\s*{agency}\s*/{end}",
        # May 8, 2024 (JUBA) – Text
        rf"{_DATE}[.,]?\s*\(\s*{_CAPS}\s*\)\s*[-–—]+\s*{_NONE.format('agency')}",
        # YEREVAN, MAY 9, ARMENPRESS.     BAKU, Azerbaijan, May 9. Text
        rf"{_PLACE}[.,]\s*{_DATE}[.,]?\s*[-–—,]?\s*{agency}(?:-{_WORD})?(?:[.:]\s+|\s[-–—]+\s)",
        rf"{_CAPS}[.,]\s*{_DATE}\.\s+(?={_UP}){_NONE.format('agency')}",
        # AFP - Text     CAIRO — Text     KYIV, May 9 — Text
        rf"{_NONE.format('place')}{_NONE.format('date')}{agency}\s+[-–—]+\s+(?={_UP})",
        rf"{_CAPS}(?:\s*\|\s*{agency})?(?:[.,]?\s*\(?{_DATE}\)?)?(?:\s*(?:—|–|--)\s*|\s+-\s*|-\s+)(?=[\"“‘«]?{_UP})",
    )
    return tuple(re.compile(form) for form in forms)


_COLON = re.compile(rf"{_CAPS}\s*:\s+(?=[\"“‘«]?{_UP})" + _NONE.format("date") + _NONE.format("agency"))


def dateline(text: str, names: Names = PACKAGED_NAMES) -> re.Match[str] | None:
    """The dateline that a paragraph begins with, groups place, date, agency; null where there is none or nothing
    follows."""
    if not text[:1] or not (text[0].isupper() or text[0] in "(/"):
        return None
    head = text[:LONGEST_DATELINE]
    for form in _forms(agencies_in(head, names)):
        match = form.match(head)
        if match and match.end() < len(text) and (match["place"] or "") not in table("credits.yaml")["no_places"]:
            return match
    match = _COLON.match(head)
    return match if match and match["place"].partition(",")[0].casefold() in cities() else None


@cache
def cities() -> frozenset[str]:
    """Names of capitals and countries, case folded: enough to tell "RIYADH: …" from "EXPLAINER: …"."""
    rows = table("countries.csv")
    return frozenset(row[column].casefold() for row in rows for column in ("capital", "name") if row[column])
