"""Arcs, words and reader weighed against each other: which party plays which part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sayso.claims.acts.lexicon import ActHit, word_class
from sayso.claims.parties.mention import Mention
from sayso.claims.parties.parts import Roles
from sayso.claims.roles.nationality import state_meant, state_named
from sayso.claims.roles.resolve import COLLECTIVE
from sayso.claims.sentence import View
from sayso.claims.status.weighed import StatusVerdict
from sayso.claims.syntax import arguments, phrases
from sayso.claims.syntax.ties import TIES, arc_ties
from sayso.claims.weigh import Signs, log_odds, pool
from sayso.english.closed import grammar

PART_OF_SLOT = {"actor": "actors", "recipient": "recipients", "force": "forces"}
"""Name of a slot and its decision → the part of `Roles`."""


@dataclass(slots=True)
class PartyCandidate:
    """A party that may play a part, and what each voter says of it by slot."""

    mention: Mention
    inside: bool
    """It stands in the sentence of the act."""
    arcs: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    seen: dict[str, float] = field(default_factory=dict)
    """Slot → the reader's chance."""
    tied: frozenset[str] = frozenset()
    """How its head hangs on the act."""


def weighed(view: View, hit: ActHit, verdict: StatusVerdict, parsed: Roles, near: Roles) -> Roles:
    """Each party in the part that arcs, words and reader together speak for most, if they do enough."""
    found = candidates(view, hit, parsed, near)
    chosen: dict[str, list[Mention]] = {slot: [] for slot in PART_OF_SLOT}
    sure = dict.fromkeys(PART_OF_SLOT, 1.0)
    shares: list[tuple[str, str]] = []
    for one in found:
        told = {slot: role_signs(slot, one, found, hit, verdict, view.text) for slot in PART_OF_SLOT}
        chances = {slot: pool(slot).chance(told[slot]) for slot in PART_OF_SLOT}
        sure = {slot: p * max(chances[slot], 1 - chances[slot]) for slot, p in sure.items()}
        if hit.sense.frame == "reciprocal" and "actor" in one.arcs:
            chances["actor"] = max(chances["actor"], pool("actor").needed)  # either side of what is done together
        sides = {slot: chances[slot] for slot in ("actor", "recipient") if chances[slot] >= pool(slot).needed}
        if sides:
            best = max(sides, key=lambda slot: (sides[slot], slot == "actor"))
            chosen[best].append(one.mention)
            shares.append((best, f"{one.mention.name}: {pool(best).said(told[best])}"))
        if hit.sense.change and chances["force"] >= pool("force").needed:
            chosen["force"].append(one.mention)
    actors, recipients, forces = (_once(view, chosen[slot]) for slot in PART_OF_SLOT)
    same = (actors, recipients) == (parsed.actors, parsed.recipients)
    rule = parsed.rule if same else f"{parsed.rule}, words and reader"
    both = (round(sure["actor"], 3), round(sure["recipient"], 3))
    return Roles(actors, recipients, forces, rule, both, tuple(shares))


def _once(view: View, group: Sequence[Mention]) -> tuple[Mention, ...]:
    """Without those named elsewhere in the article who are named in the sentence too."""
    here = {m.entity or m.name for m in group if view.start <= m.start < view.stop}
    return tuple(m for m in group if view.start <= m.start < view.stop or (m.entity or m.name) not in here)


def candidates(view: View, hit: ActHit, parsed: Roles, near: Roles) -> list[PartyCandidate]:
    """Everybody whom reader, arcs or words give a part, in the order of the text. A stretch of the reader is one
    party: whom arcs and words name within it is meant by it."""
    found = _shared(_read(view, hit), parsed)
    for slot, part in PART_OF_SLOT.items():
        for m in getattr(parsed, part):
            _one_of(view, found, m).arcs.add(slot)
        for m in getattr(near, part):
            _one_of(view, found, m).words.add(slot)
    hanging = arc_ties(view.arcs, view.top(hit)) if view.arcs else {}
    for one in found:
        head = view.sentence.first + one.mention.head
        one.tied = frozenset(name for name, heads in hanging.items() if one.inside and head in heads)
    return sorted(found, key=lambda c: (c.mention.start, c.mention.end))


def _shared(found: list[PartyCandidate], parsed: Roles) -> list[PartyCandidate]:
    """ "Armenian and Azerbaijani troops": one stretch of the reader, of which the arcs make a party of each country."""
    every = dict.fromkeys(m for part in PART_OF_SLOT.values() for m in getattr(parsed, part))
    split: list[PartyCandidate] = []
    for one in found:
        inside = [m for m in every if one.mention.start <= m.start and m.end <= one.mention.end]
        several = len({m.country for m in inside} - {None}) > 1
        split += [PartyCandidate(m, one.inside, seen=dict(one.seen)) for m in inside] if several else [one]
    return split


def _one_of(view: View, found: list[PartyCandidate], m: Mention) -> PartyCandidate:
    """The candidate that a mention stands for, a new one where there is none."""
    for one in found:
        if (one.mention.start <= m.start and m.end <= one.mention.end) or one.mention.start == m.start:
            return one
    found.append(PartyCandidate(m, view.start <= m.start < view.stop))
    return found[-1]


def _read(view: View, hit: ActHit) -> list[PartyCandidate]:
    """The parties that the reader's stretches name, those of several slots that overlap as one."""
    event = view.event(hit)
    stretches = [
        ((*phrase, chance), slot)
        for slot in PART_OF_SLOT
        for start, end, chance in (event.role(slot) if event is not None else ())
        for phrase in _phrases(view, hit, start, end)
    ]
    found: list[PartyCandidate] = []
    for (start, end, chance), slot in sorted(stretches, key=lambda pair: (-pair[0][2], pair[0][:2], pair[1])):
        one = next((c for c in found if c.mention.start < end and start < c.mention.end), None)
        if one is None:
            m = stretch_party(view, start, end)
            if m is None or any(c.mention.start < m.end and m.start < c.mention.end for c in found):
                continue
            one = PartyCandidate(m, view.start <= start < view.stop)
            found.append(one)
        one.seen[slot] = max(one.seen.get(slot, 0.0), chance)
    return found


def _phrases(view: View, hit: ActHit, start: int, end: int) -> list[tuple[int, int]]:
    """The whole noun phrases that a stretch of the reader stands for."""
    inside = [i for i, t in enumerate(view.tokens) if start <= t.start < end]
    if not inside:
        return [(start, end)]
    around = next((m for m in view.mentions if m.first <= inside[0] and inside[-1] < m.last), None)
    if around is not None and len(inside) > 1:
        return [(around.start, around.end)]
    base = view.sentence.first
    first, last = phrases.whole_phrase(view.arcs, base + inside[0], base + inside[-1] + 1, view.top(hit))
    found = [(a - base, b - base) for a, b in phrases.conjoined_phrases(view.arcs, first, last)]
    return [(view.tokens[a].start, view.tokens[b - 1].end) for a, b in found if b > a]


def role_signs(
    slot: str,
    one: PartyCandidate,
    all_of_them: Sequence[PartyCandidate],
    hit: ActHit,
    verdict: StatusVerdict,
    text: str,
) -> Signs:
    """What speaks for and against a party's part in an act of a text."""
    other = {"actor": "recipient", "recipient": "actor", "force": "actor"}[slot]
    rival = max((c.seen.get(slot, 0.0) for c in all_of_them if c is not one), default=0.0)
    m, mutual = one.mention, hit.sense.frame == "reciprocal"
    return {
        "arcs": float(slot in one.arcs),
        "arcs_other": float(other in one.arcs),
        "arcs_elsewhere": float(slot not in one.arcs and any(slot in c.arcs for c in all_of_them)),
        "words": float(slot in one.words),
        "words_other": float(other in one.words),
        "reader": log_odds(one.seen.get(slot, 0.0)),
        "reader_other": log_odds(one.seen.get(other, 0.0)),
        "reader_rival": log_odds(rival),
        "reader_joined": log_odds(
            max((c.seen[slot] for c in all_of_them if slot in c.seen and _joined(text, c, one)), default=0.0)
        ),
        "pronoun": float(m.kind == "pronoun"),
        "person": float(m.kind == "person"),
        "named": float(m.kind in NAMED_KINDS),
        "placed": float(bool(m.country)),
        "force": float(bool(m.force)),
        "noun": float(hit.form == "noun"),
        "elsewhere": float(not one.inside),
        "after": float(m.start > hit.start),
        "asked": float(verdict.status in ADDRESSED),
        "moves": float(bool(hit.sense.change)),
        "unseen": float(not any(c.seen for c in all_of_them)),
        **{name: float(name in one.tied) for name in TIES},
        "owner_harmed": float("owner" in one.tied and hit.sense.act in HARMFUL_ACTS),
        "of_harmed": float("by_of" in one.tied and hit.sense.act in HARMFUL_ACTS),
        "mutual": float(mutual),
        "mutual_with": float(mutual and not one.tied.isdisjoint(WITH)),
        "mutual_object": float(mutual and "object" in one.tied),
    }


def _joined(text: str, one: PartyCandidate, other: PartyCandidate) -> bool:
    """Nothing but a comma or "and" stands between the two."""
    first, second = sorted((one.mention, other.mention), key=lambda m: m.start)
    return one is not other and text[first.end : second.start].strip() in JOINING


HARMFUL_ACTS = frozenset({"ASSAULT", "COERCE"})
WITH = frozenset({"by_with", "by_between", "by_of"})
"""Ties of the other side of what is done together."""
JOINING = frozenset({",", "and", ", and", "or", "as well as", ", as well as"})


NAMED_KINDS = frozenset({"country", "organization", "group", "capital"})
ADDRESSED = frozenset({"demanded", "refused", "threatened"})


def stretch_party(view: View, start: int, end: int) -> Mention | None:
    """The party that a stretch names, on all its words: the mention at its head, else somebody whom no table knows;
    null where it names a place or no noun at all."""
    if not view.start <= start < view.stop:
        return _elsewhere(view, start, end)
    inside = [i for i, t in enumerate(view.tokens) if start <= t.start < end]
    if not inside:
        return None
    first = view.sentence.first
    head = view.arcs.top(first + inside[0], first + inside[-1] + 1) - first
    aside = next((n for n, i in enumerate(inside) if i > head and view.lower[i] in grammar().placing), None)
    if aside:  # "a tanker off Evia": where it is is no part of it
        inside = inside[:aside]
        end = view.tokens[inside[-1]].end
    head = _counted(view, inside, head)
    known = _heading(view, head)
    if known is None or (known.head != head and known.head not in inside):
        return _described(view, start, end, inside, head)
    return _widened(view, state_meant(view, known), (start, end), inside)


def _heading(view: View, head: int) -> Mention | None:
    """The mention that a token heads, else one that holds it."""
    holding = [m for m in view.mentions if m.first <= head < m.last]
    return next(iter([*(m for m in holding if m.head == head), *holding]), None)


def _widened(view: View, known: Mention, span: tuple[int, int], inside: Sequence[int]) -> Mention | None:
    """The mention on all words of the stretch; null for a place."""
    if known.kind == "place":
        return None
    if known.kind == "pronoun" or known.members:
        return known
    begin, stop = min(span[0], known.start), max(span[1], known.end)
    first, last = min(inside[0], known.first), max(inside[-1] + 1, known.last)
    return replace(known, text=view.text[begin:stop], start=begin, end=stop, first=first, last=last)


def _counted(view: View, inside: Sequence[int], head: int) -> int:
    """Of "half of the troops", "three of her guards" the head of those who are counted."""
    first, arcs = view.sentence.first, view.arcs
    those = (c for c in arcs.children[first + head] if c - first in inside and arcs.relation(c) in ("nmod", "obl"))
    of = next((c - first for c in those if "of" in (arcs.case(c), arcs.lower(min(arcs.below(c))))), None)
    counts = arcs.tags[first + head] in COUNTS or arcs.lemmas[first + head].lower() in COLLECTIVE
    return of if of is not None and counts else head


COUNTS = frozenset({"NUM", "DET", "PRON"})
REACH = 120
"""Code points that a mention may take up, at most."""


def _elsewhere(view: View, start: int, end: int) -> Mention | None:
    """The party that a stretch of another sentence names."""
    if view.around is None:
        return None
    near = (m for m in view.around.starting(start - REACH, end) if start < m.end and m.kind not in ("place", "pronoun"))
    return max(near, key=lambda m: (min(end, m.end) - max(start, m.start), -m.start), default=None)


def _described(view: View, start: int, end: int, inside: Sequence[int], head: int) -> Mention | None:
    """Somebody the tables do not know, with what the text says of them: "air defences", "the shopkeepers of the old
    town"."""
    first = view.sentence.first
    if view.arcs.tags[first + head] not in NOUN_PHRASE_TAGS or view.lower[head] in ARTICLES | WEAPONS:
        return None
    owner = next(
        (m for o in arguments.owners(view.arcs, view.in_article(head)) if (m := state_named(view, o)) is not None), None
    )
    words = view.text[start:end]
    name = re.sub(r"^(?:the|an?|its|his|their|our)\s+", "", words, flags=re.IGNORECASE)
    country = owner.country if owner else None
    return Mention(words, start, end, inside[0], inside[-1] + 1, head, "role", name, country=country)


WEAPONS = word_class("weapon_nouns") | word_class("bomb_words")
"""What somebody is killed by is nobody."""
ARTICLES = frozenset({"a", "an", "the"})
NOUN_PHRASE_TAGS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"})
