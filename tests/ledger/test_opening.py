"""What can go wrong with a ledger: one clear sentence each, and nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from benchmarks.reports import Report

from sayso.answers.store import Ledger, open_ledger
from sayso.errors import (
    LedgerDamaged,
    LedgerDenied,
    LedgerError,
    LedgerFull,
    LedgerGone,
    LedgerReadOnly,
    NewerLedger,
    NoLedger,
    NotALedger,
    UsageError,
)
from sayso.ledger import faults, opening, schema
from sayso.ledger.opening import LEDGER_FILE
from sayso.ledger.scope import Query
from tests.ledger import stories
from tests.ledger.conftest import SERVER, Ticking
from tests.ledger.test_store import keep, kept

FOLDER = Path(opening.__file__).parent / "migrations"


def test_migrations_make_the_schema_that_the_code_uses(where: str) -> None:
    made = opening.store(where, create=True)
    ours = {"include_name": lambda name, *_: not (name or "").startswith("page_words")}  # the database's own (0006)
    with made.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), schema.metadata) == []
    made.engine.dispose()


def test_the_last_migration_is_the_one_that_the_code_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_a_newer_ledger_is_refused(where: str) -> None:
    open_ledger(where, create=True).close()
    made = opening.store(where)
    with made.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    made.engine.dispose()
    for create in (False, True):
        with pytest.raises(NewerLedger, match=r"newer Sayso.*9999.*install a newer version"):
            open_ledger(where, create=create)


def test_no_ledger_there(tmp_path: Path) -> None:
    with pytest.raises(NoLedger, match="there is no ledger"):
        open_ledger(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    for create in (False, True):
        with pytest.raises(NotALedger, match=r"it holds thesis\.doc"):
            open_ledger(tmp_path, create=create)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]
    with pytest.raises(NotALedger, match="it is a file"):
        open_ledger(tmp_path / "thesis.doc")


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / LEDGER_FILE)
    connection.execute("CREATE TABLE recipes (n)")
    connection.close()
    with pytest.raises(NotALedger, match="recipes"):
        open_ledger(tmp_path, create=True)


def test_addresses_of_other_kinds_are_wrong_usage() -> None:
    with pytest.raises(UsageError, match="no kind of ledger"):
        open_ledger("mysql://me@host/db")


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l", create=True) as ledger:
        keep(ledger, *stories.syria())
    file = tmp_path / "l" / LEDGER_FILE
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    with pytest.raises(LedgerDamaged, match=r"damaged.*put back a copy"), open_ledger(tmp_path / "l") as ledger:
        kept(ledger)
    file.write_bytes(b"not a database at all, but long enough to be read as one" * 100)
    with pytest.raises(LedgerDamaged, match="damaged"):
        open_ledger(tmp_path / "l")


def test_a_full_disk_loses_nothing_that_was_added(tmp_path: Path) -> None:
    first = stories.syria()[0]
    with open_ledger(tmp_path / "l", create=True) as ledger:
        keep(ledger, first)

    def fill(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with open_ledger(tmp_path / "l", create=True) as ledger:
        sa.event.listen(ledger._store.engine, "connect", fill)
        ledger._store.engine.dispose()
        long = [Report(f"long-{n}", "2020-01-01", f"{n} words. " * 900) for n in range(50)]
        with pytest.raises(LedgerFull, match="the disk is full; what was added before is kept"):
            keep(ledger, *long)
    with open_ledger(tmp_path / "l", create=True) as ledger:
        assert first.claims[0].id in {c.id for c in kept(ledger)}
        with ledger.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def as_nobody(work: Callable[[], object]) -> str:
    """What `work` says (or its error) in a child process of a user who owns nothing."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        try:
            said = repr(work())
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as stream:
        return stream.read()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become a user who may not write")
def test_a_read_only_folder_can_be_read_and_says_why_it_cannot_be_written(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l", create=True) as ledger:
        keep(ledger, *stories.syria())
    outside = tmp_path
    while outside != outside.parent:
        outside.chmod(outside.stat().st_mode | 0o755)
        outside = outside.parent
    query = Query("USA", "SYR")
    assert "SYR/manbij" in as_nobody(lambda: [e.place for e in open_ledger(tmp_path / "l").presence(query).entries])
    said = as_nobody(lambda: keep(open_ledger(tmp_path / "l", create=True), *stories.niger()))
    assert said.startswith("LedgerReadOnly")
    assert "cannot be written" in said


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become a user who may not write")
@pytest.mark.parametrize("index", [True, False], ids=["log readable", "log without its index"])
def test_a_reader_without_the_right_to_write_sees_what_was_confirmed_last_or_is_told(
    tmp_path: Path, index: bool
) -> None:
    where = tmp_path / "l"
    command = [sys.executable, "-m", "benchmarks.killed_writer", str(where), "w", "0", "1000"]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    confirmed = [int(writer.stdout.readline()) for _ in range(4)]
    writer.kill()
    writer.communicate()
    if not index:
        (where / f"{LEDGER_FILE}-shm").unlink()
    for file in where.iterdir():
        file.chmod(0o444)
    where.chmod(0o555)
    outside = tmp_path
    while outside != outside.parent:
        outside.chmod(outside.stat().st_mode | 0o755)
        outside = outside.parent
    said = as_nobody(lambda: open_ledger(where).sizes()["articles"] >= len(confirmed))
    if index:
        assert said == "True"
    else:
        assert said.startswith("LedgerUnmerged")
        assert "its last additions are not yet in its main file" in said


def test_two_threads_make_one_ledger(tmp_path: Path) -> None:
    for n in range(10):
        where = tmp_path / f"l{n}"
        with ThreadPoolExecutor(2) as pool:
            for made in [pool.submit(open_ledger, where, create=True) for _ in range(2)]:
                made.result().close()
        with open_ledger(where) as ledger:
            assert ledger.sizes()["articles"] == 0


@pytest.mark.parametrize(("why", "error"), [
    ('connection to server at "127.0.0.1", port 5432 failed: FATAL:  password authentication failed for user '
        '"me"', LedgerDenied),
    ('connection to server at "127.0.0.1", port 5432 failed: FATAL:  role "me" does not exist', LedgerDenied),
    ('connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "no" does not exist', LedgerDenied),
    ("connection failed: fe_sendauth: no password supplied", LedgerDenied),
    ('connection to server at "127.0.0.1", port 9 failed: Connection refused\n\tIs the server running on that '
        'host?', LedgerGone),
    ("terminating connection due to administrator command", LedgerGone),
])  # fmt: skip
def test_a_server_that_refuses_is_not_one_that_is_gone(why: str, error: type[LedgerError]) -> None:
    with pytest.raises(error), faults.driver_faults("postgresql://me@host/db"):
        raise sa.exc.OperationalError("SELECT 1", {}, Exception(why))


def test_a_role_or_database_that_a_server_does_not_know() -> None:
    if not SERVER:
        pytest.skip(
            "no PostgreSQL server: set SAYSO_TEST_POSTGRES to a postgresql:// address of one that may be written"
        )
    url = sa.make_url(SERVER)
    for strange in (url.set(username="nobody-here"), url.set(database="nothing-here")):
        with pytest.raises(LedgerDenied, match=r"the server refused.*check the user, the password"):
            open_ledger(strange.render_as_string(hide_password=False))


def test_a_new_ledger_where_nothing_may_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LedgerReadOnly, match="cannot be written"):
        open_ledger(tmp_path / "file" / "l", create=True)


def test_a_clock_set_back_is_told_and_the_order_kept(where: str) -> None:
    clock = Ticking("2024-06-01T00:00:00+00:00")
    with open_ledger(where, create=True, clock=clock) as ledger:
        keep(ledger, *stories.syria())
        clock.now -= timedelta(days=400)
        with ledger.writing("test", "0") as run:
            for report in stories.niger():
                assert run.add(report.article, report.claims, report.claims[0].coder)
        assert "clock" in run.notices[0]
        assert len(run.notices) == 1
        recorded = [r["recorded_at"] for r in ledger.articles().to_pylist()]
    assert recorded == sorted(recorded)
    assert len(recorded) == 11


def test_two_makers_of_one_ledger_make_one(where: str) -> None:
    code = "import sys; from sayso.answers.store import open_ledger; open_ledger(sys.argv[1], create=True)"
    command = [sys.executable, "-c", code, where]
    makers = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(m.wait(), m.communicate()[1]) for m in makers] == [(0, b"")] * 3
    open_ledger(where).close()


def test_a_server_gone_in_the_middle(where: str) -> None:
    if not where.startswith("postgresql"):
        pytest.skip("a folder has no server")
    with open_ledger(where, create=True) as ledger:
        keep(ledger, stories.syria()[0])
        with pytest.raises(LedgerGone, match=r"does not answer.*what it confirmed is kept"):
            _cut_off(ledger)
        assert len(kept(ledger)) == 1
        assert keep(ledger, stories.syria()[1]) == [True]


def _cut_off(ledger: Ledger) -> None:
    with ledger.writing("test", "0") as run, run.writing() as connection:
        _end_all(ledger._store.engine.url.render_as_string(hide_password=False))
        connection.execute(sa.select(schema.claims)).all()


def _end_all(where: str) -> None:
    """Ends the server's side of every connection to this ledger, and of no other: other tests may share the server."""
    engine = sa.create_engine(where.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()"
        )
    engine.dispose()


def test_no_server_at_an_address() -> None:
    with pytest.raises(LedgerGone, match="the server does not answer") as caught:
        open_ledger("postgresql://nobody:secret@127.0.0.1:9/none")
    assert "secret" not in str(caught.value)
