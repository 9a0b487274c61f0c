"""How word got out: through an outlet ("told the BBC", "in a statement carried by X"), by citing another, in several
voices, or not at all.

Works on the frames of an article, whoever found them, and settles which of them make links and in which order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.claims.parties.mention import Mention
from sayso.claims.say.frames import Frame, cues, tidied
from sayso.claims.sentence import View
from sayso.claims.syntax.arguments import conjuncts
from sayso.english.closed import grammar
from sayso.english.lists import listed
from sayso.spans import Span

CITING = listed("attribution", "citing")
RELATIVE = frozenset({"which", "who", "that"})
REFUSING = listed("attribution", "refusing")
DONE_NOT_TOLD = listed("attribution", "done_not_told")
"""Verbs with a clause that are done, not told: "the leaders agreed that troops would leave"."""
BREAK = 6
"""Letters between two stretches of a content that are one: a space, a comma, "that"."""
ROUTE_WORDS = 8
"""Words between a noun of speech and the outlet that carried it: "in a video statement broadcast late on Monday by
X"."""


@dataclass(frozen=True, slots=True)
class Route:
    """The words that say through which outlet something came."""

    start: int
    outlet: Mention

    def holds(self, span: Span) -> bool:
        """True where a stretch lies among these words."""
        return self.start <= span[0] and span[1] <= self.outlet.end

    def rests(self, frame: Frame) -> bool:
        """True where the cue or the source of a frame lies among these words."""
        source = frame.source
        return self.holds(frame.cue) or (source is not None and self.holds((source.start, source.end)))


def resolved_frames(views: Sequence[View], found: Sequence[Frame]) -> list[Frame]:
    """The frames of an article with outlets that carried the words, citations in order, joint sources, and refused
    reports silenced."""
    done: list[Frame] = []
    by_sentence: defaultdict[int, list[Frame]] = defaultdict(list)
    for f in found:
        by_sentence[f.sentence].append(f)
    for view in views:
        own = by_sentence.get(view.sentence.index, [])
        if own:
            own = [_placed(view, replace(f, silent=True) if f.lemma in DONE_NOT_TOLD else f) for f in own]
            done += _refused(view, [_joint(view, f) for f in _nested(_cited(view, _carried_by(view, own)))])
    known = {v.sentence.index for v in views}
    return [*done, *(f for f in found if f.sentence not in known)]


# ---------------------------------------------------------------- outlets
def publishes(m: Mention) -> bool:
    """An outlet by its entry or by its noun: "Radio Sur", "the state broadcaster"."""
    words = m.text.lower().split()
    by_noun = (
        bool(words) and words[-1] in cues().lists["outlet"] and words[-1] not in ("agency", "site", "press", "office")
    )
    return m.kind == "outlet" or (m.kind in ("role", "organization", "capital") and by_noun)


BEFORE_OUTLET = listed("attribution", "before_outlet")


def hearer(view: View, cue: Span) -> Mention | None:
    """ "Told Interfax", "told the local radio station La Voz": the outlet right after the cue, through which the words
    came."""
    for m in view.mentions:
        if m.end > cue[1] and m.start - cue[1] <= 30 and publishes(m):
            between = view.text[min(cue[1], m.start) : m.start].split()
            if all(w in BEFORE_OUTLET or w in cues().lists["outlet"] or w == "station" for w in between):
                return _named_after(view, m)
    return None


def _named_after(view: View, m: Mention) -> Mention:
    """ "Radio station La Voz": the name right after the noun."""
    at = m.last + (view.word(m.last) == "station")
    named = next((n for n in view.mentions if n.first == at and n.kind in ("outlet", "organization", "capital")), None)
    return m if named is None or m.kind == "outlet" else replace(named, kind="outlet")


def _routes(view: View) -> Iterator[Route]:
    for m in view.mentions:
        if publishes(m) and (first := _route(view, m)) is not None:
            yield Route(view.tokens[first].start, _named_after(view, m))


TO_OUTLET = listed("attribution", "to_outlet")


def _route(view: View, m: Mention) -> int | None:
    """First token of the words that lead to an outlet; null where none do."""
    at, table = m.first - 1, cues()
    passed = grammar().determiners | table.lists["outlet"] | {"local", "state"}
    while view.word(at) in passed:
        at -= 1
    step = view.word(at)
    if step not in TO_OUTLET:
        return None
    if step != "by" and view.word(at - 1) in ("speaking", "talking"):
        return at - 1
    carried = _last_of(view, table.carrying, at - 1, at - ROUTE_WORDS)
    if step == "by" and carried is None:
        return None
    noun = _last_of(view, table.speech, (carried or at) - 1, (carried or at) - 6)
    if noun is None or (carried is None and noun != at - 1):
        return None
    opening = _last_of(view, ("in", "from", "during"), noun, noun - 6)
    return noun if opening is None else opening


def _last_of(view: View, wanted: Container[str], right: int, left: int) -> int | None:
    """The nearest of the wanted words from token `right` back to after `left`."""
    return next((k for k in range(right, max(left, -1), -1) if view.word(k) in wanted), None)


def _carried_by(view: View, own: Sequence[Frame]) -> list[Frame]:
    """Frames whose words an outlet carried get it as hearer; frames that rest on those words alone make no link."""
    result = list(own)
    for route in _routes(view):
        mine = [f for f in result if route.rests(f)]
        host = _host(route, [f for f in result if f not in mine])
        if host is None:
            continue
        result = [replace(f, silent=True) if f in mine else f for f in result]
        result = [
            replace(f, hearer=f.hearer or route.outlet, cue=_cut(view.text, f.cue, route)) if f is host else f
            for f in result
        ]
    return result


def _host(route: Route, others: Sequence[Frame]) -> Frame | None:
    """The frame whose words came through the outlet: the nearest one of a speaker that does not tell of the route."""
    hosts = [f for f in others if f.source is not None and f.kind != "citing" and not f.silent]
    hosts = [f for f in hosts if not f.holds(route.start, route.outlet.end)]
    return min(hosts, key=lambda f: (_gap(f.cue, (route.start, route.outlet.end)), f.depth), default=None)


def _cut(text: str, cue: Span, route: Route) -> Span:
    """A cue without the words of its route."""
    rest = tidied(text, [(cue[0], route.start)]) if cue[0] < route.start < cue[1] else ()
    return rest[0] if rest else cue


def _gap(a: Span, b: Span) -> int:
    return max(0, a[0] - b[1], b[0] - a[1])


# ---------------------------------------------------------------- citing
def _cited(view: View, own: Sequence[Frame]) -> list[Frame]:
    """ "X, citing Y, which cited Z, said …": all say the same, each inside the one before."""
    named = [_cited_one(view, f) for f in own]
    citing = sorted((f for f in named if _cites(view, f)), key=lambda f: f.cue)
    rest = [f for f in named if f not in citing]
    done: list[Frame] = []
    for f in citing:
        hosts = [h for h in rest if h.source is not None and not h.silent and h.kind not in ("relayed", "quoted")]
        host = min(hosts, key=lambda h: (_gap(_whole(h), f.cue), h.depth), default=None)
        if host is None:
            done.append(f)
            continue
        inner = 3 + sum(1 for g in done if g.content == host.content)
        done.append(replace(f, content=host.content, depth=inner, kind="citing"))
    return sorted([*rest, *done], key=lambda f: (f.cue, f.depth))


def _cites(view: View, frame: Frame) -> bool:
    if frame.kind == "citing":
        return True
    at = next((i for i, t in enumerate(view.tokens) if t.start == frame.cue[0]), None)
    if frame.source is None or at is None or frame.cue[1] > view.tokens[at].end or frame.kind in ("relayed", "quoted"):
        return False
    word = view.word(at)
    return frame.source.start > frame.cue[0] and (
        word in ("citing", "quoting") or (word in CITING and view.word(at - 1) in RELATIVE)
    )


def _cited_one(view: View, frame: Frame) -> Frame:
    """ "Y, which cited Z": the one who is cited stands after the verb."""
    at = next((i for i, t in enumerate(view.tokens) if t.start == frame.cue[0]), None)
    relative = at is not None and view.word(at) in CITING and view.word(at - 1) in RELATIVE
    after = view.mention_at(at + 1) if at is not None and relative else None
    return frame if after is None else replace(frame, source=after, named=((after.start, after.end),))


def _whole(frame: Frame) -> Span:
    """Cue and source of a frame as one stretch."""
    source = frame.source
    return frame.cue if source is None else (min(source.start, frame.cue[0]), max(source.end, frame.cue[1]))


# ---------------------------------------------------------------- one inside another
def _nested(own: Sequence[Frame]) -> list[Frame]:
    """ "A said B thinks that …": what A said begins with B, whatever was marked of it."""
    done = list(own)
    for i, outer in enumerate(own):
        for inner in own:
            if inner is not outer and _opens_in(outer, inner):
                start, end = _whole(inner)
                done[i] = replace(done[i], content=_joined([*done[i].content, (start, end), *inner.content]))
    return done


def _opens_in(outer: Frame, inner: Frame) -> bool:
    """The words of an inner attribution stand between the cue and the content of an outer one, and both have much the
    same content."""
    if (
        inner.kind in ("citing", "according", "quoted", "relayed")
        or outer.kind in ("citing", "quoted", "relayed")
        or outer.source is None
    ):
        return False
    start, end = _whole(inner)
    if (
        not outer.content
        or not inner.content
        or outer.holds(*inner.cue)
        or inner.holds(*outer.cue)
        or start < outer.cue[1]
    ):
        return False
    shared = sum(max(0, min(e, f) - max(s, t)) for s, e in outer.content for t, f in inner.content)
    mine = sum(e - s for s, e in inner.content)
    return end <= outer.content[-1][1] and 2 * shared > mine


def _joined(pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Stretches in order, those that touch but for a word's gap made one."""
    merged: list[Span] = []
    for start, end in sorted(pieces):
        if merged and start <= merged[-1][1] + BREAK:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


# ---------------------------------------------------------------- joint sources, refused reports
def _placed(view: View, frame: Frame) -> Frame:
    """ "A senior official from Chad's ruling party": whoever speaks belongs where the words right after say."""
    source = frame.source
    if source is None or source.kind != "role" or source.country is not None or source not in view.mentions:
        return frame
    body = view.mention_at(source.last + 1) if view.word(source.last) in ("from", "of", "in", "at") else None
    country = body.country if body is not None and body.kind in ("organization", "country", "force") else None
    return frame if country is None else replace(frame, source=replace(source, country=country))


def _joint(view: View, frame: Frame) -> Frame:
    """ "The mayor and the police chief said": the second joins the first."""
    if frame.source is None or frame.source not in view.mentions or frame.silent:
        return frame
    group = view.joined(frame.source)
    named = frame.named[0] if frame.named else (frame.source.start, frame.source.end)
    joins = _coordinated(view, frame.source)
    inside = [
        m for m in group if m.kind != "place" and ((named[0] <= m.start and m.end <= named[1]) or m.head in joins)
    ]
    if len(inside) < 2:
        return frame
    return replace(frame, source=inside[0], joint=tuple(inside[1:]))


def _coordinated(view: View, source: Mention) -> frozenset[int]:
    """The heads of all that the parse coordinates with a source: of "Kenya and Ethiopia said" one alone may be
    marked."""
    arcs, head = view.arcs, view.in_article(source.head)
    if not arcs:
        return frozenset()
    first = arcs.heads[head] if arcs.relation(head) == "conj" else head
    return frozenset(h - view.sentence.first for h in conjuncts(arcs, first))


def _refused(view: View, own: Sequence[Frame]) -> list[Frame]:
    """ "X denied a report by Y that …": X speaks of it, and says that it is not so; Y is no link of that."""
    refusing = [f for f in own if f.lemma in REFUSING and f.source is not None]
    done = []
    for f in own:
        gone = any(
            g is not f and g.cue[1] <= f.cue[0] and f.content and g.content and f.cue[1] <= f.content[0][0] + 1
            and f.cue[0] < g.content[-1][1] and _report(view, g.cue[1], f.content[0][0])
            for g in refusing
        )  # fmt: skip
        done.append(replace(f, silent=True) if gone and f.lemma not in REFUSING else f)
    return done


def _report(view: View, start: int, end: int) -> bool:
    """Only a noun of speech stands between."""
    between = [view.word(i) for i, t in enumerate(view.tokens) if start <= t.start < end]
    return any(w in cues().nouns or w in cues().speech for w in between)
