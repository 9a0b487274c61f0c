"""Where an act happens: of the places of its clause, those that the reader, the parse and the words around tie to
it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.names.finder import NameHit
from sayso.claims.parties.parts import Roles
from sayso.claims.places.mentions import borders, place_from, place_sets
from sayso.claims.say.nearby import PINNED, Nearby
from sayso.claims.scene.place_candidates import enumerated, named_places, places_of_nouns, unpinned_places
from sayso.claims.scene.place_evidence import of_another_act, place_signs, seen, stands_there
from sayso.claims.scene.place_phrases import places_meant
from sayso.claims.scene.place_words import HELD, HOLDERS
from sayso.claims.sentence import View
from sayso.claims.weigh import pool
from sayso.records import LEAVING, Place
from sayso.spans import Span

_BY_HOLDER = re.compile(
    r"(?:(?:\s[a-z]+){0,2}\sin|,|\s)\s*(?:in\s+)?(?:the\s+)?(?:(?:north|south|east|west|centr)[a-z-]*\s+)?"
)
""" "Goma in Congo", "the Locumba garrison in southern Peru"."""


def sites(view: View, hit: ActHit, span: Span, near: Nearby, roles: Roles) -> list[Place]:
    """The places of one act in the order of the text; empty where its clause `span` names none.

    `near` knows the names and the toponyms of the article, of which those without a pin count too.
    """
    whole, single = places_named(view, near, span)
    parties = parties_of(roles)
    here = {p.name for p in (*whole, *single)}
    every = places_meant(view, [*whole, *single, *(p for p in elsewhere(view, hit, span, near) if p.name not in here)])
    chosen = [p for p in every if _tied(view, hit, p, parties, span)]
    if hit.sense.change:
        chosen = [p for p in chosen if not of_another_act(view, hit, p)]  # there nobody is moved
    for p in every:
        if p not in chosen and any(enumerated(view.text, p, c) for c in chosen):
            chosen.append(p)
    if not chosen:
        chosen = places_of_nouns(view, hit, [*((p.start, p.end) for p in (*whole, *single)), *parties], near)
    return sorted(_narrowest(chosen, view.text), key=lambda p: (p.start, p.end))


def _tied(view: View, hit: ActHit, place: Place, parties: Sequence[Span], span: Span) -> bool:
    weights = pool("place")
    return (
        stands_there(view, hit, place) or weights.chance(place_signs(view, hit, place, parties, span)) >= weights.needed
    )


def elsewhere(view: View, hit: ActHit, span: Span, near: Nearby) -> list[Place]:
    """The places outside the clause in which the reader sees the act."""
    event = view.event(hit)
    stretches = [
        (a, b) for a, b, _ in (event.role("place") if event is not None else ()) if not _meets_span(a, b, span)
    ]
    names = [n for a, b in stretches for n in near.names.starting(a, b) if n.end <= b and n.kind in PINNED]
    return [place_from(n, view.text) for n in names]


def _meets_span(start: int, end: int, span: Span) -> bool:
    return start < span[1] and span[0] < end


def ends(
    view: View, hit: ActHit, span: Span, near: Nearby, places: Sequence[Place]
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """The places that a movement leads from, and to, in the order of the text: those that the reader sees there and
    those of the act whose preposition leads somewhere, else all `places` of the act. Each is one end: by its
    preposition, else by the likelier slot, else by the act."""
    whole, single = places_named(view, near, span)
    event = view.event(hit)
    chances = {p: (seen(event, "from", p), seen(event, "to", p)) for p in (*whole, *single)}
    likely = [p for p in chances if max(chances[p]) >= LIKELY and not of_another_act(view, hit, p)]
    likely += [p for p in places if p not in likely and _leads(view, p)] if likely else []
    leaving = hit.sense.change in LEAVING
    found: tuple[list[Place], list[Place]] = ([], [])
    for p in likely or places:
        begins, arrives = chances.get(p, (0.0, 0.0))
        by_reader = leaving if begins == arrives else begins > arrives
        stays = hit.sense.change == "remain"  # nobody comes from anywhere
        found[stays or not _from(view, p, leaving=leaving, otherwise=by_reader)].append(p)
    old, new = (tuple(sorted(_narrowest(side, view.text), key=lambda p: (p.start, p.end))) for side in found)
    return old, new


def _from(view: View, place: Place, *, leaving: bool, otherwise: bool) -> bool:
    """What the preposition before a place says: "from Gao", "to Niamey"."""
    said = _preposition(view, place)
    return otherwise if said is None else said in LEADS_FROM or (said in WHERE_IT_IS and leaving)


def _leads(view: View, place: Place) -> bool:
    return _preposition(view, place) in LEADS_FROM | LEADS_TO


def _preposition(view: View, place: Place) -> str | None:
    words = view.text[view.start : place.start].lower().split()[-REACH_OF_PREPOSITION:]
    return next((w for w in reversed(words) if w in LEADS_FROM or w in LEADS_TO or w in WHERE_IT_IS), None)


LEADS_FROM, LEADS_TO, WHERE_IT_IS = (
    frozenset({"from", "off"}),
    frozenset({"to", "into", "towards", "onto", "for"}),
    frozenset({"in", "at"}),
)
REACH_OF_PREPOSITION = 3
"""Words before a place among which its preposition stands: "from the northern Mali"."""


LIKELY = 0.5
"""The reader's chance from which a place is an end of a movement."""


def places_named(view: View, near: Nearby, span: Span) -> tuple[list[Place], list[Place]]:
    """(borders and sets of places, single places) that a clause names."""
    here = [n for n in near.names.starting(*span) if n.end <= span[1]]
    whole = [p for p in (*borders(view.text, here), *place_sets(view.text, here)) if _lies_in(p, span)]
    return whole, _single(view, whole, here, near, span)


def parties_of(roles: Roles) -> list[Span]:
    """Where the parties of an act stand."""
    return [(m.start, m.end) for m in (*roles.actors, *roles.recipients, *roles.forces)]


def _lies_in(place: Place, span: Span) -> bool:
    return span[0] <= place.start and place.end <= span[1]


def _single(view: View, whole: Sequence[Place], here: Sequence[NameHit], near: Nearby, span: Span) -> list[Place]:
    """The places beside borders and sets: those of names, then those without a pin."""
    taken = [(p.start, p.end) for p in whole]
    sides = {p.country for p in whole if p.precision == "border"} | {c for p in whole for c in p.countries}
    found = [p for p in named_places(view, here) if not _meets(p, taken)]
    found = [p for p in found if p.precision not in ("country", "border") or p.country not in sides]
    taken += [(p.start, p.end) for p in found]
    unpinned = unpinned_places(view.text, near.located.at(*span), span)
    return [*found, *(p for p in unpinned if not _meets(p, taken))]


def _narrowest(found: Sequence[Place], text: str) -> list[Place]:
    """ "The villages of A and B in C": what holds another place that it follows is not named again."""
    kept: list[Place] = []
    for p in sorted(found, key=lambda p: p.start):
        if not (kept and _holds(p, kept[-1], text)):
            kept.append(p)
    return kept


def _holds(place: Place, before: Place, text: str) -> bool:
    holder = place.precision in HOLDERS or (place.precision == "city" and " in " in text[before.end : place.start])
    peers = (
        place.precision == before.precision in ("admin1", "region") and text[before.end : place.start].strip() == ","
    )
    return (
        holder and not peers and before.precision in HELD and bool(_BY_HOLDER.fullmatch(text, before.end, place.start))
    )


def _meets(place: Place, spans: Iterable[Span]) -> bool:
    return any(s < place.end and place.start < e for s, e in spans)
