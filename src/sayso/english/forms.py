"""English verb and noun forms by rule, with a table for the irregular ones. Words in, words out, all lower case."""

from __future__ import annotations

from collections.abc import Collection, Mapping

VOWELS = frozenset("aeiou")


def verb_forms(
    lemma: str, irregular: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]], doubling: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Form (`base third past participle gerund`) → spellings of a one-word verb.

    `irregular` gives past and participle; `doubling` lists longer verbs that double their last consonant.
    """
    stems = _stems(lemma, doubling)
    regular = tuple(lemma + "d" if lemma.endswith("e") else _y_to_i(stem) + "ed" for stem in stems)
    past, participle = irregular.get(lemma, (regular, regular))
    return {
        "base": (lemma,),
        "third": (plural(lemma),),
        "past": past,
        "participle": participle,
        "gerund": tuple(_gerund(stem) for stem in stems),
    }


def plural(word: str) -> str:
    """The -s form: plural of a noun, third person of a verb."""
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in ("go", "do", "undergo", "veto", "torpedo", "embargo"):
        return word + "es"
    if word.endswith("y") and len(word) > 1 and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _y_to_i(stem: str) -> str:
    return stem[:-1] + "i" if stem.endswith("y") and stem[-2] not in VOWELS else stem


def _gerund(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")):
        return stem[:-1] + "ing"
    return stem + "ing"


def _stems(lemma: str, doubling: Collection[str]) -> tuple[str, ...]:
    """The stem before -ed and -ing; two where British and American spelling differ (cancel)."""
    doubled = lemma + lemma[-1]
    if lemma in doubling:
        return (doubled,)
    if not _ends_short(lemma):
        return (lemma,)
    if sum(letter in VOWELS for letter in lemma) == 1:
        return (doubled,)
    return (lemma, doubled) if lemma.endswith("l") else (lemma,)


def _ends_short(lemma: str) -> bool:
    """Consonant, one vowel, consonant: the shape that may double (stop, ban, cancel)."""
    if len(lemma) < 3 or lemma[-1] in "aeiouwxy" or lemma[-2] not in VOWELS:
        return False
    return lemma[-3] not in VOWELS or (lemma[-3:-1] == "ui" and lemma[-4:-3] == "q")
