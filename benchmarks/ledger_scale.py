"""A ledger of a million synthetic claims: `python -m benchmarks.ledger_scale 100000 1000000 [--where WHERE]`, a row of
figures a size.

Four claims an article; a third of them tell where forces are. Holders, places, speakers and days are drawn from a
fixed seed, the first ones far more often than the last, so that the questions asked hit the largest heaps. Times are
of this process's processor, since the clock also counts what others do, in a process that looks for garbage as seldom
as the commands do; only `add`, which waits for the disk (one article with its claims, without coding it), is by the
clock. The best of five after one to warm up.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sayso.answers.store import Ledger, open_ledger
from sayso.cli.start import collect_seldom
from sayso.ledger.batch import Addition
from sayso.ledger.scope import Query
from sayso.ledger.writing import Run
from sayso.records import (
    Anchor,
    Article,
    Claim,
    Coder,
    Credits,
    Dated,
    Force,
    Link,
    Movement,
    Part,
    Party,
    Place,
    When,
    Words,
    claim_id,
    digest,
)

CODER = Coder("synthetic", "1", "0")
COUNTRIES = (
    "RUS",
    "USA",
    "UKR",
    "ARM",
    "SYR",
    "FRA",
    "TUR",
    "IRN",
    "ISR",
    "GBR",
    "CHN",
    "IND",
    "PAK",
    "MLI",
    "NER",
    "TCD",
    "SDN",
    "ETH",
    "KEN",
    "SOM",
    "COD",
    "RWA",
    "LBN",
    "IRQ",
    "AZE",
    "GEO",
    "POL",
    "DEU",
    "ITA",
    "ESP",
)
ACTS = "CONSULT SUPPORT COOPERATE AID ACCUSE REJECT PROTEST SANCTION COERCE ASSAULT".split()  # noqa: SIM905
MOVES = (
    ("remain", "ongoing", "PRESENT"),
    ("arrive", "happened", "MOBILIZE"),
    ("leave", "happened", "RETREAT"),
    ("leave", "planned", "RETREAT"),
)
KINDS = ("forces", "army", "border_guards", "peacekeepers")
HEAD = (
    "claims",
    "open ms",
    "presence ms",
    "presence, largest heap ms",
    "brief ms",
    "brief, largest heap ms",
    "add ms",
    "MB",
    "memory MiB",
)
EACH = 4
"""Claims an article."""
BATCH = 2_000
"""Articles in one transaction."""
TIMES = 5


class Writer:
    """Invented articles with their claims, the same on every run."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)

    def entries(self) -> Iterator[Addition]:
        """One article after the other."""
        number = 0
        while True:
            yield self.entry(f"s{number}")
            number += 1

    def entry(self, name: str) -> Addition:
        """An article of that name with its claims."""
        day = (date(2015, 1, 1) + timedelta(self.random.randrange(3_650))).isoformat()
        text = f"{name}: " + "words of a report that was never written. " * 8
        article = Article(
            name, digest(text), text, "en", Anchor(day, "published"), (Part("body", 0, len(text)),), Credits(),
            url=f"https://wire.example/{name}",
            title=f"Report {name}", publisher="Test Wire", published=Dated(day, "metadata"),
        )  # fmt: skip
        return Addition(article, CODER, tuple(self._claim(article, n, day) for n in range(EACH)))

    def _claim(self, article: Article, n: int, day: str) -> Claim:
        words = Words.at(article.text, len(article.id) + 2 + 6 * n, len(article.id) + 7 + 6 * n)
        who, whom, where = self._country(), self._country(), self._country()
        party = Party(words.text, words.start, words.end, f"{who} government", country=who, sectors=("GOV",))
        place = self._place(where, words)
        base = Claim(
            claim_id(article.id, article.version, words, n),
            CODER,
            article.id,
            n,
            words,
            self.random.choice(ACTS),
            None,
            "happened",
            "CONSULT",
            None,
            (),
            (),
            (party,),
            (replace(party, country=whom, name=f"{whom} government"),),
            (place,),
            When(day, words.text, words.start, words.end),
            None,
            (),
            None,
            (*self._chain(who),),
            "none",
            (words,),
            0.8,
        )
        return self._moving(base, who, place) if n == 0 or self.random.random() < 0.1 else base

    def _moving(self, base: Claim, holder: str, place: Place) -> Claim:
        change, status, act = self.random.choice(MOVES)
        kind, p = self.random.choice(KINDS), base.predicate
        force = Force(p.text, p.start, p.end, f"{holder} {kind}", kind, holder, ("MIL",))  # type: ignore[arg-type]
        leaving = change == "leave"
        movement = Movement(
            (force,),
            change,  # type: ignore[arg-type]
            places_from=(place,) if leaving else (),
            places_to=() if leaving else (place,),
        )
        told: Any = {"act": act, "event_type": None if act == "PRESENT" else act, "status": status}
        return replace(base, movement=movement, **told)

    def _country(self) -> str:
        return COUNTRIES[min(int(self.random.expovariate(0.15)), len(COUNTRIES) - 1)]

    def _place(self, country: str, words: Words) -> Place:
        town = int(self.random.expovariate(0.05))
        if town == 0:
            return Place(words.text, words.start, words.end, country, country)
        return Place(words.text, words.start, words.end, f"Town {town}", country, precision="city")

    def _chain(self, country: str) -> tuple[Link, ...]:
        speaker = int(self.random.expovariate(0.02))
        return (
            Link("Reuters", "agency", "outlet.reuters"),
            Link(f"Speaker {speaker}", "official", f"x:{country}{speaker}", country=country, sectors=("GOV",)),
        )


def fill(run: Run, entries: Iterator[Addition], claims: int) -> None:
    """Adds articles until the run has that many claims."""
    while run.counts.claims < claims:
        run.add_all([next(entries) for _ in range(BATCH)])


def best(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Milliseconds by a clock, the best of some tries after one to warm up."""
    work()
    spent = []
    for _ in range(TIMES):
        begun = clock()
        work()
        spent.append(1000 * (clock() - begun))
    return min(spent)


def figures(where: str, writer: Writer, size: int) -> str:
    """A row of the table: what the ledger holds by now costs."""
    begun = time.perf_counter()
    with open_ledger(where) as ledger:
        opened = 1000 * (time.perf_counter() - begun)
        columns = [
            best(lambda: ledger.presence(Query("RUS", "ARM", as_of="2024-05-09", known_by="2024-05-10"))),
            best(lambda: ledger.presence(Query("RUS", "RUS"))),
            best(lambda: ledger.brief("Russian troops in Armenia")),
            best(lambda: ledger.brief("Russia in Ukraine")),
            _adding(ledger, writer, size),
        ]
    weight = sum(p.stat().st_size for p in Path(where).iterdir()) / 1e6 if "://" not in where else 0.0
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"| {size:,} | {opened:.0f} | " + " | ".join(f"{c:.0f}" for c in columns) + f" | {weight:,.0f} | {memory:.0f} |"
    )


def _adding(ledger: Ledger, writer: Writer, size: int) -> float:
    with ledger.writing("benchmark", "0") as run:
        numbers = iter(range(TIMES + 1))
        return best(lambda: run.add_all([writer.entry(f"one-{size}-{next(numbers)}")]), time.perf_counter)


def main() -> None:
    """Fills a ledger to each size and prints its row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument(
        "--where", help="a new folder, or a postgresql:// address of an empty database; default a temporary folder"
    )
    given = parser.parse_args()
    collect_seldom()
    print(f"| {' | '.join(HEAD)} |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        where = given.where or f"{folder}/ledger"
        writer, asked, filled = Writer(), Writer(2), 0
        entries = writer.entries()
        for size in sorted(given.sizes):
            begun = time.perf_counter()
            with open_ledger(where, create=True) as ledger, ledger.writing("benchmark", "0") as run:
                fill(run, entries, size - filled)
                filled += run.counts.claims
            pace = time.perf_counter() - begun
            print(f"{figures(where, asked, size)} <!-- filled in {pace:.0f} s -->", flush=True)


if __name__ == "__main__":
    main()
