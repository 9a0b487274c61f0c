"""Whose forces are where, since when, according to whom: a pure function of assertions (docs/record.md, Presence)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.answers.presence.answer import Deployment, Presence, StrengthSaid, Track, Wish
from sayso.answers.presence.movement_plans import movement_plans
from sayso.answers.presence.rolling import rolled
from sayso.answers.presence.sides import disagreements, ranked, track
from sayso.answers.presence.tracks import intervals, marks
from sayso.ground.edtf import bound, day_of
from sayso.ground.places import plain, where
from sayso.ledger.assertions import Assertion, holder_of
from sayso.ledger.scope import Query

RULE = (
    "latest word of the best-placed side: whose force it is, then whose ground, then international bodies, "
    "other sides, news media"
)


def presence(told: Iterable[Assertion], query: Query) -> Presence:
    """Presence as far as `query` asks, from assertions that were current when it asks (the ledger drops overtaken
    versions).

    Without `as_of`, the day is that of `known_by`, else the latest day anything was known: never the clock's.
    """
    heard = _heard(told, query)
    day = day_of(query.as_of) or day_of(query.known_by) or max((a.known for a in heard), default=None)
    if day is None:
        return Presence(query, None, RULE, (), (), ())
    return Presence(query, day, RULE, _deployments(heard, query, day), movement_plans(heard, day), _wishes(heard, day))


def _heard(told: Iterable[Assertion], query: Query) -> list[Assertion]:
    by, too_late = day_of(query.known_by) or "~", bound(query.recorded_by) or "~"
    force = holder_of(query.force) if query.force else None
    place = where(query.place) if query.place is not None else None
    return [
        a for a in told
        if a.known <= by and a.recorded < too_late and (query.kind in (None, "forces") or a.kind == query.kind)
        and (force is None or _is_of(a, force)) and (place is None or place.holds(a.ground))
    ]  # fmt: skip


def _is_of(a: Assertion, force: str) -> bool:
    return force in (a.holder, a.entity) or force == f"name:{plain(a.force)}"


def _deployments(heard: Sequence[Assertion], query: Query, day: str) -> tuple[Deployment, ...]:
    keyed: dict[tuple[str, str, str], list[Assertion]] = defaultdict(list)
    for a in heard:
        keyed[(a.holder, a.kind, a.place)].append(a)
    gone: dict[tuple[str, str | None], list[Assertion]] = defaultdict(list)
    for a in filter(_all_gone, heard):
        gone[(a.holder, a.country)].append(a)
    single = {key: _tracks(key, keyed[key], gone, day) for key in sorted(keyed)}
    entries = [
        _deployment(keyed[key], key, tracks, day)
        for key, tracks in single.items()
        if tracks or _strengths(keyed[key], day)
    ]
    return (*rolled(keyed, single, query), *entries)


def _tracks(
    key: tuple[str, str, str],
    own: Sequence[Assertion],
    gone: Mapping[tuple[str, str | None], Sequence[Assertion]],
    day: str,
) -> tuple[Track, ...]:
    """One track a side; a side that says of a whole country that all have left (`gone`) says it of every place in
    it."""
    countries = dict.fromkeys((own[0].country, own[0].country2))
    above = [
        a for c in countries for a in gone.get((key[0], c), ()) if a.kind in (key[1], "forces") and a.place != key[2]
    ]
    sides: dict[str, list[Assertion]] = defaultdict(list)
    for a in (*own, *above):
        sides[a.side].append(a)
    most = max((a.strength for a in own if a.strength is not None and a.counts != "moved"), default=0.0)
    found = [track(told, intervals(marks(told, most)), day) for _, told in sorted(sides.items())]
    return tuple(t for t in found if t.spans)


def _all_gone(a: Assertion) -> bool:
    gone = a.status == "happened" and a.change == "leave" and a.part == "all" and a.personnel
    return gone and a.precision == "country" and a.country is not None


def _deployment(
    told: Sequence[Assertion], key: tuple[str, str, str], tracks: tuple[Track, ...], day: str
) -> Deployment:
    first = told[0]
    placed = ranked(tracks, first.holder, (first.country, first.country2))
    return Deployment(
        key[0],
        first.holder_name,
        key[1],
        key[2],
        first.place_name,
        False,
        placed[0] if placed else None,
        tracks,
        disagreements(tracks),
        _strengths(told, day),
    )


def _strengths(told: Sequence[Assertion], day: str) -> tuple[StrengthSaid, ...]:
    numbered = [
        a for a in told if (a.strength is not None or a.low is not None or a.high is not None) and a.told_on <= day
    ]
    ordered = sorted(numbered, key=lambda a: (a.told_on, a.known, a.origin, a.claim))
    return tuple(
        StrengthSaid(
            a.told_on, a.strength, a.low, a.high, a.of, a.counts, a.status, a.side_name, a.origin_name, a.claim
        )
        for a in ordered
    )


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
