"""Copy groups → stories: groups that tell of one happening in other words.

Only texts that share two of their heaviest words are ever compared, and of those the ones that share most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.copies.members import Partition
from sayso.copies.postings import LOW, SHIFT, distinct
from sayso.copies.sketch import Sketch
from sayso.copies.stores import STORES_HERE, Stores
from sayso.linking.joining import Joining, Texts
from sayso.linking.vectors import Rarity, TextRuns, features, heaviest, pair_keys, vector_rows, vectors

KEYWORDS, KEYNAMES = 12, 5
"""The heaviest words and names, whose pairs are the keys of a text."""
TOPIC_HOLDERS = 40
NEAREST = 24
"""Texts that a text is compared with: those that share most of its keys."""
LONE = 4
"""Of those that share one key only, so many: mostly two words that anybody may use."""
LOOKED_UP_TOGETHER = 2_000
"""Texts whose keys are looked up at once; bounds the memory, changes nothing else."""
Pairs = NDArray[np.uint64]


class Topics:
    """Stories over texts that come in batches, numbered by the caller in rising order (each number once, gaps
    allowed)."""

    def __init__(self, stores: Stores = STORES_HERE) -> None:
        self.rarity = Rarity()
        self.stories = Partition()
        self.keys = stores.postings("topics", TOPIC_HOLDERS, latest=True)
        self.known = np.zeros(0, bool)

    def add(
        self, fresh: Sequence[tuple[int, Sketch]], shelf: Callable[[Sequence[int]], list[Sketch]]
    ) -> list[tuple[int, int]]:
        """Puts texts into stories; returns the pairs found alike. `shelf` gives the sketches of numbers added
        before."""
        if not fresh:
            return []
        numbers = np.array([n for n, _ in fresh], np.uint32)
        self._grow(numbers)
        rows = features([s for _, s in fresh])
        self.rarity.count(rows)
        heavy = vectors(rows, self.rarity)
        keys = self._keys([s for _, s in fresh], heavy)
        pairs = self._neighbours(numbers, keys)
        at = {n: row for row, n in enumerate(numbers.tolist())}
        return Joining(self.stories, Texts(at, heavy, shelf, self.rarity)).run(pairs)

    def _grow(self, numbers: NDArray[np.uint32]) -> None:
        last = int(numbers[-1]) + 1
        self.stories.grow(last)
        self.known = np.concatenate((self.known, np.zeros(last - len(self.known), bool)))
        self.known[numbers] = True

    def knows(self, number: int) -> bool:
        """Whether a text was put into a story itself, and not only through its copies."""
        return number < len(self.known) and bool(self.known[number])

    def _keys(self, sketches: Sequence[Sketch], heavy: TextRuns) -> TextRuns:
        """The distinct keys of each text: pairs of its heaviest words, and of its rarest names and figures."""
        facts = vector_rows([part for s in sketches for part in (s.names, s.figures)])
        weights, share = self.rarity.weights(facts.words)
        names = heaviest(TextRuns(facts.words, weights, facts.starts[::2]), share, KEYNAMES)
        both = [pair_keys(heavy, KEYWORDS), pair_keys(names, KEYNAMES)]
        pairs = distinct(np.concatenate([r.of().astype(np.uint64) << SHIFT | r.words for r in both]))
        starts = np.searchsorted((pairs >> SHIFT).astype(np.int64), np.arange(len(sketches) + 1))
        return TextRuns((pairs & LOW).astype(np.uint32), np.ones(len(pairs), np.float32), starts)

    def _neighbours(self, numbers: NDArray[np.uint32], keys: TextRuns) -> Iterable[tuple[int, int]]:
        """Pairs of texts, one of them new, that share a pair of their heaviest words or names."""
        owners = np.repeat(numbers, np.diff(keys.starts))
        self.keys.add(keys.words, owners)
        found: list[Pairs] = [np.empty(0, np.uint64)]
        for at in range(0, len(numbers), LOOKED_UP_TOGETHER):
            inside = slice(int(keys.starts[at]), int(keys.starts[min(at + LOOKED_UP_TOGETHER, len(numbers))]))
            places, others = self.keys.find(keys.words[inside])
            mine = owners[inside][places]
            found.append(_nearest(mine[others != mine], others[others != mine]))
        pairs = distinct(np.concatenate(found))
        return zip((pairs >> SHIFT).tolist(), (pairs & LOW).tolist(), strict=True)


def _nearest(mine: NDArray[np.uint32], others: NDArray[np.uint32]) -> Pairs:
    """For each text those that share most keys with it, the latest of equals; each pair with its smaller number
    first."""
    shared = np.sort(mine.astype(np.uint64) << SHIFT | others)
    first = (
        np.flatnonzero(np.concatenate(([True], shared[1:] != shared[:-1]))) if len(shared) else np.empty(0, np.int64)
    )
    pairs, counts = shared[first], np.diff(np.append(first, len(shared)))
    order = np.lexsort((~pairs, -counts, pairs >> SHIFT))
    pairs = pairs[order]
    starts = np.unique(pairs >> SHIFT, return_index=True)[1]
    rank = np.arange(len(pairs)) - np.repeat(starts, np.diff(np.append(starts, len(pairs))))
    kept = pairs[rank < np.where(counts[order] > 1, NEAREST, LONE)]
    a, b = kept >> SHIFT, kept & LOW
    ordered: Pairs = np.minimum(a, b) << SHIFT | np.maximum(a, b)
    return ordered
