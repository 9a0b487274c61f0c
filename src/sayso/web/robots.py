"""robots.txt (RFC 9309): what a site lets a program fetch, and how fast."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from sayso.web.address import Address, address
from sayso.web.exchange import Reply
from sayso.web.faults import NotFetched
from sayso.web.manners import Manners

SITES = 2_000
"""Whose rules are held at a time."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site asks of us, or why it could not be heard, which means: nothing is for us."""

    rules: Protego | None
    read_at: float
    failed: NotFetched | None = None


class Robots:
    """The robots.txt of every site that is met, asked for once a day."""

    def __init__(self, manners: Manners, ask: Callable[[Address, str], Reply]) -> None:
        self._manners, self._ask = manners, ask
        self._sites: dict[str, Rules] = {}

    def allow(self, at: Address, source: str) -> float:
        """How many seconds must lie between two pages there. Raises NotFetched where the page is not for us."""
        found = self._rules(at, source)
        if found.failed is not None:
            raise NotFetched(source, found.failed.reason, found.failed.why, passing=found.failed.passing)
        if found.rules is None:
            raise NotFetched(source, "robots", f"{at.host} cannot say now what may be read there", passing=True)
        token = self._manners.token
        if not found.rules.can_fetch(str(at), token):
            raise NotFetched(source, "robots", f"robots.txt of {at.host} does not let programs like this one read it")
        asked = max(found.rules.crawl_delay(token) or 0.0, self._manners.delay)
        if asked > self._manners.longest_delay:
            raise NotFetched(source, "robots", f"{at.host} asks for {asked:g} seconds between two pages")
        return asked

    def _rules(self, at: Address, source: str) -> Rules:
        now = self._manners.clock.now()
        found = self._sites.get(at.site)
        age = self._manners.robots_age if found and found.rules else self._manners.longest_delay
        if found is None or now - found.read_at > age:
            found = self._read(at, source, now)
            if len(self._sites) >= SITES:
                self._sites.clear()
            self._sites[at.site] = found
        return found

    def _read(self, at: Address, source: str, now: float) -> Rules:
        """A site without the file lets everything be read; one that cannot say it, nothing."""
        try:
            reply = self._ask(address(f"{at.site}/robots.txt", source), source)
        except NotFetched as error:
            return Rules(None, now, error)
        if reply.status >= 500 or reply.status == 429:
            return Rules(None, now)
        words = reply.body.decode("utf-8", "replace") if reply.status == 200 else ""
        return Rules(Protego.parse(words), now)
