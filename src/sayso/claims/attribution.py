"""On whose say-so: what the reader marked and what patterns find → the frames of an article, in reading order.

The reader proposes source, cue and content; a frame of patterns stands where the reader is silent, and where one cue makes two
links ("quoted … as saying", "citing").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.claims.arcs import NOMINAL, Arcs
from sayso.claims.attribution_patterns import in_sentence
from sayso.claims.frames import Frame, Span, tidy
from sayso.claims.parties import Mention
from sayso.claims.view import View
from sayso.language.reading import Quote, Reading, Saying

TWO_LINKS = frozenset({"relayed", "quoted", "citing"})
SURE, DOUBTFUL = 0.5, 0.15
"""From the first score on a saying of the reader makes links of a chain; from the second on it is an attribution at all."""


def frames(views: Sequence[View], reading: Reading, speech: Sequence[Quote]) -> list[Frame]:
    """All attributions of an article. `speech` are its quotations without scare quotes; they are taken whole."""
    shallow = [frame for view in views for frame in in_sentence(view, speech)]
    read = list(_read(views, reading, speech, SURE))
    return _carry(_resolved(_merged(read, shallow)), views, speech)


def doubtful(views: Sequence[View], reading: Reading, speech: Sequence[Quote], sure: Sequence[Frame]) -> list[Frame]:
    """What may be attributions beside those of `frames`: of use to who looks for all, too weak for a chain of say-so."""
    found = _read(views, reading, speech, DOUBTFUL)
    return [f for f in found if not any(_touch(f.cue, g.cue) for g in sure)]


def _merged(read: Sequence[Frame], shallow: Sequence[Frame]) -> list[Frame]:
    """Both kinds, one a cue: patterns of two links win over the reader, the reader over other patterns."""
    strong = [f for f in shallow if f.kind in TWO_LINKS]
    kept = [f for f in read if not any(_touch(f.cue, g.cue) for g in strong)]
    rest = [f for f in shallow if f not in strong and not any(_touch(f.cue, g.cue) for g in (*kept, *strong))]
    return sorted([*kept, *strong, *rest], key=lambda f: (f.sentence, f.cue, f.depth))


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


# ---------------------------------------------------------------- what the reader marked
def _read(views: Sequence[View], reading: Reading, speech: Sequence[Quote], least: float) -> Iterator[Frame]:
    arcs = Arcs.of(reading)
    starts = {t.start: i for i, t in enumerate(reading.tokens)}
    for saying in reading.sayings:
        view = next((v for v in views if v.start <= saying.cue[-1][0] < v.stop), None)
        if view is None or saying.score < least:
            continue
        named = _whole_name(saying, reading, arcs, starts)
        content = tuple(_grown(c, saying, speech) for c in saying.content)
        content = tuple(c for c in (tidy(view.text, s, e) for s, e in content) if c[0] < c[1])
        if content:
            cue = (saying.cue[0][0], saying.cue[-1][1]) if len(saying.cue) == 1 else saying.cue[-1]
            if any(q.start < cue[0] and cue[1] < q.end for q in speech):
                content = tuple(_own_clause(c, cue, reading, arcs, starts) for c in content)
            lemma = _lemma(reading, starts, cue)
            words = (named,) if named else ()
            source, hearer = _mention(views, view, named), _hearer(view, cue)
            yield Frame(view.sentence.index, source, cue, content, "read", 2, lemma, hearer, named=words)


def _own_clause(content: Span, cue: Span, reading: Reading, arcs: Arcs, starts: dict[int, int]) -> Span:
    """ "X said it was not needed, so Y agreed", told by Z: inside a quotation X said no more than the clause that hangs on the cue."""
    verbs = [i for at, i in starts.items() if cue[0] <= at < cue[1]] if arcs else []
    clause = next((c for v in verbs if (c := arcs.child(v, "ccomp")) is not None), None)
    if clause is None:
        return content
    ends = [reading.tokens[i].end for i in arcs.below(clause) if content[0] <= reading.tokens[i].start < content[1]]
    return tidy(reading.text, content[0], max(ends)) if ends else content


def _hearer(view: View, cue: Span) -> Mention | None:
    """ "Told Interfax": the outlet right after the cue, through which the words came."""
    return next((m for m in view.mentions if m.kind == "outlet" and 0 <= m.start - cue[1] <= 5 and _told(view, cue, m)), None)


def _told(view: View, cue: Span, m: Mention) -> bool:
    return view.text[cue[1] : m.start].strip() in ("", "the", "to", "to the")


def _lemma(reading: Reading, starts: dict[int, int], cue: Span) -> str:
    words = [i for start, i in starts.items() if cue[0] <= start < cue[1]]
    verbs = [i for i in words if reading.tags[i] == "VERB"]
    return reading.lemmas[verbs[-1]] if verbs else ""


def _whole_name(saying: Saying, reading: Reading, arcs: Arcs, starts: dict[int, int]) -> Span | None:
    """The noun phrase around the words that the reader takes for the source, up to cue and content."""
    if not saying.source:
        return None
    start, end = saying.source[0]
    inside = [i for at, i in starts.items() if start <= at < end]
    if not inside or not arcs:
        return start, end
    top = arcs.top(inside[0], inside[-1] + 1)
    if arcs.tags[top] not in NOMINAL:
        return start, end
    parts = (*saying.cue, *saying.content)
    stops = [i for at, i in starts.items() if any(s <= at < e for s, e in parts)]
    first, last = arcs.stretch(top, stops, frozenset({"conj", "cc", "parataxis", "punct", "cop", "nsubj", "advcl"}))
    first, last = min(first, inside[0]), max(last, inside[-1] + 1)
    return reading.tokens[first].start, reading.tokens[last - 1].end


def _grown(content: Span, saying: Saying, speech: Sequence[Quote]) -> Span:
    """A content that takes most of a quotation takes all of it, unless the cue stands inside."""
    start, end = content
    for quote in speech:
        shared = min(end, quote.end) - max(start, quote.start)
        holds_cue = any(quote.start <= s < quote.end for s, _ in saying.cue)
        if shared * 2 > quote.end - quote.start and not holds_cue:
            start, end = min(start, quote.start), max(end, quote.end)
    return start, end


def _mention(views: Sequence[View], view: View, named: Span | None) -> Mention | None:
    """The party in those words: the one that holds most of them, persons before their titles; else the bare words."""
    if named is None:
        return None
    home = next((v for v in views if v.start <= named[0] < v.stop), view)
    inside = [m for m in home.mentions if m.start < named[1] and named[0] < m.end and m.kind != "place"]
    if inside:
        return min(inside, key=lambda m: (m.kind not in ("person", "outlet"), m.first))
    words = home.text[named[0] : named[1]]
    tokens = [i for i, t in enumerate(home.tokens) if named[0] <= t.start < named[1]]
    if not tokens:
        return None
    name = re.sub(r"^(?:the|an?)\s+", "", words, flags=re.IGNORECASE)
    return Mention(words, named[0], named[1], tokens[0], tokens[-1] + 1, tokens[-1], "role", name)


def _resolved(found: Sequence[Frame]) -> list[Frame]:
    """A pronoun that speaks is the one who spoke last, within two sentences."""
    done: list[Frame] = []
    for frame in found:
        source = frame.source
        if source is not None and source.kind == "pronoun" and source.text.lower() in ("he", "she", "they"):
            last = next(
                (f.source for f in reversed(done) if f.source and f.sentence >= frame.sentence - 2 and _could_be(source, f.source)), None
            )
            if last is not None:
                source = replace(
                    source, name=last.name, title=last.title, country=last.country, sectors=last.sectors, entity=last.entity,
                    speaks_for=last.speaks_for, kind=last.kind if last.kind != "pronoun" else "pronoun",
                )  # fmt: skip
                frame = replace(frame, source=source)
        done.append(frame)
    return done


def _could_be(pronoun: Mention, source: Mention) -> bool:
    plural = source.text.lower().endswith("s") and source.kind in ("role", "force", "group")
    return plural if pronoun.text.lower() == "they" else source.kind in ("person", "role", "pronoun") and not plural


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
