"""Numbers in words and digits: what stretch of tokens is one number, and its value or bounds. Words are in
data/numbers.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from sayso.reading import Token
from sayso.resources import table

LARGEST_NUMBER = 1e15
"""Greater numbers are no count of anything in the news."""
CURRENCY_SIGNS = "$€£¥"
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_GLUED = re.compile(r"(\d+(?:\.\d+)?)(bn|mn|m|k|tn)", re.IGNORECASE)
_RANGE = frozenset({"to", "-", "–", "—", "and", "or"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number over tokens `first` to before `last`. A vague one has only `low`, a range `low` and `high`; `money`
    where a sign says so."""

    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    money: bool = False
    vague: bool = False


@cache
def numeral_words() -> Mapping[str, Any]:
    """data/numbers.yaml."""
    raw: Mapping[str, Any] = table("numbers.yaml")
    return raw


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], float], ...]:
    """Phrases without a value, longest first, with the least they stand for."""
    rows = {**numeral_words()["vague_low"], **numeral_words()["vague_phrases"]}
    return tuple(sorted(((tuple(p.split()), float(low)) for p, low in rows.items()), key=lambda r: (-len(r[0]), r[0])))


@cache
def _openers() -> frozenset[str]:
    """Every word that a number may begin with."""
    words = numeral_words()
    lists = (words["fractions"], words["units"], words["tens"], CURRENCY_SIGNS, ("a", "an", "one", "three"))
    return frozenset(chain(*lists, (phrase[0] for phrase, _ in _phrases())))


def may_begin(word: str) -> bool:
    """Whether a number can begin with a word (in small letters); of most words it can be said at a glance that it
    cannot."""
    return word[:1].isdigit() or word in _openers() or ("-" in word and word.partition("-")[0] in _openers())


def numeral(tokens: Sequence[Token], lower: Sequence[str], at: int) -> Numeral | None:
    """The number that begins at token `at`; null where none does."""
    for phrase, low in _phrases():
        if tuple(lower[at : at + len(phrase)]) == phrase:
            return Numeral(at, at + len(phrase), None, low, None, vague=True)
    money = tokens[at].text in CURRENCY_SIGNS
    value, last = number(lower, at + money)
    if value is None:
        return None
    return _ranged(lower, Numeral(at, last, value, value, value, money), at + money)


def _ranged(lower: Sequence[str], n: Numeral, digits: int) -> Numeral:
    """ "60 to 80", "between 20 and 25 million", "two or three"."""
    if lower[n.last : n.last + 1] == [] or lower[n.last] not in _RANGE or n.value is None:
        return n
    start = n.last + 1 + (lower[n.last + 1 : n.last + 2] == ["$"])
    other, end = number(lower, start)
    joined = lower[n.last] != "and" or (n.first > 0 and lower[n.first - 1] in ("between", "-"))
    if other is None or not joined:
        return n
    value = n.value
    scale = next((numeral_words()["scales"][w] for w in lower[start:end] if w in numeral_words()["scales"]), 1)
    if scale > 1 and value * scale <= other and not any(w in numeral_words()["scales"] for w in lower[digits : n.last]):
        value *= scale
    return Numeral(n.first, end, None, value, other, n.money) if other > value else n


def number(lower: Sequence[str], at: int) -> tuple[float | None, int]:
    """(value, token after it) of digits or number words with their scales; (null, at) where none stands there or it is
    absurd."""
    value, last = fraction(lower, at)
    if value is None:
        value, last = _scaled(lower, at)
    return (value, last) if value is not None and value <= LARGEST_NUMBER else (None, at)


def fraction(lower: Sequence[str], at: int) -> tuple[float | None, int]:
    """(value, token after it) of "half a million", "a quarter of a million", "half a dozen"; (null, at) where there is
    none."""
    i = at + (lower[at : at + 1] in (["a"], ["one"], ["three"]))
    times = 3.0 if lower[at : at + 1] == ["three"] else 1.0
    part = numeral_words()["fractions"].get(lower[i]) if i < len(lower) else None
    rest = i + 1 + (lower[i + 1 : i + 2] == ["of"])
    if (
        part is None
        or lower[rest : rest + 1] != ["a"]
        or rest + 1 >= len(lower)
        or lower[rest + 1] not in numeral_words()["scales"]
    ):
        return None, at
    return times * part * numeral_words()["scales"][lower[rest + 1]], rest + 2


def _scaled(lower: Sequence[str], at: int) -> tuple[float | None, int]:
    """ "Six hundred and ten thousand", "3.5 million", "a hundred", "4.5bn"."""
    scales = numeral_words()["scales"]
    if (
        lower[at : at + 1] in (["a"], ["an"])
        and at + 1 < len(lower)
        and lower[at + 1] in scales
        and lower[at + 1] not in ("m", "bn", "mn")
    ):
        return _times(lower, 1.0, at + 1)
    if at < len(lower) and (glued := _GLUED.fullmatch(lower[at])):
        return float(glued[1]) * {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}[glued[2].lower()], at + 1
    small, i = _small(lower, at)
    if small is None:
        return None, at
    return _times(lower, small, i)


def _times(lower: Sequence[str], first: float, i: int) -> tuple[float | None, int]:
    """Scales after a small number multiply it; smaller groups are added ("two thousand three hundred")."""
    scales, total, current, least = numeral_words()["scales"], 0.0, first, float("inf")
    while i < len(lower) and lower[i] in scales:
        scale = scales[lower[i]]
        if lower[i] == "score" and lower[i + 1 : i + 2] != ["of"]:
            break
        current, i = current * scale, i + 1
        if i < len(lower) and lower[i] in scales and scales[lower[i]] > scale:
            continue
        step = i + (lower[i : i + 1] == ["and"])
        more, after = _small(lower, step)
        if more is None or scale >= least or more >= scale or (step > i and scale < 100):
            break
        total, current, least, i = total + current, more, scale, after
    return total + current, i


def _small(lower: Sequence[str], at: int) -> tuple[float | None, int]:
    """Digits, or words up to ninety-nine."""
    if at >= len(lower):
        return None, at
    word, units, tens = lower[at], numeral_words()["units"], numeral_words()["tens"]
    if _DIGITS.fullmatch(word) and len(word) <= 20:
        return float(word.replace(",", "")), at + 1
    if word in units:
        return float(units[word]), at + 1
    left, _, right = word.partition("-")
    if left in tens and right in units:
        return float(tens[left] + units[right]), at + 1
    if word in tens:
        one = units.get(lower[at + 1], 0) if at + 1 < len(lower) else 0
        return (float(tens[word] + one), at + 2) if 0 < one < 10 else (float(tens[word]), at + 1)
    return None, at
