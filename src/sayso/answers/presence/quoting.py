"""The claims that the rows of an answer about presence rest on, as they are shown below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from sayso.answers.presence.answer import Deployment, Presence, QuotedClaim
from sayso.answers.presence.movement_plans import MovementPlan
from sayso.answers.wording import chain_line, evidence_line
from sayso.ground.places import ground
from sayso.ledger.batch import CHUNK
from sayso.ledger.queries import claim_rows
from sayso.ledger.schema import claims, records
from sayso.ledger.scope import Axis
from sayso.records import Claim, Place, from_json

ROWS_SHOWN = 40
"""Rows of an answer that are shown."""
EACH = 3
"""Claims shown of a row: the last ones it rests on."""


def quoted_claims(connection: sa.Connection, found: Presence) -> tuple[QuotedClaim, ...]:
    """The claims below the rows that are shown, by their ids."""
    wanted = sorted({c for row in rows_shown(found) for c in rests_on(row)})
    axis, made = Axis(found.query.known_by, found.query.recorded_by), dict[str, QuotedClaim]()
    for at in range(0, len(wanted), CHUNK):
        for row in claim_rows(connection, axis, claims.c.id.in_(wanted[at : at + CHUNK])):
            claim = from_json(row["json"], Claim)
            page, day = row["title"] or row["publisher"] or row["article_id"], row["published"] or row["known"]
            said = chain_line(claim.attribution, row["publisher"])
            made[claim.id] = QuotedClaim(claim.id, evidence_line(claim), said, page, row["url"], day)
    return tuple(made.values())


def rows_shown(found: Presence) -> Sequence[Deployment | MovementPlan]:
    """The rows that are shown: as many deployments and plans as fit, deployments first."""
    rows: list[Deployment | MovementPlan] = [*found.entries, *found.plans]
    return rows[:ROWS_SHOWN]


def rests_on(row: Deployment | MovementPlan) -> tuple[str, ...]:
    """The claims that a row rests on, the latest first, as many as are shown."""
    return (
        tuple(dict.fromkeys(_claims(row)))[:EACH] if isinstance(row, Deployment) else tuple(dict.fromkeys(_told(row)))
    )


def _claims(row: Deployment) -> Iterator[str]:
    if row.rolled:
        return
    if row.summary:
        standing = [s for s in row.summary.spans if s.state == row.summary.state] or row.summary.spans
        yield from reversed(standing[-1].claims[-2:] if standing else ())
    yield from (n.claim for n in row.current[:1])
    for t in row.tracks:
        if t is not row.summary and t.spans:
            yield t.spans[-1].claims[-1]


def _told(plan: MovementPlan) -> Iterator[str]:
    """The first telling of each step."""
    yield from (e.claims[0] for e in plan.events)


def grounds(connection: sa.Connection, found: Presence) -> dict[str, Place]:
    """The places of an answer's rows by their keys, as a claim names each: the one that says most precisely where it
    is."""
    rows: list[Deployment | MovementPlan] = [*found.entries, *found.plans]
    wanted = {row.place for row in rows}
    ids = sorted({c for row in rows for c in _places_told(row)})[:CHUNK]
    made: dict[str, Place] = {}
    for (line,) in connection.execute(
        sa.select(records.c.json).where(records.c.claim == claims.c.n, claims.c.id.in_(ids))
    ):
        claim = from_json(line, Claim)
        moved = claim.movement
        for place in (*claim.places, *(moved.places_from if moved else ()), *(moved.places_to if moved else ())):
            key = ground(place).key
            if key in wanted and (key not in made or made[key].lat is None):
                made[key] = place
    return made


def _places_told(row: Deployment | MovementPlan) -> tuple[str, ...]:
    if isinstance(row, MovementPlan):
        return row.events[0].claims[:1]
    spans = [s.claims[-1] for t in row.tracks for s in t.spans[-1:]]
    return tuple(dict.fromkeys((*spans, *(n.claim for n in row.strengths[:1]))))
