"""Where armed forces are: the movement of an act whose word changes that (contract, section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from sayso.claims.lexicon import ActHit
from sayso.claims.parties import Mention
from sayso.claims.roles import Roles
from sayso.claims.view import View
from sayso.records import Change, Force, ForceKind, Movement, MovementBasis, Place, Quantity, Strength

FROM = frozenset({"from", "out", "off", "leaving"})
TAKING = frozenset({"seize", "arrive", "reinforce", "remain"})
LEAVING = frozenset({"leave", "reduce", "cede"})
BASES: tuple[tuple[str, Literal["host_request", "agreement", "mandate", "order", "invasion"]], ...] = (
    ("at the request of", "host_request"),
    ("at the invitation of", "host_request"),
    ("request", "host_request"),
    ("invitation", "host_request"),
    ("under an agreement", "agreement"),
    ("under a deal", "agreement"),
    ("under the terms of", "agreement"),
    ("under a mandate", "mandate"),
    ("mandate", "mandate"),
)


def movement(view: View, hit: ActHit, roles: Roles, places: Sequence[Place], quantities: Sequence[Quantity]) -> Movement | None:
    """The movement of an act, or null where its word moves nobody or no force is named."""
    change = hit.sense.change
    moving = roles.forces or (roles.actors if change in TAKING else ())
    forces = tuple(_force(m) for m in moving if m.force or m.country or m.sectors)
    if change is None or not forces:
        return None
    leaving = change in LEAVING
    return Movement(
        forces, cast(Change, change), part=_part(roles.forces, view),
        places_from=tuple(places) if leaving else (), places_to=() if leaving else tuple(places),
        strength=_strength(quantities, change, view), basis=basis(view),
    )  # fmt: skip


def _force(mention: Mention) -> Force:
    party = mention.party()
    kind = cast(ForceKind, mention.force or "forces")
    return Force(mention.text, mention.start, mention.end, mention.name, kind, party.country, party.sectors, party.entity)


def _part(forces: Sequence[Mention], view: View) -> Literal["all", "part", "residual"] | None:
    before = {view.word(m.first) for m in forces} | {view.word(m.first - 1) for m in forces}
    if "all" in before:
        return "all"
    if before & {"some", "most", "half"}:
        return "part"
    return "residual" if "remaining" in before else None


def _strength(quantities: Sequence[Quantity], change: str, view: View) -> Strength | None:
    for q in quantities:
        if q.of in ("troops", "units"):
            counts: Literal["moved", "residual", "total"] = "moved"
            if change == "remain":
                counts = "residual" if "remaining" in view.lower else "total"
            return Strength(q.value, q.low, q.high, q.of, q.unit, q.text, q.start, q.end, counts)
    return None


def basis(view: View) -> MovementBasis | None:
    """The words of the sentence that say why the force may be there."""
    low = view.text[view.start : view.stop].lower()
    for words, kind in BASES:
        at = low.find(words)
        if at >= 0:
            start, end = _widened(view, view.start + at, view.start + at + len(words))
            return MovementBasis(kind, view.text[start:end], start, end)
    return None


def _widened(view: View, start: int, end: int) -> tuple[int, int]:
    """ "at the request of Armenia", "at Yerevan's request": with the party that asks."""
    first = next((i for i, t in enumerate(view.tokens) if t.start <= start < t.end), 0)
    after = next((m for m in view.mentions if view.tokens[m.first].start >= end and m.start - end <= 5), None)
    if after is not None and view.text[start:end].lower().endswith("of"):
        return start, after.end
    for m in view.mentions:
        if m.last <= first <= m.last + 2 and view.governed(m) == "at":
            return view.tokens[m.first - 1].start, end
    return start, end
