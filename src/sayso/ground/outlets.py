"""The table of outlets: agencies, papers, stations and sites; ours (data/outlets.csv) and a user's own rows.

A user's file holds rows of the same shape; `docs/outlets.md` explains it, `docs/my-outlets.yaml` is one. `load` reads
it, `parse` is pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.ground.actors import (
    ALIASES,
    check_country,
    check_forms,
    check_slug,
    list_items,
    need_cell,
    need_list,
)
from sayso.ground.lines import Check, NumberedMapping, Problems, need_rows, rows_of_file
from sayso.resources import table

OUTLET_KINDS = ("agency", "broadcaster", "magazine", "newspaper", "radio", "site")
OUTLET_COLUMNS = ("slug", "name", "aliases", "kind", "country", "owner")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row: an outlet, its other names, where it is at home and whose it is (`state`, or a name)."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "site"
    country: str | None = None
    owner: str | None = None


@cache
def packaged() -> tuple[Outlet, ...]:
    """The rows of our own table."""
    return tuple(_outlet(row) for row in table("outlets.csv"))


def merged(own: Sequence[Outlet]) -> tuple[Outlet, ...]:
    """A user's rows, then ours of every other slug."""
    slugs = {outlet.slug for outlet in own}
    return (*own, *(outlet for outlet in packaged() if outlet.slug not in slugs))


def load(path: Path) -> tuple[Outlet, ...]:
    """Reads a user's rows: YAML, or CSV with the columns of our table. Raises CodebookError naming file and line of
    every fault."""
    return parse(rows_of_file(path, "outlets"), str(path))


def parse(raw: NumberedMapping, source: str) -> tuple[Outlet, ...]:
    """Rows from what a user's file holds; `source` names it in errors. Raises CodebookError naming the line of every
    fault."""
    problems = Problems(source)
    problems.keys(raw, {"outlets": need_rows})
    problems.stop()
    seen: dict[str, NumberedMapping] = {}
    for row in raw.get("outlets", []):
        problems.keys(row, OUTLET_CHECKS)
    problems.stop()
    for row in raw.get("outlets", []):
        _check(row, problems)
        if seen.setdefault(row.get("slug", ""), row) is not row:
            problems.add(row.at("slug"), f"{row['slug']!r} stands twice; it was on line {seen[row['slug']].line}")
    problems.stop()
    return tuple(_outlet(row) for row in raw.get("outlets", []))


OUTLET_CHECKS: Mapping[str, Check] = {
    **dict.fromkeys(OUTLET_COLUMNS, lambda value: None if value is None else need_cell(value)),
    "aliases": lambda value: None if value is None else need_list(value),
}


def _check(row: NumberedMapping, problems: Problems) -> None:
    check_slug(row, "outlet.le-petit-courrier", problems)
    for key in ("name", "kind"):
        if not row.get(key):
            problems.add(row.line, f"{row.get('slug')!r} lacks `{key}`")
    problems.known(row, "kind", "kind", OUTLET_KINDS)
    check_country(row, problems)
    check_forms(row, problems)


def _outlet(row: Mapping[str, Any]) -> Outlet:
    named = tuple(list_items(row.get("aliases"), ALIASES))
    return Outlet(row["slug"], row["name"], named, row["kind"], row.get("country") or None, row.get("owner") or None)
