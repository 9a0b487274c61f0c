"""How many: dated numbers on somebody's word, never summed, and those of them that still stand."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.answers.presence.answer import StrengthSaid
from sayso.ground.edtf import days_between
from sayso.ground.voices import rank_of_side
from sayso.ledger.assertions import Assertion

HOLDS = 400
"""Days for which a number is shown as current."""


def strengths(told: Sequence[Assertion], day: str) -> tuple[StrengthSaid, ...]:
    """All numbers told by a day, in the order of their telling."""
    return tuple(_said(a) for a in sorted(_numbered(told, day), key=_when))


def current_strength(told: Sequence[Assertion], day: str) -> tuple[StrengthSaid, ...]:
    """How many are there: of each side its last number that counts who is there, best-placed sides first.

    What leaves, and what is to stay one day, is no number of today.
    """
    last: dict[str, Assertion] = {}
    for a in sorted(_numbered(told, day), key=_when):
        counts_now = a.status in ("ongoing", "happened") and a.counts != "moved" and not a.historical
        rest_to_be = a.will and a.counts == "residual"
        if counts_now and a.change == "remain" and not rest_to_be and days_between(a.told_on, day) <= HOLDS:
            last[a.side] = a
    first = next(iter(told))
    placed = sorted(
        last.values(), key=lambda a: (rank_of_side(a.side, a.holder, (first.country, first.country2)), a.side)
    )
    return tuple(_said(a) for a in placed)


def _numbered(told: Sequence[Assertion], day: str) -> list[Assertion]:
    return [a for a in told if (a.strength, a.low, a.high) != (None, None, None) and a.told_on <= day]


def _when(a: Assertion) -> tuple[str, ...]:
    return a.told_on, a.known, a.origin, a.claim


def _said(a: Assertion) -> StrengthSaid:
    return StrengthSaid(
        a.told_on, a.strength, a.low, a.high, a.of, a.counts, a.status, a.side_name, a.origin_name, a.claim
    )
