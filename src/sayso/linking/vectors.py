"""Sketches → vectors: the stems and names of a text weighted by rarity (tf-idf, Spärck Jones 1972), many texts at a
time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.copies.evidence import UNKNOWN_RATE
from sayso.copies.postings import LOW, SHIFT
from sayso.copies.sketch import Sketch
from sayso.copies.words import Hashes, rate_table

TIMES_NAME, TIMES_HEADLINE = 2, 2
"""How often a name and a word of the headline count."""
HEAVIEST = 80
"""Words kept of a text."""
RAREST = 4.0
"""No word weighs more than one that stands in two texts of a hundred: the rarest are mostly misspelt."""
ALONE = 0.4
"""A word seen in one text only weighs so much of its weight."""
PRIOR = 200.0
"""The background table counts as so many texts beside those seen."""
BUCKETS = 1 << 20
Vectors = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TextRuns:
    """Some texts, a run of words each: those of text `i` stand from `starts[i]` to `starts[i + 1]`."""

    words: Hashes
    weights: Vectors
    starts: Places

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self) -> Places:
        """The text of each word."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def row(self, text: int) -> tuple[Hashes, Vectors]:
        """The words of a text and their weights."""
        inside = slice(int(self.starts[text]), int(self.starts[text + 1]))
        return self.words[inside], self.weights[inside]


class Rarity:
    """How many texts have each word, as far as was seen."""

    def __init__(self) -> None:
        self.counts = np.zeros(BUCKETS, np.float32)
        self.seen = 0

    def count(self, rows: TextRuns) -> None:
        """Counts the words of further texts, each text's words given once."""
        self.counts += np.bincount(rows.words % BUCKETS, minlength=BUCKETS).astype(np.float32)
        self.seen += len(rows)

    def weights(self, words: Hashes) -> tuple[Vectors, Vectors]:
        """What each word weighs, and the share of texts that have it, in the background and here together."""
        known, rate = rate_table()
        at = np.minimum(np.searchsorted(known, words), len(known) - 1)
        background = np.where(known[at] == words, rate[at], UNKNOWN_RATE)
        counts = self.counts[words % BUCKETS]
        share = ((PRIOR * background + counts) / (PRIOR + self.seen)).astype(np.float32)
        weights = np.clip(-np.log(share), 0, RAREST) * np.where(counts <= 1, ALONE, 1)
        return weights.astype(np.float32), share


def vector_rows(lists: Sequence[Hashes], weights: Vectors | None = None) -> TextRuns:
    """Texts by their words as they stand; each weighs 1 where nothing else is given."""
    words = np.concatenate(lists).astype(np.uint32) if lists else np.empty(0, np.uint32)
    starts = np.concatenate(([0], np.cumsum([len(x) for x in lists], dtype=np.int64))).astype(np.int64)
    return TextRuns(words, np.ones(len(words), np.float32) if weights is None else weights, starts)


def stacked(parts: Sequence[TextRuns]) -> TextRuns:
    """Rows after rows."""
    sizes = np.concatenate([np.diff(p.starts) for p in parts])
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    return TextRuns(np.concatenate([p.words for p in parts]), np.concatenate([p.weights for p in parts]), starts)


def gathered(rows: TextRuns, wanted: Sequence[int]) -> TextRuns:
    """Some of the rows, in the order given."""
    first = rows.starts[:-1][list(wanted)]
    sizes = np.diff(rows.starts)[list(wanted)]
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    inside = np.arange(starts[-1]) + np.repeat(first - starts[:-1], sizes)
    return TextRuns(rows.words[inside], rows.weights[inside], starts)


def features(sketches: Sequence[Sketch]) -> TextRuns:
    """The distinct stems and names of texts in rising order, and 1 + log of how often each stands there."""
    every = vector_rows([part for s in sketches for part in (s.stems, s.head, s.names)])
    times = np.tile(np.array([1, TIMES_HEADLINE, TIMES_NAME], np.float32), len(sketches))
    part = every.of()
    keys = (part // 3).astype(np.uint64) << SHIFT | every.words
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    counts = np.add.reduceat(times[part[order] % 3], first) if len(first) else np.empty(0, np.float32)
    texts = (keys[first] >> SHIFT).astype(np.int64)
    starts = np.searchsorted(texts, np.arange(len(sketches) + 1))
    return TextRuns((keys[first] & LOW).astype(np.uint32), (1 + np.log(counts)).astype(np.float32), starts)


def heaviest(rows: TextRuns, share: Vectors, most: int) -> TextRuns:
    """The `most` heaviest words of each text, the heaviest first; of words that weigh the same the rarer one first."""
    of = rows.of()
    order = np.lexsort((rows.words, share, -rows.weights, of))
    rank = np.arange(len(order)) - np.repeat(rows.starts[:-1], np.diff(rows.starts))
    kept = order[rank < most]
    starts = np.concatenate(([0], np.cumsum(np.minimum(np.diff(rows.starts), most)))).astype(np.int64)
    return TextRuns(rows.words[kept], rows.weights[kept], starts)


def vectors(rows: TextRuns, rarity: Rarity) -> TextRuns:
    """The heaviest words of texts (see `features`) with their weights, each text of length 1."""
    weights, share = rarity.weights(rows.words)
    kept = heaviest(TextRuns(rows.words, rows.weights * weights, rows.starts), share, HEAVIEST)
    lengths = np.sqrt(np.bincount(kept.of(), kept.weights.astype(np.float64) ** 2, minlength=len(kept)))
    return TextRuns(kept.words, (kept.weights / np.maximum(lengths, 1e-9)[kept.of()]).astype(np.float32), kept.starts)


def pair_keys(rows: TextRuns, most: int) -> TextRuns:
    """A key for each pair of the first `most` words of each text."""
    first, last = rows.starts[:-1], np.minimum(np.diff(rows.starts), most) + rows.starts[:-1]
    inside = np.arange(most) + first[:, None]
    padded = np.where(inside < last[:, None], inside, 0)
    words = np.where(inside < last[:, None], rows.words[padded] if len(rows.words) else 0, 0).astype(np.uint64)
    words.sort(axis=1)
    a, b = np.triu_indices(most, 1)
    mixed = (words[:, a] * np.uint64(0x9E3779B97F4A7C15)) ^ (words[:, b] * np.uint64(0xBF58476D1CE4E5B9))
    there = words[:, a] > 0
    starts = np.concatenate(([0], np.cumsum(there.sum(axis=1)))).astype(np.int64)
    keys = (mixed[there] >> SHIFT).astype(np.uint32)
    return TextRuns(keys, np.ones(len(keys), np.float32), starts)
