"""What an act changes about where armed forces are: which, how strong, from where to where and on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.records.arguments import Place, QuantityOf
from sayso.spans import Spanned

BasisKind = Literal["host_request", "agreement", "mandate", "order", "invasion"]
Change = Literal["arrive", "reinforce", "remain", "rotate", "reduce", "leave", "seize", "cede"]
ForceKind = Literal[
    "army", "navy", "air_force", "border_guards", "peacekeepers", "police", "militia", "rebels", "mercenaries",
    "forces",
]  # fmt: skip
MovedPart = Literal["all", "part", "residual"]
MovedWhat = Literal["personnel", "equipment", "bases", "all"]
StrengthCounts = Literal["moved", "residual", "total"]
LEAVING: frozenset[Change] = frozenset({"leave", "reduce", "cede"})


@dataclass(frozen=True, slots=True)
class Force(Spanned):
    """A party that is an armed force, with its kind."""

    text: str
    start: int
    end: int
    name: str
    kind: ForceKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Strength(Spanned):
    """How many people or units, and whether that counts the moved part, the rest or the total."""

    value: float | None
    low: float | None
    high: float | None
    of: QuantityOf
    unit: str | None
    text: str
    start: int
    end: int
    counts: StrengthCounts


@dataclass(frozen=True, slots=True)
class MovementBasis(Spanned):
    """Why a force may be there or leaves, with the words that say so."""

    kind: BasisKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Movement:
    """What an act changes about where armed forces are (docs/record.md, Movement)."""

    forces: tuple[Force, ...]
    change: Change
    what: MovedWhat = "personnel"
    part: MovedPart | None = None
    places_from: tuple[Place, ...] = ()
    places_to: tuple[Place, ...] = ()
    strength: Strength | None = None
    basis: MovementBasis | None = None
