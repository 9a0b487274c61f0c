"""The word that a phrase hangs on, without a parser: its last word before what only adds to it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.english.closed import grammar

CLITICS = frozenset({"'s", "’s"})
CLOSERS = frozenset({",", "(", "-", "–", "—", ":", ";"})


def head_of(words: Sequence[str], phrase: Sequence[int]) -> int:
    """The head word of a phrase (numbers of `words`, in order): "the army of Chad" → army, "on Tuesday" → Tuesday.

    Leading prepositions are passed over; the phrase ends for this before the next preposition, relative word, comma or
    bracket.
    """
    closed = grammar()
    stops = closed.prepositions | closed.conjunctions | CLOSERS
    rest = list(phrase)
    while len(rest) > 1 and words[rest[0]].lower() in closed.prepositions:
        rest = rest[1:]
    end = next((n for n, i in enumerate(rest) if n and words[i].lower() in stops), len(rest))
    core = [i for i in rest[:end] if words[i] not in CLITICS]
    return core[-1] if core else rest[0]
