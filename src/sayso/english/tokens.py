"""Words, numbers and signs of a text: one pass of one pattern, every sign that is no space in some token."""

from __future__ import annotations

import re

from sayso.reading import Token

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S., U.N.
    r"|\d+(?:[.,:]\d+)*"  # 1,960  3.5  10:30
    r"|['’](?:s|S)\b"  # possessive
    r"|[^\W\d_]+(?:[’'](?=[^\W\d_])(?![sS]\b)[^\W\d_]+|[-‐‑](?=\w)\w+)*"  # don't, Russian-led, al-Sisi
    r"|\w"
    r"|\S"
)
_DOTTED = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Sgt|Capt|Rep|Sen|Gov|Pres|Prof|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No|bn|mln|Inc|Ltd|Co|Jr|Sr|vs)$"
)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, offsets counted in `text`. An abbreviation keeps its dot where a word
    follows."""
    found = []
    stop = len(text) if end is None else end
    at = start
    while match := _TOKEN.search(text, at, stop):
        first, last = match.span()
        if last + 1 < stop and text[last] == "." and text[last + 1] in " \u00a0" and _DOTTED.match(match[0]):
            last += 1
        found.append(Token(text[first:last], first, last))
        at = last
    return found
