"""Dependency arcs of an article as questions: the head of a stretch, what hangs below a word, how a word hangs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sayso.reading import ArticleToken, Reading

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "X"})


def token_range(first: int, last: int) -> Iterator[ArticleToken]:
    """The tokens of the article from `first` to before `last`."""
    return map(ArticleToken, range(first, last))


@dataclass(frozen=True, slots=True)
class Arcs:
    """Arcs over the tokens of the whole article; `children` of a token in text order. Empty where nothing was
    parsed."""

    words: Sequence[str]
    tags: Sequence[str]
    lemmas: Sequence[str]
    heads: Sequence[ArticleToken]
    relations: Sequence[str]
    children: Sequence[Sequence[ArticleToken]]
    mains: Sequence[str] = field(init=False)
    """The relations without subtype: asked for thousands of times in an article, so they are made once."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "mains", [relation.partition(":")[0] for relation in self.relations])

    @classmethod
    def of(cls, reading: Reading) -> Arcs:
        """The arcs of a Reading."""
        heads = [ArticleToken(head) for head in reading.heads]
        below: list[list[ArticleToken]] = [[] for _ in heads]
        for token, head in enumerate(heads):
            if head != token:
                below[head].append(ArticleToken(token))
        return cls([t.text for t in reading.tokens], reading.tags, reading.lemmas, heads, reading.relations, below)

    def __bool__(self) -> bool:
        return bool(self.heads)

    def lower(self, token: ArticleToken) -> str:
        """A token in small letters."""
        return self.words[token].lower()

    def relation(self, token: ArticleToken) -> str:
        """The relation of a token to its head, without subtype."""
        return self.mains[token]

    def clause(self, token: ArticleToken) -> ArticleToken:
        """The head of the clause of a verb: for a form of "be", what somebody is or where."""
        return self.heads[token] if self.mains[token] == "cop" else token

    def top(self, first: int, last: int) -> ArticleToken:
        """The token of `[first, last)` that the others hang on: the first whose head lies outside."""
        return next(
            (i for i in token_range(first, last) if not first <= self.heads[i] < last or self.heads[i] == i),
            ArticleToken(last - 1),
        )

    def below(self, token: ArticleToken, without: frozenset[str] = frozenset()) -> list[ArticleToken]:
        """All tokens under a token, itself included, in text order; branches whose relation is in `without` are cut."""
        found, todo = {token}, [token]
        while todo:
            for child in self.children[todo.pop()]:
                if child not in found and self.relations[child] not in without and self.mains[child] not in without:
                    found.add(child)
                    todo.append(child)
        return sorted(found)

    def stretch(
        self, token: ArticleToken, stops: Iterable[ArticleToken] = (), without: frozenset[str] = frozenset()
    ) -> tuple[int, int]:
        """The unbroken run `[first, last)` around a token of what hangs below it; it ends before any token of
        `stops`."""
        inside = set(self.below(token, without)) - set(stops)
        first: int = token
        last: int = token
        while first - 1 in inside:
            first -= 1
        while last + 1 in inside:
            last += 1
        return first, last + 1

    def child(self, token: ArticleToken, *relations: str) -> ArticleToken | None:
        """The first child with one of the relations (subtypes count as their main relation unless named)."""
        return next(
            (c for c in self.children[token] if self.mains[c] in relations or self.relations[c] in relations), None
        )

    def case(self, token: ArticleToken) -> str:
        """The preposition of a noun in lower case, or an empty string."""
        child = self.child(token, "case")
        return self.lower(child) if child is not None else ""

    def path(self, token: ArticleToken, most: int = 40) -> list[ArticleToken]:
        """The token, its head, and so on to the root."""
        found = [token]
        while len(found) < most and self.heads[found[-1]] != found[-1]:
            found.append(self.heads[found[-1]])
        return found
