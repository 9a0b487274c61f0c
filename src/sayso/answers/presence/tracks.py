"""One side's word about one force in one place, over time: assertions → marks → intervals with a state.

What is planned, agreed, asked for or merely possible never makes anybody leave or come (docs/record.md, Presence). Who
is to leave a place, or to stay, is there when that is told: a weak mark, which yields to anything known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec
from msgspec import structs

from sayso.ground.edtf import Window, days_between, every_day, next_day, window
from sayso.ground.places import WIDE
from sayso.ledger.assertions import A_YEAR, PLANS, Assertion

PresenceState = Literal["present", "arriving", "leaving", "reduced", "absent", "unknown"]
THERE = frozenset({"present", "arriving", "leaving"})
"""States that put somebody there: `leaving` is not gone, `arriving` has begun."""
STALE = 730
"""Days after which a state that nobody has confirmed again is not known any more."""


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A state that begins in a window, or that holds on a day in it. A weak mark yields to anything known before."""

    state: PresenceState
    window: Window
    begins: bool
    by: Assertion
    weak: bool = False
    lapse: bool = False
    """Whether it ends what was known by weak marks alone, and nothing else."""

    @property
    def day(self) -> str:
        """The day by which the mark is true."""
        return self.window.high or self.by.told_on


class StateInterval(msgspec.Struct, frozen=True):
    """A state from somewhere in `start` to somewhere in `end` (null: not known to have ended), first and last confirmed
    on a day."""

    state: PresenceState
    start: Window
    end: Window | None
    first: str
    confirmed: str
    claims: tuple[str, ...]
    basis: str | None = None

    def surely(self, day: str) -> bool:
        """Whether the state held on that day whatever the exact dates."""
        begun = self.first <= day if self.start.high is None else self.start.high <= day
        return begun and (self.end is None or day < (self.end.low or self.confirmed) or day <= self.confirmed)

    def possibly(self, day: str) -> bool:
        """Whether the state may have held on that day; before the first word of it nothing is known."""
        begun = self.start.low <= day if self.start.low else self.first <= day
        return begun and (self.end is None or self.end.high is None or day < self.end.high)


# (status, change) → (state, begins). What is not here makes no mark. Departures are `_departure`'s.
STATE_RULES: Mapping[tuple[str, str], tuple[PresenceState, bool]] = {
    ("happened", "arrive"): ("present", True),
    ("happened", "seize"): ("present", True),
    ("happened", "reinforce"): ("present", False),
    ("happened", "rotate"): ("present", False),
    ("happened", "remain"): ("present", False),
    ("ongoing", "arrive"): ("arriving", False),
    ("ongoing", "seize"): ("arriving", False),
    ("ongoing", "reinforce"): ("present", False),
    ("ongoing", "rotate"): ("present", False),
    ("ongoing", "remain"): ("present", False),
    ("ongoing", "reduce"): ("reduced", False),
    ("happened", "reduce"): ("reduced", False),
    ("denied", "leave"): ("present", False),
    ("denied", "cede"): ("present", False),
    ("denied", "reduce"): ("present", False),
}


def marks(told: Sequence[Assertion], most: float = 0.0) -> list[Mark]:
    """The marks of one side about one force in one place. `most` is the largest strength anybody gave it there."""
    return [mark for a in told if a.personnel for mark in _marks(a, most)]


def _marks(a: Assertion, most: float) -> list[Mark]:
    if a.historical and not a.time:
        return _former(a) if a.change == "remain" else []
    if a.status in PLANS and (a.direction == "leaving" or a.change == "remain"):
        return [] if a.carried else _still_there(a)
    if a.change in ("leave", "cede") and a.status in ("happened", "ongoing"):
        return [_departure(a, most)]
    if a.change == "remain" and a.status == "denied":
        return [Mark("absent", Window(a.told_on, a.told_on), False, a)] if a.part == "all" else []
    rule = STATE_RULES.get((a.status, a.change))
    return _ruled(a, *rule) if rule else []


def _still_there(a: Assertion) -> list[Mark]:
    """Who is to leave is there when that is told; once the day has passed, that alone is no word of it any more."""
    found = [Mark("present", Window(a.told_on, a.told_on), False, a, weak=True)]
    due = window(a.time).high if a.direction == "leaving" else None
    if due is not None and due >= a.told_on:
        over = next_day(due)
        found.append(Mark("unknown", Window(over, over), True, a, weak=True, lapse=True))
    return found


def _ruled(a: Assertion, state: PresenceState, begins: bool) -> list[Mark]:
    if a.status == "happened" and a.change == "remain":
        return _former(a)
    if a.status == "ongoing" and a.change == "remain" and a.time:
        return _state_since(a)
    counted = a.change in ("reinforce", "rotate", "reduce") and a.status == "happened" and a.time
    days = a.when if begins or counted else Window(a.told_on, a.told_on)
    return [Mark(state, _told_by(days, a), begins, a, a.status == "denied")]


def _departure(a: Assertion, most: float) -> Mark:
    """Gone, going, or some of them: a part or an unknown subset never empties the whole. Who left years before that is
    told is history, and no word of who is there now."""
    if a.status == "ongoing" and a.act != "PRESENT":
        return Mark("leaving", Window(a.told_on, a.told_on), False, a)
    if empties(a, most):
        if a.historical and days_between(a.when.high or a.told_on, a.told_on) > A_YEAR:
            return Mark("unknown", _told_by(a.when, a), True, a)
        return Mark("absent", _told_by(a.when, a), True, a)
    if a.change == "cede" and a.part is None and a.strength is None:
        return Mark("unknown", _told_by(a.when, a), True, a)
    return Mark("reduced", _told_by(a.when, a), True, a)


def empties(a: Assertion, most: float = 0.0) -> bool:
    """Whether a departure leaves nobody of that force in that place: the words say that all left, or that the rest did,
    or as many as anybody said were there left a place narrower than a country."""
    if a.what == "bases" and a.precision in WIDE:
        return False
    if a.part in ("all", "residual"):
        return True
    if a.part == "part" or a.precision in WIDE or a.counts != "moved" or a.strength is None:
        return False
    return 0 < most <= a.strength


def _former(a: Assertion) -> list[Mark]:
    """ "Previously held": there at some time before, not known to be there still. With a time, on a day or every day
    of it."""
    found = a.when
    if not a.time:
        return [
            Mark("present", Window(None, next_day(a.told_on, -1)), True, a),
            Mark("unknown", Window(None, a.told_on), True, a),
        ]
    if every_day(a.time) and found.low and found.high:
        ended = next_day(found.high)
        return [
            Mark("present", Window(found.low, found.low), False, a),
            Mark("present", Window(found.high, found.high), False, a),
            Mark("unknown", Window(ended, ended), True, a),
        ]
    return [Mark("present", _told_by(found, a), False, a)]


def _state_since(a: Assertion) -> list[Mark]:
    """ "Has been there since autumn 2020": begins then, and holds on the day it is told."""
    began = window(a.time.partition("/")[0] if a.time else None).until(a.told_on)
    return [Mark("present", began, True, a), Mark("present", Window(a.told_on, a.told_on), False, a)]


def _told_by(days: Window, a: Assertion) -> Window:
    return days if days.high else Window(days.low, a.told_on)


def intervals(found: Iterable[Mark]) -> tuple[StateInterval, ...]:
    """The marks of one track as a series of intervals in the order of time; a later word about a later day wins."""
    runs: list[list[Mark]] = []
    ordered = sorted(found, key=lambda m: (m.day, m.by.known, m.begins, m.by.recorded, m.by.claim, m.state))
    for mark in ordered:
        state = runs[-1][0].state if runs else "unknown"
        if mark.lapse:
            if runs and state == "present" and all(m.weak for m in runs[-1]):
                runs.append([mark])
        elif runs and state == mark.state:
            runs[-1].append(mark)
        elif not (mark.weak and state != "unknown"):
            runs.append([mark])
    series: list[StateInterval] = []
    for run in runs:
        start = _turn(series[-1] if series else None, run[0])
        if series:
            series[-1] = structs.replace(series[-1], end=start)
        series.append(_lasting(start, run))
    return tuple(series)


def _lasting(start: Window, run: Sequence[Mark]) -> StateInterval:
    """One state, told once or again: the narrower beginning stands where both may be the same one."""
    for mark in run[1:]:
        if mark.begins and start.meets(mark.window):
            start = start.cut(mark.window)
    basis = next((m.by.basis for m in reversed(run) if m.by.basis), run[0].by.basis)
    claims = tuple(dict.fromkeys(m.by.claim for m in run))
    return StateInterval(run[0].state, start, None, run[0].day, max(m.day for m in run), claims, basis)


def _turn(last: StateInterval | None, mark: Mark) -> Window:
    """When a new state began: in the mark's window, or some day since the old one was last confirmed."""
    start = mark.window if mark.begins else Window(None, mark.window.low or mark.day)
    if last is None:
        return start
    low = max(start.low or last.confirmed, last.confirmed) if last.confirmed <= mark.day else start.low
    return Window(low, start.high)


def state_on(series: Sequence[StateInterval], day: str) -> tuple[StateInterval | None, bool]:
    """The interval of that day and whether it surely held; a day that may belong to two goes to the later, unsure.

    Null before the first word, and where nobody confirmed a state for `STALE` days.
    """
    sure = [i for i in series if i.surely(day)]
    maybe = sure or [i for i in series if i.possibly(day)]
    if not maybe or (maybe[-1].end is None and days_between(maybe[-1].confirmed, day) > STALE):
        return None, False
    return maybe[-1], bool(sure)
