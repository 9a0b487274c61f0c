"""One row of analysis: happenings under declared rules, and the pages read by outlet and day as their denominators.

The rules. `time`: the most exact that a claim gives (of two alike, the one told first); none where no text dates it.
`place`: the most precise that a claim names, of those the one named by most. A figure: `best` is what most origins give
(of two alike, the lower), `low` the lowest and `high` the highest number of all (of "at least 15" both are 15).
Parties: those that most claims name, in that order. What withdraws a story is no claim of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from sayso.answers import recorded
from sayso.ground.edtf import days_between, window
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ledger.queries import current
from sayso.ledger.schema import articles, claims, codings, versions
from sayso.ledger.scope import Axis
from sayso.records import Claim, Party, Place, When
from sayso.stories.accounts import Account, Variant, accounts
from sayso.stories.told import Told, reading_order

FINEST = ("point", "city", "admin2", "admin1", "line", "border", "region", "multiple", "country")
"""Precisions of places, the finest first."""
ALWAYS = 10**6
"""Days of a time that is open on one side."""


@dataclass(frozen=True, slots=True)
class CountedBest:
    """How many: what most origins give, the lowest and the highest of all that is told. Null where a side is open."""

    of: str
    best: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening, with the claims that tell of it."""

    account: Account
    claims: tuple[Told, ...]
    time: When | None
    place: Place | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    figures: tuple[CountedBest, ...]

    @property
    def lead(self) -> Claim:
        """The claim whose act and status stand for all."""
        a = self.account
        fits = (
            t.claim for t in self.claims if (t.claim.act, t.claim.mode, t.claim.status) == (a.act, a.mode, a.status)
        )
        return next(fits, self.claims[0].claim)

    def figure(self, of: str) -> CountedBest | None:
        """The figure of one kind."""
        return next((f for f in self.figures if f.of == of), None)


@dataclass(frozen=True, slots=True)
class ReadPages:
    """How many pages of an outlet came out on a day, and how many of them gave claims."""

    publisher: str | None
    day: str
    pages: int
    with_claims: int


def happening_rows(told: Sequence[Told], names: Names = PACKAGED_NAMES) -> list[Happening]:
    """The happenings in some claims, by the rules above; those on most origins and pages first."""
    by_id: dict[str, list[Told]] = {}
    for item in sorted(told, key=reading_order):
        by_id.setdefault(item.claim.id, []).append(item)
    return [_happening(a, [t for c in dict.fromkeys(a.claims) for t in by_id[c]]) for a in accounts(told, names)]


def happenings_of_ledger(
    connection: sa.Connection, axis: Axis | None = None, names: Names = PACKAGED_NAMES
) -> list[Happening]:
    """The happenings of all claims of a ledger that are current on an axis."""
    return happening_rows(recorded.told_claims(connection, axis=axis), names)


def _happening(account: Account, told: Sequence[Told]) -> Happening:
    ordered = sorted(told, key=reading_order)
    claims = [t.claim for t in ordered]
    times = [c.time for c in claims if c.time and c.time.edtf]
    return Happening(
        account,
        tuple(ordered),
        min(times, key=_width, default=None),
        _place([p for c in claims for p in c.places]),
        _by_claims(c.actors for c in claims),
        _by_claims(c.recipients for c in claims),
        tuple(_figures(account.variants)),
    )


def _width(when: When) -> int:
    days = window(when.edtf)
    return days_between(days.low, days.high) if days.low and days.high else ALWAYS


def _place(places: Sequence[Place]) -> Place | None:
    named = Counter(p.name for p in places)
    return min(places, key=lambda p: (FINEST.index(p.precision), -named[p.name]), default=None)


def _by_claims(groups: Iterable[Sequence[Party]]) -> tuple[Party, ...]:
    """A party is known by its entity, else its name; its fullest form stands for it."""
    found: dict[str, list[Party]] = {}
    for group in groups:
        for party in group:
            found.setdefault(party.entity or party.name, []).append(party)
    ranked = sorted(found.values(), key=lambda same: -len(same))
    return tuple(max(same, key=lambda p: len(p.name)) for same in ranked)


def _figures(variants: Sequence[Variant]) -> Iterable[CountedBest]:
    for of in dict.fromkeys(v.of for v in variants if v.of != "places"):
        yield _figure(of, [v for v in variants if v.of == of])


def _figure(of: str, told: Sequence[Variant]) -> CountedBest:
    """What most origins give, the lower of two; the bounds hold all variants, and what one leaves open is open."""
    known = [v for v in told if v.low is not None or v.high is not None]
    best = min(known, key=lambda v: (-len(v.origins), _middle(v)), default=None)
    lows, highs = [v.low for v in told if v.low is not None], [v.high for v in told if v.high is not None]
    low = min(lows) if len(lows) == len(told) else None
    high = max(highs) if len(highs) == len(told) else None
    return CountedBest(of, None if best is None else _middle(best), low, high)


def _middle(v: Variant) -> float:
    """The one value of a figure, or its only or lower bound: nothing is put between two bounds."""
    return float(v.low if v.low is not None else v.high if v.high is not None else 0)


def pages_read(connection: sa.Connection, axis: Axis | None = None) -> list[ReadPages]:
    """What was read, by outlet and day: each page once, as its current version, whether or not it gave claims."""
    coded = sa.select(articles.c.publisher, articles.c.article_id, articles.c.published, versions.c.known, codings.c.n)
    tied = [articles.c.article_id == codings.c.article_id, articles.c.version == codings.c.version]
    with_claims = set(connection.scalars(sa.select(claims.c.coding).distinct()))
    rows = connection.execute(coded.where(*tied, *current(codings.c.n, axis or Axis()))).all()
    pages: dict[tuple[str | None, str], dict[str, bool]] = {}
    for publisher, article, published, known, coding in rows:
        seen = pages.setdefault((publisher, window(published).high or known), {})
        seen[article] = seen.get(article, False) or coding in with_claims
    ordered = sorted(pages.items(), key=lambda pair: (pair[0][0] or "", pair[0][1]))
    return [ReadPages(who, day, len(seen), sum(seen.values())) for (who, day), seen in ordered]
