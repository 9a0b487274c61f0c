"""What `watch` has still to do, on disk, so that it goes on where it was stopped: feeds with the time of their next
poll, pages that they listed and that were not read yet, pages that were."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sayso.web.memory import MEMORY_FILE, opened_memory, page_key
from sayso.web.site import PageMarks

TRIES = 5
"""How often a page is asked for that could not be had in passing, a poll's time and more between."""
SLOWEST_POLL = 86_400.0
"""A feed that fails is polled at least once a day."""
FORGOTTEN = 400 * 86_400.0
"""Seconds after which a page that was read is forgotten."""
CHOICE = 200
"""Pages among which the next one is chosen, for two of one host lie apart in time."""
_TABLES = """
CREATE TABLE IF NOT EXISTS feeds (
  url TEXT PRIMARY KEY, etag TEXT, modified TEXT, due REAL NOT NULL, failures INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (
  n INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, day TEXT, stamp TEXT NOT NULL, tries INTEGER NOT NULL,
  due REAL NOT NULL);
CREATE TABLE IF NOT EXISTS done (page TEXT PRIMARY KEY, stamp TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A page as a feed lists it: its address, the day it names, and what tells that it was changed."""

    url: str
    day: str | None
    stamp: str


class Agenda:
    """The work that waits, in the folder of a ledger. `now`: seconds by the machine's clock."""

    def __init__(self, folder: Path, every: float, now: Callable[[], float]) -> None:
        self._path, self._every, self._now = folder / MEMORY_FILE, every, now

    def due(self, feeds: Sequence[str]) -> list[tuple[str, PageMarks | None]]:
        """Those of the feeds whose time has come, with what their hosts said of them the last time."""
        with self._open() as base:
            rows = {url: (due, PageMarks(etag, modified)) for url, etag, modified, due, _ in base.execute(
                "SELECT url, etag, modified, due, failures FROM feeds")}  # fmt: skip
        now, never = self._now(), (0.0, None)
        return [(url, rows.get(url, never)[1]) for url in feeds if rows.get(url, never)[0] <= now]

    def listed(self, feed: str, marks: PageMarks, items: Iterable[FeedItem]) -> int:
        """Notes a poll: the pages that are new or changed wait from now on. How many those are."""
        with self._open() as base:
            fresh = sum([self._new(base, item) for item in items])
            self._poll(base, feed, marks, 0)
            base.execute("DELETE FROM done WHERE at < ?", (self._now() - FORGOTTEN,))
        return fresh

    def unchanged(self, feed: str, marks: PageMarks | None) -> None:
        """Notes a poll that brought nothing new."""
        with self._open() as base:
            self._poll(base, feed, marks or PageMarks(), 0)

    def failed(self, feed: str) -> None:
        """Notes a poll that failed: the next one is later each time, and takes the feed as a whole."""
        with self._open() as base:
            found = base.execute("SELECT failures FROM feeds WHERE url = ?", (feed,)).fetchone()
            self._poll(base, feed, PageMarks(), (found[0] if found else 0) + 1)

    def next(self, free: Callable[[str], float]) -> FeedItem | None:
        """The page to read now; null where none waits. `free`: from when on the host of an address may be asked."""
        with self._open() as base:
            rows = base.execute(
                "SELECT url, day, stamp FROM waiting WHERE due <= ? ORDER BY due, n LIMIT ?", (self._now(), CHOICE)
            ).fetchall()
        hosts: dict[str, FeedItem] = {}
        for row in rows:
            hosts.setdefault(urlsplit(row[0]).netloc, FeedItem(*row))
        return min(hosts.values(), key=lambda item: free(item.url), default=None)

    def done(self, item: FeedItem) -> None:
        """The page was read, or will not be had."""
        with self._open() as base:
            self._end(base, item)

    def again(self, item: FeedItem) -> None:
        """The page could not be had in passing: later, unless it was tried often enough."""
        with self._open() as base:
            tries = base.execute("SELECT tries FROM waiting WHERE url = ?", (item.url,)).fetchone()[0] + 1
            if tries >= TRIES:
                self._end(base, item)
            else:
                due = self._now() + min(self._every * 2 ** (tries - 1), SLOWEST_POLL)
                base.execute("UPDATE waiting SET tries = ?, due = ? WHERE url = ?", (tries, due, item.url))

    def waits(self) -> int:
        """How many pages wait, for their time too."""
        with self._open() as base:
            return int(base.execute("SELECT count(*) FROM waiting").fetchone()[0])

    def rest(self, feeds: Sequence[str]) -> float:
        """Seconds until something is due again."""
        with self._open() as base:
            times = dict(base.execute("SELECT url, due FROM feeds"))
            page = base.execute("SELECT min(due) FROM waiting").fetchone()[0]
        due = [times.get(url, 0.0) for url in feeds] + ([page] if page is not None else [])
        return max(0.0, float(min(due)) - self._now())

    def _end(self, base: sqlite3.Connection, item: FeedItem) -> None:
        base.execute("DELETE FROM waiting WHERE url = ?", (item.url,))
        base.execute("INSERT OR REPLACE INTO done VALUES (?, ?, ?)", (page_key(item.url), item.stamp, self._now()))

    def _new(self, base: sqlite3.Connection, item: FeedItem) -> bool:
        seen = base.execute("SELECT stamp FROM done WHERE page = ?", (page_key(item.url),)).fetchone()
        if seen is not None and seen[0] == item.stamp:
            base.execute("UPDATE done SET at = ? WHERE page = ?", (self._now(), page_key(item.url)))
            return False
        row = (item.url, item.day, item.stamp, self._now())
        made = base.execute("INSERT OR IGNORE INTO waiting (url, day, stamp, tries, due) VALUES (?, ?, ?, 0, ?)", row)
        return made.rowcount > 0

    def _poll(self, base: sqlite3.Connection, feed: str, marks: PageMarks, failures: int) -> None:
        due = self._now() + min(self._every * 2**failures, max(SLOWEST_POLL, self._every))
        row = (feed, marks.etag, marks.modified, due, failures)
        base.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)", row)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with opened_memory(self._path, _TABLES) as base:
            yield base
