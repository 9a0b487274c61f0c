"""Which numbers count something, and between which bounds: "at least 200", "30 or so"."""

from __future__ import annotations

import re

from sayso.claims.figures.words import Wording, figure_words
from sayso.english.lists import listed
from sayso.english.months import MONTHS, WEEKDAYS
from sayso.english.numerals import Numeral

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONTHS = frozenset([*MONTHS, *(m[:3] for m in MONTHS), "sept"])


AFTER_ONE = listed("figures", "after_one")


def not_counted(s: Wording, n: Numeral) -> bool:
    """A number that counts nothing: a year, a date, a clock, an age, a model, a resolution."""
    w = figure_words()
    before, after = s.word(n.first - 1).rstrip("."), s.word(n.last)
    one = s.lower[n.first] == "one" and (not after or after in AFTER_ONE)
    beside = before in w.never_before or after in w.never_after
    return one or beside or n.value == 0 or _dates(s, n, before, after) or _glued(s, n, after)


def _dates(s: Wording, n: Numeral, before: str, after: str) -> bool:
    """A year, a day beside its month, or an hour."""
    token = s.tokens[n.first].text
    if ":" in token:
        return True
    if n.last != n.first + 1 or not token.isdigit():
        return False
    year = _YEAR.fullmatch(token) is not None and after not in figure_words().of
    date = before in _MONTHS or after.rstrip(".") in _MONTHS or before in WEEKDAYS
    return year or date or (after == "." and before == "at" and int(token[:9]) < 25 and len(token) < 3)


def _glued(s: Wording, n: Numeral, after: str) -> bool:
    """Part of a longer word: "F-16", "10-year"."""
    hyphen = after in ("-", "–", "‑") and s.word(n.last + 1) not in ("strong", "member", "man", "odd", "plus")
    if hyphen or n.first == 0:
        return hyphen
    before = s.tokens[n.first - 1]
    return s.tokens[n.first].start == before.end and before.text not in '($€£¥“"–—-'


def bounds_of(s: Wording, n: Numeral) -> tuple[int, float | None, float | None]:
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
