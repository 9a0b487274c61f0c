"""Where a mention can begin: names of the gazetteer, role nouns, capitals and pronouns of a sentence; and bodies with
"of" kept whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from sayso.claims.names.finder import NameHit
from sayso.claims.names.titles import role_of
from sayso.claims.syntax.chunks import Chunk, Seed
from sayso.english.closed import grammar
from sayso.english.lists import listed
from sayso.reading import Token

CALENDAR = listed("parties", "calendar")


def seeds(
    tokens: Sequence[Token], hits: Sequence[NameHit], verbs: frozenset[int], called: Collection[str] = ()
) -> list[Seed]:
    """Names of the gazetteer, role nouns, capitals and pronouns as seeds in order, none overlapping.

    `called`: lower-case words that name somebody, and so count at the beginning of a sentence too.
    """
    found: list[Seed] = []
    starts = {token.start: i for i, token in enumerate(tokens)}
    ends = {token.end: i + 1 for i, token in enumerate(tokens)}
    taken: set[int] = set()
    for hit in hits:
        first, last = starts.get(hit.start), ends.get(hit.end)
        if first is not None and last is not None:
            found.append(Seed(first, last, "name", True))
            taken.update(range(first, last))
    for i, _token in enumerate(tokens):
        if i not in taken and (kind := _seed_kind(tokens, i, i in verbs, called)):
            found.append(Seed(i, i + 1, kind, kind != "modifier"))
    return sorted(found, key=lambda seed: seed.first)


def _seed_kind(tokens: Sequence[Token], i: int, verb: bool, called: Collection[str]) -> str | None:
    word = tokens[i].text
    low = word.lower()
    if without_clitic(low) in grammar().pronouns:
        return "pronoun"
    if verb:
        return None
    if role_of(low, tokens[i - 1].text.lower() if i else "") is not None:
        return "noun"
    if low in CALENDAR and word[0].isupper():
        return None
    if not word[0].isupper() or _closed_class(low):
        return None
    inside = i > 0 or low in called or (len(tokens) > 1 and tokens[1].text[:1].isupper())
    return "capital" if inside else None


def _closed_class(low: str) -> bool:
    g = grammar()
    classes = (g.prepositions, g.determiners, g.conjunctions, g.auxiliaries, g.adverbs, g.possessives)
    return any(low in words for words in classes)


def without_clitic(word: str) -> str:
    """ "I’m" and "they've" are their pronouns."""
    return re.split(r"['’]", word, maxsplit=1)[0]


BODIES = listed("parties", "bodies")


def bodies(tokens: Sequence[Token], found: Sequence[Chunk], apart: Sequence[tuple[int, int]]) -> Iterator[Chunk]:
    """Chunks with bodies whole: "the Ministry of Defence", "the Council of Ministers" are one name. `apart`: stretches
    that are names."""
    waiting = list(found)
    while waiting:
        chunk = waiting.pop(0)
        name = tokens[chunk.head].text
        if waiting and name[:1].isupper() and name.lower() in BODIES and _goes_with(tokens, chunk, waiting[0], apart):
            chunk = replace(chunk, last=waiting.pop(0).last)
        yield chunk


def _goes_with(tokens: Sequence[Token], chunk: Chunk, after: Chunk, apart: Sequence[tuple[int, int]]) -> bool:
    """Capitals alone after "of", with no other name among them, or one name alone."""
    gap = [t.text for t in tokens[chunk.last : after.first]]
    start, end = tokens[after.first].start, tokens[after.last - 1].end
    inside = [(s, e) for s, e in apart if start < e and s < end]
    capitals = all(t.text[:1].isupper() for t in tokens[after.first : after.last])
    return gap in (["of"], ["of", "the"]) and capitals and set(inside) <= {(start, end)}
