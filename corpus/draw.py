"""Which stretches of the newswire are annotated: drawn by hash, never picked.

Sentences stand in the order of the hash of their id; one whose neighbourhood was drawn before is passed over, so that
no story is taken twice. The stratum `forces` is drawn likewise from what the first left, where the neighbourhood holds
a word of forces and a verb of movement or staying; `more` from what both left, of which learn is annotated and the
first texts of fit. A drawn text whose story turns out to reach into that of another is not kept.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import Literal

from corpus import standoff

Stratum = Literal["all", "forces", "more"]
COUNTS: dict[Stratum, int] = {"all": 800, "forces": 200, "more": 1500}
APART = 12
"""Two drawn sentences stand at least so many apart: about two stories."""
BEFORE, AFTER = 10, 10
"""So much of the newswire an annotator sees around the drawn sentence, to set begin and end of its story."""
NEAR = 2
TWICE = 60
SEEN = {"voa-00043"}
"""Passed over in the draw of texts coded twice: their first coding had been looked at before the second."""
FORCES = re.compile(
    r"\b(troops?|soldiers?|forces?|army|armies|navy|marines?|peacekeepers?|militia(s|men)?|rebels?|fighters?"
    r"|guerrillas?|battalions?"
    r"|contingents?|warships?|border guards?|garrisons?|paratroopers?|servicemen|military bases?)\b",
    re.IGNORECASE,
)
MOVES = re.compile(
    r"\b(withdr(a|e)w\w*|pull(s|ed|ing)?[ -](out|back)|pullout|le(ft|aves?|aving)|deploy\w*|redeploy\w*"
    r"|arriv(e|ed|es|ing)|remain\w*|stay(s|ed|ing)?|station(ed|ing)|return(s|ed|ing)?|sen(d|ds|t|ding)"
    r"|mov(e|ed|es|ing)|enter(s|ed|ing)?|cross(es|ed|ing)?|advanc(e|ed|es|ing)|retreat\w*|reinforc\w*"
    r"|hand(s|ed|ing)? over|captur\w*|seiz\w*|garrison(ed)?|occup(y|ied|ies|ying))\b",
    re.IGNORECASE,
)


def name_of(number: int) -> str:
    """The id of the sentence at a place of the newswire, and of the story drawn by it."""
    return f"voa-{number:05d}"


def of_forces(text: str) -> bool:
    """Whether a text holds a word of forces and a verb of movement or staying."""
    return bool(FORCES.search(text) and MOVES.search(text))


@cache
def drawn() -> tuple[tuple[int, Stratum], ...]:
    """Places of the drawn sentences with their stratum, in the order of the draw. Raises CorpusError where the
    newswire is absent."""
    sentences = standoff.voa()
    order = sorted(range(len(sentences)), key=lambda n: hashlib.sha256(name_of(n).encode()).hexdigest())
    taken, found = set[int](), list[tuple[int, Stratum]]()
    for stratum, count in COUNTS.items():
        for number in order:
            if sum(of == stratum for _, of in found[-count:]) == count:
                break
            if number not in taken and (stratum != "forces" or of_forces(_around(sentences, number))):
                found.append((number, stratum))
                taken.update(range(number - APART, number + APART + 1))
    return tuple(found)


def _around(sentences: tuple[str, ...], number: int) -> str:
    return " ".join(sentences[max(0, number - NEAR) : number + NEAR + 1])


def twice() -> list[str]:
    """Ids of learn that are coded twice: the first sixty of its kept texts in the order of another hash."""
    kept = (row["id"] for row in standoff.stored("learn") if row.get("stratum") != "more")
    order = sorted(kept, key=lambda name: hashlib.sha256(f"twice {name}".encode()).hexdigest())
    return [name for name in order if name not in SEEN][:TWICE]


def window(number: int) -> tuple[int, int]:
    """First and last sentence (both included) that an annotator sees around a drawn one."""
    return max(0, number - BEFORE), min(len(standoff.voa()) - 1, number + AFTER)
