"""What an other coder's claims are held against: the article, and what Sayso itself reads off it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ontology import PLOVER, Ontology
from sayso.records import Article, Link, Quantity, TimeMention
from sayso.spans import HasSpan


@dataclass(frozen=True, slots=True)
class GuestPage:
    """An article with its sentences, the times and numbers that Sayso reads there, and the links of say-so that stand
    outside the text (publisher and agency)."""

    article: Article
    sentences: tuple[tuple[int, int], ...]
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    head: tuple[Link, ...] = ()
    ontology: Ontology = PLOVER
    names: Names = PACKAGED_NAMES

    def touched(self, start: int, end: int) -> list[int]:
        """The numbers of the sentences that a stretch touches."""
        return [n for n, (a, b) in enumerate(self.sentences) if a < end and start < b]


def nearest(found: Collection[HasSpan], start: int, end: int) -> HasSpan | None:
    """Of what was read, that which shares most signs with a stretch; null where nothing does."""
    shared = [(min(end, f.end) - max(start, f.start), f) for f in found]
    return max((pair for pair in shared if pair[0] > 0), key=lambda pair: pair[0], default=(0, None))[1]
