"""Each side's word as a track, what of them stands on a day, and where two cannot both be right."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.answers.presence.answer import Disagreement, Period, Track
from sayso.answers.presence.tracks import THERE, StateInterval, state_on
from sayso.ground.edtf import Window, days_between, next_day, window_edtf
from sayso.ground.voices import MEDIA_RANK, STRANGERS, rank_of_side
from sayso.ledger.assertions import Assertion


def track(told: Sequence[Assertion], series: Sequence[StateInterval], day: str) -> Track:
    """One side's word as it stood on a day, with the intervals that had begun by then."""
    found, certain = state_on(series, day)
    stale = max(0, days_between(found.confirmed, day)) if found else None
    spans = tuple(_period(i) for i in series if (i.start.low or i.first) <= day)
    first = told[0]
    names = tuple(sorted({a.origin_name for a in told}))
    state = found.state if found else "unknown"
    return Track(first.side, first.side_name, names, state, certain, stale, spans, found.confirmed if found else None)


def _period(i: StateInterval) -> Period:
    end = window_edtf(i.end) if i.end else None
    certain_to = max(next_day(i.end.low, -1) if i.end.low else i.confirmed, i.confirmed) if i.end else None
    return Period(i.state, window_edtf(i.start), end, i.start.high, certain_to, i.confirmed, i.basis, i.claims)


def best_placed(tracks: Sequence[Track], holder: str, countries: Sequence[str | None]) -> list[Track]:
    """Sides that know a state on that day, best placed first; among equals the latest word."""
    knowing = [t for t in tracks if t.state != "unknown"] or list(tracks)
    latest = sorted(knowing, key=lambda t: (max((s.last_confirmed for s in t.spans), default=""), t.side), reverse=True)
    return sorted(latest, key=lambda t: rank_of_side(t.side, holder, countries))


def settled(
    tracks: Sequence[Track], holder: str, countries: Sequence[str | None], *, wide: bool = False
) -> tuple[str, Track | None]:
    """What stands on that day, and whose word it is: the best-placed side's, unless a later word says that all are
    gone; `contested` where somebody is said to be there and nobody is, and neither word is overtaken. `wide`: the
    ground is a region or more, which no medium can see on its own."""
    too_far = {STRANGERS, MEDIA_RANK} if wide else {STRANGERS}
    order = best_placed(tracks, holder, countries)
    known = [t for t in order if t.state != "unknown"]
    if not known:
        return "unknown", next(iter(order), None)
    gone = [t for t in known if t.state == "absent" and rank_of_side(t.side, holder, countries) not in too_far]
    best = _latest_word(known[0], gone)
    if best.state == "absent":
        return _absence(best, known, sure=rank_of_side(best.side, holder, countries) not in too_far)
    against = any(_confirmed(t) >= _confirmed(best) for t in gone)
    return ("contested" if against and best.state in THERE else best.state), best


def _latest_word(best: Track, gone: Sequence[Track]) -> Track:
    """The best-placed side's, or the last of those by whom all are gone, where that is later."""
    if best.state == "absent":
        return best
    return max((t for t in gone if _confirmed(t) > _confirmed(best)), key=_confirmed, default=best)


def _absence(best: Track, known: Sequence[Track], *, sure: bool) -> tuple[str, Track]:
    """Absent, where nobody is said to be there since then, and who says it is placed to know: nobody is away on a
    stranger's word alone."""
    if any(t.state in THERE and _confirmed(t) >= _confirmed(best) for t in known):
        return "contested", best
    return ("absent" if sure else "unknown"), best


def _confirmed(t: Track) -> str:
    return t.confirmed or ""


def disagreements(tracks: Sequence[Track]) -> tuple[Disagreement, ...]:
    """Where two sides surely put the force both there and not there."""
    split = [(t, [s for s in t.spans if s.state in THERE], [s for s in t.spans if s.state == "absent"]) for t in tracks]
    found = []
    for i, (one, *_) in enumerate(split):
        for other, there, absent in split[i + 1 :]:
            for a in one.spans:
                against = absent if a.state in THERE else there if a.state == "absent" else []
                found += [_clash(one, a, other, b, both) for b in against if (both := _overlap(a, b))]
    return tuple(found)


def _overlap(a: Period, b: Period) -> Window | None:
    """The days on which both surely hold: a presence up to the day when it was last confirmed; null where there are
    none."""
    low = max(a.certain_from or "", b.certain_from or "")
    high = min(_sure_to(a), _sure_to(b))
    return Window(low or None, None if high == "~" else high) if low <= high else None


def _sure_to(s: Period) -> str:
    return s.certain_to or ("~" if s.state == "absent" else s.last_confirmed)


def _clash(one: Track, a: Period, other: Track, b: Period, both: Window) -> Disagreement:
    claims = tuple(dict.fromkeys((*a.claims, *b.claims)))
    return Disagreement((one.side_name, other.side_name), (a.state, b.state), both.low, both.high, claims)
