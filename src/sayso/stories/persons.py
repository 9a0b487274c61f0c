"""When two names may be one person's: spellings, initials, middle names and titles aside, without knowing anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from anyascii import anyascii

from sayso.english import lists

Likeness = Literal["same", "maybe"]
_PAIRS = (("zh", "j"), ("kh", "g"), ("gh", "g"), ("ph", "f"), ("sh", "s"), ("ch", "k"), ("ck", "k"), ("th", "t"))
_SOUNDS = str.maketrans({"h": "g", "c": "k", "q": "k", "w": "v", "x": "k", "z": "s", "y": "i", "j": "i"})


@lru_cache(maxsize=65_536)
def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name that are its bearer's own, in small letters and ASCII: no titles, particles or signs."""
    words = re.findall(r"[a-z]+", anyascii(re.sub(r"[-‐‑–]", " ", name)).lower().replace("'", ""))
    own = tuple(w for w in words if w not in lists.listed("stories", "titles"))
    return tuple(w for w in own if w not in lists.listed("stories", "particles")) or own


@lru_cache(maxsize=65_536)
def consonants(word: str) -> str:
    """How a word of a name is spelled however it was transliterated: its consonants."""
    for pair, one in _PAIRS:
        word = word.replace(pair, one)
    low = re.sub(r"^(?:[iye](?=e)|h(?=[aeiou]))", "", word).translate(_SOUNDS)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou]", "", low)) or low[:1]


def likeness(a: str, b: str) -> Likeness | None:
    """Whether two full names are one person's (`same`), may be (`maybe`, all of it spelled otherwise), or neither.

    Surname and given name must both fit; a middle name or initial may be missing on one side. One word alone is no full
    name: `short_for` compares those.
    """
    one, two = sorted((name_parts(a), name_parts(b)), key=len)
    if len(one) < 2 or not _in_order(one, two):
        return None
    if one == two or len(one) < len(two):
        return "same"
    spelled_alike = any(x == y for x, y in zip(one, two, strict=True) if len(x) > 1)
    return "same" if spelled_alike else "maybe"


def _in_order(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether the words of the shorter name are words of the longer one in the same order, first and last among them
    (or all of the beginning: "Deng Lual" of "Deng Lual Akec")."""
    if not _fits(few[0], many[0]):
        return False
    at = 0
    for word in few:
        while at < len(many) and not _fits(word, many[at]):
            at += 1
        if at == len(many):
            return False
        at += 1
    return _fits(few[-1], many[-1]) or at == len(few)


def _fits(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a == b or (consonants(a) == consonants(b) and abs(len(a) - len(b)) <= 3)


def short_for(short: str, full: str) -> bool:
    """Whether one word ("Lopez") may stand for a full name: its last word, or the family name that comes first."""
    word, whole = name_parts(short), name_parts(full)
    return len(word) == 1 and len(whole) > 1 and (_fits(word[0], whole[-1]) or word[0] == whole[0]) and len(word[0]) > 1


def initials(name: str) -> str:
    """The initials of a body's name: "GDF" of "Guyana Defence Force"."""
    return "".join(w[0] for w in re.findall(r"[A-Za-z]+", name) if w[0].isupper())
