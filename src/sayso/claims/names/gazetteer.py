"""Names that Sayso knows: countries, capitals, leaders, bodies, armed groups, outlets, places; and role nouns.

One automaton finds them all in one pass. The tables are data/{countries,actors,outlets,places}.csv and
data/titles.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from sayso.ground import actors
from sayso.ground.actors import Actor
from sayso.ground.names import PACKAGED, Names
from sayso.ground.outlets import Outlet
from sayso.records import Precision
from sayso.resources import table
from sayso.spans import Spanned

PRECISIONS: dict[str, Precision] = {"city": "city", "region": "region", "line": "line", "point": "point"}
"""Kind of a row of places.csv → precision of a pin there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One known thing. `kind`: country demonym capital metonym leader organization group outlet city region.

    `lat`, `lon` in degrees; `disputed_by` are countries that hold or claim the place too; `admin1` names its
    first-order division.
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


@dataclass(frozen=True, slots=True)
class NameHit(Spanned):
    """A known name at `[start, end)` of the text."""

    start: int
    end: int
    entry: Entry

    @property
    def kind(self) -> str:
        """The kind of the entry."""
        return self.entry.kind

    @property
    def name(self) -> str:
        """The usual form of the name."""
        return self.entry.name

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-3, or null."""
        return self.entry.country

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors of the entry."""
        return self.entry.sectors

    @property
    def entity(self) -> str | None:
        """The slug of the entry."""
        return self.entry.entity

    @property
    def speaks_for(self) -> str | None:
        """The slug of the body whose mouth it is, or null."""
        return self.entry.speaks_for

    @property
    def role(self) -> str | None:
        """What the table says that a person is on the article's day, or null."""
        return self.entry.role


@dataclass(frozen=True, slots=True)
class Role:
    """A noun that can head a party. `force` is a ForceKind; `mouth` says that it speaks for the body before it."""

    kind: str
    sectors: tuple[str, ...]
    force: str | None = None
    mouth: bool = False


def _list(cell: str) -> list[str]:
    return [piece for piece in cell.split("|") if piece]


def _entries(tables: Names = PACKAGED) -> Iterator[tuple[str, Entry]]:
    """(written form, entry); of equal forms the first counts: a user's outlets stand before all others."""
    for row in tables.outlets:
        yield from _outlet(row)
    for rows in actors.by_slug(tables.every_actor).values():
        yield from _actor(rows)
    for row in table("countries.csv"):
        yield from _country(row)
    for outlet in tables.every_outlet[len(tables.outlets) :]:
        yield from _outlet(outlet)
    for row in table("places.csv"):
        lat, lon = (float(row[name]) if row[name] else None for name in ("lat", "lon"))
        claimants = tuple(_list(row["disputed_by"]))
        kind = "city" if row["kind"] == "city" else "region"
        entry = Entry(
            kind,
            row["name"],
            row["country"] or None,
            lat=lat,
            lon=lon,
            disputed_by=claimants,
            precision=PRECISIONS[row["kind"]],
        )
        yield from ((form, entry) for form in (row["name"], *_list(row["aliases"])))
        yield from ((form, replace(entry, kind="demonym")) for form in _with_plurals(_list(row["demonyms"])))


def _outlet(row: Outlet) -> Iterator[tuple[str, Entry]]:
    sectors = ("MED", "agency") if row.kind == "agency" else ("MED",)
    entry = Entry("outlet", row.name, row.country, sectors, row.slug, owner=row.owner)
    yield from ((form, entry) for form in (row.name, *row.aliases))


def _with_plurals(demonyms: Sequence[str]) -> Iterator[str]:
    for form in demonyms:
        yield form
        if form.endswith(("n", "i")):
            yield f"{form}s"


def _actor(rows: Sequence[Actor]) -> Iterator[tuple[str, Entry]]:
    """The forms of one actor, in view from its first row's beginning to its last one's end."""
    since = min(row.since for row in rows)
    until = "" if any(not row.until for row in rows) else max(row.until for row in rows)
    for row in rows:
        entry = Entry(row.kind, row.name, row.country, row.sectors, row.slug, row.speaks_for, since=since, until=until)
        yield row.name, entry
        for alias in row.aliases:
            yield alias, replace(entry, surname=row.kind == "leader" and " " not in alias)


def _country(row: dict[str, str]) -> Iterator[tuple[str, Entry]]:
    code = row["code"]
    country = Entry("country", row["name"], code, ("GOV",), code.lower(), lat=float(row["lat"]), lon=float(row["lon"]))
    yield from ((form, country) for form in (row["name"], *_list(row["aliases"])))
    yield from ((form, replace(country, kind="demonym")) for form in _list(row["demonyms"]))
    seat = Entry(
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
    for form in _list(row["metonyms"] or ""):
        yield form, replace(seat, kind="metonym", name=form, entity=f"{code.lower()}.{slug('', form)}")


def slug(room: str, name: str) -> str:
    """A readable id: letters and digits of the name in lower case, joined by hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f"{room}.{plain}" if room else plain


@dataclass(frozen=True, slots=True)
class Finder:
    """The automaton, the entry of each of its patterns, and the further bearers of a surname."""

    automaton: Any
    entries: tuple[Entry, ...]
    forms: frozenset[str]
    bearers: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)


@lru_cache(maxsize=4)
def finder(tables: Names = PACKAGED) -> Finder:
    """All names, built once for each set of tables."""
    known: dict[str, Entry] = {}
    bearers: dict[str, tuple[Entry, ...]] = {}
    for form, entry in _entries(tables):
        first = known.setdefault(form, entry)
        if entry.surname and first.surname and first.entity != entry.entity:
            bearers[form] = (*bearers.get(form, ()), entry)
    return Finder(
        AhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest), tuple(known.values()), frozenset(known), bearers
    )


def _matches(known: Finder, text: str, start: int, end: int | None) -> list[NameHit]:
    found, piece = [], text[start:end]
    for number, left, right in known.automaton.find_matches_as_indexes(piece):
        if (left == 0 or not _wordy(piece[left - 1])) and (right == len(piece) or not _wordy(piece[right])):
            found.append(NameHit(left + start, right + start, known.entries[number]))
    return found


@cache
def _places() -> Finder:
    """The names of places alone."""
    known: dict[str, Entry] = {}
    for form, entry in _entries():
        if entry.kind in ("country", "demonym", "capital", "metonym", "city", "region"):
            known.setdefault(form, entry)
    return Finder(
        AhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest), tuple(known.values()), frozenset(known)
    )


@cache
def _places_by_form() -> dict[str, Entry]:
    known: dict[str, Entry] = {}
    for form, entry in _entries():
        if entry.kind in ("country", "capital", "city", "region"):
            known.setdefault(form, entry)
    return known


def known_place(form: str) -> Entry | None:
    """The place of our own tables that is written so."""
    return _places_by_form().get(form)


def places_within(text: str, start: int, end: int) -> list[NameHit]:
    """The places in the name of something else, as "Canadian" in "Canadian Press"."""
    return _matches(_places(), text, start, end)


def _wordy(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def article_names(
    text: str, spans: Sequence[tuple[int, int]], day: str | None, tables: Names = PACKAGED
) -> list[NameHit]:
    """The names of an article's sentences, letter case counting, who they are on that day.

    A bare surname counts only where its bearer was in view.
    """
    known = finder(tables)
    hits = [hit for start, end in spans for hit in _matches(known, text, start, end)]
    named = {hit.entry.entity for hit in hits if hit.kind == "leader" and not hit.entry.surname}
    countries = {hit.country for hit in hits if hit.kind != "leader"}
    rows = _dated(tables)
    found: list[NameHit] = []
    for hit in hits:
        others = known.bearers.get(text[hit.start : hit.end], ()) if hit.entry.surname else ()
        who = (hit, *(replace(hit, entry=entry) for entry in others))
        if hit.entry.surname:
            who = tuple(h for h in who if _alone(text, h, known) and _meant(h, named, countries, day))
        found += [
            _on_day(h, rows.get(h.entity or "", ()), day) for h in sorted(who, key=lambda h: h.entity not in named)[:1]
        ]
    return found


def with_demonyms(names: Sequence[NameHit], known: Sequence[NameHit]) -> list[NameHit]:
    """Names with the demonyms that name no place there, but tell whose somebody is: "a Turkish policeman"."""
    taken = {at for hit in names for at in range(hit.start, hit.end)}
    added = [hit for hit in known if hit.kind == "demonym" and not taken.intersection(range(hit.start, hit.end))]
    return sorted([*names, *added], key=lambda hit: (hit.start, hit.end))


@lru_cache(maxsize=4)
def _dated(tables: Names) -> dict[str, tuple[Actor, ...]]:
    return actors.by_slug(tables.every_actor)


def _on_day(hit: NameHit, rows: Sequence[Actor], day: str | None) -> NameHit:
    row = actors.on(rows, day) if rows else None
    if row is None:
        return hit
    entry = replace(hit.entry, country=row.country, sectors=row.sectors, speaks_for=row.speaks_for, role=row.role)
    return replace(hit, entry=entry)


def _alone(text: str, hit: NameHit, known: Finder) -> bool:
    """No other first name stands before the surname: "Rashad Aliyev" is not the one we know."""
    before = re.search(r"([^\W\d_][\w.'’-]*)\s$", text[max(0, hit.start - 30) : hit.start])
    if before is None or not before[1][0].isupper() or role_of(before[1].lower()) is not None:
        return True
    return (
        before[1].lower() in ("mr.", "mrs.", "ms.", "dr.", "mr", "mrs", "ms", "sir", "the", "but", "and")
        or before[1] in known.forms
    )


def _meant(hit: NameHit, named: set[str | None], countries: set[str | None], day: str | None) -> bool:
    if hit.entity in named:
        return True
    year = (day or "")[:4]
    in_office = not year.isdigit() or (hit.entry.since[:4] <= year <= (hit.entry.until[:4] or "9999"))
    return in_office and (hit.country is None or hit.country in countries)


@cache
def _roles() -> dict[str, Role]:
    raw, found = table("titles.yaml"), {}
    for row in raw["forces"]:
        for word in row["words"]:
            found[word] = Role("force", tuple(row["sectors"]), force=row["force"])
    for row in raw["roles"]:
        for word in row["words"]:
            found.setdefault(word, Role(row["kind"], tuple(row["sectors"]), mouth=row.get("mouth", False)))
    return found


def role_of(word: str, before: str = "") -> Role | None:
    """The role of a lower-case noun, the two-word one ("border guards") first; null where it heads no party."""
    return _roles().get(f"{before} {word}") or _roles().get(word)
