"""A place asked for as a whole: presence rolls up from every kind and place within, absence from none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sayso.answers.presence.answer import Deployment, Period, Track
from sayso.answers.presence.sides import disagreements
from sayso.answers.presence.tracks import THERE
from sayso.ground.edtf import next_day
from sayso.ground.places import Where, country_code, country_name, where
from sayso.ledger.assertions import Assertion
from sayso.ledger.scope import Query

ANY = "any"
ForceKey = tuple[str, str, str]


def rolled(
    rows: Mapping[ForceKey, Deployment], keyed: Mapping[ForceKey, Sequence[Assertion]], query: Query
) -> list[Deployment]:
    """For the place asked for, a row for each holder's forces in all of it: not where one row tells of just that
    ground."""
    if query.place is None:
        return []
    asked = where(query.place)
    parts: dict[str, list[ForceKey]] = defaultdict(list)
    for key in rows:
        if not _at_its_border(keyed[key][0], asked):
            parts[key[0]].append(key)
    made = [
        (_rolled_deployment(asked, query.place, [rows[key] for key in keys], keyed[keys[0]][0]), keys)
        for _, keys in sorted(parts.items())
    ]
    return [
        row for row, keys in made if len(keys) > 1 or (row.state != "unknown" and not _is_all(asked, keyed[keys[0]][0]))
    ]


def _at_its_border(at: Assertion, asked: Where) -> bool:
    """Whether another's force stands near the country asked for or at its border: on which side of it is not said."""
    if asked.key or at.precision != "region" or at.holder == asked.country or not BORDER.search(at.place_name):
        return False
    return any(country_code(w.removesuffix("'s")) == asked.country for w in at.place_name.split() if w[:1].isupper())


BORDER = re.compile(r"\bborders?\b|^(?:near|outside|off|opposite|bordering|close to)\b", re.IGNORECASE)


def _is_all(asked: Where, at: Assertion) -> bool:
    """Whether the ground is just what was asked for."""
    whole = asked.key or asked.country
    return at.place == whole if whole else at.place.rpartition("/")[2] == asked.name


def _rolled_deployment(asked: Where, place: str, parts: Sequence[Deployment], first: Assertion) -> Deployment:
    own = [row for row in parts if row.place == (asked.country or asked.key)]
    state, best = _state(parts, own)
    tracks = _rolled_tracks(parts, own)
    return Deployment(
        first.holder,
        first.holder_name,
        ANY,
        asked.country or asked.key or place,
        country_name(asked.country) if asked.country else place,
        True,
        best.summary if best else None,
        tracks,
        disagreements(tracks),
        (),
        state,
        False,
        next((row.current for row in own if row.current), ()),
    )


def _rolled_tracks(parts: Sequence[Deployment], own: Sequence[Deployment]) -> tuple[Track, ...]:
    """A track for each side; `own` are the rows about the whole, the first of which holds for its side."""
    sides: dict[str, list[Track]] = defaultdict(list)
    for t in (t for row in parts for t in row.tracks):
        sides[t.side].append(t)
    whole = {t.side: t for row in reversed(own) for t in row.tracks}
    return tuple(_rolled_track(side, found, whole.get(side)) for side, found in sorted(sides.items()))


def _state(parts: Sequence[Deployment], own: Sequence[Deployment]) -> tuple[str, Deployment | None]:
    """Somebody at one place within is somebody in all of it; nobody there is nobody elsewhere only where it was said of
    all of it."""
    for states in (THERE, {"contested"}, {"reduced"}):
        found = [row for row in parts if row.state in states]
        if found:
            best = max(found, key=lambda row: (row.summary.confirmed if row.summary else "") or "")
            return best.state, best
    gone = [row for row in own if row.state == "absent"]
    return ("absent", gone[0]) if gone and len(gone) == len(own) else ("unknown", None)


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
    return Track(
        side, parts[0].side_name, names, best.state, best.certain, best.stale_days, tuple(spans), best.confirmed
    )


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
