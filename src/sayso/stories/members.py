"""Which texts belong together: numbers in groups, kept as one number each; groups of one cost nothing more."""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray


class Partition:
    """Groups over 0, 1, 2, …; each is known by one of its members, its name."""

    def __init__(self) -> None:
        self._names = array("I")
        self._members: dict[int, list[int]] = {}
        self._first: dict[int, int] = {}

    @classmethod
    def of(cls, names: NDArray[np.uint32]) -> Partition:
        """The groups of which `names` gave the names."""
        made = cls()
        made._names.frombytes(np.asarray(names, np.uint32).tobytes())
        for number in np.flatnonzero(names != np.arange(len(names))).tolist():
            name = made._names[number]
            made._members.setdefault(name, [name]).append(number)
        made._first = {name: min(members) for name, members in made._members.items()}
        return made

    def __len__(self) -> int:
        return len(self._names)

    def add(self) -> int:
        """A new number in a group of its own."""
        self._names.append(len(self._names))
        return len(self._names) - 1

    def name(self, number: int) -> int:
        """The name of its group."""
        return self._names[number]

    def members(self, number: int) -> list[int]:
        """All of its group, itself included; not to be changed."""
        name = self._names[number]
        return self._members.get(name) or [name]

    def first(self, number: int) -> int:
        """The smallest number of its group, kept so that asking costs the same in a group of any size."""
        return self._first.get(self._names[number], self._names[number])

    def join(self, a: int, b: int) -> int:
        """Makes the groups of two numbers one; returns its name, that of the larger."""
        large, small = self._names[a], self._names[b]
        if large == small:
            return large
        if len(self.members(large)) < len(self.members(small)):
            large, small = small, large
        self._first[large] = min(self._first.get(large, large), self._first.pop(small, small))
        moved = self._members.pop(small, [small])
        for member in moved:
            self._names[member] = large
        self._members.setdefault(large, [large]).extend(moved)
        return large

    def leave(self, number: int) -> None:
        """Puts a number into a group of its own again."""
        rest = [m for m in self.members(number) if m != number]
        self._members.pop(self._names[number], None)
        self._first.pop(self._names[number], None)
        self._names[number] = number
        for member in rest:
            self._names[member] = rest[0]
        if len(rest) > 1:
            self._members[rest[0]] = rest
            self._first[rest[0]] = min(rest)

    def names(self) -> array[int]:
        """The name of every number's group."""
        return self._names
