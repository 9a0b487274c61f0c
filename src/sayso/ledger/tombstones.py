"""What is left of articles that were forgotten: their ids and hashes, by which they are known when they come again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from sayso.errors import Forgotten
from sayso.ledger.naming import page_address
from sayso.ledger.schema import UNKNOWN, articles, forgotten
from sayso.records import Article


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of an article: the hashes of its versions, the ids of its claims, and when it went."""

    article: str
    versions: tuple[str, ...]
    claims: tuple[str, ...]
    sha_before: str
    sha_after: str
    recorded_at: str
    note: str | None = None

    @property
    def day(self) -> str:
        """The day it was forgotten."""
        return self.recorded_at[:10]


def tombstone(connection: sa.Connection, article: str) -> Tombstone | None:
    """The tombstone of an article; null where it was not forgotten, or may come back."""
    rows = connection.execute(stones(forgotten).where(forgotten.c.article_id == article)).mappings().all()
    return _tombstone(rows) if rows else None


def stone_of_claim(connection: sa.Connection, prefix: str) -> Tombstone | None:
    """The tombstone of the article that made a claim whose id begins so; null where there is none."""
    like = forgotten.c.claims.contains(f'"{prefix}', autoescape=True)
    article = connection.scalar(stones(forgotten.c.article_id).where(like).limit(1)) if prefix else None
    return tombstone(connection, article) if article else None


def stones(*columns: Any) -> sa.Select[Any]:
    """Tombstones that stand."""
    later = forgotten.alias()
    lifted = sa.exists().where(later.c.article_id == forgotten.c.article_id, later.c.n > forgotten.c.n, ~later.c.holds)
    return sa.select(*columns).where(forgotten.c.holds, ~lifted).order_by(forgotten.c.n)


def _tombstone(rows: Sequence[Any]) -> Tombstone:
    last, texts = rows[-1], tuple(dict.fromkeys(row["version"] for row in rows))
    ids = tuple(dict.fromkeys(i for row in rows for i in json.loads(row["claims"])))
    told = [last[name] for name in ("sha_before", "sha_after", "recorded_at", "note")]
    return Tombstone(last["article_id"], texts, ids, *told)


def refuse_forgotten(connection: sa.Connection, asked: Iterable[Article], source: str | None = None) -> None:
    """Raises Forgotten for the first article that the ledger was asked to forget, by id, by address, or by its very
    text (a page that has the same text and was kept all along is not meant)."""
    if connection.scalar(sa.select(forgotten.c.n).limit(1)) is None:
        return
    for article in asked:
        stone = _stone(connection, article)
        if stone is not None:
            day = stone["recorded_at"][:10]
            raise Forgotten(source or article.id, stone["article_id"], day, article.raw_hash)


def _stone(connection: sa.Connection, article: Article) -> sa.RowMapping | None:
    at, c = page_address(article.url), forgotten.c
    same = [c.article_id == article.id, *([c.address == address_hash(at)] if at else [])]
    named = connection.execute(stones(forgotten).where(sa.or_(*same))).mappings().first()
    here = sa.select(articles.c.n).where(articles.c.article_id == article.id).limit(1)
    if named is not None or article.version == UNKNOWN or connection.scalar(here) is not None:
        return named
    return connection.execute(stones(forgotten).where(c.version == article.version)).mappings().first()


def address_hash(words: str | None) -> str:
    """SHA-256 of an address, in hexadecimal."""
    return hashlib.sha256((words or "").encode("utf-8", "surrogatepass")).hexdigest()
