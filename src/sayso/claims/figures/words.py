"""The words by which figures are read (data/numbers.yaml), and a sentence as the readers of figures see it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.english.lists import listed
from sayso.english.numerals import numeral_words
from sayso.reading import Token

MANY_MEN = 100
"""So many "men" are troops."""
MODEL = re.compile(r"(?:[A-Z][a-z]{0,3}-?\d+[A-Za-z]*|[A-Z]{1,4}-\d+[A-Za-z]*)")
"""F-16s, B-52s, Su-25, T72."""
OWNERS = listed("figures", "owners")
PRONOUNS = frozenset({"them", "those", "these", "whom", "us"})


@dataclass(frozen=True, slots=True)
class FigureWords:
    """data/numbers.yaml, as the readers of figures ask for it."""

    modifiers: Mapping[str, str]
    after: Mapping[str, str]
    articles: frozenset[str]
    currencies: frozenset[str]
    of: Mapping[str, str]
    casualties: Mapping[str, str]
    stops: frozenset[str]
    never_before: frozenset[str]
    never_after: frozenset[str]
    military: frozenset[str]
    peoples: frozenset[str]
    endings: tuple[str, ...]


@cache
def figure_words() -> FigureWords:
    """The table, read once."""
    raw = numeral_words()
    return FigureWords(
        {phrase: kind for kind in ("upper", "lower", "about") for phrase in raw[kind]},
        {phrase: kind for kind in ("upper", "lower", "about") for phrase in raw[f"after_{kind}"]},
        frozenset(raw["articles"]),
        frozenset(raw["currencies"]),
        {word: kind for kind, nouns in raw["of"].items() for word in nouns},
        {word: kind for kind, cues in raw["casualties"].items() for word in cues},
        frozenset(raw["stops"]),
        frozenset(raw["never_before"]),
        frozenset(raw["never_after"]),
        frozenset(raw["military"]),
        frozenset(raw["of_people_names"]),
        tuple(raw["people_endings"]),
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence with its words in small letters."""

    text: str
    tokens: Sequence[Token]
    lower: Sequence[str]

    def word(self, i: int) -> str:
        """The word at token `i`, or an empty string outside the sentence."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def phrase(self, first: int, last: int) -> str:
        """The words from `first` to before `last`."""
        return " ".join(self.lower[max(0, first) : last])
