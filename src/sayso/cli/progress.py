"""The line that says how far a run is, on a terminal: how many articles, how fast, how much is left."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sayso.english.counting import many

OFTEN = 0.5
"""Seconds between two looks."""


class Progress:
    """How far the files of a run are read. Says nothing where nobody looks."""

    def __init__(self, names: Sequence[str], shown: bool) -> None:
        self._shown, self._began, self._next, self._read = shown, time.monotonic(), 0.0, 0
        self._whole = sum(map(_size, names)) if shown else 0

    def read(self, size: int) -> None:
        """So many more bytes of the files were read."""
        self._read += size

    def step(self, articles: int) -> None:
        """Writes the line anew, now and then."""
        now = time.monotonic()
        if self._shown and now >= self._next:
            self._next = now + OFTEN
            sys.stderr.write(f"\r{self.line(articles, now - self._began)}\x1b[K")
            sys.stderr.flush()

    def line(self, articles: int, seconds: float) -> str:
        """The line after some articles and seconds."""
        pieces = [many(articles, "article"), f"{articles / max(seconds, 0.001):.1f} a second"]
        share = min(self._read / self._whole, 1.0) if self._whole else 0.0
        if share:
            bar = "#" * int(20 * share)
            pieces = [f"[{bar:<20}] {share:4.0%}", *pieces, f"{_span(seconds * (1 - share) / share)} left"]
        return "  ".join(pieces)

    def clear(self) -> None:
        """Takes the line away, for another message."""
        if self._shown and self._next:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def _size(name: str) -> int:
    """Bytes of a file or of all files of a folder; none for what has no end or is no file."""
    path = Path(name)
    try:
        if path.is_dir():
            return sum(_size(os.path.join(where, one)) for where, _, names in os.walk(path) for one in names)
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
