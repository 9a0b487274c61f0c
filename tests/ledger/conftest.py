"""A ledger on each of the two stores. PostgreSQL runs where SAYSO_TEST_POSTGRES names a server; else its tests skip
and say so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from sayso.answers.store import Ledger, open_ledger
from sayso.records import digest

SERVER = os.environ.get("SAYSO_TEST_POSTGRES", "")
STORES = ("sqlite", "postgresql")


@pytest.fixture(params=STORES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address at which there is no ledger yet."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger")
        return
    if not SERVER:
        pytest.skip(
            "no PostgreSQL server: set SAYSO_TEST_POSTGRES to a postgresql:// address of one that may be written"
        )
    name = f"sayso_{os.getpid()}_{digest(request.node.nodeid)}"
    engine = sa.create_engine(SERVER.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    yield f"{SERVER}?options=-csearch_path%3D{name}&application_name={name}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    engine.dispose()


class Ticking:
    """A clock that moves a second each time it is read."""

    def __init__(self, start: str = "2024-06-01T00:00:00+00:00") -> None:
        self.now = datetime.fromisoformat(start).astimezone(UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def ledger(where: str, clock: Ticking) -> Iterator[Ledger]:
    """A new ledger on each store."""
    with open_ledger(where, create=True, clock=clock) as found:
        yield found
