"""A stretch of text with the words that stand there: what every field of a record points with."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.spans import Spanned, words_at


@dataclass(frozen=True, slots=True)
class Words(Spanned):
    """A span with the words that stand there."""

    text: str
    start: int
    end: int

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Words:
        """The words of `text` at `[start, end)`. Raises SpanError where there are none."""
        return cls(words_at(text, start, end), start, end)
