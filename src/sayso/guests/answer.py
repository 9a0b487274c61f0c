"""What a large model wrote → the claims it proposes, as far as they can be read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

MOST_CLAIMS = 200
"""Claims of one answer that are looked at."""
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Proposed:
    """The claims of an answer, and what is wrong with it as a whole (null where nothing is)."""

    claims: tuple[Any, ...]
    fault: str | None = None


def proposed(answer: str) -> Proposed:
    """The claims in an answer: an object with a list `claims`, or that list, also amid other words. Of one that breaks
    off, those that are whole."""
    start = min((at for at in map(answer.find, "{[") if at >= 0), default=-1)
    if start < 0:
        return Proposed((), "it holds no JSON")
    try:
        found = _DECODER.raw_decode(answer, start)[0]
    except (ValueError, RecursionError):
        return _pieces(answer)
    claims = found.get("claims") if isinstance(found, dict) else found
    if not isinstance(claims, list):
        return Proposed((), "it is no object with a list `claims`")
    return _bounded(claims)


def _bounded(claims: list[Any]) -> Proposed:
    over = (
        f"it holds {len(claims):,} claims, of which {MOST_CLAIMS} are looked at" if len(claims) > MOST_CLAIMS else None
    )
    return Proposed(tuple(claims[:MOST_CLAIMS]), over)


def _pieces(answer: str) -> Proposed:
    """The whole objects of a list that is cut off or broken."""
    at, found = answer.find("[") + 1, list[Any]()
    while at > 0 and len(found) < MOST_CLAIMS:
        at = _next(answer, at)
        try:
            item, at = _DECODER.raw_decode(answer, at)
        except (ValueError, RecursionError):
            break
        found.append(item)
    return Proposed(tuple(found), f"its JSON is broken or cut off after {len(found)} whole claims")


def _next(answer: str, at: int) -> int:
    while at < len(answer) and answer[at] in " \t\r\n,":
        at += 1
    return at
