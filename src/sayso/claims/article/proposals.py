"""The acts of a sentence: words of the lexicon and words in which the reader sees an act, each weighed by the other.

The lexicon knows modes, frames and phrases; the reader knows which word means an act where it stands, also words that
no table has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso import ontology
from sayso.claims.acts.lexeme import CaseFrame, Form, Lexeme, Sense
from sayso.claims.acts.lexicon import ActHit
from sayso.claims.say.frames import cues
from sayso.claims.syntax.arcs import Arcs
from sayso.claims.weigh import Signs, log_odds, pool
from sayso.english.closed import grammar
from sayso.english.lists import in_order, listed
from sayso.ontology import MUTUAL
from sayso.reading import EventWord, Sentence, Token

PROPOSED_FROM = 0.25
"""Chance of one and the same act from which a word is proposed that the lexicon does not have: the gate decides."""
PLAIN_SAYING = frozenset({"say", "tell", "add"})
VAGUE_WORDS = listed("article", "vague")
CONTENT_TAGS = frozenset({"VERB", "NOUN", "PROPN"})


def proposals(
    tokens: Sequence[Token], sentence: Sentence, hits: Sequence[ActHit], events: Mapping[int, EventWord], arcs: Arcs
) -> tuple[ActHit, ...]:
    """Acts in text order, none on a word of another. `hits` count tokens in the sentence, `events` in the article."""
    if not arcs:
        return tuple(hits)
    kept = [_judged(hit, sentence, events) for hit in hits]
    taken = {i for hit in hits for i in range(hit.first_token, hit.last_token + 1)}
    for i in range(sentence.first, sentence.last):
        event = events.get(i)
        sure = (
            event is not None
            and _surest(event) >= PROPOSED_FROM
            and _may_name(tokens[i - sentence.first], arcs.tags[i])
        )
        if event is not None and sure and i - sentence.first not in taken:
            kept.append(_seen(tokens, i - sentence.first, event, arcs.tags[i]))
    return tuple(sorted(kept, key=lambda hit: hit.first_token))


def _surest(event: EventWord) -> float:
    return max((chance for name, chance in event.acts if name != "none"), default=0.0)


def _may_name(token: Token, tag: str) -> bool:
    """A word with a meaning of its own, and no plain word of saying: "cited" is say-so, not an accusation; nor a
    noun that needs another to say what is done: "consequences"."""
    lemma, kind = cues().verbs.get(token.text.lower(), ("", ""))
    return (
        tag in CONTENT_TAGS
        and kind != "quoting"
        and lemma not in PLAIN_SAYING
        and token.text.lower() not in VAGUE_WORDS
    )


def _judged(hit: ActHit, sentence: Sentence, events: Mapping[int, EventWord]) -> ActHit:
    """The lexicon's act as the reader leaves it: kept, or another act. A user's own words stand, and what no reader
    doubts."""
    if hit.entry.own or hit.entry.sure:
        return hit
    best = seen_in(hit, sentence, events)
    if best is None:
        return hit
    weights = pool("type")
    ranked = sorted(
        type_signs(hit, best).items(), key=lambda item: (-weights.chance(item[1]), item[0] != hit.sense.act)
    )
    act = ranked[0][0]
    if act not in (hit.sense.act, hit.entry.taught):
        return replace(hit, sense=_sense(best, act, hit.sense.frame))
    seen = _change(best)
    change = hit.sense.change or (seen if seen in GOING else None)
    return hit if change == hit.sense.change else replace(hit, sense=replace(hit.sense, change=change))


GOING = frozenset({"arrive", "reinforce", "leave", "reduce"})
"""Changes in which forces go somewhere."""


MOVING_CHANCE = 0.4
"""The reader's chance from which a word that the lexicon knows for no movement moves forces: "deployed police"."""


def _change(event: EventWord) -> str | None:
    return next((name for name, chance in event.changes if name != "none" and chance >= MOVING_CHANCE), None)


def seen_in(hit: ActHit, sentence: Sentence, events: Mapping[int, EventWord]) -> EventWord | None:
    """What the reader sees in the words of a hit: the word with the best chance of an act."""
    inside = range(sentence.first + hit.first_token, sentence.first + hit.last_token + 1)
    return max((events[i] for i in inside if i in events), key=lambda e: e.act, default=None)


def type_signs(hit: ActHit, seen: EventWord) -> Mapping[str, Signs]:
    """The acts that a word of the lexicon may name where it stands, with what speaks for each."""
    chances = {name: chance for name, chance in seen.acts if name != "none"}
    rest = max(seen.act, sum(chances.values()))
    named = {hit.sense.act, *chances}
    return {
        act: {
            "reader": log_odds(chances.get(act, 0.0) / rest) if rest else 0.0,
            "lexicon": float(act == hit.sense.act),
            "lexicon_phrase": float(act == hit.sense.act and hit.first_token != hit.last_token),
            "lexicon_risky": float(act == hit.sense.act and hit.entry.risky),
            "lexicon_noun": float(act == hit.sense.act and hit.form == "noun"),
            "taught": float(act == hit.entry.taught),
        }
        for act in sorted(named)
    }


SEEN_PREPOSITIONS = in_order("acts", "seen_prepositions")


def _seen(tokens: Sequence[Token], i: int, event: EventWord, tag: str) -> ActHit:
    token = tokens[i]
    act = next(name for name, _ in event.acts if name != "none")
    sense = _sense(event, act, None)
    form = _form(tokens, i, tag)
    prepositions = SEEN_PREPOSITIONS
    entry = Lexeme(
        token.text.lower(), "noun" if form == "noun" else "verb", sense, recipient_prep=prepositions, seen=True
    )
    return ActHit(token.start, token.end, i, i, entry, form, sense)


def _sense(event: EventWord, act: str, frame: CaseFrame | None) -> Sense:
    """Mode and change as the reader sees them, of those that the act can have."""
    modes = [name.partition(" ")[2] for name, p in event.modes if name.partition(" ")[0] == act and p >= 0.2]
    change = _change(event)
    if frame is None:
        frame = "object_force" if change else "reciprocal" if act in MUTUAL else "subject_object"
    allowed = ontology.MODES.get(act, ())
    return Sense(act, next((m for m in modes if m in allowed), None), frame, change)


BEFORE_BASE = listed("acts", "before_base")


def _form(tokens: Sequence[Token], i: int, tag: str) -> Form:
    """Which form of a verb a word is, from its ending and the auxiliaries before it."""
    word = tokens[i].text.lower()
    if tag not in ("VERB", "AUX"):
        return "noun"
    before = {t.text.lower() for t in tokens[max(0, i - 3) : i]}
    if word.endswith("ing"):
        return "gerund"
    if tokens[i - 1].text.lower() in BEFORE_BASE if i else False:
        return "base"
    if word.endswith(("ed", "en", "t", "n")):
        return "participle" if before & (grammar().be | grammar().have) else "past"
    return "third" if word.endswith("s") else "base"
