"""Whose forces are where, since when, according to whom: a pure function of assertions (contract, section 8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.ledger.assertions import Assertion
from sayso.ledger.days import Window, bound, day_of, days_between, next_day, written
from sayso.ledger.places import Where, country_code, country_name, plain, where
from sayso.ledger.sides import standing
from sayso.ledger.threads import Thread, threads
from sayso.ledger.tracks import THERE, Interval, intervals, marks, state_on

RULE = "latest word of the best-placed side: whose force it is, then whose ground, then international bodies, other sides, news media"
ANY = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: a force (country or group), a place, a kind; null is any. Days are EDTF; `recorded_by` may be a date-time."""

    force: str | None = None
    place: str | None = None
    kind: str | None = None
    as_of: str | None = None
    known_by: str | None = None
    recorded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A state that holds from `start` to `end` (EDTF; `../D` is "by D"; a null end is not known to have ended).

    `certain_from` and `certain_to` are the days between which it surely held, whatever the imprecise dates mean.
    """

    state: str
    start: str | None
    end: str | None
    certain_from: str | None
    certain_to: str | None
    last_confirmed: str
    basis: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """One side's word. `state` on the day asked for, `certain` unless imprecise dates leave it open, `stale_days` since confirmed."""

    side: str
    side_name: str
    origins: tuple[str, ...]
    state: str
    certain: bool
    stale_days: int | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sides that put a force both there and not there, with the days (EDTF) on which they cannot both be right."""

    sides: tuple[str, str]
    states: tuple[str, str]
    start: str | None
    end: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StrengthSaid:
    """A dated number on somebody's word; numbers are never summed. `counts` is `moved residual total`, `on` an EDTF date."""

    on: str
    value: float | None
    low: float | None
    high: float | None
    of: str | None
    counts: str | None
    status: str
    side: str
    origin: str
    claim: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One key (holder, kind, place) with its tracks; `rolled` where it gathers the presence of kinds and places within."""

    holder: str
    holder_name: str
    kind: str
    place: str
    place_name: str
    rolled: bool
    summary: Track | None
    tracks: tuple[Track, ...]
    disagreements: tuple[Disagreement, ...]
    strengths: tuple[StrengthSaid, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, refused, threatened or only possible: it changes no state."""

    status: str
    change: str
    holder: str
    kind: str
    place_name: str
    time: str | None
    side: str
    origin: str
    told_on: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """The answer, as of a day. `rule` is how the summary tracks were chosen."""

    query: Query
    as_of: str | None
    rule: str
    entries: tuple[Entry, ...]
    plans: tuple[Thread, ...]
    wishes: tuple[Wish, ...]


def presence(told: Iterable[Assertion], query: Query) -> Presence:
    """Presence as far as `query` asks, from assertions that were current when it asks (the ledger drops overtaken versions).

    Without `as_of`, the day is that of `known_by`, else the latest day anything was known: never the clock's.
    """
    heard = [a for a in told if _heard(a, query)]
    day = day_of(query.as_of) or day_of(query.known_by) or max((a.known for a in heard), default=None)
    if day is None:
        return Presence(query, None, RULE, (), (), ())
    return Presence(query, day, RULE, _entries(heard, query, day), threads(heard, day), _wishes(heard, day))


def holder_of(asked: str) -> str:
    """The key of a force as asked for: a country's code, name or demonym, an entity, or a group's name."""
    return country_code(asked) or (asked if "." in asked or asked.startswith(("x:", "name:")) else f"name:{plain(asked)}")


def _heard(a: Assertion, query: Query) -> bool:
    by, too_late = day_of(query.known_by), bound(query.recorded_by)
    if (by and a.known > by) or (too_late and a.recorded >= too_late):
        return False
    if query.kind and query.kind not in (a.kind, "forces"):
        return False
    force = holder_of(query.force) if query.force else None
    if force and force not in (a.holder, a.entity, f"name:{plain(a.force)}"):
        return False
    return query.place is None or where(query.place).holds(a.ground)


def _entries(heard: Sequence[Assertion], query: Query, day: str) -> tuple[Entry, ...]:
    keyed: dict[tuple[str, str, str], list[Assertion]] = defaultdict(list)
    for a in heard:
        keyed[(a.holder, a.kind, a.place)].append(a)
    gone = [a for a in heard if _all_gone(a)]
    single = {key: _tracks(key, keyed[key], gone, day) for key in sorted(keyed)}
    entries = [_entry(keyed[key], key, tracks, day) for key, tracks in single.items() if tracks or _strengths(keyed[key], day)]
    return (*_rolled(keyed, single, query, day), *entries)


def _tracks(key: tuple[str, str, str], own: Sequence[Assertion], gone: Sequence[Assertion], day: str) -> tuple[Track, ...]:
    """One track a side; a side that says of a whole country that all have left (`gone`) says it of every place in it."""
    above = [a for a in gone if a.holder == key[0] and a.kind in (key[1], "forces") and a.place != key[2]
             and a.country in (own[0].country, own[0].country2)]  # fmt: skip
    sides: dict[str, list[Assertion]] = defaultdict(list)
    for a in (*own, *above):
        sides[a.side].append(a)
    most = max((a.strength for a in own if a.strength is not None and a.counts != "moved"), default=0.0)
    found = [_track(told, intervals(marks(told, most)), day) for _, told in sorted(sides.items())]
    return tuple(t for t in found if t.spans)


def _all_gone(a: Assertion) -> bool:
    gone = a.status == "happened" and a.change == "leave" and a.part == "all" and a.personnel
    return gone and a.precision == "country" and a.country is not None


def _track(told: Sequence[Assertion], series: Sequence[Interval], day: str) -> Track:
    found, certain = state_on(series, day)
    stale = max(0, days_between(found.confirmed, day)) if found else None
    spans = tuple(_span(i) for i in series if i.start.low is None or i.start.low <= day)
    first = told[0]
    names = tuple(sorted({a.origin_name for a in told}))
    return Track(first.side, first.side_name, names, found.state if found else "unknown", certain, stale, spans)


def _span(i: Interval) -> Span:
    end = written(i.end) if i.end else None
    certain_to = max(next_day(i.end.low, -1) if i.end.low else i.confirmed, i.confirmed) if i.end else None
    return Span(i.state, written(i.start), end, i.start.high, certain_to, i.confirmed, i.basis, i.claims)


def _entry(told: Sequence[Assertion], key: tuple[str, str, str], tracks: tuple[Track, ...], day: str) -> Entry:
    first = told[0]
    ranked = _ranked(tracks, first.holder, (first.country, first.country2))
    return Entry(key[0], first.holder_name, key[1], key[2], first.place_name, False, ranked[0] if ranked else None, tracks,
                 _disagreements(tracks), _strengths(told, day))  # fmt: skip


def _ranked(tracks: Sequence[Track], holder: str, countries: Sequence[str | None]) -> list[Track]:
    """Sides that know a state on that day, best placed first; among equals the latest word."""
    knowing = [t for t in tracks if t.state != "unknown"] or list(tracks)
    latest = sorted(knowing, key=lambda t: (max((s.last_confirmed for s in t.spans), default=""), t.side), reverse=True)
    return sorted(latest, key=lambda t: standing(t.side, holder, countries))


def _disagreements(tracks: Sequence[Track]) -> tuple[Disagreement, ...]:
    found = []
    for i, one in enumerate(tracks):
        for other in tracks[i + 1 :]:
            for a in one.spans:
                found += [_clash(one, a, other, b) for b in other.spans if _opposed(a, b) and _overlap(a, b)]
    return tuple(found)


def _opposed(a: Span, b: Span) -> bool:
    return (a.state in THERE and b.state == "absent") or (a.state == "absent" and b.state in THERE)


def _overlap(a: Span, b: Span) -> Window | None:
    """The days on which both surely hold; null where there are none."""
    low = max(a.certain_from or "", b.certain_from or "") or None
    ends = [s.certain_to for s in (a, b) if s.certain_to]
    high = min(ends, default=None)
    return None if low and high and high < low else Window(low, high)


def _clash(one: Track, a: Span, other: Track, b: Span) -> Disagreement:
    both = _overlap(a, b) or Window(None, None)
    claims = tuple(dict.fromkeys((*a.claims, *b.claims)))
    return Disagreement((one.side_name, other.side_name), (a.state, b.state), both.low, both.high, claims)


def _strengths(told: Sequence[Assertion], day: str) -> tuple[StrengthSaid, ...]:
    numbered = [a for a in told if (a.strength is not None or a.low is not None or a.high is not None) and a.told_on <= day]
    ordered = sorted(numbered, key=lambda a: (a.told_on, a.known, a.origin, a.claim))
    return tuple(
        StrengthSaid(a.told_on, a.strength, a.low, a.high, a.of, a.counts, a.status, a.side_name, a.origin_name, a.claim) for a in ordered
    )


def _wishes(heard: Sequence[Assertion], day: str) -> tuple[Wish, ...]:
    grouped: dict[tuple[str, ...], list[Assertion]] = defaultdict(list)
    for a in heard:
        if a.status in ("demanded", "refused", "threatened", "possible") and a.told_on <= day:
            grouped[(a.status, a.change, a.holder, a.kind, a.place, a.time or "", a.side, a.origin)].append(a)
    wishes = [
        Wish(t[0].status, t[0].change, t[0].holder, t[0].kind, t[0].place_name, t[0].time, t[0].side_name, t[0].origin_name,
             min(a.told_on for a in t), tuple(sorted({a.claim for a in t})))
        for t in grouped.values()
    ]  # fmt: skip
    return tuple(sorted(wishes, key=lambda w: (w.told_on, w.holder, w.place_name, w.status, w.side)))


def _rolled(
    keyed: dict[tuple[str, str, str], list[Assertion]], single: dict[tuple[str, str, str], tuple[Track, ...]], query: Query, day: str
) -> list[Entry]:
    """For the place asked for, each holder's forces of any kind: presence rolls up from every key, absence from none."""
    if query.place is None:
        return []
    asked = where(query.place)
    found = []
    for holder in sorted({key[0] for key in keyed}):
        keys = [k for k in single if k[0] == holder]
        if len(keys) > 1:
            found.append(_rolled_entry(holder, asked, query.place, [(keyed[k], single[k]) for k in keys], day))
    return found


def _rolled_entry(holder: str, asked: Where, place: str, parts: Sequence[tuple[list[Assertion], tuple[Track, ...]]], day: str) -> Entry:
    sides = sorted({t.side for _, tracks in parts for t in tracks})
    own = [tracks for told, tracks in parts if told[0].kind == "forces" and told[0].place == (asked.country or asked.key)]
    tracks = tuple(_rolled_track(side, [t for _, ts in parts for t in ts if t.side == side], own, day) for side in sides)
    first = parts[0][0][0]
    ranked = _ranked(tracks, holder, (asked.country,))
    name = country_name(asked.country) if asked.country else place
    return Entry(holder, first.holder_name, ANY, asked.country or asked.key or place, name, True, ranked[0] if ranked else None, tracks,
                 _disagreements(tracks), ())  # fmt: skip


def _rolled_track(side: str, parts: Sequence[Track], own: Sequence[tuple[Track, ...]], day: str) -> Track:
    """Present where any part is; absent only on the side's own word about the whole."""
    there = [t for t in parts if t.state in THERE]
    whole = next((t for tracks in own for t in tracks if t.side == side), None)
    best = max(there, key=lambda t: (t.certain, t.state == "present", -(t.stale_days or 0)), default=whole)
    gone = [s for s in whole.spans if s.state == "absent"] if whole else []
    spans = sorted((*_union([s for t in parts for s in t.spans if s.state in THERE]), *gone), key=lambda s: (s.certain_from or "", s.state))
    names = tuple(sorted({n for t in parts for n in t.origins}))
    if best is None:
        return Track(side, parts[0].side_name, names, "unknown", False, None, tuple(spans))
    return Track(side, parts[0].side_name, names, best.state, best.certain, best.stale_days, tuple(spans))


def _union(spans: Sequence[Span]) -> list[Span]:
    """Spans of presence that touch or overlap as one; each keeps the earliest start, the latest end and all its claims."""
    merged: list[Span] = []
    for s in sorted(spans, key=lambda s: (s.certain_from or "", s.certain_to or "~")):
        last = merged[-1] if merged else None
        if last and (last.certain_to is None or (s.certain_from or "") <= next_day(last.certain_to)):
            merged[-1] = _both(last, s)
        else:
            merged.append(Span("present", *_rest(s)))
    return merged


def _rest(s: Span) -> tuple[str | None, str | None, str | None, str | None, str, str | None, tuple[str, ...]]:
    return s.start, s.end, s.certain_from, s.certain_to, s.last_confirmed, s.basis, s.claims


def _both(a: Span, b: Span) -> Span:
    longer = a if a.certain_to is None or (b.certain_to is not None and a.certain_to >= b.certain_to) else b
    claims = tuple(dict.fromkeys((*a.claims, *b.claims)))
    return Span("present", a.start, longer.end, a.certain_from, longer.certain_to, max(a.last_confirmed, b.last_confirmed),
                a.basis or b.basis, claims)  # fmt: skip
