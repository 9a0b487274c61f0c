"""Shares of a population from a stratified sample, with intervals.

A share is a ratio of two totals, each weighted by the inverse of the chance with which its units were drawn. Its
variance is that of the linearized ratio with correction for finite strata (Cochran, Sampling Techniques, 1977, sections
5.3, 6.11). The interval is Wilson's (1927) for the effective size of the sample, the size of a simple one of equal
variance; Franco, Little, Louis and Slud (2019) compare it with others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LEVEL = 0.95
"""How often an interval is to hold the truth."""
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
Contribution = tuple[float, float]


@dataclass(frozen=True, slots=True)
class JudgedStratum:
    """A stratum of `size` units; of each that was judged, what it adds to the numerator and to the denominator."""

    size: int
    pairs: Sequence[Contribution]

    @property
    def whole(self) -> bool:
        """Every unit was judged."""
        return len(self.pairs) >= self.size

    @property
    def totals(self) -> Contribution:
        """What the judged ones add up to."""
        return sum(a for a, _ in self.pairs), sum(b for _, b in self.pairs)

    @property
    def weight(self) -> float:
        """Units of the population that a judged one stands for."""
        return self.size / len(self.pairs)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share of the population, 0..1, with the interval that holds the truth 95 times in 100; `judged` units."""

    value: float
    low: float
    high: float
    judged: int


def ratio(layers: Iterable[JudgedStratum]) -> Estimate | None:
    """The share that the totals of all layers give; null where nothing is counted."""
    held = [layer for layer in layers if layer.pairs]
    over = sum(layer.weight * layer.totals[1] for layer in held)
    if not over:
        return None
    value = sum(layer.weight * layer.totals[0] for layer in held) / over
    judged = sum(len(layer.pairs) for layer in held)
    size = _effective_size([layer for layer in held if not layer.whole], value, over)
    return Estimate(value, *(wilson(value, size) if size else (value, value)), judged)


def _effective_size(layers: Sequence[JudgedStratum], value: float, over: float) -> float | None:
    """The size of a simple sample that would tell a share as well; null where every unit was judged."""
    if not layers:
        return None
    variance = sum(_variance(layer, value) for layer in layers) / over**2
    if 0 < value < 1 and variance > 0:
        return value * (1 - value) / variance
    return over / max(layer.weight for layer in layers)  # one unit more or less would move the share by its weight


def _variance(layer: JudgedStratum, value: float) -> float:
    n = len(layer.pairs)
    if n < 2:
        return 0.0
    rests = [a - value * b for a, b in layer.pairs]
    mean = sum(rests) / n
    spread = sum((rest - mean) ** 2 for rest in rests) / (n - 1)
    return layer.size**2 * (1 - n / layer.size) * spread / n


def wilson(share: float, size: float) -> tuple[float, float]:
    """Wilson's interval of a share among `size` units."""
    middle, under = share + Z * Z / (2 * size), 1 + Z * Z / size
    half = Z * sqrt(share * (1 - share) / size + Z * Z / (4 * size * size))
    return max(0.0, (middle - half) / under), min(1.0, (middle + half) / under)


def collapsed(layers: Sequence[JudgedStratum]) -> list[JudgedStratum]:
    """Layers of which fewer than two units were judged, though there are more, are put together, if need be with the
    largest other: what nobody judged of them is taken to be like the rest."""
    thin = [layer for layer in layers if len(layer.pairs) < min(2, layer.size)]
    rest = sorted((layer for layer in layers if layer not in thin), key=lambda layer: layer.size)
    if not thin:
        return list(layers)
    while rest and sum(len(layer.pairs) for layer in thin) < 2:
        thin.append(rest.pop())
    return [*rest, JudgedStratum(sum(x.size for x in thin), [pair for x in thin for pair in x.pairs])]
