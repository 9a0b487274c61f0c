"""Frames that hold an act → the chain of say-so, outermost link first (docs/record.md, Chain of say-so)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.claims.parties.mention import Mention
from sayso.claims.say.frames import FIRST_PERSON, Frame, cues
from sayso.claims.say.nearby import Nearby
from sayso.english.lists import listed
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.records import Article, Link, LinkKind, Quoted, TimeMention, Words, digest

OFFICIAL_SECTORS = frozenset(
    {"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "UAF", "REB", "PTY", "OPP", "IGO", "UNO", "EUR"}
)
DATE_CHARS = 59
"""Code points between a cue and the date it was said on, at most."""
SAME = 0.9
"""Share of the words of two contents from which on they are one."""
UNNAMED_WORDS = listed("attribution", "unnamed")


def outer_links(article: Article, names: Names = PACKAGED_NAMES) -> tuple[Link, ...]:
    """The publisher and the agency that wrote the copy, with their ids of the tables; one link where they are the
    same."""
    agencies = list(article.credits.agencies[:1])
    links = [Link(c.name, "agency", names.outlet_id(c.name), text=c.text, start=c.start, end=c.end) for c in agencies]
    publisher = article.publisher
    if publisher and not any(names.outlet_id(publisher) == link.entity for link in links):
        links.insert(0, Link(publisher, "publisher", names.outlet_id(publisher)))
    return tuple(links)


def chain(
    article: Article,
    frames: Sequence[Frame],
    predicate: Words,
    near: Nearby | None = None,
    speakers: Sequence[Mention] = (),
    names: Names = PACKAGED_NAMES,
) -> tuple[Link, ...]:
    """All links for an act at `predicate`: the outer ones, then each frame that holds it, widest first, then who
    speaks by the act itself.

    `near` knows the times, without which no link is dated. `speakers` are the actors of an act that is done by
    speaking (docs/record.md, Chain of say-so): the first is the link, the rest join it.
    """
    links = list(outer_links(article, names))
    outside = {_called(link) for link in links}
    for frame in _ordered(frames, predicate):
        for link in _frame_links(article.text, frame, near):
            name = _called(link)
            if not name or name not in outside:
                links = [*(old for old in links if not name or _called(old) != name), link]
    outside |= {_called(link) for link in links}
    spoken = [link_of(m, predicate) for m in speakers if not _own_words(m, frames)]
    if spoken and not any(_called(link) in outside for link in spoken):
        links += [*_through(frames, predicate), replace(spoken[0], jointly=tuple(spoken[1:]))]
    return tuple(links)


def _called(link: Link) -> str:
    return (link.name or "").lower()


def _through(frames: Sequence[Frame], predicate: Words) -> list[Link]:
    """The outlet to which the words of an act were spoken: "told Interfax"."""
    hearers = (f.hearer for f in frames if f.hearer and f.cue[0] < predicate.end and predicate.start < f.cue[1])
    hearer = next(hearers, None)
    return [link_of(hearer, predicate)] if hearer is not None and link_kind(hearer) in ("outlet", "agency") else []


def _own_words(speaker: Mention, frames: Sequence[Frame]) -> bool:
    """ "We condemn this": whoever is quoted speaks already."""
    own = speaker.text.lower() in FIRST_PERSON
    return own and any(f.source is not None and f.holds(speaker.start, speaker.end) for f in frames)


def _ordered(frames: Iterable[Frame], predicate: Words) -> list[Frame]:
    holding = [f for f in frames if f.holds(predicate.start, predicate.end) and not f.silent]
    holding = [f for f in holding if f.source is not None or not _hidden_again(f, holding)]
    return sorted(holding, key=lambda f: (sum(g is not f and _inside(f, g) for g in holding), f.depth, f.cue))


def _inside(inner: Frame, outer: Frame) -> bool:
    """The words of one lie in what another says. "A threatened to leave, B reported": of two that hold each other, B
    tells of A."""
    if not outer.holds(*inner.cue):
        return False
    fronted = outer.cue[1] <= inner.cue[0] and inner.content[0][0] <= outer.cue[0]
    return not (inner.holds(*outer.cue) and fronted)


def _hidden_again(frame: Frame, holding: Sequence[Frame]) -> bool:
    """Nobody named, where the same words have a source, or where another says so too."""
    for other in holding:
        before = other.source is None and other.cue < frame.cue
        if other is not frame and (before or (other.source is not None and _shared(frame, other) >= SAME)):
            return True
    return False


def _shared(a: Frame, b: Frame) -> float:
    """How much of the words of either content is in the other's, of the longer."""
    both = sum(max(0, min(e, f) - max(s, t)) for s, e in a.content for t, f in b.content)
    return both / max(1, *(sum(e - s for s, e in f.content) for f in (a, b)))


def _frame_links(text: str, frame: Frame, near: Nearby | None) -> list[Link]:
    cue = Words.at(text, *frame.cue)
    if frame.source is None:
        return [Link(None, "anonymous", cue=cue, anonymous=True)]
    on = _said_on(text, frame, near) if near else None
    first = _whole(text, frame, link_of(frame.source, cue, carried=frame.carried, on=on))
    if first.kind == "person" and any(_office(text[s:e], frame.source) for s, e in frame.named):
        first = replace(first, kind="official")
    links = [replace(first, jointly=tuple(link_of(m, cue, carried=frame.carried, on=on) for m in frame.joint))]
    if frame.hearer is not None and link_kind(frame.hearer) in ("outlet", "agency"):
        links.insert(0, link_of(frame.hearer, cue, carried=frame.carried, on=None))
    return links


def _whole(text: str, frame: Frame, link: Link) -> Link:
    """ "Witnesses in Somalia", "police in Baquba": who is named by what he is alone is told apart by where he is."""
    source = frame.source
    if source is None or source.kind not in ("role", "force") or (link.entity or "x:")[:2] != "x:" or not link.name:
        return link
    for start, end in frame.named:
        after = text[source.end : end]
        where = start <= source.start and after.split()[:1] and after.split()[0].lower() in WHERE_OF
        if where and "," not in after and len(after.split()) <= MOST_WORDS:
            name = f"{link.name} {' '.join(after.split())}"
            entity = f"x:{digest(name.lower(), link.country or '')}" if link.entity else None
            return replace(link, name=name, entity=entity, text=text[source.start : end], end=end)
    return link


MOST_WORDS = 8
"""Words that tell where a source is, at most: more is a clause."""
WHERE_OF = listed("attribution", "where_of")


def _said_on(text: str, frame: Frame, near: Nearby) -> str | None:
    """The date beside the cue and outside the content."""
    times = near.times.starting(frame.cue[1] - DATE_CHARS, frame.cue[1] + DATE_CHARS + 1)
    told = [
        t
        for t in times
        if not frame.holds(t.start, t.end) and t.type in ("DATE", "TIME") and t.edtf and not _apart(text, frame, t)
    ]
    return min(told, key=lambda t: abs(t.start - frame.cue[1])).edtf if told else None


def _apart(text: str, frame: Frame, time: TimeMention) -> bool:
    """ "According to him, in autumn …", "said that the day before …": the time is that of what is told."""
    between = text[frame.cue[1] : time.start]
    aside = text[slice(*frame.cue)].lower().startswith("according") and "," in between
    return aside or bool(re.search(r"\b(?:that|whether)\b|[:“\"]", between))


def link_of(source: Mention, cue: Words | None, *, carried: bool = False, on: str | None = None) -> Link:
    """The link of a mention that speaks."""
    kind = link_kind(source)
    party = source.party()
    hidden = kind in ("anonymous", "witness")
    return Link(
        None if hidden and not source.name else source.name, kind, None if hidden else party.entity,
        source.speaks_for, source.text, source.start, source.end, cue, source.country, source.sectors, hidden, carried,
        on=on,
    )  # fmt: skip


def link_kind(source: Mention) -> LinkKind:
    """What sort of source a mention is, by its entry, its head word and whether it is named."""
    head = source.text.split()[-1].lower() if source.text.split() else ""
    lists = cues().lists
    if source.kind == "outlet":
        return "agency" if "agency" in source.sectors else "outlet"
    if source.kind in ("person", "pronoun"):
        return "official" if source.title or set(source.sectors) & OFFICIAL_SECTORS else "person"
    if head in lists["witness"]:
        return "witness"
    if head in lists["document"]:
        return "document"
    if head in lists["outlet"]:
        return "outlet"
    if source.kind in ("role", "force") and head in lists["anonymous"]:
        return "anonymous" if _unnamed(source, head) else "official"
    if source.kind == "role":
        return "official" if head in lists["official"] else "person"
    return "organization"


AFTER_BODY = listed("attribution", "after_body")


def _office(named: str, source: Mention) -> bool:
    """ "Hayk X, the leader of Y's ruling party": an apposition that names an office."""
    after = named.partition(source.text)[2]
    words = re.findall(r"[\w'’-]+", after.lower()) if after.startswith(",") else []
    body = next((i for i, w in enumerate(words) if w in AFTER_BODY), len(words))
    return body > 0 and words[body - 1] in cues().lists["official"] and words[0] not in ("former", "ex")


def _unnamed(source: Mention, head: str) -> bool:
    first = (source.described or source.text).split()[0].lower()
    plural = head.endswith("s") and head not in ("police", "authorities")
    return first in UNNAMED_WORDS or plural or first[0].isdigit()


def quotation_kind(predicate: Words, frames: Sequence[Frame], near: Nearby) -> Quoted:
    """Are the words that carry the act inside quotation marks, or only reported?"""
    around = near.quotes.at(predicate.start, predicate.end)
    inside = any(q.start <= predicate.start and predicate.end <= q.end for q in around)
    held = any(f.holds(predicate.start, predicate.end) for f in frames)
    if inside and held:
        return "direct"
    if held:
        contents = [c for f in frames for c in f.content if c[0] <= predicate.start and predicate.end <= c[1]]
        mixed = any(near.quoted_whole(c) for c in contents)
        return "mixed" if mixed else "indirect"
    return "none"


def without_words(link: Link) -> Link:
    """The link without its words, for comparing chains."""
    return replace(link, text=None, start=None, end=None, cue=None, on=None, carried=False)
