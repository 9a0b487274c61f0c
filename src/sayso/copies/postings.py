"""Key → documents, for millions of both: sorted arrays in segments that double in size (a log-structured merge).

Both lookups and additions take whole batches; the cost of n additions grows as n log n. Each key keeps its first `cap`
documents, so that a text which everybody prints costs no more than one that few do; with `latest`, its last ones.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sayso.copies.members import Numbers

Keys = NDArray[np.uint32]
SHIFT = np.uint64(32)
"""Bits of each number of a pair that one 64-bit number holds."""
LOW = np.uint64(0xFFFFFFFF)


def distinct(pairs: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The distinct numbers in rising order; of millions, sorting finds them sooner than np.unique does."""
    pairs = np.sort(pairs)
    return pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))] if len(pairs) else pairs


class Postings:
    """Pairs of key and document number, kept sorted; a pair counts once."""

    def __init__(self, cap: int, *, latest: bool = False) -> None:
        self.cap, self.latest = cap, latest
        self.segments: list[NDArray[np.uint64]] = []

    def __len__(self) -> int:
        return sum(len(s) for s in self.segments)

    def add(self, keys: Keys, documents: Numbers) -> None:
        """Adds pairs (arrays of one length). Documents must not be smaller than those added before."""
        if not len(keys):
            return
        self.segments.append(self._capped(distinct((keys.astype(np.uint64) << SHIFT) | documents)))
        while len(self.segments) > 1 and 2 * len(self.segments[-1]) > len(self.segments[-2]):
            last, before = self.segments.pop(), self.segments.pop()
            merged = np.concatenate((before, last))
            merged.sort(kind="stable")
            self.segments.append(self._capped(merged))

    def restore(self, segments: list[NDArray[np.uint64]]) -> None:
        """Takes the segments of an index that was kept."""
        self.segments = segments

    def _capped(self, pairs: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """The pairs without those beyond the cap of their key."""
        if len(pairs) <= self.cap:
            return pairs
        keys = pairs >> SHIFT
        over = np.zeros(len(pairs), bool)
        (over[: -self.cap] if self.latest else over[self.cap :])[:] = keys[self.cap :] == keys[: -self.cap]
        return pairs[~over] if over.any() else pairs

    def find(self, keys: Keys) -> tuple[NDArray[np.int64], Numbers]:
        """For each key its documents, `cap` at most: positions in `keys`, and beside them document numbers."""
        places, found = [np.empty(0, np.int64)], [np.empty(0, np.uint32)]
        order = np.argsort(keys, kind="stable")
        wanted = keys[order].astype(np.uint64) << SHIFT
        left = np.full(len(keys), self.cap)
        for segment in reversed(self.segments) if self.latest else self.segments:
            first = np.searchsorted(segment, wanted)
            last = np.searchsorted(segment, wanted + LOW, side="right")
            count = np.minimum(last - first, left)
            left -= count
            total = int(count.sum())
            if total:
                begin = last - count if self.latest else first
                inside = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
                places.append(np.repeat(order, count))
                found.append((segment[np.repeat(begin, count) + inside] & LOW).astype(np.uint32))
        return np.concatenate(places), np.concatenate(found)
