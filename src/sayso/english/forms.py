"""English verb and noun forms: a table (data/forms.csv), and plain spelling for words that it lacks. Words in, words
out, all lower case.

The table has every verb of the lexicon and of say-so, and every verb that plain spelling would get wrong: irregular
ones and those that double a letter. So a word that it lacks, such as one of a user's codebook, is regular and doubles
nothing.
tools/forms.py makes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from sayso.resources import table

VOWELS = frozenset("aeiou")
INFLECTED = ("third", "past", "participle", "gerund")
FORMS_FILE = "forms.csv"


def verb_forms(word: str) -> dict[str, tuple[str, ...]]:
    """Form (`base third past participle gerund`) → spellings, British and American. A word that is no verb has its
    base alone."""
    known = _rows().get(word)
    forms = regular_forms(word) if known is None else known
    return {"base": (word,), **{form: forms[form] for form in INFLECTED}} if is_verb(word) else {"base": (word,)}


def is_verb(word: str) -> bool:
    """False for the words of the table that have no verb forms ("brutally")."""
    known = _rows().get(word)
    return known is None or bool(known["past"])


@cache
def irregular_participles() -> frozenset[str]:
    """Past participles of the table that do not end in "ed": "sent", "withdrawn"."""
    return frozenset(p for forms in _rows().values() for p in forms["participle"] if not p.endswith("ed"))


@lru_cache(maxsize=8192)
def plural(phrase: str) -> str:
    """The plural of a noun; of a phrase its last word's."""
    before, space, word = phrase.rpartition(" ")
    known = _rows().get(word)
    return before + space + (known["plural"][0] if known and known["plural"] else with_s(word))


def regular_forms(word: str) -> dict[str, tuple[str, ...]]:
    """The forms of a regular verb as spelling has them: silent e falls, y becomes i, nothing is doubled."""
    past = (word + "d" if word.endswith("e") else _y_to_i(word) + "ed",)
    return {"third": (with_s(word),), "past": past, "participle": past, "gerund": (_gerund(word),)}


def with_s(word: str) -> str:
    """The -s form as spelling has it: plural of a noun, third person of a verb."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return _y_to_i(word) + "es" if _y_to_i(word) != word else word + "s"


def _y_to_i(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and word[-2:-1] not in VOWELS else word


def _gerund(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return word + "ing"


@cache
def _rows() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Word → form → spellings."""
    return {
        row["word"]: {form: tuple(filter(None, row[form].split("/"))) for form in (*INFLECTED, "plural")}
        for row in table(FORMS_FILE)
    }
