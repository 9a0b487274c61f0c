"""Plans as threads of one decision, beside the state: announced, amended, under way, fulfilled, cancelled, overdue
(docs/record.md, Presence).

A plan never changes a state. A thread is opened by one announcement: whose force, which way, which ground, which share.
A later one belongs to it where it tells of the same, changes its day, or names the rest that is to stay; another ground
or another number is another thread. It is fulfilled or cancelled only by a claim about just what it announced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.answers.presence.plan_threads import (
    ENDING,
    ENDS,
    HolderThreads,
    MovementThread,
    PlanEvent,
    ThreadStep,
    bears,
    done,
    is_rest,
    may_open,
    near_in_number,
    new_day,
    number_of,
    same_decision,
    same_stay,
    stays,
)
from sayso.ground.edtf import day_of, window
from sayso.ledger.assertions import PLANS, Assertion, family


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
    held: dict[str, HolderThreads] = defaultdict(HolderThreads)
    going = {(a.article, a.holder, a.direction) for _, a in ordered if a.status not in ENDING}
    for day, a in ordered:
        if a.status not in ENDING or (a.article, a.holder, a.direction) not in going:
            _read(held[a.holder], a, day)
    found = [_closed(t, as_of) for threads in held.values() for t in threads.every]
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
def _read(threads: HolderThreads, a: Assertion, day: str) -> None:
    if stays(a):
        _read_stay(threads, a, day)
    elif a.direction == "staying":
        return
    elif a.status in PLANS:
        _read_plan(threads, a, day)
    elif a.status in ENDING:
        if a.will:
            _read_denial(threads, a, day)
    elif a.status in ("happened", "ongoing"):
        for t in _borne(threads, a, day):
            t.step("fulfilled" if done(t, a) else "under way", a, day)


def _borne(threads: HolderThreads, a: Assertion, day: str) -> Iterator[MovementThread]:
    """The threads under way that a deed or denial is about."""
    return (t for t in threads.near(a.direction, a) if not t.over and day >= t.since and bears(t, a))


def _read_denial(threads: HolderThreads, a: Assertion, day: str) -> None:
    """That it will not happen: a plan is cancelled by who announced it or whose force it is, disputed by others."""
    for t in _borne(threads, a, day):
        t.step("cancelled" if a.side in (t.first.side, t.first.holder) else "disputed", a, day)


def _read_stay(threads: HolderThreads, a: Assertion, day: str) -> None:
    """A rest amends the withdrawal that it is the rest of; a stay that is nobody's rest is a decision of its own."""
    for t in reversed(threads.near("leaving", a)):
        if day >= t.since and is_rest(t, a):
            same = t.rest is not None and near_in_number(number_of(t.rest), number_of(a))
            if same:
                t.step("repeated", a, day)
            else:
                t.step("amended", a, day)
                t.rest = a
            return
    again = next((t for t in threads.near("staying", a) if same_stay(t, a)), None)
    if again is not None:
        again.step("repeated", a, day)
    elif a.status in PLANS and may_open(a):
        threads.open(MovementThread.of(day, a))


def _read_plan(threads: HolderThreads, a: Assertion, day: str) -> None:
    for t in reversed(threads.near(a.direction, a)):
        if not same_decision(t, a, day):
            continue
        if new_day(t, a):
            t.step("amended", a, day)
            t.due = a.time
        else:
            t.step("repeated", a, day)
            t.due, t.number, t.whole = t.due or a.time, t.number or number_of(a), t.whole or a.part == "all"
        t.decided = t.decided or a.decided
        t.kinds[family(a.kind)] = None
        return
    if may_open(a):
        threads.open(MovementThread.of(day, a))


# ---------------------------------------------------------------- as it is told
def _closed(t: MovementThread, as_of: str) -> MovementPlan:
    last = next((s.stage for s in reversed(t.steps) if s.stage not in ("repeated", "disputed")), "announced")
    first = t.first
    # a page without a date counts from its recording: a day before that says nothing of what became of the plan
    undated = first.published is None and _late(t.due, first.told_on)
    status = "overdue" if last not in ENDS and _late(t.due, as_of) and not undated else last
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


def _folded(steps: Sequence[ThreadStep]) -> list[ThreadStep]:
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
