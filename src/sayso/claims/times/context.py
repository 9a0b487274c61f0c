"""What the words around a time expression say of it: whether they look ahead, whether it opens its sentence, what
bounds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from sayso.claims.times.words import TIMES
from sayso.english.lists import listed

_WORDS = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|[,;:.\"“”()–—]|\d+")
_STOPS, _AHEAD, _DONE_TO, _PAST = (
    frozenset(TIMES[name]) for name in ("clause_ends", "ahead", "done_to", "irregular_past")
)
_BE, _NO_VERB, _NOT_PAST = (frozenset(TIMES[name]) for name in ("be", "no_verb", "not_past"))
_UNCHANGED, _NOUNS, _OPENING = (frozenset(TIMES[name]) for name in ("unchanged", "also_nouns", "opening"))
_NOUN_ENDINGS = tuple(TIMES["noun_endings"])
_ON = frozenset({"on", "in", "at", "for", "from"})
_FORWARD = listed("times", "forward")
_BACKWARD = frozenset({"since", "following", "past"})
CONTEXT_WORDS = 30
"""Words looked at on either side."""


def looks_ahead(text: str, bounds: tuple[int, int], start: int, end: int) -> bool | None:
    """Whether the clause around `[start, end)` tells of the future (true), of the past (false), or neither (null).

    The nearest verb to the left within the clause decides, else the first to the right. `bounds` are those of the
    sentence.
    """
    left = _words(text, max(bounds[0], start - 300), start)[-CONTEXT_WORDS:]
    before = left[-1] if left else ""
    possessed = text[end : end + 2] in ("'s", "’s") or text[end : end + 1] == "’"
    said = _said_just_before(before, left[-2] if left[-2:-1] else "", possessed=possessed)
    if said is not None:
        return said
    found = _first(left, range(len(left) - 1, -1, -1))
    if found is None:
        right = _words(text, end, min(bounds[1], end + 300))[:CONTEXT_WORDS]
        found = _first(right, range(len(right)), through="that")
    if found is None and before in _FORWARD:
        return True
    return (before in ("before", "of", "for") or None) if possessed and found else found


def _said_just_before(before: str, second: str, *, possessed: bool) -> bool | None:
    """What the word right before the expression says, with the second before it; null where it says nothing."""
    if before in ("until", "till") and second != "not":
        return True
    if before in _BE or (before in _ON and second in _BE):
        return True
    return False if before in _BACKWARD or (before == "after" and possessed) else None


def _words(text: str, start: int, end: int) -> list[str]:
    """Words and signs; names keep their capitals, so that "May", "Will" and "to Yemen" are no verbs. The first word is
    in lower case."""
    found: list[str] = _WORDS.findall(text, start, end)
    return [found[0].lower(), *found[1:]] if found and found[0] != "May" else found


def _first(words: Sequence[str], order: range, through: str = "") -> bool | None:
    """What the first verb in that order says, up to a word that ends the clause (`through` does not)."""
    for i in order:
        if words[i] in _STOPS and words[i] != through and (i != order.start or words[i] in (":", ";")):
            return None
        found = _verb(words, i)
        if found is not None:
            return found
    return None


def _verb(words: Sequence[str], i: int) -> bool | None:
    word, before = words[i], words[i - 1] if i else ""
    if word == "to":
        return _infinitive(before, words[i + 1] if i + 1 < len(words) else "")
    if word.endswith(("'ll", "’ll")) or (word == "set" and words[i + 1 : i + 2] in (["for"], ["to"])):
        return True
    if word in _AHEAD:
        return None if word in _NOUNS and before in ("the", "a", "in", "of") else True
    return False if _is_past(word, before) and word not in _BE and before not in _BE else None


def _is_past(word: str, before: str) -> bool:
    """A past tense, by the list or by its ending."""
    if word in _UNCHANGED and before == "to":
        return False
    ending = word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST
    return word in _PAST or (ending and before not in ("to", "the", "a", "an"))


def _infinitive(governor: str, verb: str) -> bool | None:
    """ "Plans to leave" looks ahead, "was forced to leave", "to the border", "to him" do not."""
    noun = verb in _NO_VERB or verb.endswith(_NOUN_ENDINGS) or (verb in _PAST and verb not in _UNCHANGED)
    plain = verb.isalpha() and verb.islower() and not noun
    return True if plain and governor not in _DONE_TO else None


def opens(text: str, bounds: tuple[int, int], start: int) -> bool:
    """The expression stands at the head of its sentence, or in a line that is a heading."""
    if bounds[1] - bounds[0] < 60 and text[bounds[1] - 1] not in '.!?”"':
        return True
    return all(w in _OPENING for w in _words(text, bounds[0], min(start, bounds[0] + 60)))


TimeBound = Literal["since", "until", ""]
_SINCE = re.compile(
    r"\b(?:since|starting|beginning|effective|from)(?:\s(?:at|on|in|early|late|the|about|around|as))*\s*$",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|no later than|up to|through|by)(?:\s(?:at|on|in|early|late|the|about|around|after|least))*\s*$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:to|until|till|through|and|–|—|-)\s+", re.IGNORECASE)


def interval_end(text: str, sentence: tuple[int, int], start: int, end: int, *, ahead: bool | None) -> TimeBound:
    """ "Since" opens an interval, "from" one that lies ahead; "until", "by" close one. The ends of "from X to Y" stand
    for themselves."""
    head = text[max(sentence[0], start - 30) : start]
    if match := _SINCE.search(head):
        fromlike = match[0].lower().startswith("from")
        return "" if fromlike and (ahead is False or _RANGE.match(text, end, min(sentence[1], end + 12))) else "since"
    return "until" if _UNTIL.search(head) else ""
