"""Whose forces are where, since when, according to whom: a pure function of assertions (docs/record.md, Presence)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from sayso.answers.presence.answer import Deployment, Presence, Wish
from sayso.answers.presence.movement_plans import movement_plans
from sayso.answers.presence.rolling import ForceKey, rolled
from sayso.answers.presence.sides import disagreements, settled, track
from sayso.answers.presence.strength import current_strength, strengths
from sayso.answers.presence.tracks import THERE, intervals, marks
from sayso.ground.edtf import day_of, instant_after
from sayso.ground.places import WIDE, plain, where
from sayso.ledger.assertions import Assertion, family, holder_of
from sayso.ledger.scope import Query
from sayso.stories.relations import Reach

SUMMARY_RULE = (
    "the best-placed side's word (whose force it is, then whose ground, then international bodies, other sides, news "
    "media), unless a later word says that all are gone"
)


def presence(told: Iterable[Assertion], query: Query, least: float = 0.0) -> Presence:
    """Presence as far as `query` asks, from assertions that were current when it asks (the ledger drops overtaken
    versions).

    Claims below the confidence `least` are no ground for anything. Without `as_of`, the day is that of `known_by`, else
    the latest day anything was known: never the clock's.
    """
    every = _heard(told, query)
    heard = [a for a in every if a.confidence >= least]
    unsure = len({a.claim for a in every}) - len({a.claim for a in heard})
    inside = [a for a in heard if _inside(a, query)]
    day = day_of(query.as_of) or day_of(query.known_by) or max((a.known for a in inside), default=None)
    if day is None:
        return Presence(query, None, SUMMARY_RULE, (), (), (), least, unsure)
    first = min((a.told_on for a in inside), default=None)
    later = first if first and first > day else None
    rows, plans = _deployments(heard, query, day), movement_plans(inside, day)
    return Presence(query, day, SUMMARY_RULE, rows, plans, _wishes(inside, day), least, unsure, later)


def not_taken_back(told: Iterable[Assertion], undone: Sequence[Reach]) -> list[Assertion]:
    """The assertions that nobody has taken back; of one whose figure alone was wrong the rest stands."""
    gone = {c for r in undone if r.figure is None for c in r.claims}
    uncounted = {c for r in undone if r.figure is not None for c in r.claims}
    return [
        structs.replace(a, strength=None, low=None, high=None, counts=None) if a.claim in uncounted else a
        for a in told
        if a.claim not in gone
    ]


def _heard(told: Iterable[Assertion], query: Query) -> list[Assertion]:
    """What was known of the force by then, in the place asked for and in all of its country."""
    by, too_late = day_of(query.known_by) or "~", instant_after(query.recorded_by) or "~"
    force = holder_of(query.force) if query.force else None
    kind = family(query.kind) if query.kind not in (None, "forces") else None
    return [
        a for a in told
        if a.known <= by and a.recorded < too_late and (kind is None or family(a.kind) == kind)
        and (force is None or _is_of(a, force))
    ]  # fmt: skip


def _is_of(a: Assertion, force: str) -> bool:
    return force in (a.holder, a.entity) or force == f"name:{plain(a.force)}"


def _inside(a: Assertion, query: Query) -> bool:
    return query.place is None or where(query.place).holds(a.ground)


def _deployments(heard: Sequence[Assertion], query: Query, day: str) -> tuple[Deployment, ...]:
    """A row a force and ground, and for the place asked for one that gathers those within; what is said of a whole
    country bears on every place in it."""
    keyed: dict[ForceKey, list[Assertion]] = defaultdict(list)
    for a in heard:
        keyed[(a.holder, family(a.kind), a.place)].append(a)
    made = {key: _deployment(keyed[key], key, day) for key in sorted(keyed)}
    known = {key: row for key, row in made.items() if row.tracks or row.strengths}
    weighed = {key: _beside(row, keyed[key][0], known, keyed) for key, row in known.items()}
    asked = where(query.place) if query.place is not None else None
    shown = {key: row for key, row in weighed.items() if asked is None or asked.holds(keyed[key][0].ground)}
    return (*rolled(shown, keyed, query), *sorted(shown.values(), key=_order))


def _order(row: Deployment) -> tuple[object, ...]:
    return row.holder, row.located, row.kind, row.place


def _deployment(told: Sequence[Assertion], key: ForceKey, day: str) -> Deployment:
    """One track a side, and what stands on that day."""
    first = told[0]
    sides: dict[str, list[Assertion]] = defaultdict(list)
    for a in told:
        sides[a.side].append(a)
    most = max((a.strength for a in told if a.strength is not None and a.counts != "moved"), default=0.0)
    found = [track(some, intervals(marks(some, most)), day) for _, some in sorted(sides.items())]
    tracks = tuple(t for t in found if t.spans)
    wide, countries = first.precision in WIDE or first.precision == "admin1", (first.country, first.country2)
    state, summary = settled(tracks, first.holder, countries, wide=wide) if tracks else ("unknown", None)
    numbers = strengths(told, day)
    return Deployment(
        key[0],
        first.holder_name,
        key[1],
        key[2],
        first.place_name,
        False,
        summary,
        tracks,
        disagreements(tracks),
        numbers,
        state,
        first.precision not in WIDE and first.precision != "admin1",
        current_strength(told, day) if state != "absent" else (),
    )


def _beside(
    row: Deployment,
    first: Assertion,
    rows: Mapping[ForceKey, Deployment],
    keyed: Mapping[ForceKey, Sequence[Assertion]],
) -> Deployment:
    """A row in the light of the others: that all left a country leaves no place of it known, and somebody who is still
    at one of its places is still in it."""
    if first.precision == "country":
        return _held_up(row, rows, keyed) if row.state == "absent" else row
    if row.state not in THERE | {"reduced"} or row.summary is None or first.country is None:
        return row
    whole = rows.get((row.holder, row.kind, first.country))
    if whole is None or whole.state != "absent" or whole.summary is None:
        return row
    day = whole.summary.confirmed or ""
    if day < (row.summary.confirmed or ""):
        return row
    return replace(row, state="unknown", note=f"all are said to have left {whole.place_name} by {day}", current=())


def _held_up(
    row: Deployment, rows: Mapping[ForceKey, Deployment], keyed: Mapping[ForceKey, Sequence[Assertion]]
) -> Deployment:
    gone = row.summary.confirmed if row.summary else None
    for key, other in rows.items():
        at = keyed[key][0]
        if key[:2] != (row.holder, row.kind) or key[2] == row.place or row.place not in (at.country, at.country2):
            continue
        if other.state in THERE and other.summary and (other.summary.confirmed or "") >= (gone or ""):
            return replace(row, state="contested", note=f"somebody is said to be at {other.place_name} since then")
    return row


def _wishes(heard: Sequence[Assertion], day: str) -> tuple[Wish, ...]:
    grouped: dict[tuple[str, ...], list[Assertion]] = defaultdict(list)
    for a in heard:
        if a.status in ("demanded", "refused", "threatened", "possible") and a.told_on <= day:
            grouped[(a.status, a.change, a.holder, a.kind, a.place, a.time or "", a.side, a.origin)].append(a)
    wishes = [
        Wish(
            t[0].status,
            t[0].change,
            t[0].holder,
            t[0].kind,
            t[0].place_name,
            t[0].time,
            t[0].side_name,
            t[0].origin_name,
            min(a.told_on for a in t),
            tuple(sorted({a.claim for a in t})),
        )
        for t in grouped.values()
    ]
    return tuple(sorted(wishes, key=lambda w: (w.told_on, w.holder, w.place_name, w.status, w.side)))
