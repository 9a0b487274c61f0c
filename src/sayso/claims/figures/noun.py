"""Which noun a number counts."""

from __future__ import annotations

from sayso.claims.figures.words import MODEL, OWNERS, PRONOUNS, Wording, figure_words
from sayso.english.lists import listed
from sayso.english.numerals import Numeral, number

NOUN_TOKENS = 7
"""Tokens from a number to the noun that it counts, at most."""


def counted_noun(s: Wording, n: Numeral) -> tuple[int | None, int]:
    """(the noun counted, the token after it): the last known noun of the words that follow, else their last plural."""
    start = _start(s, n)
    last = start
    known: int | None = None
    plural: int | None = None
    while last < min(start + NOUN_TOKENS, len(s.tokens)) and not _ends(s, last, n):
        if s.lower[last] in ("and", "or") and known is not None:
            return known, last + 2 + (s.word(last + 1) not in figure_words().of)
        if _known(s, last):
            known = last
        elif known is None and MODEL.fullmatch(s.tokens[last].text):
            return last, last + 1
        elif _plural(s, last):
            plural = last
        last += 1
    noun = (
        plural
        if known is None
        else known
        if plural is None or plural < known or not s.lower[plural].islower()
        else plural
    )
    return noun, _closed(s, noun + 1, n) if noun is not None else n.last


def _known(s: Wording, i: int) -> bool:
    """The table says what the noun counts."""
    w = figure_words()
    return s.lower[i] in w.of or s.tokens[i].text in w.peoples or s.lower[i] in w.currencies


FURTHER = listed("figures", "further")


def _start(s: Wording, n: Numeral) -> int:
    """Past "more", "of the", "of Bangladesh's 64": where the words that the number counts begin."""
    i = n.last
    for size in (3, 2, 1):
        if s.phrase(i, i + size).replace("- ", "-") in figure_words().after:
            i += size
            break
    while s.word(i) in FURTHER:
        i += 1
    if s.word(i) == "of" and s.word(i + 1) not in PRONOUNS:
        i += 1
        while s.word(i) in OWNERS or (i + 1 < len(s.lower) and s.word(i + 1) in ("'s", "’s")):
            i += 1
        _, i = number(s.lower, i)
    return i


def _ends(s: Wording, i: int, n: Numeral) -> bool:
    token = s.tokens[i]
    if token.text in '"“”«»':
        return any(t.text in '"“«' for t in s.tokens[n.last : i])
    if token.text in ",;:.()—–" or s.lower[i] in figure_words().stops:
        return True
    if s.lower[i] in ("and", "or"):
        counted = s.word(i + 1) in figure_words().of or s.word(i + 2) in figure_words().of
        return not counted or number(s.lower, i + 1)[0] is not None or s.word(i + 1) in ("a", "an", "the")
    return s.lower[i] == "of" or (i > n.last and number(s.lower, i)[0] is not None)


def _plural(s: Wording, i: int) -> bool:
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


def _closed(s: Wording, last: int, n: Numeral) -> int:
    """With the closing mark of a noun in quotation marks."""
    opened = any(t.text in '“"‘«' for t in s.tokens[n.last : last])
    return last + 1 if opened and last < len(s.tokens) and s.tokens[last].text in '”"’»' else last


_PEOPLE = ("women", "men", "folk")
"""Plurals without an s: "tribesmen", "fisherfolk"."""
