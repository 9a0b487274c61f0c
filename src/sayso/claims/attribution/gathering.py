"""On whose say-so: what the reader marked and what patterns find → the frames of an article, in reading order.

The reader proposes source, cue and content; a frame of patterns stands where the reader is silent, and where one cue
makes two links ("quoted … as saying", "citing").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from sayso.claims.attribution.carried import carried_accounts
from sayso.claims.attribution.relays import hearer, resolved_frames
from sayso.claims.attribution.speakers import resolved_sources
from sayso.claims.parties.mention import Mention
from sayso.claims.say import by_reader
from sayso.claims.say.by_patterns import in_sentence
from sayso.claims.say.by_reader import ArticleWords
from sayso.claims.say.by_signature import not_said_yet, signed
from sayso.claims.say.by_stance import stances
from sayso.claims.say.frames import FIRST_PERSON, Frame, cues, tidied
from sayso.claims.sentence import View, view_at
from sayso.claims.syntax.arcs import NOMINAL
from sayso.nearby import Near, Ordered
from sayso.reading import Quote, Reading, Saying
from sayso.spans import Span

TWO_LINKS = frozenset({"relayed", "quoted", "citing"})
_WORD = re.compile(r"\w+")
NAMED_FIRST = {"person": 0, "outlet": 1}
SURE_SAYING, DOUBTFUL = 0.5, 0.15
"""From the first score on a saying of the reader makes links of a chain; from the second on it is an attribution at
all."""


def frames(views: Sequence[View], reading: Reading, speech: Sequence[Quote]) -> list[Frame]:
    """All attributions of an article. `speech` are its quotations without scare quotes; they are taken whole."""
    words, near = ArticleWords.of(reading), _quotes(speech)
    found = (f for view in views for f in in_sentence(view, near.at(view.start, view.stop)))
    shallow = [_whole(f, words) for f in found if not _own_thought(f, near)]
    read = list(_read(views, reading, near, SURE_SAYING))
    merged = resolved_frames(views, _merged(read, shallow))
    named = not_said_yet(list(signed(views, speech)), merged)
    done = _carry(resolved_sources(sorted([*merged, *named], key=_order)), views, speech)
    return sorted([*done, *carried_accounts(views, done, speech)], key=_order)


def _order(frame: Frame) -> tuple[int, Span, int]:
    return frame.sentence, frame.cue, frame.depth


def doubtful(views: Sequence[View], reading: Reading, speech: Sequence[Quote], sure: Sequence[Frame]) -> list[Frame]:
    """What may be attributions beside those of `frames`: of use to who looks for all, too weak for a chain of
    say-so."""
    near, cues_of, said = _quotes(speech), Near(sure, _cue), Near(sure, lambda f: f.content)
    found = [f for f in _read(views, reading, near, DOUBTFUL) if not _known(f, cues_of)]
    known = Near((*sure, *found), _cue)
    taken = [f for f in _stands(views, reading, near) if not _known(f, known)]
    return [f for f in (*found, *taken) if not any(g.holds(*f.cue) for g in said.at(*f.cue))]


def _quotes(speech: Sequence[Quote]) -> Near[Quote]:
    return Near(speech, lambda q: ((q.start, q.end),))


def _cue(frame: Frame) -> tuple[Span]:
    return (frame.cue,)


def _known(frame: Frame, cues_of: Near[Frame]) -> bool:
    """Its cue shares words with one of theirs."""
    return any(_touch(frame.cue, other.cue) for other in cues_of.at(*frame.cue))


def _inside(speech: Near[Quote], cue: Span) -> bool:
    """A quotation holds the beginning of a cue."""
    return any(q.start < cue[0] < q.end for q in speech.at(*cue))


def _stands(views: Sequence[View], reading: Reading, speech: Near[Quote]) -> Iterator[Frame]:
    """Frames of taking a stand, outside quotations."""
    for who, cue, content in stances(ArticleWords.of(reading)) if reading.heads else ():
        view = view_at(views, cue[0])
        told = tidied(reading.text, content)
        if view is not None and told and not _inside(speech, cue):
            yield Frame(view.sentence.index, _mention(views, view, who), cue, told, "stance", 2, named=(who,))


def _merged(read: Sequence[Frame], shallow: Sequence[Frame]) -> list[Frame]:
    """Both kinds, one a cue: patterns of two links win over the reader, the reader over other patterns.

    "According to" has its source right after it: there the reader stands only where it says so too.
    """
    seen = Near(read, _cue)
    strong: list[Frame] = []
    others: list[Frame] = []
    for f in shallow:
        stands = f.kind in TWO_LINKS or (f.kind == "according" and not any(_agree(f, g) for g in seen.at(*f.cue)))
        (strong if stands else others).append(f)
    surest = Near(strong, _cue)
    kept = [f for f in read if not _known(f, surest)]
    better = Near((*kept, *strong), _cue)
    rest = [f for f in others if not _known(f, better)]
    return sorted([*kept, *strong, *rest], key=lambda f: (f.sentence, f.cue, f.depth))


def _agree(according: Frame, read: Frame) -> bool:
    """The reader, too, sees the source of "according to" after these words, where it always stands."""
    named = read.named[0] if read.named else read.cue
    return _touch(according.cue, read.cue) and named[1] > according.cue[1]


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


# ---------------------------------------------------------------- what the reader marked
def _read(views: Sequence[View], reading: Reading, speech: Near[Quote], least: float) -> Iterator[Frame]:
    words, sure = (
        ArticleWords.of(reading),
        Near((s for s in reading.sayings if s.score >= SURE_SAYING), lambda s: s.source),
    )
    for saying in reading.sayings:
        view = view_at(views, saying.cue[-1][0])
        if view is None or saying.score < least:
            continue
        twice = any(
            o is not saying and _meet(o.source, saying.source) for span in saying.source for o in sure.at(*span)
        )
        frame = _frame(views, view, words, saying, speech, twice)
        if frame is not None and not _own_thought(frame, speech):
            yield frame


def _frame(
    views: Sequence[View], view: View, words: ArticleWords, saying: Saying, speech: Near[Quote], twice: bool
) -> Frame | None:
    """A saying with whole phrases; null where nothing is said. `twice`: its source speaks by another cue too."""
    marked = words.marked(saying)
    aside = by_reader.thought_aside(words, marked)
    named = None if aside else by_reader.source_phrase(words, marked, twice=twice)
    cue, told = by_reader.cue_span(words, saying), (aside,) if aside else by_reader.contents(words, marked)
    content = tuple(by_reader.grown(c, saying.cue, speech.at(*c)) for c in told)
    content = tidied(view.text, content)
    inside = next((q for q in speech.at(*cue) if q.start < cue[0] and cue[1] < q.end), None)
    if inside is not None:
        content = tidied(view.text, (_within(by_reader.own_clause(c, cue, words), inside) for c in content))
    if not content:
        return None
    lemma = _lemma(words, cue)
    source, through = _mention(views, view, named), hearer(view, cue)
    return Frame(view.sentence.index, source, cue, content, "read", 2, lemma, through, named=(named,) if named else ())


def _meet(a: Sequence[Span], b: Sequence[Span]) -> bool:
    return any(_touch(x, y) for x in a for y in b)


def _within(content: Span, quote: Quote) -> Span:
    """Somebody who is quoted ends with the quotation, and so does what he or she says that others said; empty where
    all lies before it."""
    if content[0] >= quote.end:
        return content
    start = max(content[0], quote.start)
    return start, max(start, min(content[1], quote.end))


def _whole(frame: Frame, words: ArticleWords) -> Frame:
    """A frame of patterns with all words of its source."""
    if frame.source is None or not words.arcs:
        return frame
    said = (*frame.content, frame.cue)
    return replace(frame, named=(by_reader.phrase_around(words, (frame.source.start, frame.source.end), said),))


def _own_thought(frame: Frame, speech: Near[Quote]) -> bool:
    """ "I think", "we know" inside a quotation: whoever is quoted is no further source."""
    own = frame.source is not None and frame.source.text.lower() in FIRST_PERSON and frame.lemma in cues().own_thought
    return own and _inside(speech, frame.cue)


def _lemma(words: ArticleWords, cue: Span) -> str:
    verbs = [i for i in words.inside(*cue) if words.reading.tags[i] == "VERB"]
    return words.reading.lemmas[verbs[-1]] if verbs else ""


def _mention(views: Sequence[View], view: View, named: Span | None) -> Mention | None:
    """The party in those words: the one that holds most of them, persons before their titles; else the bare words."""
    if named is None:
        return None
    home = view_at(views, named[0]) or view
    inside = [m for m in home.mentions if m.start < named[1] and named[0] < m.end and m.kind != "place"]
    inside = [] if inside and _paper(home, named, inside) else inside
    if inside:
        return min(inside, key=lambda m: (NAMED_FIRST.get(m.kind, 2), m.first))
    return _unread(home, named)


def _unread(home: View, named: Span) -> Mention | None:
    """The bare words as a party; null where no noun is among them."""
    words = home.text[named[0] : named[1]]
    tokens = [i for i, t in enumerate(home.tokens) if named[0] <= t.start < named[1]]
    if not tokens or (home.arcs and not any(home.arcs.tags[home.in_article(i)] in NOMINAL for i in tokens)):
        return None
    name = re.sub(r"^(?:the|an?)\s+", "", words, flags=re.IGNORECASE)
    return Mention(words, named[0], named[1], tokens[0], tokens[-1] + 1, tokens[-1], "role", name)


def _paper(home: View, named: Span, inside: Sequence[Mention]) -> bool:
    """ "The police report", "media reports": a paper speaks, not the one whose name stands before it."""
    words = [t for t in home.tokens if named[0] <= t.start < named[1]]
    head = words[-1] if words else None
    return (
        head is not None
        and head.text.lower() in cues().lists["document"] | {"reports"}
        and all(m.end <= head.start for m in inside)
    )


# ---------------------------------------------------------------- quotations without words of their own
def _carry(found: list[Frame], views: Sequence[View], quotes: Sequence[Quote]) -> list[Frame]:
    """A quotation that nobody's frame holds belongs to the speaker before it in its paragraph or block."""
    result, speakers = Near(found, _extent), _Speakers(quotes)
    for frame in found:
        speakers.add(frame)
    for quote in quotes:
        near = result.at(quote.start, quote.end)
        if quote.end - quote.start < 25 or any(f.holds(quote.start + 1, quote.end - 1) for f in near):
            continue
        if any(f.content and f.content[0][0] < quote.end and quote.start < f.content[-1][1] for f in near):
            continue
        speaker = speakers.near(quote, _sentence_at(views, quote.start))
        content = tidied(views[0].text, [(quote.start, quote.end)]) if views else ()
        if speaker is not None and content:
            carried = replace(speaker, content=content, carried=True, sentence=_sentence_at(views, quote.start))
            result.add(carried)
            speakers.add(carried)
    return sorted(speakers.frames, key=lambda f: (f.sentence, f.cue, f.depth))


def _extent(frame: Frame) -> tuple[Span, ...]:
    """All contents, and the stretch from the first's beginning to the last's end."""
    return (*frame.content, (frame.content[0][0], frame.content[-1][1])) if frame.content else ()


class _Speakers:
    """Who spoke last near a sentence or in a block of quotations that go on in one another."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.frames: list[Frame] = []
        self._quotes = Ordered(quotes)
        self._by_block: dict[int, int] = {}
        self._by_sentence: dict[int, int] = {}

    def add(self, frame: Frame) -> None:
        """Takes note of a frame, which is later than all before it."""
        number = len(self.frames)
        self.frames.append(frame)
        if frame.source is None:
            return
        for start, end in frame.content:
            self._by_block.update((q.block, number) for q in self._quotes.starting(start - 3, end + 1))
        if frame.kind in ("said", "quoted"):
            self._by_sentence[frame.sentence] = number

    def near(self, quote: Quote, sentence: int) -> Frame | None:
        """The last that spoke in the block of a quotation or, by patterns of words, in one of the two sentences
        before."""
        last = [self._by_block.get(quote.block, -1), *(self._by_sentence.get(sentence - back, -1) for back in (1, 2))]
        return self.frames[max(last)] if max(last) >= 0 else None


def _sentence_at(views: Sequence[View], offset: int) -> int:
    view = view_at(views, offset)
    return -1 if view is None else view.sentence.index


def scare(text: str, quote: Quote) -> bool:
    """A quoted word or two is no speech: “blue helmets”."""
    return sum(1 for _ in islice(_WORD.finditer(text, quote.start, quote.end), 4)) <= 3
