"""Who is meant: chunks of a sentence → mentions with name, title, country, sectors and entity, and who a pronoun
stands for."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from sayso.claims.names.finder import NameHit
from sayso.claims.names.titles import role_of
from sayso.claims.parties.memory import Memory, remembered
from sayso.claims.parties.mention import Mention
from sayso.claims.parties.reading import after_outlet, by_form, by_name, by_role, goes_on, new_mention, outlet_by_form
from sayso.claims.parties.seeds import bodies, seeds, without_clitic
from sayso.claims.syntax.chunks import Chunk, chunks
from sayso.english.closed import grammar
from sayso.english.lists import listed
from sayso.reading import Entity, Token


def party_mentions(
    text: str, tokens: Sequence[Token], hits: Sequence[NameHit], verbs: frozenset[int], memory: Memory,
    entities: Sequence[Entity] = (), first: int = 0,
) -> list[Mention]:  # fmt: skip
    """All parties a sentence could hold, in order, pronouns resolved against what went before.

    `entities` are the names that the reader sees in the sentence, `first` is the article's number of its first token.
    """
    people = [(e.start, e.end) for e in entities if e.kind == "PER"]
    found = []
    opening = {tokens[0].text.lower(): e for e in entities if tokens and tokens[0].start == e.start}
    called = ChainMap[str, object](dict(opening), cast("dict[str, object]", memory.full))
    apart = [*people, *((hit.start, hit.end) for hit in hits)]
    read = [(e.start, e.end) for e in entities if e.kind == "ORG"]
    for chunk in bodies(tokens, chunks(tokens, seeds(tokens, hits, verbs, called), verbs), apart, read):
        mention = _understand(text, tokens, chunk, hits)
        if mention.kind == "capital" and any(s < mention.end and mention.start < e for s, e in people):
            mention = replace(mention, kind="person")
        mention = remembered(mention, memory, first + mention.head)
        if mention.kind not in ("pronoun", "place", "capital"):
            memory.learn(mention)
        memory.keep(mention, first)
        found.append(mention)
    return found


def _understand(text: str, tokens: Sequence[Token], chunk: Chunk, hits: Sequence[NameHit]) -> Mention:
    chunk = _without_openers(tokens, chunk)
    start, end = _trimmed(tokens, chunk)
    inner = [h for h in hits if start <= h.start and h.end <= end]
    head = tokens[chunk.head]
    low = head.text.lower()
    if without_clitic(low) in grammar().pronouns and not _names_a_country(head, inner):
        end = head.start + len(without_clitic(low))
        return new_mention(text, tokens, chunk, head.start, end, kind="pronoun", name=text[head.start : end])
    heading = None if goes_on(tokens, chunk) else next((h for h in inner if h.end == head.end), None)
    role = role_of(low, tokens[chunk.head - 1].text.lower() if chunk.head else "")
    if role is not None and (heading is None or heading.kind == "demonym"):
        return by_role(text, tokens, chunk, (start, end), role, inner)
    if heading is None:
        return by_form(text, tokens, chunk, (start, end), inner)
    return _headed(text, tokens, chunk, (start, end), heading, inner)


def _names_a_country(head: Token, inner: Sequence[NameHit]) -> bool:
    """ "The US agreed" tells of no "us"."""
    return head.text.isupper() and any(h.end == head.end for h in inner)


def _headed(
    text: str, tokens: Sequence[Token], chunk: Chunk, span: tuple[int, int], heading: NameHit, inner: Sequence[NameHit]
) -> Mention:
    """A chunk whose last word ends a known name."""
    at = after_outlet(tokens, chunk, heading) if heading.kind in ("city", "region", "capital") else None
    if at is not None:
        return outlet_by_form(text, tokens, chunk, span, at, inner)
    named = by_name(text, tokens, chunk, span, heading, inner)
    adjective = heading.kind == "demonym" and _modifies_noun(tokens, chunk.last)
    return replace(named, kind="place") if adjective else named


def _modifies_noun(tokens: Sequence[Token], after: int) -> bool:
    """A demonym before a plain noun ("Armenian regions", "Russian gas") is no party."""
    word = tokens[after].text if after < len(tokens) else "."
    g = grammar()
    closed = (
        word in g.prepositions
        or word in g.conjunctions
        or word in g.auxiliaries
        or word in g.adverbs
        or word in g.pronouns
    )
    return word[:1].islower() and not closed and not word.endswith(("ed", "ly")) and word not in ("to", "not", "s")


ABOUT = listed("parties", "openers")
"""Words that can open a number ("over 200 troops"); before a name they belong to what stands before."""


def _without_openers(tokens: Sequence[Token], chunk: Chunk) -> Chunk:
    first = chunk.first
    while first < chunk.head and _opens(tokens[first].text.lower(), tokens[first + 1].text):
        first += 1
    return chunk if first == chunk.first else replace(chunk, first=first)


def _opens(word: str, after: str) -> bool:
    if word == "both":
        return after[:1].isupper()
    return word in ABOUT and (word == "on" or not after[:1].isdigit())


def _trimmed(tokens: Sequence[Token], chunk: Chunk) -> tuple[int, int]:
    return tokens[chunk.first].start, tokens[chunk.last - 1].end
