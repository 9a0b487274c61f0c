"""What a citation rests on: one kept claim by the beginning of its id, its article's text, the ledger's state."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from threading import Lock

import sqlalchemy as sa
from sqlalchemy import RowMapping

from sayso.errors import NotFound, UsageError
from sayso.judge.bundle import LedgerState
from sayso.ledger.queries import article_rows, claim_rows
from sayso.ledger.schema import articles, claims, codings, forgotten, records
from sayso.ledger.scope import Axis
from sayso.ledger.sums import check_sum
from sayso.ledger.tombstones import stone_of_claim


@dataclass(frozen=True, slots=True)
class Cited:
    """A kept claim as a row of the ledger, its article's text where that is kept, and the state of the ledger."""

    row: RowMapping
    text: str | None
    state: LedgerState


@dataclass(slots=True)
class Summed:
    """The claims that were summed up before, so that the next time only later ones are read: how many, the number of
    the last one, when the last was recorded, the number of the last tombstone, and their digest so far."""

    count: int = 0
    n: int = 0
    recorded_at: str = ""
    stones: int = 0
    whole: hashlib._Hash = field(default_factory=hashlib.sha256)
    lock: Lock = field(default_factory=Lock)


def cited(connection: sa.Connection, where: str, claim: str, summed: Summed | None = None) -> Cited:
    """The claim whose id begins so, by the coder that is current; `summed` is what is known of the ledger's state from
    before. Raises UsageError where there is none, or several (`where` names the ledger)."""
    whole = claims.c.id == claim  # which is found in its index
    there = connection.scalar(sa.select(claims.c.n).where(whole).limit(1)) is not None
    begins = whole if there else claims.c.id.startswith(claim, autoescape=True)
    rows = list(claim_rows(connection, Axis(), begins)) or list(claim_rows(connection, Axis(), begins, everything=True))
    ids = sorted({row_id for (row_id,) in connection.execute(sa.select(claims.c.id).where(begins).limit(5))})
    if not ids or not claim:
        refuse_gone(connection, claim)
        raise NotFound(f"no such claim: no id in the ledger {where} begins {claim!r}; sayso export lists them")
    if len(ids) > 1:
        raise UsageError(f"{claim!r} begins several ids ({', '.join(ids)} …); give more of it")
    row = rows[-1]
    page = [articles.c.article_id == row["article_id"], articles.c.version == row["version"]]
    text = next((found["text"] for found in article_rows(connection, *page)), None)
    return Cited(row, text, ledger_state(connection, summed))


def refuse_gone(connection: sa.Connection, claim: str) -> None:
    """Raises NotFound where a claim whose id begins so went with its article."""
    stone = stone_of_claim(connection, claim)
    if stone is not None:
        raise NotFound(f"claim {claim!r} is gone: the ledger was asked on {stone.day} to forget its article "
                         f"{stone.article}")  # fmt: skip


def ledger_state(connection: sa.Connection, summed: Summed | None = None) -> LedgerState:
    """How many claims the ledger holds, when the last of them was recorded, and SHA-256 over all in their order."""
    known = summed or Summed()
    with known.lock:
        stones = int(connection.scalar(sa.select(sa.func.max(forgotten.c.n))) or 0)
        if stones != known.stones:  # claims went since, and their numbers may be taken by others
            known.count, known.n, known.recorded_at, known.whole = 0, 0, "", hashlib.sha256()
            known.stones = stones
        asked = sa.select(records.c.claim, records.c.crc, records.c.json, codings.c.recorded_at).where(
            records.c.claim == claims.c.n, claims.c.coding == codings.c.n, claims.c.n > known.n
        )
        asked = asked.order_by(claims.c.n).execution_options(yield_per=2_000)  # of the statement: a connection keeps it
        for number, crc, line, recorded in connection.execute(asked):
            check_sum("records", number, crc, (line,))
            known.whole.update(line.encode() + b"\n")
            known.count, known.n = known.count + 1, number
            known.recorded_at = max(known.recorded_at, recorded)
        return LedgerState(known.count, known.recorded_at, known.whole.hexdigest())
