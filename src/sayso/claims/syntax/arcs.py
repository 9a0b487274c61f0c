"""Dependency arcs of an article as questions: the head of a stretch, what hangs below a word, how a word hangs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.reading import Reading

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "X"})


@dataclass(frozen=True, slots=True)
class Arcs:
    """Arcs over the tokens of the whole article; `children` of a token in text order. Empty where nothing was
    parsed."""

    words: Sequence[str]
    tags: Sequence[str]
    lemmas: Sequence[str]
    heads: Sequence[int]
    relations: Sequence[str]
    children: Sequence[Sequence[int]]

    @classmethod
    def of(cls, reading: Reading) -> Arcs:
        """The arcs of a Reading."""
        below: list[list[int]] = [[] for _ in reading.heads]
        for token, head in enumerate(reading.heads):
            if head != token:
                below[head].append(token)
        return cls(
            [t.text for t in reading.tokens], reading.tags, reading.lemmas, reading.heads, reading.relations, below
        )

    def __bool__(self) -> bool:
        return bool(self.heads)

    def lower(self, token: int) -> str:
        """A token in small letters."""
        return self.words[token].lower()

    def relation(self, token: int) -> str:
        """The relation of a token to its head, without subtype."""
        return self.relations[token].partition(":")[0]

    def top(self, first: int, last: int) -> int:
        """The token of `[first, last)` that the others hang on: the first whose head lies outside."""
        return next(
            (i for i in range(first, last) if not first <= self.heads[i] < last or self.heads[i] == i), last - 1
        )

    def below(self, token: int, without: frozenset[str] = frozenset()) -> list[int]:
        """All tokens under a token, itself included, in text order; branches whose relation is in `without` are cut."""
        found, todo = {token}, [token]
        while todo:
            for child in self.children[todo.pop()]:
                if child not in found and self.relations[child] not in without and self.relation(child) not in without:
                    found.add(child)
                    todo.append(child)
        return sorted(found)

    def stretch(self, token: int, stops: Iterable[int] = (), without: frozenset[str] = frozenset()) -> tuple[int, int]:
        """The unbroken run `[first, last)` around a token of what hangs below it; it ends before any token of
        `stops`."""
        inside = set(self.below(token, without)) - set(stops)
        first = last = token
        while first - 1 in inside:
            first -= 1
        while last + 1 in inside:
            last += 1
        return first, last + 1

    def child(self, token: int, *relations: str) -> int | None:
        """The first child with one of the relations (subtypes count as their main relation unless named)."""
        return next(
            (c for c in self.children[token] if self.relation(c) in relations or self.relations[c] in relations), None
        )

    def case(self, token: int) -> str:
        """The preposition of a noun in lower case, or an empty string."""
        child = self.child(token, "case")
        return self.lower(child) if child is not None else ""

    def path(self, token: int, most: int = 40) -> list[int]:
        """The token, its head, and so on to the root."""
        found = [token]
        while len(found) < most and self.heads[found[-1]] != found[-1]:
            found.append(self.heads[found[-1]])
        return found
