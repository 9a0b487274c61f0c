"""A page fetched: whether it may be, when it is its host's turn, where it leads, and what came of it."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial

from sayso.errors import TooLarge
from sayso.web.address import Address, absolute_address, address
from sayso.web.exchange import Bound, Reply, exchange
from sayso.web.faults import NotFetched
from sayso.web.manners import Manners
from sayso.web.robots import Robots

MOVED = (301, 302, 303, 307, 308)
PASSING = (408, 425, 429, 500, 502, 503, 504)
UNCHANGED = 304
ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.8,"
    "*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class PageMarks:
    """By what a host tells whether a page has changed."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """The bytes that a page may have, packed or not, and the setting that says so."""

    most: int
    setting: str


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page as it came: the address that it has in the end, its bytes unpacked, what its host says of them, when."""

    url: str
    status: int
    data: bytes
    media: str
    charset: str | None
    marks: PageMarks
    retrieved: str

    @property
    def unchanged(self) -> bool:
        """Whether the host says that the page is still as the marks that were sent have it."""
        return self.status == UNCHANGED


class Budget:
    """The seconds that all requests for one page may take together, and its bounds of size."""

    def __init__(self, manners: Manners, bound: Bound) -> None:
        self._manners, self._bound, self._left = manners, bound, manners.seconds

    def bound(self, at: Address, source: str) -> Bound:
        """The bounds of the next request. Raises NotFetched where no time is left."""
        if self._left <= 0:
            raise NotFetched(source, "slow", f"{at.host} gave no whole answer within {self._manners.seconds:g} seconds")
        return replace(self._bound, seconds=self._left)

    def spend(self, seconds: float) -> None:
        """Takes the time of a request away."""
        self._left -= seconds


class Site:
    """All the sites of one run. Not for several threads: pages come one after the other."""

    def __init__(self, manners: Manners, size: Size) -> None:
        self.manners, self._size = manners, size
        self._robots = Robots(manners, self._robots_txt)
        self._free: dict[str, float] = {}
        """Host → from when on it may be asked again."""

    def fetch(self, url: str, known: PageMarks | None = None, source: str | None = None) -> FetchedPage:
        """The page at an address. With the marks of an earlier one the host may say that it is unchanged.

        `source` names it to a user (default: the address). Raises NotFetched, TooLarge.
        """
        name = source or url
        budget = Budget(self.manners, Bound(self._size.most, self._size.setting, self.manners.seconds))
        at, reply = self._led(address(url, name), self._headers(known), budget, name, self._turn)
        return self._answer(at, reply, name)

    def host_is_free(self, url: str) -> float:
        """The time, by the clock of the manners, from which on the host of an address may be asked."""
        try:
            return self._free.get(address(url, url).host, 0.0)
        except NotFetched:
            return 0.0

    def _led(
        self, at: Address, headers: Mapping[str, str], budget: Budget, source: str, turn: Callable[[Address, str], None]
    ) -> tuple[Address, Reply]:
        """What an address leads to, and its answer; `turn` waits until a host may be asked. Raises NotFetched,
        TooLarge."""
        for _ in range(self.manners.redirects + 1):
            turn(at, source)
            reply = self._asked(at, headers, budget, source)
            to = reply.headers.get("location")
            if reply.status not in MOVED or not to:
                return at, reply
            at = address(absolute_address(at, to), source)
        raise NotFetched(source, "redirects", f"it leads through more than {self.manners.redirects} other addresses")

    def _asked(self, at: Address, headers: Mapping[str, str], budget: Budget, source: str) -> Reply:
        """The answer at an address; a host that fails in passing is asked again, later each time. Raises NotFetched,
        TooLarge."""
        clock, last = self.manners.clock, self.manners.tries - 1
        for number in range(self.manners.tries):
            after, begun = None, clock.now()
            try:
                reply = exchange(at, headers, budget.bound(at, source), source, self.manners)
                if number == last or reply.status not in PASSING:
                    return reply
                after = _seconds(reply.headers.get("retry-after"), self.manners)
            except NotFetched as error:
                if number == last or not error.passing:
                    raise
            finally:
                budget.spend(clock.now() - begun)
            wait = max(self.manners.backoff * 2**number, after or 0.0)
            if wait > self.manners.longest_wait:
                raise NotFetched(
                    source, "status", f"{at.host} asks to be left alone for {wait:g} seconds", passing=True
                )
            clock.wait(wait)
        raise AssertionError("the last try returns or raises")

    def _turn(self, at: Address, source: str) -> None:
        """Waits until the host may be asked. Raises NotFetched where it does not want to be."""
        delay, clock = self._robots.allow(at, source), self.manners.clock
        wait = self._free.get(at.host, 0.0) - clock.now()
        if wait > 0:
            clock.wait(wait)
        self._free[at.host] = clock.now() + delay

    def _headers(self, known: PageMarks | None) -> Mapping[str, str]:
        asked = {"User-Agent": self.manners.agent, "Accept": ACCEPT, "Accept-Encoding": "gzip"}
        if known and known.etag:
            asked["If-None-Match"] = known.etag
        if known and known.modified:
            asked["If-Modified-Since"] = known.modified
        return asked

    def _robots_txt(self, at: Address, source: str) -> Reply:
        """The answer to the question for robots.txt, wherever it leads."""
        budget = Budget(self.manners, Bound(self.manners.robots_bytes, None, self.manners.seconds))
        return self._led(at, {"User-Agent": self.manners.agent}, budget, source, lambda *_: None)[1]

    def _answer(self, at: Address, reply: Reply, source: str) -> FetchedPage:
        if reply.status in MOVED:
            raise NotFetched(source, "broken", f"{at.host} says that the page moved, and not where")
        if reply.status != UNCHANGED and not 200 <= reply.status < 300:
            why = f"{at.host} answers with status {reply.status}"
            raise NotFetched(source, "status", why, passing=reply.status in PASSING)
        media, charset = _media(reply.headers.get("content-type", ""))
        return FetchedPage(
            str(at), reply.status, self._unpacked(reply, source), media, charset,
            PageMarks(reply.headers.get("etag"), reply.headers.get("last-modified")),
            self.manners.clock.today().strftime("%Y-%m-%dT%H:%M:%SZ"),
        )  # fmt: skip

    def _unpacked(self, reply: Reply, source: str) -> bytes:
        """The body as the page's maker wrote it. Raises NotFetched, TooLarge."""
        packed = reply.headers.get("content-encoding", "").strip().lower()
        if packed in ("", "identity") or not reply.body:
            return reply.body
        if packed not in ("gzip", "x-gzip"):
            raise NotFetched(source, "encoding", f"it comes packed as {packed[:40]!r}, which was not asked for")
        pieces, size = [], 0
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(reply.body)) as stream:
                for piece in iter(partial(stream.read, 1 << 16), b""):
                    pieces.append(piece)
                    size += len(piece)
                    if size > self._size.most:
                        raise TooLarge(source, "bytes", size, self._size.most, self._size.setting)
        except (OSError, EOFError, zlib.error) as error:
            raise NotFetched(source, "broken", f"its packing breaks off ({error})", passing=True) from error
        return b"".join(pieces)


def _media(words: str) -> tuple[str, str | None]:
    """The kind of a page and its encoding, off the header that names both."""
    told = Message()
    told["content-type"] = words
    return told.get_content_type() if words else "", told.get_content_charset()


def _seconds(words: str | None, manners: Manners) -> float | None:
    """How long a host asks to be left alone: seconds, or a date."""
    if words is None:
        return None
    if words.strip().isdigit():
        return float(words.strip()[:9])
    try:
        until = parsedate_to_datetime(words)
        return max(0.0, (until - manners.clock.today()).total_seconds())
    except (TypeError, ValueError):
        return None
