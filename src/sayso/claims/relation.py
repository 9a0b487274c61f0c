"""What a marked actor does to a marked recipient (command `relate`): lexicon, reader and relation head, each with its say.

Every voter gives a share of its vote to each event type; the logarithms of the shares are weighed and added (a log-linear pool,
Genest and Zidek 1986), so that the scores are probabilities. The weights stand in `data/relation.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sayso import ontology
from sayso.claims.document import Document
from sayso.claims.lexicon import ActHit
from sayso.claims.status_words import by_words
from sayso.claims.view import View
from sayso.language.reading import EventWord
from sayso.records import Status
from sayso.resources import table

KINDS = tuple(name for name in ontology.TYPES if name != "PRESENT")
LEAST = 0.02
"""Share of a vote that a type has at least: nobody's silence rules a type out."""
SHOWN = 0.0005
Span = tuple[int, int]
Votes = dict[str, float]


@dataclass(frozen=True, slots=True)
class Relation:
    """One PLOVER type, its mode, and the probability of each type, to three decimals."""

    event_type: str
    mode: str | None
    scores: Mapping[str, float]


def relation(document: Document, actor: Span, recipient: Span, head: Mapping[str, float]) -> Relation:
    """The type with the best score. `head`: what the relation head gives each type, empty where it did not see the pair.

    The mode is that of the act word with the largest vote for the type.
    """
    chances = pool(voters(document, actor, recipient, head))
    best = min(chances, key=lambda kind: (-chances[kind], kind))
    shown = {kind: round(p, 3) for kind, p in sorted(chances.items()) if p >= SHOWN}
    return Relation(best, _mode(document, actor, recipient, best), shown)


def voters(document: Document, actor: Span, recipient: Span, head: Mapping[str, float]) -> dict[str, Votes]:
    """Voter → event type → votes: words of the `lexicon`, event words of the `reader`, the relation `head`."""
    words: Votes = {}
    for view in document.views:
        for hit in view.hits:
            kind, _ = _derived(document, view, hit)
            if kind is not None:
                words[kind] = words.get(kind, 0.0) + _weight(view, hit, actor, recipient)
    return {"lexicon": words, "reader": _seen(document, actor, recipient), "head": dict(head)}


def pool(votes: Mapping[str, Votes]) -> Votes:
    """Event type → probability. A voter that says nothing has no part in it; a type of a user's codebook stands beside PLOVER's."""
    own = sorted({kind for given in votes.values() for kind in given} - set(KINDS))
    scores = dict.fromkeys([*KINDS, *own], 0.0)
    weights = _weights()
    for voter, given in votes.items():
        total = sum(given.values())
        for kind in scores if total else ():
            share = (given.get(kind, 0.0) / total + LEAST) / (1 + LEAST * len(scores))
            scores[kind] += weights["scale"] * weights[voter] * math.log(share)
    most = max(scores.values())
    raised = {kind: math.exp(s - most) for kind, s in scores.items()}
    whole = sum(raised.values())
    return {kind: v / whole for kind, v in raised.items()}


@cache
def _weights() -> Mapping[str, float]:
    raw: Mapping[str, float] = table("relation.yaml")
    return raw


def _derived(document: Document, view: View, hit: ActHit) -> tuple[str | None, str | None]:
    """Event type and mode by the words alone: the reader has a vote of its own."""
    found = document.codebook.ontology.derive(hit.sense.act, hit.sense.mode, by_words(view, hit).status)
    return found.event_type, found.event_mode


def _mode(document: Document, actor: Span, recipient: Span, kind: str) -> str | None:
    found = []
    for view in document.views:
        for hit in view.hits:
            derived, mode = _derived(document, view, hit)
            if derived == kind:
                found.append((_weight(view, hit, actor, recipient), -hit.start, mode))
    return max(found, key=lambda f: f[:2], default=(0, 0, None))[2]


def _weight(view: View, hit: ActHit, actor: Span, recipient: Span) -> float:
    """Nearness to the actor and standing between the two count most."""
    place = _place((hit.start, hit.end), actor, recipient, view.stop - view.start)
    return place * (0.6 if hit.form == "noun" else 1.0)


def _place(word: Span, actor: Span, recipient: Span, length: int) -> float:
    between = min(actor[1], recipient[1]) <= word[0] and word[1] <= max(actor[0], recipient[0])
    distance = min(abs(word[0] - actor[1]), abs(actor[0] - word[1])) / max(1, length)
    inside = actor[0] <= word[0] < actor[1] or recipient[0] <= word[0] < recipient[1]
    return (2.0 if between else 0.7) * (1.2 - min(1.0, distance)) * (0.4 if inside else 1.0)


def _seen(document: Document, actor: Span, recipient: Span) -> Votes:
    """Each event word votes by the chances of its act and status, the more the better its roles fit the marked two."""
    votes: Votes = {}
    length = len(document.reading.text)
    for event in document.reading.events:
        token = document.reading.tokens[event.token]
        place = _place((token.start, token.end), actor, recipient, length)
        weight = place * (0.2 + _fit(event, "actor", actor)) * (0.2 + _fit(event, "recipient", recipient))
        for kind, chance in _kinds(document, event):
            votes[kind] = votes.get(kind, 0.0) + weight * chance
    return votes


def _fit(event: EventWord, role: str, marked: Span) -> float:
    return max((score for start, end, score in event.role(role) if start < marked[1] and end > marked[0]), default=0.0)


def _kinds(document: Document, event: EventWord) -> Sequence[tuple[str, float]]:
    """Event type and chance for every act and status that the reader thinks possible."""
    found = []
    for act, p in event.acts:
        for name, q in event.statuses if act not in ("none", "PRESENT") else ():
            given: Status = name  # type: ignore[assignment]
            kind = document.codebook.ontology.derive(act, None, given).event_type
            if kind is not None:
                found.append((kind, p * q))
    return found
