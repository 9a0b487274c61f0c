"""Plans over time: announced, amended, under way, fulfilled or in part, cancelled, overdue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.records import digest
from sayso.stories.content import alike, content
from sayso.stories.happenings import happenings
from sayso.stories.relations import Relation, relations
from sayso.stories.told import Told, reading_order

Stage = Literal["announced", "amended", "under way", "fulfilled", "fulfilled in part", "cancelled", "overdue"]

BEGUN: Mapping[str, Stage] = {"done in part": "fulfilled in part", "under way": "under way"}
"""Reasons of a relation `fulfils` by which a plan is not fulfilled as a whole."""
BECOMING = ("amends", "fulfils", "cancels")
"""Relations that say what became of a plan."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a plan, the day it was first told, and the claims that tell it."""

    stage: Stage
    day: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A plan with what became of it; `stage` is where it stands."""

    id: str
    steps: tuple[Step, ...]

    @property
    def stage(self) -> Stage:
        """The stage of the last step."""
        return self.steps[-1].stage


def threads(told: Iterable[Told], as_of: str | None = None, names: Names = PACKAGED_NAMES) -> list[Thread]:
    """The threads of all plans in some claims; `names` tell whose a medium is.

    With `as_of` (ISO day), a plan whose time has passed and of which nothing more is heard is overdue.
    """
    items = sorted(told, key=reading_order)
    groups = happenings(items)
    found = relations(items, names)
    plans = [g for g in groups if content(g[0]).stage == "plan"]
    taken: set[str] = set()
    made = []
    for plan in plans:
        if plan[0].claim.id not in taken:
            same = [g for g in groups if g is plan or _related(plan, g, found)]
            taken |= {g[0].claim.id for g in same if content(g[0]).stage == "plan"}
            made.append(_thread(plan, same, found, as_of))
    return made


def _related(plan: Sequence[Told], other: Sequence[Told], found: Sequence[Relation]) -> bool:
    ids = {t.claim.id for t in other}
    linked = any(r.claim in ids and r.kind in BECOMING for r in found)
    return linked and alike(content(plan[0]), content(other[0])) and reading_order(plan[0]) <= reading_order(other[0])


def _thread(
    plan: Sequence[Told], groups: Sequence[Sequence[Told]], found: Sequence[Relation], as_of: str | None
) -> Thread:
    steps = [Step("announced", plan[0].page.day, tuple(t.claim.id for t in plan)), *_later(plan, groups, found)]
    unique = {(s.stage, s.claims[0] if s.stage != "amended" else s.day): s for s in reversed(steps)}
    ordered = sorted(unique.values(), key=lambda s: (s.day or "", s.stage != "announced"))
    if as_of and ordered[-1].stage in ("announced", "amended") and _passed(groups, as_of):
        ordered.append(Step("overdue", as_of, ordered[-1].claims))
    return Thread(digest("thread", plan[0].claim.id), tuple(ordered))


def _later(plan: Sequence[Told], groups: Sequence[Sequence[Told]], found: Sequence[Relation]) -> Iterator[Step]:
    """What amends, fulfils or cancels a plan."""
    group_of = {t.claim.id: g for g in reversed(groups) for t in g}
    day = {t.claim.id: t.page.day for g in groups for t in g}
    for relation in found:
        if relation.claim in day and relation.kind in BECOMING and relation.claim != plan[0].claim.id:
            told = tuple(t.claim.id for t in group_of[relation.claim])
            yield Step(_stage(relation), day[relation.claim], told)


def _stage(relation: Relation) -> Stage:
    if relation.kind == "amends":
        return "amended"
    if relation.kind == "cancels":
        return "cancelled"
    return BEGUN.get(relation.reason, "fulfilled")


def _passed(groups: Sequence[Sequence[Told]], as_of: str) -> bool:
    """Whether the last time that the plan names is over."""
    ends = [content(t).when.high for g in groups if content(g[0]).stage == "plan" for t in g]
    known = [e for e in ends if e is not None]
    return bool(known) and max(known) < as_of
