"""Every written form of a name with the thing it names: data/{countries,actors,outlets,places}.csv."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.ground import actors, named_places
from sayso.ground.actors import Actor
from sayso.ground.named_places import NamedPlace
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.outlets import Outlet
from sayso.records import Precision
from sayso.resources import table

PRECISIONS: dict[str, Precision] = {
    "city": "city", "region": "region", "line": "line", "point": "point", "admin1": "admin1", "admin2": "admin2",
}  # fmt: skip
"""Kind of a place of a table → precision of a pin there."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """One known thing. `kind`: country demonym capital metonym leader organization group outlet city region.

    `lat`, `lon` in degrees; `disputed_by` are countries that hold or claim the place too; `admin1` names its
    first-order division; `own`: a place of a user's table.
    """

    kind: str
    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entity: str | None = None
    speaks_for: str | None = None
    lat: float | None = None
    lon: float | None = None
    disputed_by: tuple[str, ...] = ()
    owner: str | None = None
    since: str = ""
    until: str = ""
    surname: bool = False
    role: str | None = None
    precision: Precision | None = None
    geonames_id: int | None = None
    admin1: str | None = None
    own: bool = False


def cells(cell: str) -> list[str]:
    """The items of a cell between bars."""
    return [piece for piece in cell.split("|") if piece]


def known_names(tables: Names = PACKAGED_NAMES) -> Iterator[tuple[str, KnownName]]:
    """(written form, entry); of equal forms the first counts: a user's outlets, actors and places stand before all
    others."""
    for row in tables.outlets:
        yield from _outlet(row)
    mine = {row.slug for row in tables.actors}
    people = actors.by_slug(tables.every_actor)
    for slug_of, rows in people.items():
        if slug_of in mine:
            yield from _actor(rows)
    for place in tables.places:
        yield from _place(place, own=True)
    for slug_of, rows in people.items():
        if slug_of not in mine:
            yield from _actor(rows)
    for country in table("countries.csv"):
        yield from _country(country)
    for outlet in tables.every_outlet[len(tables.outlets) :]:
        yield from _outlet(outlet)
    for place in named_places.packaged():
        yield from _place(place)


def _outlet(row: Outlet) -> Iterator[tuple[str, KnownName]]:
    sectors = ("MED", "agency") if row.kind == "agency" else ("MED",)
    entry = KnownName("outlet", row.name, row.country, sectors, row.slug, owner=row.owner)
    yield from ((form, entry) for form in (row.name, *row.aliases))


def _place(row: NamedPlace, *, own: bool = False) -> Iterator[tuple[str, KnownName]]:
    entry = KnownName(
        "city" if row.kind == "city" else "region",
        row.name,
        row.country,
        lat=row.lat,
        lon=row.lon,
        disputed_by=row.disputed_by,
        precision=PRECISIONS[row.kind],
        admin1=row.within,
        own=own,
    )
    yield from ((form, entry) for form in (row.name, *row.aliases))
    people = replace(entry, kind="demonym")
    yield from ((form, people) for form in _with_plurals(row.demonyms))


def _with_plurals(demonyms: Sequence[str]) -> Iterator[str]:
    for form in demonyms:
        yield form
        if form.endswith(("n", "i")):
            yield f"{form}s"


def _actor(rows: Sequence[Actor]) -> Iterator[tuple[str, KnownName]]:
    """The forms of one actor, in view from its first row's beginning to its last one's end."""
    since = min(row.since for row in rows)
    until = "" if any(not row.until for row in rows) else max(row.until for row in rows)
    for row in rows:
        entry = KnownName(
            row.kind, row.name, row.country, row.sectors, row.slug, row.speaks_for, since=since, until=until
        )
        yield row.name, entry
        for alias in row.aliases:
            yield alias, replace(entry, surname=row.kind == "leader" and " " not in alias)


def _country(row: dict[str, str]) -> Iterator[tuple[str, KnownName]]:
    code = row["code"]
    country = KnownName(
        "country", row["name"], code, ("GOV",), code.lower(), lat=float(row["lat"]), lon=float(row["lon"])
    )
    yield from ((form, country) for form in (row["name"], *cells(row["aliases"])))
    yield from ((form, replace(country, kind="demonym")) for form in cells(row["demonyms"]))
    seat = KnownName(
        "capital",
        row["capital"],
        code,
        ("GOV",),
        code.lower(),
        lat=float(row["capital_lat"]),
        lon=float(row["capital_lon"]),
    )
    if row["capital"]:
        yield row["capital"], seat
    for form in cells(row["metonyms"] or ""):
        yield form, replace(seat, kind="metonym", name=form, entity=f"{code.lower()}.{slug('', form)}")


def slug(room: str, name: str) -> str:
    """A readable id: letters and digits of the name in lower case, joined by hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f"{room}.{plain}" if room else plain
