"""A day of `sayso watch` in minutes: `python -m benchmarks.watch_day [NEWS.jsonl] [--pages 3] [--hours 24]`.

The command itself watches a feed of a server on this machine, by a clock that does not wait: a poll every quarter of an
hour, each with so many new pages of `--words` words. What is told is the memory that the process holds after each sixth
of the time, and how it grows from the second hour on.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.speed import joined
from sayso.cli import main as command
from sayso.cli import watching
from sayso.web.manners import HostClock

LISTED = 30
"""Pages that the feed lists, the newest first."""
QUARTERS = 4
SETTLED = 2
"""Hours after which what is loaded once is loaded."""


class Day:
    """The hours as the command sees them, the pages there are by then, and what it held when."""

    def __init__(self, texts: Sequence[str], pages: int, hours: int) -> None:
        self.texts, self.pages, self.hours = texts, pages, hours
        self.began = self.now = datetime.now(UTC)
        self.held: list[tuple[float, float]] = []
        """Hours that have passed, and MB."""

    @property
    def passed(self) -> float:
        """Hours."""
        return (self.now - self.began).total_seconds() / 3600

    def wait(self, seconds: float) -> None:
        """Lets time pass. Raises SystemExit at the end."""
        self.held.append((self.passed, memory()))
        self.now += timedelta(seconds=max(seconds, 1.0))
        if self.passed > self.hours:
            raise SystemExit

    def feed(self, root: str) -> str:
        """RSS of the newest pages."""
        last = self.pages * (1 + int(self.passed * QUARTERS))
        day = format_datetime(self.now)
        items = (
            f"<item><link>{root}/{n}</link><guid>{root}/{n}</guid><pubDate>{day}</pubDate></item>"
            for n in range(last, max(last - LISTED, 0), -1)
        )
        return f'<rss version="2.0"><channel><title>News</title>{"".join(items)}</channel></rss>'

    def page(self, number: int) -> str:
        """One story."""
        words = escape(self.texts[number % len(self.texts)])
        return f"<html><head><title>Story {number}</title></head><body><article><p>{words}</p></article></body></html>"


def memory() -> float:
    """MB that this process holds, without the files that it maps, such as the ledger: those the system takes back."""
    rows = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(row.split()[1] for row in rows if row.startswith("RssAnon:"))) / 1000


def serving(day: Day) -> ThreadingHTTPServer:
    """The server of a day's pages, which runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/")
            root = f"http://{self.headers['Host']}"
            found = day.feed(root) if name == "feed" else day.page(int(name)) if name.isdigit() else None
            body = (found or "").encode("utf-8")
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "application/rss+xml" if name == "feed" else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", nargs="?", type=Path)
    parser.add_argument("--words", type=int, default=100)
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--hours", type=int, default=24)
    given = parser.parse_args()
    count = given.pages * (2 + given.hours * QUARTERS)
    day = Day([row["text"] for row in islice(cycle(joined(given.news, given.words)), count)], given.pages, given.hours)
    watching.CLOCK = HostClock(today=lambda: day.now, wait=day.wait)
    server = serving(day)
    with tempfile.TemporaryDirectory() as folder:
        asked = ["watch", f"http://127.0.0.1:{server.server_port}/feed", "--ledger", folder, "--private", "--quiet"]
        with suppress(SystemExit):
            command.main([*asked, "--delay", "0"])
    server.shutdown()
    step = max(len(day.held) // 6, 1)
    for hours, held in [*day.held[::step], day.held[-1]]:
        print(f"| after {hours:.1f} hours | {held:.0f} MB |", flush=True)
    (first, least), (last, most) = next(at for at in day.held if at[0] >= SETTLED), day.held[-1]
    print(f"| {len(day.held)} polls; from hour {first:.0f} to hour {last:.0f} | {most - least:+.0f} MB |")


if __name__ == "__main__":
    main()
