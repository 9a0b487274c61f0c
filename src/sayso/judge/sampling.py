"""A sample whose chances are known: units in strata, drawn by a seed. What is drawn hangs on the seed and the units
alone, never on their order, the machine or the version of a random generator.

Each unit has a number made of the seed and its key (SHA-256); those with the smallest numbers of a stratum are drawn.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.errors import UsageError

T = TypeVar("T")
LEAST_OF_STRATUM = 2
"""Units drawn of every stratum that has them: one alone does not tell how much a stratum varies."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the population: its units, and how many of them were drawn."""

    name: str
    size: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Drawn(Generic[T]):
    """A unit that was drawn, from which stratum, and with what chance (0..1)."""

    unit: T
    stratum: str
    probability: float


def unit_number(seed: int, key: str) -> int:
    """The number of a unit, as good as random."""
    return int.from_bytes(hashlib.sha256(f"{seed}\x1f{key}".encode("utf-8", "surrogatepass")).digest()[:16])


class SamplingFrame(Generic[T]):
    """All units, one after the other; holds no more than could be drawn."""

    def __init__(self, seed: int, most: int) -> None:
        self._seed, self._most = seed, most
        self._sizes = Counter[str]()
        self._held: dict[str, list[tuple[int, str, T]]] = defaultdict(list)

    @property
    def size(self) -> int:
        """Units seen."""
        return self._sizes.total()

    def add(self, stratum: str, key: str, unit: T) -> None:
        """One more unit; keys are unique."""
        self._sizes[stratum] += 1
        held, entry = self._held[stratum], (-unit_number(self._seed, key), key, unit)
        if len(held) < self._most:
            heapq.heappush(held, entry)
        elif held and entry > held[0]:
            heapq.heapreplace(held, entry)

    def draw(self) -> tuple[list[Stratum], list[Drawn[T]]]:
        """The strata by name, and what is drawn of them, in the order of the units' numbers. Raises UsageError where
        too few are asked for."""
        shares = allocation(self._sizes, self._most)
        strata = [Stratum(name, size, shares[name]) for name, size in sorted(self._sizes.items())]
        found: list[tuple[int, str, Drawn[T]]] = []
        for s in strata:
            best = sorted(self._held[s.name], key=lambda e: -e[0])[: s.drawn]
            found += [(-minus, key, Drawn(unit, s.name, s.drawn / s.size)) for minus, key, unit in best]
        return strata, [drawn for *_, drawn in sorted(found, key=lambda e: e[:2])]


def allocation(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """How many to draw of each stratum: by its size, at least two, at most all. Raises UsageError where `total` is not
    enough for that."""
    least = {name: min(LEAST_OF_STRATUM, size) for name, size in sizes.items()}
    whole = sum(sizes.values())
    if total >= whole:
        return dict(sizes)
    if total and total < sum(least.values()):
        raise UsageError(f"{len(sizes)} strata need a sample of at least {sum(least.values())}; {total} were asked for")
    if not total:
        return dict.fromkeys(sizes, 0)
    share = {name: total * size / whole for name, size in sizes.items()}
    drawn = {name: max(least[name], int(share[name])) for name in sizes}
    while (left := total - sum(drawn.values())) != 0:
        step = 1 if left > 0 else -1
        free = [n for n in sizes if (drawn[n] < sizes[n] if step > 0 else drawn[n] > least[n])]
        drawn[max(free, key=lambda n: (step * (share[n] - drawn[n]), n))] += step
    return drawn
