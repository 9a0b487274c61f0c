"""Noun chunks of a sentence without a parser: runs of determiners, modifiers, nouns we know and capitals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.english.closed import grammar
from sayso.reading import Token

OPENERS = frozenset("“\"'‘«„")
CLOSERS = frozenset("”\"'’»“")
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class Seed:
    """A word or name that can stand in or head a chunk: tokens `[first, last)` of the sentence.

    `kind`: name (a gazetteer entry), noun (title, group or force noun), capital, pronoun.
    """

    first: int
    last: int
    kind: str
    head: bool


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens `[first, last)`; `head` is the last token of its last heading seed."""

    first: int
    last: int
    head: int


def chunks(tokens: Sequence[Token], seeds: Sequence[Seed], stops: frozenset[int]) -> list[Chunk]:
    """Chunks in order. `stops` are tokens that no chunk crosses (verbs). Seeds must not overlap."""
    by_first = {seed.first: seed for seed in seeds}
    found: list[Chunk] = []
    position = 0
    while position < len(tokens):
        end, head = _run(tokens, by_first, stops, position)
        if head is not None:
            before = found[-1].last if found else 0
            seed = by_first.get(position)
            widen = seed is None or seed.kind == "noun"
            found.append(Chunk(_widened(tokens, stops, position, before) if widen else position, end, head))
        position = max(end, position + 1)
    return found


def _widened(tokens: Sequence[Token], stops: frozenset[int], start: int, before: int) -> int:
    """A chunk takes in the plain words before it ("a diplomatic source"), up to three, and their determiner."""
    at = start
    while at > before and start - at < 3 and at - 1 not in stops and _plain(tokens[at - 1].text):
        at -= 1
    if at < start and at > before and tokens[at - 1].text.lower() in grammar().determiners - {"that"}:
        at -= 1
    if at > before and tokens[at].text.lower() in ("least", "most") and tokens[at - 1].text.lower() == "at":
        at -= 1
    return at


def _plain(word: str) -> bool:
    g = grammar()
    closed = (
        word in g.prepositions
        or word in g.conjunctions
        or word in g.auxiliaries
        or word in g.adverbs
        or word in g.determiners
    )
    closed = closed or word in g.pronouns or word in g.negators or word in g.possessives
    return (
        word.isalpha()
        and word.islower()
        and not closed
        and not word.endswith(("ed", "s", "ly", "ing"))
        and word not in ("to", "not")
    )


def _run(tokens: Sequence[Token], seeds: dict[int, Seed], stops: frozenset[int], start: int) -> tuple[int, int | None]:
    """Longest chunk from `start`: (end, head) with head None where nothing heads it."""
    at, end, head, quoted = start, start, None, 0
    while at < len(tokens):
        seed = seeds.get(at)
        if seed is not None and seed.kind == "pronoun":
            return (at + 1, at) if at == start else (end, head)
        if seed is not None and (at not in stops or seed.kind == "name"):
            at = seed.last
            end, head = (at, at - 1) if seed.head else (end, head)
            continue
        goes_on = _goes_on(tokens, seeds, stops, at + 1)
        part = _part(tokens, at, start, quoted=bool(quoted), ended=end == at, goes_on=goes_on)
        if part is None or not (head is not None if part == "possessive" else at not in stops):
            break
        at += 1
        if part == "opener":
            quoted = at - 1
        elif part == "closer":
            end, quoted = at, 0
    return (end if head is not None else at), head


def _part(
    tokens: Sequence[Token], at: int, start: int, *, quoted: bool, ended: bool, goes_on: bool
) -> Literal["possessive", "opener", "closer", "modifier"] | None:
    """What a word is in a chunk that runs up to it; null where it ends the chunk."""
    word = tokens[at].text
    if word in POSSESSIVE and ended and goes_on:
        return "possessive"
    if word in OPENERS and not quoted and goes_on and at > start:
        return "opener"
    if word in CLOSERS and quoted and ended:
        return "closer"
    return "modifier" if _modifies(tokens, at, start) else None


def _goes_on(tokens: Sequence[Token], seeds: dict[int, Seed], stops: frozenset[int], at: int) -> bool:
    return at < len(tokens) and (at in seeds or (at not in stops and _modifies(tokens, at, -1)))


def _modifies(tokens: Sequence[Token], at: int, start: int) -> bool:
    word = tokens[at].text.lower()
    g = grammar()
    if word == "that":
        return False
    if word in g.determiners or word in g.possessives:
        return at == start or tokens[at - 1].text.lower() in g.determiners or start < 0
    return (
        word in g.adjectives or word[:1].isdigit() or word.endswith(("-backed", "-led", "-based", "-held", "-linked"))
    )
