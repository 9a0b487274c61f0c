"""What a claim tells, stripped of who tells it: kind of act, parties, ground, time. Two contents agree where nothing
sets them apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sayso.ground.edtf import Window, next_day, window
from sayso.ground.places import plain, same_ground
from sayso.records import Claim, Force, Party, Place
from sayso.resources import table
from sayso.stories.told import Told

RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


@cache
def rules() -> dict[str, Any]:
    """The table data/happenings.yaml."""
    raw: dict[str, Any] = table("happenings.yaml")
    return raw


@dataclass(frozen=True, slots=True)
class Content:
    """`who` and `whom` are countries and entities; empty sets, no places and open windows agree with everything."""

    kind: str
    mode: str | None
    stage: str
    who: frozenset[str]
    whom: frozenset[str]
    places: tuple[Place, ...]
    when: Window
    published: str | None


def content(told: Told) -> Content:
    """The content of a claim. `stage` is plan, done, demand, threat or denial."""
    claim, stage = told.claim, rules()["classes"][told.claim.status]
    who, whom = _who(claim), _codes(claim.recipients)
    if claim.act in RECIPROCAL:
        who, whom = who | whom, frozenset()
    return Content(_kind(claim), claim.mode, stage, who, whom, _places(claim), _when(told, stage), told.page.day)


def _kind(claim: Claim) -> str:
    table_ = rules()
    if claim.movement is not None:
        return str(table_["changes"][claim.movement.change])
    if claim.act == "RETREAT" and claim.mode in table_["departures"]:
        return "leave"
    return str(table_["acts"].get(claim.act, claim.act))


def _who(claim: Claim) -> frozenset[str]:
    """Whose act it is: for forces that move, whose forces; those who merely agree to it are not asked."""
    forces = _codes(claim.movement.forces) if claim.movement else frozenset()
    return forces or _codes(claim.actors)


def _codes(parties: Iterable[Party | Force]) -> frozenset[str]:
    found: set[str] = set()
    for party in parties:
        own = party.country or (
            party.entity if party.entity and not party.entity.startswith("x:") else plain(party.name)
        )
        found.add(own)
    return frozenset(found - {""})


def _places(claim: Claim) -> tuple[Place, ...]:
    if claim.movement is not None:
        return claim.movement.places_from or claim.movement.places_to or claim.places
    return claim.places


def _when(told: Told, stage: str) -> Window:
    """The days on which the text puts it; what is told as done, without a date, was done lately."""
    claim, day = told.claim, told.page.day
    found = window(claim.time.edtf if claim.time else None)
    if found != Window(None, None) or stage != "done" or day is None or "historical" in claim.auxiliary:
        return found
    return Window(next_day(day, -rules()["recent"]), day)


def agree(a: Content, b: Content) -> bool:
    """Whether both may tell of one happening at one stage."""
    return a.stage == b.stage and alike(a, b) and a.when.meets(b.when) and _near(a, b)


def alike(a: Content, b: Content) -> bool:
    """Whether both tell of the same act of the same parties on the same ground, at whatever stage and time."""
    if a.kind != b.kind or (a.mode and b.mode and a.mode != b.mode and a.kind.isupper()):
        return False
    if not _meet(a.who, b.who) or not _meet(a.whom, b.whom):
        return False
    return not a.places or not b.places or any(same_ground(p, q) for p in a.places for q in b.places)


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or bool(a & b)


def _near(a: Content, b: Content) -> bool:
    """Reports that date nothing belong together only when they came out about the same time."""
    if a.published is None or b.published is None or (_dated(a) and _dated(b)):
        return True
    first, last = sorted((a.published, b.published))
    return last <= next_day(first, rules()["near"])


def _dated(c: Content) -> bool:
    return c.when.low is not None and c.when.high is not None and c.stage != "done"


def undated(c: Content) -> Content:
    """The same at any stage and time: what the plan, its doing and its denial have in common."""
    return replace(c, stage="any", when=Window(None, None))
