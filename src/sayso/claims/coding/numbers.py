"""How many an act counts: the figures of its clause that are its own, and the victims that they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.acts.lexeme import BEING_THERE
from sayso.claims.roles.draft import Draft
from sayso.claims.roles.folding import is_part, opens_with_part
from sayso.claims.scene.when import parted
from sayso.claims.weigh import Signs, log_odds, pool
from sayso.english.lists import listed
from sayso.records import Party, Place, Quantity, QuantityOf, Words, digest

HARMED = frozenset({"killed", "wounded"})
FELT = frozenset({"happened", "ongoing", "denied", "possible"})
"""Statuses of which victims can be told: what is asked for or threatened has hit nobody."""
TAKEN = frozenset({("COERCE", "arrest"), ("ASSAULT", "abduct")})
"""Acts whose people are captured."""


def numbers(draft: Draft, found: Sequence[Quantity], span: tuple[int, int]) -> list[Quantity]:
    """The figures of a sentence that an act counts: within its clause `span`, no other act between; whom violence
    killed or wounded is counted with it wherever the clause tells of them."""
    weights = pool("quantity")
    inside = [q for q in found if span[0] <= q.start and q.end <= span[1]]
    return [
        _counted(q, draft)
        for q in inside
        if _of_those_there(q, draft) or weights.chance(figure_signs(q, draft, inside)) >= weights.needed
    ]


def _of_those_there(q: Quantity, draft: Draft) -> bool:
    """ "About 900 soldiers are at Bartica": the figure of a subject of "be", of which the reader knows nothing."""
    within = any(m.start < q.end and q.start < m.end for m in draft.parties)
    return draft.hit.entry.lemma == BEING_THERE and within and q.of in ("troops", "people")


def figure_signs(q: Quantity, draft: Draft, inside: Sequence[Quantity]) -> Signs:
    """What speaks for a figure's being counted by an act; `inside` are the figures of its clause."""
    event = draft.view.event(draft.hit)
    seen = event.role("quantity") if event is not None else ()

    def chance(one: Quantity) -> float:
        return max((s for a, b, s in seen if a < one.end and one.start < b), default=0.0)

    hits = _hits(draft)
    apart = parted(draft.view, (q.start, q.end), Words.at(draft.view.text, draft.hit.start, draft.hit.end))
    return {
        "reader": log_odds(chance(q)),
        "reader_rival": log_odds(max((chance(one) for one in inside if one is not q), default=0.0)),
        "harmed": float(q.of in HARMED and hits),
        "harmed_elsewhere": float(q.of in HARMED and not hits),
        "forces": float(q.of in ("troops", "units")),
        "people": float(q.of in ("people", "captured")),
        "other": float(q.of == "other"),
        "parted": float(apart),
        "parted_harmed": float(apart and q.of in HARMED and hits),
        "one_blow": float(hits and q.of in HARMED and any(_one_blow(draft, one, q) for one in inside if one is not q)),
        "moves": float(bool(draft.hit.sense.change)),
        "only_act": float(len(draft.view.acts) == 1),
        "in_party": float(any(m.start < q.end and q.start < m.end for m in draft.parties)),
    }


def _one_blow(draft: Draft, one: Quantity, other: Quantity) -> bool:
    """ "Killed five people and injured 20": both are whom one blow hit; no act but those of harm stands between."""
    if one.of not in HARMED:
        return False
    left, right = sorted((one, other), key=lambda q: q.start)
    between = [h for h in draft.view.acts if left.end <= h.start < right.start]
    joined = draft.view.text[left.end : right.start].lower()
    return all(h.sense.act == "ASSAULT" for h in between) and bool(JOINED.search(joined)) and not ENDED.search(joined)


JOINED = re.compile(r"\band\b|,")
ENDED = re.compile(r"[.;:!?]|\b(?:while|after|before|when|where|which|who|but)\b")


def _counted(q: Quantity, draft: Draft) -> Quantity:
    """People whom the act takes are captured."""
    sense = draft.hit.sense
    taken: QuantityOf = "captured"
    people = q.of in ("people", "troops") and any(m.start < q.end and q.start < m.end for m in draft.roles.recipients)
    return replace(q, of=taken) if people and (sense.act, sense.mode) in TAKEN else q


def _hits(draft: Draft) -> bool:
    return draft.hit.sense.act == "ASSAULT" and draft.verdict.status in FELT


def victims(draft: Draft, found: Sequence[Quantity]) -> tuple[Party, ...]:
    """The people that the figures of an assault count as killed or wounded, as recipients on their own words, where no
    party of the act stands there already."""
    if not _hits(draft):
        return ()
    taken = [(m.start, m.end) for m in (*draft.roles.actors, *draft.roles.recipients)]
    hit = (q for q in found if q.of in HARMED and q.unit is not None and not _part(draft.view.text, q, taken))
    return tuple(_party(draft, q) for q in hit if not any(a < q.end and q.start < b for a, b in taken))


def at_home(act: str, parties: Sequence[Party], places: Sequence[Place]) -> tuple[Party, ...]:
    """People who are hurt or held and of whom nothing else is told are of the country where it befalls them, as
    residents are; no strangers there, nor soldiers."""
    lands = {p.country for p in places if p.country}
    if act not in BEFALLS or len(lands) != 1:
        return tuple(parties)
    (land,) = lands
    return tuple(_of(land, p) if p.country is None and _nameless(p) else p for p in parties)


BEFALLS = frozenset({"ASSAULT", "COERCE"})
"""Acts that befall people."""
NAMELESS = listed("coding", "nameless")
"""What people are called of whom nothing is told; a number may stand for them."""


def _of(country: str, party: Party) -> Party:
    return replace(party, country=country, entity=f"x:{digest(party.name.lower(), country)}")


def _nameless(party: Party) -> bool:
    words = re.findall(r"[^\W\d_]+", party.text.lower())
    return (party.entity or "x:").startswith("x:") and (not words or words[-1] in NAMELESS)


def _part(text: str, q: Quantity, taken: Sequence[tuple[int, int]]) -> bool:
    """The figure counts some of those who are a party already: "11 people, including nine soldiers"."""
    before = max((end for _, end in taken if end <= q.start), default=None)
    return before is not None and (
        is_part(text[before : q.start]) or opens_with_part(text[q.start : q.start + SOME_NEAR])
    )


SOME_NEAR = 40
"""Code points within which "eight of them" stands."""


def _party(draft: Draft, q: Quantity) -> Party:
    """The words of a figure as a party, with the country and sectors of the mention within them."""
    known = next((m for m in draft.view.mentions if m.start < q.end and q.start < m.end), None)
    country, sectors = (known.country, known.sectors) if known is not None else (None, ())
    return Party(q.text, q.start, q.end, q.text, None, country, sectors, f"x:{digest(q.text.lower(), country or '')}")
