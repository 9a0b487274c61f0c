"""A row that was changed behind the ledger's back is named when it is read, and a ledger from before there were
checksums is read on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from benchmarks.reports import Report

from sayso.answers.citing import cited
from sayso.answers.store import Ledger, open_ledger
from sayso.errors import LedgerRotten, UsageError
from sayso.ledger import opening, schema
from sayso.ledger.schema import HEAD, metadata
from sayso.ledger.scope import Query
from sayso.linking.tying import tie_new
from sayso.records import Strength
from tests.ledger import stories
from tests.ledger.conftest import Ticking
from tests.ledger.test_store import keep, kept

READERS: dict[str, Callable[[Ledger], object]] = {
    "presence": lambda ledger: ledger.presence(Query("USA", "SYR")),
    "brief": lambda ledger: ledger.brief("US troops in Syria"),
    "claims": lambda ledger: list(ledger.claim_rows()),
    "articles": lambda ledger: ledger.articles(),
}
ROT = [
    ("movements", "presence", "place_name"), ("movements", "presence", "status"), ("claims", "brief", "side"),
    ("records", "brief", "json"), ("records", "claims", "json"), ("articles", "brief", "publisher"),
    ("articles", "claims", "published"), ("articles", "articles", "text"), ("articles", "articles", "title"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "reader", "column"), ROT)
def test_a_changed_row_is_named_when_it_is_read(ledger: Ledger, table: str, reader: str, column: str) -> None:
    keep(ledger, *stories.syria())
    before = READERS[reader](ledger)
    assert before
    key = "claim" if table == "records" else "n"
    with ledger._store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for row in connection.execute(sa.text(f"SELECT {key}, {column} FROM {table}")).all():
            changed = "?" if row[1] is None else row[1].replace("a", "b") + " "
            connection.execute(
                sa.text(f"UPDATE {table} SET {column} = :to WHERE {key} = :at"), {"to": changed, "at": row[0]}
            )
    with pytest.raises(
        LedgerRotten, match=rf"row \d+ of table '{table}' is not as it was written; put back a copy"
    ) as caught:
        READERS[reader](ledger)
    assert caught.value.table == table
    assert caught.value.row > 0


def test_a_changed_text_is_not_linked(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    keep(ledger, *stories.syria())
    with ledger._store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(sa.update(schema.articles).values(text="something else").where(schema.articles.c.n == 2))
    with pytest.raises(LedgerRotten, match="row 2 of table 'articles'"), ledger.writing("test", "0") as run:
        tie_new(run)


def test_a_ledger_of_the_first_schema_is_read_as_it_is_and_brought_up_to_date_by_adding(
    where: str, clock: Ticking
) -> None:
    with open_ledger(where, create=True, clock=clock) as ledger:
        keep(ledger, *stories.syria())
        said = {name: str(READERS[name](ledger)) for name in ("presence", "brief")}
    _make_old(where)
    with open_ledger(where) as ledger:
        assert str(READERS["brief"](ledger)) == said["brief"]
        assert not [e for e in ledger.presence(Query("USA", "SYR")).entries if e.state == "absent"]
        assert len(list(ledger.claim_rows())) == len(kept(ledger))
        with ledger.reading() as connection, pytest.raises(UsageError, match="no such claim"):
            cited(connection, where, "ffff")
    assert _revision(where) == "0001"
    with open_ledger(where, create=True, clock=clock) as ledger:
        assert {name: str(READERS[name](ledger)) for name in said} == said
        assert keep(ledger, *stories.niger()) == [True] * len(stories.niger())
    assert _revision(where) == HEAD


def _make_old(where: str) -> None:
    """Takes the ledger back to the first schema, which had no checksums."""
    found = opening.store(where)
    with found.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for table in schema.SUMMED:
            for column in [c.name for c in metadata.tables[table].c if c.name.endswith("crc")]:
                connection.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        connection.execute(sa.text("ALTER TABLE movements DROP COLUMN will"))
        for name in ("in", "out") if not found.shared else ():
            connection.execute(sa.text(f"DROP TRIGGER page_words_{name}"))
        connection.execute(sa.text("DROP INDEX page_words" if found.shared else "DROP TABLE page_words"))
        connection.execute(sa.text("DROP INDEX articles_textless"))
        for table in ("forgotten", "questions"):
            connection.execute(sa.text(f"DROP TABLE {table}"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    found.engine.dispose()


def _revision(where: str) -> str | None:
    found = opening.store(where)
    revision = opening._revision(found)
    found.engine.dispose()
    return revision


def test_a_whole_number_where_fractions_are_kept_is_no_change(ledger: Ledger) -> None:
    report = Report("whole", "2020-01-01", "Some 200 soldiers came to Manbij, the Pentagon said.")
    report.moves("came to Manbij", "arrive", "Manbij", by="Pentagon", time="2019-12-31")
    (told,) = report.claims
    assert told.movement is not None
    strength = Strength(200, 200, 200, "troops", None, "200 soldiers", 5, 17, "moved")
    claim = replace(told, movement=replace(told.movement, strength=strength))
    with ledger.writing("test", "0") as run:
        run.add(report.article, [claim], claim.coder)
    assert ledger.assertions(Query("USA", "SYR"))[0].strength == 200
