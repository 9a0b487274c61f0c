"""The answer about presence: deployments with each side's track, plans beside them, wishes."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.answers.presence.movement_plans import MovementPlan
from sayso.ledger.scope import Query


@dataclass(frozen=True, slots=True)
class Period:
    """A state that holds from `start` to `end` (EDTF; `../D` is "by D"; a null end is not known to have ended).

    `certain_from` and `certain_to` are the days between which it surely held, whatever the imprecise dates mean.
    """

    state: str
    start: str | None
    end: str | None
    certain_from: str | None
    certain_to: str | None
    last_confirmed: str
    basis: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """One side's word. `state` on the day asked for, `certain` unless imprecise dates leave it open, `stale_days`
    since it was last confirmed (`confirmed`)."""

    side: str
    side_name: str
    origins: tuple[str, ...]
    state: str
    certain: bool
    stale_days: int | None
    spans: tuple[Period, ...]
    confirmed: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sides that put a force both there and not there, with the days (EDTF) on which they cannot both be right."""

    sides: tuple[str, str]
    states: tuple[str, str]
    start: str | None
    end: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StrengthSaid:
    """A dated number on somebody's word; numbers are never summed. `counts` is `moved residual total`, `on` an EDTF
    date."""

    on: str
    value: float | None
    low: float | None
    high: float | None
    of: str | None
    counts: str | None
    status: str
    side: str
    origin: str
    claim: str


@dataclass(frozen=True, slots=True)
class Deployment:
    """One key (holder, kind, place) with its tracks; `rolled` where it gathers the presence of kinds and places within.

    `state` is what stands on that day: `present arriving leaving reduced absent contested unknown`, on the word of
    `summary`. `located`: the force is said to be at a place, not only reported somewhere in a country or region.
    `current` are the numbers that nobody has overtaken, best placed first. `note` says what else bears on it.
    """

    holder: str
    holder_name: str
    kind: str
    place: str
    place_name: str
    rolled: bool
    summary: Track | None
    tracks: tuple[Track, ...]
    disagreements: tuple[Disagreement, ...]
    strengths: tuple[StrengthSaid, ...]
    state: str = "unknown"
    located: bool = False
    current: tuple[StrengthSaid, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, refused, threatened or only possible: it changes no state."""

    status: str
    change: str
    holder: str
    kind: str
    place_name: str
    time: str | None
    side: str
    origin: str
    told_on: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotedClaim:
    """A claim as an answer shows it: its words, who said so to whom, and the page with its day and address."""

    claim: str
    words: str
    chain: str
    page: str
    url: str | None
    day: str


@dataclass(frozen=True, slots=True)
class Presence:
    """The answer, as of a day. `rule` is how the summary tracks were chosen; `least` the confidence below which no
    claim counts, `unsure` how many of the claims found lie below it; `quoted` are claims that the rows rest on."""

    query: Query
    as_of: str | None
    rule: str
    entries: tuple[Deployment, ...]
    plans: tuple[MovementPlan, ...]
    wishes: tuple[Wish, ...]
    least: float = 0.0
    unsure: int = 0
    first_word: str | None = None
    """The day of the first telling, where it is after the day asked for."""
    quoted: tuple[QuotedClaim, ...] = ()
