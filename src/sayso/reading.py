"""What the language room hands over: an article's sentences, tokens and quotes, and what a model says of them.

Without a model `tags`, `lemmas`, `heads`, `relations` and `entities` are empty: every reader of them must do without.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from sayso.spans import Span, Spanned, sound

MarkedPair = tuple[Span, Span]
"""The words of an actor and of a recipient, as `relate` is asked about them."""
ArticleToken = NewType("ArticleToken", int)
"""The number of a token among those of the whole article, by which arcs and the reader count. What counts within a
sentence is a plain number; `View.in_article` leads from there to here."""


@dataclass(frozen=True, slots=True)
class Token(Spanned):
    """A word, number or sign at `[start, end)` of the article's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence(Spanned):
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
class Quote(Spanned):
    """A quotation at `[start, end)`, its marks included. `closed` is false where the text never closes it.

    `block` numbers quotations that continue one another over paragraphs.
    """

    start: int
    end: int
    closed: bool
    block: int


@dataclass(frozen=True, slots=True)
class Entity(Spanned):
    """A named thing at `[start, end)` and its kind (PER, ORG, LOC, MISC)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution as the model sees it: stretches `[start, end)` of the article's text, and how sure it is (0..1).

    `source` is empty where nobody is named.
    """

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float

    def __post_init__(self) -> None:
        sound(*self.cue, *self.source, *self.content)


@dataclass(frozen=True, slots=True)
class EventWord:
    """A token that may name an event, with probabilities to three decimals.

    `statuses`, `acts`, `modes` ("RETREAT withdraw") and `changes` name only what has a chance, best first; `happens`
    is the chance that the word names an event at all. `roles` gives for each slot (actor, recipient, place, force,
    from, to, time, decided, quantity) the stretches that may fill it.
    """

    token: int
    happens: float
    statuses: tuple[tuple[str, float], ...]
    acts: tuple[tuple[str, float], ...]
    modes: tuple[tuple[str, float], ...] = ()
    changes: tuple[tuple[str, float], ...] = ()
    roles: tuple[tuple[str, tuple[tuple[int, int, float], ...]], ...] = ()

    @property
    def act(self) -> float:
        """The chance that the word names a political act."""
        return sum(score for name, score in self.acts if name != "none")

    def role(self, name: str) -> tuple[tuple[int, int, float], ...]:
        """Stretches `(start, end, score)` that may fill a role, in text order."""
        return next((found for role, found in self.roles if role == name), ())


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom the phrase that `token` heads stands for: the phrase that `of` heads, before it; numbers of tokens.

    `chance` (0..1) that it stands for something named before at all.
    """

    token: int
    of: int
    chance: float


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read. Arrays run parallel to `tokens`; those of a model may be empty.

    `heads` are numbers of tokens of the whole article, a root's its own; `relations` are Universal Dependencies labels.
    `topics` (sentences) are log odds that a sentence is about politics or conflict.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    tags: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    relations: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    sayings: tuple[Saying, ...] = ()
    events: tuple[EventWord, ...] = ()
    antecedents: tuple[Antecedent, ...] = ()
    topics: tuple[float, ...] = ()

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of one sentence."""
        return self.tokens[sentence.first : sentence.last]
