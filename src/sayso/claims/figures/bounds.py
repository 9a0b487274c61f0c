"""Which numbers count something, and between which bounds: "at least 200", "30 or so"."""

from __future__ import annotations

import re

from sayso.claims.figures.words import Wording, figure_words
from sayso.claims.times.words import MONTHS, WEEKDAYS
from sayso.english.numerals import Numeral

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONTHS = frozenset([*MONTHS, *(m[:3] for m in MONTHS), "sept"])


def not_counted(s: Wording, n: Numeral) -> bool:
    """A number that counts nothing: a year, a date, a clock, an age, a model, a resolution."""
    w = figure_words()
    before, after, token = s.word(n.first - 1).rstrip("."), s.word(n.last), s.tokens[n.first].text
    bare = n.last == n.first + 1 and token.isdigit()
    year = bare and _YEAR.fullmatch(token) and after not in w.of
    date = bare and (before in _MONTHS or after.rstrip(".") in _MONTHS or (before in WEEKDAYS))
    clock = ":" in token or (bare and after == "." and before == "at" and int(token[:9]) < 25 and len(token) < 3)
    one = s.lower[n.first] == "one" and after in (
        "of",
        "another",
        "",
        "day",
        "side",
        "thing",
        "way",
        "hand",
        ",",
        "that",
        "who",
    )
    sticks = (
        n.first > 0
        and s.tokens[n.first].start == s.tokens[n.first - 1].end
        and s.tokens[n.first - 1].text not in '($€£¥“"–—-'
    )
    hyphen = after in ("-", "–", "‑") and s.word(n.last + 1) not in ("strong", "member", "man", "odd", "plus")
    return bool(
        year
        or date
        or clock
        or one
        or sticks
        or hyphen
        or before in w.never_before
        or after in w.never_after
        or n.value == 0
    )


def bounded(s: Wording, n: Numeral) -> tuple[int, float | None, float | None]:
    """(first token with its modifier and article, low, high)."""
    first = n.first
    for size in (3, 2, 1):
        if s.phrase(first - size, first) in figure_words().articles and first >= size:
            first -= size
            break
    for size in (3, 2, 1):
        kind = figure_words().modifiers.get(s.phrase(first - size, first)) if first >= size else None
        if kind:
            return first - size, *_limits(n, kind)
    between = s.word(n.first - 1) == "between"
    return (n.first - 1 if between else n.first), n.low, n.high


def _limits(n: Numeral, kind: str) -> tuple[float | None, float | None]:
    if kind == "upper":
        return None, n.high
    if kind == "lower":
        return n.low, None
    return (n.low, n.high) if n.value is None else (None, None)


def bounded_after(
    s: Wording, n: Numeral, low: float | None, high: float | None
) -> tuple[int, float | None, float | None]:
    """ "200 at the least", "30 or so": (token after the modifier, low, high)."""
    for size in (3, 2, 1):
        words_ = s.phrase(n.last, n.last + size).replace("- ", "-")
        if kind := figure_words().after.get(words_):
            return n.last + size, *_limits(n, kind)
    return n.last, low, high
