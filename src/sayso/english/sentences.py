"""Sentence spans of wire copy and scraped pages: every stop is judged by rules over a table, and by nupunkt where they
are silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nupunkt import sent_spans

from sayso.english.lists import in_order
from sayso.resources import table
from sayso.spans import goes_on_at_breaks, trim

_BLANK = re.compile(r"\n[ \t\r\f\v\u00a0]*\n")
_LINE = re.compile(r"\n(?=[ \t]*(?P<bullet>[•*–-] )?)")
_STOP = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>[”\"’'»)\]]*+)(?P<gap>\s++|)"
    r"(?=(?P<open>[“\"‘'«(\[]*+)(?P<word>[^\W_][\w.’'-]{0,99}))"
)
"""No run of signs is read twice, however it goes on."""
_WORD = re.compile(r"[\w.’'-]*\w$")
_GLUED = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ’']+[ ,]|[A-ZÀ-Þ]{3,}\b|(?:I|A) ")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
PARTICLES = in_order("english", "name_particles")
CONTEXT = 200
"""Code points on each side of a stop that nupunkt is shown."""


def spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, white space trimmed, in order. None crosses a blank line.

    A stretch without a letter or digit belongs to the sentence before it.
    """
    found: list[tuple[int, int]] = []
    for left, right in _paragraphs(text, start, end):
        for a, b in _sentences(text, left, right):
            a, b = trim(text, a, b)
            if any(c.isalnum() for c in text[a:b]):
                found.append((a, b))
            elif a < b and found and found[-1][1] > left:
                found[-1] = (found[-1][0], b)
    return found


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches that no sentence crosses: between blank lines, and lines that were not broken at a width."""
    at = start
    for match in [*_BLANK.finditer(text, start, end), None]:
        stop = match.start() if match else end
        yield from _lines(text, at, stop)
        at = match.end() if match else end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    soft = goes_on_at_breaks(text[start:end].split("\n"))
    at = start
    for match, on in zip(_LINE.finditer(text, start, end), soft, strict=True):
        goes_on = on or text[match.end() : match.end() + 1].islower()
        if match["bullet"] or not goes_on:
            yield at, match.start()
            at = match.end()
    yield at, end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and _ends(text, start, end, stop):
            yield at, stop.end("close")
            at = stop.end("close")
    yield at, end


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in table("abbreviations.yaml").items()}


def _ends(text: str, start: int, end: int, stop: re.Match[str]) -> bool:
    """True where a sentence ends with this stop."""
    word = stop["word"]
    before = _WORD.search(text, max(start, stop.start() - 30), stop.start())
    if word[0].islower():
        return False
    if not stop["gap"]:
        return _lost_its_space(text, before, stop)
    if stop["stop"] != ".":
        return not (stop["close"] and _speaker_follows(text[stop.end() : stop.end() + 80]))
    if before is None or stop["close"]:
        return True
    verdict = _by_list(before[0], word, text[stop.end("word") + 1 : stop.end("word") + 2].isupper())
    return _unlisted(text, start, end, stop, before) if verdict is None else verdict


def _unlisted(text: str, start: int, end: int, stop: re.Match[str], before: re.Match[str]) -> bool:
    """A word of no list ends a sentence; not so a number that opens a paragraph, and a short name that nupunkt says is
    an abbreviation."""
    word, short = before[0], 2 < len(before[0]) < 6
    if word.isdigit():
        return before.start() > start
    if not short or word.isupper() or word[0].islower() or stop["word"].rstrip(".,’'s") in _lists()["starters"]:
        return True
    return _nupunkt(text, start, end, stop.end("close"))


def _by_list(before: str, word: str, capital: bool) -> bool | None:
    """What the table says of "before. Word", `capital` if a capital follows in turn; null where it says nothing."""
    lists = _lists()
    opens = word in lists["starters"]
    if before in lists["titles"]:
        return before in ("St", "Sr", "al", "Mt") and opens and len(word) > 1
    if before in lists["before_digits"] and word[0].isdigit():
        return False
    if before in lists["before_digits"] or before in lists["modifiers"]:
        return opens if before != "No" else True
    if before in lists["enders"]:
        return opens or not _goes_on(word, capital)
    if (len(before) == 1 and before.isupper()) or _DOTTED.fullmatch(before):
        return opens
    return None


def _goes_on(word: str, capital: bool) -> bool:
    """A word that follows an abbreviation within a sentence: "Inc. said", "Jan. CNN"."""
    lists = _lists()
    return word in lists["followers"] or (word in lists["posts"] and capital) or (word.isupper() and len(word) > 1)


def _lost_its_space(text: str, before: re.Match[str] | None, stop: re.Match[str]) -> bool:
    """ "…the town.The army": two letters or digits, a stop, and a word in capitals or with one."""
    if before is None or not _GLUED.match(text, stop.start("word"), stop.end("word") + 1):
        return False
    tail = before[0][-2:]
    known = before[0] in _lists()["titles"] or before[0] in _lists()["before_digits"]
    return len(tail) == 2 and (tail.islower() or tail.isdigit() or bool(stop["close"])) and not known


def _speaker_follows(words: str) -> bool:
    """True for "Mr. Roe asked …" behind a quoted question."""
    first = words.split()[:6]
    if not first or first[0] in _lists()["starters"]:
        return False
    at = next((i for i, w in enumerate(first) if w.rstrip(".,:") in _lists()["speech"]), None)
    return at is not None and all(w[:1].isupper() or w in PARTICLES for w in first[:at])


def _nupunkt(text: str, start: int, end: int, at: int) -> bool:
    """Whether nupunkt, shown the neighbourhood, ends a sentence at `at`."""
    left, right = max(start, at - CONTEXT), min(end, at + CONTEXT)
    return any(left + b in (at, at + 1) for _, b in sent_spans(text[left:right]))
