"""Words that somebody quotes from a text → where they stand in it.

Signs are counted in many ways: an offset is a hint where words stand twice, in code points, UTF-16 units or bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.spans import Span

LOOKALIKES = {"'": "['’‘`]", "’": "['’‘`]", "‘": "['’‘`]", '"': '["“”„«»]', "“": '["“”„«»]', "”": '["“”„«»]',
         "-": "[-–—‑]", "–": "[-–—‑]", "—": "[-–—‑]"}  # fmt: skip
"""Marks that are copied as others that look alike."""
MOST_PLACES = 200
"""Places of some words that are looked at."""
LONGEST_QUOTE = 5_000
"""Signs of words that are looked for."""


def places_of_words(text: str, words: str) -> list[Span]:
    """Where the words stand, white space and look-alike marks aside; empty where nowhere."""
    tokens = words.split()
    if not tokens or len(words) > LONGEST_QUOTE:
        return []
    pattern = re.compile(r"\s+".join(map(_pattern, tokens)))
    found: list[Span] = []
    for match in pattern.finditer(text):
        found.append(match.span())
        if len(found) == MOST_PLACES:
            break
    exact = [span for span in found if _whole(text, *span)]
    return exact or found


def _pattern(token: str) -> str:
    return "".join(LOOKALIKES.get(sign) or re.escape(sign) for sign in token)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends where words do: "sent" does not stand in "consented"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def hinted(text: str, found: list[Span], given: int) -> Span | None:
    """The place that an offset means, however its signs were counted."""
    starts = {start: (start, end) for start, end in found}
    return next((starts[at] for at in _readings(text, given) if at in starts), None)


def _readings(text: str, given: int) -> Iterator[int]:
    yield given
    if given >= 0:
        yield len(text.encode("utf-16-le", "surrogatepass")[: 2 * given].decode("utf-16-le", "ignore"))
        yield len(text.encode("utf-8", "surrogatepass")[:given].decode("utf-8", "ignore"))


def closest(found: list[Span], at: int) -> Span:
    """The place nearest to another."""
    return min(found, key=lambda span: (abs(span[0] - at), span[0]))
