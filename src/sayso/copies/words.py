"""Words of any language → 32-bit numbers that two texts can be compared by: forms, stems, names and figures.

A token is a run of letters or a figure. Its stem drops the commonest English endings; a name is compared by its
consonants after transliteration, so that "Пескова" and "Peskov" meet; a figure by its digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from sayso.resources import table

Hashes = NDArray[np.uint32]
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
STEM_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "ies", "ied", "ed", "er", "es", "al", "ly", "s", "y", "e")
SHORTEST_STEM = 4
SHORTEST_NAME = 3
REMEMBERED = 400_000
"""Tokens kept in memory; a news day has fewer."""
_SOUNDS = str.maketrans({"c": "k", "q": "k", "w": "v", "z": "s", "x": "k"})


@dataclass(frozen=True, slots=True)
class ComparedWord:
    """What is compared of a word: `form`, `stem` (0 for words that say nothing), `fact` (0 where it is no name or
    figure)."""

    form: int
    stem: int
    fact: int
    figure: bool
    common: bool
    """A word that every reader knows: at the start of a sentence its capital says nothing."""


def word_number(text: str) -> int:
    """A text as a 32-bit number, the same on every machine; never 0."""
    return crc32(text.encode("utf-8", "surrogatepass")) or 1


def stem(word: str) -> str:
    """A lower-case English word without its commonest ending; what is left has at least four letters."""
    for ending in STEM_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def skeleton(name: str) -> str:
    """The consonants of a name in ASCII, doubled ones once; all its letters where fewer than three are left, "" if
    those are few too."""
    letters = re.sub(r"[^a-z]", "", anyascii(name).lower())
    sounds = letters.translate(_SOUNDS)
    bare = re.sub(r"(.)\1+", r"\1", sounds[:1] + re.sub(r"[aeiouyjh]", "", sounds[1:]))
    found = bare if len(bare) >= SHORTEST_NAME else letters
    return found if len(found) >= SHORTEST_NAME else ""


@cache
def rates() -> dict[str, float]:
    """Stem → the share of news texts that use it (data/words.csv)."""
    return {row["stem"]: float(row["rate"]) for row in table("words.csv")}


@cache
def rate_table() -> tuple[Hashes, NDArray[np.float32]]:
    """The numbers of the known stems in order, and their rates."""
    rows = sorted((word_number(word), rate) for word, rate in rates().items())
    return np.array([n for n, _ in rows], np.uint32), np.array([r for _, r in rows], np.float32)


COMMON_STEM = 0.3
"""A stem in more than three texts of ten says nothing about which story a text tells."""


def _read(text: str) -> ComparedWord:
    if text[0].isdigit():
        digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", text)
        n = word_number(digits)
        return ComparedWord(n, n if len(digits) > 1 else 0, n if len(digits) > 1 else 0, True, False)
    lower = text.lower()
    base = stem(lower)
    rate = rates().get(base, 0.0)
    says = word_number(base) if rate < COMMON_STEM and len(lower) > 1 else 0
    bones = skeleton(text) if text[0].isupper() and rate < COMMON_STEM else ""
    return ComparedWord(word_number(lower), says, word_number("=" + bones) if bones else 0, False, rate > 0)


class _Known(dict[str, ComparedWord]):
    """Remembers tokens already read; forgets all when it grows too large."""

    def __missing__(self, text: str) -> ComparedWord:
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[text] = _read(text)
        return found


_KNOWN = _Known()


def compared_words(text: str) -> list[ComparedWord]:
    """The tokens of a text in order."""
    return [_KNOWN[word] for word in TOKEN.findall(text)]


_MIX = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
GRAM = 3


def grams(forms: Hashes) -> Hashes:
    """The numbers of all runs of three words, in order; none for fewer words.

    Words are mixed by the finalizer of splitmix64 (Steele, Lea and Flood 2014).
    """
    if len(forms) < GRAM:
        return np.empty(0, np.uint32)
    wide = forms.astype(np.uint64)
    mixed: NDArray[np.uint64] = wide[:-2] * _MIX[0] + wide[1:-1] * _MIX[1] + wide[2:] * _MIX[2]
    mixed ^= mixed >> np.uint64(30)
    mixed *= _MIX[1]
    mixed ^= mixed >> np.uint64(27)
    mixed *= _MIX[2]
    return (mixed >> np.uint64(32)).astype(np.uint32)
