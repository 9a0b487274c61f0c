"""The word that a phrase hangs on, without a parser: its last word before what only adds to it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.english.closed import grammar
from sayso.english.lemmas import irregular

_LIGHT = (
    "a an the to not no n't has have had having was were is are be been being will would did does do could may might "
    "must should"
)
_BEFORE_VERBS = "to not n't will would can could may might must should they we i you he she it who"
LIGHT, BEFORE_VERBS = frozenset(_LIGHT.split()), frozenset(_BEFORE_VERBS.split())
"""Words that never stand for an event, and words before a verb that has no ending of its own."""
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


def event_word(words: Sequence[str], phrase: Sequence[int]) -> int:
    """The word that stands for an event phrase (numbers of `words`, in lower case): of a verb phrase its first that
    carries meaning, of a noun phrase its noun ("suicide attack", "peace talks with rebels")."""
    core = [i for i in phrase if words[i] not in LIGHT] or list(phrase[:1])
    first = core[0]
    return first if _is_verb(words[first], words[first - 1] if first else "") else head_of(words, core)


def _is_verb(word: str, before: str) -> bool:
    return word.endswith(("ed", "ing")) or (word, "VERB") in irregular() or before in BEFORE_VERBS
