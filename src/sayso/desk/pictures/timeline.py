"""Presence over time: a lane for each side's word, and one for each plan. Places are per cent of the width, so that a
page draws it as wide as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.answers.presence import Deployment, Period, Presence, Track
from sayso.answers.presence.movement_plans import MovementPlan
from sayso.desk.wording import days
from sayso.exports.timeline import DayAxis, axis_of

YEARS = 4
"""Years from which on the axis counts years, not months."""
MARKS = 8
"""Marks of the axis at most."""


@dataclass(frozen=True, slots=True)
class LaneBar:
    """A stretch of time: per cent from the left, and wide; `faint` where nobody has confirmed it since."""

    x: float
    width: float
    state: str
    faint: bool
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One side's word, or a plan; `clash` where another side says otherwise."""

    name: str
    note: str
    bars: tuple[LaneBar, ...]
    clash: bool = False
    plan: bool = False


@dataclass(frozen=True, slots=True)
class ForceRow:
    """A force at a place with its lanes."""

    entry: Deployment
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis."""

    x: float
    words: str
    last: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lanes on one axis from `first` to `last` (ISO days); `day` is where the day asked for stands."""

    first: str
    last: str
    day: float | None
    ticks: tuple[Tick, ...]
    rows: tuple[ForceRow, ...]
    plans: tuple[Lane, ...]


def timeline(found: Presence, shown: Sequence[Deployment]) -> Timeline | None:
    """The lanes of the rows that are shown, and of the plans; null where nothing has a day."""
    axis = axis_of(found)
    if axis is None or found.as_of is None:
        return None
    rows = tuple(ForceRow(e, tuple(_lane(t, e, axis, found.as_of) for t in e.tracks)) for e in shown if not e.rolled)
    plans = tuple(_planned(p, axis, found.as_of) for p in found.plans)
    return Timeline(axis.first, axis.last, _at(axis, found.as_of), tuple(_ticks(axis)), rows, plans)


def _at(axis: DayAxis, day: str) -> float:
    """Where a day stands, in hundredths of the axis."""
    return round(100 * axis.share(day), 2)


def _lane(track: Track, entry: Deployment, axis: DayAxis, day: str) -> Lane:
    clash = any(track.side_name in d.sides for d in entry.disagreements)
    heard = [n for n in track.origins if n != track.side_name]
    return Lane(track.side_name, ", ".join(heard), tuple(b for s in track.spans for b in _held(s, axis, day)), clash)


def _held(s: Period, axis: DayAxis, day: str) -> Iterator[LaneBar]:
    """Solid to the day last confirmed, faint for what is only not known to have ended."""
    since = f"from {s.start}" if s.start else "start not known"
    title = f"{s.state}, {since}{f' to {s.end}' if s.end else ''}; last confirmed {s.last_confirmed}"
    start = _at(axis, s.certain_from or axis.first)
    sure = max(start, _at(axis, s.certain_to or s.last_confirmed))
    yield LaneBar(start, max(sure - start, 0.4), s.state, False, title)
    open_to = _at(axis, day) if s.end is None else sure
    if open_to > sure:
        yield LaneBar(sure, open_to - sure, s.state, True, f"{s.state}, not confirmed since {s.last_confirmed}")


def _planned(plan: MovementPlan, axis: DayAxis, day: str) -> Lane:
    """A plan from its announcement to its end, else to the day asked for."""
    first = _at(axis, plan.events[0].day)
    ended = plan.status in ("fulfilled", "cancelled")
    end = _at(axis, plan.events[-1].day if ended else day)
    kinds = ", ".join(k.replace("_", " ") for k in plan.kinds)
    share = f" ({plan.share})" if plan.share else ""
    due = f", due {days(plan.due)}" if plan.due else ""
    name = f"{plan.holder_name or plan.holder} {kinds} {plan.direction} {plan.place_name}{share}"
    return Lane(
        name,
        f"{plan.status}{due}",
        (LaneBar(first, max(end - first, 0.6), "plan", False, plan.status + due),),
        plan=True,
    )


def _ticks(axis: DayAxis) -> Iterator[Tick]:
    marks = [d for d in _marks(axis) if axis.first <= d <= axis.last]
    for d in marks or [axis.first, axis.last]:
        whole_year = d.endswith("-01-01") and bool(marks)
        yield Tick(_at(axis, d), d[:4] if whole_year else d[:7] if marks else d, _at(axis, d) > 90)


def _marks(axis: DayAxis) -> list[str]:
    first, last = int(axis.first[:4]), int(axis.last[:4])
    if last - first >= YEARS:
        step = (last - first) // MARKS + 1
        return [f"{y:04}-01-01" for y in range(first, last + 1) if y % step == 0]
    months = [f"{y:04}-{m:02}-01" for y in range(first, last + 1) for m in range(1, 13)]
    inside = [d for d in months if axis.first <= d <= axis.last]
    return inside[:: len(inside) // MARKS + 1]
