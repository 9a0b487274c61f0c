"""Marked pairs that neither reader nor relation head has seen, with what each voter of `relate` says: for its scores
and their fit.

Of the boundary cases, which are plain sentences, and of the held-out pairs of the corpus (corpus/pairs.py), which were
written to hold words that the lexicon lacks and are harder than news.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.pairs import Pair, of_acts, pairs
from corpus.reader import everything

from sayso import language, pipeline, settings
from sayso.claims.article.document import Document
from sayso.claims.relate import relation


@dataclass(frozen=True, slots=True)
class Case:
    """A marked pair: what each voter says, the annotated event type, and whether it is a boundary case."""

    votes: Mapping[str, relation.TypeVotes]
    kind: str
    boundary: bool

    def scored(self, sureness: relation.Sureness | None = None) -> tuple[float, bool]:
        """The best score, and whether its type is right."""
        chances = relation.pooled_types(self.votes, sureness)
        best = min(chances, key=lambda kind: (-chances[kind], kind))
        return chances[best], best == self.kind


def half(name: str) -> str:
    """`fit` or `test`, by the hash of a text's id."""
    return "fit" if int(hashlib.sha256(name.encode()).hexdigest()[-8:], 16) % 2 == 0 else "test"


def cases(which: str) -> Iterator[Case]:
    """The boundary cases and held-out pairs of one half (`fit`, `test`), split by the hash of a text's id."""
    for pair in (pair for text in everything(("boundaries",)) for pair in of_acts(text)):
        if half(pair.source) == which:
            yield Case(_votes(pair), pair.kind, True)
    for pair in pairs():
        if pair.held_out and half(pair.source) == which:
            yield Case(_votes(pair), pair.kind, False)


def _votes(pair: Pair) -> Mapping[str, relation.TypeVotes]:
    article, limits, marked = pipeline.bare_article(pair.sentence), settings.load(), (pair.actor, pair.recipient)
    reading, head = language.read_pair(article, limits, marked)
    return relation.voters(Document.words_of(article, reading, limits), marked, head)
