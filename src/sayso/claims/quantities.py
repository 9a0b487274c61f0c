"""The quantities of a sentence: value, bounds, what is counted. Words are in data/numbers.yaml; numbers are read by
`numerals`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from sayso.claims.times.words import MONTHS, WEEKDAYS
from sayso.english.numerals import Numeral, fraction, number, numeral, words
from sayso.reading import Token
from sayso.records import Quantity, QuantityOf

MANY = 100
"""So many "men" are troops."""
REACH = 7
"""Tokens from a number to the noun that it counts, at most."""
_MODEL = re.compile(r"(?:[A-Z][a-z]{0,3}-?\d+[A-Za-z]*|[A-Z]{1,4}-\d+[A-Za-z]*)")
"""F-16s, B-52s, Su-25, T72."""
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_OWNERS = frozenset({"the", "its", "his", "her", "their", "our", "those", "these", "'s", "’s", "all", "more", "than"})
_PRONOUNS = frozenset({"them", "those", "these", "whom", "us"})
_MONTHS = frozenset([*MONTHS, *(m[:3] for m in MONTHS), "sept"])


@dataclass(frozen=True, slots=True)
class _Words:
    modifiers: Mapping[str, str]
    after: Mapping[str, str]
    articles: frozenset[str]
    currencies: frozenset[str]
    of: Mapping[str, str]
    casualties: Mapping[str, str]
    stops: frozenset[str]
    never_before: frozenset[str]
    never_after: frozenset[str]
    military: frozenset[str]
    peoples: frozenset[str]
    endings: tuple[str, ...]


@cache
def _words() -> _Words:
    raw = words()
    return _Words(
        {phrase: kind for kind in ("upper", "lower", "about") for phrase in raw[kind]},
        {phrase: kind for kind in ("upper", "lower", "about") for phrase in raw[f"after_{kind}"]},
        frozenset(raw["articles"]),
        frozenset(raw["currencies"]),
        {word: kind for kind, nouns in raw["of"].items() for word in nouns},
        {word: kind for kind, cues in raw["casualties"].items() for word in cues},
        frozenset(raw["stops"]),
        frozenset(raw["never_before"]),
        frozenset(raw["never_after"]),
        frozenset(raw["military"]),
        frozenset(raw["of_people_names"]),
        tuple(raw["people_endings"]),
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    tokens: Sequence[Token]
    lower: Sequence[str]

    def word(self, i: int) -> str:
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def phrase(self, first: int, last: int) -> str:
        return " ".join(self.lower[max(0, first) : last])


def quantities(text: str, tokens: Sequence[Token]) -> list[Quantity]:
    """The quantities of one sentence in order. `tokens` are its tokens, offsets count in `text`.

    Not counted: years, dates, ages, ordinals, lengths and distances, numbers of models and resolutions. Absurd numbers
    are left out. "A third of its 1,960 troops" gives the third and the total. A bare number takes over what the one
    before it counts.
    """
    sentence = _Sentence(text, tokens, [t.text.lower() for t in tokens])
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        part = _part_of(sentence, at)
        n = None if part else numeral(tokens, sentence.lower, at)
        if part is not None:
            found.append(part)
            at += 1
        elif n is None:
            at += 1
        else:
            quantity, last = _quantity(sentence, n, found[-1] if found else None)
            if quantity is not None:
                found.append(quantity)
            at = max(last, at + 1)
    return found


# ---------------------------------------------------------------- one number
def _quantity(s: _Sentence, n: Numeral, before: Quantity | None) -> tuple[Quantity | None, int]:
    """(the quantity, the token after it); null where the number counts nothing."""
    if _not_counted(s, n):
        return None, n.last
    first, low, high = _bounded(s, n)
    noun, last = _noun(s, n)
    unit = s.word(noun) if noun is not None else None
    of = _of(s, n, noun)
    last_bounded, low, high = _bounded_after(s, n, low, high)
    if noun is None:
        if of == "other" and _elliptic(s, n):
            of, unit = (before.of, before.unit) if before is not None else (_unsaid(s, n), None)
        if of == "other":
            return None, n.last
    end = max(last, last_bounded)
    start, stop = s.tokens[first].start, s.tokens[end - 1].end
    return Quantity(n.value, low, high, of, unit, s.text[start:stop], start, stop), end


def _not_counted(s: _Sentence, n: Numeral) -> bool:
    w = _words()
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


def _bounded(s: _Sentence, n: Numeral) -> tuple[int, float | None, float | None]:
    """(first token with its modifier and article, low, high)."""
    first = n.first
    for size in (3, 2, 1):
        if s.phrase(first - size, first) in _words().articles and first >= size:
            first -= size
            break
    for size in (3, 2, 1):
        kind = _words().modifiers.get(s.phrase(first - size, first)) if first >= size else None
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


def _bounded_after(
    s: _Sentence, n: Numeral, low: float | None, high: float | None
) -> tuple[int, float | None, float | None]:
    """ "200 at the least", "30 or so": (token after the modifier, low, high)."""
    for size in (3, 2, 1):
        words_ = s.phrase(n.last, n.last + size).replace("- ", "-")
        if kind := _words().after.get(words_):
            return n.last + size, *_limits(n, kind)
    return n.last, low, high


# ---------------------------------------------------------------- what is counted
def _noun(s: _Sentence, n: Numeral) -> tuple[int | None, int]:
    """(the noun counted, the token after it): the last known noun of the words that follow, else their last plural."""
    start = _start(s, n)
    last = start
    known: int | None = None
    plural: int | None = None
    while last < min(start + REACH, len(s.tokens)) and not _ends(s, last, n):
        if s.lower[last] in ("and", "or") and known is not None:
            return known, last + 2 + (s.word(last + 1) not in _words().of)
        if (
            s.lower[last] in _words().of
            or s.tokens[last].text in _words().peoples
            or s.lower[last] in _words().currencies
        ):
            known = last
        elif known is None and _MODEL.fullmatch(s.tokens[last].text):
            return last, last + 1
        elif _plural(s, last):
            plural = last
        last += 1
    noun = (
        known if known is not None and (plural is None or plural < known or not s.lower[plural].islower()) else plural
    )
    noun = known if noun is None else noun
    if noun is None and n.money:
        return None, n.last
    return noun, _closed(s, noun + 1, n) if noun is not None else n.last


def _start(s: _Sentence, n: Numeral) -> int:
    """Past "more", "of the", "of Bangladesh's 64": where the words that the number counts begin."""
    i = n.last
    for size in (3, 2, 1):
        if s.phrase(i, i + size).replace("- ", "-") in _words().after:
            i += size
            break
    while s.word(i) in ("more", "other", "further", "additional", "extra", "-", "–", "‑"):
        i += 1
    if s.word(i) == "of" and s.word(i + 1) not in _PRONOUNS:
        i += 1
        while s.word(i) in _OWNERS or (i + 1 < len(s.lower) and s.word(i + 1) in ("'s", "’s")):
            i += 1
        _, i = number(s.lower, i)
    return i


def _ends(s: _Sentence, i: int, n: Numeral) -> bool:
    token = s.tokens[i]
    if token.text in '"“”«»':
        return any(t.text in '"“«' for t in s.tokens[n.last : i])
    if token.text in ",;:.()—–" or s.lower[i] in _words().stops:
        return True
    if s.lower[i] in ("and", "or"):
        counted = s.word(i + 1) in _words().of or s.word(i + 2) in _words().of
        return not counted or number(s.lower, i + 1)[0] is not None or s.word(i + 1) in ("a", "an", "the")
    return s.lower[i] == "of" or (i > n.last and number(s.lower, i)[0] is not None)


def _plural(s: _Sentence, i: int) -> bool:
    word = s.lower[i]
    if word.endswith(_PEOPLE) and word not in _PEOPLE:
        return True
    return (
        word.isalpha()
        and len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word != "does"
    )


def _closed(s: _Sentence, last: int, n: Numeral) -> int:
    """With the closing mark of a noun in quotation marks."""
    opened = any(t.text in '“"‘«' for t in s.tokens[n.last : last])
    return last + 1 if opened and last < len(s.tokens) and s.tokens[last].text in '”"’»' else last


def _of(s: _Sentence, n: Numeral, noun: int | None) -> QuantityOf:
    w = _words()
    unit = s.word(noun) if noun is not None else ""
    if n.money or unit in w.currencies:
        return "money"
    kind = w.of.get(unit, "")
    if unit in ("men", "man"):
        kind = "troops" if w.military & set(s.lower) or (n.value or 0) >= MANY else "people"
    if not kind and noun is not None:
        kind = (
            "units"
            if _MODEL.fullmatch(s.tokens[noun].text)
            else "people"
            if _people(s, noun)
            else w.casualties.get(unit, "")
        )
    if kind in ("", "people", "troops") and (harm := _harm(s, n, noun)):
        return harm
    return cast(QuantityOf, kind or "other")


def _people(s: _Sentence, noun: int) -> bool:
    """A people ("Ghanaians") or a noun whose ending is that of persons."""
    token = s.tokens[noun]
    named = token.text[0].isupper() and token.text.endswith("s") and noun > 0
    return token.text in _words().peoples or named or s.lower[noun].endswith(_words().endings)


def _harm(s: _Sentence, n: Numeral, noun: int | None) -> QuantityOf | None:
    """What befell those counted: the nearest word of harm whose clause they are in."""
    last = noun + 1 if noun is not None else n.last
    best: tuple[int, str] | None = None
    for distance in range(1, 9):
        for i, reach in ((n.first - distance, 4), (last + distance - 1, 8)):
            if distance <= reach and s.word(i) in _words().casualties and _reaches(s, i, n.first, last):
                cost = distance if i < n.first else distance + (0 if distance == 1 else 1)
                best = min(best or (99, ""), (cost, _words().casualties[s.word(i)]))
    return cast(QuantityOf, best[1]) if best else None


_PEOPLE = ("women", "men", "folk")
"""Plurals without an s: "tribesmen", "fisherfolk"."""
_VERBS = frozenset(
    [
        "were",
        "was",
        "have",
        "had",
        "has",
        "been",
        "be",
        "being",
        "are",
        "is",
        "also",
        "reportedly",
        "left",
        "to",
        "still",
        "feared",
    ]
)


def _reaches(s: _Sentence, cue: int, first: int, last: int) -> bool:
    """Nothing but modifiers stands between a verb and the number it governs; nothing but the verb's own words after
    the noun."""
    if cue < first:
        between = s.lower[cue + 1 : first]
        return not any(
            w in (",", ";", ".", "that", "in", "after", "when", "who", "by", "with") or w in _words().of
            for w in between
        )
    between = s.lower[last:cue]
    if s.lower[cue] in ("killing", "wounding", "injuring", "displacing", "kill", "wound"):
        return False
    stop = any(
        w in (";", ".", "that", "after", "when", "said", "and", "who") or w in _words().casualties for w in between
    )
    comma = "," in between and not any(w in _VERBS for w in between)
    own = (
        not between
        or any(w in _VERBS for w in between)
        or s.lower[cue] in ("dead", "died", "fled", "drowned", "missing")
    )
    return not stop and not comma and own


def _elliptic(s: _Sentence, n: Numeral) -> bool:
    """A bare number: "from 5,100 to 3,250", "twenty of them", "forty more"."""
    if s.word(n.last) == "of" and s.word(n.last + 1) in _PRONOUNS:
        return True
    after = s.word(n.last)
    return (n.value is not None or n.vague) and (
        after in ("more", "others", "", ".", ",", ";", ")") or after in _words().stops
    )


def _unsaid(s: _Sentence, n: Numeral) -> QuantityOf:
    """What a number without a noun counts: troops in a military matter, people where many or "of them" is said."""
    them = s.word(n.last) == "of"
    if (n.vague or them or (n.value or 0) >= MANY) and _words().military & set(s.lower):
        return "troops"
    return "people" if n.vague or them else "other"


# ---------------------------------------------------------------- a part of a number
def _part_of(s: _Sentence, at: int) -> Quantity | None:
    """ "A third of its 1,960 troops" begins at token `at`: so many, about."""
    count, i = number(s.lower, at) if s.word(at) not in ("a", "half") else (1.0, at + (s.word(at) == "a"))
    part = words()["fractions"].get(s.word(i)) if count is not None else None
    if part is None or fraction(s.lower, at)[0] is not None:
        return None
    i += 1
    i += s.word(i) == "of"
    while s.word(i) in _OWNERS or s.word(i) in ("roughly", "about", "some"):
        i += 1
    whole = numeral(s.tokens, s.lower, i) if i < len(s.tokens) else None
    if whole is None or whole.value is None or whole.money or _not_counted(s, whole):
        return None
    noun, last = _noun(s, whole)
    if noun is None or (value := round((count or 1.0) * part * whole.value)) >= whole.value:
        return None
    start, stop = s.tokens[at].start, s.tokens[last - 1].end
    return Quantity(float(value), None, None, _of(s, whole, noun), s.word(noun), s.text[start:stop], start, stop)
