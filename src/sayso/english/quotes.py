"""Quotation spans: straight, curly, guillemets, German; nested, unclosed and running over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.reading import Quote

PAIRS = {"“": "”", "«": "»", "„": "“"}
STRAIGHT = frozenset({'"', "''"})
"""Marks that open and close alike; two apostrophes are written by wires that know no others."""
_MARK = re.compile("[“”«»„‘’\"]|''")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![^\S\n]*\n)[^\n]+)*")


def quotes(text: str, most_open: int) -> list[Quote]:
    """All quotations in order of their start, marks included; of those open at a time `most_open`, the last ones.

    One that is never closed ends with its paragraph; where the next paragraph opens again both carry one block number.
    """
    found: list[Quote] = []
    block, running = 0, False
    for paragraph in _PARAGRAPH.finditer(text):
        here = list(_in_paragraph(text, *paragraph.span(), most_open))
        for number, (start, end, closed) in enumerate(here):
            if not (running and number == 0 and start - paragraph.start() < 2):
                block += 1
            found.append(Quote(start, end, closed, block))
        running = bool(here) and not here[-1][2]
    return sorted(found, key=lambda q: (q.start, -q.end))


def _in_paragraph(text: str, start: int, end: int, most_open: int) -> Iterator[tuple[int, int, bool]]:
    stack: list[tuple[str, int]] = []
    done: list[tuple[int, int, bool]] = []
    for mark in _MARK.finditer(text, start, end):
        at = mark.start()
        sign, after = _sign(text, at)
        closer = _closer(text, sign, at, start, after)
        if stack and sign == stack[-1][0] and not (sign in STRAIGHT and closer):
            done.append((stack.pop()[1], after, True))
        elif closer:
            stack.append((closer, at))
        if len(stack) > most_open:
            del stack[next((i for i, (closing, _) in enumerate(stack) if closing == "’"), 0)]
    done += [(opened, end, False) for _, opened in stack if text[opened] != "‘"]
    yield from sorted((q for q in done if q[1] - q[0] > 2), key=lambda q: (q[0], -q[1]))


def _closer(text: str, sign: str, at: int, start: int, after: int) -> str:
    """The mark that closes what a mark opens; empty where it opens nothing."""
    if sign in PAIRS:
        return PAIRS[sign]
    if sign not in STRAIGHT and sign != "‘":
        return ""
    return ("’" if sign == "‘" else sign) if _opens(text, at, start, after) else ""


def _sign(text: str, at: int) -> tuple[str, int]:
    """The mark at an offset and where it ends; two apostrophes are one mark, counted where the first stands."""
    if text.startswith("''", at):
        return ("", at + 1) if at and text[at - 1] == "'" else ("''", at + 2)
    return text[at], at + 1


def _opens(text: str, at: int, start: int, after: int) -> bool:
    before = text[at - 1] if at > start else " "
    following = text[after : after + 1] or " "
    return (before.isspace() or before in "([—–-“‘") and not following.isspace()
