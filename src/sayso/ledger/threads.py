"""Plans as threads beside the state: announced, amended, under way, fulfilled, cancelled, overdue (contract, section 8).

A plan never changes a state. A thread is one holder's force of one kind moving one way at one place; every event names its side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.ledger.assertions import PLANS, Assertion
from sayso.ledger.days import day_of, window
from sayso.ledger.tracks import empties

Stage = Literal["announced", "repeated", "amended", "under way", "fulfilled", "cancelled", "disputed"]
ENDS = frozenset({"fulfilled", "cancelled"})
ENDING = frozenset({"denied", "refused"})
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a plan: its day (announcements: when decided or told), who says so, what is new, the claims that tell it."""

    stage: Stage
    day: str
    sides: tuple[str, ...]
    origins: tuple[str, ...]
    says: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
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
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """A thread while it is read: the plan as it last stood."""

    first: Assertion
    stands: Assertion
    events: tuple[Event, ...]
    decided: str | None
    due: str | None


def threads(told: Iterable[Assertion], as_of: str) -> tuple[Thread, ...]:
    """The plan threads of some assertions as they stood on a day, oldest first; kinds told in one breath are one thread."""
    everything = sorted((a for a in told if _day(a) <= as_of), key=lambda a: (_day(a), a.known, a.recorded, a.claim, a.kind))
    keyed: dict[Key, list[Assertion]] = defaultdict(list)
    near: dict[tuple[str, str], list[Assertion]] = defaultdict(list)
    for a in everything:
        for ground in {a.place, *(c for c in (a.country, a.country2) if c)}:
            near[(a.holder, ground)].append(a)
        if a.status in PLANS and a.direction != "staying":
            keyed[(a.holder, a.kind, a.place, a.direction)].append(a)
    found = [_thread(key, plans, _about(key, plans[0], near[(key[0], _ground(plans[0]))]), as_of) for key, plans in keyed.items()]
    return _joined(sorted(found, key=lambda t: (t.events[0].day, t.holder, t.place, t.kinds)))


def _day(a: Assertion) -> str:
    """The day an assertion counts from: a plan's decision, a deed's last possible day, else when it was told."""
    if a.status in PLANS:
        return min(day_of(a.decided) or a.told_on, a.told_on)
    return a.when.high or a.told_on


def _ground(plan: Assertion) -> str:
    """Where to look for what bears on a plan: all of a country, or the very place."""
    return plan.country if plan.precision == "country" and plan.country else plan.place


def _about(key: Key, plan: Assertion, near: Sequence[Assertion]) -> list[Assertion]:
    """What bears on a thread: the same force, the same way or staying behind, at the place or inside it."""
    _, kind, place, direction = key
    return [
        a for a in near
        if (a.kind == kind or "forces" in (a.kind, kind)) and a.direction in (direction, "staying")
        and (a.place == place or _inside(a, plan))
    ]  # fmt: skip


def _inside(a: Assertion, plan: Assertion) -> bool:
    return plan.precision == "country" and plan.country in (a.country, a.country2) and plan.country is not None


def _thread(key: Key, plans: Sequence[Assertion], about: Sequence[Assertion], as_of: str) -> Thread:
    """A denial beside news that it goes ahead ("no troops have left yet") cancels nothing."""
    first = plans[0]
    opening = Event("announced", _day(first), (first.side_name,), (first.origin_name,), wording(first), (first.claim,))
    state = _Open(first, first, (opening,), first.decided, first.time)
    moving = {a.article for a in about if a.direction == first.direction and a.status not in ENDING}
    for a in about[about.index(first) + 1 :]:
        if a.status not in ENDING or a.article not in moving:
            state = _step(state, a)
    last = next((e.stage for e in reversed(state.events) if e.stage not in ("repeated", "disputed")), "announced")
    status = "overdue" if last not in ENDS and _late(state.due, as_of) else last
    return Thread(key[0], (key[1],), key[2], first.place_name, key[3], status, state.decided, state.due, state.events)


def _late(due: str | None, as_of: str) -> bool:
    end = window(due).high
    return end is not None and end < as_of


def _step(state: _Open, a: Assertion) -> _Open:
    stage = _stage(state, a)
    if stage is None:
        return state
    last = state.events[-1]
    if a.claim in last.claims:
        return state
    if stage == "repeated":
        joined = replace(last, claims=(*last.claims, a.claim), origins=tuple(dict.fromkeys((*last.origins, a.origin_name))),
                         sides=tuple(dict.fromkeys((*last.sides, a.side_name))))  # fmt: skip
        return replace(state, events=(*state.events[:-1], joined), decided=state.decided or a.decided, due=state.due or a.time)
    event = Event(stage, _day(a), (a.side_name,), (a.origin_name,), wording(a), (a.claim,))
    if stage == "amended":
        return replace(state, stands=a, events=(*state.events, event), due=a.time or state.due)
    return replace(state, events=(*state.events, event))


def _stage(state: _Open, a: Assertion) -> Stage | None:
    """What an assertion means for the plan; null where it says nothing about it."""
    plan = state.first
    if a.status in PLANS:
        return _plan_again(state, a)
    if a.direction != plan.direction:
        return None
    if a.status in ENDING:
        return "cancelled" if a.side == plan.side else "disputed"
    if a.status not in ("happened", "ongoing") or a.historical or (a.when.high or a.told_on) < _day(plan):
        return None
    return "fulfilled" if _done(plan, a) else "under way"


def _plan_again(state: _Open, a: Assertion) -> Stage | None:
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
    pieces = [a.change, a.part, a.what if a.what != "personnel" else None, f"{number:g}" if number is not None else None]
    place = None if a.precision == "country" else a.place_name
    return " ".join([*(p for p in pieces if p), *([f"({place})"] if place else []), *([f"[{a.time}]"] if a.time else [])])


def _joined(found: Sequence[Thread]) -> tuple[Thread, ...]:
    """Threads that rest on the same claims are one plan for several kinds of force."""
    merged: dict[tuple[object, ...], Thread] = {}
    for t in found:
        key = (t.holder, t.place, t.direction, t.status, tuple(e.claims for e in t.events))
        merged[key] = replace(merged[key], kinds=(*merged[key].kinds, *t.kinds)) if key in merged else t
    return tuple(merged.values())
