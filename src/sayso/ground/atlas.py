"""Look-ups in the packaged gazetteer (data/gazetteer.sqlite, built by tools/gazetteer.py): names → places, names →
other uses."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sayso.records import Precision
from sayso.resources import checked_path

MOST_SPOTS = 40
"""Places that one name is weighed between, the biggest ones; "San José" has hundreds."""
PLAIN_WORD, GIVEN, FAMILY = 1, 2, 4
"""Flags of a name: also an English word, a given name, a family name."""
LEVEL_PRECISIONS: dict[str, Precision] = {
    "country": "country",
    "admin1": "admin1",
    "admin2": "admin2",
    "city": "city",
    "region": "region",
}
_FOUND = """
SELECT form.form, place.id, place.name, place.kind, place.country, place.admin1, place.lat, place.lon,
place.population, form.own FROM json_each(?) AS wanted JOIN form ON form.form = wanted.value JOIN place ON place.id =
form.place
ORDER BY place.population DESC, place.id
"""


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place of the gazetteer. `id` and `admin1` (its first-order division) are GeoNames ids; `own` says that the
    name asked for is its usual one (1) or not (0); degrees WGS 84, null where a user's table gives none; people."""

    id: int | None
    name: str
    kind: str
    country: str | None
    admin1: int | None
    lat: float | None
    lon: float | None
    population: int
    own: int = 1


@cache
def _store() -> sqlite3.Connection:
    path = checked_path("gazetteer.sqlite")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def spots(forms: Iterable[str]) -> dict[str, tuple[GazetteerPlace, ...]]:
    """The places that each folded name (`places.fold`) may mean, most people first; names that no place has are left
    out."""
    found: dict[str, list[GazetteerPlace]] = defaultdict(list)
    for form, *cells in _store().execute(_FOUND, (json.dumps(sorted(set(forms))),)):
        if len(found[form]) < MOST_SPOTS:
            found[form].append(GazetteerPlace(*cells))
    return {form: tuple(places) for form, places in found.items()}


def uses(forms: Iterable[str]) -> dict[str, int]:
    """What else each folded name is: PLAIN_WORD, GIVEN and FAMILY added up; names that are nothing else are left
    out."""
    query = "SELECT word.form, word.flags FROM json_each(?) AS wanted JOIN word ON word.form = wanted.value"
    return dict(_store().execute(query, (json.dumps(sorted(set(forms))),)))


@cache
def division(number: int) -> str | None:
    """The name of a first-order division by its GeoNames id."""
    row = _store().execute("SELECT name FROM place WHERE id = ?", (number,)).fetchone()
    return row[0] if row else None


@cache
def _countries() -> dict[str, GazetteerPlace]:
    """All countries by their codes, in one reading of the gazetteer: it has no index for them."""
    query = (
        "SELECT country, id, name, kind, country, admin1, lat, lon, population FROM place WHERE kind = 'country' "
        "ORDER BY rowid DESC"
    )
    return {code: GazetteerPlace(*row) for code, *row in _store().execute(query)}


def country_place(code: str) -> GazetteerPlace | None:
    """The country with an ISO 3166-1 alpha-3 code."""
    return _countries().get(code)
