"""What the language room hands over: an article's sentences, tokens and quotes, and what a model says of them.

Without a model `tags`, `lemmas`, `heads`, `relations` and `entities` are empty: every reader of them must do without.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign at `[start, end)` of the article's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `[start, end)`; `tokens` are those of the Reading from `first` to before `last`.

    `paragraph` counts the paragraphs (blank-line separated) of the article; `part` is the label of its part.
    """

    index: int
    start: int
    end: int
    first: int
    last: int
    paragraph: int
    part: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation at `[start, end)`, its marks included. `closed` is false where the text never closes it.

    `block` numbers quotations that continue one another over paragraphs.
    """

    start: int
    end: int
    closed: bool
    block: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing at `[start, end)` and its kind (PER, ORG, LOC, MISC)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read. Arrays run parallel to `tokens`; those of a model may be empty."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    tags: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    relations: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of one sentence."""
        return self.tokens[sentence.first : sentence.last]
