"""How Sayso behaves on the web, and how long it waits there: every bound in one place."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version

AGENT_NAME = "sayso"


def introduced() -> str:
    """How it introduces itself where its user says nothing else."""
    return f"{AGENT_NAME}/{version('sayso')}"


@dataclass(frozen=True, slots=True)
class HostClock:
    """What the time is and how one waits; tests have one that does not wait."""

    now: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    today: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Manners:
    """Bounds of fetching. Those of time are for the network alone: what is made of a page never depends on them."""

    agent: str = field(default_factory=introduced)
    """User-Agent; its first word is the name that robots.txt is asked for."""
    private: bool = False
    """Whether hosts that the world cannot reach (loopback, intranets) are fetched from."""
    delay: float = 1.0
    """Seconds between two pages of one host, where its robots.txt does not ask for more."""
    longest_delay: float = 300.0
    """A host that asks for more is left alone."""
    tries: int = 3
    """How often a page is asked for whose host fails or does not answer."""
    backoff: float = 1.0
    """Seconds before the second try; each further wait is twice as long."""
    longest_wait: float = 120.0
    """A host that asks for a longer wait is given up for this run."""
    redirects: int = 5
    """How many a page may lead through."""
    seconds: float = 60.0
    """For a page as a whole, its redirects included, waits for turns not."""
    silence: float = 20.0
    """For a connection, and for each piece that follows."""
    robots_bytes: int = 500_000
    """Of a robots.txt; what goes beyond is not read (RFC 9309)."""
    robots_age: float = 86_400.0
    """Seconds after which robots.txt is asked for again."""
    clock: HostClock = field(default_factory=HostClock)

    @property
    def token(self) -> str:
        """The name by which robots.txt may know it."""
        found = re.match(r"[A-Za-z_-]+", self.agent)
        return found[0] if found else AGENT_NAME
