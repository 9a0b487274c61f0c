"""The layers below the claim, which `annotate` writes and a claim's reasons point to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.records.claim import Status
from sayso.records.words import Words
from sayso.spans import Spanned, sound


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words or thoughts as the text gives them: spans `[start, end)` of source, cue and content."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        sound(*self.source, *self.cue, *self.content)


@dataclass(frozen=True, slots=True)
class TimeMention(Spanned):
    """A time expression: type (DATE TIME DURATION SET), EDTF where it has one, and the TIMEX3 value."""

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    edtf: str | None
    timex3: str | None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention(Spanned):
    """A toponym, demonyms and metonyms included."""

    start: int
    end: int
    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class EventMention(Spanned):
    """A word that names an event, political or not, and how real the text says it is."""

    start: int
    end: int
    status: Status


@dataclass(frozen=True, slots=True)
class Uncoded(Spanned):
    """A sentence or part that gave no claim, and the first stage that said no."""

    start: int
    end: int
    stage: str
    reason: str
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field of a claim is as it is: the field, its value, the rule or head that decided and the words it saw.

    `scores`: what the reader held possible there, with its chance (0..1), best first; empty where it was not asked.
    """

    field: str
    value: str
    rule: str
    words: Words | None = None
    scores: tuple[tuple[str, float], ...] = ()
