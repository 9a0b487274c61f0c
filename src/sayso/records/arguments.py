"""What fills the slots of an act: who, where, when and how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.spans import Spanned

Precision = Literal["point", "city", "admin2", "admin1", "country", "region", "border", "line", "multiple"]
QuantityOf = Literal[
    "killed", "wounded", "missing", "captured", "displaced", "people", "troops", "units", "places", "money", "other"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party(Spanned):
    """Somebody who acts or is acted upon. `name` is the fullest form in the article."""

    text: str
    start: int
    end: int
    name: str
    title: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceSet:
    """A set of places that are not all named: "five Armenian regions" is within ARM, count 5, no members."""

    within: str | None
    count: int | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place(Spanned):
    """Where an act happens. `lat` and `lon` in degrees (WGS 84), only where the text supports a pin."""

    text: str
    start: int
    end: int
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "country"
    set: PlaceSet | None = None
    geonames_id: int | None = None
    disputed_by: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """Both sides of a border; else empty."""


@dataclass(frozen=True, slots=True)
class When(Spanned):
    """A time as EDTF; `edtf` is null where the words cannot be dated. `weekday` is 1 (Monday) to 7."""

    edtf: str | None
    text: str
    start: int
    end: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity(Spanned):
    """A number with its bounds. `low` and `high` are null where the text leaves that side open."""

    value: float | None
    low: float | None
    high: float | None
    of: QuantityOf
    unit: str | None
    text: str
    start: int
    end: int
