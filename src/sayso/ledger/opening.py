"""Where a ledger is → a database ready to use: a folder (SQLite in WAL mode) or a postgresql:// address, made or
brought up to date."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from sayso.errors import LedgerReadOnly, LedgerUnmerged, NewerLedger, NoLedger, NotALedger, UsageError
from sayso.extras import extra
from sayso.ledger import faults
from sayso.ledger.schema import HEAD, SUMMED, forgotten, metadata, questions

LEDGER_FILE = "ledger.sqlite"
DRAFT = ".ledger-draft-"
WRITER_SECONDS = 60
"""Seconds that a writer waits for another one."""
ADVISORY_LOCK = 7_267_976
"""Number of PostgreSQL's advisory lock under which a schema is made or changed."""
_MIGRATING = threading.Lock()
"""Alembic keeps what it works on in globals: one thread at a time."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database and how to name it to people."""

    where: str
    engine: sa.Engine

    @property
    def shared(self) -> bool:
        """Whether it is a PostgreSQL server."""
        return self.engine.dialect.name == "postgresql"


def store(where: str | os.PathLike[str], *, create: bool = False, upgrade: bool = False) -> Store:
    """Opens a ledger. With `create`, makes it where there is none and brings an older one up to date; with `upgrade`
    only the latter.

    Raises NoLedger, NotALedger, NewerLedger, LedgerReadOnly, LedgerDamaged, LedgerGone; UsageError for an address of
    another kind.
    """
    address = os.fspath(where)
    found = _server(address) if "://" in address else _folder(Path(address), create, create or upgrade)
    with faults.driver_faults(found.where):
        _ready(found, create, create or upgrade)
    return found


def _server(address: str) -> Store:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise UsageError(
            f"--ledger {address!r} is no address; give a folder or postgresql://USER@HOST/DATABASE"
        ) from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise UsageError(
            f"--ledger {address.partition('://')[0]}://… is no kind of ledger; give a folder or "
            "postgresql://USER@HOST/DATABASE"
        )
    try:
        with extra("postgres"):
            engine = sa.create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise UsageError("PostgreSQL needs its driver: pip install 'sayso[postgres]'") from error
    return Store(url.render_as_string(hide_password=True), engine)


def _folder(folder: Path, create: bool, writes: bool) -> Store:
    file = folder / LEDGER_FILE
    if folder.exists() and not folder.is_dir():
        raise NotALedger(str(folder), "it is a file")
    if not file.exists():
        _may_make(folder, create)
        _make(folder, file)
    frozen = not (os.access(file, os.W_OK) and os.access(folder, os.W_OK))
    return _frozen(folder, file) if frozen and not writes else _sqlite(str(folder), file, "mode=rw")


def _frozen(folder: Path, file: Path) -> Store:
    """A ledger for somebody who may not write. What was added last may lie in the log alone: then the log is read too,
    or nothing is."""
    log = file.with_name(f"{LEDGER_FILE}-wal")
    if not log.exists() or not log.stat().st_size:
        return _sqlite(str(folder), file, "immutable=1")
    found = _sqlite(str(folder), file, "mode=ro")
    try:
        with found.engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except DBAPIError as error:
        raise LedgerUnmerged(str(folder), str(error.orig)) from error
    return found


def _sqlite(where: str, file: Path, mode: str) -> Store:
    engine = sa.create_engine(
        f"sqlite:///file:{_quoted(file)}?{mode}&uri=true", connect_args={"timeout": WRITER_SECONDS}
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return Store(where, engine)


def _make(folder: Path, file: Path) -> None:
    """Builds the database beside its place and links it there: it appears whole or not at all, and of two makers the
    first wins."""
    draft = folder / f"{DRAFT}{os.getpid()}-{threading.get_ident()}"
    with faults.driver_faults(str(folder)):
        made = _sqlite(str(folder), draft, "mode=rwc")
        with made.engine.connect().execution_options(bare=True) as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        migrate(made)
        made.engine.dispose()
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    except OSError as error:
        raise LedgerReadOnly(str(folder), error.strerror or str(error)) from error
    finally:
        draft.unlink()


def _quoted(file: Path) -> str:
    return str(file.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _may_make(folder: Path, create: bool) -> None:
    others = sorted(p.name for p in folder.iterdir() if not p.name.startswith(DRAFT)) if folder.is_dir() else []
    if others:
        raise NotALedger(str(folder), f"it holds {others[0]} and no {LEDGER_FILE}")
    if not create:
        raise NoLedger(str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerReadOnly(str(folder), error.strerror or str(error)) from error


def _prepare(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
    """Transactions are begun by `_begin`; every commit reaches the disk before it is confirmed."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "temp_store=MEMORY",
        "mmap_size=2147418112",  # the most that SQLite takes; what lies beyond is copied
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    """Writers queue for the lock at their beginning: a transaction never fails half-way because another one wrote."""
    options = connection.get_execution_options()
    if not options.get("bare"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _ready(found: Store, create: bool, upgrade: bool) -> None:
    revision = _revision(found)
    if revision == HEAD:
        return
    if revision is not None and revision > HEAD:
        raise NewerLedger(found.where, revision, HEAD)
    if not create and revision is None:
        raise NoLedger(found.where)
    if upgrade:
        migrate(found)
    elif revision is not None:
        _show_as_today(found, revision)


def _show_as_today(found: Store, revision: str) -> None:
    """Reading changes nothing, an older schema neither: to each connection alone it looks as today's does.

    Rows from before checksums have none. Shares that were derived by older rules are not told: nobody is away on their
    ground.
    """
    own = "" if found.shared else "main."

    def make(connection: sa.engine.interfaces.DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        for table, since in ((forgotten, "0004"), (questions, "0005")):
            if revision < since:
                kinds = ((c.name, c.type.compile(found.engine.dialect)) for c in table.c)
                empty = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in kinds)
                cursor.execute(f"CREATE TEMPORARY VIEW {table.name} AS SELECT {empty} WHERE 1 = 0")
        for name in SUMMED if revision < "0003" else ():
            columns = ", ".join(_as_today(name, c.name, revision) for c in metadata.tables[name].c)
            cursor.execute(f"CREATE TEMPORARY VIEW {name} AS SELECT {columns} FROM {own}{name}")
        cursor.close()
        connection.commit()

    found.engine.dispose()
    sa.event.listen(found.engine, "connect", make)


def _as_today(table: str, column: str, revision: str) -> str:
    """A column of today's schema as an older ledger can give it."""
    unsummed = revision < "0002" or table == "movements"
    if column.endswith("crc") and unsummed:
        return f"CAST(NULL AS BIGINT) AS {column}"
    if (table, column) == ("movements", "will"):
        return "(1 = 0) AS will"
    if (table, column) == ("movements", "part"):
        return "CASE WHEN coder LIKE 'human:%' THEN part END AS part"
    return column


def _revision(found: Store) -> str | None:
    """The schema's revision; null for an empty database. Raises NotALedger where it holds other tables."""
    with found.engine.connect() as connection:
        names = set(sa.inspect(connection).get_table_names())
        if "alembic_version" in names and "codings" in names:
            return str(connection.scalar(sa.text("SELECT version_num FROM alembic_version")))
        if names:
            raise NotALedger(found.where, f"its database holds the table {min(names)}")
        return None


def migrate(found: Store, revision: str = "head") -> None:
    """Brings the schema up to `revision` in one transaction; a second writer waits and finds it done."""
    from alembic import command  # noqa: PLC0415  (a third of a second, needed once in a ledger's life)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with _MIGRATING, found.engine.connect().execution_options(writes=True) as connection, connection.begin():
        if found.shared:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:n)"), {"n": ADVISORY_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
