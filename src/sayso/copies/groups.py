"""Sketches → copy groups, a batch at a time: every pair verified, no chain of maybes.

A group is held together by its hub, the fullest text in it. Two groups become one only when the fuller hub is a copy
of the other hub and of most of the members asked: A ~ B ~ C never makes one group of A and C alone. A text that holds
several texts
which have nothing to do with one another is a compilation and belongs to no group.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from sayso.copies.candidates import MOST_HOLDERS, Candidates
from sayso.copies.members import NO_MEMBER, Partition
from sayso.copies.pairs import CopyLink, pair_link
from sayso.copies.sketch import Sketch
from sayso.copies.stores import STORES_HERE, Stores

READ_AHEAD = 200
"""Articles whose candidates are made ready at a time."""
VERIFIED = 8
"""Pairs verified for an article; at most two of one group."""
BEARERS_VERIFIED = 2
"""Pairs verified further with texts that share its common sentences and are not in its group yet."""
COPIES_ASKED = 5
"""Members of a group that a newcomer is held against."""
SURE_COPY = 0.97
"""A link of this score ends the search: what else is like it belongs to the same group."""
FULLER = 1.15
"""A hub is replaced only by a text so much longer."""
KIN = 0.25
"""Two texts of one story share at least this part of the names of the one with fewer."""


class CopyIndex:
    """Everything seen so far. New articles are held against what shares keys with them, not against all."""

    def __init__(self, holders: int = MOST_HOLDERS, stores: Stores = STORES_HERE) -> None:
        self.shelf = stores.shelf()
        self.groups = Partition()
        self.hubs = array("I")
        """By the name of a group the number of its fullest text, NO_MEMBER where it was never asked for."""
        self.compilations: set[int] = set()
        self.verified = 0
        self.candidates = Candidates(holders, stores)
        self.exact = stores.postings("exact", 4)
        self.common: frozenset[int] = frozenset()

    def add(self, batch: Sequence[Sketch]) -> Iterator[CopyLink]:
        """Puts the articles of a batch into groups; gives the links found. To be exhausted."""
        fresh = []
        for number, twin in self._twins(batch):
            if twin is None:
                fresh.append((number, self.shelf[number]))
            else:
                yield self._copy_of(number, twin)
        self.common = self.candidates.boilerplate(fresh)
        for number, others in self._near(self.candidates.find(fresh, self.common)):
            yield from self._links(number, others)
        for number, others in self._near(self.candidates.bearers(fresh, self.common)):
            yield from self._links(number, others, BEARERS_VERIFIED)

    def _near(self, found: Sequence[tuple[int, list[int]]]) -> Iterator[tuple[int, list[int]]]:
        """Articles with their candidates; what these will be held against is made ready, some articles at a time."""
        for at in range(0, len(found), READ_AHEAD):
            some = found[at : at + READ_AHEAD]
            self.shelf.ready(n for _, others in some for other in others for n in (other, *self._of_group(other)))
            yield from some

    def _of_group(self, number: int) -> Iterator[int]:
        """The hub of its group, and those whom a newcomer would be held against."""
        if self.groups.size(number) > 1:
            yield self.hub(number)
            yield from self._beside(number)

    def hub(self, number: int) -> int:
        """The number of the fullest text in its group."""
        known = self.hubs[self.groups.name(number)]
        if known != NO_MEMBER:
            return known
        return number if self.groups.size(number) == 1 else self._fullest(number)

    def _twins(self, batch: Sequence[Sketch]) -> Iterator[tuple[int, int | None]]:
        """Numbers the articles; beside each the first one with the very same words."""
        numbers = [self.shelf.append(s) for s in batch]
        self.groups.grow(len(self.shelf))
        self.hubs.extend(array("I", [NO_MEMBER]) * len(numbers))
        keys = np.array([s.exact & NO_MEMBER for s in batch], np.uint32)
        self.exact.add(keys, np.array(numbers, np.uint32))
        places, others = self.exact.find(keys)
        first: dict[int, int] = {}
        self.shelf.ready(others.tolist())
        for place, other in zip(places.tolist(), others.tolist(), strict=True):
            if other < numbers[place] and self.shelf[other].exact == batch[place].exact:
                first[place] = min(other, first.get(place, other))
        for place, number in enumerate(numbers):
            yield number, first.get(place)

    def _copy_of(self, number: int, twin: int) -> CopyLink:
        hub = self.hub(twin)
        if twin not in self.compilations:
            self._join(number, twin, hub)
        found = pair_link(self.shelf[number], self.shelf[twin])
        assert found is not None
        return found

    def _links(self, number: int, others: Sequence[int], most: int = VERIFIED) -> Iterator[CopyLink]:
        """Verified links to candidates: at most two of one group, none once it has been joined, none after a sure
        one."""
        asked: dict[int, int] = {}
        for other in others:
            name = self.groups.name(other)
            if asked.get(name, 0) == 2 or name == self.groups.name(number):
                continue
            asked[name] = asked.get(name, 0) + 1
            made = self.verify(number, other)
            if made is not None:
                yield made
                self.place(number, other, made)
            if sum(asked.values()) == most or (made is not None and made.score >= SURE_COPY):
                break

    def verify(self, a: int, b: int) -> CopyLink | None:
        """The link between two articles by number, if there is one."""
        self.verified += 1
        return pair_link(self.shelf[a], self.shelf[b], self.common)

    def place(self, number: int, other: int, made: CopyLink) -> None:
        """Makes one group of two linked articles' groups, if the link says so and the rest agrees."""
        if (
            made.merges
            and self.groups.name(number) != self.groups.name(other)
            and not {number, other} & self.compilations
        ):
            self._merge(number, other)

    def _merge(self, a: int, b: int) -> None:
        """Makes one group of two whose members `a` and `b` are copies, if the rest agrees."""
        full, small = self._by_fullness(self.hub(a), self.hub(b))
        if {full, small} != {a, b} and not self._merges(full, small):
            return
        asked = self._beside(small)
        if 2 * sum(self._merges(full, m) for m in asked) < len(asked):
            return
        beside = self._beside(full)
        if beside and not any(self._kin(small, m) for m in beside):
            self._expel(full)
        else:
            self._join(a, b, full)

    def _beside(self, number: int) -> list[int]:
        """Some others of its group: the first ones, so that a group of any size costs the same."""
        return list(islice((m for m in self.groups.walk(number) if m != number), COPIES_ASKED))

    def _merges(self, a: int, b: int) -> bool:
        found = self.verify(a, b)
        return found is not None and found.merges

    def _kin(self, a: int, b: int) -> bool:
        one, two = self.shelf[a], self.shelf[b]
        fewer = min(len(one.names), len(two.names))
        return fewer == 0 or len(np.intersect1d(one.names, two.names, assume_unique=True)) >= KIN * fewer

    def _by_fullness(self, a: int, b: int) -> tuple[int, int]:
        """The hub of two first: that of the larger group, unless the other is a good deal fuller."""
        if self.groups.size(a) < self.groups.size(b):
            a, b = b, a
        return (b, a) if self.shelf[b].size > FULLER * self.shelf[a].size else (a, b)

    def _fullest(self, number: int) -> int:
        return max(self.groups.members(number), key=lambda n: (self.shelf[n].size, -n))

    def _join(self, a: int, b: int, hub: int) -> None:
        old = {self.groups.name(a), self.groups.name(b)}
        name = self.groups.join(a, b)
        for gone in old - {name}:
            self.hubs[gone] = NO_MEMBER
        self.hubs[name] = hub

    def _expel(self, number: int) -> None:
        """Takes a compilation out of its group for good."""
        self.compilations.add(number)
        rest = [m for m in self.groups.members(number) if m != number]
        self.hubs[self.groups.name(number)] = NO_MEMBER
        self.groups.leave(number)
        if len(rest) > 1:
            self.hubs[self.groups.name(rest[0])] = self._fullest(rest[0])
