"""A line of a page or text, for comparing. It needs no parser."""

from __future__ import annotations

import re

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
"""Signs of Chinese and Japanese, which set no blanks between words: two make a word, as a rule."""


def line_key(line: str) -> str:
    """A line's letters and digits alone, for comparing what two readers of a page saw."""
    return re.sub(r"[\W_]+", "", line.casefold())


def squeeze(line: str) -> str:
    """A line with its white space made single."""
    return " ".join(line.split())
