"""Names that only say where another place lies: "Pakistan's city of Lahore", "Balad Ruz, northeast of Baghdad",
"India-controlled Kashmir". Of one noun phrase one place is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.claims.sentence import View
from sayso.records import Place

OWNER_ENDS = ("'", "’")
HYPHENS = ("-", "‐", "‑", "–")
OF_STEPS = 2
"""Arcs between a noun of a place and the name that it bears: "city of Lahore", "Khost province"."""
_HOW_FAR = r"(?:,? (?:just|about|some|around))?(?: [\w.,-]+ (?:kilometers|kilometres|miles|km))?"
_WHICH_WAY = r"(?:to the )?(?:far )?(?:north|south|east|west)(?:-?east|-?west)?(?:ern)?(?: of)?|outside|away from"
_BESIDE = re.compile(
    rf"(?: [a-z]+)?(?:,? (?:bordering|near|close to)|,?{_HOW_FAR} (?:{_WHICH_WAY}))"
    r"(?: (?:the|its))?(?: borders? (?:with|of|to))?(?: (?:the|city|capital|town|of))* "
)
""" "Khost province, near the Pakistan border", "Baquba, about 60 kilometers northeast of Baghdad"."""


def places_meant(view: View, places: Sequence[Place]) -> list[Place]:
    """Those places of a clause, in their order, that do more than tell where another one lies."""
    inner = [p for p in places if _owns(view, p, places)]
    kept = [p for p in places if p not in inner]
    return [p for p in kept if not _beside(view.text, p, kept)]


def _owns(view: View, place: Place, places: Sequence[Place]) -> bool:
    """The owner of what is meant, or of a word that describes it."""
    after = view.text[place.end : place.end + 1]
    if after in HYPHENS and view.text[place.end + 1 : place.end + 2].isalpha():
        return not any(p.start == place.end + 1 for p in places)
    if after not in OWNER_ENDS or not view.arcs:
        return False
    noun = view.arcs.heads[_last(view, place)]
    return any(p is not place and p.start > place.end and noun in _up(view, p) for p in places)


def _up(view: View, place: Place) -> Sequence[int]:
    last = _last(view, place)
    first = view.sentence.first + next((i for i, t in enumerate(view.tokens) if t.end > place.start), 0)
    return view.arcs.path(view.arcs.top(first, last + 1), OF_STEPS + 1)


def _last(view: View, place: Place) -> int:
    return view.sentence.first + max((i for i, t in enumerate(view.tokens) if t.start < place.end), default=0)


def _beside(text: str, place: Place, places: Sequence[Place]) -> bool:
    """Another place stands before it, and between them only how far and which way."""
    return any(p.end <= place.start and _BESIDE.fullmatch(text, p.end, place.start) for p in places)
