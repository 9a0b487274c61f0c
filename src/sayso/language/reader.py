"""Tokens and sentences → what the encoder says of them: one pass over windows of whole sentences, brought back to
tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sayso.english import lemmas
from sayso.language import decode, topic
from sayso.language.decode import WordArc
from sayso.language.encoder import Encoder, Scores
from sayso.language.windows import TokenWindow, token_windows
from sayso.language.words import cut
from sayso.reading import Antecedent, Entity, EventWord, MarkedPair, Saying, Sentence, Token


@dataclass(slots=True)
class FoundByModel:
    """What the model adds to a Reading; arrays run parallel to the tokens."""

    tags: list[str]
    heads: list[int]
    relations: list[str]
    lemmas: tuple[str, ...] = ()
    entities: list[Entity] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    events: list[EventWord] = field(default_factory=list)
    antecedents: list[Antecedent] = field(default_factory=list)
    topics: dict[int, float] = field(default_factory=dict)
    """Number of a sentence → log odds that it is politics."""
    pair: Mapping[str, float] = field(default_factory=dict)
    """What the marked actor does to the marked recipient: event type → probability; empty where nobody asked."""


def understand(
    encoder: Encoder,
    text: str,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    max_pieces: int,
    marked: MarkedPair | None = None,
) -> FoundByModel:
    """Reads the sentences window by window, until `max_pieces` word pieces are read; what follows keeps the tag X and
    no arcs.

    `marked`: the relation head also says what that actor does to that recipient, in the first window that holds words
    of both; names, say-so and topics are then left out.
    """
    found = FoundByModel(["X"] * len(tokens), list(range(len(tokens))), ["dep"] * len(tokens))
    starts = [t.start for t in tokens]
    words = [cut(text, s.start, s.end) for s in sentences]
    breaks = frozenset(i for i, s in enumerate(sentences) if i and s.paragraph != sentences[i - 1].paragraph)
    read = 0
    for window in token_windows(encoder.tokenizer, text, words, breaks):
        read += len(window.pieces)
        if read > max_pieces:
            break
        scores = encoder.scores(window, states=marked is not None)
        token_of = [bisect_right(starts, s) - 1 for s, _ in window.spans]
        _add_acts(found, encoder, scores, window, token_of, bare=marked is not None)
        if not marked:
            _add_speech(found, encoder, scores, window)
            found.antecedents += decode.antecedents(scores, token_of)
        elif not found.pair:
            found.pair = _pair(encoder, scores, window, marked)
    found.lemmas = tuple(lemmas.lemma(t.text, tag) for t, tag in zip(tokens, found.tags, strict=True))
    return found


def _pair(encoder: Encoder, scores: Scores, window: TokenWindow, marked: MarkedPair) -> Mapping[str, float]:
    """Event type → probability; empty where the window lacks one of the two."""
    actor, recipient = (
        [i for i, (s, e) in enumerate(window.spans) if s < stop and e > start] for start, stop in marked
    )
    if not actor or not recipient:
        return {}
    found = encoder.relation(scores.words, actor, recipient)
    return {name: float(p) for name, p in zip(encoder.labels["event_types"], found, strict=True)}


def _add_speech(found: FoundByModel, encoder: Encoder, scores: Scores, window: TokenWindow) -> None:
    found.topics |= topic.topic_log_odds(scores.middle, window.sentences.tolist())
    found.entities += decode.entities(scores, window, encoder.labels)
    found.sayings += decode.sayings(scores, window)


def _add_acts(
    found: FoundByModel, encoder: Encoder, scores: Scores, window: TokenWindow, token_of: Sequence[int], bare: bool
) -> None:
    _arcs(found, decode.arcs(scores, window, encoder.labels), token_of)
    for event in decode.event_words(scores, window, encoder.labels, token_of, bare):
        if not found.events or found.events[-1].token != event.token:
            found.events.append(event)


def _arcs(found: FoundByModel, arcs: Sequence[WordArc], token_of: Sequence[int]) -> None:
    """A token of several words is its word whose head lies outside it (the head of "Russian-led" is "led")."""
    done: set[int] = set()
    for i, arc in enumerate(arcs):
        token, head = token_of[i], token_of[arc.head]
        outside = head != token or arc.head == i
        if outside and token not in done:
            done.add(token)
            found.tags[token], found.heads[token], found.relations[token] = arc.tag, head, arc.relation
