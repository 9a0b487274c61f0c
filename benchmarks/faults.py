"""A fault thrown into every stage by turns: `python -m benchmarks.faults SENTENCES [--articles 500]`; exit status 1
unless all holds.

SENTENCES is a file of JSON Lines with a `text` each (as `shared/open/news/voa.jsonl`); ten in a row make an article.
Every fifth article is faulty, each in another stage by turns, and the same run of `sayso add` must keep and code every
other one: with the
very claims of a run without faults, each faulty one in the table `rejects` under its stage, and the run's end noted.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa
from click.testing import CliRunner, Result

from sayso import language
from sayso.answers.store import open_ledger
from sayso.claims.coding import extract
from sayso.cli import main
from sayso.exports import jsonl
from sayso.intake import build
from sayso.ledger.writing import Run
from sayso.linking import tying

PLACES: dict[str, tuple[object, str]] = {
    "intake": (build, "_article"), "language": (language, "read"), "claims": (extract, "code"), "keep": (Run, "add"),
    "link": (tying, "read"),
}  # fmt: skip
"""Stage of `add` → what does its work."""
PRINTS = (jsonl, "to_json")
SENTENCES, EVERY = 10, 5


class Fault(RuntimeError):
    """What is thrown."""


def articles(source: Path, count: int) -> Iterator[dict[str, str]]:
    """Articles of ten sentences each, numbered."""
    with source.open(encoding="utf-8") as lines:
        sentences = (json.loads(line)["text"].strip() for line in lines)
        for number in range(count):
            some = list(islice(sentences, SENTENCES))
            yield {
                "id": f"n{number:05}",
                "text": " ".join(some) + f"\n\nPage {number} of the series.",
                "published": "2006-03-01",
            }


def faulty(rows: list[dict[str, str]], stages: list[str]) -> dict[str, str]:
    """Every fifth article → the stage that breaks on it."""
    return {row["id"]: stages[n % len(stages)] for n, row in enumerate(rows[EVERY - 1 :: EVERY])}


def breaking(work: Callable[..., Any], marks: list[str]) -> Callable[..., Any]:
    """The same work, which breaks on texts with one of the marks."""

    def broken(*given: Any, **options: Any) -> Any:
        words = " ".join(str(getattr(getattr(item, "article", item), "text", item))[-200:] for item in given)
        if any(mark in words for mark in marks):
            raise Fault("thrown")
        return work(*given, **options)

    return broken


@contextmanager
def faults(rows: list[dict[str, str]], bad: dict[str, str]) -> Iterator[None]:
    """Every stage breaks on its articles."""
    marks = {row["id"]: row["text"].rpartition("\n")[2] for row in rows}
    with ExitStack() as stack:
        for name, (where, what) in PLACES.items():
            own = [f"\n{marks[id]}" for id, stage in bad.items() if stage == name]
            stack.enter_context(patch.object(where, what, breaking(getattr(where, what), own)))
        yield


def run(*arguments: str) -> Result:
    """A command in this process."""
    return CliRunner().invoke(main, list(arguments))


def kept(where: str) -> dict[str, list[str]]:
    """Article → the JSON of its claims."""
    found: dict[str, list[str]] = {}
    with open_ledger(where) as ledger, ledger.reading() as connection:
        for (name,) in connection.execute(sa.text("SELECT article_id FROM articles")):
            found[name] = []
        query = "SELECT c.article_id, r.json FROM claims c JOIN records r ON r.claim = c.n ORDER BY c.n"
        for name, record in connection.execute(sa.text(query)):
            found[name].append(record)
    return found


def adding(news: Path, rows: list[dict[str, str]], folder: Path) -> list[str]:
    """What `add` did wrong under faults; nothing, if all holds."""
    bad = faulty(rows, list(PLACES))
    sound = run("add", str(news), "--ledger", str(folder / "sound"))
    with faults(rows, bad):
        begun = time.perf_counter()
        done = run("add", str(news), "--ledger", str(folder / "faulty"))
        seconds = time.perf_counter() - begun
    whole, found = kept(str(folder / "sound")), kept(str(folder / "faulty"))
    with open_ledger(folder / "faulty") as ledger, ledger.reading() as connection:
        rejects = Counter(row[0] for row in connection.execute(sa.text("SELECT stage FROM rejects")))
        ends = [tuple(row) for row in connection.execute(sa.text("SELECT articles, rejects FROM run_ends"))]
    lost = {id for id, stage in bad.items() if stage != "link"}
    claims = sum(map(len, found.values()))
    print(
        f"add: {len(rows):,} articles, {len(bad):,} faulty; kept {len(found):,} with {claims:,} claims in "
        f"{seconds:.1f} s; {dict(rejects)}"
    )
    checks = {
        "the sound run ends well": sound.exit_code == 0,
        "the faulty one has status 1": done.exit_code == 1,
        "no trace is shown": "Traceback" not in done.stderr,
        "every other article is kept with the same claims": found
        == {id: c for id, c in whole.items() if id not in lost},
        "every fault is noted under its stage": rejects == Counter(bad.values()),
        "the run's end is noted": ends == [(len(rows) - len(lost), len(bad))],
    }
    return [what for what, holds in checks.items() if not holds]


def printing(news: Path, rows: list[dict[str, str]]) -> list[str]:
    """What `code` did wrong where claims of some articles cannot be printed."""
    whole = [line for line in run("code", str(news)).stdout.splitlines() if line]
    bad = {row["id"] for row in rows[EVERY - 1 :: EVERY]} & {json.loads(line)["article_id"] for line in whole}
    where, what = PRINTS
    work = getattr(where, what)

    def broken(claim: Any) -> bytes:
        if claim.article_id in bad:
            raise Fault("thrown")
        printed: bytes = work(claim)
        return printed

    with patch.object(where, what, broken):
        done = run("code", str(news))
    lines = [line for line in done.stdout.splitlines() if line]
    refused = done.stderr.count("rejected [print/failed]")
    print(
        f"code: {len(bad):,} articles that cannot be printed; {len(lines):,} of {len(whole):,} claims printed; "
        f"{refused:,} refused"
    )
    checks = {
        "every other article is printed": lines
        == [line for line in whole if json.loads(line)["article_id"] not in bad],
        "every fault is told": refused == len(bad) and done.exit_code == 1,
    }
    return [what for what, holds in checks.items() if not holds]


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    return parser.parse_args()


if __name__ == "__main__":
    asked = arguments()
    with tempfile.TemporaryDirectory() as folder:
        rows, news = list(articles(asked.sentences, asked.articles)), Path(folder, "news.jsonl")
        news.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        wrong = adding(news, rows, Path(folder)) + printing(news, rows)
    print("\n".join(f"WRONG: it does not hold that {what}" for what in wrong) or "all holds")
    sys.exit(1 if wrong else 0)
