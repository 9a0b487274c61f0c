"""The patterns by which an entry of the lexicon is found in a text, by their first word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from sayso.claims.acts.lexeme import Lexeme, Pattern, Patterns
from sayso.english.forms import is_verb, plural, verb_forms


def indexed(entries: Iterable[Lexeme], particles: frozenset[str], found: dict[str, list[Pattern]]) -> Patterns:
    """The patterns of entries by their first word, added to those `found` holds."""
    for entry in entries:
        for first, pattern in _patterns(entry, particles):
            found.setdefault(first, []).append(pattern)
    return {first: tuple(patterns) for first, patterns in found.items()}


def _patterns(entry: Lexeme, particles: frozenset[str]) -> Iterator[tuple[str, Pattern]]:
    if entry.pos == "noun":
        for spelling in _noun_spellings(entry.lemma):
            yield spelling[0], Pattern(entry, "noun", exact(spelling[1:]), (False,) * (len(spelling) - 1))
        return
    head, *rest = entry.lemma.split()
    if not is_verb(head):
        yield from _after_adverb(entry, head, rest, particles)
        return
    steps, gaps = _steps(rest, particles)
    forms = verb_forms(head)
    for form, words in forms.items():
        for word in words:
            yield word, Pattern(entry, form, steps, gaps)  # type: ignore[arg-type]
    if len(steps) == 1 and rest[-1] not in particles and head not in ("be", "have"):
        for noun in sorted(steps[0]):
            yield noun, Pattern(entry, "participle", (frozenset(forms["participle"]),), (True,), passive=True)


def _after_adverb(
    entry: Lexeme, adverb: str, rest: list[str], particles: frozenset[str]
) -> Iterator[tuple[str, Pattern]]:
    """ "Brutally beat": the second word is the verb."""
    verb, *others = rest
    steps, gaps = _steps(others, particles)
    for form, words in verb_forms(verb).items():
        yield adverb, Pattern(entry, form, (frozenset(words), *steps), (False, *gaps))  # type: ignore[arg-type]


def _steps(rest: list[str], particles: frozenset[str]) -> tuple[tuple[frozenset[str], ...], tuple[bool, ...]]:
    steps: list[frozenset[str]] = []
    gaps: list[bool] = []
    gap = False
    for word in rest:
        if word == "..":
            gap = True
            continue
        steps.append(frozenset({word}) if word in particles else _number(word))
        gaps.append(gap)
        gap = False
    return tuple(steps), tuple(gaps)


@lru_cache(maxsize=8192)
def _number(word: str) -> frozenset[str]:
    """A noun inside a phrase, in both numbers."""
    single = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return frozenset({word, single, plural(word) if word == single else word})


def _noun_spellings(lemma: str) -> Iterator[tuple[str, ...]]:
    """Singular and plural; hyphens may be tokens of their own, glue or missing."""
    head, of, rest = lemma.partition(" of ")
    for shape in (head, plural(head)):
        phrase = shape + of + rest
        yield tuple(phrase.split())
        if "-" in phrase:
            yield tuple(phrase.replace("-", " - ").split())
            yield tuple(phrase.replace("-", " ").split())


def exact(words: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """Steps that each allow one word."""
    return tuple(frozenset({word}) for word in words)
