"""Words that the encoder reads as others, so that neither names nor judgements sway it.

The first country that a window names is read as one neutral country, the next as another: exchanging two of them
exchanges two in what is found and changes nothing else. Fighters are read by one word, whether their friends or their
enemies name them. The words of the article stay as they are; only their pieces are others'.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from tokenizers import Tokenizer

from sayso.english.lists import in_order, listed, paired
from sayso.language.words import CAPITAL, cut, shape
from sayso.resources import table

Stand = tuple[str, int]
"""Whom a word names: a country's code and what of its name it is (0 the name, 1 the adjective, 2 its people), or the
word that stands for it and -1."""
LOADED_WORD = -1
SHORT = 3
"""A name in capitals is known from so many letters on; shorter ones only as the table writes them ("US")."""


@cache
def _known() -> Mapping[tuple[str, ...], Stand]:
    """What is read as something else: names, adjectives and peoples of every country, and who bears arms or takes to
    the streets, as the encoder's words."""
    found = _alike()
    for row in table("countries.csv"):
        for text, form in _forms(row):
            found.setdefault(tuple(text[s:e] for s, e in cut(text)), (row["code"], form))
    shouted = {tuple(w.upper() for w in words): stand for words, stand in found.items() if len("".join(words)) > SHORT}
    return {**shouted, **found}


def _forms(row: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """The names, adjectives and peoples of a country, each with what it is; of its demonyms those in the plural are
    its people."""
    yield from ((name, 0) for name in (row["name"], *row["aliases"].split("|")) if name)
    for number, demonym in enumerate(filter(None, row["demonyms"].split("|"))):
        yield demonym, 2 if number and demonym.endswith("s") else 1


def _alike() -> dict[tuple[str, ...], Stand]:
    found: dict[tuple[str, ...], Stand] = {}
    for plain, alike in paired("language", "read_as").items():
        for words in (tuple(text.split()) for text in alike.split("|")):
            found[words] = found[words[0].capitalize(), *words[1:]] = (plain, LOADED_WORD)
    return found


@cache
def _first() -> frozenset[str]:
    return frozenset(words[0] for words in _known())


@cache
def _longest() -> int:
    return max(map(len, _known()))


def stands(words: Sequence[str]) -> list[Stand | None]:
    """For each word of a sentence, what it is read as; null for words that are read as they are. Of names within names
    the longest counts; "Latin America" names no country."""
    found: list[Stand | None] = [None] * len(words)
    place = 0
    while place < len(words):
        stop = _end(words, place)
        if stop > place and not _part_of_region(words, place):
            found[place:stop] = [_known()[tuple(words[place:stop])]] * (stop - place)
        place = max(stop, place + 1)
    return found


def _end(words: Sequence[str], start: int) -> int:
    """Where the longest name that begins at a word ends; `start` where none does."""
    if words[start] not in _first():
        return start
    ends = range(min(len(words), start + _longest()), start, -1)
    return next((end for end in ends if tuple(words[start:end]) in _known()), start)


def _part_of_region(words: Sequence[str], start: int) -> bool:
    return start > 0 and words[start - 1].lower() in listed("language", "regions") and words[start].startswith("Americ")


def case(word: str, stand: Stand | None) -> int:
    """The case shape by which a word is read: every country's is that of a name."""
    return CAPITAL if stand and stand[1] != LOADED_WORD else shape(word)


@cache
def _names() -> Sequence[Sequence[str]]:
    """Of each neutral country its name, adjective and people, in small letters."""
    rows = {row["name"]: row["demonyms"].lower().split("|") for row in table("countries.csv")}
    return [(name.lower(), *rows[name]) for name in in_order("language", "neutral")]


def stand_ins(tokenizer: Tokenizer, places: Sequence[Stand | None]) -> list[int | None]:
    """The piece of each word of a window that is read as another (words), null for the rest.

    Countries are numbered as they first appear; from the thirteenth on they share names.
    """
    order: dict[str, int] = {}
    found: list[int | None] = []
    for stand in places:
        if stand is None or stand[1] == LOADED_WORD:
            found.append(None if stand is None else tokenizer.token_to_id(stand[0]))
            continue
        number = order.setdefault(stand[0], len(order)) % len(_names())
        found.append(tokenizer.token_to_id(_names()[number][stand[1]]))
    return found
