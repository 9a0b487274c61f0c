"""An article ready for coding: its Reading, its sentences as views, and the layers that rules lean on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.claims.acts import lexicon
from sayso.claims.acts.lexeme import Patterns
from sayso.claims.article.belonging import belonging
from sayso.claims.article.coreference import resolve_mentions
from sayso.claims.article.proposals import proposals
from sayso.claims.article.together import united_events
from sayso.claims.article.whereabouts import with_whereabouts
from sayso.claims.attribution.gathering import doubtful, frames, scare
from sayso.claims.codebook import NO_CODEBOOK, Codebook
from sayso.claims.figures import quantities
from sayso.claims.names import gazetteer
from sayso.claims.names.finder import NameHit
from sayso.claims.parties.memory import Memory
from sayso.claims.parties.mentions import party_mentions
from sayso.claims.places.mentions import locate, place_mentions, place_names
from sayso.claims.places.resolution import Located
from sayso.claims.say.frames import Frame, cues
from sayso.claims.say.nearby import Nearby
from sayso.claims.sentence import View
from sayso.claims.syntax.arcs import Arcs
from sayso.claims.syntax.arguments import result
from sayso.claims.times.mentions import times
from sayso.english.closed import grammar
from sayso.english.lists import listed
from sayso.nearby import Ordered
from sayso.reading import Entity, EventWord, Quote, Reading, Sentence, Token
from sayso.records import Article, Attribution, PlaceMention, Quantity, TimeMention
from sayso.settings import Settings
from sayso.spans import Span


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that is known before an act is judged. `views` leaves out sentences over the length limit."""

    article: Article
    reading: Reading
    views: tuple[View, ...]
    names: tuple[NameHit, ...]
    located: tuple[Located, ...]
    times: tuple[TimeMention, ...]
    frames: tuple[Frame, ...]
    too_long: tuple[Sentence, ...]
    near: Nearby
    """What was read off the article by where it lies."""
    codebook: Codebook = NO_CODEBOOK

    @classmethod
    def of(cls, article: Article, reading: Reading, limits: Settings, codebook: Codebook = NO_CODEBOOK) -> Document:
        """Reads names, times, acts, parties and attributions off a Reading, once. `codebook`: words, types and actors
        of a user's."""
        fit = [s for s in reading.sentences if s.end - s.start <= limits.max_sentence_chars]
        long = tuple(s for s in reading.sentences if s.end - s.start > limits.max_sentence_chars)
        spans = sorted(
            [(s.start, s.end) for s in fit] + [(p.start, p.end) for p in article.parts if p.label == "dateline"]
        )
        known = gazetteer.article_names(article.text, spans, article.anchor.edtf, codebook.names)
        paper = codebook.names.outlet(article.publisher)
        located = tuple(
            locate(article, spans, known, reading.entities, paper.country if paper else None, codebook.names)
        )
        names = place_names(known, located)
        called = gazetteer.with_demonyms(names, known)
        memory = Memory({a.token: a for a in reading.antecedents})
        arcs = Arcs.of(reading)
        events = united_events({e.token: e for e in reading.events}, arcs)
        inside, entities = Ordered(called), Ordered(reading.entities)
        views = tuple(_view(reading, s, inside, entities, memory, codebook, arcs, events) for s in fit)
        dates = tuple(times(article.text, fit, article.anchor))
        speech = _speech(reading)
        told = (called, reading.entities, reading.antecedents)
        sayings = frames(belonging(views, *told, by_story=False), reading, speech)
        views, said = resolve_mentions(belonging(views, *told), sayings, reading.antecedents)
        around = Ordered(m for v in views for m in v.mentions)
        views = tuple(replace(v, around=around) for v in views)
        near = Nearby.of(reading, said, names, located, dates)
        return cls(article, reading, views, tuple(names), located, dates, said, long, near, codebook)

    @classmethod
    def words_of(
        cls, article: Article, reading: Reading, limits: Settings, codebook: Codebook = NO_CODEBOOK
    ) -> Document:
        """Act words and verbs alone, for `relate`, whose parties are marked: no names, places, times, mentions or
        attributions."""
        fit = [s for s in reading.sentences if s.end - s.start <= limits.max_sentence_chars]
        arcs, events, memory = Arcs.of(reading), {e.token: e for e in reading.events}, Memory()
        views = tuple(_view(reading, s, None, None, memory, codebook, arcs, events) for s in fit)
        return cls(article, reading, views, (), (), (), (), (), Nearby.of(reading), codebook)

    def topic(self, view: View) -> float:
        """Log odds that a sentence is about politics or conflict; 0 where nothing is known."""
        number = view.sentence.index
        return self.reading.topics[number] if number < len(self.reading.topics) else 0.0

    @property
    def whole_topic(self) -> float:
        """Log odds that the article is about politics or conflict, the mean over its sentences drawn towards 0 where
        they are few: one sentence says nothing beyond itself."""
        topics = self.reading.topics
        return sum(topics) / len(topics) * (1 - 1 / len(topics)) if topics else 0.0

    def attributions(self) -> list[Attribution]:
        """The layer `attributions`: every frame with all words of its source, its cue, and its content with its
        quotation marks.

        Those too weak for a chain are among them.
        """
        weak = doubtful(self.views, self.reading, _speech(self.reading), self.frames)
        every = sorted((*self.frames, *weak), key=lambda f: (f.sentence, f.cue, f.depth))
        on = _going_on(every)
        return [
            Attribution(
                _named(f),
                (f.cue,),
                tuple(_marked(self.article.text, c) for c in (*f.content, *on.get((f.cue, f.depth), ()))),
            )
            for f in every
            if not f.carried
        ]

    def place_mentions(self) -> list[PlaceMention]:
        """The layer `places`."""
        return place_mentions(self.article.text, self.located)

    def parties(self) -> list[dict[str, Any]]:
        """The layer `parties`: every mention that could be a party, with its kind and sentence."""
        return [
            {"sentence": v.sentence.index, "kind": m.kind, "party": m.party(), "force": m.force}
            for v in self.views
            for m in v.mentions
        ]

    def quantities(self, view: View) -> list[Quantity]:
        """The numbers of one sentence."""
        return quantities.quantities(self.article.text, view.tokens)


def _speech(reading: Reading) -> list[Quote]:
    """The quotations that are speech."""
    return [q for q in reading.quotes if not scare(reading.text, q)]


def _named(frame: Frame) -> tuple[tuple[int, int], ...]:
    return frame.named or (((frame.source.start, frame.source.end),) if frame.source else ())


def _going_on(every: Sequence[Frame]) -> Mapping[tuple[Span, int], list[Span]]:
    """Cue and depth → quotations that go on after those words of say-so: part of the same attribution."""
    found: defaultdict[tuple[Span, int], list[Span]] = defaultdict(list)
    for f in every:
        if f.carried and f.kind != "account":
            found[f.cue, f.depth] += f.content
    return found


def _marked(text: str, content: tuple[int, int]) -> tuple[int, int]:
    """A content with the quotation marks right around it: they show that the words are the speaker's own."""
    start, end = content
    while start and text[start - 1] in OPENING_SENTENCES:
        start -= 1
    after = end + (text[end : end + 1] in (",", "."))
    if text[after : after + 1] and text[after] in CLOSING:
        end = after + 1
    return start, end


OPENING_SENTENCES, CLOSING = frozenset('“"«„‘'), frozenset('”"»’')


def _view(
    reading: Reading,
    sentence: Sentence,
    names: Ordered[NameHit] | None,
    entities: Ordered[Entity] | None,
    memory: Memory,
    codebook: Codebook,
    arcs: Arcs,
    events: Mapping[int, EventWord],
) -> View:
    tokens = reading.tokens_of(sentence)
    lower = tuple(t.text.lower() for t in tokens)
    own = codebook.patterns
    hits = _no_results(lexicon.acts(tokens, own), lower)
    if names is None or entities is None:
        return View(reading.text, sentence, tokens, lower, _verbs(lower, hits), (), (), tuple(hits), (), arcs, events)
    silent = _silent(tokens, own, sentence.first) if own else frozenset()
    silent |= {sentence.first + i for i in lexicon.idioms(tokens)}
    unread = {i: events[i] for i in range(sentence.first, sentence.last) if i in events and i not in silent}
    acts = _no_harm(proposals(tokens, sentence, hits, unread, arcs), arcs, sentence.first, unread)
    inside = [n for n in names.starting(sentence.start, sentence.end) if n.end <= sentence.end]
    called = tuple(entities.starting(sentence.start, sentence.end))
    acts = with_whereabouts(tokens, sentence, arcs, acts, inside, called)
    verbs = _verbs(lower, (*hits, *acts)) - _objects(arcs, sentence.first, acts)
    found = tuple(party_mentions(reading.text, tokens, inside, verbs, memory, called, sentence.first))
    return View(reading.text, sentence, tokens, lower, verbs, acts, found, tuple(hits), inside, arcs, events)


def _silent(tokens: Sequence[Token], own: Patterns, first: int) -> frozenset[int]:
    """Tokens of the article that a user's codebook says name no act."""
    found = [hit for hit in lexicon.codebook_hits(tokens, own) if hit.entry.silent]
    return frozenset(first + i for hit in found for i in range(hit.first_token, hit.last_token + 1))


SEEN_IN = 0.5
"""Chance of an act from which the reader sees one in a word."""
RESULTS = listed("article", "results")


def _no_results(acts: Sequence[lexicon.ActHit], lower: Sequence[str]) -> list[lexicon.ActHit]:
    """ ", killing three": what an attack did is its figure, no second attack."""
    kept: list[lexicon.ActHit] = []
    for hit in acts:
        result = lower[hit.first_token] in RESULTS and any(k.sense.act == "ASSAULT" for k in kept)
        if not (result and lower[hit.first_token - 1] in (",", "and")):
            kept.append(hit)
    return kept


def _no_harm(
    acts: Sequence[lexicon.ActHit], arcs: Arcs, first: int, events: Mapping[int, EventWord]
) -> tuple[lexicon.ActHit, ...]:
    """ "Bombings that killed 44": what an attack did is its figure, no second attack, unless the reader sees the act
    in the verb alone:
    "killed in clashes"."""
    if not arcs:
        return tuple(acts)
    nouns = {first + i for h in acts if h.sense.act == "ASSAULT" for i in range(h.first_token, h.last_token + 1)}

    def chance(token: int) -> float:
        return events[token].act if token in events else 0.0

    def told(hit: lexicon.ActHit) -> bool:
        verb = arcs.top(first + hit.first_token, first + hit.last_token + 1)
        noun = result(arcs, verb) if hit.sense.act == "ASSAULT" else None
        return noun is not None and noun != verb and noun in nouns and not chance(noun) < SEEN_IN <= chance(verb)

    return tuple(hit for hit in acts if not told(hit))


def _objects(arcs: Arcs, first: int, acts: Sequence[lexicon.ActHit]) -> frozenset[int]:
    """ "Pull its troops out": who stands within the words of an act is no verb."""
    if not arcs:
        return frozenset()
    within = (i for h in acts for i in range(h.first_token + 1, h.last_token))
    return frozenset(i for i in within if arcs.tags[first + i] in ("NOUN", "PROPN"))


def _verbs(lower: Sequence[str], acts: Sequence[lexicon.ActHit]) -> frozenset[int]:
    found = {i for i, w in enumerate(lower) if w in grammar().auxiliaries or w in cues().verbs}
    for hit in acts:
        if hit.form != "noun":
            found.update(range(hit.first_token, hit.last_token + 1))
    return frozenset(found)
