"""Claims about where armed forces are → assertions: one force, one place, one voice each, flat enough for a table.

Presence is computed from these and from nothing else.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.ground.edtf import Window, day_of, window
from sayso.ground.names import PACKAGED, Names
from sayso.ground.places import Ground, country_code, country_name, ground, plain
from sayso.ground.voices import Voice, voices
from sayso.records import Claim, Coder, Force, Movement, Place

ARRIVING = frozenset({"arrive", "reinforce", "seize"})
LEAVING = frozenset({"leave", "reduce", "cede"})
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
    names: Names = PACKAGED

    @property
    def spoken(self) -> tuple[Voice, ...]:
        """On whose word the claim rests."""
        return voices(self.claim.attribution, self.publisher, self.names)


@dataclass(frozen=True, slots=True)
class Assertion:
    """One side's word that a force of `kind` changes or keeps its place. `holder` is a country code, else a group."""

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
    """What a claim asserts about where forces are: each force by each place by each voice; empty without a movement or
    place.

    `lent` are places told elsewhere in the article, used where the claim has none of its own.
    """
    movement = told.claim.movement
    if movement is None:
        return ()
    own = tuple(dict.fromkeys(ground(p) for p in _places(movement, told.claim.places)))
    forces = tuple(dict.fromkeys(movement.forces))
    return tuple(_assertion(told, movement, force, at, voice, not own)
                 for force, at, voice in itertools.product(forces, own or lent, told.spoken))  # fmt: skip


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
    holders = {_holder(f)[0] for f in movement.forces}
    fitting = [(abs(other.claim.sentence - told.claim.sentence), n, found) for n, (other, found) in enumerate(lenders)
               if found[0].direction == direction(movement.change) and holders & {a.holder for a in found}]  # fmt: skip
    nearest = min(fitting, key=lambda row: row[:2], default=None)
    return tuple(dict.fromkeys(a.ground for a in nearest[2])) if nearest else ()


@lru_cache(maxsize=65_536)
def _told_on(said: str | None, published: str | None, known: str) -> str:
    return min(day_of(said) or published or known, known)


@lru_cache(maxsize=65_536)
def _until(time: str | None, day: str) -> Window:
    return window(time).until(day)


def direction(change: str) -> str:
    """`leaving`, `arriving` or `staying`."""
    return DIRECTIONS.get(change, "staying")


def _places(movement: Movement, places: tuple[Place, ...]) -> tuple[Place, ...]:
    leaving = movement.change in LEAVING
    own = movement.places_from if leaving else movement.places_to
    return own or (movement.places_to if leaving else movement.places_from) or places


def _assertion(told: Recorded, movement: Movement, force: Force, at: Ground, voice: Voice, carried: bool) -> Assertion:
    claim, basis, s = told.claim, movement.basis, movement.strength
    return Assertion(
        claim.id,
        coder_name(claim.coder),
        claim.article_id,
        told.version,
        told.known,
        told.recorded,
        told.published,
        *_holder(force),
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
        claim.status,
        movement.change,
        movement.what,
        movement.part,
        claim.time.edtf if claim.time else None,
        claim.decided.edtf if claim.decided else None,
        s.value if s else None,
        s.low if s else None,
        s.high if s else None,
        s.of if s else None,
        s.counts if s else None,
        basis.kind if basis else None,
        basis.text if basis else None,
        "historical" in claim.auxiliary,
        claim.confidence,
        voice.origin,
        voice.name,
        voice.side,
        voice.side_name,
        voice.said,
        carried,
    )


def _holder(force: Force) -> tuple[str, str]:
    """Whose force it is: its country; a group that is nobody's state force goes by itself."""
    if force.country and force.kind not in ("militia", "rebels", "mercenaries"):
        return force.country, country_name(force.country)
    return force.entity or f"name:{plain(force.name)}", force.name


def holder_of(asked: str) -> str:
    """The key of a force as asked for: a country's code, name or demonym, an entity, or a group's name."""
    return country_code(asked) or (
        asked if "." in asked or asked.startswith(("x:", "name:")) else f"name:{plain(asked)}"
    )


def coder_name(coder: Coder) -> str:
    """Name, version and model of a coder as one key; a person is `human:NAME`."""
    return coder.name if coder.name.startswith("human:") else "/".join((coder.name, coder.version, coder.model or ""))
