"""Forms → lemmas: a table of irregular forms (data/lemmas.csv), then the spelling rules of English inflection."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sayso.resources import table

VERB_TAGS = frozenset({"VERB", "AUX"})
_DOUBLED = re.compile(r"([b-df-hj-np-tvwxz])\1$")
_NEEDS_E = re.compile(r"(?:[^aeiou]|^)[aeiouy][bcdgkmnprstvz]$|[cgsvuz]$|[^aeiou]l$|[aeiou]th$")
KEEP_DOUBLE = ("ss", "ll", "zz", "ff")


@lru_cache(maxsize=8192)
def lemma(form: str, tag: str) -> str:
    """The lemma of a word with its UPOS tag, in lower case but for names."""
    low = form.lower().replace("’", "'")
    if tag == "PROPN" or not is_word(low):
        return form
    return irregular().get((low, tag)) or by_rule(low, tag)


def is_word(form: str) -> bool:
    """Letters, with or without an apostrophe ("n't", "'s")."""
    return form.replace("'", "").isalpha()


@cache
def irregular() -> dict[tuple[str, str], str]:
    """Form and tag → lemma, of the forms that no rule gives."""
    return {(row["form"], row["tag"]): row["lemma"] for row in table("lemmas.csv")}


def by_rule(form: str, tag: str) -> str:
    """The lemma that spelling alone suggests for a lower-case form."""
    if tag == "NOUN" and form.endswith("s") and not form.endswith(("ss", "us", "is")):
        return _singular(form)
    if tag in VERB_TAGS:
        if form.endswith("s") and not form.endswith("ss") and len(form) > 3:
            return _singular(form)
        for ending in ("ing", "ed"):
            if form.endswith(ending) and len(form) > len(ending) + 2:
                return _stem(form[: -len(ending)], ending)
    return form


def _singular(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return form[:-2]
    return form[:-1]


def _stem(stem: str, ending: str) -> str:
    if ending == "ed" and stem.endswith("i"):
        return stem[:-1] + "y"
    if _DOUBLED.search(stem) and not stem.endswith(KEEP_DOUBLE):
        return stem[:-1]
    return stem + "e" if _NEEDS_E.search(stem) and not stem.endswith(("er", "en", "on", "or", "it", "ow")) else stem
