"""A place asked for as a whole: presence rolls up from every kind and place within, absence from none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sayso.answers.presence.answer import Deployment, Period, Track
from sayso.answers.presence.sides import disagreements, ranked
from sayso.answers.presence.tracks import THERE
from sayso.ground.edtf import next_day
from sayso.ground.places import Where, country_name, where
from sayso.ledger.assertions import Assertion
from sayso.ledger.scope import Query

ANY = "any"


def rolled(
    keyed: dict[tuple[str, str, str], list[Assertion]],
    single: dict[tuple[str, str, str], tuple[Track, ...]],
    query: Query,
) -> list[Deployment]:
    """For the place asked for, each holder's forces of any kind: presence rolls up from every key, absence from
    none."""
    if query.place is None:
        return []
    asked = where(query.place)
    parts: dict[str, list[tuple[list[Assertion], tuple[Track, ...]]]] = defaultdict(list)
    for key, tracks in single.items():
        parts[key[0]].append((keyed[key], tracks))
    return [
        _rolled_deployment(holder, asked, query.place, found)
        for holder, found in sorted(parts.items())
        if len(found) > 1
    ]


def _rolled_deployment(
    holder: str, asked: Where, place: str, parts: Sequence[tuple[list[Assertion], tuple[Track, ...]]]
) -> Deployment:
    sides: dict[str, list[Track]] = defaultdict(list)
    for t in (t for _, tracks in parts for t in tracks):
        sides[t.side].append(t)
    own = [
        tracks for told, tracks in parts if told[0].kind == "forces" and told[0].place == (asked.country or asked.key)
    ]
    whole = {t.side: t for tracks in reversed(own) for t in reversed(tracks)}
    tracks = tuple(_rolled_track(side, found, whole.get(side)) for side, found in sorted(sides.items()))
    first = parts[0][0][0]
    placed = ranked(tracks, holder, (asked.country,))
    name = country_name(asked.country) if asked.country else place
    return Deployment(
        holder,
        first.holder_name,
        ANY,
        asked.country or asked.key or place,
        name,
        True,
        placed[0] if placed else None,
        tracks,
        disagreements(tracks),
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


def _union(spans: Sequence[Period]) -> list[Period]:
    """Spans of presence that touch or overlap as one; each keeps the earliest start, the latest end and all its
    claims."""
    runs: list[list[Period]] = []
    end: str | None = ""
    for s in sorted(spans, key=lambda s: (s.certain_from or "", s.certain_to or "~")):
        if runs and (end is None or (s.certain_from or "") <= next_day(end)):
            runs[-1].append(s)
            end = max(end, s.certain_to) if end and s.certain_to else None
        else:
            runs.append([s])
            end = s.certain_to
    return [_one(run) for run in runs]


def _one(run: Sequence[Period]) -> Period:
    longest = max(run, key=lambda s: s.certain_to or "~")
    claims = tuple(dict.fromkeys(c for s in run for c in s.claims))
    basis = next((s.basis for s in run if s.basis), None)
    confirmed = max(s.last_confirmed for s in run)
    return Period(
        "present", run[0].start, longest.end, run[0].certain_from, longest.certain_to, confirmed, basis, claims
    )
