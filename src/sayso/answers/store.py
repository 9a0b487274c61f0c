"""The ledger as callers meet it: opens, writes in runs, answers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import RowMapping

from sayso.answers import facts, queries
from sayso.answers.brief import Brief
from sayso.answers.changes import Change, changes
from sayso.answers.presence import Presence, Query, presence
from sayso.answers.queries import Axis
from sayso.answers.question import Asked, asked, titled
from sayso.errors import LedgerError
from sayso.ground.names import PACKAGED, Names
from sayso.ledger import faults, opening, writing
from sayso.ledger.assertions import Assertion
from sayso.ledger.writing import Clock, Run

if TYPE_CHECKING:
    import pyarrow as pa


def _now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """An open ledger. Reading never changes it; `writing` appends. Close it, or use it in a `with`."""

    def __init__(self, store: opening.Store, clock: Clock = _now) -> None:
        self._store, self._clock = store, clock

    @property
    def where(self) -> str:
        """Its folder or address, without a password."""
        return self._store.where

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self._store.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection on which everything read is of one moment. Raises LedgerError."""
        with faults.told(self.where), self._store.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, command: str, version: str, *, keep_text: bool = True, names: Names = PACKAGED) -> Iterator[Run]:
        """A run that appends; its end is noted however the block ends, unless the ledger itself is at fault. Raises
        LedgerError.

        `names` tell whose a medium is.
        """
        run = writing.begin(self._store, command, version, self._clock, keep_text=keep_text, names=names)
        try:
            yield run
        except BaseException:
            with suppress(LedgerError, sa.exc.SQLAlchemyError):
                run.end()
            raise
        run.end()

    def assertions(self, query: Query) -> list[Assertion]:
        """The assertions that bear on a question. Raises LedgerError."""
        with self.reading() as connection:
            return queries.assertions(connection, query)

    def presence(self, query: Query) -> Presence:
        """Whose forces are where, since when, according to whom. Raises LedgerError."""
        return presence(self.assertions(query), query)

    def brief(self, question: str | Asked, axis: Axis | None = None, lines: int = 20, names: Names = PACKAGED) -> Brief:
        """What is claimed of something, by whom, on how many origins; at most `lines` facts, those on most origins
        first.

        A question in words is read by `asking.asked`, which knows the `names`.
        Raises UsageError where it names nothing to look for, LedgerError.
        """
        wanted = asked(question, self.own_types, names) if isinstance(question, str) else question
        with self.reading() as connection:
            return facts.answer(
                connection,
                question if isinstance(question, str) else titled(wanted),
                wanted,
                axis or Axis(),
                lines,
                names,
            )

    def own_types(self) -> frozenset[str]:
        """Types of act beside PLOVER's that its claims have, by a codebook of a user's. Raises LedgerError."""
        with self.reading() as connection:
            return queries.own_types(connection)

    def claim_rows(self, axis: Axis | None = None, *, everything: bool = False) -> Iterator[RowMapping]:
        """Claims with what is known of their articles, one after the other. Raises LedgerError."""
        with self.reading() as connection:
            yield from queries.claim_rows(connection, axis or Axis(), everything=everything)

    def claims(self, axis: Axis | None = None, *, everything: bool = False) -> pa.Table:
        """Claims as an Arrow table: the record's columns, and `article` with its version, description and dates.

        `.to_pandas()` and `polars.from_arrow` take it further. Raises LedgerError.
        """
        from sayso.answers import arrow  # noqa: PLC0415  (commands that show text need no Arrow)

        return arrow.kept_table(self.claim_rows(axis, everything=everything))

    def articles(self) -> pa.Table:
        """Versions of articles as an Arrow table: what was received and since which day the world could know it.
        Raises LedgerError."""
        from sayso.answers import arrow  # noqa: PLC0415

        with self.reading() as connection:
            return arrow.articles_table(queries.article_rows(connection))

    def presence_table(self, query: Query) -> pa.Table:
        """The answer of `presence` as an Arrow table, one row an interval of a side's track. Raises LedgerError."""
        from sayso.answers import arrow  # noqa: PLC0415

        return arrow.presence_table(self.presence(query))

    def changes(self, article: str) -> list[Change]:
        """How an article's text changed from version to version: for each, what was taken out and put in. Raises
        LedgerError."""
        with self.reading() as connection:
            return changes(connection, article)

    def ties(self, kind: str | None = None, sources: Iterable[str] | None = None) -> list[RowMapping]:
        """Ties that hold, of a kind and from some ids. Raises LedgerError."""
        with self.reading() as connection:
            return queries.ties(connection, kind, None if sources is None else list(sources))

    def judgements(self, claim: str) -> list[RowMapping]:
        """The last review of a claim by each reviewer. Raises LedgerError."""
        with self.reading() as connection:
            return queries.judgements(connection, claim)

    def sizes(self) -> dict[str, int]:
        """Rows by table. Raises LedgerError."""
        with self.reading() as connection:
            return queries.sizes(connection)


def open_ledger(where: str | os.PathLike[str], *, create: bool = False, clock: Clock = _now) -> Ledger:
    """Opens the ledger at a folder or postgresql:// address; with `create`, makes it where there is none.

    Raises NoLedger, NotALedger, NewerLedger and the other LedgerErrors.
    """
    return Ledger(opening.store(where, create=create), clock)
