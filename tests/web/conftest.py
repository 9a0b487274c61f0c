"""A server, and a clock that waits for nobody."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from sayso.web.manners import HostClock, Manners
from tests.web.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@dataclass
class Waits:
    """A clock that goes on by what is waited, and remembers it."""

    waited: list[float] = field(default_factory=list)

    def now(self) -> float:
        return time.monotonic() + sum(self.waited)

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)

    def manners(self, **given: object) -> Manners:
        """Manners by this clock, on hosts of one's own, without a delay unless one is given."""
        clock = HostClock(self.now, self.wait, lambda: datetime(2026, 5, 4, 12, tzinfo=UTC))
        return Manners(**{"agent": "sayso/0 (test)", "private": True, "delay": 0.0, "clock": clock, **given})  # type: ignore[arg-type]


@pytest.fixture
def waits() -> Waits:
    return Waits()
