"""Work grows with the length of an article, whatever stands in it: counted in lines of code run, so that no clock
decides.

Patterns are read by C (regular expressions, HTML), where lines do not count; those are given texts for which work that
grows with the square would take minutes, and a limit of seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from benchmarks.blowups import LEAD, SENTENCES

from sayso import intake, language, settings
from sayso.claims.article.document import Document
from sayso.english.quotes import quotes
from sayso.english.sentences import spans
from sayso.intake.parts.dateline import dateline
from sayso.intake.parts.furniture import furniture_label
from sayso.pipeline import LAYERS
from sayso.records import Article

LIMITS = settings.Settings()
PATTERNS = (
    "claims",
    "claims with speakers",
    "forces that remain",
    "our troops",
    "stands",
    "transcript",
    "unclosed “",
    "unclosed “, a paragraph each",
    "quotes nobody says, a paragraph each",
    "headlines told below",
    "unknown names",
)
SIZE, TIMES, MOST = 40, 4, 5.0
"""Four times the article may be at most five times the work; with the square of its length it would be up to sixteen
times."""
SECONDS = 10.0


class Count:
    """Lines of the package that ran."""

    def __init__(self) -> None:
        self.lines = 0

    def local(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Called for every line, and for every round of a loop within one line."""
        self.lines += event == "line"
        return self.local

    def everywhere(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Called for every function."""
        return self.local if "sayso" in frame.f_code.co_filename else None


@contextmanager
def counting() -> Iterator[Count]:
    """Counts what runs within."""
    count, before = Count(), sys.gettrace()
    sys.settrace(count.everywhere)
    try:
        yield count
    finally:
        sys.settrace(before)


def work(article: Article) -> int:
    """Lines run to code an article and to read every layer of it. What the encoder does is not among them."""
    reading = language.read(article, LIMITS)
    with counting() as count:
        document = Document.of(article, reading, LIMITS)
        for layer in LAYERS.values():
            layer(document)
    return count.lines


@pytest.mark.parametrize("name", PATTERNS)
def test_four_times_the_sentences_are_four_times_the_work(name: str) -> None:
    make = SENTENCES[name]
    small, big = (
        intake.article({"id": name, "text": LEAD + make(n), "published": "2024-05-09"}) for n in (SIZE, TIMES * SIZE)
    )
    work(small)  # Tables and caches are filled once.
    assert work(big) <= MOST * work(small)


LONG: dict[str, Callable[[], object]] = {
    "spaces behind a capital": lambda: dateline("MOSCOW" + " " * 500_000 + "May 9 THE END"),
    "a line of names": lambda: furniture_label("By " + "And " * 100),
    "a line of names before a sign": lambda: furniture_label("Anna Bo and " + "With " * 70 + "/"),
    "full stops": lambda: spans("Russia left" + "." * 100_000 + " and", 0, 100_015),
    "words with stops": lambda: spans("ab." * 30_000, 0, 90_000),
    "lines of spaces": lambda: quotes("Russia left." + "\n " * 50_000, 16),
    "a line of spaces": lambda: intake.article(
        {"text": "Russia left Chad.\n" + " " * 100_000 + "\nThe end of it came."}
    ),
    "a name of short words": lambda: intake.article({"text": "Russia left. (Reporting by Al " + "ab " * 125 + "Bo)"}),
    "spaces in a line": lambda: intake.article(
        {"text": "A soldier in Chad." + " " * 100_000 + "(AP Photo/Anna Petrova)"}
    ),
    "images": lambda: intake.article({"html": "<p>Russia left Chad.</p>" + '<img src="a.png" alt="x">' * 5_000}),
    "links in a paragraph": lambda: intake.article(
        {"html": "<p>Russia left Chad.</p><p>" + "They <a href='/x'>sent</a> troops there. " * 40_000 + "</p>"}
    ),
    "words as elements": lambda: intake.article(
        {"html": "<p>Russia left Chad.</p><div>" + "<span><a>They</a> <b>left</b></span>. " * 30_000 + "</div>"}
    ),
    "a title of many sides": lambda: intake.article(
        {"html": f"<title>{'Chad | ' * 20_000}</title>" + "<p>Russia left Chad on Monday.</p>" * 3_000}
    ),
    "paragraphs": lambda: intake.article({"html": "<p>Russia sent many troops to Chad on Monday.</p>" * 3_000}),
}


@pytest.mark.parametrize("name", LONG)
def test_long_runs_of_one_thing_are_read_at_once(name: str) -> None:
    began = time.process_time()
    LONG[name]()
    assert time.process_time() - began < SECONDS
