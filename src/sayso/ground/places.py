"""Spellings and keys of places, so that the same ground is found again under its many wordings, and what lies inside
what.

`ARM` a country, `ARM+TUR` a border, `ARM/tavush` ground in a country, `ARM/*` parts of it that are not named,
`/sahel` ground without one country.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.records import Place
from sayso.resources import table

VAGUE = frozenset({"country", "multiple"})
"""Precisions of places that may be any ground of their country."""
WIDE = frozenset({"country", "region", "multiple"})
"""Precisions so wide that a counted departure from there leaves it open whether anybody stayed."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A place as the ledger keeps it: its key, how to write it, the countries it lies in, the larger unit, its
    precision."""

    key: str
    name: str
    country: str | None
    country2: str | None
    admin1: str | None
    precision: str


_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ə": "a"}
)
_SPACED = re.compile(r"[-‐‑–/\s]+")
_DROPPED = re.compile(r"[.,'’‘ʻʼ`´\"]")
ABBREVIATED = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "and": "&"}
"""Words that have a usual abbreviation → that abbreviation."""


def fold(name: str) -> str:
    """The form under which a name is looked up in the gazetteer: lower case, no accents, hyphens as spaces, no dots or
    apostrophes.

    "St. Louis" and "Saint Louis", "Đà Nẵng" and "Da Nang" are one.
    """
    low = name.lower()
    if not low.isascii():
        bare = unicodedata.normalize("NFKD", low.translate(_LETTERS))
        low = "".join(sign for sign in bare if not unicodedata.combining(sign))
    words = _SPACED.sub(" ", _DROPPED.sub("", low)).strip().split(" ")
    return " ".join(ABBREVIATED.get(word, word) for word in words)


def plain(name: str) -> str:
    """Letters and digits in lower case, without accents, joined by hyphens."""
    bare = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode() or name.casefold()
    return re.sub(r"[^\w]+", "-", bare).strip("-")


NAME_ARTICLES = re.compile(
    r"^(?:al|el|an|as|at|ash|ar|az|the|la|le)[-\s]+(?=\w)"
    r"|(?<=[-\s])(?:al|el|an|as|at|ash|ar|az|ad|ed|es|et|er|ez|eth)-(?=\w)",
    re.IGNORECASE,
)
"""Articles in names of places, which some spell and others leave out."""
GROUNDS = re.compile(
    r"(?<=\w)\s+(?:(?:military|army|naval|air)\s+)?(?:base|airbase|garrison|barracks|camp|outpost|airfield)$",
    re.IGNORECASE,
)
"""What is said of a place of which armed forces have a part."""


def spelling_key(name: str) -> str:
    """The form under which ground is known however it is spelled: "Tanf", "Al-Tanf" and "the Tanf garrison" are
    one."""
    bare = NAME_ARTICLES.sub("", GROUNDS.sub("", NAME_ARTICLES.sub("", name.strip())))
    return plain(bare) or plain(name)


@cache
def _countries() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Code → name, and every name, alias and demonym (in lower case) → code."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for row in table("countries.csv"):
        names[row["code"]] = row["name"]
        for form in (row["name"], *row["aliases"].split("|"), *row["demonyms"].split("|")):
            codes.setdefault(form.casefold(), row["code"])
    codes.pop("", None)
    return names, codes


def country_name(code: str) -> str:
    """The usual name of an ISO 3166-1 alpha-3 code; the code itself where it has none."""
    return _countries()[0].get(code, code)


def country_code(name: str) -> str | None:
    """The code that a country's code, name, alias or demonym means; null where it is none."""
    names, codes = _countries()
    return name.upper() if name.upper() in names and name.isupper() else codes.get(name.casefold())


def ground(place: Place) -> Ground:
    """The ground that a place of a claim means."""
    codes = tuple(dict.fromkeys(place.countries)) or ((place.country,) if place.country else ())
    first, second = (codes[0] if codes else None), (codes[1] if len(codes) > 1 else None)
    admin1 = spelling_key(place.admin1) if place.admin1 else None
    if place.precision == "border" and first and second:
        return Ground("+".join(sorted((first, second))), place.name, first, second, None, "border")
    if place.set is not None and not place.set.members:
        return _unnamed(place, first)
    if place.precision == "country" and first:
        return Ground(first, country_name(first), first, None, None, "country")
    return Ground(f"{first or ''}/{spelling_key(place.name)}", place.name, first, second, admin1, place.precision)


def _unnamed(place: Place, country: str | None) -> Ground:
    """ "Several regions of Armenia" and "five Armenian regions": parts that are not named are one key."""
    within = (place.set.within if place.set else None) or country or ""
    code = country_code(within) or country
    return Ground(
        f"{code or plain(within)}/*",
        f"parts of {country_name(code or within)} (not named)",
        code,
        None,
        None,
        "multiple",
    )


@dataclass(frozen=True, slots=True)
class Where:
    """A place as somebody asks for it: a country, a border (`ARM+TUR`), or the name of ground, within a country or
    not."""

    country: str | None
    name: str | None
    key: str | None

    def holds(self, other: Ground) -> bool:
        """Whether the ground lies in what was asked for."""
        if self.name is not None:
            return other.admin1 == self.name or other.key.split("/")[-1] == self.name
        return other.key == self.key if self.key else self.country in (other.country, other.country2)


@lru_cache(maxsize=1_024)
def where(asked: str) -> Where:
    """What a country's code or name, `ARM+TUR`, or the name of a town, base, region or province asks for."""
    pieces = [country_code(p.strip()) for p in asked.split("+")]
    if len(pieces) == 2 and all(pieces):
        return Where(None, None, "+".join(sorted(p for p in pieces if p)))
    code = country_code(asked.strip())
    return Where(code, None, None) if code else Where(None, spelling_key(asked.rpartition("/")[2]) or "*", None)


def same_ground(a: Place, b: Place) -> bool:
    """Whether two places may be one: the same name, or one inside the other; a border is not what lies behind it."""
    if (a.precision == "border") != (b.precision == "border"):
        return False
    named_alike = spelling_key(a.name) == spelling_key(b.name)
    if a.precision == "border":
        return set(a.countries) == set(b.countries) if a.countries and b.countries else named_alike
    if named_alike:
        return True
    if _state(a) is None or _state(a) != _state(b):
        return False
    mine, theirs = _members(a), _members(b)
    if mine and theirs:
        return bool(mine & theirs)
    return a.precision in VAGUE or b.precision in VAGUE or _inside(a, b) or _inside(b, a)


def _members(place: Place) -> frozenset[str]:
    return frozenset(spelling_key(name) for name in place.set.members) if place.set is not None else frozenset()


def _state(place: Place) -> str | None:
    return place.country or (place.set.within if place.set else None)


def _inside(a: Place, b: Place) -> bool:
    return (
        a.admin1 is not None
        and b.precision in ("admin1", "region")
        and spelling_key(a.admin1) in (spelling_key(b.name), spelling_key(b.admin1 or b.name))
    )
