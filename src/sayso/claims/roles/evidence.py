"""Arcs, words and reader weighed against each other: which party plays which part."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.parties.mention import Mention
from sayso.claims.parties.parts import Roles
from sayso.claims.roles.nationality import state, whose
from sayso.claims.sentence import View
from sayso.claims.syntax import arguments
from sayso.english.closed import grammar

ARCS, WORDS, READER = 0.8, 0.6, 1.6
"""What a party's part weighs that the arcs, the words around the act, or the reader (times its probability) give."""
WEIGHT_NEEDED = {"actors": 1.1, "recipients": 0.75, "forces": 0.75}
"""How much weight a part takes: recipients are missed more often than they are wrong."""
AGREED, WEIGHT_BESIDE = 1.4, {"actors": 1.35, "recipients": 1.35, "forces": 0.75}
"""Beside a party that arcs and words agree on another one takes more;"""
JOINED = 0.75
"""less where the two are joined by "and"."""


def weighed(view: View, hit: ActHit, parsed: Roles, near: Roles) -> Roles:
    """Each party in the part that arcs, words and reader together speak for most, if they do enough."""
    votes, known = _votes(view, hit, parsed, near)
    chosen: dict[str, list[Mention]] = {"actors": [], "recipients": [], "forces": []}
    bars = {
        part: WEIGHT_BESIDE[part]
        if max((v.get(part, 0.0) for v in votes.values()), default=0.0) >= AGREED
        else WEIGHT_NEEDED[part]
        for part in WEIGHT_NEEDED
    }
    for start in sorted(votes):
        sides = {part: votes[start].get(part, 0.0) for part in ("actors", "recipients")}
        best = max(sides, key=lambda part: (sides[part], part == "actors"))
        if sides[best] >= bars[best]:
            chosen[best].append(known[start])
        if votes[start].get("forces", 0.0) >= WEIGHT_NEEDED["forces"] and hit.sense.change:
            chosen["forces"].append(known[start])
    actors, recipients = (_with_joined(view, chosen[part], votes, part) for part in ("actors", "recipients"))
    forces = tuple(chosen["forces"])
    rule = (
        parsed.rule
        if (actors, recipients) == (parsed.actors, parsed.recipients)
        else f"{parsed.rule}, words and reader"
    )
    return Roles(actors, recipients, forces or (parsed.forces if hit.sense.change else ()), rule)


def _votes(
    view: View, hit: ActHit, parsed: Roles, near: Roles
) -> tuple[dict[int, dict[str, float]], dict[int, Mention]]:
    """(what speaks for each part of each party, the parties), both by where a party begins."""
    votes: dict[int, dict[str, float]] = {}
    known: dict[int, Mention] = {}
    for found, weight in ((parsed, ARCS), (near, WORDS)):
        for part in ("actors", "recipients", "forces"):
            _vote(votes, known, part, getattr(found, part), weight)
    event = view.event(hit)
    fought = parsed.rule == "reciprocal" and hit.sense.act == "ASSAULT"
    other = "actors" if fought else "recipients"  # who is fought acts too
    for part, name in (("actors", "actor"), (other, "recipient"), ("forces", "force")):
        for stretch in event.role(name) if event is not None else ():
            _vote(votes, known, part, _seen(view, stretch), READER * stretch[2])
    return votes, known


def _with_joined(
    view: View, group: list[Mention], votes: dict[int, dict[str, float]], part: str
) -> tuple[Mention, ...]:
    """Who is joined to a party by "and" plays its part, unless more speaks for another part."""
    whole = list(group)
    for m in group:
        beside = view.joined(m) if m in view.mentions else []
        whole += [other for other in beside if other not in whole and _plays(votes.get(other.start, {}), part)]
    return tuple(sorted(whole, key=lambda m: m.start))


def _plays(votes: dict[str, float], part: str) -> bool:
    """Nothing speaks for a party's other parts, or enough for this one and more than for them."""
    return not votes or (votes.get(part, 0.0) >= JOINED and max(votes, key=lambda name: votes[name]) == part)


def _vote(
    votes: dict[int, dict[str, float]], known: dict[int, Mention], part: str, group: Iterable[Mention], weight: float
) -> None:
    for m in group:
        known.setdefault(m.start, m)
        of = votes.setdefault(m.start, {})
        of[part] = of.get(part, 0.0) + weight


def _seen(view: View, stretch: tuple[int, int, float]) -> tuple[Mention, ...]:
    start, end, score = stretch
    there = [m for m in view.mentions if start <= view.tokens[m.head].start < end and (m.kind != "place" or m.country)]
    inside = tuple(m for m in (whose(view, m) for m in there if not _placing(view, m, start)) if m.kind != "place")
    if inside or score < 0.5:
        return inside
    return tuple(_described(view, start, end))


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
    if view.arcs.tags[view.sentence.first + head] not in ("NOUN", "PROPN"):
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
