"""Which earlier texts an article is held against: those that share most of its keys. Common sentences are no keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.copies.members import Numbers
from sayso.copies.postings import LOW, SHIFT
from sayso.copies.sketch import Sketch
from sayso.copies.stores import STORES_HERE, Stores

SAMPLED = np.uint32(2**30)
"""A quarter of all runs of three words are keys: those with the smallest numbers (Broder 1997; FracMinHash)."""
MOST_KEYS = 256
MOST_HOLDERS = 24
"""Texts remembered for a key: the first ones."""
LEADS = 12
"""A sentence that stands in so many texts with different beginnings is boilerplate."""
RANKED = 24
"""Candidates kept for an article."""
FEW_KEYS = 8
Fresh = Sequence[tuple[int, Sketch]]


class Candidates:
    """The keys of all texts, and the beginnings under which sentences stood."""

    def __init__(self, holders: int = MOST_HOLDERS, stores: Stores = STORES_HERE) -> None:
        self.keys = stores.postings("keys", holders)
        self.leads = stores.postings("leads", 4 * LEADS)

    def boilerplate(self, fresh: Fresh) -> frozenset[int]:
        """The sentences of these articles that stand under many different beginnings, those of earlier articles
        counted."""
        rows = [s.sentences[s.sentences != s.lead] for _, s in fresh]
        leads = np.repeat(np.array([s.lead for _, s in fresh], np.uint32), [len(r) for r in rows])
        flat = np.concatenate(rows) if rows else np.empty(0, np.uint32)
        self.leads.add(flat[flat > 0], leads[flat > 0])
        asked = np.unique(flat[flat > 0])
        places, _ = self.leads.find(asked)
        return frozenset(asked[np.bincount(places, minlength=len(asked)) >= LEADS].tolist())

    def find(self, fresh: Fresh, common: frozenset[int]) -> list[tuple[int, list[int]]]:
        """For each article that has any, the numbers of texts before it with most of its keys, the best first. Keeps
        the keys."""
        return self._sharing(fresh, [keys_of(s, common) for _, s in fresh])

    def bearers(self, fresh: Fresh, common: frozenset[int]) -> list[tuple[int, list[int]]]:
        """The same by common sentences alone: a page that all have is boilerplate by its sentences, and only comparing
        tells it is not."""
        if not common:
            return []
        every = np.fromiter(sorted(common), np.uint32, len(common))
        return self._sharing(fresh, [np.intersect1d(s.sentences, every)[:MOST_KEYS] for _, s in fresh])

    def _sharing(self, fresh: Fresh, keys: Sequence[Numbers]) -> list[tuple[int, list[int]]]:
        owners = np.repeat(np.array([n for n, _ in fresh], np.uint32), [len(k) for k in keys])
        flat = np.concatenate(keys) if keys else np.empty(0, np.uint32)
        self.keys.add(flat, owners)
        places, others = self.keys.find(flat)
        mine = owners[places]
        pairs = (mine.astype(np.uint64) << np.uint64(32)) | others
        pairs, counts = np.unique(pairs[others < mine], return_counts=True)
        return ranked_candidates(pairs, counts, {n: len(k) for (n, _), k in zip(fresh, keys, strict=True)})


def keys_of(item: Sketch, common: frozenset[int]) -> Numbers:
    """The keys of a text: sampled runs of words, whole sentences and quotations, boilerplate left out."""
    grams, whole = item.grams, item.sentences
    if common:
        shared = np.isin(item.sentences, np.fromiter(common, np.uint32, len(common)))
        grams, whole = grams[~np.repeat(shared, item.gram_counts)], whole[~shared]
    sampled = np.unique(grams[grams < SAMPLED])[:MOST_KEYS]
    return np.unique(np.concatenate((sampled, whole[whole > 0][:MOST_KEYS], item.quotes[:MOST_KEYS])))


def ranked_candidates(
    pairs: NDArray[np.uint64], counts: NDArray[np.int64], keys: Mapping[int, int]
) -> list[tuple[int, list[int]]]:
    """Candidates by article. Two shared keys are the least; one does where the article has few."""
    order = np.lexsort((pairs & LOW, -counts, pairs >> SHIFT))
    found: dict[int, list[int]] = {}
    for pair, count in zip(pairs[order].tolist(), counts[order].tolist(), strict=True):
        mine = pair >> 32
        taken = found.setdefault(mine, [])
        if len(taken) < RANKED and (count > 1 or keys[mine] < FEW_KEYS):
            taken.append(pair & 0xFFFFFFFF)
    return sorted(found.items())
