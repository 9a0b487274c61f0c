"""Writing into a ledger: one run, whose every addition is a transaction of its own; safe to repeat, safe to kill."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from sayso.errors import InputRejected
from sayso.ground.edtf import instant
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ledger import faults, schema
from sayso.ledger.assertions import coder_name
from sayso.ledger.batch import Addition, keep_batch
from sayso.ledger.naming import own_id, page_address
from sayso.ledger.opening import ADVISORY_LOCK, Store
from sayso.ledger.tombstones import refuse_forgotten
from sayso.records import Article, Claim, Coder, digest

UtcNow = Callable[[], datetime]
CLASHES = 20
"""Ids used twice of which one run tells; the others are kept apart in silence."""
TOLERANCE = timedelta(seconds=5)
"""How far two machines' clocks may differ before somebody is told."""
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two articles or two claims by their ids: `kind` is copy, story, happening, or a relation such as
    `corrects`.

    `reason` says why, `made_by` names the rule or person. `holds` false undoes an earlier tie.
    """

    kind: str
    source: str
    target: str
    reason: str
    made_by: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Review:
    """A person's judgement of a claim, or the taking back of one; `detail` is JSON of what the verdict says beyond its
    name (`judge.reviews` knows the verdicts and reads it)."""

    claim: str
    coder: str
    reviewer: str
    verdict: str
    detail: str | None = None
    note: str | None = None


@dataclass(slots=True)
class RunCounts:
    """What a run did: articles and claims added, articles that were there already, inputs rejected."""

    articles: int = 0
    claims: int = 0
    unchanged: int = 0
    rejects: int = 0


@dataclass(slots=True)
class Run:
    """One go at writing. `notices` are sentences for the user; nothing in them was lost."""

    store: Store
    number: int
    clock: UtcNow
    keep_text: bool = True
    names: Names = PACKAGED_NAMES
    counts: RunCounts = field(default_factory=RunCounts)
    notices: list[str] = field(default_factory=list)
    clashes: int = 0
    """How often an id was used again for another address."""

    def named(self, article: Article) -> Article:
        """The article under the id that its page already has in this ledger; a new page takes the article's own.

        The address is bound at once, so that two writers that meet at a new page agree on its id. Raises LedgerError.
        """
        url = page_address(article.url)
        if url is None:
            return article
        with self.reading() as connection:
            known = connection.scalar(sa.select(schema.pages.c.article_id).where(schema.pages.c.url == url))
        if known is None:
            with self.writing() as connection:
                name, other = own_id(connection, article.id, url)
                insert_new(connection, schema.pages, [{"url": url, "article_id": name}])
                known = connection.scalar(sa.select(schema.pages.c.article_id).where(schema.pages.c.url == url))
            if other is not None and known == name:
                self._clash(article.id, other, url, name)
        return article if known == article.id else replace(article, id=str(known))

    def _clash(self, name: str, other: str, url: str, own: str) -> None:
        self.clashes += 1
        if self.clashes <= CLASHES:
            self.notices.append(
                f"ledger {self.store.where}: the id {name!r} is used for two addresses, {other} and {url}; both are "
                f"kept, the second as {own}"
            )

    def refuse(self, article: Article, source: str) -> None:
        """Raises Forgotten where the ledger was asked to forget this article (see tombstones), LedgerError."""
        with self.reading() as connection:
            refuse_forgotten(connection, [article], source)

    def holds(self, article: Article, coder: Coder) -> bool:
        """Whether this version of the article is the page's last one here and read by this coder. Raises
        LedgerError."""
        c, v = schema.codings.c, schema.versions.c
        coded = sa.select(c.n).where(
            c.article_id == article.id, c.version == article.version, c.coder == coder_name(coder)
        )
        last = sa.select(v.version).where(v.article_id == article.id).order_by(v.known.desc(), v.n.desc()).limit(1)
        with self.reading() as connection:
            found = connection.scalar(coded) is not None and connection.scalar(last) == article.version
        self.counts.unchanged += found
        return found

    def add(self, article: Article, claims: Sequence[Claim], coder: Coder) -> bool:
        """Keeps an article and its claims in one transaction; false where both were there. Raises LedgerError."""
        return self.add_all([Addition(article, coder, tuple(claims), has_text=True)]) > 0

    def add_all(self, entries: Sequence[Addition]) -> int:
        """Keeps many in one transaction; the number of those that were new. Raises Forgotten, LedgerError."""
        with self.writing() as connection:
            self._queue(connection, entries)
            refuse_forgotten(connection, (entry.article for entry in entries))
            kept = keep_batch(
                connection, entries, self._now(connection), self.number, keep_text=self.keep_text, names=self.names
            )
        self.counts.articles += kept.entries
        self.counts.claims += kept.claims
        self.counts.unchanged += len(entries) - kept.entries
        return kept.entries

    def reject(self, error: InputRejected) -> None:
        """Notes an input that could not be read; the same one is noted once. Raises LedgerError."""
        self.counts.rejects += 1
        row = {
            "source": error.source,
            "stage": error.stage,
            "reason": error.reason,
            "digest": error.digest or "",
            "sentence": str(error),
        }
        with self.writing() as connection:
            insert_new(connection, schema.rejects, [{**row, **self.stamp(connection)}])

    def tie(self, ties: Iterable[Tie]) -> int:
        """Appends ties that are not already as they say; how many were. Raises LedgerError."""
        with self.writing() as connection:
            stamp = self.stamp(connection)
            fresh = [t for t in dict.fromkeys(ties) if _standing(connection, t) is not t.holds]
            rows = [{"kind": t.kind, "source": t.source, "target": t.target, "holds": t.holds, "reason": t.reason,
                     "made_by": t.made_by, **stamp} for t in fresh]  # fmt: skip
            if rows:
                connection.execute(sa.insert(schema.links), rows)
        return len(rows)

    def review(self, given: Sequence[Review]) -> None:
        """Appends judgements, all or none. Raises LedgerError."""
        rows = [
            {"claim": g.claim, "coder": g.coder, "reviewer": g.reviewer, "verdict": g.verdict, "note": g.note,
             "correction": g.detail} for g in given
        ]  # fmt: skip
        with self.writing() as connection:
            stamp = self.stamp(connection)
            for row in rows:
                connection.execute(sa.insert(schema.reviews), {**row, **stamp})

    def end(self) -> None:
        """Notes that the run came to its end. Raises LedgerError."""
        counts = {"articles": self.counts.articles, "claims": self.counts.claims, "unchanged": self.counts.unchanged,
                  "rejects": self.counts.rejects}  # fmt: skip
        with self.writing() as connection:
            connection.execute(
                sa.insert(schema.run_ends), {"run": self.number, "ended_at": self._now(connection), **counts}
            )

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection to read on."""
        with faults.driver_faults(self.store.where), self.store.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection inside a transaction that commits at the end, or leaves nothing."""
        with faults.driver_faults(self.store.where), writer(self.store) as connection:
            yield connection

    def stamp(self, connection: sa.Connection) -> dict[str, Any]:
        """When and by which run a row is recorded."""
        return {"recorded_at": self._now(connection), "run": self.number}

    def _now(self, connection: sa.Connection) -> str:
        """The time, later than anything recorded before: a clock set back must not turn the ledger's order around."""
        last = last_recorded(connection)
        now = self.clock()
        if last is not None and now <= last:
            if last - now > TOLERANCE and not self.notices:
                self.notices.append(
                    f"ledger {self.store.where}: this machine's clock ({instant(now)}) is behind the last record "
                    f"({instant(last)}); additions are recorded right after that; set the clock"
                )
            now = last + timedelta(microseconds=1)
        return instant(now)

    def _queue(self, connection: sa.Connection, entries: Sequence[Addition]) -> None:
        """On a server, writers of one article go one after the other; a large batch goes alone."""
        if not self.store.shared:
            return
        if len(entries) > 20:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:n)"), {"n": ADVISORY_LOCK})
            return
        connection.execute(sa.text("SELECT pg_advisory_xact_lock_shared(:n)"), {"n": ADVISORY_LOCK})
        for name in sorted({e.article.id for e in entries}):
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:n)"), {"n": int(digest(name)[:15], 16)})


@contextmanager
def writer(store: Store) -> Iterator[sa.Connection]:
    """A transaction that holds the right to write from its beginning."""
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def begin(store: Store, command: str, version: str, clock: UtcNow, *, keep_text: bool, names: Names) -> Run:
    """Starts a run. Raises LedgerError."""
    run = Run(store, 0, clock, keep_text, names)
    with run.writing() as connection:
        row = {"command": command, "sayso": version, "started_at": run._now(connection)}
        run.number = connection.execute(sa.insert(schema.runs).returning(schema.runs.c.n), row).scalar_one()
    return run


def last_recorded(connection: sa.Connection) -> datetime | None:
    """The latest time at which anything was recorded; null in a new ledger."""
    tables = (schema.versions, schema.codings, schema.links, schema.reviews, schema.rejects)
    tails = [connection.scalar(sa.select(t.c.recorded_at).order_by(t.c.n.desc()).limit(1)) for t in tables]
    tails.append(connection.scalar(sa.select(schema.runs.c.started_at).order_by(schema.runs.c.n.desc()).limit(1)))
    last = max((t for t in tails if t), default=None)
    return datetime.fromisoformat(last) if last else None


def _standing(connection: sa.Connection, tie: Tie) -> bool | None:
    c = schema.links.c
    asked = sa.select(c.holds).where(c.kind == tie.kind, c.source == tie.source, c.target == tie.target)
    found: bool | None = connection.scalar(asked.order_by(c.n.desc()).limit(1))
    return found


def insert_new(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows that break no uniqueness; the others are there already."""
    make: Any = _INSERTS[connection.dialect.name]
    connection.execute(make(table).on_conflict_do_nothing(), list(rows))
