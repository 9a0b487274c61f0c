"""Sentence spans: nupunkt's boundaries, mended for wire copy and scraped pages by rules that join or split."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nupunkt import sent_spans

from sayso.resources import table
from sayso.spans import trim

_BREAK = re.compile(r"\n[ \t\r\f\v\u00a0]*\n|\n(?=[ \t]*[•\-–*] )")
_GLUED = re.compile(r"(?<=[a-z\d]{2})([.!?][”\"’»]?)(?=[A-Z“\"«][a-z]{1,}[ a-z])")
_QUOTED_STOP = re.compile(r"[.!?][”\"’»]?\s+(?=[“\"‘«]?[A-Z])")
LONGEST = 20_000
"""Code points that the boundary model sees at once; what is longer has no sentence structure worth finding."""


def spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, white space trimmed, in order. None crosses a blank line.

    A stretch without a letter or digit belongs to the sentence before it.
    """
    found: list[tuple[int, int]] = []
    for left, right in _paragraphs(text, start, end):
        for a, b in _pieces(text, left, right):
            a, b = trim(text, a, b)
            if a == b:
                continue
            if not any(c.isalnum() for c in text[a:b]):
                if found and found[-1][1] > left:
                    found[-1] = (found[-1][0], b)
                continue
            found.append((a, b))
    return found


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _BREAK.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start > LONGEST or not text[start:end].strip():
        yield start, end
        return
    joined: list[tuple[int, int]] = []
    for a, b in sent_spans(text[start:end]):
        a, b = a + start, b + start
        if joined and _continues(text, joined[-1], a):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    if joined and joined[0][0] > start:
        joined[0] = (start, joined[0][1])
    for a, b in joined:
        yield from _unglued(text, a, b)


def _unglued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Splits at stops that lost the space behind them, and at stops inside a quotation before a capital."""
    cuts = sorted({m.end(1) for m in _GLUED.finditer(text, start, end)} | set(_missed(text, start, end)))
    at = start
    for cut in cuts:
        if at < cut < end:
            yield at, cut
            at = cut
    yield at, end


def _missed(text: str, start: int, end: int) -> Iterator[int]:
    for match in _QUOTED_STOP.finditer(text, start, end):
        before = re.search(r"[\w.]+$", text[max(start, match.start() - 12) : match.start()])
        if before and not _abbreviated(before[0]) and len(before[0]) > 1:
            yield match.end()


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    raw = table("abbreviations.yaml")
    return frozenset(raw["always"]), frozenset(raw["before_lower"])


def _abbreviated(word: str) -> bool:
    always, sometimes = _abbreviations()
    return (
        word in always or word in sometimes or (len(word) == 1 and word.isupper()) or bool(re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]?", word))
    )


def _continues(text: str, before: tuple[int, int], start: int) -> bool:
    """The stop before `start` ends no sentence: an abbreviation or initial, or a quotation goes on in lower case."""
    head = text[before[0] : before[1]].rstrip()
    following = text[start : start + 1]
    if following.islower() or following in ",;":
        return True
    word = re.search(r"([\w.]+)\.$", head[-14:])
    if word is None:
        return False
    always, _ = _abbreviations()
    initial = len(word[1]) == 1 and word[1].isupper()
    if word[1] in ("No", "Nos", "Mar", "No"):
        return following.isdigit()
    return word[1] in always or (initial and following.isupper() and head[-3:-2] in (" ", "."))
