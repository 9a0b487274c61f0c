"""Where armed forces are: the movement of an act whose word changes that (docs/record.md, Movement). Words are in
data/movement.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.parties.mention import Mention
from sayso.claims.parties.parts import Roles
from sayso.claims.roles.senders import of_sender, sender
from sayso.claims.sentence import QUOTES, View
from sayso.records import (
    BasisKind,
    Change,
    Force,
    ForceKind,
    MovedPart,
    MovedWhat,
    Movement,
    MovementBasis,
    Place,
    Quantity,
    Status,
    Strength,
    StrengthCounts,
)
from sayso.resources import table

TAKING = frozenset({"seize", "arrive", "reinforce", "remain"})
MOVED_TOKENS = 14
"""Tokens from an act to a force or figure that it may move, at most."""
Ends = tuple[tuple[Place, ...], tuple[Place, ...]]


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: tuple[tuple[str, frozenset[str]], ...]
    peacekeeping: re.Pattern[str]
    equipment: frozenset[str]
    bases: frozenset[str]
    parts: Mapping[str, frozenset[str]]
    basis: tuple[tuple[str, re.Pattern[str]], ...]
    counts: Mapping[str, frozenset[str]]


@cache
def _words() -> _Words:
    raw: dict[str, Any] = table("movement.yaml")
    return _Words(
        tuple((kind, frozenset(nouns)) for kind, nouns in raw["kinds"].items()),
        re.compile(rf"\b(?:{'|'.join(map(re.escape, raw['context']['peacekeepers']))})\b"),
        frozenset(raw["equipment"]), frozenset(raw["bases"]),
        {name: frozenset(raw[name]) for name in ("all", "part", "residual")},
        tuple((kind, re.compile(source, re.IGNORECASE)) for kind, source in raw["basis"]),
        {name: frozenset(cues) for name, cues in raw["counts"].items()},
    )  # fmt: skip


def movement(
    view: View, hit: ActHit, roles: Roles, status: Status, quantities: Sequence[Quantity], ends: Ends
) -> Movement | None:
    """The movement of an act, or null where its word moves nobody or no force is named. `ends`: the places that it
    leads from and to."""
    change = hit.sense.change
    if change is None:
        return None
    forces = _forces(view, hit, roles, status, quantities)
    if not forces:
        return None
    return Movement(
        forces, cast(Change, change), what=_what(forces), part=_part(view, forces, change),
        places_from=ends[0], places_to=ends[1],
        strength=_strength(view, hit, quantities, change), basis=basis(view),
    )  # fmt: skip


def _forces(view: View, hit: ActHit, roles: Roles, status: Status, quantities: Sequence[Quantity]) -> tuple[Force, ...]:
    """The forces named in the roles; else those that the act reaches, in words or as a figure; else the party that
    moves."""
    named = [m for m in roles.forces if m.force]
    if named:
        return _as_forces(view, _joined(view, named))
    return _of_those_told(view, roles) or _unnamed(view, hit, roles, status, quantities)


def _joined(view: View, named: Sequence[Mention]) -> list[Mention]:
    """ "The withdrawal of our military and border guards": forces that are named with those that move, move too."""
    done = {m.head: m for m in named}
    for m in named:
        same = next((one for one in view.mentions if one.head == m.head), None)
        for other in view.joined(same) if same is not None else ():
            within = any(one.start <= other.start and other.end <= one.end for one in named)
            if other.force and other.kind == "force" and not within:
                done.setdefault(other.head, replace(other, country=other.country or m.country))
    return sorted(done.values(), key=lambda m: m.start)


def _unnamed(
    view: View, hit: ActHit, roles: Roles, status: Status, quantities: Sequence[Quantity]
) -> tuple[Force, ...]:
    """What the act reaches, where the roles name no force."""
    counted, near = _counted(view, hit, quantities), _reached(view, hit)
    if counted is not None and (near is None or near.start > counted.start):
        return (_figure(view, counted, (*roles.forces, *roles.actors)),)
    if near is not None:
        return _as_forces(view, [of_sender(near, sender(hit, roles, status))])
    return _as_forces(view, roles.forces or (roles.actors if hit.sense.change in TAKING else ()))


def _as_forces(view: View, moving: Iterable[Mention]) -> tuple[Force, ...]:
    return tuple(_force(view, m) for m in moving if m.force or m.country or m.sectors)


def _of_those_told(view: View, roles: Roles) -> tuple[Force, ...]:
    """ "All 600 have gone": of the force that the text named right before, with whose it is."""
    who = next((m for m in roles.actors if BARE_NUMBER.fullmatch(m.text)), None)
    if who is None or view.around is None:
        return ()
    near = (m for m in view.around.before(who.start) if who.start - m.start <= TOLD_BEFORE and m.force)
    meant = next(near, None)
    if meant is None or meant.country is None or meant.by_story:
        return ()
    return (_force(view, replace(who, country=meant.country, sectors=meant.sectors, force=meant.force)),)


BARE_NUMBER = re.compile(
    r"(?:all|the|the remaining|about|around|some|nearly|the last|the other)?"
    r"\s*(?:all )?\d[\d,.]*(?: of (?:them|those))?",
    re.IGNORECASE,
)
TOLD_BEFORE = 500
"""Code points within which a bare number is of the force named last."""


def _reached(view: View, hit: ActHit) -> Mention | None:
    """The first force named after the act, within reach; not beyond a quotation that holds the act."""
    last = hit.last_token
    near = (m for m in view.mentions if m.force and last < m.first <= last + MOVED_TOKENS)
    found = next(near, None)
    return found if found and not QUOTES.intersection(view.lower[last + 1 : found.first]) else None


def _counted(view: View, hit: ActHit, quantities: Sequence[Quantity]) -> Quantity | None:
    """The first figure of troops or arms after the act, within reach."""
    last = min(hit.last_token + MOVED_TOKENS, len(view.tokens) - 1)
    return next(
        (q for q in quantities if q.of in ("troops", "units") and hit.end <= q.start < view.tokens[last].end), None
    )


def _force(view: View, mention: Mention) -> Force:
    party = mention.party()
    kind = force_kind(mention.text.lower().split(), view, mention.force)
    return Force(
        mention.text, mention.start, mention.end, mention.name, kind, party.country, party.sectors, party.entity
    )


def _figure(view: View, q: Quantity, owners: Sequence[Mention]) -> Force:
    """ "1,000 of its soldiers": the force of the party that owns it."""
    owner = next((m for m in owners if m.country), None)
    sectors = owner.party().sectors if owner and owner.force else ("MIL",)
    return Force(
        q.text,
        q.start,
        q.end,
        q.text,
        force_kind(q.text.lower().split(), view, None),
        owner.country if owner else None,
        sectors,
    )


def force_kind(words: Iterable[str], view: View, known: str | None) -> ForceKind:
    """The kind of a force: what the roles table knows, unless that is only "forces"; else what its own words say."""
    if known and known != "forces":
        return cast(ForceKind, known)
    own = {w.strip(".,;:'’\"“”") for w in words}
    named = next((kind for kind, nouns in _words().kinds if nouns & own), None)
    found = named or "forces"
    if named in ("army", "forces", "police") and _words().peacekeeping.search(view.text, view.start, view.stop):
        return "police" if found == "police" else "peacekeepers"
    return cast(ForceKind, found)


def _what(forces: Sequence[Force]) -> MovedWhat:
    """Personnel, unless the last noun of the force is a thing."""
    last = forces[0].text.lower().split()[-1]
    return "equipment" if last in _words().equipment else "bases" if last in _words().bases else "personnel"


def _part(view: View, forces: Sequence[Force], change: str) -> MovedPart | None:
    """What the words before and in the force say; else a force that leaves leaves whole, one that is reduced goes in
    part."""
    if change == "reduce":
        return "part"
    force = forces[0]
    before = [t.text.lower() for t in view.tokens if force.start - 16 <= t.start < force.start][-2:]
    own = {*before, *force.text.lower().split()}
    if own & _words().parts["residual"]:
        return "all" if change == "leave" else "residual"
    if change != "leave":
        return "all" if "all" in own else "part" if own & (_words().parts["part"] - {"some", "first"}) else None
    partial = _OF_ALL.search(view.text[max(view.start, force.start - 20) : force.end].lower())
    return "part" if partial or (own & _words().parts["part"] and not own & _words().parts["all"]) else "all"


_OF_ALL = re.compile(
    r"(?:[\d,.]*\d|some|many|half|dozens|hundreds|thousands)\s(?:more\s)?of\s(?:its|the|their|his|her|those)\s"
)
""" "400 of its soldiers": a part, whether the figure belongs to the force's name or stands before it."""


def _strength(view: View, hit: ActHit, quantities: Sequence[Quantity], change: str) -> Strength | None:
    """The figure of people or units nearest to the act, and what it counts."""
    bare = (None, "personnel", "strong", "men")
    counted = [q for q in quantities if q.of in ("troops", "units") or (q.of == "people" and q.unit in bare)]
    best = min(counted, key=lambda q: (min(abs(q.start - hit.end), abs(hit.start - q.end)), q.start), default=None)
    if best is None:
        return None
    counts = _counts(view, best, change)
    return Strength(best.value, best.low, best.high, best.of, best.unit, best.text, best.start, best.end, counts)


def _counts(view: View, q: Quantity, change: str) -> StrengthCounts:
    """Moved, residual or total: by the word before the figure where the force shrinks, else by the change."""
    before = [t.text.lower() for t in view.tokens if t.end <= q.start][-2:]
    if "strong" in q.text.lower():
        return "total"
    if change == "remain":
        return "residual" if set(before) & (_words().counts["residual"] | _words().parts["residual"]) else "total"
    if change == "reduce":
        cue = before[-1:] or [""]
        return "residual" if cue[0] == "to" else "total" if cue[0] in _words().counts["total"] else "moved"
    if change == "leave" and set(before) & {"leaving", "keep", "keeping"}:
        return "residual"
    return "moved"


def basis(view: View) -> MovementBasis | None:
    """The words of the sentence that say why the force may be there, or why it leaves."""
    for kind, pattern in _words().basis:
        if match := pattern.search(view.text, view.start, view.stop):
            return MovementBasis(cast(BasisKind, kind), match[0], match.start(), match.end())
    return None
