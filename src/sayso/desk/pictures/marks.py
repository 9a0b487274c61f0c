"""A text cut into pieces, each with what it is in which claim: evidence, act, who, whom, where, when, how many, on
whose word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.records import Claim

MARK_TITLES = {
    "evidence": "the words that say it", "act": "the act", "who": "who does it", "whom": "to whom",
    "force": "which force", "where": "where", "when": "when", "figure": "how many", "say": "on whose word",
}  # fmt: skip
"""What a piece of text can be in a claim, and what that means."""
MarkedSpan = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words. `marks` are their parts ("3:act 3:evidence": the third claim's act), `lit` those of the claim that
    is lit, `opens` the claims whose act begins here."""

    text: str
    marks: str
    lit: str
    opens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A part of a page (headline, body, caption, …) in pieces."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A page with its claims by number (from 1), in the order of their acts; `lit` is the number of one of them."""

    blocks: tuple[MarkedPart, ...]
    claims: tuple[tuple[int, Claim], ...]
    lit: int | None


def marked(text: str, claims: Iterable[Claim], parts: Sequence[MarkedSpan] = (), lit: str = "") -> Marked:
    """The text in pieces; `lit` is the id of a claim, or its beginning."""
    ordered = list(enumerate(sorted(claims, key=lambda c: (c.predicate.start, c.id)), 1))
    bright = next((n for n, c in ordered if lit and c.id.startswith(lit)), None)
    begins, ends = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    opens = defaultdict[int, list[int]](list)
    for n, claim in ordered:
        opens[claim.predicate.start].append(n)
        for role, start, end in dict.fromkeys(_spans(claim)):
            begins[start].append(f"{n}:{role}")
            ends[end].append(f"{n}:{role}")
    whole = parts or [("body", 0, len(text))]
    cuts = sorted({0, len(text), *begins, *ends, *(at for _, start, end in whole for at in (start, end))})
    pieces = list(_pieces(text, cuts, begins, ends, opens, bright))
    blocks = [_block(label, [p for at, p in pieces if start <= at < end]) for label, start, end in whole]
    return Marked(tuple(b for b in blocks if b.pieces), tuple(ordered), bright)


def _block(label: str, pieces: Sequence[Piece]) -> MarkedPart:
    blank = all(not p.text.strip() for p in pieces)
    return MarkedPart(label, () if blank else tuple(pieces))


def _pieces(
    text: str, cuts: Sequence[int], begins: dict[int, list[str]], ends: dict[int, list[str]],
    opens: dict[int, list[int]], bright: int | None,
) -> Iterator[tuple[int, Piece]]:  # fmt: skip
    """Each stretch between two cuts, with all that covers it; a mark may cover it twice."""
    here: dict[str, int] = {}
    for start, end in pairwise(cuts):
        for mark in ends.get(start, ()):
            here[mark] -= 1
            if not here[mark]:
                del here[mark]
        for mark in begins.get(start, ()):
            here[mark] = here.get(mark, 0) + 1
        lit = " ".join(m.partition(":")[2] for m in here if bright is not None and m.startswith(f"{bright}:"))
        yield start, Piece(text[start:end], " ".join(here), lit, tuple(opens.get(start, ())))


def _spans(claim: Claim) -> Iterator[tuple[str, int, int]]:
    moved = claim.movement
    named = {
        "evidence": claim.evidence,
        "act": (claim.predicate,),
        "who": claim.actors,
        "whom": claim.recipients,
        "where": (*claim.places, *(moved.places_from if moved else ()), *(moved.places_to if moved else ())),
        "when": tuple(t for t in (claim.time, claim.decided) if t is not None),
        "figure": (*claim.quantities, *((moved.strength,) if moved and moved.strength else ())),
        "force": moved.forces if moved else (),
    }
    yield from ((role, w.start, w.end) for role, found in named.items() for w in found)
    for link in claim.attribution:
        for one in (link, *link.jointly):
            if one.start is not None and one.end is not None:
                yield "say", one.start, one.end
            if one.cue is not None:
                yield "say", one.cue.start, one.cue.end
