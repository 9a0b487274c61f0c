"""A kept claim with its article's description, as the writers of other forms need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import RowMapping

from sayso.ground.edtf import day_of, window
from sayso.records import Claim, Link, from_json

GONE = "left out"
TOLD_AS_DONE = frozenset({"happened", "ongoing"})
AS_SAID = frozenset({"agreed", "planned", "demanded", "threatened", "refused"})
"""Statuses under which the event is what was said or agreed: its day is that of the word, not of the deed."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What a ledger tells of an article, without its text; `known` is the day since which the world could know it."""

    url: str | None
    title: str | None
    publisher: str | None
    language: str | None
    published: str | None
    version: str
    known: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A claim on its page."""

    claim: Claim
    page: KeptPage

    @property
    def published(self) -> str:
        """The day it came out: as the page says, else since when it was known."""
        return day_of(self.page.published) or self.page.known

    @property
    def source(self) -> Link | None:
        """The last link of the chain of say-so."""
        return self.claim.attribution[-1] if self.claim.attribution else None

    @property
    def takes_place(self) -> bool:
        """Whether the event that `event_type` names took place: a deed that is told as done, or the promise, demand,
        threat or refusal that a deed became. Forms without a word for the status hold nothing else."""
        claim = self.claim
        return claim.status in TOLD_AS_DONE or (claim.status in AS_SAID and claim.event_type != claim.act)

    @property
    def event_days(self) -> tuple[str | None, str | None]:
        """First and last day of the event that `event_type` names. Of what is only agreed, planned, demanded,
        threatened or refused that is the word: when it was decided, else when it was said, else the day it came out.
        What happened and has no time in the text has none here."""
        claim = self.claim
        if claim.status not in AS_SAID:
            days = window(claim.time.edtf if claim.time else None)
            return days.low, days.high
        said = (claim.decided.edtf if claim.decided else None) or next(
            (link.on for link in reversed(claim.attribution) if link.on), None
        )
        days = window(said) if said else window(self.published)
        return days.low, days.high

    @property
    def event_day(self) -> str | None:
        """The one day of the event; null where it is not known to the day."""
        first, last = self.event_days
        return first if first == last else None


def kept_claims(rows: Iterable[RowMapping]) -> Iterator[KeptClaim]:
    """Rows of `Ledger.claim_rows` as records."""
    for row in rows:
        page = KeptPage(*(row[name] for name in KeptPage.__slots__))
        yield KeptClaim(from_json(row["json"], Claim), page)


NO_EVENT = "a state and no event (PRESENT), which the form has not"
NOT_DONE = "denied, possible or only planned, which the form could only show as done"


def unfit(item: KeptClaim) -> str | None:
    """Why a claim has no place in a form whose rows are events that took place; null where it has."""
    if item.claim.event_type is None:
        return NO_EVENT
    return None if item.takes_place else NOT_DONE
