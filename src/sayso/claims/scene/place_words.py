"""The words by which the place of an act is read (data/sites.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sayso.records import Precision
from sayso.resources import table

HOLDERS, HELD = (
    frozenset({"country", "admin1", "region"}),
    frozenset({"point", "city", "admin2", "admin1", "region", "line"}),
)


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """data/sites.yaml, as the readers of places ask for it."""

    at: frozenset[str]
    land: frozenset[str]
    witness: frozenset[str]
    nouns: Mapping[str, Precision]
    physical: frozenset[str]
    asked: tuple[str, ...]
    no_place: tuple[str, ...]


@cache
def place_words() -> PlaceWords:
    """The table, read once."""
    raw = table("sites.yaml")
    nouns = {noun: precision for precision, listed in raw["nouns"].items() for noun in listed}
    return PlaceWords(
        frozenset(raw["at"]),
        frozenset(raw["land"]),
        frozenset(raw["witness"]),
        nouns,
        frozenset(raw["physical"]),
        tuple(raw["asked"]),
        tuple(raw["no_place"]),
    )
