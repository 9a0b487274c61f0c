"""One spelling for names that texts write in several ways: "St. Louis" and "Saint Louis", "Đà Nẵng" and "Da Nang"."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ə": "a"})
_SPACED = re.compile(r"[-‐‑–/\s]+")
_DROPPED = re.compile(r"[.,'’‘ʻʼ`´\"]")
SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "and": "&"}
"""Words that have a usual abbreviation → that abbreviation."""


def fold(name: str) -> str:
    """The form under which a name is looked up: lower case, no accents, hyphens as spaces, no dots or apostrophes."""
    low = name.lower()
    if not low.isascii():
        plain = unicodedata.normalize("NFKD", low.translate(_LETTERS))
        low = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = _SPACED.sub(" ", _DROPPED.sub("", low)).strip().split(" ")
    return " ".join(SHORT.get(word, word) for word in words)
