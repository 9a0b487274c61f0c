"""Articles → copy groups and stories, a batch or one at a time, kept between runs in a folder that can be dropped and
rebuilt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from sayso.copies.groups import READ_AHEAD, CopyIndex
from sayso.copies.members import NO_MEMBER
from sayso.copies.pairs import CopyLink
from sayso.copies.sketch import Sketch, sketch
from sayso.copies.stores import STORES_HERE, Stores
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.linking.topics import Topics
from sayso.records import Article, digest

BATCH = 20_000
LIKE_STORIES = 3
"""Of the texts alike in what they tell, so many are also verified as rewrites."""
SETTLED_TEXTS, GROWN = 20_000, 1.5
"""Until so many texts are there, stories are built anew whenever their number has grown so much: what is rare is not
known before."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Where an article belongs: groups and stories are named after the article that came first in them."""

    id: str
    copy_group: str
    story: str


class Linker:
    """Links whatever is added against all that was added before."""

    def __init__(self, *, remember: bool = True, stores: Stores = STORES_HERE) -> None:
        """`remember`: whether all links found stay in `links`; those of a million articles take a lot of memory.
        `stores`: where sketches and indexes lie."""
        self.copies = CopyIndex(stores=stores)
        self.topics = Topics(stores)
        self.stores = stores
        self.links: list[CopyLink] = []
        self.remember = remember
        self.settled = 0

    def __len__(self) -> int:
        return len(self.copies.shelf)

    def add(self, sketches: Iterable[Sketch], *, settle: bool = True) -> list[CopyLink]:
        """Links some more articles; returns the new links. Cost depends on what they resemble, not on how many there
        are.

        `settle`: whether stories may be built anew for it.
        """
        found: list[CopyLink] = []
        rest = iter(sketches)
        while batch := list(islice(rest, BATCH)):
            found += self._batch(batch, settle)
        if self.remember:
            self.links += found
        return found

    def _batch(self, batch: Sequence[Sketch], settle: bool) -> list[CopyLink]:
        before = len(self)
        found = list(self.copies.add(batch))
        alike = [(a, b) for a, b in self._stories(before, settle) if max(a, b) >= before]
        return found + list(self._rewrites(alike, {(m.article, m.other) for m in found}))

    def _stories(self, before: int, settle: bool) -> list[tuple[int, int]]:
        """Puts the hubs of new groups into stories, or all hubs while little is known; returns the pairs alike."""
        if settle and len(self) <= SETTLED_TEXTS and len(self) >= GROWN * self.settled:
            self.topics, before, self.settled = Topics(self.stores), 0, len(self)
        shelf = self.copies.shelf
        hubs = sorted({self.copies.hub(n) for n in range(before, len(self)) if self._new(n, before)})
        fresh = [n for n in hubs if n >= before]
        return self.topics.add(list(zip(fresh, shelf.several(fresh), strict=True)), shelf.several)

    def _new(self, number: int, before: int) -> bool:
        """Whether its group has no member from before, through which it already belongs to a story."""
        return self.first(number) >= before

    def _rewrites(self, alike: Sequence[tuple[int, int]], known: set[tuple[str, str]]) -> Iterator[CopyLink]:
        """Texts that tell the same may be one text in other words, though they share too few words in a row to be
        found by them."""
        asked: dict[int, int] = {}
        for place, (a, b) in enumerate(alike):
            if place % READ_AHEAD == 0:
                self.copies.shelf.ready(n for pair in alike[place : place + READ_AHEAD] for n in pair)
            one, two = self.copies.shelf.id(a), self.copies.shelf.id(b)
            if (one, two) in known or (two, one) in known or asked.get(b, 0) >= LIKE_STORIES:
                continue
            asked[b] = asked.get(b, 0) + 1
            made = self.copies.verify(b, a)
            if made is not None:
                yield made
                self.copies.place(b, a, made)

    def linked(self, since: int = 0) -> Iterator[Linked]:
        """Where the articles belong, in the order they came, from number `since`."""
        shelf, firsts, stories = self.copies.shelf, self.copies.groups.firsts().tolist(), self._storied().tolist()
        for number in range(since, len(self)):
            first, story = shelf.id(firsts[number]), shelf.id(stories[number])
            yield Linked(shelf.id(number), digest("copies", first), digest("story", story))

    def firsts(self) -> NDArray[np.uint32]:
        """The first text in the copy group of every text, and below it the first one in its story: 2 × texts."""
        return np.stack((self.copies.groups.firsts(), self._storied()))

    def _storied(self) -> NDArray[np.uint32]:
        """The first text in the story of every text's group, all at once."""
        names, firsts = self.copies.groups.names(), self.topics.stories.firsts()
        known = np.flatnonzero(self.topics.known).astype(np.uint32)
        tellers = np.full(len(names), NO_MEMBER, np.uint32)
        np.minimum.at(tellers, names[known], known)
        told = tellers[names]
        return np.where(
            told == NO_MEMBER,
            self.copies.groups.firsts(),
            firsts[np.minimum(told, len(firsts) - 1)] if len(firsts) else told,
        )

    def first(self, number: int) -> int:
        """The number of the first text in the copy group of a text."""
        return self.copies.groups.first(number)


def link(articles: Iterable[Article], names: Names = PACKAGED_NAMES) -> Linker:
    """The copies and stories among some articles; `names` tell which medium is which."""
    linker = Linker()
    linker.add(sketch(article, names) for article in articles)
    return linker
