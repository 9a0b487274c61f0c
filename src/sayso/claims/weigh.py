"""One way to weigh: voters give signs, and a log-linear pool with fitted weights turns them into a chance.

A logistic regression (Cox 1958) for each decision; the weights of all stand in `data/weights.yaml`, fitted by
`training/weights.py` on the fit part of real news, which the reader has not learnt from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sayso.resources import table

Signs = Mapping[str, float]
"""Name of a sign → its value: log odds (at most `FAR` either way), or 0 and 1."""
LEAST_CHANCE = 0.01
"""A chance is taken to be at least this and at most one less this."""
FAR = 4.0
BIAS, NEEDED = "bias", "needed"
"""What stands beside the weights of the signs: the log odds of nothing, and the chance from which the answer is yes."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The weights of one decision. A sign that it does not name counts nothing."""

    weights: Mapping[str, float]

    def chance(self, signs: Signs) -> float:
        """The probability (0..1, three decimals) of yes."""
        odds = self.weights[BIAS] + sum([self.weights.get(name, 0.0) * value for name, value in signs.items() if value])
        return round(1 / (1 + math.exp(-odds)), 3)

    def shares(self, signs: Signs) -> tuple[tuple[str, float], ...]:
        """Each voter's share in the log odds, the largest first; those that say nothing are left out."""
        told = [(name, round(self.weights.get(name, 0.0) * value, 2)) for name, value in signs.items() if value]
        return tuple(sorted((pair for pair in told if pair[1]), key=lambda pair: (-abs(pair[1]), pair[0])))

    def said(self, signs: Signs, most: int = 4) -> str:
        """The voters that count most, for a person: "reader +2.1, arcs +1.3"."""
        return ", ".join(f"{name.replace('_', ' ')} {share:+.1f}" for name, share in self.shares(signs)[:most])

    @property
    def needed(self) -> float:
        """The chance from which the answer is yes."""
        return self.weights[NEEDED]


@cache
def pool(decision: str) -> Pool:
    """The pool of one decision, e.g. "actor". Raises KeyError where the table has none of that name."""
    return Pool(table("weights.yaml")[decision])


def log_odds(chance: float) -> float:
    """The log odds of a chance that is kept off 0 and 1."""
    p = max(LEAST_CHANCE, min(1 - LEAST_CHANCE, chance))
    return math.log(p / (1 - p))


def clamped(odds: float) -> float:
    """Log odds, at most FAR either way."""
    return max(-FAR, min(FAR, odds))
