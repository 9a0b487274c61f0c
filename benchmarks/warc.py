"""A web archive of our own pages, as large as one wants: how many pages a second the intake stage reads, and in how
much memory. `python -m benchmarks.warc --megabytes 1000`

The pages are those of tests/pages, each copy with a number of its own in its words, in the frame of a news site (menus,
scripts, styles), so that a page has the size that pages on the web have. Each record is packed by itself, as crawlers
do. Speed is by the processor's time too, for a machine that does other things beside.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import BinaryIO

from sayso import intake
from sayso.errors import InputRejected
from sayso.records import Article

PAGES = sorted((Path(__file__).parent.parent / "tests" / "pages").glob("*.html"))
FRAME = 60_000
"""Bytes of a site's own on each page."""
WANTED = 60
"""Pages a second."""
FLAT = 1.15
"""How much more memory the whole may take than its first quarter."""
DAY = "2024-05-09T06:00:00Z"


def main() -> None:
    """Writes the archive, reads it and prints the figures as JSON."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--megabytes", type=int, default=20, help="Of the pages, unpacked. Default: 20.")
    asked.add_argument("--folder", type=Path, help="Where to keep the archive. Default: nowhere.")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as own:
        path = (given.folder or Path(own)) / f"own-{given.megabytes}.warc.gz"
        if not path.exists():
            with path.open("wb") as stream:
                write(stream, given.megabytes * 1_000_000)
        print(json.dumps(measured(path, given.megabytes), indent=1))


def write(stream: BinaryIO, size: int) -> int:
    """Writes pages of at least `size` bytes in all; how many they are."""
    done = number = 0
    for number, page in enumerate(cycle(PAGES), 1):
        body = framed(page.read_text(encoding="utf-8", errors="replace"), number)
        stream.write(gzip.compress(record(f"https://site-{number % 500}.example/{number}/{page.stem}", body), 5))
        done += len(body)
        if done >= size:
            break
    return number


def framed(page: str, number: int) -> bytes:
    """A page in a site's frame; its words have the number, so that no two pages are the same."""
    menu = "".join(f'<li><a href="/section/{n}">Section {n} of the paper</a></li>' for n in range(200))
    script = "".join(f"window.part{n}=function(a,b){{return a*{n}+b;}};" for n in range(400))
    style = "".join(f".part-{n} .title {{ margin: {n}px 0; color: #123; }}" for n in range(400))
    head = f"<style>{style}</style><script>{script}</script>"
    nav = f"<nav><ul>{menu}</ul></nav>"
    whole = page.replace("</head>", f"{head}</head>", 1).replace("</body>", f"{nav}</body>", 1)
    data = whole.replace("</p>", f" ({number})</p>", 1).encode()
    return data + b"<!-- " + b"x" * max(0, FRAME - len(data)) + b" -->"


def record(url: str, body: bytes) -> bytes:
    """A response as a crawler keeps it."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {DAY}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def measured(path: Path, megabytes: int) -> dict[str, object]:
    """Pages, articles, refusals, speed and memory of reading an archive."""
    exhaust(intake.articles(list(map(str, PAGES))))  # what is loaded once is no part of it
    begun, cpu = time.perf_counter(), time.process_time()
    articles = refused = 0
    marks: list[tuple[int, int]] = []
    for item in intake.articles([str(path)]):
        articles += isinstance(item, Article)
        refused += isinstance(item, InputRejected)
        if (articles + refused) % 100 == 0:
            marks.append((articles + refused, peak()))
    seconds, used = time.perf_counter() - begun, time.process_time() - cpu
    seen = articles + refused
    first = next((memory for count, memory in marks if count >= seen / 4), peak())
    return {
        "megabytes": megabytes,
        "items": seen,
        "articles": articles,
        "refused": refused,
        "seconds": round(seconds, 1),
        "items_a_second": round(seen / seconds, 1),
        "items_a_cpu_second": round(seen / used, 1),
        "peak_megabytes_after_a_quarter": first // 1024,
        "peak_megabytes": peak() // 1024,
        "fast_enough": seen / used >= WANTED,
        "flat": peak() <= FLAT * first,
    }


def exhaust(items: Iterator[object]) -> None:
    """Reads all and keeps none."""
    for _ in items:
        pass


def peak() -> int:
    """The most memory that this process has had so far, in kibibytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
