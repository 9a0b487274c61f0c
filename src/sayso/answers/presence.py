"""Whose forces are where, since when, according to whom: a pure function of assertions (contract, section 8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.answers.plans import Thread, threads
from sayso.answers.tracks import THERE, Interval, intervals, marks, state_on
from sayso.ground.edtf import Window, bound, check, day_of, days_between, next_day, written
from sayso.ground.places import Where, country_code, country_name, plain, where
from sayso.ground.voices import standing
from sayso.ledger.assertions import Assertion

RULE = "latest word of the best-placed side: whose force it is, then whose ground, then international bodies, other sides, news media"
ANY = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: a force (country or group), a place, a kind; null is any. Dates are EDTF; `recorded_by` may be a
    date-time.

    Raises UsageError where one of them is no date.
    """

    force: str | None = None
    place: str | None = None
    kind: str | None = None
    as_of: str | None = None
    known_by: str | None = None
    recorded_by: str | None = None

    def __post_init__(self) -> None:
        check({"as_of": self.as_of, "known_by": self.known_by, "recorded_by": self.recorded_by})


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
    """One side's word. `state` on the day asked for, `certain` unless imprecise dates leave it open, `stale_days`
    since confirmed."""

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
    """A dated number on somebody's word; numbers are never summed. `counts` is `moved residual total`, `on` an EDTF
    date."""

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
    """One key (holder, kind, place) with its tracks; `rolled` where it gathers the presence of kinds and places
    within."""

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
    """Presence as far as `query` asks, from assertions that were current when it asks (the ledger drops overtaken
    versions).

    Without `as_of`, the day is that of `known_by`, else the latest day anything was known: never the clock's.
    """
    heard = _heard(told, query)
    day = day_of(query.as_of) or day_of(query.known_by) or max((a.known for a in heard), default=None)
    if day is None:
        return Presence(query, None, RULE, (), (), ())
    return Presence(query, day, RULE, _entries(heard, query, day), threads(heard, day), _wishes(heard, day))


def holder_of(asked: str) -> str:
    """The key of a force as asked for: a country's code, name or demonym, an entity, or a group's name."""
    return country_code(asked) or (
        asked if "." in asked or asked.startswith(("x:", "name:")) else f"name:{plain(asked)}"
    )


def _heard(told: Iterable[Assertion], query: Query) -> list[Assertion]:
    by, too_late = day_of(query.known_by) or "~", bound(query.recorded_by) or "~"
    kinds = None if query.kind in (None, "forces") else query.kind
    force = holder_of(query.force) if query.force else None
    place = where(query.place) if query.place is not None else None
    return [
        a for a in told
        if a.known <= by and a.recorded < too_late and (kinds is None or a.kind == kinds)
        and (force is None or force in (a.holder, a.entity) or force == f"name:{plain(a.force)}")
        and (place is None or place.holds(a.ground))
    ]  # fmt: skip


def _entries(heard: Sequence[Assertion], query: Query, day: str) -> tuple[Entry, ...]:
    keyed: dict[tuple[str, str, str], list[Assertion]] = defaultdict(list)
    for a in heard:
        keyed[(a.holder, a.kind, a.place)].append(a)
    gone: dict[tuple[str, str | None], list[Assertion]] = defaultdict(list)
    for a in filter(_all_gone, heard):
        gone[(a.holder, a.country)].append(a)
    single = {key: _tracks(key, keyed[key], gone, day) for key in sorted(keyed)}
    entries = [
        _entry(keyed[key], key, tracks, day) for key, tracks in single.items() if tracks or _strengths(keyed[key], day)
    ]
    return (*_rolled(keyed, single, query), *entries)


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
    return Entry(
        key[0],
        first.holder_name,
        key[1],
        key[2],
        first.place_name,
        False,
        ranked[0] if ranked else None,
        tracks,
        _disagreements(tracks),
        _strengths(told, day),
    )


def _ranked(tracks: Sequence[Track], holder: str, countries: Sequence[str | None]) -> list[Track]:
    """Sides that know a state on that day, best placed first; among equals the latest word."""
    knowing = [t for t in tracks if t.state != "unknown"] or list(tracks)
    latest = sorted(knowing, key=lambda t: (max((s.last_confirmed for s in t.spans), default=""), t.side), reverse=True)
    return sorted(latest, key=lambda t: standing(t.side, holder, countries))


def _disagreements(tracks: Sequence[Track]) -> tuple[Disagreement, ...]:
    split = [(t, [s for s in t.spans if s.state in THERE], [s for s in t.spans if s.state == "absent"]) for t in tracks]
    found = []
    for i, (one, *_) in enumerate(split):
        for other, there, absent in split[i + 1 :]:
            for a in one.spans:
                against = absent if a.state in THERE else there if a.state == "absent" else []
                found += [_clash(one, a, other, b, both) for b in against if (both := _overlap(a, b))]
    return tuple(found)


def _overlap(a: Span, b: Span) -> Window | None:
    """The days on which both surely hold; null where there are none."""
    low = max(a.certain_from or "", b.certain_from or "")
    high = min(a.certain_to or "~", b.certain_to or "~")
    return Window(low or None, None if high == "~" else high) if low <= high else None


def _clash(one: Track, a: Span, other: Track, b: Span, both: Window) -> Disagreement:
    claims = tuple(dict.fromkeys((*a.claims, *b.claims)))
    return Disagreement((one.side_name, other.side_name), (a.state, b.state), both.low, both.high, claims)


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


def _rolled(
    keyed: dict[tuple[str, str, str], list[Assertion]],
    single: dict[tuple[str, str, str], tuple[Track, ...]],
    query: Query,
) -> list[Entry]:
    """For the place asked for, each holder's forces of any kind: presence rolls up from every key, absence from
    none."""
    if query.place is None:
        return []
    asked = where(query.place)
    parts: dict[str, list[tuple[list[Assertion], tuple[Track, ...]]]] = defaultdict(list)
    for key, tracks in single.items():
        parts[key[0]].append((keyed[key], tracks))
    return [
        _rolled_entry(holder, asked, query.place, found) for holder, found in sorted(parts.items()) if len(found) > 1
    ]


def _rolled_entry(
    holder: str, asked: Where, place: str, parts: Sequence[tuple[list[Assertion], tuple[Track, ...]]]
) -> Entry:
    sides: dict[str, list[Track]] = defaultdict(list)
    for t in (t for _, tracks in parts for t in tracks):
        sides[t.side].append(t)
    own = [
        tracks for told, tracks in parts if told[0].kind == "forces" and told[0].place == (asked.country or asked.key)
    ]
    whole = {t.side: t for tracks in reversed(own) for t in reversed(tracks)}
    tracks = tuple(_rolled_track(side, found, whole.get(side)) for side, found in sorted(sides.items()))
    first = parts[0][0][0]
    ranked = _ranked(tracks, holder, (asked.country,))
    name = country_name(asked.country) if asked.country else place
    return Entry(
        holder,
        first.holder_name,
        ANY,
        asked.country or asked.key or place,
        name,
        True,
        ranked[0] if ranked else None,
        tracks,
        _disagreements(tracks),
        (),
    )


def _rolled_track(side: str, parts: Sequence[Track], whole: Track | None) -> Track:
    """Present where any part is; absent only on the side's own word about the whole."""
    there = [t for t in parts if t.state in THERE]
    best = max(there, key=lambda t: (t.certain, t.state == "present", -(t.stale_days or 0)), default=whole)
    gone = [s for s in whole.spans if s.state == "absent"] if whole else []
    spans = sorted(
        (*_union([s for t in parts for s in t.spans if s.state in THERE]), *gone),
        key=lambda s: (s.certain_from or "", s.state),
    )
    names = tuple(sorted({n for t in parts for n in t.origins}))
    if best is None:
        return Track(side, parts[0].side_name, names, "unknown", False, None, tuple(spans))
    return Track(side, parts[0].side_name, names, best.state, best.certain, best.stale_days, tuple(spans))


def _union(spans: Sequence[Span]) -> list[Span]:
    """Spans of presence that touch or overlap as one; each keeps the earliest start, the latest end and all its
    claims."""
    runs: list[list[Span]] = []
    end: str | None = ""
    for s in sorted(spans, key=lambda s: (s.certain_from or "", s.certain_to or "~")):
        if runs and (end is None or (s.certain_from or "") <= next_day(end)):
            runs[-1].append(s)
            end = max(end, s.certain_to) if end and s.certain_to else None
        else:
            runs.append([s])
            end = s.certain_to
    return [_one(run) for run in runs]


def _one(run: Sequence[Span]) -> Span:
    longest = max(run, key=lambda s: s.certain_to or "~")
    claims = tuple(dict.fromkeys(c for s in run for c in s.claims))
    basis = next((s.basis for s in run if s.basis), None)
    confirmed = max(s.last_confirmed for s in run)
    return Span("present", run[0].start, longest.end, run[0].certain_from, longest.certain_to, confirmed, basis, claims)
