"""Which texts belong together: numbers in groups, a few words of memory each, whatever the size of the groups."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
NO_MEMBER = 0xFFFFFFFF
"""No number of any member."""


class Partition:
    """Groups over 0, 1, 2, …; each is known by one of its members, its name, and lists its members as they came to it.

    The members of a group form a ring; of its last member, its smallest and its size the row of its name tells.
    """

    def __init__(self) -> None:
        self._names, self._next, self._last, self._first, self._sizes = (array("I") for _ in range(5))

    @classmethod
    def of(cls, names: Numbers) -> Partition:
        """The groups of which `names` gave the names; members in rising order."""
        made = cls()
        alone = np.arange(len(names), dtype=np.uint32)
        after, last, first, sizes = alone.copy(), alone.copy(), alone.copy(), np.ones(len(names), np.uint32)
        moved = names != alone
        moved[names[moved]] = True
        together = np.flatnonzero(moved).astype(np.uint64)
        keys = np.sort((names[together].astype(np.uint64) << np.uint64(32)) | together)
        order, there = (keys & np.uint64(NO_MEMBER)).astype(np.uint32), (keys >> np.uint64(32)).astype(np.uint32)
        if len(order):
            starts = np.flatnonzero(np.concatenate(([True], there[1:] != there[:-1])))
            ends = np.append(starts[1:], len(order)) - 1
            after[order[:-1]] = order[1:]
            after[order[ends]] = order[starts]
            last[there[starts]], first[there[starts]], sizes[there[starts]] = (
                order[ends],
                order[starts],
                ends - starts + 1,
            )
        for mine, given in zip(made._arrays(), (names, after, last, first, sizes), strict=True):
            mine.frombytes(np.ascontiguousarray(given, np.uint32).tobytes())
        return made

    def _arrays(self) -> tuple[array[int], ...]:
        return self._names, self._next, self._last, self._first, self._sizes

    def __len__(self) -> int:
        return len(self._names)

    def add(self) -> int:
        """A new number in a group of its own."""
        self.grow(len(self) + 1)
        return len(self) - 1

    def grow(self, count: int) -> None:
        """Adds numbers in groups of their own until there are so many."""
        fresh = array("I", range(len(self), count))
        for mine in self._arrays()[:4]:
            mine.extend(fresh)
        self._sizes.extend(array("I", [1]) * len(fresh))

    def name(self, number: int) -> int:
        """The name of its group."""
        return self._names[number]

    def size(self, number: int) -> int:
        """How many belong to its group."""
        return self._sizes[self._names[number]]

    def walk(self, number: int) -> Iterator[int]:
        """All of its group, itself included, in the order they came to it."""
        last = self._last[self._names[number]]
        at = self._next[last]
        while at != last:
            yield at
            at = self._next[at]
        yield last

    def members(self, number: int) -> list[int]:
        """The same as a list."""
        return list(self.walk(number)) if self.size(number) > 1 else [number]

    def first(self, number: int) -> int:
        """The smallest number of its group, kept so that asking costs the same in a group of any size."""
        return self._first[self._names[number]]

    def join(self, a: int, b: int) -> int:
        """Makes the groups of two numbers one; returns its name, that of the larger."""
        large, small = self._names[a], self._names[b]
        if large == small:
            return large
        if self._sizes[large] < self._sizes[small]:
            large, small = small, large
        for member in self.members(small):
            self._names[member] = large
        one, two = self._last[large], self._last[small]
        self._next[one], self._next[two] = self._next[two], self._next[one]
        self._last[large] = two
        self._first[large] = min(self._first[large], self._first[small])
        self._sizes[large] += self._sizes[small]
        return large

    def leave(self, number: int) -> None:
        """Puts a number into a group of its own again."""
        rest = [m for m in self.members(number) if m != number]
        self._alone(number)
        for member in rest:
            self._alone(member)
        for member in rest[1:]:
            self.join(rest[0], member)

    def _alone(self, number: int) -> None:
        self._names[number] = self._next[number] = self._last[number] = self._first[number] = number
        self._sizes[number] = 1

    def names(self) -> Numbers:
        """The name of every number's group."""
        return np.array(self._names, np.uint32)

    def firsts(self) -> Numbers:
        """The smallest number of every number's group."""
        return np.array(self._first, np.uint32)[self.names()]
