"""What to judge next: disputes, then what two coders see in two ways, then unreviewed claims by weight and doubt."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from sayso.answers import recorded
from sayso.answers.reviewing import given
from sayso.judge.reviews import BECOMES, JUDGING, Agreement, ReviewRow, agreement, current_reviews, states
from sayso.ledger.queries import current, review_rows
from sayso.ledger.schema import claims, codings, records, reviews, versions
from sayso.ledger.scope import Axis
from sayso.records import Claim, from_json
from sayso.stories.told import Told

CLAIMS_WEIGHED = 2_000
"""Unreviewed claims that are weighed, the last recorded ones."""
MOVES = 2.0
"""How much heavier a claim is that tells where a force is: presence rests on it."""


@dataclass(frozen=True, slots=True)
class QueuedClaim:
    """A claim to be judged, with why it comes now; `said` is what others said of it."""

    told: Told
    why: str
    said: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """The claims that wait, the most pressing first, and how reviewers agree so far; `judged` counts the claims on
    which a verdict stands."""

    waiting: tuple[QueuedClaim, ...]
    agreement: Agreement
    judged: int


def queue(connection: sa.Connection, reviewer: str, most: int) -> Queue:
    """The claims that a reviewer (by name; "" is anybody) should judge next, at most so many."""
    rows = given(review_rows(connection))
    verdicts = [g for g in current_reviews(rows) if g.verdict in JUDGING]
    judged = {g.claim for g in verdicts}
    taken_back = sorted({g.claim for g in rows if g.verdict in JUDGING} - judged)
    disputed = [s.claim for s in states(rows) if s.verdict == "disputed"]
    first = _disputes(connection, disputed, verdicts, reviewer)
    rest = _unjudged(connection, [*_fresh(connection), *_of(connection, taken_back)])
    return Queue((*first, *rest)[:most], agreement(rows), len(judged))


def _disputes(
    connection: sa.Connection, disputed: Sequence[str], verdicts: Sequence[ReviewRow], reviewer: str
) -> list[QueuedClaim]:
    """The claims in dispute that the reviewer has not decided."""
    said = {c: tuple(g for g in verdicts if g.claim == c) for c in disputed}
    mine = {g.claim for g in verdicts if g.reviewer == reviewer and g.detail.adjudicates}
    open_ = (t for t in _of(connection, disputed) if t.claim.id not in mine)
    return [QueuedClaim(t, _disputed(said[t.claim.id]), said[t.claim.id]) for t in open_]


def _unjudged(connection: sa.Connection, fresh: Sequence[Told]) -> list[QueuedClaim]:
    """Claims on which no verdict stands: first those that two coders read in two ways, then the weightiest."""
    apart = _apart(connection, [t.claim for t in fresh])
    tellings = _tellings(fresh)
    ordered = sorted(fresh, key=lambda t: (t.claim.id not in apart, -_weight(t, tellings), t.claim.id))
    return [QueuedClaim(t, apart.get(t.claim.id) or _weighed(t), ()) for t in ordered]


def _fresh(connection: sa.Connection) -> list[Told]:
    """The current claims that nobody ever judged, the last recorded ones."""
    c = claims.c
    pages = (versions.c.article_id == codings.c.article_id) & (versions.c.version == codings.c.version)
    joined = claims.join(codings, codings.c.n == c.coding).join(versions, pages)
    reviewed = sa.exists().where(reviews.c.claim == c.id, reviews.c.verdict.in_(JUDGING))
    asked = sa.select(c.n).select_from(joined).where(*current(c.coding, Axis()), ~reviewed)
    numbers = connection.scalars(asked.order_by(c.n.desc()).limit(CLAIMS_WEIGHED)).all()
    return _in_full(connection, numbers)


def _of(connection: sa.Connection, ids: Sequence[str]) -> list[Told]:
    return [
        t
        for chunk in recorded.id_batches(ids)
        for t in recorded.told_claims(connection, claims.c.id.in_(chunk), bare=True)
    ]


def _in_full(connection: sa.Connection, numbers: Sequence[int]) -> list[Told]:
    chunks = (numbers[i : i + 500] for i in range(0, len(numbers), 500))
    return [t for some in chunks for t in recorded.told_claims(connection, claims.c.n.in_(list(some)), bare=True)]


def _apart(connection: sa.Connection, kept: Sequence[Claim]) -> dict[str, str]:
    """What another coder made of the same words, where it is something else."""
    mine = {c.id: c for c in kept}
    found: dict[str, str] = {}
    asked = sa.select(records.c.json).where(records.c.claim == claims.c.n)
    for chunk in recorded.id_batches(list(mine)):
        several = sa.select(claims.c.id).where(claims.c.id.in_(chunk)).group_by(claims.c.id).having(sa.func.count() > 1)
        for (line,) in connection.execute(asked.where(claims.c.id.in_(several))):
            other = from_json(line, Claim)
            if _core(other) != _core(mine[other.id]):
                found[other.id] = f"{other.coder.name} {other.coder.version} reads it as {other.act} {other.status}"
    return found


def _core(claim: Claim) -> tuple[object, ...]:
    parties = tuple(sorted(p.entity or p.name for p in (*claim.actors, *claim.recipients)))
    return claim.act, claim.mode, claim.status, parties


def _tellings(told: Iterable[Told]) -> Mapping[tuple[str, str], int]:
    return Counter((t.page.group, t.claim.act) for t in told)


def _weight(t: Told, tellings: Mapping[tuple[str, str], int]) -> float:
    """How much hangs on it, and how much it is in doubt."""
    heavy = 1 + math.sqrt(tellings[t.page.group, t.claim.act]) + (MOVES if t.claim.movement is not None else 0)
    return heavy * (1 - t.claim.confidence)


def _weighed(t: Told) -> str:
    moves = "presence rests on it; " if t.claim.movement is not None else ""
    return f"{moves}the coder is {t.claim.confidence:.0%} sure"


def _disputed(said: Sequence[ReviewRow]) -> str:
    return "disputed: " + ", ".join(f"{g.reviewer} {BECOMES[g.verdict]}" for g in said)
