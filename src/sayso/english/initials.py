"""Names that a text gives with their short form in brackets: "the Armed Forces of the Philippines (AFP)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.spans import Span

_WORD = r"[A-Z][\w’'-]*"
_GIVEN = re.compile(rf"({_WORD}(?: (?:of|for|the|and|in|{_WORD})){{1,9}})\s\(\s*([A-Z]{{2,8}})\s*\)")


def given_in_brackets(text: str) -> Iterator[tuple[Span, Span]]:
    """Where each such name and its short form stand, in order."""
    for match in _GIVEN.finditer(text):
        yield match.span(1), match.span(2)
