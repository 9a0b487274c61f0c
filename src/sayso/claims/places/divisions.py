"""Abbreviated states and provinces: "Richmond, Va.", "Sen. Lee Brand, D-N.M.", "Austin, TX 78701"
(data/divisions.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sayso.ground import atlas
from sayso.ground.atlas import GazetteerPlace
from sayso.ground.places import fold
from sayso.resources import table

COUNTRIES = {"US": "USA", "CA": "CAN", "AU": "AUS"}
_HOLDS = r"(?P<lead>(?:\w[\w.'’)]*,|\((?=[A-Z])|\b(?:[RDI]|DFL|Lib|Con|NDP)-)\s?)"
"""What must stand before: a word and a comma, a bracket, the letter of a party."""


@cache
def _shapes() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    meant: dict[str, tuple[str, str]] = {}
    for row in table("divisions.csv"):
        country = COUNTRIES.get(row["code"].split(".")[0], "")
        for short in (row["postal"], *row["abbreviations"].split("|")):
            if short:
                meant[_key(short)] = (row["name"], country)
    dotted = "|".join(re.escape(s).replace(r"\ ", r"\s?") for s in _written() if "." in s)
    postal = "|".join(sorted({row["postal"] for row in table("divisions.csv") if row["postal"]}))
    initials = "|".join(re.escape(s) for s in _written() if re.fullmatch(r"(?:[A-Z]\.){2,}", s))
    return re.compile(
        rf"{_HOLDS}(?P<short>(?:{dotted})|(?:{postal})(?![\w.]))|(?<![\w.])(?<!\d )(?P<alone>{initials})"
    ), meant


def _written() -> list[str]:
    every = {s for row in table("divisions.csv") for s in row["abbreviations"].split("|") if s}
    return sorted(every, key=lambda s: (-len(s), s))


def _key(short: str) -> str:
    return re.sub(r"[.\s]", "", short).upper()


def abbreviations(text: str, start: int, end: int) -> Iterator[tuple[int, int, GazetteerPlace]]:
    """Every abbreviated division in `text[start:end]`: where it stands and which one it is."""
    pattern, meant = _shapes()
    for match in pattern.finditer(text, start, end):
        group = "short" if match["short"] else "alone"
        name, country = meant[_key(match[group])]
        spot = _division(name, country)
        if spot is not None:
            yield *match.span(group), spot


@cache
def _division(name: str, country: str) -> GazetteerPlace | None:
    found = atlas.spots([fold(name)]).get(fold(name), ())
    return next((s for s in found if s.kind == "admin1" and s.country == country), None)
