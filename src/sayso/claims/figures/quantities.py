"""The quantities of a sentence: value, bounds, what is counted. Words are in data/numbers.yaml; numbers are read by
`numerals`."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.figures.bounds import bounded_after, bounds_of, not_counted
from sayso.claims.figures.kinds import counts_what
from sayso.claims.figures.noun import counted_noun
from sayso.claims.figures.words import MANY_MEN, OWNERS, PRONOUNS, Wording, figure_words
from sayso.english.lists import listed
from sayso.english.numerals import Numeral, fraction, may_begin, number, numeral, numeral_words
from sayso.reading import Token
from sayso.records import Quantity, QuantityOf


def quantities(text: str, tokens: Sequence[Token]) -> list[Quantity]:
    """The quantities of one sentence in order. `tokens` are its tokens, offsets count in `text`.

    Not counted: years, dates, ages, ordinals, lengths and distances, numbers of models and resolutions. Absurd numbers
    are left out. "A third of its 1,960 troops" gives the third and the total. A bare number takes over what the one
    before it counts.
    """
    sentence = Wording(text, tokens, [t.text.lower() for t in tokens])
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        if not may_begin(sentence.lower[at]):
            at += 1
            continue
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


def _quantity(s: Wording, n: Numeral, before: Quantity | None) -> tuple[Quantity | None, int]:
    """(the quantity, the token after it); null where the number counts nothing."""
    if not_counted(s, n):
        return None, n.last
    first, low, high = bounds_of(s, n)
    noun, last = counted_noun(s, n)
    unit = s.word(noun) if noun is not None else None
    of = counts_what(s, n, noun)
    last_bounded, low, high = bounded_after(s, n, low, high)
    if noun is None:
        if of == "other" and _elliptic(s, n):
            of, unit = (before.of, before.unit) if before is not None else (_unsaid(s, n), None)
        if of == "other":
            return None, n.last
    end = max(last, last_bounded)
    start, stop = s.tokens[first].start, s.tokens[end - 1].end
    return Quantity(n.value, low, high, of, unit, s.text[start:stop], start, stop), end


AFTER_BARE = listed("figures", "after_bare")


def _elliptic(s: Wording, n: Numeral) -> bool:
    """A bare number: "from 5,100 to 3,250", "twenty of them", "forty more"."""
    if s.word(n.last) == "of" and s.word(n.last + 1) in PRONOUNS:
        return True
    after = s.word(n.last)
    return (n.value is not None or n.vague) and (not after or after in AFTER_BARE or after in figure_words().stops)


def _unsaid(s: Wording, n: Numeral) -> QuantityOf:
    """What a number without a noun counts: troops in a military matter, people where many or "of them" is said."""
    them = s.word(n.last) == "of"
    if (n.vague or them or (n.value or 0) >= MANY_MEN) and figure_words().military & set(s.lower):
        return "troops"
    return "people" if n.vague or them else "other"


def _part_of(s: Wording, at: int) -> Quantity | None:
    """ "A third of its 1,960 troops" begins at token `at`: so many, about."""
    count, i = number(s.lower, at) if s.word(at) not in ("a", "half") else (1.0, at + (s.word(at) == "a"))
    part = numeral_words()["fractions"].get(s.word(i)) if count is not None else None
    if part is None or fraction(s.lower, at)[0] is not None:
        return None
    i += 1
    i += s.word(i) == "of"
    while s.word(i) in OWNERS or s.word(i) in ("roughly", "about", "some"):
        i += 1
    whole = numeral(s.tokens, s.lower, i) if i < len(s.tokens) else None
    if whole is None or whole.value is None or whole.money or not_counted(s, whole):
        return None
    noun, last = counted_noun(s, whole)
    if noun is None or (value := round((count or 1.0) * part * whole.value)) >= whole.value:
        return None
    start, stop = s.tokens[at].start, s.tokens[last - 1].end
    return Quantity(
        float(value), None, None, counts_what(s, whole, noun), s.word(noun), s.text[start:stop], start, stop
    )
