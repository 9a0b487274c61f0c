"""An answer about presence as a table for a terminal, CSV, and JSON; the pictures are drawn by timeline.py."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from sayso.answers.presence import Deployment, Disagreement, Period, Presence, QuotedClaim, StrengthSaid, Track, Wish
from sayso.answers.presence.movement_plans import MovementPlan
from sayso.answers.presence.plan_threads import PlanEvent
from sayso.answers.presence.quoting import ROWS_SHOWN, rests_on, rows_shown
from sayso.answers.wording import shortened
from sayso.english.counting import agreeing, many
from sayso.exports.cells import defused
from sayso.records import to_json

SOLID, HATCHED, PARTLY, NOBODY_THERE, NOT_KNOWN = "██", "▒▒", "█·", "··", "??"
"""What held; what is only agreed or planned; left in part; nobody there; not known."""
LEGEND = (
    (SOLID, "held"), (HATCHED, "agreed or planned, not done"), (PARTLY, "left in part"), (NOBODY_THERE, "nobody there"),
    (NOT_KNOWN, "not known"),
)  # fmt: skip
BARS = {
    "present": SOLID,
    "arriving": "░█",
    "leaving": "█░",
    "reduced": PARTLY,
    "absent": NOBODY_THERE,
    "unknown": NOT_KNOWN,
}
ROW_FIELDS = (
    "row",
    "holder",
    "kind",
    "place",
    "side",
    "state",
    "certain",
    "start",
    "end",
    "certain_from",
    "certain_to",
    "last_confirmed",
    "basis",
    "value",
    "low",
    "high",
    "counts",
    "says",
    "claims",
)
"""Columns of the CSV. `row` is interval, strength, plan, disagreement or wish; what a row has no word for is empty."""


def as_json(found: Presence) -> str:
    """The whole answer, fields in the order of the records."""
    return to_json(found).decode() + "\n"


def as_csv(found: Presence) -> str:
    """One row an interval, number, plan step, disagreement and wish. Cells that a spreadsheet would run as formulas
    are defused."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ROW_FIELDS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in _rows(found):
        writer.writerow({name: defused(value) for name, value in row.items()})
    return out.getvalue()


def _rows(found: Presence) -> Iterator[dict[str, object]]:
    for e in found.entries:
        key = {"holder": e.holder_name, "kind": e.kind, "place": e.place_name}
        yield from ({"row": "interval", **key, **_interval(t, s)} for t in e.tracks for s in t.spans)
        yield from ({"row": "strength", **key, **_strength(n)} for n in e.strengths)
        yield from ({"row": "disagreement", **key, **_disagreement(d)} for d in e.disagreements)
    yield from ({"row": "plan", **_step(plan, event)} for plan in found.plans for event in plan.events)
    yield from ({"row": "wish", **_asked(w)} for w in found.wishes)


def _interval(t: Track, s: Period) -> dict[str, object]:
    return {
        "side": t.side_name,
        "state": s.state,
        "start": s.start,
        "end": s.end,
        "certain_from": s.certain_from,
        "certain_to": s.certain_to,
        "last_confirmed": s.last_confirmed,
        "basis": s.basis,
        "claims": " ".join(s.claims),
    }


def _strength(n: StrengthSaid) -> dict[str, object]:
    return {
        "side": n.side,
        "start": n.on,
        "value": n.value,
        "low": n.low,
        "high": n.high,
        "counts": n.counts,
        "state": n.status,
        "says": n.origin,
        "claims": n.claim,
    }


def _disagreement(d: Disagreement) -> dict[str, object]:
    return {
        "side": " / ".join(d.sides),
        "state": " / ".join(d.states),
        "start": d.start,
        "end": d.end,
        "claims": " ".join(d.claims),
    }


def _step(plan: MovementPlan, event: PlanEvent) -> dict[str, object]:
    return {
        "holder": plan.holder,
        "kind": " ".join(plan.kinds),
        "place": plan.place_name,
        "side": " / ".join(event.sides),
        "state": event.stage,
        "start": event.day,
        "end": plan.due,
        "says": event.says,
        "claims": " ".join(event.claims),
    }


def _asked(w: Wish) -> dict[str, object]:
    return {
        "holder": w.holder,
        "kind": w.kind,
        "place": w.place_name,
        "side": w.side,
        "state": w.status,
        "start": w.told_on,
        "says": " ".join(filter(None, [w.change, w.time])),
        "claims": " ".join(w.claims),
    }


def as_text(found: Presence) -> str:
    """The table for people: one line an interval, solid for what held, hatched for what is only agreed or planned; the
    words that each row rests on below it."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Presence) -> Iterator[str]:
    yield _question(found)
    if found.first_word:
        yield f"Not known on that day: the first word of it is of {found.first_word}."
    if not found.entries and not found.plans and not found.wishes:
        if not found.first_word:
            yield "Nothing is known of it here."
        yield from _unsure(found)
        return
    yield "   ".join(f"{sign} {meaning}" for sign, meaning in LEGEND)
    yield from _table(found)
    yield f"\nSummary: {found.rule}."
    yield from _unsure(found)


def _table(found: Presence) -> Iterator[str]:
    """What is there, what is planned, what is wished, and how much more of it there is."""
    words = {q.claim: q for q in found.quoted}
    rows = rows_shown(found)
    for entry in (row for row in rows if isinstance(row, Deployment)):
        yield from _entry(entry, words)
    plans = [row for row in rows if isinstance(row, MovementPlan)]
    if plans:
        yield "\nPlans, which change no state by themselves"
        for plan in plans:
            yield from _plan(plan, words)
    wishes = found.wishes[: max(0, ROWS_SHOWN - len(rows))]
    if wishes:
        yield "\nAsked for, refused, threatened or only possible"
        yield from map(_wish, wishes)
    left = len(found.entries) + len(found.plans) + len(found.wishes) - len(rows) - len(wishes)
    if left:
        yield f"\n… {left:,} more; --format json has them all"


def _unsure(found: Presence) -> Iterator[str]:
    if found.unsure:
        left, them = many(found.unsure, "claim"), agreeing(found.unsure, "it", "them")
        are = agreeing(found.unsure, "is", "are")
        yield f"{left} {are} left out: the coder is less than {found.least:.0%} sure of {them}."


def _question(found: Presence) -> str:
    q = found.query
    limits = [("as of", found.as_of), ("known by", q.known_by), ("recorded by", q.recorded_by)]
    where = f"{q.force or 'All forces'}{f' ({q.kind})' if q.kind else ''} in {q.place or 'all places'}"
    return " · ".join([where, *(f"{name} {value}" for name, value in limits if value)])


def _entry(e: Deployment, words: Mapping[str, QuotedClaim]) -> Iterator[str]:
    yield f"\n{e.holder_name} · {_kind(e)} · {e.place_name}   {_state(e)}"
    if e.note:
        yield f"    ({e.note})"
    for t in () if e.rolled else e.tracks:
        yield f"  {t.side_name}{_origins(t)}"
        yield from (f"    {_span(s)}" for s in t.spans)
    for n in e.strengths:
        yield f"    # {_number(n)} {n.of or ''} ({n.counts}, {n.status}) said on {n.on} by {n.origin}"
    for d in e.disagreements:
        yield f"    ! {d.sides[0]} says {d.states[0]}, {d.sides[1]} says {d.states[1]}, {_period(d.start, d.end)}"
    yield from _quotes(e, words)


def _kind(e: Deployment) -> str:
    if e.rolled:
        return "forces of any kind"
    return f"{e.kind.replace('_', ' ')}, {'located' if e.located else 'reported'}"


def _quotes(row: Deployment | MovementPlan, words: Mapping[str, QuotedClaim]) -> Iterator[str]:
    for q in (words[c] for c in rests_on(row) if c in words):
        address = f", {q.url}" if q.url else ""
        yield f"      “{shortened(q.words)}” {q.chain}. {q.page}, {q.day}{address}. Claim {q.claim}"


def _number(n: StrengthSaid) -> str:
    if n.value is not None:
        return f"{n.value:,g}"
    return f"{n.low:,g} or more" if n.low is not None else f"up to {n.high:,g}"


def _origins(t: Track) -> str:
    names = [n for n in t.origins if n != t.side_name and not t.side_name.startswith(f"{n} in its own")]
    return f", by {', '.join(names)}" if names else ""


def _state(e: Deployment) -> str:
    how_many = "".join(f", {_number(n)} ({n.origin}, {n.on})" for n in e.current[:2])
    t = e.summary
    if e.state == "unknown" or t is None:
        held = [s for s in t.spans if s.state != "unknown"] if t else []
        since = f": {held[-1].state} on {held[-1].last_confirmed}, not known since" if held else ""
        return f"NOT KNOWN{since}{how_many}"
    stale = f", last confirmed {many(t.stale_days, 'day')} before" if t.stale_days else ""
    open_ = "" if t.certain else " (dates leave it open)"
    return f"{e.state.upper()}{open_}{how_many} — {t.side_name}{stale}"


def _span(s: Period) -> str:
    why = f"   {s.basis.replace('_', ' ')}" if s.basis else ""
    held = f"{BARS[s.state]} {s.state:9}{_period(s.start, s.end):34}"
    return f"{held} last confirmed {s.last_confirmed}   {_claims(s.claims)}{why}"


def _claims(names: tuple[str, ...]) -> str:
    return many(len(names), "claim")


def _period(start: str | None, end: str | None) -> str:
    begun = "start not known" if start is None else f"by {start[3:]}" if start.startswith("../") else f"from {start}"
    return f"{begun} {'on' if end is None else f'to {end[3:]} at the latest' if end.startswith('../') else f'to {end}'}"


def _plan(plan: MovementPlan, words: Mapping[str, QuotedClaim]) -> Iterator[str]:
    kinds = ", ".join(k.replace("_", " ") for k in plan.kinds)
    dates = "".join(f", {word} {value}" for word, value in (("decided", plan.decided), ("due", plan.due)) if value)
    share = f" ({plan.share})" if plan.share else ""
    what = f"{plan.holder_name} {kinds} {plan.direction} {plan.place_name}{share}"
    yield f"  {HATCHED} {what}: {plan.status.upper()}{dates}"
    yield from (f"       {_event(e)}" for e in plan.events)
    yield from _quotes(plan, words)


def _event(e: PlanEvent) -> str:
    return f"{e.day}  {e.stage:10} {e.says}   by {', '.join(e.origins)} ({', '.join(e.sides)})   {_claims(e.claims)}"


def _wish(w: Wish) -> str:
    when = f" [{w.time}]" if w.time else ""
    wish = f"{w.change} {w.holder} {w.kind.replace('_', ' ')} {w.place_name}{when}"
    return f"  {w.told_on}  {w.status:10} {wish}   by {w.origin} ({w.side})"
