"""Threads of plans while they are read: their steps, and what belongs to one decision (movement_plans.py reads
them)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from sayso.answers.presence.tracks import empties
from sayso.ground.edtf import days_between, window
from sayso.ground.voices import STRANGERS, rank_of_side
from sayso.ledger.assertions import PLANS, Assertion, family

PlanStage = Literal["announced", "repeated", "amended", "under way", "fulfilled", "cancelled", "disputed"]
ENDS = frozenset({"fulfilled", "cancelled"})
ENDING = frozenset({"denied", "refused"})
ONE_ANNOUNCEMENT_DAYS = 10
"""Days within which two reports of a plan, one naming the parts of a country that the other does not name, are of one
announcement."""
ALIKE = 0.1
"""Share by which two numbers of one thing may differ ("nearly 2,000", 1,950)."""


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


@dataclass(slots=True)
class ThreadStep:
    """One event while its tellings are read."""

    stage: PlanStage
    first: Assertion
    day: str
    claims: dict[str, None]
    sides: dict[str, None]
    origins: dict[str, None]

    @classmethod
    def of(cls, stage: PlanStage, a: Assertion, day: str) -> ThreadStep:
        """The step that a first telling makes."""
        return cls(stage, a, day, {a.claim: None}, {a.side_name: None}, {a.origin_name: None})

    def again(self, a: Assertion) -> None:
        """Takes another telling of the same in."""
        self.claims[a.claim], self.sides[a.side_name], self.origins[a.origin_name] = None, None, None

    def event(self) -> PlanEvent:
        """The step as it is handed out."""
        return PlanEvent(
            self.stage, self.day, tuple(self.sides), tuple(self.origins), wording(self.first), tuple(self.claims)
        )


@dataclass(slots=True)
class MovementThread:
    """A thread while it is read: the announcement, the plan as it last stood, the rest that is to stay."""

    since: str
    first: Assertion
    steps: list[ThreadStep]
    kinds: dict[str, None]
    decided: str | None
    due: str | None
    number: float | None
    whole: bool
    rest: Assertion | None = None
    over: bool = False
    """It was fulfilled or cancelled."""

    @classmethod
    def of(cls, day: str, a: Assertion) -> MovementThread:
        """The thread that an announcement opens."""
        step = ThreadStep.of("announced", a, day)
        whole = a.part == "all"
        return cls(day, a, [step], {family(a.kind): None}, a.decided, a.time, number_of(a), whole)

    def step(self, stage: PlanStage, a: Assertion, day: str) -> None:
        """A new step, or the last one told again."""
        last = next((s for s in reversed(self.steps) if stage == "repeated" or s.stage != "repeated"), None)
        if last is not None and last.stage == stage != "amended":
            last.again(a)
        elif not any(a.claim in s.claims for s in self.steps):
            self.steps.append(ThreadStep.of(stage, a, day))
            self.over = self.over or stage in ENDS


@dataclass(slots=True)
class HolderThreads:
    """The threads of one force in the order of their announcements, found by way and ground: an assertion can only be
    about a thread on its own place, or about all or unnamed parts of its country; one about unnamed parts, about any
    thread in that country."""

    every: list[MovementThread] = field(default_factory=list)
    _by_ground: dict[tuple[str, str], dict[int, MovementThread]] = field(default_factory=lambda: defaultdict(dict))

    def open(self, thread: MovementThread) -> None:
        """Adds a thread."""
        first, number = thread.first, len(self.every)
        wide = first.precision == "country" or first.place.endswith("/*")
        grounds = [first.place, f"in {first.country}", *([f"all of {first.country}"] if wide else [])]
        for ground in grounds:
            self._by_ground[first.direction, ground][number] = thread
        self.every.append(thread)

    def near(self, direction: str, a: Assertion) -> list[MovementThread]:
        """The threads of that way that are not over and that an assertion may be about."""
        if a.carried:  # it names no ground of its own
            return [t for t in self.every if not t.over and t.first.direction == direction]
        unnamed = [f"in {a.country}"] if a.place.endswith("/*") else []
        grounds = {a.place, f"all of {a.country}", f"all of {a.country2}", *unnamed}
        found: dict[int, MovementThread] = {}
        for ground in grounds:
            threads = self._by_ground.get((direction, ground), {})
            for n in [n for n, t in threads.items() if t.over]:
                del threads[n]
            found |= threads
        return [found[n] for n in sorted(found)]


# ---------------------------------------------------------------- what belongs to a thread
def stays(a: Assertion) -> bool:
    """Whether it tells who is to stay: planned, or "200 will remain"."""
    return (
        a.direction == "staying" and a.change == "remain" and (a.status in PLANS or (a.status == "ongoing" and a.will))
    )


def same_stay(t: MovementThread, a: Assertion) -> bool:
    """Whether a thread is a stay of the same force, number and ground."""
    mine, theirs = number_of(t.first), number_of(a)
    number = mine is None or theirs is None or near_in_number(mine, theirs)
    return t.first.direction == "staying" and t.first.place == a.place and number and _one_force(t, a)


def is_rest(t: MovementThread, a: Assertion) -> bool:
    """The rest of all that were to leave, on the same ground or at a place within it."""
    number, moved = number_of(a), t.number
    counted = a.part == "residual" or a.counts == "residual" or number is not None
    fewer = number is None or moved is None or number < moved
    within = a.place == t.first.place or (t.first.precision == "country" and t.first.country in (a.country, a.country2))
    return (t.whole or a.part == "residual") and counted and fewer and within and _one_force(t, a, rest=True)


def may_open(a: Assertion) -> bool:
    """Whose force or ground it is decides, and media tell of it; what a stranger says of another's plans opens none,
    unless nobody knows whose mouth it is."""
    return not a.carried and (not _by_stranger(a) or a.side == a.origin)


def _by_stranger(a: Assertion) -> bool:
    return rank_of_side(a.side, a.holder, (a.country, a.country2)) == STRANGERS


def same_decision(t: MovementThread, a: Assertion, day: str) -> bool:
    """Same force and way, the same ground, the same share; a claim without a place of its own takes the thread's."""
    if a.direction != t.first.direction or not _one_force(t, a):
        return False
    if not (a.place == t.first.place or _parts_named(t, a, day)):
        return False
    mine, theirs = t.number, number_of(a)
    if mine is None or theirs is None:
        return not (
            (a.part == "part") != (t.first.part == "part") and days_between(t.since, day) > ONE_ANNOUNCEMENT_DAYS
        )
    return near_in_number(mine, theirs)


def _parts_named(t: MovementThread, a: Assertion, day: str) -> bool:
    """Whether one tells of parts of a country and the other names them, about the same day."""
    unnamed = [x.place.endswith("/*") for x in (t.first, a)]
    near = (
        days_between(t.since, day) <= ONE_ANNOUNCEMENT_DAYS and a.country == t.first.country and a.country is not None
    )
    return near and any(unnamed) and all(x.precision not in ("country", "border") for x in (t.first, a))


def _one_force(t: MovementThread, a: Assertion, *, rest: bool = False) -> bool:
    """Kinds told in one breath are one thread; the rest of an army may be called peacekeepers."""
    kind = family(a.kind)
    soldiers = {"forces", "peacekeepers"}
    return (
        kind in t.kinds or (rest and kind in soldiers and bool(soldiers & set(t.kinds))) or a.claim in t.steps[0].claims
    )


def new_day(t: MovementThread, a: Assertion) -> bool:
    """Whether both name a day and not the same."""
    return bool(t.due and a.time and not window(t.due).meets(window(a.time)))


def bears(t: MovementThread, a: Assertion) -> bool:
    """Whether a deed or denial is about the thread: the same way, on its ground or within it."""
    plan = t.first
    if a.direction != plan.direction or not _one_force(t, a):
        return False
    within = plan.precision == "country" and plan.country is not None and plan.country in (a.country, a.country2)
    if a.status in ENDING:
        return a.place == plan.place or a.carried
    return a.place == plan.place or within or (plan.place.endswith("/*") and a.country == plan.country)


def done(t: MovementThread, a: Assertion) -> bool:
    """Whether what was announced is done: on just that ground, for all of that share, and not on a stranger's word
    alone."""
    plan = t.first
    gone = a.status == "happened" or (a.act == "PRESENT" and a.change == "leave")
    if a.place != plan.place or not gone or not a.personnel or _by_stranger(a):
        return False
    if plan.direction == "arriving":
        return _as_many(t, a)
    if a.part == "all" or empties(a, t.number or 0.0):
        return True
    if plan.change == "cede" and a.change == "cede":
        return a.part != "part"
    return not t.whole and _as_many(t, a)


def _as_many(t: MovementThread, a: Assertion) -> bool:
    """Whether a deed is of as many as were announced, or nearly."""
    number = number_of(a)
    return t.number is not None and number is not None and number >= t.number * (1 - ALIKE)


def number_of(a: Assertion) -> float | None:
    """The number of an assertion, else the bound that it gives."""
    return a.strength if a.strength is not None else a.low if a.low is not None else a.high


def near_in_number(a: float | None, b: float | None) -> bool:
    """Whether two numbers may be of one thing; what is not known is like nothing."""
    return a is not None and b is not None and abs(a - b) <= ALIKE * max(a, b)


def wording(a: Assertion) -> str:
    """What an assertion says, in a few words: "leave all 2000 by 2019-04"."""
    number = a.strength if a.strength is not None else a.low
    pieces = [
        "stay" if a.change == "remain" else a.change,
        a.part if a.part != "residual" or number is None else None,
        a.what if a.what != "personnel" else None,
        f"{number:,g}" if number is not None else None,
    ]
    place = None if a.precision == "country" else a.place_name
    return " ".join(
        [*(p for p in pieces if p), *([f"({place})"] if place else []), *([f"[{a.time}]"] if a.time else [])]
    )
