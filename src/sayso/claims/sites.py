"""Where an act happens: the places of its clause that a preposition of place ties to it, sets and borders first."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.gazetteer import NameHit
from sayso.claims.parts import Roles
from sayso.claims.places import borders, place_from, place_sets
from sayso.claims.view import View
from sayso.records import Place, Quantity, Words

AT = frozenset(
    {
        "in",
        "from",
        "at",
        "near",
        "on",
        "to",
        "into",
        "across",
        "inside",
        "outside",
        "over",
        "around",
        "off",
        "through",
        "toward",
        "towards",
        "against",
    }
)
KINDS = frozenset({"country", "capital", "city", "region"})
REACH = 90


def sites(view: View, names: Sequence[NameHit], predicate: Words, quantities: Sequence[Quantity], roles: Roles) -> list[Place]:
    """The places of one act in the order of the text; empty where the clause names none."""
    whole = [*borders(view.text, names), *place_sets(view.text, names, quantities)]
    whole = [p for p in whole if view.start <= p.start and p.end <= view.stop]
    taken = [(p.start, p.end) for p in whole] + [_asked(view, n) for n in names]
    sides = {p.country for p in whole if p.precision == "border"} | {c for p in whole for c in p.countries}
    parties = [(m.start, m.end) for m in (*roles.actors, *roles.recipients, *roles.forces)]
    single = [
        place_from(n, view.text)
        for n in names
        if n.kind in KINDS and _tied(view, n) and not _in(n, taken) and not _in(n, parties) and n.country not in sides
    ]
    near = [p for p in (*whole, *single) if not (p.start > predicate.end and _others(view, p, predicate))]
    near = [p for p in near if abs(p.start - predicate.end) <= REACH or abs(predicate.start - p.end) <= REACH]
    return sorted(near, key=lambda p: (p.start, p.end))


def _others(view: View, place: Place, predicate: Words) -> bool:
    """A noun act between its act and the place ("a withdrawal during a meeting in Moscow") takes the place."""
    return any(predicate.end <= h.start < place.start for h in view.acts)


def _asked(view: View, name: NameHit) -> tuple[int, int]:
    """ "at the request of Yerevan" names who asked, not where."""
    head = view.text[max(view.start, name.start - 24) : name.start].lower()
    return (
        (name.start, name.end)
        if head.rstrip().endswith(("request of", "invitation of", "behalf of", "leader of", "president of", "government of"))
        else (-1, -1)
    )


def _in(name: NameHit, spans: Sequence[tuple[int, int]]) -> bool:
    return any(s <= name.start and name.end <= e for s, e in spans)


def _tied(view: View, name: NameHit) -> bool:
    first = next((i for i, t in enumerate(view.tokens) if t.start >= name.start), 0)
    before = [view.word(k) for k in range(max(0, first - 4), first)]
    if before and before[-1] in AT:
        return True
    return bool(set(before) & AT) and before[-1] in ("the", "of", "and", ",", "northern", "southern", "eastern", "western", "central")
