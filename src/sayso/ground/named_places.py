"""The table of places beside the gazetteer: regions, lines, bases and towns; ours (data/places.csv) and a user's own.

A user's file holds rows of the same shape; `docs/places.md` explains it, `docs/my-places.yaml` is one. `load` reads it,
`parse` is pure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.ground.actors import ALIASES, check_country, check_forms, list_items, need_cell, need_list
from sayso.ground.lines import Check, NumberedMapping, Problems, need_rows, rows_of_file
from sayso.ground.places import country_code, country_name
from sayso.resources import table

PLACE_KINDS = ("point", "city", "admin2", "admin1", "region", "line")
PLACE_LISTS = ("aliases", "demonyms", "disputed_by")
DEGREES = {"lat": 90.0, "lon": 180.0}
"""Column → the most that it may be, north or south, east or west."""
PLACE_COLUMNS = ("name", *PLACE_LISTS, "kind", "country", "within", *DEGREES)


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """One row: a place, its other names, what its people are called, how exactly it tells where (`kind`).

    `country`, `disputed_by`: ISO 3166-1 alpha-3; `within`: its first-order division by name; degrees WGS 84, both or
    neither.
    """

    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    kind: str = "point"
    country: str | None = None
    within: str | None = None
    lat: float | None = None
    lon: float | None = None
    disputed_by: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """How a question names it: its name, with its country where the name alone is a country's."""
        return f"{self.country or ''}/{self.name}" if country_code(self.name) else self.name


@cache
def packaged() -> tuple[NamedPlace, ...]:
    """The rows of our own table."""
    return tuple(_place(row) for row in table("places.csv"))


def load(path: Path) -> tuple[NamedPlace, ...]:
    """Reads a user's rows: YAML, or CSV with the columns of our table. Raises CodebookError naming file and line of
    every fault."""
    return parse(rows_of_file(path, "places"), str(path))


def parse(raw: NumberedMapping, source: str) -> tuple[NamedPlace, ...]:
    """Rows from what a user's file holds; `source` names it in errors. Raises CodebookError naming the line of every
    fault."""
    problems = Problems(source)
    problems.keys(raw, {"places": need_rows})
    problems.stop()
    for row in raw.get("places", []):
        problems.keys(row, PLACE_CHECKS)
    problems.stop()
    taken: dict[str, NumberedMapping] = {}
    for row in raw.get("places", []):
        _check(row, problems)
        for form in _forms(row):
            if taken.setdefault(form, row) is not row:
                problems.add(row.line, f"{form!r} is named by the row on line {taken[form].line} too; keep one of them")
    problems.stop()
    return tuple(_place(row) for row in raw.get("places", []))


def _need_degrees(most: float) -> Check:
    def check(value: Any) -> str | None:
        number = None if isinstance(value, bool) else _number(value)
        fits = value in (None, "") or (number is not None and abs(number) <= most)
        return None if fits else f"must be degrees from -{most:g} to {most:g}, such as 36.47"

    return check


def _number(value: Any) -> float | None:
    """A number, or one written as text; null where it is none."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


PLACE_CHECKS: Mapping[str, Check] = {
    **dict.fromkeys(PLACE_COLUMNS, lambda value: None if value is None else need_cell(value)),
    **dict.fromkeys(PLACE_LISTS, lambda value: None if value is None else need_list(value)),
    **{column: _need_degrees(most) for column, most in DEGREES.items()},
}


def _forms(row: Mapping[str, Any]) -> set[str]:
    return {form for form in (row.get("name") or "", *list_items(row.get("aliases"), ALIASES)) if form}


def _check(row: NumberedMapping, problems: Problems) -> None:
    for key in ("name", "kind"):
        if not row.get(key):
            problems.add(row.line, f"{row.get('name') or 'a place'!r} lacks `{key}`")
    problems.known(row, "kind", "kind", PLACE_KINDS)
    check_country(row, problems)
    for code in list_items(row.get("disputed_by"), ALIASES):
        if country_name(code) == code:
            problems.add(row.at("disputed_by"), f"no country {code!r}; give the ISO 3166-1 alpha-3 code, such as CYP")
    if row.get("within") and not row.get("country"):
        problems.add(row.at("within"), "`within` names a division of a country; give `country` too")
    given = [column for column in DEGREES if row.get(column) not in (None, "")]
    if len(given) == 1:
        problems.add(row.at(given[0]), f"`{given[0]}` stands alone; give both `lat` and `lon`, or neither")
    check_forms(row, problems)


def _place(row: Mapping[str, Any]) -> NamedPlace:
    aliases, demonyms, disputed = (tuple(list_items(row.get(column), ALIASES)) for column in PLACE_LISTS)
    lat, lon = (_number(row.get(column)) for column in DEGREES)
    country, within = row.get("country") or None, row.get("within") or None
    return NamedPlace(row["name"], aliases, demonyms, row["kind"], country, within, lat, lon, disputed)
