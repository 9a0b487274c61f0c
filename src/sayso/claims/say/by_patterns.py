"""Cues of a sentence → frames by patterns of words: for what the reader did not mark, and for chains that one cue
makes.

Shallow: sources are chunks, contents are stretches between punctuation, quotations are taken whole. The tables are in
data/say.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sayso.claims.parties.mention import Mention
from sayso.claims.say.frames import QUOTE_MARKS, Frame, cues, tidied
from sayso.claims.sentence import View
from sayso.english.closed import grammar
from sayso.english.lists import listed
from sayso.reading import Quote
from sayso.spans import Span

BREAKS = frozenset(",;:—–")
DENIAL_VERBS = frozenset({"denied", "denies", "deny", "denying"})


def in_sentence(view: View, quotes: Sequence[Quote]) -> Iterator[Frame]:
    """The frames that patterns find in one sentence; `quotes` are the quotations of the article."""
    for i in range(len(view.tokens)):
        low = view.lower[i]
        before = next((p for p in _prepositional().get(low, ()) if view.lower[i : i + len(p)] == p), ())
        if before:
            yield from _according(view, i, i + len(before), quotes)
        elif low in cues().citing:
            yield from _citing(view, i, quotes)
        elif low in cues().adverbs:
            yield _frame(view, None, (i, i + 1), [(view.start, view.stop)], "adverb")
        elif low in cues().nouns and view.word(i + 1) in ("by", "from"):
            yield from _announced(view, i, quotes)
        elif low in cues().refusing and not _noun(view, i):
            yield from _refusing(view, i)
        elif low in cues().verbs and not _noun(view, i):
            yield from _verb(view, i, i, quotes)
        elif f"{low} {view.word(i + 1)}" in cues().verbs:
            yield from _verb(view, i, i + 1, quotes)


@cache
def _prepositional() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Phrases before a source by their first words, so that a token is held against few of them."""
    every = cues().prepositional
    return {phrase[0]: tuple(p for p in every if p[0] == phrase[0]) for phrase in every}


def _noun(view: View, i: int) -> bool:
    """A form that is a noun here ("the post", "her comments", "two states"), where the sentence was parsed."""
    return bool(view.arcs) and view.arcs.tags[view.in_article(i)] in ("NOUN", "PROPN", "ADJ")


def _frame(
    view: View, source: Mention | None, cue: Span, content: Sequence[Span], kind: str, depth: int = 1, **more: Any
) -> Frame:
    tokens = view.tokens
    return Frame(
        view.sentence.index, source, (tokens[cue[0]].start, tokens[cue[1] - 1].end),
        tidied(view.text, content), kind, depth, **more,
    )  # fmt: skip


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


SOURCE_GOES_ON = listed("say", "source_goes_on")


def _source_end(view: View, source: Mention) -> int:
    """Token after a source with its of/from/for phrases and apposition."""
    at = source.last
    while view.word(at) in SOURCE_GOES_ON and (nxt := view.mention_at(at + 1)):
        at = nxt.last
    return at


# ---------------------------------------------------------------- verbs
def _verb(view: View, verb: int, i: int, quotes: Sequence[Quote]) -> Iterator[Frame]:
    """The frames of a reporting verb; `i` is its last word ("point out")."""
    lemma, kind = cues().verbs[" ".join(view.lower[verb : i + 1])]
    group = _group(view, verb)
    passive = not grammar().be.isdisjoint(view.lower[group:verb])
    if kind == "quoting":
        yield from _quoting(view, i, group, passive, quotes)
        return
    if passive or view.word(i + 1) == "to" or (group == verb and _reports_nothing(view, verb)):
        return
    source, inverted = _speaker(view, group, i)
    if source is None:
        return
    told = kind == "person"
    hearer = view.mention_at(i + 1) if told or lemma == "tell" else None
    if told and hearer is None and view.word(i + 1) not in ("reporters", "journalists", "lawmakers"):
        return
    content = _content(view, source, group, i, inverted, hearer, lemma, quotes)
    if content and (lemma not in cues().strict or _explicit(view, i, quotes, content)):
        yield _frame(view, source, (group, i + 1), content, "said", depth=2, lemma=lemma, hearer=hearer)


def _reports_nothing(view: View, verb: int) -> bool:
    """An infinitive, or a participle that does not carry on with its clause's subject."""
    participle = view.lower[verb].endswith("ing") and not _participle_cue(view, verb)
    return participle or view.word(verb - 1) == "to"


def _explicit(view: View, i: int, quotes: Sequence[Quote], content: Sequence[Span]) -> bool:
    """Verbs that are acts more often than say-so need "that" or a quotation."""
    cue = view.tokens[i].start
    if view.word(i + 1).endswith("ing") or view.word(i + 1) in (
        "reports",
        "allegations",
        "claims",
        "accusations",
        "any",
    ):
        return view.lower[i] in DENIAL_VERBS
    said = any(q.start <= e and s <= q.end for q in quotes for s, e in content if not q.start <= cue < q.end)
    return said or any(view.that(k) for k in range(i + 1, min(i + 5, len(view.tokens))))


def _participle_cue(view: View, i: int) -> bool:
    """ ", saying that …" and ", adding:" carry on with the subject of the clause."""
    return i > 1 and view.word(i - 1) in BREAKS and view.lower[i] in cues().saying


def _announced(view: View, i: int, quotes: Sequence[Quote]) -> Iterator[Frame]:
    """ "The announcement by Oslo that …": the clause is what is announced; it ends with the verb whose subject the
    noun is."""
    source = view.mention_at(i + 2)
    stop = _source_end(view, source) if source is not None else 0
    if source is None or not view.that(stop) or source.kind == "place":
        return
    first = view.sentence.first
    clause = view.arcs.child(view.in_article(i), "acl", "ccomp") if view.arcs else None
    last = max(view.arcs.below(clause)) - first if clause is not None else len(view.tokens) - 1
    if last > stop:
        content = [(view.tokens[stop].end, view.tokens[min(last, len(view.tokens) - 1)].end)]
        yield _frame(
            view, source, (i, i + 1), _whole_quotes(content, view, quotes, view.tokens[i].start), "said", depth=2
        )


def _refusing(view: View, i: int) -> Iterator[Frame]:
    """ "X rejected claims that …", "X dismissed as fantasy a report that …": what is claimed, on the word of who
    rejects it."""
    group = _group(view, i)
    that = next((k for k in range(i + 2, min(i + 16, len(view.tokens))) if view.word(k) == "that"), None)
    noun = that is not None and view.word(that - 1) in cues().nouns | cues().speech
    source = view.subject_before(group)
    if that is None or not noun or source is None or any(view.lower[k] in grammar().be for k in range(group, i)):
        return
    yield _frame(view, source, (group, i + 1), [(view.tokens[that].end, view.stop)], "said", depth=2, lemma="reject")


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
    parenthetical = before in BREAKS or before in QUOTE_MARKS or (group and before[-1:] in QUOTE_MARKS)
    if nxt is not None and parenthetical and nxt.kind != "place" and _ends_clause(view, nxt):
        return nxt, True
    return view.subject_before(group), False


SOURCE_ENDS = listed("say", "source_ends")


def _ends_clause(view: View, mention: Mention) -> bool:
    end = _source_end(view, mention)
    word = view.word(end)
    return not word or word in BREAKS or word in SOURCE_ENDS or word[:1] in QUOTE_MARKS


def _content(
    view: View, source: Mention, group: int, i: int, inverted: bool, hearer: Mention | None, lemma: str,
    quotes: Sequence[Quote],
) -> list[Span]:  # fmt: skip
    tokens = view.tokens
    first = min(source.first, group)
    while first > 0 and view.lower[first - 1] in grammar().determiners | grammar().adjectives:
        first -= 1
    after = _after(view, _source_end(view, source) if inverted else i + 1, hearer)
    spans: list[Span] = []
    marked = view.that(after - 1) or view.opens_quote(after)
    ahead = after < len(tokens) and (lemma == "deny" or marked or _clause_like(view, after))
    if _fronted(view, first) and not (ahead and view.that(after - 1)):
        spans.append((view.start, tokens[first].start))
    if ahead and (marked or not spans):
        spans.append((tokens[after].start, view.stop))
    return _whole_quotes(spans, view, quotes, tokens[i].start)


def _fronted(view: View, first: int) -> bool:
    """A clause or a quotation ends right before token `first`: "X fell, he said"."""
    if first <= 1:
        return False
    word = view.word(first - 1)
    parted = word in BREAKS or word in set(QUOTE_MARKS) or _dash(view, first - 1)
    return (parted and _clause_like(view, 0, first)) or word[-1:] in QUOTE_MARKS


def _dash(view: View, i: int) -> bool:
    """A hyphen that stands alone, for a dash."""
    token = view.tokens[i]
    return token.text == "-" and view.text[token.start - 1 : token.start].isspace()


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
def _acted_upon(view: View, i: int) -> Mention | None:
    """The subject of a passive verb, by its arcs; of several, the one next to it."""
    first = view.sentence.first
    found = (
        [c - first for c in view.arcs.children[first + i] if view.arcs.relations[c] == "nsubj:pass"]
        if view.arcs
        else []
    )
    subject = max((c for c in found if c < i), default=None)
    return None if subject is None else next((m for m in view.mentions if m.first <= subject < m.last), None)


def _quoting(view: View, i: int, group: int, passive: bool, quotes: Sequence[Quote]) -> Iterator[Frame]:
    as_at = next((k for k in range(i + 1, min(i + 30, len(view.tokens) - 1)) if view.lower[k] == "as"), None)
    if as_at is None or view.lower[as_at + 1] not in cues().saying:
        return
    after = as_at + 2
    if not passive:
        outer, inner = view.subject_before(group), view.mention_at(i + 1)
    else:
        inner, outer = _acted_upon(view, i) or view.subject_before(group), None
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
