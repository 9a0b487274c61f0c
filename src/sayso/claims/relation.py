"""What a marked actor does to a marked recipient: the best act between two given spans (command `relate`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sayso.claims.document import Document
from sayso.claims.lexicon import ActHit
from sayso.claims.status import status
from sayso.claims.view import View

FALLBACK = "CONSULT"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Relation:
    """One PLOVER type, its mode, and a score for each type that had a word in the sentence; scores sum to 1."""

    event_type: str
    mode: str | None
    scores: Mapping[str, float]


def relation(document: Document, actor: Span, recipient: Span) -> Relation:
    """Every act word votes for its event type; nearness to the actor and standing between the two count most."""
    votes: dict[str, float] = {}
    modes: dict[str, str | None] = {}
    for view in document.views:
        for hit in view.hits:
            verdict = status(view, hit)
            derived = document.codebook.ontology.derive(hit.sense.act, hit.sense.mode, verdict.status)
            kind = derived.event_type
            if kind is None:
                continue
            votes[kind] = votes.get(kind, 0.0) + _weight(view, hit, actor, recipient)
            modes.setdefault(kind, derived.event_mode)
    if not votes:
        return Relation(FALLBACK, None, {FALLBACK: 1.0})
    total = sum(votes.values())
    best = min(votes, key=lambda kind: (-votes[kind], kind))
    return Relation(best, modes[best], {kind: round(votes[kind] / total, 3) for kind in sorted(votes)})


def _weight(view: View, hit: ActHit, actor: Span, recipient: Span) -> float:
    between = min(actor[1], recipient[1]) <= hit.start and hit.end <= max(actor[0], recipient[0])
    distance = min(abs(hit.start - actor[1]), abs(actor[0] - hit.end)) / max(1, view.stop - view.start)
    inside = actor[0] <= hit.start < actor[1] or recipient[0] <= hit.start < recipient[1]
    return (2.0 if between else 0.7) * (1.2 - min(1.0, distance)) * (0.4 if inside else 1.0) * (0.6 if hit.form == "noun" else 1.0)
