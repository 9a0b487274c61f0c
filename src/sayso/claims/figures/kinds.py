"""What is counted: people, troops, dead, money; by the noun, and by what befell those counted."""

from __future__ import annotations

from typing import cast

from sayso.claims.figures.words import MANY_MEN, MODEL, Wording, figure_words
from sayso.english.lists import listed
from sayso.english.numerals import Numeral
from sayso.records import QuantityOf


def counts_what(s: Wording, n: Numeral, noun: int | None) -> QuantityOf:
    """What is counted, by the noun and by what befell those counted."""
    w = figure_words()
    unit = s.word(noun) if noun is not None else ""
    if n.money or unit in w.currencies:
        return "money"
    kind = w.of.get(unit, "")
    if unit in ("men", "man"):
        kind = "troops" if w.military & set(s.lower) or (n.value or 0) >= MANY_MEN else "people"
    if not kind and noun is not None:
        kind = (
            "units"
            if MODEL.fullmatch(s.tokens[noun].text)
            else "people"
            if _people(s, noun)
            else w.casualties.get(unit, "")
        )
    if kind in ("", "people", "troops") and (harm := _harm(s, n, noun)):
        return harm
    return cast(QuantityOf, kind or "other")


def _people(s: Wording, noun: int) -> bool:
    """A people ("Ghanaians") or a noun whose ending is that of persons."""
    token = s.tokens[noun]
    named = token.text[0].isupper() and token.text.endswith("s") and noun > 0
    return token.text in figure_words().peoples or named or s.lower[noun].endswith(figure_words().endings)


def _harm(s: Wording, n: Numeral, noun: int | None) -> QuantityOf | None:
    """What befell those counted: the nearest word of harm whose clause they are in."""
    last = noun + 1 if noun is not None else n.last
    best: tuple[int, str] | None = None
    for distance in range(1, 9):
        for i, reach in ((n.first - distance, 4), (last + distance - 1, 8)):
            if distance <= reach and s.word(i) in figure_words().casualties and _reaches(s, i, n.first, last):
                cost = distance if i < n.first else distance + (0 if distance == 1 else 1)
                best = min(best or (99, ""), (cost, figure_words().casualties[s.word(i)]))
    return cast(QuantityOf, best[1]) if best else None


_VERBS = listed("figures", "verbs")


HARM_WORDS = listed("figures", "harming")


ENDS_AFTER_NOUN = listed("figures", "ends_after_noun")


ENDS_BEFORE_NUMBER = listed("figures", "ends_before_number")


def _reaches(s: Wording, cue: int, first: int, last: int) -> bool:
    """Nothing but modifiers stands between a verb and the number it governs; nothing but the verb's own words after
    the noun."""
    if cue < first:
        between = s.lower[cue + 1 : first]
        return not any(w in ENDS_BEFORE_NUMBER or w in figure_words().of for w in between)
    between = s.lower[last:cue]
    if s.lower[cue] in HARM_WORDS:
        return False
    stop = any(w in ENDS_AFTER_NOUN or w in figure_words().casualties for w in between)
    comma = "," in between and not any(w in _VERBS for w in between)
    own = (
        not between
        or any(w in _VERBS for w in between)
        or s.lower[cue] in ("dead", "died", "fled", "drowned", "missing")
    )
    return not stop and not comma and own
