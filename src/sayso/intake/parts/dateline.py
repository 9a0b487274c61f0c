"""The dateline that a story begins with, in the forms of the agencies: place, date and agency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.ground import atlas
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import fold
from sayso.intake.dates import WRITTEN
from sayso.intake.parts.credits import agencies_in, cities
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
_DAY_ABROAD = r"\d{1,2}º?\s+(?:de\s+)?[^\W\d_]{3,10}\.?(?:,?\s+(?:de\s+|del\s+)?(?:19|20)\d\d)?"
_ANY_DATE = _DATE.replace(rf"(?i:{WRITTEN})", rf"(?i:{WRITTEN}|{_DAY_ABROAD})")
_NONE = r"(?P<{}>(?!))?"
_OPENERS = r"(?:On|In|At|By|Since|Until|From|After|Before|The|This|Last|Next|Every|\w+day)\b"
"""Words that begin a sentence, no dateline."""
_DASH = r"\s*[-–—]+\s*"


LONGEST_DATELINE = 200
"""Code points that a dateline can take; what follows it is not looked at."""


@dataclass(frozen=True, slots=True)
class DatelineForm:
    """A form of datelines: the signs of which it has one at least, whether it names a known agency, and its pattern,
    which is made only for a text that may begin so."""

    signs: str
    agency: bool
    pattern: str

    def may_open(self, head: str, known: tuple[str, ...]) -> bool:
        """Whether a text that names the agencies of `known` can begin so."""
        return (bool(known) or not self.agency) and any(sign in head for sign in self.signs)


_AGENCY = "{agency}"
_END = r"[.:]?\s*[-–—]*\s*"
_FORMS = (
    # MOSCOW, May 9 (Reuters) -     Moscow (AFP) Text     ZENDA (Example News) –
    DatelineForm(
        "(",
        True,
        rf"(?:{_PLACE}[.,]?\s*)?(?:\(?{_ANY_DATE}\)?[.,]?\s*)?\(\s*{_AGENCY}(?:\s?[/,][^()]{{1,30}})?\s*\)\.?{_DASH}",
    ),
    DatelineForm("(", True, rf"{_PLACE}[.,]?\s*(?:{_DATE}[.,]?\s*)?\(\s*{_AGENCY}\s*\)\s*:?\s*"),
    DatelineForm(
        "(",
        False,
        rf"{_CAPS}[.,]?\s*(?:{_DATE}[.,]?\s*)?\(\s*(?!(?i:{WRITTEN}))(?P<agency>[A-Z][^()]{{1,40}}?)\s*\)\.?{_DASH}",
    ),
    # MOSCOW, May 9. /TASS/.     /TASS/.
    DatelineForm(
        "/", False, rf"{_PLACE}[.,]?\s*(?:{_DATE}[.,]?\s*)?[-–—]?\s*/\s*(?P<agency>[A-Z][\w -]{{1,20}})\s*/{_END}"
    ),
    DatelineForm("/", True, rf"{_NONE.format('place')}{_NONE.format('date')}/\s*{_AGENCY}\s*/{_END}"),
    # Manila/IANS: Text     ASMARA [ERINA] Text     Damascus, SANA- Text
    DatelineForm("/", True, rf"{_PLACE}{_NONE.format('date')}\s*/\s*{_AGENCY}\s*[:–—-]+\s*"),
    # ISTANBUL — AA: Text
    DatelineForm(":", True, rf"{_CAPS}{_NONE.format('date')}\s*[–—-]+\s*{_AGENCY}\s*:\s+(?=[\"“‘«]?{_UP})"),
    DatelineForm(
        ":", False, rf"{_CAPS}{_NONE.format('date')}\s+[–—-]+\s+(?P<agency>[A-Z]{{2,6}})\s*:\s+(?=[\"“‘«]?{_UP})"
    ),
    DatelineForm("[", True, rf"{_PLACE}[.,]?\s*(?:{_DATE}[.,]?\s*)?\[\s*{_AGENCY}\s*\]\s*[:–—-]*\s*"),
    DatelineForm(
        "[",
        False,
        rf"{_CAPS}[.,]?\s*(?:{_DATE}[.,]?\s*)?\[\s*(?P<agency>[A-Z]{{2,6}})\s*\]\s*[:–—-]*\s*(?=[\"“‘«]?{_UP})",
    ),
    DatelineForm("-–—", True, rf"{_PLACE},\s*{_NONE.format('date')}{_AGENCY}\s?[–—-]+\s*(?=[\"“‘«]?{_UP})"),
    # May 8, 2024 (JUBA) – Text
    DatelineForm("(", False, rf"{_DATE}[.,]?\s*\(\s*{_CAPS}\s*\)\s*[-–—]+\s*{_NONE.format('agency')}"),
    # YEREVAN, MAY 9, ARMENPRESS.     BAKU, Azerbaijan, May 9. Text
    DatelineForm(
        ".,", True, rf"{_PLACE}[.,]\s*{_DATE}[.,]?\s*[-–—,]{{0,3}}\s*{_AGENCY}(?:-{_WORD})?(?:[.:]\s+|\s[-–—]+\s)"
    ),
    DatelineForm(".", False, rf"{_CAPS}[.,]\s*{_DATE}\.\s+(?={_UP}){_NONE.format('agency')}"),
    DatelineForm(".", False, rf"{_CAPS}[.,]\s*{_DATE},\s*(?P<agency>[A-Z]{{2}}[\w-]{{1,20}})\.\s+(?={_UP})"),
    # PESHAWAR, Jan 22: Text     Geneva, 9 May 2024 – Text
    DatelineForm(":", False, rf"{_CAPS}[.,]\s*{_DATE}\s*:\s+(?=[\"“‘«]?{_UP}){_NONE.format('agency')}"),
    DatelineForm(
        "-–—",
        False,
        rf"(?!{_OPENERS}){_PLACE},\s+{_DATE}\s*[-–—]+\s+(?=[\"“‘«]?{_UP}){_NONE.format('agency')}",
    ),
    # AFP - Text     CAIRO — Text     KYIV, May 9 — Text
    DatelineForm("-–—", True, rf"{_NONE.format('place')}{_NONE.format('date')}{_AGENCY}\s+[-–—]+\s+(?={_UP})"),
    DatelineForm(
        "-–—",
        False,
        rf"{_CAPS}(?:\s*\|\s*{_AGENCY})?(?:[.,]?\s*\(?{_DATE}\)?)?(?:\s*(?:—|–|--)\s*|\s+-\s*|-\s+)(?=[\"“‘«]?{_UP})",
    ),
)


@lru_cache(maxsize=512)
def _compiled(form: DatelineForm, known: tuple[str, ...]) -> re.Pattern[str]:
    """A form by the agencies of `known`."""
    names = "|".join(map(re.escape, known)) or "(?!)"
    return re.compile(form.pattern.replace(_AGENCY, f"(?P<agency>{names})"))


_COLON = re.compile(rf"{_CAPS}\s*:\s+(?=[\"“‘«]?{_UP})" + _NONE.format("date") + _NONE.format("agency"))


def dateline(text: str, names: Names = PACKAGED_NAMES) -> re.Match[str] | None:
    """The dateline that a paragraph begins with, groups place, date, agency; null where there is none or nothing
    follows."""
    if not text[:1] or not (text[0].isupper() or text[0] in "(/"):
        return None
    head = text[:LONGEST_DATELINE]
    known = agencies_in(head, names)
    for form in (form for form in _FORMS if form.may_open(head, known)):
        match = _compiled(form, known if _AGENCY in form.pattern else ()).match(head)
        if match and match.end() < len(text) and (match["place"] or "") not in table("credits.yaml")["no_places"]:
            return match
    match = _COLON.match(head)
    return match if match and _known_town(match["place"].partition(",")[0], names) else None


def _known_town(town: str, names: Names) -> bool:
    return town.casefold() in cities() or names.knows_place(town) or _is_city(fold(town))


SMALLEST_CITY = 50_000
"""People of a town by whose name alone, before a colon, a story may begin."""


@lru_cache(maxsize=4096)
def _is_city(form: str) -> bool:
    return any(s.kind == "city" and s.population >= SMALLEST_CITY for s in atlas.spots([form]).get(form, ()))
