"""What a citation rests on: one kept claim by the beginning of its id, its article's text, the ledger's state."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import RowMapping

from sayso.errors import NotFound, UsageError
from sayso.judge.bundle import LedgerState
from sayso.ledger.queries import article_rows, claim_rows
from sayso.ledger.schema import articles, claims, codings, records
from sayso.ledger.scope import Axis
from sayso.ledger.sums import check
from sayso.ledger.tombstones import of_claim


@dataclass(frozen=True, slots=True)
class Cited:
    """A kept claim as a row of the ledger, its article's text where that is kept, and the state of the ledger."""

    row: RowMapping
    text: str | None
    state: LedgerState


def cited(connection: sa.Connection, where: str, claim: str) -> Cited:
    """The claim whose id begins so, by the coder that is current. Raises UsageError where there is none, or several
    (`where` names the ledger)."""
    begins = claims.c.id.startswith(claim, autoescape=True)
    rows = list(claim_rows(connection, Axis(), begins)) or list(claim_rows(connection, Axis(), begins, everything=True))
    ids = sorted({row_id for (row_id,) in connection.execute(sa.select(claims.c.id).where(begins).limit(5))})
    if not ids or not claim:
        refuse_forgotten(connection, claim)
        raise NotFound(f"no such claim: no id in the ledger {where} begins {claim!r}; sayso export lists them")
    if len(ids) > 1:
        raise UsageError(f"{claim!r} begins several ids ({', '.join(ids)} …); give more of it")
    row = rows[-1]
    page = [articles.c.article_id == row["article_id"], articles.c.version == row["version"]]
    text = next((found["text"] for found in article_rows(connection, *page)), None)
    return Cited(row, text, state(connection))


def refuse_forgotten(connection: sa.Connection, claim: str) -> None:
    """Raises NotFound where a claim whose id begins so went with its article."""
    stone = of_claim(connection, claim)
    if stone is not None:
        raise NotFound(f"claim {claim!r} is gone: the ledger was asked on {stone.day} to forget its article "
                         f"{stone.article}")  # fmt: skip


def state(connection: sa.Connection) -> LedgerState:
    """How many claims the ledger holds, when the last of them was recorded, and SHA-256 over all in their order."""
    whole, count, last = hashlib.sha256(), 0, ""
    asked = sa.select(records.c.claim, records.c.crc, records.c.json, codings.c.recorded_at).where(
        records.c.claim == claims.c.n, claims.c.coding == codings.c.n
    )
    asked = asked.order_by(claims.c.n).execution_options(yield_per=2_000)  # of the statement: a connection keeps it
    for number, crc, line, recorded in connection.execute(asked):
        check("records", number, crc, (line,))
        whole.update(line.encode() + b"\n")
        count, last = count + 1, max(last, recorded)
    return LedgerState(count, last, whole.hexdigest())
