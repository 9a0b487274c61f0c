"""The chain of say-so: on whose word a claim rests, link by link, the publisher first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.records.words import Words
from sayso.spans import sound

Quoted = Literal["direct", "mixed", "indirect", "none"]
LinkKind = Literal[
    "publisher", "agency", "outlet", "official", "person", "organization", "document", "witness", "anonymous"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain of say-so. Publisher and agency links read from metadata have no span."""

    name: str | None
    kind: LinkKind
    entity: str | None = None
    speaks_for: str | None = None
    text: str | None = None
    start: int | None = None
    end: int | None = None
    cue: Words | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    anonymous: bool = False
    carried: bool = False
    jointly: tuple[Link, ...] = ()
    on: str | None = None

    def __post_init__(self) -> None:
        if self.start is not None or self.end is not None:
            sound((-1 if self.start is None else self.start, -1 if self.end is None else self.end))
