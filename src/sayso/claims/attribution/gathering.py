"""On whose say-so: what the reader marked and what patterns find → the frames of an article, in reading order.

The reader proposes source, cue and content; a frame of patterns stands where the reader is silent, and where one cue makes two
links ("quoted … as saying", "citing").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.claims.attribution.carried import accounts
from sayso.claims.attribution.relays import hearer, settled
from sayso.claims.attribution.speakers import resolved
from sayso.claims.parties.mentions import Mention
from sayso.claims.say import by_reader as spans
from sayso.claims.say.by_patterns import in_sentence
from sayso.claims.say.by_reader import Words
from sayso.claims.say.by_signature import apart, signed
from sayso.claims.say.by_stance import stances
from sayso.claims.say.frames import Frame, Span, cues, tidy
from sayso.claims.sentence import View
from sayso.claims.syntax.arcs import NOMINAL
from sayso.reading import Quote, Reading, Saying

TWO_LINKS = frozenset({"relayed", "quoted", "citing"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
NAMED_FIRST = {"person": 0, "outlet": 1}
SURE, DOUBTFUL = 0.5, 0.15
"""From the first score on a saying of the reader makes links of a chain; from the second on it is an attribution at all."""


def frames(views: Sequence[View], reading: Reading, speech: Sequence[Quote]) -> list[Frame]:
    """All attributions of an article. `speech` are its quotations without scare quotes; they are taken whole."""
    words = Words.of(reading)
    shallow = [_whole(f, words) for view in views for f in in_sentence(view, speech) if not _own_thought(f, speech)]
    read = list(_read(views, reading, speech, SURE))
    merged = settled(views, _merged(read, shallow))
    named = apart(list(signed(views, speech)), merged)
    done = _carry(resolved(sorted([*merged, *named], key=_order)), views, speech)
    return sorted([*done, *accounts(views, done, speech)], key=_order)


def _order(frame: Frame) -> tuple[int, Span, int]:
    return frame.sentence, frame.cue, frame.depth


def doubtful(views: Sequence[View], reading: Reading, speech: Sequence[Quote], sure: Sequence[Frame]) -> list[Frame]:
    """What may be attributions beside those of `frames`: of use to who looks for all, too weak for a chain of say-so."""
    found = [f for f in _read(views, reading, speech, DOUBTFUL) if not any(_touch(f.cue, g.cue) for g in sure)]
    known = [f.cue for f in (*sure, *found)]
    taken = [f for f in _stands(views, reading, speech) if not any(_touch(f.cue, cue) for cue in known)]
    return [f for f in (*found, *taken) if not any(g.holds(*f.cue) for g in sure)]


def _stands(views: Sequence[View], reading: Reading, speech: Sequence[Quote]) -> Iterator[Frame]:
    """Frames of taking a stand, outside quotations."""
    for who, cue, content in stances(Words.of(reading)) if reading.heads else ():
        view = next((v for v in views if v.start <= cue[0] < v.stop), None)
        told = tuple(c for c in (tidy(reading.text, s, e) for s, e in content) if c[0] < c[1])
        if view is not None and told and not any(q.start < cue[0] < q.end for q in speech):
            yield Frame(view.sentence.index, _mention(views, view, who), cue, told, "stance", 2, named=(who,))


def _merged(read: Sequence[Frame], shallow: Sequence[Frame]) -> list[Frame]:
    """Both kinds, one a cue: patterns of two links win over the reader, the reader over other patterns.

    "According to" has its source right after it: there the reader stands only where it says so too.
    """
    strong = [f for f in shallow if f.kind in TWO_LINKS or (f.kind == "according" and not any(_agree(f, g) for g in read))]
    kept = [f for f in read if not any(_touch(f.cue, g.cue) for g in strong)]
    rest = [f for f in shallow if f not in strong and not any(_touch(f.cue, g.cue) for g in (*kept, *strong))]
    return sorted([*kept, *strong, *rest], key=lambda f: (f.sentence, f.cue, f.depth))


def _agree(according: Frame, read: Frame) -> bool:
    """The reader, too, sees the source of "according to" after these words, where it always stands."""
    named = read.named[0] if read.named else read.cue
    return _touch(according.cue, read.cue) and named[1] > according.cue[1]


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


# ---------------------------------------------------------------- what the reader marked
def _read(views: Sequence[View], reading: Reading, speech: Sequence[Quote], least: float) -> Iterator[Frame]:
    words = Words.of(reading)
    for saying in reading.sayings:
        view = next((v for v in views if v.start <= saying.cue[-1][0] < v.stop), None)
        if view is None or saying.score < least:
            continue
        frame = _frame(views, view, words, saying, speech)
        if frame is not None and not _own_thought(frame, speech):
            yield frame


def _frame(views: Sequence[View], view: View, words: Words, saying: Saying, speech: Sequence[Quote]) -> Frame | None:
    """A saying with whole phrases; null where nothing is said."""
    marked = words.marked(saying)
    twice = any(other is not saying and _meet(other.source, saying.source) for other in words.reading.sayings if other.score >= SURE)
    named, cue = spans.source(words, marked, twice=twice), spans.cue_span(words, saying)
    content = tuple(spans.grown(c, saying.cue, speech) for c in spans.contents(words, marked))
    content = tuple(c for c in (tidy(view.text, s, e) for s, e in content) if c[0] < c[1])
    if not content:
        return None
    inside = next((q for q in speech if q.start < cue[0] and cue[1] < q.end), None)
    if inside is not None:
        content = tuple(_within(spans.own_clause(c, cue, words), inside, view.text) for c in content)
    lemma = _lemma(words, cue)
    source, through = _mention(views, view, named), hearer(view, cue)
    return Frame(view.sentence.index, source, cue, content, "read", 2, lemma, through, named=(named,) if named else ())


def _meet(a: Sequence[Span], b: Sequence[Span]) -> bool:
    return any(_touch(x, y) for x in a for y in b)


def _within(content: Span, quote: Quote, text: str) -> Span:
    """Somebody who is quoted ends with the quotation, and so does what he or she says that others said."""
    return tidy(text, max(content[0], quote.start), min(content[1], quote.end)) if content[0] < quote.end else content


def _whole(frame: Frame, words: Words) -> Frame:
    """A frame of patterns with all words of its source."""
    if frame.source is None or not words.arcs:
        return frame
    said = (*frame.content, frame.cue)
    return replace(frame, named=(spans.around(words, (frame.source.start, frame.source.end), said),))


def _own_thought(frame: Frame, speech: Sequence[Quote]) -> bool:
    """ "I think", "we know" inside a quotation: whoever is quoted is no further source."""
    own = frame.source is not None and frame.source.text.lower() in FIRST and frame.lemma in cues().own_thought
    return own and any(q.start < frame.cue[0] < q.end for q in speech)


def _lemma(words: Words, cue: Span) -> str:
    verbs = [i for i in words.inside(*cue) if words.reading.tags[i] == "VERB"]
    return words.reading.lemmas[verbs[-1]] if verbs else ""


def _mention(views: Sequence[View], view: View, named: Span | None) -> Mention | None:
    """The party in those words: the one that holds most of them, persons before their titles; else the bare words."""
    if named is None:
        return None
    home = next((v for v in views if v.start <= named[0] < v.stop), view)
    inside = [m for m in home.mentions if m.start < named[1] and named[0] < m.end and m.kind != "place"]
    inside = [] if inside and _paper(home, named, inside) else inside
    if inside:
        return min(inside, key=lambda m: (NAMED_FIRST.get(m.kind, 2), m.first))
    words = home.text[named[0] : named[1]]
    tokens = [i for i, t in enumerate(home.tokens) if named[0] <= t.start < named[1]]
    if not tokens:
        return None
    if home.arcs and not any(home.arcs.tags[home.sentence.first + i] in NOMINAL for i in tokens):
        return None
    name = re.sub(r"^(?:the|an?)\s+", "", words, flags=re.IGNORECASE)
    return Mention(words, named[0], named[1], tokens[0], tokens[-1] + 1, tokens[-1], "role", name)


def _paper(home: View, named: Span, inside: Sequence[Mention]) -> bool:
    """ "The police report", "media reports": a paper speaks, not the one whose name stands before it."""
    words = [t for t in home.tokens if named[0] <= t.start < named[1]]
    head = words[-1] if words else None
    return head is not None and head.text.lower() in cues().lists["document"] | {"reports"} and all(m.end <= head.start for m in inside)


# ---------------------------------------------------------------- quotations without words of their own
def _carry(found: list[Frame], views: Sequence[View], quotes: Sequence[Quote]) -> list[Frame]:
    """A quotation that nobody's frame holds belongs to the speaker before it in its paragraph or block."""
    result = list(found)
    for quote in quotes:
        if quote.end - quote.start < 25 or any(f.holds(quote.start + 1, quote.end - 1) for f in result):
            continue
        if any(f.content and f.content[0][0] < quote.end and quote.start < f.content[-1][1] for f in result):
            continue
        speaker = _speaker_near(quote, result, views, quotes)
        if speaker is not None:
            content = (tidy(views[0].text, quote.start, quote.end),)
            result.append(replace(speaker, content=content, carried=True, sentence=_sentence_at(views, quote.start)))
    return sorted(result, key=lambda f: (f.sentence, f.cue, f.depth))


def _speaker_near(quote: Quote, found: Sequence[Frame], views: Sequence[View], quotes: Sequence[Quote]) -> Frame | None:
    at = _sentence_at(views, quote.start)
    blocks = {q.start for q in quotes if q.block == quote.block}
    for frame in reversed(found):
        near = frame.sentence in (at - 1, at - 2) and frame.sentence <= at
        same = any(s - 3 <= b <= e for b in blocks for s, e in frame.content)
        if frame.source is not None and (same or (near and frame.kind in ("said", "quoted"))):
            return frame
    return None


def _sentence_at(views: Sequence[View], offset: int) -> int:
    return next((v.sentence.index for v in views if v.start <= offset < v.sentence.end), -1)


def scare(text: str, quote: Quote) -> bool:
    """A quoted word or two is no speech: “blue helmets”."""
    return len(re.findall(r"\w+", text[quote.start : quote.end])) <= 3
