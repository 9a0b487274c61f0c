"""Claims of texts that the reader has not learnt from, each with its signs and whether it is right: for calibration.

A claim is right where it matches an annotated act (benchmarks/corpus_claims.py), act and status agree, and one of its
actors overlaps an annotated one (or the annotation leaves the actor open, or neither has one).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.reader import TAUGHT, Text, as_list, everything

import sayso
from benchmarks.corpus_claims import LAYERS, Pair, matched
from sayso import pipeline
from sayso.claims.coding.confidence import Signs


@dataclass(frozen=True, slots=True)
class Coded:
    """A claim's signs, its confidence, and whether it is right."""

    signs: Signs
    confidence: float
    right: bool


def half(name: str) -> str:
    """`fit` or `test`, by the hash of a text's id."""
    return "fit" if int(hashlib.sha256(name.encode()).hexdigest()[-8:], 16) % 2 == 0 else "test"


def texts() -> Iterator[Text]:
    """The held-out part of what is learnt from, and the boundary cases, of which nothing is; acts annotated."""
    unseen = [*(text for text in everything(TAUGHT) if text.held_out), *everything(("boundaries",))]
    return (text for text in unseen if "acts" in (text.fields.get("layers") or LAYERS))


def coded(which: str) -> Iterator[Coded]:
    """The claims of one half."""
    for text in texts():
        if half(text.id) == which:
            yield from _of_text(text)


def _of_text(text: Text) -> Iterator[Coded]:
    row = {"id": text.id, "text": text.text, "published": text.fields.get("date"), "publisher": text.fields.get("from")}
    coding = pipeline.code(sayso.article({k: v for k, v in row.items() if v})).coding
    signs = dict(coding.signs)
    right = {pair.claim.id for pair in matched(text, coding.claims)[0] if _right(pair)}
    for claim in coding.claims:
        yield Coded(signs[claim.id], claim.confidence, claim.id in right)


def _right(pair: Pair) -> bool:
    act, claim = pair.act, pair.claim
    return claim.act == act["act"] and claim.status == act["status"] and _actors(pair)


def _actors(pair: Pair) -> bool:
    if "actor" in as_list(pair.act.get("open")):
        return True
    known = [pair.text.find(key) for key in as_list(pair.act.get("actor"))]
    if not known and not pair.claim.actors:
        return True
    return any(p.start < end and start < p.end for start, end in known for p in pair.claim.actors)
