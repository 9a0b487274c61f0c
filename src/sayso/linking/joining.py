"""Stories that some pairs of texts connect → stories joined, the likest first.

Clusters are joined by average link (UPGMA, Sokal and Michener 1958), whose value is the dot product of the clusters'
sums over the product of their sizes. Most pairs turn out unlike at the first look, which is taken at all of them at
once.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from sayso.copies.members import Partition
from sayso.copies.postings import LOW, SHIFT
from sayso.copies.sketch import Sketch
from sayso.linking.vectors import Rarity, TextRuns, features, gathered, stacked, vectors

THRESHOLD = 0.25
"""Two clusters tell one story when their texts are that like one another on average (cosine)."""
HALFST = 400
"""Words kept of a cluster's sum."""
TEXTS_SUMMED = 12
"""Texts of a story that are summed: the first ones."""
NEAR, FADES = 3.0, 20.0
"""Days apart that cost nothing, and the further days after which likeness has fallen to half."""
READ_TOGETHER = 4_000
"""Texts read again at once."""
Vector = dict[int, float]
Edge = tuple[int, int]


@dataclass(slots=True)
class StoryCluster:
    """The sum of some texts' vectors, how many they are, the sum and count of their days, and what it was found
    like."""

    total: Vector
    size: int
    days: float
    dated: int
    near: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Texts:
    """Where vectors come from: `fresh` gives the row in `rows` of each new text; those of older ones are made from the
    shelf."""

    fresh: Mapping[int, int]
    rows: TextRuns
    shelf: Callable[[Sequence[int]], list[Sketch]]
    rarity: Rarity

    def vectors(self, numbers: Sequence[int]) -> TextRuns:
        """The vectors of texts in the order given."""
        older = [n for n in numbers if n not in self.fresh]
        parts = [self.rows]
        for at in range(0, len(older), READ_TOGETHER):
            parts.append(vectors(features(self.shelf(older[at : at + READ_TOGETHER])), self.rarity))
        beside = {n: len(self.rows) + i for i, n in enumerate(older)}
        return gathered(stacked(parts), [self.fresh[n] if n in self.fresh else beside[n] for n in numbers])

    def clusters(self, stories: Sequence[Sequence[int]]) -> tuple[TextRuns, list[StoryCluster]]:
        """The sum of each story's vectors, and the story as a cluster whose sum is not filled in yet."""
        members = [sorted(s)[:TEXTS_SUMMED] for s in stories]
        rows = summed(self.vectors([n for s in members for n in s]), [len(s) for s in members])
        dated = self._days([n for s in members for n in s])
        days = [[d for d in map(dated.__getitem__, s) if d is not None] for s in members]
        return rows, [StoryCluster({}, len(s), float(sum(d)), len(d)) for s, d in zip(members, days, strict=True)]

    def _days(self, numbers: Sequence[int]) -> dict[int, int | None]:
        found: dict[int, int | None] = {}
        for at in range(0, len(numbers), READ_TOGETHER):
            some = numbers[at : at + READ_TOGETHER]
            found.update(zip(some, (s.day for s in self.shelf(some)), strict=True))
        return found


class Joining:
    """One round of joining."""

    def __init__(self, stories: Partition, texts: Texts) -> None:
        self.stories, self.texts = stories, texts
        self.clusters: dict[int, StoryCluster] = {}
        self.member: dict[int, int] = {}
        self.queue: list[tuple[float, int, int]] = []

    def run(self, pairs: Iterable[Edge]) -> list[Edge]:
        """Joins until no two connected stories are like enough; returns the pairs of single stories that were, at
        first."""
        name = self.stories.name
        edges = sorted({(min(x, y), max(x, y)) for x, y in ((name(a), name(b)) for a, b in pairs) if x != y})
        alike = self._alike(edges)
        while self.queue:
            _, a, b = heapq.heappop(self.queue)
            if a in self.clusters and b in self.clusters:
                self._join(a, b)
        return alike

    def _alike(self, edges: Sequence[Edge]) -> list[Edge]:
        """Those of the pairs that are like enough, ready to be joined. What neither of two stories was like, their
        union is not like."""
        names = sorted({n for edge in edges for n in edge})
        at = {name: row for row, name in enumerate(names)}
        rows, clusters = self.texts.clusters([self.stories.members(n) for n in names])
        values = dots(rows, [(at[a], at[b]) for a, b in edges])
        alike = []
        for (a, b), dot in zip(edges, values, strict=True):
            one, two = clusters[at[a]], clusters[at[b]]
            value = averaged(dot, one, two)
            if value >= THRESHOLD:
                alike.append((a, b))
                one.near.add(b)
                two.near.add(a)
                heapq.heappush(self.queue, (-value, a, b))
        for name in sorted({n for edge in alike for n in edge}):
            words, weights = rows.row(at[name])
            self.clusters[name], self.member[name] = clusters[at[name]], name
            self.clusters[name].total = dict(zip(words.tolist(), weights.tolist(), strict=True))
        return alike

    def _join(self, a: int, b: int) -> None:
        """Puts two clusters together under a fresh number, so that what the queue knows of the old ones is void."""
        one, two = self.clusters.pop(a), self.clusters.pop(b)
        name = len(self.stories) + len(self.member)
        self.clusters[name] = made = StoryCluster(
            _sum(one.total, two.total), one.size + two.size, one.days + two.days, one.dated + two.dated
        )
        self.member[name] = self.stories.join(self.member[a], self.member[b])
        for other in sorted((one.near | two.near) - {a, b}):
            if other in self.clusters:
                beside = self.clusters[other]
                made.near.add(other)
                beside.near.add(name)
                value = averaged(_dot(made.total, beside.total), made, beside)
                if value >= THRESHOLD:
                    heapq.heappush(self.queue, (-value, other, name))


def averaged(dot: float, a: StoryCluster, b: StoryCluster) -> float:
    """The mean cosine between the texts of two clusters, less when they are days apart."""
    value = dot / (a.size * b.size)
    if a.dated and b.dated:
        value /= 1 + max(0.0, abs(a.days / a.dated - b.days / b.dated) - NEAR) / FADES
    return value


def dots(rows: TextRuns, edges: Sequence[Edge]) -> list[float]:
    """The dot product of the two rows of each edge; edges with one first row stand together."""
    ids = np.unique(rows.words, return_inverse=True)[1]
    dense, starts = np.zeros(len(ids) + 1, np.float32), rows.starts.tolist()
    found: list[float] = []
    for a, group in groupby(edges, lambda edge: edge[0]):
        mine = ids[starts[a] : starts[a + 1]]
        dense[mine] = rows.weights[starts[a] : starts[a + 1]]
        found += [
            float(dense[ids[starts[b] : starts[b + 1]]] @ rows.weights[starts[b] : starts[b + 1]]) for _, b in group
        ]
        dense[mine] = 0
    return found


def summed(rows: TextRuns, sizes: Sequence[int]) -> TextRuns:
    """The sums of so many rows after one another, each sum's heaviest words alone, in the order of the words."""
    of = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)[rows.of()]
    keys = of << SHIFT | rows.words
    order = np.argsort(keys, kind="stable")
    keys, weights = keys[order], rows.weights[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    total = np.add.reduceat(weights, first) if len(first) else weights
    keys = keys[first]
    texts = (keys >> SHIFT).astype(np.int64)
    starts = np.searchsorted(texts, np.arange(len(sizes) + 1))
    rank = np.empty(len(keys), np.int64)
    heavy = np.lexsort((keys, -total, texts))
    rank[heavy] = np.arange(len(keys)) - np.repeat(starts[:-1], np.diff(starts))
    kept = rank < HALFST
    return TextRuns(
        (keys[kept] & LOW).astype(np.uint32), total[kept], np.searchsorted(texts[kept], np.arange(len(sizes) + 1))
    )


def _dot(a: Vector, b: Vector) -> float:
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return sum([weight * large[word] for word, weight in small.items() if word in large])


def _sum(a: Vector, b: Vector) -> Vector:
    total = dict(a)
    for word, weight in b.items():
        total[word] = total.get(word, 0.0) + weight
    if len(total) <= HALFST:
        return total
    return dict(heapq.nlargest(HALFST, total.items(), key=lambda item: (item[1], -item[0])))
