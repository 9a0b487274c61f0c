"""Two sketches → what speaks for one being a copy of the other: shared runs of words, aligned sentences, quotations,
facts, credits.

Containment (shared ÷ own) is used, not Jaccard: a text cut to a third is wholly contained and shares a third (Broder
1997).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sayso.copies.sketch import Sketch
from sayso.copies.words import Hashes, rate_table

MOST_SENTENCES = 40
"""Sentences of each text that are aligned; a longer text is judged by its beginning."""
ALIGNED = 0.5
"""Two sentences say the same in other words when they share half of what they say (Dice, weighted by rarity)."""
UNKNOWN_RATE = 0.001


@dataclass(frozen=True, slots=True)
class Evidence:
    """All shares are 0..1 and of the text named: `of_a`, `of_b` of its runs of three words; `facts` of the poorer
    text's.

    `aligned` is the share of the shorter text's words that stand in sentences which the other has in the same order,
    `lead` whether one of its first two is among them. `head_of_a` and `head_of_b` tell how much of the first quarter
    of that text the
    other has. None: nothing to compare, or not measured.
    """

    of_a: float
    of_b: float
    shared: int
    aligned: float | None
    lead: bool
    names: float | None
    figures: float | None
    quotes: int
    head_of_a: float
    head_of_b: float
    same_agency: bool
    other_agency: bool
    same_dateline: bool
    same_publisher: bool
    days: int | None


def pair_evidence(a: Sketch, b: Sketch, common: frozenset[int] = frozenset()) -> Evidence:
    """The evidence for a pair. `common` are sentences that many texts with other beginnings have: boilerplate, left
    out.

    What is left of one text is looked for in all of the other: where each of two prints altered another sentence of a
    page that everybody has, only the altered ones are left of either.
    """
    mine, theirs = _own(a, common), _own(b, common)
    set_a, set_b = _set(mine.tobytes()), _set(theirs.tobytes())
    of_a, of_b = set_a & _set(b.grams.tobytes()), set_b & _set(a.grams.tobytes())
    both = of_a | of_b
    return Evidence(
        of_a=len(of_a) / max(1, len(set_a)),
        of_b=len(of_b) / max(1, len(set_b)),
        shared=len(both),
        aligned=None,
        lead=False,
        names=_overlap(a.names, b.names),
        figures=_overlap(a.figures, b.figures),
        quotes=len(_set(a.quotes.tobytes()) & _set(b.quotes.tobytes())),
        head_of_a=_head(mine, both),
        head_of_b=_head(theirs, both),
        same_agency=bool(set(a.agencies) & set(b.agencies)),
        other_agency=bool(a.agencies and b.agencies and not set(a.agencies) & set(b.agencies)),
        same_dateline=a.dateline is not None and a.dateline == b.dateline,
        same_publisher=a.publisher is not None and a.publisher == b.publisher,
        days=None if a.day is None or b.day is None else abs(a.day - b.day),
    )


def aligned(found: Evidence, a: Sketch, b: Sketch) -> Evidence:
    """The evidence with the sentences aligned, which costs ten times the rest."""
    share, lead = alignment(a, b)
    return replace(found, aligned=share, lead=lead)


@lru_cache(maxsize=8_000)
def _set(numbers: bytes) -> frozenset[int]:
    return frozenset(np.frombuffer(numbers, np.uint32).tolist())


def _own(item: Sketch, common: frozenset[int]) -> Hashes:
    if not common or common.isdisjoint(item.sentences.tolist()):
        return item.grams
    kept = np.array([s not in common for s in item.sentences.tolist()])
    own: Hashes = item.grams[np.repeat(kept, item.gram_counts)]
    return own


def _overlap(a: Hashes, b: Hashes) -> float | None:
    """Of the facts of the text with fewer, the share that the other has; None where one has none."""
    fewer = min(len(a), len(b))
    return len(_set(a.tobytes()) & _set(b.tobytes())) / fewer if fewer else None


def _head(grams: Hashes, both: frozenset[int]) -> float:
    first = grams[: max(12, len(grams) // 4)].tolist()
    return sum(g in both for g in first) / len(first) if first else 0.0


def alignment(a: Sketch, b: Sketch) -> tuple[float, bool]:
    """The share of the shorter text's weight in sentences that the other text has too, in the same order, and whether
    its lead is there."""
    short, long = (a, b) if len(a.stems) <= len(b.stems) else (b, a)
    rows, columns = _sentences(short), _sentences(long)
    if not rows or not columns:
        return 0.0, False
    weights = [sum(s.values()) for s in rows]
    totals = [sum(s.values()) for s in columns]
    pairs = [(i, j) for i, s in enumerate(rows) for j in [_best(s, weights[i], columns, totals)] if j >= 0]
    return _in_order([(j, weights[i]) for i, j in pairs]) / max(sum(weights), 1e-9), any(i < 2 for i, _ in pairs)


def _best(sentence: dict[int, float], weight: float, others: list[dict[int, float]], totals: list[float]) -> int:
    """The sentence most like this one; -1 where none says half of the same."""
    best, where = ALIGNED, -1
    for j, other in enumerate(others):
        keys = sentence.keys() & other.keys()
        if len(keys) > 1:
            dice = 2 * sum([sentence[k] for k in keys]) / (weight + totals[j])
            if dice >= best:
                best, where = dice, j
    return where


def _in_order(pairs: list[tuple[int, float]]) -> float:
    """The heaviest run of pairs whose second positions never fall, by dynamic programming."""
    best: list[float] = []
    for k, (j, weight) in enumerate(pairs):
        best.append(weight + max((best[m] for m in range(k) if pairs[m][0] <= j), default=0.0))
    return max(best, default=0.0)


@lru_cache(maxsize=2_000)
def _cached(stems: bytes, counts: bytes) -> list[dict[int, float]]:
    words = np.frombuffer(stems, np.uint32)
    weighted = list(zip(words.tolist(), idf(words).tolist(), strict=True))
    found, at = [], 0
    for count in np.frombuffer(counts, np.uint32).tolist():
        found.append(dict(weighted[at : at + count]))
        at += count
    return [s for s in found if s]


def _sentences(item: Sketch) -> list[dict[int, float]]:
    counts = item.stem_counts[:MOST_SENTENCES]
    return _cached(item.stems[: int(counts.sum())].tobytes(), counts.tobytes())


def idf(stems: Hashes) -> NDArray[np.float32]:
    """How much each stem says: minus the logarithm of its share of news texts, unknown ones as one text in a
    thousand."""
    known, rate = rate_table()
    at = np.minimum(np.searchsorted(known, stems), len(known) - 1)
    share = np.where(known[at] == stems, rate[at], UNKNOWN_RATE)
    return -np.log(share).astype(np.float32)
