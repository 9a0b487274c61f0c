"""Taking one article out for good: its text, its claims and all that was written of them. A tombstone with id and hash
stays, so that the same article does not come back unasked.

Rows are deleted in one transaction. What a database leaves of deleted rows in its files goes with `scrub`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from sayso.errors import LedgerBusy, NotFound
from sayso.ledger import faults, fulltext
from sayso.ledger.batch import CHUNK
from sayso.ledger.naming import page_address
from sayso.ledger.opening import ADVISORY_LOCK, Store
from sayso.ledger.queries import current_ties
from sayso.ledger.schema import (
    articles,
    claims,
    codings,
    forgotten,
    links,
    mentions,
    metadata,
    movements,
    pages,
    records,
    rejects,
    reviews,
    versions,
)
from sayso.ledger.tombstones import Tombstone, address_hash, stones, tombstone
from sayso.ledger.writing import Run
from sayso.records import Article, from_json

State = Callable[[sa.Connection], str]
"""The digest of a ledger as it stands."""
QUOTED = 4
"""Words in a row by which a refusal quotes an article."""
EMPTIED = (articles, versions, codings, claims, records, mentions, movements, links, reviews, rejects, pages)


@dataclass(frozen=True, slots=True)
class Gone:
    """What was taken out: the tombstone, rows by what they were, and other pages that carry the same words and stay."""

    tombstone: Tombstone
    counts: dict[str, int]
    copies: tuple[str, ...]


def found(connection: sa.Connection, where: str, name: str) -> str:
    """The id of the article that is called so, or whose address that is. Raises NotFound where the ledger `where` has
    neither it nor its tombstone."""
    held = connection.scalar(sa.select(articles.c.article_id).where(articles.c.article_id == name).limit(1))
    if held is None and "://" in name:
        at = page_address(name)
        held = connection.scalar(sa.select(pages.c.article_id).where(pages.c.url == at))
        held = held or connection.scalar(stones(forgotten.c.article_id).where(forgotten.c.address == address_hash(at)))
    held = held or connection.scalar(stones(forgotten.c.article_id).where(forgotten.c.article_id == name))
    if held is None:
        raise NotFound(f"no article {name!r} in the ledger {where}; give its whole id or its address; "
                         "sayso export shows both as article_id and article.url")  # fmt: skip
    return str(held)


def copies(connection: sa.Connection, article: str) -> tuple[str, ...]:
    """Other pages that carry the same text, or one of its copy group."""
    a = articles.c
    own = sa.select(a.version).where(a.article_id == article)
    same = set(connection.scalars(sa.select(a.article_id).where(a.version.in_(own))))
    groups = [t["target"] for t in current_ties(connection, "copy", [article])]
    same |= {t["source"] for t in current_ties(connection, "copy", targets=groups)} if groups else set()
    return tuple(sorted(same - {article}))


def held_of(connection: sa.Connection, article: str) -> dict[str, int]:
    """What the ledger holds of an article: texts, claims and reviews."""
    ids = list(connection.scalars(sa.select(claims.c.id).where(claims.c.article_id == article)))
    texts = sa.select(sa.func.count()).where(articles.c.article_id == article)
    return {
        "versions": int(connection.scalar(texts) or 0),
        "claims": len(ids),
        "reviews": sum(
            int(connection.scalar(sa.select(sa.func.count()).where(reviews.c.claim.in_(some))) or 0)
            for some in _chunks(ids)
        ),
    }


def forget(run: Run, article: str, note: str | None, state: State) -> Gone:
    """Takes an article out, in one transaction; `state` tells the ledger's digest before and after. An article that is
    gone already keeps its tombstone. Raises LedgerError."""
    with run.writing() as connection:
        if run.store.shared:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:n)"), {"n": ADVISORY_LOCK})
        else:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
        stone, counts = tombstone(connection, article), held_of(connection, article)
        others = copies(connection, article)
        if counts["versions"]:
            rows = _stone_rows(connection, article, note, state(connection))
            _delete(connection, article)
            stamp = {"sha_after": state(connection), **run.stamp(connection)}
            connection.execute(sa.insert(forgotten), [{**row, **stamp} for row in rows])
            stone = tombstone(connection, article)
    assert stone is not None
    return Gone(stone, counts, others)


def _stone_rows(connection: sa.Connection, article: str, note: str | None, before: str) -> list[dict[str, Any]]:
    a, c = articles.c, claims.c
    held = connection.execute(sa.select(a.version, a.url).where(a.article_id == article).order_by(a.n)).all()
    ids: dict[str, list[str]] = {}
    for version, name in connection.execute(sa.select(c.version, c.id).where(c.article_id == article).order_by(c.n)):
        ids.setdefault(version, []).append(name)
    return [
        {"article_id": article, "version": version, "address": address_hash(at) if (at := page_address(url)) else None,
         "claims": json.dumps(list(dict.fromkeys(ids.get(version, ())))), "holds": True, "sha_before": before,
         "note": note} for version, url in held
    ]  # fmt: skip


def _delete(connection: sa.Connection, article: str) -> None:
    """All rows of an article, those first that point to others."""
    c = claims.c
    numbers = sa.select(c.n).where(c.article_id == article)
    ids = list(dict.fromkeys(connection.scalars(sa.select(c.id).where(c.article_id == article))))
    _delete_refusals(connection, article)
    for table, column in ((movements, movements.c.claim_n), (mentions, mentions.c.claim), (records, records.c.claim)):
        connection.execute(sa.delete(table).where(column.in_(numbers)))
    for table in (claims, codings, versions, articles, pages):
        connection.execute(sa.delete(table).where(table.c.article_id == article))
    for some in _chunks([article, *ids]):
        connection.execute(sa.delete(links).where(links.c.source.in_(some) | links.c.target.in_(some)))
        connection.execute(sa.delete(reviews).where(reviews.c.claim.in_(some)))


def _delete_refusals(connection: sa.Connection, article: str) -> None:
    """Refusals of the same bytes, and those that quote the text: what broke on an article may have named its words."""
    held = connection.execute(sa.select(articles.c.text, articles.c.record).where(articles.c.article_id == article))
    runs, hashes = set[tuple[str, ...]](), set[str]()
    for text, record in held:
        runs |= _runs(text or "")
        hashes |= {h for h in [from_json(record, Article).raw_hash if record else None] if h}
    r = rejects.c
    asked = sa.select(r.n, r.source, r.digest, r.sentence)
    told = [n for n, source, digest, words in connection.execute(asked)
            if source == article or digest in hashes or not runs.isdisjoint(_runs(words))]  # fmt: skip
    for some in _chunks(told):
        connection.execute(sa.delete(rejects).where(r.n.in_(some)))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + QUOTED]) for i in range(len(words) - QUOTED + 1)}


def lift(run: Run, article: str) -> bool:
    """Lets an article come back; false where nothing kept it out. Raises LedgerError."""
    with run.writing() as connection:
        stone = tombstone(connection, article)
        if stone is None:
            return False
        row = {"article_id": article, "version": stone.versions[-1], "claims": "[]", "holds": False,
               "sha_before": stone.sha_after, "sha_after": stone.sha_after}  # fmt: skip
        connection.execute(sa.insert(forgotten), {**row, **run.stamp(connection)})
    return True


def scrub(store: Store) -> None:
    """Writes the database's files anew, so that no page, index or log keeps what was deleted. Takes the time and, for a
    while, the room of a copy. Raises LedgerBusy where somebody reads so that it cannot be done, LedgerError."""
    with faults.driver_faults(store.where):
        if store.shared:
            _scrub_server(store)
        else:
            _scrub_file(store)


def _scrub_file(store: Store) -> None:
    with store.engine.connect().execution_options(bare=True) as connection:
        connection.exec_driver_sql("PRAGMA temp_store=FILE")
        fulltext.optimize(connection)
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
        connection.exec_driver_sql("PRAGMA temp_store=MEMORY")
    if busy:
        raise LedgerBusy(store.where)


def _scrub_server(store: Store) -> None:
    """VACUUM FULL writes tables and indexes anew. The planner's samples of values are taken anew and their old rows
    dropped, where this user may."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in metadata.sorted_tables:
            if table in EMPTIED:
                connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table.name}")
        connection.exec_driver_sql("VACUUM (FULL) pg_statistic")


def _chunks(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[i : i + CHUNK] for i in range(0, len(items), CHUNK)]
