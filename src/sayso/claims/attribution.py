"""On whose say-so: cues of a sentence → frames (source, cue, content), and frames → chains of links.

Shallow: sources are chunks, contents are stretches between punctuation, quotations are taken whole. The tables are in data/say.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sayso.claims.grammar import grammar
from sayso.claims.lexicon import inflections
from sayso.claims.parties import Mention
from sayso.claims.view import View
from sayso.language.reading import Quote
from sayso.resources import table

Span = tuple[int, int]
BREAKS = frozenset(",;:—–")
DENYING = frozenset({"denied", "denies", "deny", "denying"})
MARKS = "\"“”«»„‘’'"


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution found: who (a mention, or null where the text hides it), by which words, what, and how.

    `kind` says which pattern found it; `depth` orders frames over the same content, outermost first.
    """

    sentence: int
    source: Mention | None
    cue: Span
    content: tuple[Span, ...]
    kind: str
    depth: int = 1
    lemma: str = ""
    hearer: Mention | None = None
    carried: bool = False

    def holds(self, start: int, end: int) -> bool:
        """True where the stretch lies in what is said."""
        return any(a <= start and end <= b for a, b in self.content)


@dataclass(frozen=True, slots=True)
class Cues:
    """The reporting words, inflected: form → (lemma, class)."""

    verbs: dict[str, tuple[str, str]]
    nouns: frozenset[str]
    adverbs: frozenset[str]
    saying: frozenset[str]
    present_only: frozenset[str]
    strict: frozenset[str]
    lists: dict[str, frozenset[str]] = field(default_factory=dict)


@cache
def cues() -> Cues:
    """The table, loaded once."""
    raw: dict[str, Any] = table("say.yaml")
    verbs: dict[str, tuple[str, str]] = {}
    for kind in ("clause", "person", "quoting"):
        for lemma in raw[kind]:
            head, _, rest = lemma.partition(" ")
            for form in dict.fromkeys(f for forms in inflections(head).values() for f in forms):
                verbs.setdefault(form if not rest else f"{form} {rest}", (lemma, kind))
    kinds = ("witness", "official", "document", "outlet", "organization", "anonymous")
    lists = {name: frozenset(raw[name]) for name in kinds}
    sets = {k: frozenset(raw[k]) for k in ("nouns", "adverbs", "present_only", "strict")}
    return Cues(verbs, saying=frozenset(raw["as_saying"]), lists=lists, **sets)


def frames(views: Sequence[View], quotes: Sequence[Quote]) -> list[Frame]:
    """All attributions of an article in reading order; quotations that run over sentences are taken whole."""
    found = [frame for view in views for frame in _in_sentence(view, quotes)]
    return _carry(_resolved(found), views, quotes)


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


def _in_sentence(view: View, quotes: Sequence[Quote]) -> Iterator[Frame]:
    for i in range(len(view.tokens)):
        low = view.lower[i]
        if low == "according" and view.word(i + 1) == "to":
            yield from _according(view, i, i + 2, quotes)
        elif low in ("citing", "quoting"):
            yield from _citing(view, i, quotes)
        elif low in cues().adverbs:
            yield _frame(view, None, (i, i + 1), [(view.start, view.stop)], "adverb")
        elif low in cues().verbs:
            yield from _verb(view, i, quotes)


def _frame(view: View, source: Mention | None, cue: Span, content: Sequence[Span], kind: str, depth: int = 1, **more: Any) -> Frame:
    tokens = view.tokens
    return Frame(
        view.sentence.index, source, (tokens[cue[0]].start, tokens[cue[1] - 1].end),
        tuple(c for c in (_tidy(view.text, s, e) for s, e in content) if c[0] < c[1]), kind, depth, **more,
    )  # fmt: skip


def _tidy(text: str, start: int, end: int) -> Span:
    """Content without marks, commas and white space at its ends."""
    while start < end and (text[start].isspace() or text[start] in MARKS + ",;:—–-."):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in MARKS + ",;:—–-."):
        end -= 1
    return start, end


# ---------------------------------------------------------------- according to, citing
def _according(view: View, i: int, after: int, quotes: Sequence[Quote]) -> Iterator[Frame]:
    source = view.mention_at(after)
    if source is None:
        return
    stop = _source_end(view, source)
    if i <= 1:
        content = [(view.tokens[stop].start if stop < len(view.tokens) else view.stop, view.stop)]
    else:
        content = [(view.start, view.tokens[i].start)]
        if view.word(stop) in BREAKS and stop + 2 < len(view.tokens):
            content.append((view.tokens[stop].end, view.stop))
    yield _frame(view, source, (i, after), _whole_quotes(content, view, quotes, view.tokens[i].start), "according")


def _citing(view: View, i: int, quotes: Sequence[Quote]) -> Iterator[Frame]:
    """ "…, Interfax reported, citing the ministry": the cited one is the inner source of the whole clause."""
    source = view.mention_at(i + 1)
    if source is None or i == 0:
        return
    yield _frame(view, source, (i, i + 1), [(view.start, view.tokens[i].start)], "citing", depth=3)


def _source_end(view: View, source: Mention) -> int:
    """Token after a source with its of/from/for phrases and apposition."""
    at = source.last
    while view.word(at) in ("of", "from", "for", "at", "in", "with") and (nxt := view.mention_at(at + 1)):
        at = nxt.last
    return at


# ---------------------------------------------------------------- verbs
def _verb(view: View, i: int, quotes: Sequence[Quote]) -> Iterator[Frame]:
    lemma, kind = cues().verbs[view.lower[i]]
    group = _group(view, i)
    passive = any(view.lower[k] in grammar().be for k in range(group, i))
    if kind == "quoting":
        yield from _quoting(view, i, group, passive, quotes)
        return
    if view.lower[i].endswith("ing") and not passive and group == i and not _participle_cue(view, i):
        return
    if passive or view.word(i + 1) == "to" or (view.word(i - 1) == "to" and group == i):
        return
    source, inverted = _speaker(view, group, i)
    if source is None:
        return
    hearer = view.mention_at(i + 1) if kind == "person" or lemma == "tell" else None
    if kind == "person" and hearer is None and view.word(i + 1) not in ("reporters", "journalists", "lawmakers"):
        return
    content = _content(view, source, group, i, inverted, hearer, lemma, quotes)
    if lemma in cues().strict and not _explicit(view, i, quotes, content):
        return
    if content:
        yield _frame(view, source, (group, i + 1), content, "said", depth=2, lemma=lemma, hearer=hearer)


def _explicit(view: View, i: int, quotes: Sequence[Quote], content: Sequence[Span]) -> bool:
    """Verbs that are acts more often than say-so need "that" or a quotation."""
    cue = view.tokens[i].start
    if view.word(i + 1).endswith("ing") or view.word(i + 1) in ("reports", "allegations", "claims", "accusations", "any"):
        return view.lower[i] in DENYING
    said = any(q.start <= e and s <= q.end for q in quotes for s, e in content if not q.start <= cue < q.end)
    return said or any(view.that(k) for k in range(i + 1, min(i + 5, len(view.tokens))))


def _participle_cue(view: View, i: int) -> bool:
    """ ", saying that …" and ", adding:" carry on with the subject of the clause."""
    return i > 1 and view.word(i - 1) in BREAKS and view.lower[i] in cues().saying


def _group(view: View, i: int) -> int:
    """First token of the verb group that ends at token i ("has repeatedly said")."""
    g = grammar()
    start = i
    while start > 0 and (view.lower[start - 1] in g.auxiliaries or view.lower[start - 1] in g.adverbs):
        start -= 1
    return start


def _speaker(view: View, group: int, i: int) -> tuple[Mention | None, bool]:
    """The mention that speaks, and whether it stands after its verb."""
    before = view.word(group - 1) if group else ""
    nxt = view.mention_at(i + 1)
    parenthetical = before in BREAKS or before in MARKS or (group and before[-1:] in MARKS)
    if nxt is not None and parenthetical and nxt.kind != "place" and _ends_clause(view, nxt):
        return nxt, True
    return view.subject_before(group), False


def _ends_clause(view: View, mention: Mention) -> bool:
    end = _source_end(view, mention)
    return view.word(end) in BREAKS or view.word(end) in (".", "", "on", "in", "at", "after") or view.word(end)[:1] in MARKS


def _content(
    view: View, source: Mention, group: int, i: int, inverted: bool, hearer: Mention | None, lemma: str,
    quotes: Sequence[Quote],
) -> list[Span]:  # fmt: skip
    tokens = view.tokens
    first = min(source.first, group)
    while first > 0 and (view.lower[first - 1] in grammar().determiners or view.lower[first - 1] in grammar().adjectives):
        first -= 1
    after = _after(view, _source_end(view, source) if inverted else i + 1, hearer)
    spans: list[Span] = []
    ahead = after < len(tokens) and (lemma == "deny" or view.that(after - 1) or view.opens_quote(after) or _clause_like(view, after))
    fronted = first > 1 and view.word(first - 1) in BREAKS | set(MARKS) and _clause_like(view, 0, first)
    fronted = fronted or (first > 1 and view.word(first - 1)[-1:] in MARKS)
    if fronted and not (ahead and view.that(after - 1)):
        spans.append((view.start, tokens[first].start))
    if ahead and (not spans or view.opens_quote(after) or view.that(after - 1)):
        spans.append((tokens[after].start, view.stop))
    return _whole_quotes(spans, view, quotes, tokens[i].start)


def _after(view: View, at: int, hearer: Mention | None) -> int:
    """First token of the content that follows a cue: past the hearer, a date, "in a statement", "that"."""
    if hearer is not None and hearer.first >= at - 1:
        at = max(at, _source_end(view, hearer))
    for k in range(at, min(at + 14, len(view.tokens))):
        word = view.lower[k]
        if word in {"that", ":"}:
            return k + 1
        if view.opens_quote(k):
            return k
        if word in grammar().auxiliaries or k in view.verbs:
            break
    while view.word(at) in BREAKS:
        at += 1
    return at


def _clause_like(view: View, start: int, end: int | None = None) -> bool:
    """Some verb stands in the stretch."""
    stop = len(view.tokens) if end is None else end
    return any(k in view.verbs or view.lower[k] in grammar().auxiliaries for k in range(start, stop))


def _whole_quotes(spans: Sequence[Span], view: View, quotes: Sequence[Quote], cue: int) -> list[Span]:
    """A content that touches a quotation takes all of it, also over sentences; not one that holds the cue itself."""
    grown: list[Span] = []
    for start, end in spans:
        around = [q for q in quotes if q.start <= cue < q.end]
        start, end = max([start, *(q.start for q in around)]), min([end, *(q.end for q in around)])
        touching = [q for q in quotes if q.start < end and start < q.end and q not in around]
        begin = min([start, *(q.start for q in touching if q.start < view.start)])
        finish = max([end, *(q.end for q in touching if q.end > view.stop)])
        grown.append((begin, finish))
    return grown


# ---------------------------------------------------------------- quoted as saying
def _quoting(view: View, i: int, group: int, passive: bool, quotes: Sequence[Quote]) -> Iterator[Frame]:
    as_at = next((k for k in range(i + 1, min(i + 30, len(view.tokens) - 1)) if view.lower[k] == "as"), None)
    if as_at is None or view.lower[as_at + 1] not in cues().saying:
        return
    after = as_at + 2
    if not passive:
        outer, inner = view.subject_before(group), view.mention_at(i + 1)
    else:
        inner, outer = view.subject_before(group), None
        if view.word(after) == "by":
            outer = view.mention_at(after + 1)
            after = _source_end(view, outer) if outer else after
    if inner is None:
        return
    content = _content(view, inner if passive else (outer or inner), group, after - 1, False, None, "say", quotes)
    cue = (group, as_at + 2)
    if outer is not None:
        spoken = [(min(s, inner.start), max(e, inner.end)) if not passive else (s, e) for s, e in content]
        yield _frame(view, outer, cue, spoken, "relayed", depth=1, lemma="quote")
    yield _frame(view, inner, cue, content, "quoted", depth=2, lemma="quote")


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
            content = (_tidy(views[0].text, quote.start, quote.end),)
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
