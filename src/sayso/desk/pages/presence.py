"""Whose forces are where: a timeline, a map, figures, plans, and the table below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fastapi import APIRouter, Request, Response

from sayso.answers.presence import Presence
from sayso.answers.presence.known import Known
from sayso.answers.presence.quoting import rests_on, rows_shown
from sayso.answers.store import Ledger
from sayso.desk.pictures.map import drawn
from sayso.desk.pictures.timeline import Timeline, timeline
from sayso.desk.rendering import Pages
from sayso.desk.wording import day_typed, force_given, labelled
from sayso.errors import UsageError
from sayso.ground.names import Names
from sayso.ground.places import country_code, country_name
from sayso.ledger.scope import Query

KINDS = ("army", "navy", "air_force", "border_guards", "peacekeepers", "police", "militia", "rebels", "mercenaries")
PLANS_SHOWN, FIGURES = 25, 40
"""Plans and figures of a page, those told of last."""
MANY = 5_000
"""Claims about a force without a place, or a place without a force, beyond which the page asks for the other."""


def presence_query(names: Names, **asked: str | None) -> Query:
    """The question of an address; a force may be a group of the `names`, or a country's force of a kind, a place
    go by any of its names there. Raises UsageError."""
    given = {name: (value or "").strip() for name, value in asked.items()}
    force, kind = force_given(given["force"])
    group = names.actor_id(force) if force and not country_code(force) else None
    place = names.place_asked(given["place"])
    dated = {name: day_typed(given[name]) for name in ("as_of", "known_by")}
    asking = {**given, **dated, "force": group or force, "place": place, "kind": given["kind"] or kind}
    return Query(**{name: value or None for name, value in asking.items()})


def router(pages: Pages, ledger: Ledger, names: Names) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/presence")
    def presence(
        request: Request, force: str = "", place: str = "", kind: str = "", as_of: str = "", known_by: str = ""
    ) -> Response:
        asked = {"force": force, "place": place, "kind": kind, "as_of": as_of, "known_by": known_by}
        view: dict[str, object] = {
            "asked": asked,
            "kinds": KINDS,
            "title": "",
            "said": None,
            "found": None,
            "known": [],
            "heap": 0,
        }
        if not force.strip() and not place.strip():
            return pages.show(request, "presence", **{**view, "known": ledger.forces()})
        try:
            wanted = presence_query(names, **asked)
            known = _heap(ledger, wanted)
            if known:
                title, heap = _title(wanted), sum(k.claims for k in known)
                return pages.show(request, "presence", **{**view, "title": title, "known": known, "heap": heap})
            found = ledger.presence(wanted)
        except UsageError as error:
            return pages.show(request, "presence", 400, **{**view, "said": labelled(str(error))})
        return pages.show(request, "presence", **{**view, "title": _titled(found), **_answer(found, ledger)})

    return routes


def _heap(ledger: Ledger, wanted: Query) -> list[Known]:
    """Where a force is told to be, or who is told to be in a country, where that is too much for one page; else
    nothing."""
    if wanted.force and wanted.place:
        return []
    known = ledger.forces(wanted.force, country_code(wanted.place or ""))
    asks = wanted.force or country_code(wanted.place or "")
    return known if asks and sum(k.claims for k in known) > MANY else []


def _titled(found: Presence) -> str:
    """What was asked, in names, with the day that it was answered for."""
    q = found.query
    who = next((e.holder_name for e in found.entries if q.force in (e.holder, e.holder_name)), None)
    return _title(q, who, found.as_of)


def _title(q: Query, who: str | None = None, as_of: str | None = None) -> str:
    """What is asked, in names."""
    force = who or country_name(country_code(q.force or "") or q.force or "All forces")
    places = (q.place or "all places").split("+")
    place = " and ".join(country_name(country_code(name) or name) for name in places)
    kind = f" ({q.kind.replace('_', ' ')})" if q.kind else ""
    known = f", as known on {q.known_by}" if q.known_by else ""
    return f"{force}{kind} in {place}{f', {as_of}' if as_of else ''}{known}"


def _answer(found: Presence, ledger: Ledger) -> dict[str, object]:
    rows = [e for e in rows_shown(found) if e in found.entries]
    latest = sorted(found.plans, key=lambda p: p.events[-1].day, reverse=True)[:PLANS_SHOWN]
    plans = [p for p in found.plans if p in latest]
    figures = sorted(((n.on, n, e) for e in rows if not e.rolled for n in e.strengths), key=lambda f: f[0] or "")
    lanes = timeline(replace(found, plans=tuple(plans)), rows)
    return {
        "found": found, "rows": rows, "lanes": lanes, "plans": plans, "figures": figures[-FIGURES:],
        "more_figures": max(0, len(figures) - FIGURES), "more_plans": len(found.plans) - len(plans),
        "quoted": {q.claim: q for q in found.quoted}, "rests_on": rests_on,
        "map": drawn(found, ledger.grounds(found)), "slides": _slides(lanes), "left": len(found.entries) - len(rows),
    }  # fmt: skip


def _slides(lanes: Timeline | None) -> dict[str, object] | None:
    """The days that the sliders run over."""
    if lanes is None:
        return None
    first, last = date.fromisoformat(lanes.first), date.fromisoformat(lanes.last)
    return {"first": lanes.first, "days": (last - first).days}
