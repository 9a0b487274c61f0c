"""The ledger as callers meet it: opens and answers; what it keeps is `ledger.keeping`."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import settings
from sayso.answers import analysis, changing, origins, queue, reading, recorded, searching
from sayso.answers import brief as briefs
from sayso.answers.analysis import Happening, ReadPages
from sayso.answers.brief import Brief
from sayso.answers.changes import Revision, changes
from sayso.answers.changing import News
from sayso.answers.citing import Cited, Summed, cited
from sayso.answers.origins import Origins
from sayso.answers.presence import Presence, not_taken_back, presence
from sayso.answers.presence.known import Known, known_forces
from sayso.answers.presence.quoting import grounds, quoted_claims
from sayso.answers.question import AskedKeys, asked, titled
from sayso.answers.queue import Queue
from sayso.answers.reading import ClaimRead, PageRead
from sayso.answers.searching import SearchResult, Sought
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ledger import opening, queries
from sayso.ledger.assertions import holder_of
from sayso.ledger.keeping import Keeping, utc_now
from sayso.ledger.scope import Axis, Query
from sayso.ledger.writing import UtcNow
from sayso.records import Place
from sayso.stories.told import Page

if TYPE_CHECKING:
    import pyarrow as pa


class Ledger(Keeping):
    """An open ledger with its answers: what it keeps, and what follows from it."""

    def __init__(self, store: opening.Store, clock: UtcNow = utc_now) -> None:
        super().__init__(store, clock)
        self._summed = Summed()

    def presence(self, query: Query, names: Names = PACKAGED_NAMES) -> Presence:
        """Whose forces are where, since when, according to whom. A place goes by any of its names in the `names`.
        Raises LedgerError."""
        query = query if query.place is None else replace(query, place=names.place_asked(query.place))
        every = self.assertions(query)
        with self.reading() as connection:
            told = recorded.placed(connection, every, names)
            undone = recorded.undone_by_pages(connection, {a.claim for a in told}, query.known_by)
            found = presence(not_taken_back(told, undone), query, settings.load().least_confidence / 100)
            return replace(found, quoted=quoted_claims(connection, found))

    def brief(
        self, question: str | AskedKeys, axis: Axis | None = None, lines: int = 20, names: Names = PACKAGED_NAMES
    ) -> Brief:
        """What is claimed of something, by whom, on how many origins; at most `lines` facts, those on most origins
        first.

        A question in words is read by `question.asked`, which knows the `names`.
        Raises UsageError where it names nothing to look for, LedgerError.
        """
        wanted = asked(question, self.own_types, names) if isinstance(question, str) else question
        with self.reading() as connection:
            return briefs.answer(
                connection,
                question if isinstance(question, str) else titled(wanted),
                wanted,
                axis or Axis(),
                lines,
                names,
            )

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

    def grounds(self, found: Presence) -> dict[str, Place]:
        """The places of the rows of an answer of `presence`, by their keys. Raises LedgerError."""
        with self.reading() as connection:
            return grounds(connection, found)

    def forces(self, force: str | None = None, country: str | None = None, most: int = 60) -> list[Known]:
        """Of whose forces it knows where something, those with most claims first; of one force, or in one country.
        Raises LedgerError."""
        with self.reading() as connection:
            return known_forces(connection, most, holder_of(force) if force else None, country)

    def presence_table(self, query: Query) -> pa.Table:
        """The answer of `presence` as an Arrow table, one row an interval of a side's track. Raises LedgerError."""
        from sayso.answers import arrow  # noqa: PLC0415

        return arrow.presence_table(self.presence(query))

    def origins(self, question: str | AskedKeys, names: Names = PACKAGED_NAMES) -> Origins:
        """On whose word what it holds of a question rests. Raises UsageError as `brief` does, LedgerError."""
        wanted = asked(question, self.own_types, names) if isinstance(question, str) else question
        with self.reading() as connection:
            return origins.origins_of_ledger(connection, wanted, names)

    def origins_of(self, claim: str, names: Names = PACKAGED_NAMES) -> Origins:
        """On whose word the happening rests that a claim tells (the beginning of its id). Raises UsageError where
        there is none, LedgerError."""
        with self.reading() as connection:
            return origins.origins_of_claim(connection, self.where, claim, names)

    def happenings(self, axis: Axis | None = None, names: Names = PACKAGED_NAMES) -> list[Happening]:
        """One row of analysis each: all happenings it holds, under the rules of `answers.analysis`. Raises
        LedgerError."""
        with self.reading() as connection:
            return analysis.happenings_of_ledger(connection, axis, names)

    def pages_read(self, axis: Axis | None = None) -> list[ReadPages]:
        """How many pages were read by outlet and day, and how many of them gave claims. Raises LedgerError."""
        with self.reading() as connection:
            return analysis.pages_read(connection, axis)

    def page(self, article: str, version: str | None = None) -> PageRead:
        """A page with its claims, its versions and its copies, by its id. Raises NotFound, LedgerError."""
        with self.reading() as connection:
            return reading.page_of(connection, self.where, article, version)

    def claim(self, claim: str) -> ClaimRead:
        """A claim with its page, its reviews and what other coders made of its words, by its id. Raises NotFound,
        LedgerError."""
        with self.reading() as connection:
            return reading.claim_read(connection, self.where, claim)

    def cited(self, claim: str) -> Cited:
        """A claim with the ledger's state, to be cited, by the beginning of its id. The first time all claims are read.
        Raises UsageError where there is none or several, LedgerError."""
        with self.reading() as connection:
            return cited(connection, self.where, claim, self._summed)

    def search(self, sought: Sought, most: int = 50) -> SearchResult:
        """The claims that fit, the last recorded first. Raises LedgerError."""
        with self.reading() as connection:
            return searching.search(connection, sought, most)

    def news(self, sought: Sought, most: int = 60) -> list[News]:
        """What changed in a question, the latest first: claims that came, were judged, undone, or went with a rewritten
        page. Raises LedgerError."""
        with self.reading() as connection:
            return changing.news(connection, sought, most)

    def queue(self, reviewer: str = "", most: int = 50) -> Queue:
        """What a reviewer should judge next. Raises LedgerError."""
        with self.reading() as connection:
            return queue.queue(connection, reviewer, most)

    def latest(self, most: int) -> list[Page]:
        """The pages that were added last. Raises LedgerError."""
        with self.reading() as connection:
            return reading.latest(connection, most)

    def changes(self, article: str) -> list[Revision]:
        """How an article's text changed from version to version: for each, what was taken out and put in. Raises
        LedgerError."""
        with self.reading() as connection:
            return changes(connection, article)


def open_ledger(
    where: str | os.PathLike[str], *, create: bool = False, upgrade: bool = False, clock: UtcNow = utc_now
) -> Ledger:
    """Opens the ledger at a folder or postgresql:// address; with `create`, makes it where there is none; with either,
    brings an older one up to date.

    Raises NoLedger, NotALedger, NewerLedger and the other LedgerErrors.
    """
    return Ledger(opening.store(where, create=create, upgrade=upgrade), clock)
