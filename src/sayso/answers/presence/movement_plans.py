"""Plans as threads beside the state: announced, amended, under way, fulfilled, cancelled, overdue
(docs/record.md, Presence).

A plan never changes a state. A thread is one holder's force of one kind moving one way at one place; every event names
its side.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.answers.presence.tracks import empties
from sayso.ground.edtf import day_of, window
from sayso.ledger.assertions import PLANS, Assertion

PlanStage = Literal["announced", "repeated", "amended", "under way", "fulfilled", "cancelled", "disputed"]
ENDS = frozenset({"fulfilled", "cancelled"})
ENDING = frozenset({"denied", "refused"})
Key = tuple[str, str, str, str]
Row = tuple[str, Assertion]
"""An assertion after the day it counts from."""


@dataclass(frozen=True, slots=True)
class PlanEvent:
    """One step of a plan: its day (announcements: when decided or told), who says so, what is new, the claims that
    tell it."""

    stage: PlanStage
    day: str
    sides: tuple[str, ...]
    origins: tuple[str, ...]
    says: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovementPlan:
    """A plan with its events in order. `status` is `announced amended under way fulfilled cancelled overdue`.

    `decided` and `due` are EDTF or null; `overdue` means due before the day asked for and not known to be done.
    """

    holder: str
    kinds: tuple[str, ...]
    place: str
    place_name: str
    direction: str
    status: str
    decided: str | None
    due: str | None
    events: tuple[PlanEvent, ...]


@dataclass(slots=True)
class _Step:
    """One event while its tellings are read."""

    stage: PlanStage
    first: Assertion
    day: str
    claims: dict[str, None]
    sides: dict[str, None]
    origins: dict[str, None]

    @classmethod
    def of(cls, stage: PlanStage, a: Assertion, day: str) -> _Step:
        return cls(stage, a, day, {a.claim: None}, {a.side_name: None}, {a.origin_name: None})

    def again(self, a: Assertion) -> None:
        self.claims[a.claim], self.sides[a.side_name], self.origins[a.origin_name] = None, None, None

    def event(self) -> PlanEvent:
        return PlanEvent(
            self.stage, self.day, tuple(self.sides), tuple(self.origins), wording(self.first), tuple(self.claims)
        )


@dataclass(slots=True)
class _Open:
    """A thread while it is read: the plan as it last stood, and the day since which it is one."""

    since: str
    first: Assertion
    stands: Assertion
    steps: list[_Step]
    decided: str | None
    due: str | None


def movement_plans(told: Iterable[Assertion], as_of: str) -> tuple[MovementPlan, ...]:
    """The plan threads of some assertions as they stood on a day, oldest first; kinds told in one breath are one
    thread."""
    dated: Iterator[Row] = ((_day(a), a) for a in told)
    everything = sorted(
        (row for row in dated if row[0] <= as_of),
        key=lambda r: (r[0], r[1].known, r[1].recorded, r[1].claim, r[1].kind),
    )
    keyed: dict[Key, Row] = {}
    near: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in everything:
        a = row[1]
        ways = ("leaving", "arriving") if a.direction == "staying" else (a.direction,)
        for ground, way in itertools.product({a.place, *(c for c in (a.country, a.country2) if c)}, ways):
            near[(a.holder, ground, way)].append(row)
        if a.status in PLANS and a.direction != "staying":
            keyed.setdefault((a.holder, a.kind, a.place, a.direction), row)
    found = [
        _thread(key, row, _about(key, row[1], near[(key[0], _ground(row[1]), key[3])]), as_of)
        for key, row in keyed.items()
    ]
    return _joined(sorted(found, key=lambda t: (t.events[0].day, t.holder, t.place, t.kinds)))


def _day(a: Assertion) -> str:
    """The day an assertion counts from: a plan's decision, a deed's last possible day, else when it was told."""
    if a.status in PLANS:
        return min(day_of(a.decided) or a.told_on, a.told_on)
    return a.when.high or a.told_on


def _ground(plan: Assertion) -> str:
    """Where to look for what bears on a plan: all of a country, or the very place."""
    return plan.country if plan.precision == "country" and plan.country else plan.place


def _about(key: Key, plan: Assertion, near: Sequence[Row]) -> list[Row]:
    """What bears on a thread: the same force, the same way or staying behind, at the place or inside it."""
    _, kind, place, _ = key
    kinds = (kind, "forces")
    return [
        row
        for row in near
        if (kind == "forces" or row[1].kind in kinds) and (row[1].place == place or _inside(row[1], plan))
    ]


def _inside(a: Assertion, plan: Assertion) -> bool:
    return plan.precision == "country" and plan.country in (a.country, a.country2) and plan.country is not None


def _thread(key: Key, opening: Row, about: Sequence[Row], as_of: str) -> MovementPlan:
    """A denial beside news that it goes ahead ("no troops have left yet") cancels nothing."""
    day, first = opening
    state = _Open(day, first, first, [_Step.of("announced", first, day)], first.decided, first.time)
    moving = {a.article for _, a in about if a.status not in ENDING and a.direction == first.direction}
    for told_on, a in itertools.islice(itertools.dropwhile(lambda row: row is not opening, about), 1, None):
        if a.status not in ENDING or a.article not in moving:
            _read(state, a, told_on)
    last = next((e.stage for e in reversed(state.steps) if e.stage not in ("repeated", "disputed")), "announced")
    status = "overdue" if last not in ENDS and _late(state.due, as_of) else last
    events = tuple(s.event() for s in state.steps)
    return MovementPlan(key[0], (key[1],), key[2], first.place_name, key[3], status, state.decided, state.due, events)


def _late(due: str | None, as_of: str) -> bool:
    end = window(due).high
    return end is not None and end < as_of


def _read(state: _Open, a: Assertion, day: str) -> None:
    stage = _stage(state, a, day)
    if stage is None or a.claim in state.steps[-1].claims:
        return
    if stage == "repeated":
        state.steps[-1].again(a)
        state.decided, state.due = state.decided or a.decided, state.due or a.time
        return
    state.steps.append(_Step.of(stage, a, day))
    if stage == "amended":
        state.stands, state.due = a, a.time or state.due


def _stage(state: _Open, a: Assertion, day: str) -> PlanStage | None:
    """What an assertion means for the plan; null where it says nothing about it."""
    plan = state.first
    if a.status in PLANS:
        return _plan_again(state, a)
    if a.direction != plan.direction:
        return None
    if a.status in ENDING:
        return "cancelled" if a.side == plan.side else "disputed"
    if a.status not in ("happened", "ongoing") or a.historical or day < state.since:
        return None
    return "fulfilled" if _done(plan, a) else "under way"


def _plan_again(state: _Open, a: Assertion) -> PlanStage | None:
    plan = state.stands
    if a.direction == "staying":
        return "amended" if a.part == "residual" or plan.part == "all" else None
    if a.place not in (plan.place, state.first.place):
        return None
    if a.side != plan.side:
        return "repeated" if not _differs(plan, a) else "disputed"
    return "amended" if _differs(plan, a) else "repeated"


def _differs(plan: Assertion, a: Assertion) -> bool:
    """Both say how many, by when or how much of it, and not the same."""
    pairs = ((plan.strength, a.strength), (plan.part, a.part))
    times = plan.time and a.time and not window(plan.time).meets(window(a.time))
    return any(x is not None and y is not None and x != y for x, y in pairs) or bool(times)


def _done(plan: Assertion, a: Assertion) -> bool:
    if a.status != "happened" or not a.personnel or a.place != plan.place:
        return a.act == "PRESENT" and a.change == "leave" and a.place == plan.place and plan.direction == "leaving"
    if plan.direction == "arriving":
        return a.change in ("arrive", "reinforce", "seize")
    whole = plan.change == "reduce" or plan.part == "part"
    return whole or (a.change in ("leave", "cede") and empties(a, plan.strength or 0.0))


def wording(a: Assertion) -> str:
    """What an assertion says, in a few words: "leave all 2000 by 2019-04"."""
    number = a.strength if a.strength is not None else a.low
    pieces = [
        a.change,
        a.part,
        a.what if a.what != "personnel" else None,
        f"{number:g}" if number is not None else None,
    ]
    place = None if a.precision == "country" else a.place_name
    return " ".join(
        [*(p for p in pieces if p), *([f"({place})"] if place else []), *([f"[{a.time}]"] if a.time else [])]
    )


def _joined(found: Sequence[MovementPlan]) -> tuple[MovementPlan, ...]:
    """Threads that rest on the same claims are one plan for several kinds of force."""
    merged: dict[tuple[object, ...], MovementPlan] = {}
    for t in found:
        key = (t.holder, t.place, t.direction, t.status, tuple(e.claims for e in t.events))
        merged[key] = replace(merged[key], kinds=(*merged[key].kinds, *t.kinds)) if key in merged else t
    return tuple(merged.values())
