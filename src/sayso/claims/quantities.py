"""Numbers of a sentence: value, bounds, what is counted. Words are in data/numbers.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sayso.language.reading import Token
from sayso.records import Quantity, QuantityOf
from sayso.resources import table

LARGEST = 1e15
"""Greater numbers are no count of anything in the news."""
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SIGNS = "$€£¥"
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
REACH = 4


@dataclass(frozen=True, slots=True)
class _Words:
    units: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, int]
    modifiers: Mapping[str, str]
    currencies: frozenset[str]
    of: Mapping[str, str]
    casualties: Mapping[str, str]
    never: frozenset[str]


@cache
def _words() -> _Words:
    raw: dict[str, Any] = table("numbers.yaml")
    modifiers = {phrase: kind for kind in ("upper", "lower", "about") for phrase in raw[kind]}
    of = {word: kind for kind, words in raw["of"].items() for word in words}
    casualties = {word: kind for kind, words in raw["casualties"].items() for word in words}
    return _Words(
        raw["units"], raw["tens"], raw["scales"], raw["vague_low"], modifiers, frozenset(raw["currencies"]), of, casualties,
        frozenset(raw["never_before"]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Number:
    first: int
    last: int
    value: float | None
    low: float | None
    high: float | None
    money: bool = False


def quantities(text: str, tokens: Sequence[Token]) -> list[Quantity]:
    """The quantities of one sentence in order. `tokens` are its tokens, offsets count in `text`.

    Not counted: years, dates, ages, ordinals, numbers of models and resolutions. Absurd numbers are left out.
    """
    lower = [t.text.lower() for t in tokens]
    found, at = [], 0
    while at < len(tokens):
        number = _number(tokens, lower, at)
        if number is None:
            at += 1
            continue
        quantity = _quantity(text, tokens, lower, number)
        if quantity is not None:
            found.append(quantity)
        at = max(number.last, at + 1)
    return found


def _number(tokens: Sequence[Token], lower: Sequence[str], at: int) -> _Number | None:
    w = _words()
    word = lower[at]
    if word in w.vague:
        return _Number(at, at + 1, None, float(w.vague[word]), None)
    if word == "tens" and lower[at + 1 : at + 3] == ["of", "thousands"]:
        return _Number(at, at + 3, None, 20000.0, None)
    if word in ("a", "an") and lower[at + 1 : at + 2] in (["number"], ["handful"], ["few"], ["dozen"], ["hundred"], ["thousand"]):
        return _article(lower, at)
    if word in ("two", "three", "four", "five") and lower[at + 1 : at + 2] == ["dozen"]:
        value = 12.0 * w.units[word]
        return _Number(at, at + 2, value, value, value)
    return _exact(tokens, lower, at)


def _article(lower: Sequence[str], at: int) -> _Number | None:
    low = {"number": 2.0, "handful": 3.0, "few": 3.0}.get(lower[at + 1])
    if low is not None:
        last = at + 3 if lower[at + 2 : at + 3] == ["of"] else at + 2
        return _Number(at, last, None, low, None)
    value = {"dozen": 12.0, "hundred": 100.0, "thousand": 1000.0}[lower[at + 1]]
    return _Number(at, at + 2, value, value, value)


def _exact(tokens: Sequence[Token], lower: Sequence[str], at: int) -> _Number | None:
    first, money = at, tokens[at].text in _SIGNS
    at += money
    value, last = _value(lower, at)
    if value is None:
        return None
    low, high = value, value
    if lower[last : last + 1] in (["to"], ["-"], ["–"], ["and"]):
        other, end = _value(lower, last + 1)
        joined = lower[last] != "and" or (first > 0 and lower[first - 1] == "between")
        if other is not None and joined and other > value:
            return _Number(first, end, None, value, other, money)
    return _Number(first, last, value, low, high, money)


def _value(lower: Sequence[str], at: int) -> tuple[float | None, int]:
    """(value, token after it) of digits or number words, scales multiplied in."""
    w, total, current, i = _words(), 0.0, None, at
    while i < len(lower):
        word = lower[i]
        if current is None and _DIGITS.fullmatch(word) and len(word) <= 20:
            current = float(word.replace(",", ""))
        elif word in w.units and (
            current is None or (current % 100 == 0 and i > at) or (current % 10 == 0 and current % 100 >= 20 and w.units[word] < 10)
        ):
            current = (current or 0) + w.units[word]
        elif (word in w.tens) and (current is None or current % 100 == 0):
            current = (current or 0) + w.tens[word]
        elif "-" in word and current is None and _hyphenated(word) is not None:
            current = _hyphenated(word)
        elif word in w.scales and current is not None and (word != "m" or i == at + 1):
            scaled = current * w.scales[word]
            total, current = (total, scaled) if word == "hundred" else (total + scaled, None)
            if current is None and not (i + 1 < len(lower) and (lower[i + 1] in w.units or lower[i + 1] in w.tens)):
                i += 1
                break
        elif (
            word == "and"
            and i > at
            and lower[i - 1] == "hundred"
            and i + 1 < len(lower)
            and (lower[i + 1] in w.units or lower[i + 1] in w.tens)
        ):
            pass
        else:
            break
        i += 1
    if current is None and not total:
        return None, at
    value = total + (current or 0.0)
    return (value, i) if value <= LARGEST else (None, at)


def _hyphenated(word: str) -> float | None:
    left, _, right = word.partition("-")
    w = _words()
    return float(w.tens[left] + w.units[right]) if left in w.tens and right in w.units else None


def _quantity(text: str, tokens: Sequence[Token], lower: Sequence[str], n: _Number) -> Quantity | None:
    if _not_counted(tokens, lower, n):
        return None
    first, low, high = _bounded(lower, n)
    unit_at = _unit(tokens, lower, n.last)
    unit = lower[unit_at] if unit_at is not None else None
    of = _of(lower, n, unit_at)
    if of == "other" and unit is None:
        return None
    last = unit_at + 1 if unit_at is not None else n.last
    if last < len(tokens) and tokens[last].text in '”"’»' and any(t.text in '“"‘«' for t in tokens[n.last : last]):
        last += 1
    start, end = tokens[first].start, tokens[last - 1].end
    return Quantity(n.value, low, high, of, unit, text[start:end], start, end)


def _not_counted(tokens: Sequence[Token], lower: Sequence[str], n: _Number) -> bool:
    before = lower[n.first - 1].rstrip(".") if n.first else ""
    after = lower[n.last] if n.last < len(lower) else ""
    bare = n.last == n.first + 1 and tokens[n.first].text.isdigit()
    year = bare and _YEAR.fullmatch(tokens[n.first].text) and after not in _words().of
    date = bare and (before in MONTHS or after.rstrip(".") in MONTHS)
    clock = ":" in tokens[n.first].text or after in ("a.m", "p.m", "am", "pm", "a.m.", "p.m.", "o'clock")
    one = lower[n.first] == "one" and after in ("of", "another", "")
    glued = n.first > 0 and tokens[n.first].start == tokens[n.first - 1].end and tokens[n.first - 1].text not in '($€£¥“"'
    return bool(
        year
        or date
        or clock
        or one
        or glued
        or before in _words().never
        or after
        in ("%", "percent", "years", "year", "days", "hours", "weeks", "months", "minutes", "per", "st", "nd", "th", "st", "year-old")
    )


MONTHS = frozenset(
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def _bounded(lower: Sequence[str], n: _Number) -> tuple[int, float | None, float | None]:
    """(first token with its modifier, low, high)."""
    for size in (3, 2, 1):
        if n.first >= size:
            phrase = " ".join(lower[n.first - size : n.first])
            kind = _words().modifiers.get(phrase)
            if kind == "upper":
                return n.first - size, None, n.high
            if kind == "lower":
                return n.first - size, n.low, None
            if kind == "about":
                return n.first - size, n.low if n.value is None else None, n.high if n.value is None else None
    return n.first, n.low, n.high


def _unit(tokens: Sequence[Token], lower: Sequence[str], at: int) -> int | None:
    """The counted noun within reach: a known unit, else the next plain noun-like word."""
    w = _words()
    for i in range(at, min(at + REACH + 1, len(tokens))):
        if lower[i] in w.of or tokens[i].text in w.of or lower[i] in w.currencies:
            return i
        if lower[i] in ",;.:()" or lower[i] in (
            "in",
            "on",
            "to",
            "from",
            "and",
            "at",
            "for",
            "were",
            "was",
            "have",
            "had",
            "of",
            "by",
            "are",
        ):
            break
    if (
        at < len(tokens)
        and lower[at].isalpha()
        and lower[at].endswith("s")
        and len(lower[at]) > 3
        and lower[at] not in ("is", "was", "has", "this", "years")
    ):
        return at
    return None


def _of(lower: Sequence[str], n: _Number, unit_at: int | None) -> QuantityOf:
    w = _words()
    unit = lower[unit_at] if unit_at is not None else ""
    kind = w.of.get(unit, "")
    if n.money or unit in w.currencies:
        return "money"
    if kind in ("", "people", "troops"):
        near = [*lower[max(0, n.first - 4) : n.first], *lower[n.last : (unit_at or n.last) + 4]]
        for word in near:
            if word in w.casualties:
                return cast(QuantityOf, w.casualties[word])
    return cast(QuantityOf, kind or "other")
