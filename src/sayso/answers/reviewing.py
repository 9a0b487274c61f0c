"""Reviews of a ledger: written by a named person, read as what stands now, stale where the words are gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sayso.answers.citing import refuse_gone
from sayso.errors import NotFound, UsageError
from sayso.judge.reviews import Detail, ReviewRow, ReviewVerdict, Standing, not_undone, states
from sayso.ledger.queries import current, review_rows
from sayso.ledger.schema import claims, records
from sayso.ledger.scope import Axis
from sayso.ledger.writing import Review
from sayso.records import Claim, from_json, to_json

if TYPE_CHECKING:
    from sqlalchemy import RowMapping


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is thought of a claim, and whether its words are still on the current version of the page. `recoded`: the
    claim is there, but the coder whose claim was judged is no longer the current one."""

    state: Standing
    stale: bool
    recoded: bool


@dataclass(frozen=True, slots=True)
class Judgeable:
    """A claim that can be judged: its id, the ledger's key of its coder, the record."""

    id: str
    coder: str
    claim: Claim


def given(rows: Iterable[RowMapping]) -> list[ReviewRow]:
    """Rows of a ledger's reviews as records."""
    return [_given(row) for row in rows]


def _given(row: RowMapping) -> ReviewRow:
    detail = from_json(row["correction"], Detail) if row["correction"] else Detail()
    return ReviewRow(row["n"], row["claim"], row["coder"], row["reviewer"], row["verdict"], detail, row["note"],
                 row["recorded_at"])  # fmt: skip


def review(found: Judgeable, reviewer: str, verdict: ReviewVerdict, detail: Detail, note: str | None = None) -> Review:
    """A judgement, ready for `Run.review`. Raises UsageError where nobody is named."""
    if not reviewer.strip():
        raise UsageError("a review needs the name of who gives it (--by)")
    plain = to_json(detail).decode() if detail != Detail() else None
    return Review(found.id, found.coder, reviewer.strip(), verdict, plain, note)


def to_judge(connection: sa.Connection, where: str, prefix: str) -> Judgeable:
    """The current claim whose id begins so. Raises UsageError where there is none, or several (`where` names the
    ledger)."""
    found = _current(connection, [claims.c.id == prefix])  # a whole id is found in its index
    found = found or _current(connection, [claims.c.id.startswith(prefix, autoescape=True)])
    if not found or not prefix:
        refuse_gone(connection, prefix)
        raise NotFound(f"no such claim: no current id in the ledger {where} begins {prefix!r}; sayso export lists them")
    if len({f.id for f in found}) > 1:
        raise UsageError(f"{prefix!r} begins several ids ({', '.join(f.id for f in found[:5])}); give more of it")
    return found[-1]


def sure(connection: sa.Connection, confidence: float) -> list[Judgeable]:
    """The current claims of at least this confidence."""
    return [f for f in _current(connection, []) if f.claim.confidence >= confidence]


def to_undo(connection: sa.Connection, reviewer: str, prefix: str) -> ReviewRow:
    """The last judgement of a reviewer's that still stands of a claim whose id begins so, also where the claim is gone
    or recoded. Raises UsageError where there is none, or of several claims."""
    found = [row for row in _own(connection, reviewer) if prefix and row.claim.startswith(prefix)]
    if not found:
        raise NotFound(
            f"nothing to take back: {reviewer} has judged no claim whose id begins {prefix!r}; see sayso reviews"
        )
    if len(ids := {row.claim for row in found}) > 1:
        raise UsageError(f"{prefix!r} begins several ids ({', '.join(sorted(ids)[:5])}); give more of it")
    return found[-1]


def last_run(connection: sa.Connection, reviewer: str) -> list[ReviewRow]:
    """All that a reviewer said in the last run of which something still stands, the latest first. Raises UsageError
    where there is none."""
    runs = {row["n"]: row["run"] for row in review_rows(connection)}
    found = _own(connection, reviewer)
    if not found:
        raise NotFound(f"nothing to take back: no judgement of {reviewer} stands; see sayso reviews")
    last = max(runs[row.n] for row in found)
    return [row for row in reversed(found) if runs[row.n] == last]


def _own(connection: sa.Connection, reviewer: str) -> list[ReviewRow]:
    return [row for row in not_undone(given(review_rows(connection))) if row.reviewer == reviewer.strip()]


def undo_review(row: ReviewRow, note: str | None = None) -> Review:
    """The taking back of a judgement, ready for `Run.review`."""
    return Review(row.claim, row.coder, row.reviewer, "undo", None, note)


def _current(connection: sa.Connection, conditions: Sequence[sa.ColumnElement[bool]]) -> list[Judgeable]:
    asked = (
        sa.select(claims.c.id, claims.c.coder, records.c.json)
        .where(records.c.claim == claims.c.n, *current(claims.c.coding, Axis()), *conditions)
        .order_by(claims.c.n)
    )
    return [Judgeable(i, coder, from_json(line, Claim)) for i, coder, line in connection.execute(asked)]


def reviewed(connection: sa.Connection) -> list[Reviewed]:
    """What is thought of every claim that was ever judged."""
    found = states(given(review_rows(connection)))
    asked = sa.select(claims.c.id, claims.c.coder).where(*current(claims.c.coding, Axis()))
    there = {(i, coder) for i, coder in connection.execute(asked)}
    ids = {i for i, _ in there}
    return [Reviewed(s, s.claim not in ids, s.claim in ids and (s.claim, s.coder) not in there) for s in found]
