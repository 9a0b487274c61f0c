"""The claim: one act, with one status, on one chain of say-so, and who made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.records.arguments import Party, Place, Quantity, When
from sayso.records.movement import Movement
from sayso.records.say_so import Link, Quoted
from sayso.records.words import Words

Status = Literal[
    "happened", "ongoing", "agreed", "planned", "demanded", "threatened", "refused", "denied", "possible"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coder:
    """Who made a claim: name, version, and `model`, the digests of tables, weights and code; a person is `human:NAME`.

    `codebook` is the version of the rules that say what is to be written down (docs/codebook.md); null in claims made
    before it had one.
    """

    name: str
    version: str
    model: str | None = None
    codebook: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One act, with one status, on one chain of say-so."""

    id: str
    coder: Coder
    article_id: str
    sentence: int
    predicate: Words
    act: str
    mode: str | None
    status: Status
    event_type: str | None
    event_mode: str | None
    auxiliary: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Place, ...]
    time: When | None
    decided: When | None
    quantities: tuple[Quantity, ...]
    movement: Movement | None
    attribution: tuple[Link, ...]
    quoted: Quoted
    evidence: tuple[Words, ...]
    confidence: float
    interested: bool | None = None
    """Is the origin itself an actor of the act, or of an actor's side? Null where either side is unknown; absent from
    older records."""
