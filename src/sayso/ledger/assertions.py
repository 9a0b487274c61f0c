"""Claims about where armed forces are → assertions: one force, one place, one voice each, flat enough for a table.

Presence is computed from these and from nothing else.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from sayso.ground.edtf import Window, day_of, days_between, window
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import Ground, country_code, country_name, plain
from sayso.ground.voices import Voice, voices
from sayso.ledger.as_told import AsTold, is_force, left_since, movers, of_old, senses
from sayso.records import LEAVING, Claim, Coder, Force, Movement

ARRIVING = frozenset({"arrive", "reinforce", "seize"})
DIRECTIONS = dict.fromkeys(ARRIVING, "arriving") | dict.fromkeys(LEAVING, "leaving")
PLANS = frozenset({"agreed", "planned"})


@dataclass(frozen=True, slots=True)
class Recorded:
    """A claim with what the ledger knows of its article. Days are ISO texts, `recorded` a UTC date-time.

    `known` is the day from which the world could know this version of the article; `published` its own day, if it
    gives one; `names` tell whose a medium is.
    """

    claim: Claim
    version: str
    known: str
    recorded: str
    published: str | None = None
    publisher: str | None = None
    names: Names = PACKAGED_NAMES

    @property
    def by_person(self) -> bool:
        """Whether a person entered the claim: it is taken as it is."""
        return self.claim.coder.name.startswith("human:")

    @property
    def spoken(self) -> tuple[Voice, ...]:
        """On whose word the claim rests; a page without a publisher speaks for itself alone."""
        return voices(self.claim.attribution, self.publisher or self.claim.article_id, self.names)


class Assertion(msgspec.Struct, frozen=True, gc=False):
    """One side's word that a force of `kind` changes or keeps its place. `holder` is a country code, else a group.

    A struct, since an answer makes thousands of them and a dataclass of so many fields takes ten times as long.
    """

    claim: str
    coder: str
    article: str
    version: str
    known: str
    recorded: str
    published: str | None
    holder: str
    holder_name: str
    entity: str | None
    kind: str
    force: str
    place: str
    place_name: str
    country: str | None
    country2: str | None
    admin1: str | None
    precision: str
    act: str
    status: str
    change: str
    what: str
    part: str | None
    time: str | None
    decided: str | None
    strength: float | None
    low: float | None
    high: float | None
    of: str | None
    counts: str | None
    basis: str | None
    basis_text: str | None
    historical: bool
    confidence: float
    origin: str
    origin_name: str
    side: str
    side_name: str
    said: str | None
    carried: bool = False
    will: bool = False
    """Whether the words say that it is still to be."""

    @property
    def told_on(self) -> str:
        """The day of the statement, else of publication; never later than the world could know it."""
        return _told_on(self.said, self.published, self.known)

    @property
    def when(self) -> Window:
        """The days between which the act lies, if told; what is done was done by the day it was told."""
        return _until(self.time, self.told_on) if self.status in ("happened", "ongoing") else window(self.time)

    @property
    def ground(self) -> Ground:
        """The place as ground."""
        return Ground(self.place, self.place_name, self.country, self.country2, self.admin1, self.precision)

    @property
    def direction(self) -> str:
        """`leaving`, `arriving` or `staying`."""
        return DIRECTIONS.get(self.change, "staying")

    @property
    def personnel(self) -> bool:
        """Whether people are what moves; equipment alone changes nobody's presence."""
        return self.what != "equipment"


def assertions(told: Recorded, lent: Sequence[Ground] = ()) -> tuple[Assertion, ...]:
    """What a claim asserts about where forces are, as its words say it (`as_told`): each force by each place by each
    voice; empty without a movement, a place, or somebody whose force it is.

    `lent` are places told elsewhere in the article, used where the claim has none of its own.
    """
    claim, movement = told.claim, told.claim.movement
    if movement is None:
        return ()
    owner = None if told.by_person else _sender(claim)
    forces = _forces(told, movement)
    return tuple(
        _assertion(told, movement, sense, force, holder, at, voice, not sense.grounds)
        for sense in senses(claim, movement)
        for force, at, voice in itertools.product(forces, sense.grounds or lent, told.spoken)
        if (holder := _holder(force, owner, at, sure=told.by_person))
    )


def _forces(told: Recorded, movement: Movement) -> tuple[Force, ...]:
    """The armed people who move; a person's claim is taken as it is."""
    if told.by_person:
        return tuple(dict.fromkeys(movement.forces))
    if left_since(told.claim, movement):
        return ()
    return tuple(f for f in dict.fromkeys(movers(told.claim, movement)) if is_force(f))


def _sender(claim: Claim) -> str | None:
    """The one country whose act it is: it moves its own forces where no words say whose they are."""
    found = {p.country for p in claim.actors}
    return found.pop() if len(found) == 1 else None


def _named(force: Force) -> bool:
    """A group that has a name of its own; a demonym names none."""
    known = bool(force.entity and not force.entity.startswith("x:"))
    return known or any(w[:1].isupper() for w in force.name.split()[1:] if not country_code(w))


def of_article(claims: Sequence[Recorded]) -> list[tuple[Assertion, ...]]:
    """The assertions of an article's claims, claim by claim.

    "They agreed on the withdrawal" names no place: a plan takes those of the nearest plan in the article that moves
    the same holder's forces the same way. Only plans do, since a plan changes no state; the assertion says that its
    place is
    carried.
    """
    own = [assertions(told) for told in claims]
    lenders = [(told, found) for told, found in zip(claims, own, strict=True) if found and found[0].status in PLANS]
    return [found or assertions(told, _lent(told, lenders)) for told, found in zip(claims, own, strict=True)]


def _lent(told: Recorded, lenders: Sequence[tuple[Recorded, tuple[Assertion, ...]]]) -> tuple[Ground, ...]:
    movement = told.claim.movement
    if movement is None or told.claim.status not in PLANS:
        return ()
    owner = _sender(told.claim)
    holders, going = {f.country or owner or f.entity for f in movement.forces}, direction_of(movement.change)
    fitting = [(abs(other.claim.sentence - told.claim.sentence), n, found)
               for n, (other, found) in enumerate(lenders)
               if found[0].direction == going and holders & {a.holder for a in found}]  # fmt: skip
    nearest = min(fitting, key=lambda row: row[:2], default=None)
    return tuple(dict.fromkeys(a.ground for a in nearest[2])) if nearest else ()


@lru_cache(maxsize=65_536)
def _told_on(said: str | None, published: str | None, known: str) -> str:
    return min(day_of(said) or published or known, known)


@lru_cache(maxsize=65_536)
def _until(time: str | None, day: str) -> Window:
    return window(time).until(day)


def family(kind: str) -> str:
    """Soldiers told of as an army, troops or merely forces are one force; guards, police, ships and the like are
    others."""
    return "forces" if kind == "army" else kind


def direction_of(change: str) -> str:
    """`leaving`, `arriving` or `staying`."""
    return DIRECTIONS.get(change, "staying")


def _assertion(
    told: Recorded, movement: Movement, sense: AsTold, force: Force, holder: tuple[str, str], at: Ground, voice: Voice,
    carried: bool,
) -> Assertion:  # fmt: skip
    claim, basis = told.claim, movement.basis
    s = None if sense.cut else movement.strength
    time, old = _dated(sense, told)
    return Assertion(
        claim.id,
        coder_name(claim.coder),
        claim.article_id,
        told.version,
        told.known,
        told.recorded,
        told.published,
        *holder,
        force.entity,
        force.kind,
        force.name,
        at.key,
        at.name,
        at.country,
        at.country2,
        at.admin1,
        at.precision,
        claim.act,
        _status(sense, time, told),
        sense.change,
        movement.what,
        sense.part,
        time,
        claim.decided.edtf if claim.decided else None,
        s.value if s else None,
        s.low if s else None,
        s.high if s else None,
        s.of if s else None,
        sense.counts if s else None,
        basis.kind if basis else None,
        basis.text if basis else None,
        old,
        claim.confidence,
        voice.origin,
        voice.name,
        voice.side,
        voice.side_name,
        voice.said,
        carried,
        sense.will,
    )


def _status(sense: AsTold, time: str | None, told: Recorded) -> str:
    """What is dated after the day it was told is still to come, however it is told."""
    low = window(time).low
    told_on = _told_on(None, told.published, told.known)
    later = low is not None and low > told_on and sense.status in ("happened", "ongoing")
    return "planned" if later and sense.change != "remain" and not told.by_person else sense.status


def _dated(sense: AsTold, told: Recorded) -> tuple[str | None, bool]:
    """When it is, and whether it is long over. A day before it was told is no day of what will be; words that put it
    years back are sure of that, and of no day."""
    claim = told.claim
    time, old = (claim.time.edtf if claim.time else None), "historical" in claim.auxiliary or _of_old(told)
    if told.by_person:
        return time, old
    over, told_on = window(time).high, _told_on(None, told.published, told.known)
    if of_old(claim):
        return (time if over and days_between(over, told_on) > A_YEAR else None), True
    to_come = sense.will and sense.status in PLANS and over and over < told_on
    return (None, False) if to_come else (time, old)


A_YEAR = 330
"""Days before it was told that are a year ago, or nearly."""


YEAR = re.compile(r"\b(?:in|since|of|until|by|from|after|before|,)\s+(?:\w+\s+)?(1[89]\d\d|20\d\d)\b")


def _of_old(told: Recorded) -> bool:
    """Whether the words name a year that was over when they were printed, though the claim has no time."""
    if told.claim.time is not None or told.by_person:
        return False
    year = int((told.published or told.known)[:4])
    return any(int(y) < year - 1 for w in told.claim.evidence for y in YEAR.findall(w.text))


def _holder(force: Force, owner: str | None, at: Ground, *, sure: bool) -> tuple[str, str] | None:
    """Whose force it is: its country, else the sender's; a group that is nobody's state force goes by itself.

    Null where no words tell: "138 soldiers" and "terrorists" are nobody's, and ground does not own who stands on it.
    `sure`: a person said so.
    """
    country = force.country if sure or _owned(force, at) else None
    country = country or (None if _named(force) or owner in (at.country, at.country2) else owner)
    if country and force.kind not in ("militia", "rebels", "mercenaries"):
        return country, country_name(country)
    told_whose = force.country is not None or any(w[:1].isupper() for w in force.name.split())
    if sure or _named(force) or (told_whose and force.kind in ("militia", "rebels", "mercenaries")):
        return force.entity or f"name:{plain(force.name)}", force.name
    return None


def forces_owner(claim: Claim, grounds: Sequence[Ground]) -> frozenset[str]:
    """Whose forces a claim tells of, as far as its words tell: keys of countries and groups."""
    sure = claim.coder.name.startswith("human:")
    owner = None if sure else _sender(claim)
    forces = claim.movement.forces if claim.movement else ()
    at = grounds or (Ground("", "", None, None, None, "country"),)
    found = (_holder(f, owner, g, sure=sure) for f in forces for g in at)
    return frozenset(holder[0] for holder in found if holder)


def _owned(force: Force, at: Ground) -> bool:
    """Whether more than the ground it stands on can have told the country of a force."""
    if force.country is None or force.country not in (at.country, at.country2) or _named(force):
        return True
    words = [w.strip("'’,") for w in force.text.split()]
    names = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, i + 4))
    return any(country_code(name) == force.country for name in names)


def holder_of(asked: str) -> str:
    """The key of a force as asked for: a country's code, name or demonym, an entity, or a group's name."""
    return country_code(asked) or (
        asked if "." in asked or asked.startswith(("x:", "name:")) else f"name:{plain(asked)}"
    )


def coder_name(coder: Coder) -> str:
    """Name, version and model of a coder as one key; a person is `human:NAME`."""
    return coder.name if coder.name.startswith("human:") else "/".join((coder.name, coder.version, coder.model or ""))
