"""The table of actors: people, bodies and armed groups with their dates; ours (data/actors.csv) and a user's own rows.

A user's file holds rows of the same shape; `docs/actors.md` explains it, `docs/my-actors.yaml` is one. `load` reads
it, `parse` is pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.ground import edtf
from sayso.ground.edtf import Window
from sayso.ground.lines import Check, NumberedMapping, Problems, need_rows, rows_of_file
from sayso.ontology import SECTORS
from sayso.resources import table

ACTOR_KINDS = ("leader", "organization", "group")
ACTOR_COLUMNS = ("slug", "kind", "name", "aliases", "country", "sectors", "speaks_for", "role", "since", "until")
ALIASES = "|"
"""What stands between the aliases of a row where they are no list."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One row: who somebody is from `since` to `until` (year, month or day; empty where open). Rows of one slug are
    one actor."""

    slug: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sectors: tuple[str, ...] = ()
    speaks_for: str | None = None
    role: str | None = None
    since: str = ""
    until: str = ""

    def held(self, day: str) -> bool:
        """Whether the row held on a day, as far as either is known to the year, month or day."""
        return Window(edtf.first_day(self.since), edtf.day_of(self.until)).meets(edtf.window(day))


@cache
def packaged() -> tuple[Actor, ...]:
    """The rows of our own table."""
    return tuple(_actor(row) for row in table("actors.csv"))


def merged(own: Sequence[Actor]) -> tuple[Actor, ...]:
    """A user's rows, then ours of every other slug."""
    slugs = {actor.slug for actor in own}
    return (*own, *(actor for actor in packaged() if actor.slug not in slugs))


def by_slug(rows: Iterable[Actor]) -> dict[str, tuple[Actor, ...]]:
    """The rows of each actor, in order of their beginning."""
    found: dict[str, list[Actor]] = {}
    for row in rows:
        found.setdefault(row.slug, []).append(row)
    return {slug: tuple(sorted(group, key=lambda row: row.since)) for slug, group in found.items()}


def on(rows: Sequence[Actor], day: str | None) -> Actor | None:
    """The row of an actor that held on a day (EDTF): the last to begin of those that did; null where none did or the
    year is not known."""
    if day is None or edtf.day_of(day) is None:
        return None
    return next((row for row in reversed(rows) if row.held(day)), None)


# ---------------------------------------------------------------- a user's file
def load(path: Path) -> tuple[Actor, ...]:
    """Reads a user's rows: YAML, or CSV with the columns of our table. Raises CodebookError naming file and line of
    every fault."""
    return parse(rows_of_file(path, "actors"), str(path))


def parse(raw: NumberedMapping, source: str) -> tuple[Actor, ...]:
    """Rows from what a user's file holds; `source` names it in errors. Raises CodebookError naming the line of every
    fault."""
    problems = Problems(source)
    problems.keys(raw, {"actors": need_rows})
    problems.stop()
    first: dict[str, NumberedMapping] = {}
    for row in raw.get("actors", []):
        problems.keys(row, ACTOR_CHECKS)
    problems.stop()
    for row in raw.get("actors", []):
        _check(row, first.setdefault(row.get("slug", ""), row), problems)
    problems.stop()
    return tuple(_actor(_whole(row, first[row["slug"]])) for row in raw.get("actors", []))


def need_cell(value: Any) -> str | None:
    """Text, which may be empty."""
    return None if isinstance(value, str) else "must be text"


def need_list(value: Any) -> str | None:
    """Text, or a list of texts."""
    fits = isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)
    )
    return None if fits else "must be text or a list of texts, [in, brackets]"


def _need_date(value: Any) -> str | None:
    return (
        None
        if edtf.is_point(str(value)) and "T" not in str(value)
        else "must be a year, month or day, such as 2019, 2019-05 or 2019-05-20"
    )


SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?")
ACTOR_CHECKS: Mapping[str, Check] = {
    **dict.fromkeys(ACTOR_COLUMNS, lambda value: None if value is None else need_cell(value)),
    **dict.fromkeys(("aliases", "sectors"), lambda value: None if value is None else need_list(value)),
    **dict.fromkeys(("since", "until"), lambda value: None if value in (None, "") else _need_date(value)),
}


def _check(row: NumberedMapping, first: NumberedMapping, problems: Problems) -> None:
    """What each cell must be; the first row of a slug names it, later ones say only what changes."""
    check_slug(row, "grd.maurice-bishop", problems)
    for key in ("kind", "name") if row is first else ():
        if not row.get(key):
            problems.add(row.line, f"the first row of {row.get('slug')!r} lacks `{key}`")
    problems.known(row, "kind", "kind", ACTOR_KINDS)
    check_country(row, problems)
    for sector in list_items(row.get("sectors"), None):
        if sector not in SECTORS:
            problems.add(row.at("sectors"), f"no sector {sector!r}; known are {', '.join(sorted(SECTORS))}")
    check_forms(row, problems)
    since, until = str(row.get("since") or ""), str(row.get("until") or "")
    if edtf.before(until, since):
        problems.add(row.at("until"), f"`until` {until} is before `since` {since}")


def check_slug(row: NumberedMapping, example: str, problems: Problems) -> None:
    """The key of a row is one."""
    if not SLUG.fullmatch(row.get("slug") or ""):
        problems.add(
            row.at("slug"),
            f"`slug` must be a key such as {example}: small letters and digits, joined by hyphens and one dot",
        )


def check_country(row: NumberedMapping, problems: Problems) -> None:
    """The country of a row, where it has one, is one."""
    country = row.get("country")
    if country and country not in _countries():
        problems.add(row.at("country"), f"no country {country!r}; give the ISO 3166-1 alpha-3 code, such as GRD")


def check_forms(row: NumberedMapping, problems: Problems) -> None:
    """Every name of a row has a letter."""
    for form in (row.get("name") or "", *list_items(row.get("aliases"), ALIASES)):
        if form and not any(sign.isalpha() for sign in form):
            problems.add(row.line, f"{form!r} has no letter; a name must have one")


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["code"] for row in table("countries.csv"))


def _whole(row: Mapping[str, Any], first: Mapping[str, Any]) -> dict[str, Any]:
    """A later row of a slug takes from the first what names the actor, and its country and sectors where it gives
    none."""
    kept = {key: first.get(key) for key in ("kind", "name", "country", "sectors")}
    return {**kept, **{key: value for key, value in row.items() if value}}


def _actor(row: Mapping[str, Any]) -> Actor:
    return Actor(
        row["slug"],
        row["kind"],
        row["name"],
        tuple(list_items(row.get("aliases"), ALIASES)),
        row.get("country") or None,
        tuple(list_items(row.get("sectors"), None)),
        row.get("speaks_for") or None,
        row.get("role") or None,
        str(row.get("since") or ""),
        str(row.get("until") or ""),
    )


def list_items(cell: str | Sequence[str] | None, mark: str | None) -> Iterator[str]:
    """The texts of a list, or of a text with a mark between them."""
    whole = cell.split(mark) if isinstance(cell, str) else cell or ()
    return (piece.strip() for piece in whole if piece.strip())
