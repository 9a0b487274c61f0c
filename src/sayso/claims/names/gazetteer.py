"""The names of an article, each read as who it is on the article's day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from sayso.claims.names.finder import Finder, NameHit, finder, matches
from sayso.claims.names.titles import role_of
from sayso.english.initials import given_in_brackets
from sayso.english.lists import listed
from sayso.ground import actors
from sayso.ground.actors import Actor
from sayso.ground.names import PACKAGED_NAMES, Names


def article_names(
    text: str, spans: Sequence[tuple[int, int]], day: str | None, tables: Names = PACKAGED_NAMES
) -> list[NameHit]:
    """The names of an article's sentences, letter case counting, who they are on that day.

    A bare surname counts only where its bearer was in view.
    """
    known = finder(tables)
    hits = _without_explained(text, [hit for start, end in spans for hit in matches(known, text, start, end)])
    named = {hit.entry.entity for hit in hits if hit.kind == "leader" and not hit.entry.surname}
    countries = {hit.country for hit in hits if hit.kind != "leader"}
    rows = _dated(tables)
    found: list[NameHit] = []
    for hit in hits:
        who = (
            [h for h in _bearers(text, hit, known) if _meant(h, named, countries, day)] if hit.entry.surname else [hit]
        )
        who.sort(key=lambda h: h.entity not in named)
        found += [_on_day(h, rows.get(h.entity or "", ()), day) for h in who[:1]]
    return found


def _without_explained(text: str, hits: Sequence[NameHit]) -> list[NameHit]:
    others = explained(text, hits)
    return [hit for hit in hits if text[hit.start : hit.end] not in others]


def explained(text: str, hits: Sequence[NameHit]) -> frozenset[str]:
    """Short names that the text itself explains as somebody else's than the tables': "the Armed Forces of the
    Philippines (AFP)"."""
    at = {hit.start: hit for hit in hits}
    ends = {(hit.end, hit.entity) for hit in hits}
    found = set[str]()
    for full, short in given_in_brackets(text):
        known, letters = at.get(short[0]), text[slice(*short)]
        initials = "".join(word[0] for word in re.findall(r"\w+", text[slice(*full)]) if word[0].isupper())
        if known and initials.endswith(letters) and (full[1], known.entity) not in ends:
            found.add(letters)
    return frozenset(found)


def _bearers(text: str, hit: NameHit, known: Finder) -> list[NameHit]:
    """All whose surname stands there alone."""
    others = known.bearers.get(text[hit.start : hit.end], ())
    return [h for h in (hit, *(replace(hit, entry=entry) for entry in others)) if _alone(text, h, known)]


def with_demonyms(names: Sequence[NameHit], known: Sequence[NameHit]) -> list[NameHit]:
    """Names with the demonyms and initials of countries that name no place there, but tell whose somebody is: "a
    Turkish policeman", "the US Marines"."""
    taken = {at for hit in names for at in range(hit.start, hit.end)}
    whose = (hit for hit in known if hit.kind == "demonym" or _initials(hit))
    added = [hit for hit in whose if not taken.intersection(range(hit.start, hit.end))]
    return sorted([*names, *added], key=lambda hit: (hit.start, hit.end))


def _initials(hit: NameHit) -> bool:
    """Whether a country's name is given by two or three letters."""
    return hit.kind == "country" and hit.end - hit.start <= len("UAE")


@lru_cache(maxsize=4)
def _dated(tables: Names) -> dict[str, tuple[Actor, ...]]:
    return actors.by_slug(tables.every_actor)


def _on_day(hit: NameHit, rows: Sequence[Actor], day: str | None) -> NameHit:
    row = actors.on(rows, day) if rows else None
    if row is None:
        return hit
    entry = replace(hit.entry, country=row.country, sectors=row.sectors, speaks_for=row.speaks_for, role=row.role)
    return replace(hit, entry=entry)


BEFORE_SURNAME = listed("names", "before_surname")


def _alone(text: str, hit: NameHit, known: Finder) -> bool:
    """No other first name stands before the surname: "Rashad Aliyev" is not the one we know."""
    before = re.search(r"([^\W\d_][\w.'’-]*)\s$", text[max(0, hit.start - 30) : hit.start])
    if before is None or not before[1][0].isupper() or role_of(before[1].lower()) is not None:
        return True
    return before[1].lower() in BEFORE_SURNAME or before[1] in known.forms


def _meant(hit: NameHit, named: set[str | None], countries: set[str | None], day: str | None) -> bool:
    if hit.entity in named:
        return True
    year = (day or "")[:4]
    in_office = not year.isdigit() or (hit.entry.since[:4] <= year <= (hit.entry.until[:4] or "9999"))
    return in_office and (hit.country is None or hit.country in countries)
