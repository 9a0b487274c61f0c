"""Plans as threads of one decision, beside the state: announced, amended, under way, fulfilled, cancelled, overdue
(docs/record.md, Presence).

A plan never changes a state. A thread is opened by one announcement: whose force, which way, which ground, which share.
A later one belongs to it where it tells of the same, changes its day, or names the rest that is to stay; another ground
or another number is another thread. It is fulfilled or cancelled only by a claim about just what it announced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.answers.presence.tracks import empties
from sayso.ground.edtf import day_of, days_between, window
from sayso.ground.voices import standing
from sayso.ledger.assertions import PLANS, Assertion, family

PlanStage = Literal["announced", "repeated", "amended", "under way", "fulfilled", "cancelled", "disputed"]
ENDS = frozenset({"fulfilled", "cancelled"})
ENDING = frozenset({"denied", "refused"})
STRANGERS = 3
NEAR = 10
"""Days within which two reports of a plan, one naming the parts of a country that the other does not name, are of one
announcement."""
ALIKE = 0.1
"""Share by which two numbers of one thing may differ ("nearly 2,000", 1,950)."""
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

    `share` is what of the force it is about ("all 2,000"), `decided` and `due` are EDTF or null; `overdue` means due
    before the day asked for and not known to be done.
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
    holder_name: str = ""
    share: str | None = None


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
class _Thread:
    """A thread while it is read: the announcement, the plan as it last stood, the rest that is to stay."""

    since: str
    first: Assertion
    steps: list[_Step]
    kinds: dict[str, None]
    decided: str | None
    due: str | None
    number: float | None
    whole: bool
    rest: Assertion | None = None

    @classmethod
    def of(cls, day: str, a: Assertion) -> _Thread:
        step = _Step.of("announced", a, day)
        whole = a.part == "all"
        return cls(day, a, [step], {family(a.kind): None}, a.decided, a.time, _number(a), whole)

    @property
    def over(self) -> bool:
        return any(s.stage in ENDS for s in self.steps)

    def step(self, stage: PlanStage, a: Assertion, day: str) -> None:
        """A new step, or the last one told again."""
        last = next((s for s in reversed(self.steps) if stage == "repeated" or s.stage != "repeated"), None)
        if last is not None and last.stage == stage != "amended":
            last.again(a)
        elif not any(a.claim in s.claims for s in self.steps):
            self.steps.append(_Step.of(stage, a, day))


def movement_plans(told: Iterable[Assertion], as_of: str) -> tuple[MovementPlan, ...]:
    """The plan threads of some assertions as they stood on a day, oldest first.

    A denial beside news that it goes ahead ("no troops have left yet") cancels nothing.
    """
    dated = ((_day(a), a) for a in told if not a.historical)
    ordered = sorted(
        (row for row in dated if row[0] <= as_of and row[1].known <= as_of),
        key=lambda r: (
            r[0],
            r[1].known,
            r[1].carried,
            _openness(r[1]),
            r[1].recorded,
            r[1].claim,
            r[1].kind,
            r[1].place,
        ),
    )
    held: dict[str, list[_Thread]] = defaultdict(list)
    going = {(a.article, a.holder, a.direction) for _, a in ordered if a.status not in ENDING}
    for day, a in ordered:
        if a.status not in ENDING or (a.article, a.holder, a.direction) not in going:
            _read(held[a.holder], a, day)
    found = [_closed(t, as_of) for threads in held.values() for t in threads]
    return tuple(sorted(found, key=lambda t: (t.events[0].day, t.holder, t.place, t.kinds)))


def _day(a: Assertion) -> str:
    """The day an assertion counts from: a plan's decision, a deed's last possible day, else when it was told."""
    if a.carried:
        return a.told_on
    if a.status in PLANS:
        return min(day_of(a.decided) or a.told_on, a.told_on)
    return a.when.high or a.told_on


def _openness(a: Assertion) -> int:
    """Of what counts from one day: announcements, the widest ground and share first, then what became of them."""
    if a.status not in PLANS:
        return 9
    return (a.direction == "staying") * 4 + (a.precision != "country") * 2 + (a.part != "all")


# ---------------------------------------------------------------- reading, assertion by assertion
def _read(threads: list[_Thread], a: Assertion, day: str) -> None:
    if _stays(a):
        _read_stay(threads, a, day)
    elif a.direction == "staying":
        return
    elif a.status in PLANS:
        _read_plan(threads, a, day)
    elif a.status in ENDING:
        for t in (t for t in threads if not t.over and _bears(t, a) and day >= t.since):
            if a.will and a.side in (t.first.side, t.first.holder):
                t.step("cancelled", a, day)
            elif a.will and a.side != t.first.side:
                t.step("disputed", a, day)
    elif a.status in ("happened", "ongoing"):
        for t in (t for t in threads if not t.over and _bears(t, a) and day >= t.since):
            t.step("fulfilled" if _done(t, a) else "under way", a, day)


def _stays(a: Assertion) -> bool:
    """Whether it tells who is to stay: planned, or "200 will remain"."""
    return (
        a.direction == "staying" and a.change == "remain" and (a.status in PLANS or (a.status == "ongoing" and a.will))
    )


def _read_stay(threads: list[_Thread], a: Assertion, day: str) -> None:
    """A rest amends the withdrawal that it is the rest of; a stay that is nobody's rest is a decision of its own."""
    for t in reversed(threads):
        if not t.over and t.first.direction == "leaving" and day >= t.since and _is_rest(t, a):
            same = t.rest is not None and _alike(_number(t.rest), _number(a))
            if same:
                t.step("repeated", a, day)
            else:
                t.step("amended", a, day)
                t.rest = a
            return
    again = next((t for t in threads if _same_stay(t, a)), None)
    if again is not None:
        again.step("repeated", a, day)
    elif a.status in PLANS and _may_open(a):
        threads.append(_Thread.of(day, a))


def _same_stay(t: _Thread, a: Assertion) -> bool:
    mine, theirs = _number(t.first), _number(a)
    number = mine is None or theirs is None or _alike(mine, theirs)
    return t.first.direction == "staying" and t.first.place == a.place and number and _one_force(t, a)


def _is_rest(t: _Thread, a: Assertion) -> bool:
    """The rest of all that were to leave, on the same ground or at a place within it."""
    number, moved = _number(a), t.number
    counted = a.part == "residual" or a.counts == "residual" or number is not None
    fewer = number is None or moved is None or number < moved
    within = a.place == t.first.place or (t.first.precision == "country" and t.first.country in (a.country, a.country2))
    return (t.whole or a.part == "residual") and counted and fewer and within and _one_force(t, a, rest=True)


def _read_plan(threads: list[_Thread], a: Assertion, day: str) -> None:
    for t in reversed(threads):
        if t.over or not _same_decision(t, a, day):
            continue
        if _new_day(t, a):
            t.step("amended", a, day)
            t.due = a.time
        else:
            t.step("repeated", a, day)
            t.due, t.number, t.whole = t.due or a.time, t.number or _number(a), t.whole or a.part == "all"
        t.decided = t.decided or a.decided
        t.kinds[family(a.kind)] = None
        return
    if _may_open(a):
        threads.append(_Thread.of(day, a))


def _may_open(a: Assertion) -> bool:
    """Whose force or ground it is decides, and media tell of it; what a stranger says of another's plans opens none,
    unless nobody knows whose mouth it is."""
    place = standing(a.side, a.holder, (a.country, a.country2))
    return not a.carried and (place != STRANGERS or a.side == a.origin)


def _same_decision(t: _Thread, a: Assertion, day: str) -> bool:
    """Same force and way, the same ground, the same share; a claim without a place of its own takes the thread's."""
    if a.direction != t.first.direction or not _one_force(t, a):
        return False
    if not (a.place == t.first.place or _parts_named(t, a, day)):
        return False
    mine, theirs = t.number, _number(a)
    if mine is None or theirs is None:
        return not ((a.part == "part") != (t.first.part == "part") and days_between(t.since, day) > NEAR)
    return _alike(mine, theirs)


def _parts_named(t: _Thread, a: Assertion, day: str) -> bool:
    """Whether one tells of parts of a country and the other names them, about the same day."""
    unnamed = [x.place.endswith("/*") for x in (t.first, a)]
    near = days_between(t.since, day) <= NEAR and a.country == t.first.country and a.country is not None
    return near and any(unnamed) and all(x.precision not in ("country", "border") for x in (t.first, a))


def _one_force(t: _Thread, a: Assertion, *, rest: bool = False) -> bool:
    """Kinds told in one breath are one thread; the rest of an army may be called peacekeepers."""
    kind = family(a.kind)
    soldiers = {"forces", "peacekeepers"}
    return (
        kind in t.kinds or (rest and kind in soldiers and bool(soldiers & set(t.kinds))) or a.claim in t.steps[0].claims
    )


def _new_day(t: _Thread, a: Assertion) -> bool:
    """Whether both name a day and not the same."""
    return bool(t.due and a.time and not window(t.due).meets(window(a.time)))


def _bears(t: _Thread, a: Assertion) -> bool:
    """Whether a deed or denial is about the thread: the same way, on its ground or within it."""
    plan = t.first
    if a.direction != plan.direction or not _one_force(t, a):
        return False
    within = plan.precision == "country" and plan.country is not None and plan.country in (a.country, a.country2)
    if a.status in ENDING:
        return a.place == plan.place or a.carried
    return a.place == plan.place or within or (plan.place.endswith("/*") and a.country == plan.country)


def _done(t: _Thread, a: Assertion) -> bool:
    """Whether what was announced is done: on just that ground, for all of that share."""
    plan = t.first
    gone = a.status == "happened" or (a.act == "PRESENT" and a.change == "leave")
    if a.place != plan.place or not gone or not a.personnel:
        return False
    number = _number(a)
    if plan.direction == "arriving":
        return t.number is not None and number is not None and number >= t.number * (1 - ALIKE)
    if a.part == "all" or empties(a, t.number or 0.0):
        return True
    if plan.change == "cede" and a.change == "cede":
        return a.part != "part"
    return t.number is not None and number is not None and not t.whole and number >= t.number * (1 - ALIKE)


def _number(a: Assertion) -> float | None:
    return a.strength if a.strength is not None else a.low if a.low is not None else a.high


def _alike(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and abs(a - b) <= ALIKE * max(a, b)


# ---------------------------------------------------------------- as it is told
def _closed(t: _Thread, as_of: str) -> MovementPlan:
    last = next((s.stage for s in reversed(t.steps) if s.stage not in ("repeated", "disputed")), "announced")
    status = "overdue" if last not in ENDS and _late(t.due, as_of) else last
    first = t.first
    events = tuple(s.event() for s in _folded(t.steps))
    number = f"{t.number:,g}" if t.number is not None else ""
    share = " ".join(w for w in ("all" if t.whole else "", number) if w) or None
    return MovementPlan(
        first.holder,
        tuple(t.kinds),
        first.place,
        first.place_name,
        first.direction,
        status,
        t.decided,
        t.due,
        events,
        first.holder_name,
        share,
    )


def _folded(steps: Sequence[_Step]) -> list[_Step]:
    """The steps, with what was only told again taken into the announcement."""
    first, *rest = steps
    for step in rest:
        if step.stage == "repeated":
            first.claims |= step.claims
            first.sides |= step.sides
            first.origins |= step.origins
    return [first, *(s for s in rest if s.stage != "repeated")]


def _late(due: str | None, as_of: str) -> bool:
    high = window(due).high
    return high is not None and high < as_of


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
