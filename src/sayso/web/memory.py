"""What was fetched before, in a small file beside the ledger: the marks by which a host tells whether a page has
changed. It can be dropped: then every page is fetched once more.

Pages are known by a hash of their address, so that one that a ledger forgets is not named here either."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sayso.errors import OutputError
from sayso.web.site import PageMarks

MEMORY_FILE = "fetched.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS pages (
  page TEXT PRIMARY KEY, etag TEXT, modified TEXT, retrieved TEXT NOT NULL) WITHOUT ROWID
"""


def page_key(words: str) -> str:
    """By what a page is known."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]


class FetchMemory:
    """The marks of pages, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / MEMORY_FILE

    def marks(self, url: str) -> PageMarks | None:
        """What the host said of the page the last time; null where it said nothing."""
        with self._open() as base:
            found = base.execute("SELECT etag, modified FROM pages WHERE page = ?", (page_key(url),)).fetchone()
        return PageMarks(*found) if found and any(found) else None

    def keep(self, url: str, marks: PageMarks, retrieved: str) -> None:
        """Remembers a page, once all that was to be done with it is done."""
        with self._open() as base:
            row = (page_key(url), marks.etag, marks.modified, retrieved)
            base.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)", row)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with opened_memory(self._path, _TABLES) as base:
            yield base


@contextmanager
def opened_memory(path: Path, tables: str) -> Iterator[sqlite3.Connection]:
    """A file of what is remembered, within one transaction; one that is damaged begins anew. Raises OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            base = _made(path, tables)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            path.unlink()
            base = _made(path, tables)
        try:
            with base:
                yield base
        finally:
            base.close()
    except (OSError, sqlite3.Error) as error:
        raise OutputError(str(path), f"{error}; check that its folder may be written and has room") from error


def _made(path: Path, tables: str) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=60)
    try:
        base.executescript(tables)
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            base.close()
        raise
    return base
