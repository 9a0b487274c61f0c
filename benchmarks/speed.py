"""What an article costs: `python -m benchmarks.speed [NEWS.jsonl] [--only stages cold whole counts lengths]`.

Articles are news joined to `--words` words: JSON Lines with `text`, else stories of our own corpus. What is told are
processor seconds, which other work on the machine stretches far less than the clock; articles a second are those of
one processor, times two. `--articles` is how many are coded, `--counts` and `--lengths` are the sizes whose
processor seconds a power law is fitted to (1: in proportion).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from math import log
from pathlib import Path
from statistics import median
from typing import Any

from corpus.reader import everything

from benchmarks.blowups import SENTENCES
from sayso import intake, language, settings
from sayso.claims.article.document import Document
from sayso.claims.coding import extract
from sayso.cli.start import collect_seldom
from sayso.reading import Reading
from sayso.records import Article, to_json

PARTS = ("stages", "cold", "whole", "counts", "lengths")
HOSTILE = ("quotes inside quotes", "names", "numbers", "commas", "parentheses")
Row = dict[str, str]


def joined(source: Path | None, words: int) -> list[Row]:
    """News joined, text after text, to articles of so many words, two sentences or texts a paragraph."""
    if source is None:
        texts = [text.text for text in everything(("stories",))]
    else:
        texts = [json.loads(line)["text"] for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows: list[Row] = []
    waiting: list[str] = []
    for text in texts:
        waiting.append(text)
        if sum(len(one.split()) for one in waiting) >= words:
            pairs = (" ".join(waiting[i : i + 2]) for i in range(0, len(waiting), 2))
            day = f"2024-{len(rows) % 12 + 1:02}-{len(rows) % 28 + 1:02}"
            rows.append({"id": f"j{len(rows)}", "text": "\n\n".join(pairs), "published": day})
            waiting = []
    return rows


def repeated(rows: Sequence[Row], count: int) -> Iterator[Row]:
    """So many articles, those that there are over and over, each with its own id."""
    return ({**row, "id": f"{row['id']}-{n}"} for n, row in enumerate(islice(cycle(rows), count)))


@dataclass
class Cost:
    """Seconds by the clock and of the processors, and the most memory of one process in MB."""

    wall: float
    processors: float
    memory: float


def run(*arguments: str) -> Cost:
    """What one run of the command line costs, all its processes together. Raises RuntimeError where it fails."""
    began = time.perf_counter()
    # an installed package has its byte code
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    child = os.posix_spawn(sys.executable, [sys.executable, "-m", "sayso.cli", *arguments], kept)
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"sayso {' '.join(arguments)} ended with status {os.waitstatus_to_exitcode(status)}")
    return Cost(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def stages(rows: Sequence[Row]) -> None:
    """Milliseconds of each stage for one article, and its share."""
    limits = settings.load()
    spent: dict[str, float] = {}

    def timed(name: str, make: Callable[[Any], Any], given: Sequence[Any]) -> list[Any]:
        began = time.process_time()
        made = [make(one) for one in given]
        spent[name] = time.process_time() - began
        return made

    _coded(intake.article(rows[0]), limits)  # what is loaded once is no cost of an article
    articles = timed("intake", intake.article, rows)
    read = timed("language", lambda article: _read(article, limits), articles)
    documents = timed("claims: document", lambda pair: Document.of(pair[0], pair[1], limits), read)
    codings = timed("claims: coding", extract.code_document, documents)
    timed("JSON", lambda coding: [to_json(claim) for claim in coding.claims], codings)
    whole = sum(spent.values())
    for name, seconds in spent.items():
        print(f"| {name} | {1000 * seconds / len(rows):.1f} ms | {seconds / whole:.0%} |")
    claims = sum(len(coding.claims) for coding in codings) / len(rows)
    print(
        f"| all, {claims:.1f} claims an article | {1000 * whole / len(rows):.1f} ms | "
        f"{2 * len(rows) / whole:.1f} articles/s on two processors |",
        flush=True,
    )


def _read(article: Article, limits: settings.Settings) -> tuple[Article, Reading]:
    return article, language.read(article, limits)


def _coded(article: Article, limits: settings.Settings) -> extract.Coding:
    return extract.code_document(Document.of(article, language.read(article, limits), limits))


def cold(folder: Path, rows: Sequence[Row], runs: int = 5) -> None:
    """One short article from nothing."""
    page = folder / "page.txt"
    page.write_text(rows[0]["text"][:900], encoding="utf-8")
    found = [run("code", str(page), "--published", "2024-05-09", "-o", os.devnull) for _ in range(runs)]
    print(
        f"| cold, one article of 900 signs | {median(c.processors for c in found):.2f} s of processors | "
        f"{median(c.wall for c in found):.2f} s by the clock, {max(c.memory for c in found):.0f} MB |",
        flush=True,
    )


def whole(folder: Path, rows: Sequence[Row], count: int, workers: int) -> Cost:
    """Start to written claims, of `sayso code`."""
    news = folder / f"news-{count}.jsonl"
    news.write_text("".join(json.dumps(row) + "\n" for row in repeated(rows, count)), encoding="utf-8")
    cost = run("code", str(news), "--quiet", "--workers", str(workers), "-o", os.devnull)
    print(
        f"| {count:,} articles, workers {workers} | {cost.processors:.1f} s of processors | "
        f"{cost.wall:.1f} s by the clock, {2 * count / cost.processors:.1f} articles/s on two processors, "
        f"{cost.memory:.0f} MB a process |",
        flush=True,
    )
    return cost


def counts(rows: Sequence[Row], sizes: Sequence[int]) -> None:
    """How processor seconds grow with the number of articles, bytes of JSON in and out, in one pass that is looked at
    on its way: articles are read and forgotten one by one, as `sayso code` does."""
    limits, taken, costs = settings.load(), set(sizes), []
    collect_seldom()
    _coded(intake.article(rows[0]), limits)  # what is loaded once is no cost of an article
    began = time.process_time()
    for n, row in enumerate(repeated(rows, max(sizes)), 1):
        for claim in _coded(intake.article(json.loads(json.dumps(row))), limits).claims:
            to_json(claim)
        if n in taken:
            costs.append(time.process_time() - began)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            print(f"| {n:,} articles in one pass | {costs[-1]:.1f} s of processors | {memory:.0f} MB |", flush=True)
    print(f"| exponent over {sizes[0]:,} to {sizes[-1]:,} articles | {exponent(sizes, costs):.3f} | |", flush=True)


def lengths(rows: Sequence[Row], sizes: Sequence[int]) -> None:
    """How processor seconds grow with the length of one article, of news and of hostile text."""
    news = "\n\n".join(row["text"] for row in repeated(rows, max(sizes) // 2_000))
    texts = {"news": news, **{name: SENTENCES[name](max(sizes) // 10) for name in HOSTILE}}
    for name, text in texts.items():
        costs = []
        _coded(intake.article({"id": "first", "text": text[: min(sizes)]}), settings.load())  # what is loaded once
        for size in sizes:
            began = time.process_time()
            _coded(intake.article({"id": "long", "text": text[:size]}), settings.load())
            costs.append(time.process_time() - began)
        told = ", ".join(f"{size:,}: {cost:.1f} s" for size, cost in zip(sizes, costs, strict=True))
        print(f"| {name}, signs | {told} | exponent {exponent(sizes, costs):.3f} |", flush=True)


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The power of size that costs grow with: the slope of the line of least squares through their logarithms."""
    xs, ys = [log(size) for size in sizes], [log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", nargs="?", type=Path)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--words", type=int, default=450)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--counts", type=int, nargs="+", default=[50, 100, 200, 400])
    parser.add_argument("--lengths", type=int, nargs="+", default=[12_500, 25_000, 50_000, 100_000])
    given = parser.parse_args()
    rows = joined(given.news, given.words)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts: dict[str, Callable[[], object]] = {
            "stages": lambda: stages(list(repeated(rows, given.articles))),
            "cold": lambda: cold(folder, rows),
            "whole": lambda: [whole(folder, rows, given.articles, workers) for workers in given.workers],
            "counts": lambda: counts(rows, given.counts),
            "lengths": lambda: lengths(rows, given.lengths),
        }
        for part in given.only:
            parts[part]()


if __name__ == "__main__":
    main()
