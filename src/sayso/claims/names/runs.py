"""Words of a text and the runs of them that could be a name, for the search of toponyms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.english.lists import listed
from sayso.ground.places import fold
from sayso.resources import table
from sayso.spans import Spanned

LONGEST_NAME = 5
"""Words of a name."""
_WORD = re.compile(r"[^\W_]+(?:['’](?![sS]\b)[^\W_]+)*")
_DOTTED = frozenset({"st", "ft", "mt", "ste", "pt"})
_PLAIN_GAPS = frozenset({" ", "\u00a0", "-", "‐", "‑"})


@dataclass(frozen=True, slots=True)
class Word(Spanned):
    """A word at `[start, end)`; `first` where a sentence begins with it; `joined` where only a space or hyphen parts
    it from the
    word before; `gap` is what does."""

    text: str
    start: int
    end: int
    first: bool
    joined: bool
    gap: str

    @property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Does it begin with a capital?"""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Lists:
    """data/toponyms.yaml with its lists as sets."""

    weights: Mapping[str, float]
    sets: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


@cache
def lists() -> Lists:
    """The table, loaded once."""
    raw: dict[str, Any] = table("toponyms.yaml")
    return Lists(raw["weights"], {name: frozenset(words) for name, words in raw.items() if name != "weights"})


def words_in(text: str, spans: Sequence[tuple[int, int]]) -> list[Word]:
    """The words of the spans (sentences and datelines), in order."""
    found: list[Word] = []
    for start, end in spans:
        last = start
        for match in _WORD.finditer(text, start, end):
            gap = text[last : match.start()]
            first = last == start
            found.append(Word(match[0], match.start(), match.end(), first, not first and _joins(gap, found[-1]), gap))
            last = match.end()
    return found


def _joins(gap: str, before: Word) -> bool:
    if gap in _PLAIN_GAPS:
        return True
    return gap in (".", ". ") and (len(before.text) == 1 or before.low in _DOTTED)


def capital_runs(line: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Every (first, after) pair of words that could be a name: capitals at both ends, only capitals and small words
    within."""
    inside = lists()["inside"]
    for i, word in enumerate(line):
        if not (word.capital or _article(line, i)):
            continue
        for j in range(i, min(i + LONGEST_NAME, len(line))):
            if j > i and not line[j].joined:
                break
            if line[j].capital and (j > i or word.capital):
                yield i, j + 1
            elif j > i and line[j].low not in inside:
                break


ARABIC_ARTICLES = listed("names", "arabic_articles")


def _article(line: Sequence[Word], i: int) -> bool:
    """ "al-Bab", "el-Arish"."""
    return line[i].low in ARABIC_ARTICLES and i + 1 < len(line) and line[i + 1].gap == "-"


def form(text: str, line: Sequence[Word], span: tuple[int, int]) -> str:
    """The folded name of a run."""
    return fold(text[line[span[0]].start : line[span[1] - 1].end])
