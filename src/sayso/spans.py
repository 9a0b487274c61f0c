"""Offsets into a text: slicing with a check, overlap, trimming. All offsets count code points, `[start, end)`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from sayso.errors import SpanError

Span = tuple[int, int]
"""`[start, end)` of a text."""
_NARROW, _WIDE = 45, 120
"""Between these lie the widths, in code points, at which text is broken."""
_STOPS = tuple('.!?…:"”»')


class Spanned:
    """A record that lies at `[start, end)` of a text: it cannot be made empty, reversed or before the text. Raises
    SpanError."""

    __slots__ = ()
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            refuse(self.start, self.end)


def refuse(start: int, end: int) -> None:
    """Raises SpanError for a span that no text can have."""
    raise SpanError(start, end, None, "it must begin at 0 or later and end after it begins")


def sound(*spans: tuple[int, int]) -> None:
    """Raises SpanError unless each `(start, end)` is a span that a text can have."""
    for start, end in spans:
        if not 0 <= start < end:
            refuse(start, end)


class HasSpan(Protocol):
    """Anything that lies somewhere in a text."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """Code point after the last."""
        ...


def words_at(text: str, start: int, end: int) -> str:
    """The words at `[start, end)`. Raises SpanError where the span is empty, reversed or outside the text."""
    if not 0 <= start < end <= len(text):
        raise SpanError(start, end, len(text), "outside the text or empty")
    return text[start:end]


def verify(text: str, words: str, start: int, end: int) -> None:
    """Raises SpanError unless `text[start:end]` is exactly `words`."""
    if words_at(text, start, end) != words:
        raise SpanError(start, end, len(text), f"holds {text[start:end]!r}, not {words!r}")


def overlaps(a: HasSpan, b: HasSpan) -> bool:
    """True where the two share at least one code point."""
    return a.start < b.end and b.start < a.end


def inside(inner: HasSpan, outer: HasSpan) -> bool:
    """True where `inner` lies wholly in `outer`; equal spans count."""
    return outer.start <= inner.start and inner.end <= outer.end


def trim(text: str, start: int, end: int, extra: str = "") -> tuple[int, int]:
    """The span without white space (and characters of `extra`) at both ends; empty at `start` if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return start, end


def goes_on_at_breaks(lines: Sequence[str]) -> list[bool]:
    """For each line but the last, whether the next one goes on with its paragraph: the text was broken at a width.

    Where paragraphs are not set apart by blank lines, a line without a full stop that nearly fills the width goes on;
    two such breaks before a word in small letters are asked for, so that the lines of a list stay apart.
    """
    rows = [line.strip() for line in lines]
    pairs = list(pairwise(rows))
    if _wrapped(rows):
        return [True] * len(pairs)
    width = max((len(row) for row in rows), default=0)
    if not _NARROW < width < _WIDE:
        return [False] * len(pairs)
    filled = [
        bool(b) and not a.endswith(_STOPS) and len(a) + 1 + len(b.split(None, 1)[0]) >= width - 1 for a, b in pairs
    ]
    sure = sum(fits and b[:1].islower() for fits, (_, b) in zip(filled, pairs, strict=True))
    return filled if sure >= 2 else [False] * len(pairs)


def _wrapped(lines: Sequence[str]) -> bool:
    """True where lines were broken at a width: the next line's first word would have fitted on none of them."""
    if len(lines) < 2 or not all(lines) or not all(_NARROW < len(line) < _WIDE for line in lines[:-1]):
        return False
    width = max(len(line) for line in lines)
    return all(len(a) + 1 + len(b.split(None, 1)[0]) >= width - 1 for a, b in pairwise(lines))
