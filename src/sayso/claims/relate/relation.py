"""What a marked actor does to a marked recipient (command `relate`): lexicon, reader and relation head, each with its
say.

Every voter gives a share of its vote to each event type; the logarithms of the shares are weighed and added (a
log-linear pool, Genest and Zidek 1986), so that the scores are probabilities. The weights stand in
`data/relation.yaml`. Which of
several acts counts is a matter of where it stands, of its arcs (pairing.py), and of the acts around it: what hangs
below another act of the
actor counts less.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, NamedTuple

from sayso import ontology
from sayso.claims.acts.lexicon import ActHit
from sayso.claims.article.document import Document
from sayso.claims.relate import plover
from sayso.claims.relate.pairing import MarkedParty, joined_by_and, party_link, says, undergoes
from sayso.claims.sentence import View
from sayso.claims.status.by_words import StatusVerdict, by_words, said_by_word
from sayso.claims.syntax import arguments
from sayso.claims.syntax.arcs import token_range
from sayso.english.lists import listed
from sayso.reading import EventWord, MarkedPair
from sayso.records import Status
from sayso.resources import table
from sayso.spans import Span

EVENT_TYPES = tuple(name for name in ontology.TYPES if name != "PRESENT")
LEAST_SHOWN = 0.005
MUST = frozenset({"must", "should", "ought"})
MEANS, DONE_BY_MEETING = frozenset({"CONSULT", "MOBILIZE"}), frozenset({"SUPPORT", "ACCUSE", "THREATEN"})
EXERCISES = listed("relate", "exercises")
""" "X and Y launch war games": what one holds alone is MOBILIZE, what two hold together COOPERATE."""
Types = Literal["plover", "sayso"]
TypeVotes = dict[str, float]


@dataclass(frozen=True, slots=True)
class PairEvent:
    """One PLOVER type, its mode, and the probability of each type that has half a hundredth, to three decimals."""

    event_type: str
    mode: str | None
    scores: Mapping[str, float]


class Sureness(NamedTuple):
    """How sure the pool may be: the factor of its logarithms, and the part that all types share evenly."""

    scale: float
    doubt: float


@dataclass(frozen=True, slots=True)
class ActWord:
    """An act of the lexicon between the marked two: its type and mode, and how much it counts."""

    hit: ActHit
    kind: str
    mode: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class _Seen:
    view: View
    hit: ActHit
    verdict: StatusVerdict
    kind: str
    mode: str | None
    tie: str


def relation(document: Document, pair: MarkedPair, head: Mapping[str, float], types: Types = "plover") -> PairEvent:
    """The type with the best score for (actor, recipient). `head`: what the relation head gives each type, empty where
    it did not
    see the pair. `types`: as PLOVER's own table has them, or as `code` does.

    The mode is that of the act word with the largest vote for the type.
    """
    found = act_words(document, pair, types)
    chances = pooled_types(_voters(document, pair, found, head, types))
    best = min(chances, key=lambda kind: (-chances[kind], kind))
    shown = {kind: round(p, 3) for kind, p in sorted(chances.items()) if p >= LEAST_SHOWN}
    mine = max((w for w in found if w.kind == best), key=lambda w: (w.weight, -w.hit.start), default=None)
    return PairEvent(best, mine.mode if mine else None, shown)


def voters(
    document: Document, pair: MarkedPair, head: Mapping[str, float], types: Types = "sayso"
) -> dict[str, TypeVotes]:
    """Voter → event type → votes: words of the `lexicon`, event words of the `reader`, the relation `head`."""
    return _voters(document, pair, act_words(document, pair, types), head, types)


def _voters(
    document: Document, pair: MarkedPair, found: Sequence[ActWord], head: Mapping[str, float], types: Types
) -> dict[str, TypeVotes]:
    votes: TypeVotes = {}
    for word in found:
        votes[word.kind] = votes.get(word.kind, 0.0) + word.weight
    asked = sum(_musts(view, *_marks(document, view, pair)) for view in document.views)
    if asked:
        votes["REQUEST"] = votes.get("REQUEST", 0.0) + _weights()["must"] * asked
    return {"lexicon": votes, "reader": _read(document, pair, types), "head": dict(head)}


def pooled_types(votes: Mapping[str, TypeVotes], sureness: Sureness | None = None) -> TypeVotes:
    """Event type → probability. A voter that says nothing has no part in it, one that says little has little: each
    type has `least`
    votes of each voter from the start. `sureness` is that of the table where none is given; it never changes which
    type is best. A type of a user's codebook stands beside PLOVER's.
    """
    own = sorted({kind for given in votes.values() for kind in given} - set(EVENT_TYPES))
    scores = dict.fromkeys([*EVENT_TYPES, *own], 0.0)
    weights = _weights()
    scale, doubt = sureness or Sureness(**weights["sureness"][case_of(votes)])
    for voter, given in votes.items():
        least = weights["least"][voter]
        total = sum(given.values()) + least * len(scores)
        for kind in scores:
            scores[kind] += scale * weights[voter] * math.log((given.get(kind, 0.0) + least) / total)
    most = max(scores.values())
    raised = {kind: math.exp(s - most) for kind, s in scores.items()}
    whole = sum(raised.values())
    return {kind: (1 - doubt) * v / whole + doubt / len(raised) for kind, v in raised.items()}


def case_of(votes: Mapping[str, TypeVotes]) -> str:
    """Whether a word of the lexicon speaks (`word`) or what was learnt speaks alone (`none`): how sure the pool may be
    differs."""
    return "word" if votes["lexicon"] else "none"


@cache
def _weights() -> Mapping[str, Any]:
    raw: Mapping[str, Any] = table("relation.yaml")
    return raw


# ---------------------------------------------------------------- words of the lexicon
def act_words(document: Document, pair: MarkedPair, types: Types = "sayso") -> list[ActWord]:
    """The acts of the lexicon that have a type, in text order."""
    seen = [s for view in document.views for s in _acts(document, view, pair, types)]
    kept = _purposes([s for s in seen if not _only_governs(s, seen)])
    return [ActWord(s.hit, s.kind, s.mode, _weight(s, kept, pair)) for s in kept]


def _marks(document: Document, view: View, pair: MarkedPair) -> tuple[MarkedParty, MarkedParty]:
    tokens = document.reading.tokens
    actor, recipient = (
        MarkedParty.of(view.arcs, [i for i in token_range(0, len(tokens)) if tokens[i].start < e and tokens[i].end > s])
        for s, e in pair
    )
    return actor, recipient


def _musts(view: View, actor: MarkedParty, recipient: MarkedParty) -> int:
    """How often the actor says that the recipient must do something, whatever it is: a request without a word of its
    own."""
    arcs, found = view.arcs, 0
    for token in token_range(view.sentence.first, view.sentence.last) if arcs else ():
        if arcs.lemmas[token] not in MUST or arcs.relation(token) not in ("aux", "root", "ccomp"):
            continue
        clause = arcs.heads[token] if arcs.relation(token) == "aux" else token
        found += recipient.in_(arguments.subject(arcs, clause).heads) == "d" and says(arcs, clause, actor)
    return found


def _acts(document: Document, view: View, pair: MarkedPair, types: Types) -> Iterator[_Seen]:
    """Status is that of the words alone: the reader has a vote of its own."""
    actor, recipient = _marks(document, view, pair)
    for hit in view.hits:
        verdict = said_by_word(hit, by_words(view, hit))
        found = document.codebook.ontology.derive(hit.sense.act, hit.sense.mode, verdict.status)
        if found.event_type is None:
            continue
        kind, at = found.event_type, view.top(hit)
        if kind == "MOBILIZE" and joined_by_and(view.arcs, actor, recipient):
            kind = "COOPERATE" if EXERCISES.intersection(view.lower[hit.first_token : hit.last_token + 1]) else kind
        if types == "plover":
            suffers = verdict.status == "demanded" and recipient.in_(undergoes(view.arcs, at)) != "-"
            kind = plover.renamed(view, hit, verdict, suffers) or kind
        together = hit.sense.frame == "reciprocal" or hit.sense.act in ontology.MUTUAL
        tie = party_link(view.arcs, at, actor, recipient, together)
        yield _Seen(view, hit, verdict, kind, found.event_mode if kind == found.event_type else None, tie)


def _purposes(seen: Sequence[_Seen]) -> list[_Seen]:
    """ "Called him to congratulate", "sent experts to investigate": what somebody meets or sends for is done, and the
    rest its means."""
    found = list(seen)
    for inner in (
        s for s in seen if s.verdict.rule == "infinitive" and s.hit.sense.act in DONE_BY_MEETING and s.view.arcs
    ):
        at = inner.view.arcs.heads[inner.view.top(inner.hit)]
        outer = next(
            (s for s in seen if s.hit.sense.act in MEANS and s.view is inner.view and s.view.top(s.hit) == at), None
        )
        if outer is not None:
            done = replace(
                inner,
                kind=inner.hit.sense.act,
                mode=inner.hit.sense.mode,
                tie=outer.tie,
                verdict=StatusVerdict("happened", "purpose"),
            )
            found = [done if s is inner else s for s in found if s is not outer]
    return found


def _only_governs(one: _Seen, seen: Sequence[_Seen]) -> bool:
    """ "Ordered the arrest" is no request of its own where the act it governs is none."""
    own = range(one.hit.first_token, one.hit.last_token + 1)
    inner = [s.kind for s in seen if s is not one and s.view is one.view and s.verdict.token in own]
    return one.hit.sense.act == "REQUEST" and bool(inner) and one.kind not in inner


def _weight(one: _Seen, seen: Sequence[_Seen], pair: MarkedPair) -> float:
    """Nearness to the actor, standing between the two, the arcs to both, and being no part of another act of the
    actor."""
    weights = _weights()
    found = _place((one.hit.start, one.hit.end), pair, one.view.stop - one.view.start) * weights["ties"][one.tie]
    for sign, holds in (
        ("noun", one.hit.form == "noun"),
        ("below", _below(one, seen)),
        ("aim", one.verdict.rule == "infinitive"),
    ):
        found *= weights[sign] if holds else 1.0
    return float(found)


def _below(one: _Seen, seen: Sequence[_Seen]) -> bool:
    """Another act that the marked actor does has this one as its part: "rejected a call", "investigates attacks"."""
    if not one.view.arcs:
        return False
    first = one.view.sentence.first
    own = range(first + one.hit.first_token, first + one.hit.last_token + 1)
    above = {i for i in one.view.arcs.path(one.view.top(one.hit))[1:] if i not in own}
    return any(s is not one and s.tie.endswith("d") and s.view.top(s.hit) in above for s in seen if s.view is one.view)


def _place(word: Span, pair: MarkedPair, length: int) -> float:
    actor, recipient = pair
    between = min(actor[1], recipient[1]) <= word[0] and word[1] <= max(actor[0], recipient[0])
    distance = min(abs(word[0] - actor[1]), abs(actor[0] - word[1])) / max(1, length)
    inside = actor[0] <= word[0] < actor[1] or recipient[0] <= word[0] < recipient[1]
    return (2.0 if between else 0.7) * (1.2 - min(1.0, distance)) * (0.4 if inside else 1.0)


# ---------------------------------------------------------------- words of the reader
def _read(document: Document, pair: MarkedPair, types: Types) -> TypeVotes:
    """Each event word votes by the chances of its act and status, the more the better its roles fit the marked two."""
    votes: TypeVotes = {}
    length = len(document.reading.text)
    for event in document.reading.events:
        token = document.reading.tokens[event.token]
        place = _place((token.start, token.end), pair, length)
        weight = place * (0.2 + _fit(event, "actor", pair[0])) * (0.2 + _fit(event, "recipient", pair[1]))
        for kind, chance in _kinds(document, event, types):
            votes[kind] = votes.get(kind, 0.0) + weight * chance
    return votes


def _fit(event: EventWord, role: str, marked: Span) -> float:
    return max((score for start, end, score in event.role(role) if start < marked[1] and end > marked[0]), default=0.0)


def _kinds(document: Document, event: EventWord, types: Types) -> Sequence[tuple[str, float]]:
    """Event type and chance for every act and status that the reader thinks possible."""
    found = []
    for act, p in event.acts:
        for name, q in event.statuses if act not in ("none", "PRESENT") else ():
            given: Status = name  # type: ignore[assignment]
            kind = document.codebook.ontology.derive(act, None, given).event_type
            if kind is not None:
                found.append((plover.bound_act(act, given) or kind if types == "plover" else kind, p * q))
    return found
