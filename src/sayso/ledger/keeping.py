"""A ledger kept: opened, written in runs, its rows read as they stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Self

import sqlalchemy as sa
from sqlalchemy import RowMapping

from sayso.errors import LedgerError
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ledger import asking, faults, opening, queries, writing
from sayso.ledger.asking import KeptQuestion
from sayso.ledger.assertions import Assertion
from sayso.ledger.scope import Axis, Query
from sayso.ledger.writing import Run, UtcNow


def utc_now() -> datetime:
    """The time of the machine's clock, which stamps what is recorded and decides nothing."""
    return datetime.now(UTC)


class Keeping:
    """An open ledger. Reading never changes it; `writing` appends. Close it, or use it in a `with`."""

    def __init__(self, store: opening.Store, clock: UtcNow = utc_now) -> None:
        self._store, self._clock = store, clock

    @property
    def where(self) -> str:
        """Its folder or address, without a password."""
        return self._store.where

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self._store.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection on which everything read is of one moment. Raises LedgerError."""
        with faults.driver_faults(self.where), self._store.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(
        self, command: str, version: str, *, keep_text: bool = True, names: Names = PACKAGED_NAMES
    ) -> Iterator[Run]:
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
            return queries.current_assertions(connection, query)

    def own_types(self) -> frozenset[str]:
        """Types of act beside PLOVER's that its claims have, by a codebook of a user's. Raises LedgerError."""
        with self.reading() as connection:
            return queries.own_types(connection)

    def claim_rows(self, axis: Axis | None = None, *, everything: bool = False) -> Iterator[RowMapping]:
        """Claims with what is known of their articles, one after the other. Raises LedgerError."""
        with self.reading() as connection:
            yield from queries.claim_rows(connection, axis or Axis(), everything=everything)

    def ties(self, kind: str | None = None, sources: Iterable[str] | None = None) -> list[RowMapping]:
        """Ties that hold, of a kind and from some ids. Raises LedgerError."""
        with self.reading() as connection:
            return queries.current_ties(connection, kind, None if sources is None else list(sources))

    def review_rows(self, claim: str | None = None) -> list[RowMapping]:
        """All that was ever said of a claim, or of all claims, and taken back, in its order. Raises LedgerError."""
        with self.reading() as connection:
            return queries.review_rows(connection, claim)

    def sizes(self) -> dict[str, int]:
        """Rows by table. Raises LedgerError."""
        with self.reading() as connection:
            return queries.sizes(connection)

    def questions(self) -> list[KeptQuestion]:
        """The questions that are kept in it, by title. Raises LedgerError."""
        with self.reading() as connection:
            return asking.kept(connection)

    def question(self, name: str) -> KeptQuestion:
        """A kept question by its id. Raises NotFound, LedgerError."""
        with self.reading() as connection:
            return asking.question(connection, name)
