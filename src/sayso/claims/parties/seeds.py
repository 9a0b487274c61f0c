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
from sayso.spans import Span

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


def bodies(
    tokens: Sequence[Token], found: Sequence[Chunk], apart: Sequence[Span], read: Sequence[Span] = ()
) -> Iterator[Chunk]:
    """Chunks with bodies whole: "the Ministry of Defence", "the Council of Ministers" are one name. `apart`: stretches
    that are names; `read`: those of bodies, as the reader sees them."""
    waiting = list(found)
    while waiting:
        chunk = waiting.pop(0)
        if waiting and (_goes_with(tokens, chunk, waiting[0], apart) or _goes_on(tokens, chunk, waiting[0], read)):
            chunk = replace(chunk, last=waiting.pop(0).last)
        yield chunk


IN_NAMES = frozenset({"of", "for", "on", "to", "the"})
"""Small words within the name of a body."""


def _goes_on(tokens: Sequence[Token], chunk: Chunk, after: Chunk, read: Sequence[Span]) -> bool:
    """ "Reporters Without Borders"; "the Committee to Protect Journalists", of which the reader sees one or two
    bodies."""
    gap, head, at = tokens[chunk.last : after.first], tokens[chunk.head], tokens[after.first]
    if not gap or not head.text[:1].isupper():
        return False
    if at.text[:1].isupper() and (_aims(head, gap) or (len(gap) == 1 and gap[0].text in CAPITAL_PREPOSITIONS)):
        return True
    body = next(((start, end) for start, end in read if start <= at.start < end), None)
    return body is not None and head.text.lower() in BODIES and _linked(tokens, chunk, gap, body, read)


def _aims(head: Token, gap: Sequence[Token]) -> bool:
    """ "Committee to Protect …": what a body is there for, in capitals."""
    capitals = all(t.text[:1].isupper() for t in gap[1:])
    return head.text.lower() in BODIES and gap[0].text in AIMS and len(gap) > 1 and capitals


AIMS = frozenset({"to", "for"})


def _linked(tokens: Sequence[Token], chunk: Chunk, gap: Sequence[Token], body: Span, read: Sequence[Span]) -> bool:
    """Nothing but small words stands between a head and the body that goes on with it, or within one body."""
    one = body[0] <= tokens[chunk.head].start
    between = {t.text for t in gap if one or t.start < body[0]}
    first = one or any(end == tokens[chunk.last - 1].end for _, end in read)
    return first and bool(between) and between <= IN_NAMES


CAPITAL_PREPOSITIONS = frozenset(word.capitalize() for word in grammar().prepositions)


def _goes_with(tokens: Sequence[Token], chunk: Chunk, after: Chunk, apart: Sequence[tuple[int, int]]) -> bool:
    """Capitals alone after "of", with no other name among them, or one name alone."""
    name = tokens[chunk.head].text
    if not name[:1].isupper() or name.lower() not in BODIES:
        return False
    gap = [t.text for t in tokens[chunk.last : after.first]]
    start, end = tokens[after.first].start, tokens[after.last - 1].end
    inside = [(s, e) for s, e in apart if start < e and s < end]
    capitals = all(t.text[:1].isupper() for t in tokens[after.first : after.last])
    return gap in (["of"], ["of", "the"]) and capitals and set(inside) <= {(start, end)}
