"""Copy groups → stories: groups that tell of one happening in other words.

Texts are vectors of stems and names weighted by rarity (tf-idf, Spärck Jones 1972); clusters are joined by average link (UPGMA,
Sokal and Michener 1958), whose value is the dot product of the clusters' sums over the product of their sizes. Only texts that
share two of their heaviest words are ever compared.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sayso.stories.evidence import UNKNOWN_RATE
from sayso.stories.members import Partition
from sayso.stories.postings import Postings
from sayso.stories.sketch import Sketch
from sayso.stories.words import Hashes, rate_table

THRESHOLD = 0.25
"""Two clusters tell one story when their texts are that like one another on average (cosine)."""
TIMES_NAME, TIMES_HEADLINE = 2, 2
"""How often a name and a word of the headline count."""
HEAVIEST = 80
"""Words kept of a text."""
KEYWORDS, KEYNAMES = 12, 5
"""The heaviest words and names, whose pairs are the keys of a text."""
HOLDERS = 40
RAREST = 4.0
"""No word weighs more than one that stands in two texts of a hundred: the rarest are mostly misspelt."""
ALONE = 0.4
"""A word seen in one text only weighs so much of its weight."""
WIDEST = 400
"""Words kept of a cluster's sum, and texts of it that are summed."""
SUMMED = 12
NEAR, FADES = 3.0, 20.0
"""Days apart that cost nothing, and the further days after which likeness has fallen to half."""
PRIOR = 200.0
"""The background table counts as so many texts beside those seen."""
BUCKETS = 1 << 20
Vector = dict[int, float]


class Topics:
    """Stories over texts that come in batches, numbered by the caller in rising order (each number once, gaps allowed)."""

    def __init__(self) -> None:
        self.counts = np.zeros(BUCKETS, np.float32)
        self.seen = 0
        self.stories = Partition()
        self.keys = Postings(HOLDERS, latest=True)
        self.known: set[int] = set()

    def add(self, fresh: Sequence[tuple[int, Sketch]], shelf: Callable[[int], Sketch]) -> list[tuple[int, int]]:
        """Puts texts into stories; returns the pairs found alike. `shelf` gives the sketch of any number added before."""
        self._count([s for _, s in fresh])
        self.known.update(n for n, _ in fresh)
        last = max((n for n, _ in fresh), default=-1)
        while len(self.stories) <= last:
            self.stories.add()
        vectors = {n: self.vector(s) for n, s in fresh}
        pairs = self._neighbours(fresh, vectors)
        joining = _Joining(self.stories, lambda n: vectors.get(n) or vectors.setdefault(n, self.vector(shelf(n))), lambda n: shelf(n).day)
        return joining.run(pairs)

    def restore(self, counts: NDArray[np.float32], seen: int, known: Iterable[int]) -> None:
        """Takes up what was counted of texts seen before, and which of them were put into stories themselves."""
        self.counts, self.seen, self.known = counts, seen, set(known)

    def knows(self, number: int) -> bool:
        """Whether a text was put into a story itself, and not only through its copies."""
        return number in self.known

    def _count(self, sketches: Sequence[Sketch]) -> None:
        for item in sketches:
            self.counts[np.unique(_features(item)[0] % BUCKETS)] += 1
        self.seen += len(sketches)

    def vector(self, item: Sketch) -> Vector:
        """The text's heaviest words with their weights, the heaviest first, of length 1 together."""
        features, times = _features(item)
        weights = times * self.rarity(features)
        heaviest = np.lexsort((features, -weights))[:HEAVIEST]
        kept = weights[heaviest] / max(float(np.linalg.norm(weights[heaviest])), 1e-9)
        return dict(zip(features[heaviest].tolist(), kept.tolist(), strict=True))

    def rarity(self, features: Hashes) -> NDArray[np.float32]:
        """Minus the logarithm of the share of texts with each word, in the background and here together."""
        known, rate = rate_table()
        at = np.minimum(np.searchsorted(known, features), len(known) - 1)
        background = np.where(known[at] == features, rate[at], UNKNOWN_RATE)
        counts = self.counts[features % BUCKETS]
        share = (PRIOR * background + counts) / (PRIOR + self.seen)
        weights = np.clip(-np.log(share), 0, RAREST) * np.where(counts <= 1, ALONE, 1)
        return weights.astype(np.float32)

    def _neighbours(self, fresh: Sequence[tuple[int, Sketch]], vectors: dict[int, Vector]) -> list[tuple[int, int]]:
        """Pairs of texts, one of them new, that share a pair of their heaviest words or names."""
        keys = [self._keys(s, vectors[n]) for n, s in fresh]
        owners = np.repeat(np.array([n for n, _ in fresh], np.uint32), [len(k) for k in keys])
        flat = np.concatenate(keys) if keys else np.empty(0, np.uint32)
        self.keys.add(flat, owners)
        places, others = self.keys.find(flat)
        mine = owners[places]
        a, b = np.minimum(mine, others), np.maximum(mine, others)
        pairs = np.unique((a.astype(np.uint64) << np.uint64(32)) | b)
        return [(p >> 32, p & 0xFFFFFFFF) for p in pairs.tolist() if p >> 32 != p & 0xFFFFFFFF]

    def _keys(self, item: Sketch, vector: Vector) -> Hashes:
        facts = np.concatenate((item.names, item.figures))
        rare = facts[np.lexsort((facts, -self.rarity(facts)))[:KEYNAMES]]
        return np.unique(np.concatenate((_pairs(list(vector)[:KEYWORDS]), _pairs(rare.tolist()))))


def _features(item: Sketch) -> tuple[Hashes, NDArray[np.float32]]:
    """The distinct stems and names of a text, and 1 + log of how often each stands there."""
    every = np.concatenate((item.stems, np.repeat(item.head, TIMES_HEADLINE), np.repeat(item.names, TIMES_NAME)))
    features, counts = np.unique(every, return_counts=True)
    return features, (1 + np.log(counts)).astype(np.float32)


def _pairs(words: list[int]) -> Hashes:
    """A key for each pair of words."""
    every = np.array(sorted(words), np.uint64)
    a, b = np.triu_indices(len(every), 1)
    mixed: NDArray[np.uint64] = (every[a] * np.uint64(0x9E3779B97F4A7C15)) ^ (every[b] * np.uint64(0xBF58476D1CE4E5B9))
    return (mixed >> np.uint64(32)).astype(np.uint32)


@dataclass(slots=True)
class _Cluster:
    """The sum of some texts' vectors, how many they are, the sum and count of their days, and what it was compared with."""

    total: Vector
    size: int
    days: float
    dated: int
    near: set[int] = field(default_factory=set)


class _Joining:
    """Average-link joining of the stories that the pairs connect, the likest first."""

    def __init__(self, stories: Partition, vector: Callable[[int], Vector], day: Callable[[int], int | None]) -> None:
        self.stories, self.vector, self.day = stories, vector, day
        self.clusters: dict[int, _Cluster] = {}
        self.member: dict[int, int] = {}
        self.queue: list[tuple[float, int, int]] = []

    def run(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Joins until no two connected stories are like enough; returns the pairs of single stories that were, at first."""
        edges = sorted({tuple(sorted((self.stories.name(a), self.stories.name(b)))) for a, b in pairs})
        alike = [(a, b) for a, b in edges if a != b and self._connect(self._cluster(a), self._cluster(b))]
        while self.queue:
            _, a, b = heapq.heappop(self.queue)
            if a in self.clusters and b in self.clusters:
                self._join(a, b)
        return alike

    def _cluster(self, name: int) -> int:
        """The cluster of a story as it stands before joining; its number is the story's name."""
        if name not in self.clusters:
            members = sorted(self.stories.members(name))[:SUMMED]
            days = [d for d in map(self.day, members) if d is not None]
            total: Vector = {}
            for member in members:
                total = _sum(total, self.vector(member))
            self.clusters[name] = _Cluster(total, len(members), float(sum(days)), len(days))
            self.member[name] = name
        return name

    def _connect(self, a: int, b: int) -> bool:
        one, two = self.clusters[a], self.clusters[b]
        one.near.add(b)
        two.near.add(a)
        value = likeness(one, two)
        if value >= THRESHOLD:
            heapq.heappush(self.queue, (-value, min(a, b), max(a, b)))
        return value >= THRESHOLD

    def _join(self, a: int, b: int) -> None:
        """Puts two clusters together under a fresh number, so that what the queue knows of the old ones is void."""
        one, two = self.clusters.pop(a), self.clusters.pop(b)
        name = len(self.stories) + len(self.member)
        self.clusters[name] = _Cluster(_sum(one.total, two.total), one.size + two.size, one.days + two.days, one.dated + two.dated)
        self.member[name] = self.stories.join(self.member[a], self.member[b])
        for other in sorted((one.near | two.near) - {a, b}):
            if other in self.clusters:
                self._connect(name, other)


def likeness(a: _Cluster, b: _Cluster) -> float:
    """The mean cosine between the texts of two clusters, less when they are days apart."""
    small, large = (a.total, b.total) if len(a.total) <= len(b.total) else (b.total, a.total)
    value = sum(weight * large[word] for word, weight in small.items() if word in large) / (a.size * b.size)
    if a.dated and b.dated:
        value /= 1 + max(0.0, abs(a.days / a.dated - b.days / b.dated) - NEAR) / FADES
    return value


def _sum(a: Vector, b: Vector) -> Vector:
    total = dict(a)
    for word, weight in b.items():
        total[word] = total.get(word, 0.0) + weight
    if len(total) <= WIDEST:
        return total
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0]))[:WIDEST])
