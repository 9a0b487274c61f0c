"""Arcs, words and reader weighed against each other: which party plays which part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.parties.mention import Mention
from sayso.claims.parties.parts import Roles
from sayso.claims.roles.nationality import state, whose
from sayso.claims.sentence import View
from sayso.claims.status.weighed import Verdict
from sayso.claims.syntax import arguments
from sayso.claims.weigh import Signs, log_odds, pool
from sayso.english.closed import grammar

PARTS = {"actor": "actors", "recipient": "recipients", "force": "forces"}
"""Name of a slot and its decision → the part of `Roles`."""


@dataclass(slots=True)
class Candidate:
    """A party that may play a part, and what each voter says of it by slot."""

    mention: Mention
    inside: bool
    """It stands in the sentence of the act."""
    arcs: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    seen: dict[str, float] = field(default_factory=dict)
    """Slot → the reader's chance."""


def weighed(view: View, hit: ActHit, verdict: Verdict, parsed: Roles, near: Roles) -> Roles:
    """Each party in the part that arcs, words and reader together speak for most, if they do enough."""
    found = candidates(view, hit, parsed, near)
    chosen: dict[str, list[Mention]] = {slot: [] for slot in PARTS}
    sure = dict.fromkeys(PARTS, 1.0)
    for one in found:
        chances = {slot: pool(slot).chance(signs(slot, one, found, hit, verdict)) for slot in PARTS}
        sure = {slot: p * max(chances[slot], 1 - chances[slot]) for slot, p in sure.items()}
        sides = {slot: chances[slot] for slot in ("actor", "recipient") if chances[slot] >= pool(slot).needed}
        if sides:
            chosen[max(sides, key=lambda slot: (sides[slot], slot == "actor"))].append(one.mention)
        if hit.sense.change and chances["force"] >= pool("force").needed:
            chosen["force"].append(one.mention)
    actors, recipients, forces = (tuple(chosen[slot]) for slot in PARTS)
    same = (actors, recipients) == (parsed.actors, parsed.recipients)
    rule = parsed.rule if same else f"{parsed.rule}, words and reader"
    return Roles(actors, recipients, forces, rule, (round(sure["actor"], 3), round(sure["recipient"], 3)))


def candidates(view: View, hit: ActHit, parsed: Roles, near: Roles) -> list[Candidate]:
    """Everybody whom arcs, words or reader give a part, in the order of the text."""
    known: dict[int, Candidate] = {}
    for slot, part in PARTS.items():
        for m in getattr(parsed, part):
            known.setdefault(m.start, Candidate(m, view.start <= m.start < view.stop)).arcs.add(slot)
        for m in getattr(near, part):
            known.setdefault(m.start, Candidate(m, view.start <= m.start < view.stop)).words.add(slot)
    for slot, stretch in _stretches(view, hit):
        for m in _seen(view, stretch, known):
            seen = known.setdefault(m.start, Candidate(m, view.start <= m.start < view.stop)).seen
            seen[slot] = max(seen.get(slot, 0.0), stretch[2])
    return [known[start] for start in sorted(known)]


def _stretches(view: View, hit: ActHit) -> Iterable[tuple[str, tuple[int, int, float]]]:
    event = view.event(hit)
    return [(slot, stretch) for slot in PARTS for stretch in (event.role(slot) if event is not None else ())]


def signs(slot: str, one: Candidate, all_of_them: Sequence[Candidate], hit: ActHit, verdict: Verdict) -> Signs:
    """What speaks for and against a party's part in an act."""
    other = {"actor": "recipient", "recipient": "actor", "force": "actor"}[slot]
    rival = max((c.seen.get(slot, 0.0) for c in all_of_them if c is not one), default=0.0)
    m = one.mention
    return {
        "arcs": float(slot in one.arcs),
        "arcs_other": float(other in one.arcs),
        "arcs_elsewhere": float(slot not in one.arcs and any(slot in c.arcs for c in all_of_them)),
        "words": float(slot in one.words),
        "words_other": float(other in one.words),
        "reader": log_odds(one.seen.get(slot, 0.0)),
        "reader_other": log_odds(one.seen.get(other, 0.0)),
        "reader_rival": log_odds(rival),
        "pronoun": float(m.kind == "pronoun"),
        "person": float(m.kind == "person"),
        "named": float(m.kind in NAMED),
        "placed": float(bool(m.country)),
        "force": float(bool(m.force)),
        "noun": float(hit.form == "noun"),
        "elsewhere": float(not one.inside),
        "after": float(m.start > hit.start),
        "asked": float(verdict.status in ASKED),
        "moves": float(bool(hit.sense.change)),
        "unseen": float(not any(c.seen for c in all_of_them)),
    }


NAMED = frozenset({"country", "organization", "group", "capital"})
ASKED = frozenset({"demanded", "refused", "threatened"})


def _seen(view: View, stretch: tuple[int, int, float], known: Mapping[int, Candidate]) -> tuple[Mention, ...]:
    """The parties that a stretch of the reader names; one that no table knows where it names none of them."""
    start, end, _ = stretch
    if not view.start <= start < view.stop:
        return _elsewhere(view, start, end)
    there = [m for m in view.mentions if start <= view.tokens[m.head].start < end and (m.kind != "place" or m.country)]
    inside = tuple(m for m in (whose(view, m) for m in there if not _placing(view, m, start)) if m.kind != "place")
    return inside or tuple(m for m in _described(view, start, end) if m.start not in known)


REACH = 120
"""Code points that a mention may take up, at most."""


def _elsewhere(view: View, start: int, end: int) -> tuple[Mention, ...]:
    """The party that a stretch of another sentence names."""
    if view.around is None:
        return ()
    near = (m for m in view.around.starting(start - REACH, end) if start < m.end and m.kind not in ("place", "pronoun"))
    best = max(near, key=lambda m: (min(end, m.end) - max(start, m.start), -m.start), default=None)
    return () if best is None else (best,)


def _placing(view: View, mention: Mention, start: int) -> bool:
    """The mention tells where somebody is whom the stretch names before it: "a tanker off Evia"."""
    return view.tokens[mention.first].start > start and view.governed(mention) in grammar().placing


def _described(view: View, start: int, end: int) -> list[Mention]:
    """Somebody the tables do not know, with what the text says of them: "air defences", "the shopkeepers of the old
    town"."""
    inside = [i for i, t in enumerate(view.tokens) if start <= t.start < end]
    if not inside:
        return []
    head = view.arcs.top(view.sentence.first + inside[0], view.sentence.first + inside[-1] + 1) - view.sentence.first
    if view.arcs.tags[view.sentence.first + head] not in ("NOUN", "PROPN", "NUM", "PRON"):
        return []
    owner = next(
        (m for o in arguments.owners(view.arcs, view.sentence.first + head) if (m := state(view, o)) is not None), None
    )
    words = view.text[start:end]
    name = re.sub(r"^(?:the|an?|its|his|their|our)\s+", "", words, flags=re.IGNORECASE)
    return [
        Mention(
            words, start, end, inside[0], inside[-1] + 1, head, "role", name, country=owner.country if owner else None
        )
    ]
