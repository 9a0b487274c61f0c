"""Where a noun phrase begins and ends, by its arcs: whole, and each of several joined ones apart."""

from __future__ import annotations

from sayso.claims.syntax.arcs import Arcs, token_range
from sayso.reading import ArticleToken

OPENING_RELATIONS = frozenset({"det", "nummod"})
"""Relations of what opens a phrase."""
COUNTABLE_TAGS = frozenset({"NUM", "DET", "PRON", "ADJ"})
Stretch = tuple[int, int]


def whole_phrase(arcs: Arcs, first: int, last: int, act: ArticleToken) -> Stretch:
    """A stretch `[first, last)` that opens a noun phrase, to its noun: "two suspected" of "two suspected bombers",
    "three of" of "three of her guards". Never up to the word `act`, whose phrase is no party."""
    nouns = (arcs.heads[i] for i in token_range(first, last) if arcs.relation(i) in OPENING_RELATIONS)
    noun = max((h for h in nouns if h >= last), default=None)
    if noun is not None and noun != act and _unbroken(arcs, last, noun):
        last = noun + 1
    head = arcs.top(first, last)
    if arcs.tags[head] in COUNTABLE_TAGS:
        of = next((c for c in arcs.children[head] if c >= last - 1 and arcs.case(c) == "of"), None)
        if of is not None and of != act:
            last = max(last, of + 1)
    return first, last


def _unbroken(arcs: Arcs, last: int, noun: ArticleToken) -> bool:
    below = set(arcs.below(noun))
    return all(i in below or arcs.tags[i] == "PUNCT" for i in range(last, noun))


def conjoined_phrases(arcs: Arcs, first: int, last: int) -> list[Stretch]:
    """The joined phrases of a stretch `[first, last)`, each of which has an article, a number, an owner or a name of
    its own: "seven officers and a civilian" are two, "women and children" one."""
    head = arcs.top(first, last)
    joined = [c for c in arcs.children[head] if head < c < last and arcs.relation(c) == "conj" and _own(arcs, c)]
    found, begin = [], first
    for c in joined:
        opening = min(i for i in arcs.below(c, frozenset({"conj", "cc", "punct"})) if i > head)
        links = [i for i in token_range(begin, opening) if arcs.relation(i) in ("cc", "punct") and arcs.heads[i] == c]
        found.append((begin, min(links, default=opening)))
        begin = opening
    return [*found, (begin, last)]


def _own(arcs: Arcs, token: ArticleToken) -> bool:
    return arcs.tags[token] == "PROPN" or any(
        arcs.relation(c) in OPENING_RELATIONS or arcs.relations[c] == "nmod:poss" for c in arcs.children[token]
    )
