"""What look-ups need of the claims, made again from their records: assertions of where forces are, and places named.

For a ledger of before, whose rows were derived by older rules. Who is a source stays as it was recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from sayso.ground.edtf import day_of
from sayso.ledger.assertions import Recorded
from sayso.ledger.rows import FACT_NAMES, Rows, rows_of
from sayso.ledger.schema import articles, claims, codings, mentions, movements, records, versions
from sayso.ledger.sums import over
from sayso.records import Claim, from_json

CODINGS_AT_ONCE = 500
"""Codings that are read at once."""


def derive_rows(connection: sa.Connection) -> None:
    """Empties what is derived and fills it anew, in the order of the claims."""
    connection.execute(sa.delete(movements))
    connection.execute(sa.delete(mentions).where(mentions.c.role == "place"))
    last = int(connection.scalar(sa.select(sa.func.max(codings.c.n))) or 0)
    for first in range(0, last, CODINGS_AT_ONCE):
        _fill(connection, first + 1, first + CODINGS_AT_ONCE)


def _fill(connection: sa.Connection, first: int, last: int) -> None:
    moved: list[dict[str, Any]] = []
    named: list[dict[str, Any]] = []
    for coding, numbers, made in _made(connection, first, last):
        for n, r in zip(numbers, made, strict=True):
            moved += [{"claim_n": n, "coding": coding, **m, "crc": over(m, FACT_NAMES)} for m in r.movements]
            named += [{"key": key, "role": role, "claim": n} for key, role in r.mentions if role == "place"]
    for table, given in ((movements, moved), (mentions, named)):
        if given:
            connection.execute(sa.insert(table), given)


def _made(connection: sa.Connection, first: int, last: int) -> Iterator[tuple[int, list[int], list[Rows]]]:
    """The rows of each coding, with the numbers of its claims."""
    known = (
        sa.select(sa.func.min(versions.c.known))
        .where(versions.c.article_id == codings.c.article_id, versions.c.version == codings.c.version)
        .scalar_subquery()
    )
    asked = (
        sa.select(
            claims.c.coding, claims.c.n, records.c.json, codings.c.version, codings.c.recorded_at, known.label("known"),
            articles.c.published, articles.c.publisher,
        )
        .join(codings, codings.c.n == claims.c.coding)
        .join(records, records.c.claim == claims.c.n)
        .join(articles, (articles.c.article_id == codings.c.article_id) & (articles.c.version == codings.c.version))
        .where(claims.c.coding.between(first, last))
        .order_by(claims.c.coding, claims.c.n)
    )  # fmt: skip
    for coding, group in groupby(connection.execute(asked).all(), key=lambda row: row.coding):
        found = list(group)
        yield coding, [row.n for row in found], rows_of([_recorded(row) for row in found])


def _recorded(row: Any) -> Recorded:
    published = day_of(row.published)
    claim = from_json(row.json, Claim)
    return Recorded(claim, row.version, row.known, row.recorded_at, published, row.publisher)
