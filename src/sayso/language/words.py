"""Words as the treebanks cut them, for the encoder alone: possessives, contractions and hyphens apart.

The rest of the house counts tokens (tokens.py); `decode.py` brings what the encoder says of words back to tokens.
"""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"\d[\d.,]*\d|\w+(?=n['’]t\b)|n['’]t\b|(?:[A-Z]\.){2,}|['’](?:s|re|ve|ll|d|m)\b|\w+|[^\w\s]")
_CAPITAL = re.compile(r"\W*[A-Z][^A-Z]*$")
CAPITAL = 2
"""The case shape of a name, and that of every country's: "U.S." is read as others are."""


def cut(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the words of `text[start:end]`, offsets counted in `text`."""
    return [m.span() for m in WORD.finditer(text, start, len(text) if end is None else end)]


@lru_cache(maxsize=8192)
def shape(word: str) -> int:
    """The case shape that an uncased encoder cannot see: 0 other, 1 lower, 2 Capital, 3 UPPER, 4 miXed, 5 digits, 6
    with digits, 7 sign."""
    if word.isdigit():
        return 5
    if any(c.isdigit() for c in word):
        return 6
    if not any(c.isalpha() for c in word):
        return 7
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else CAPITAL
    return CAPITAL if _CAPITAL.match(word) else 4
