"""What of a ledger a coder has not read yet, and what was made of it before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from sayso.ledger.queries import guest
from sayso.ledger.schema import UNKNOWN, articles, claims, codings, records, versions
from sayso.ledger.sums import check_sum
from sayso.records import Anchor, Article, Claim, Credits, from_json

ROUND = 20
"""Articles read at once."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many versions of articles a coder could read anew, how many it cannot (their text or description was not
    kept), and how many it read before another coder did, whose later reading stays the current one."""

    readable: int
    unreadable: int
    overtaken: int


def waiting(connection: sa.Connection, coder: str) -> Waiting:
    """What a coder (the ledger's key) would have to do."""
    here = [_by_machine(), ~_read_by(coder)]
    later, own = codings.alias(), codings.alias()
    overtaken = sa.select(sa.func.count()).select_from(own).where(
        own.c.coder == coder,
        sa.exists().where(later.c.article_id == own.c.article_id, later.c.version == own.c.version,
                          later.c.n > own.c.n, ~later.c.human, ~guest(later.c.coder)),
    )  # fmt: skip
    readable = sa.and_(articles.c.text.is_not(None), articles.c.record.is_not(None))
    counted = [connection.scalar(sa.select(sa.func.count()).select_from(articles).where(*here, which))
               for which in (readable, ~readable)]  # fmt: skip
    return Waiting(int(counted[0] or 0), int(counted[1] or 0), int(connection.scalar(overtaken) or 0))


def unread(connection: sa.Connection, coder: str, after: int) -> list[tuple[int, Article]]:
    """The next versions that a coder has not read, from behind row `after`, with their rows' numbers."""
    a = articles.c
    asked = sa.select(a.n, a.text, a.record, a.text_crc).where(
        a.n > after, a.text.is_not(None), a.record.is_not(None), _by_machine(), ~_read_by(coder)
    )
    found = connection.execute(asked.order_by(a.n).limit(ROUND)).all()
    for row in found:
        check_sum("articles", row.n, row.text_crc, (row.text, row.record))
    return [(row.n, replace(from_json(row.record, Article), text=row.text)) for row in found]


def claims_before(connection: sa.Connection, article: Article) -> dict[str, Claim]:
    """The claims of the last machine that read this version, by their ids."""
    c = codings.c
    last = sa.select(sa.func.max(c.n)).where(
        c.article_id == article.id, c.version == article.version, ~c.human, ~guest(c.coder)
    )
    return {claim.id: claim for claim in _claims(connection, claims.c.coding == last.scalar_subquery())}


def _claims(connection: sa.Connection, *conditions: ColumnElement[bool]) -> Iterator[Claim]:
    asked = sa.select(records.c.claim, records.c.crc, records.c.json).where(records.c.claim == claims.c.n, *conditions)
    for number, crc, line in connection.execute(asked.order_by(claims.c.n)):
        check_sum("records", number, crc, (line,))
        yield from_json(line, Claim)


def _by_machine() -> ColumnElement[bool]:
    """A version that Sayso's own coder, of whatever version, has read: what people and guests alone know is theirs."""
    c = codings.c
    return sa.exists().where(
        c.article_id == articles.c.article_id, c.version == articles.c.version, ~c.human, ~guest(c.coder)
    )


def _read_by(coder: str) -> ColumnElement[bool]:
    c = codings.alias().c
    return sa.exists().where(c.article_id == articles.c.article_id, c.version == articles.c.version, c.coder == coder)


def last_text(connection: sa.Connection, article: str) -> Article | None:
    """The current version of an article, its text empty where that was not kept; null where the ledger has none."""
    a, v = articles.c, versions.c
    asked = (
        sa.select(a.n, a.text, a.record, a.text_crc)
        .where(a.article_id == v.article_id, a.version == v.version, v.article_id == article)
        .order_by(v.known.desc(), v.n.desc())
    )
    row = connection.execute(asked.limit(1)).first()
    if row is None:
        return None
    check_sum("articles", row.n, row.text_crc, (row.text, row.record))
    if row.record is None:
        return Article(article, UNKNOWN, "", None, Anchor(None, "none"), (), Credits())
    return replace(from_json(row.record, Article), text=row.text or "")


def claims_of(connection: sa.Connection, article: Article, coder: str) -> list[Claim]:
    """What one coder (the ledger's key) claims of this version."""
    c = claims.c
    return list(_claims(connection, c.article_id == article.id, c.version == article.version, c.coder == coder))
