"""Time and memory of linking: `python -m benchmarks.link_scale 10000 100000 [--adversary] [--add]`, one table line a
size.

Articles are 100 words drawn from an invented vocabulary by Zipf's law around an invented event (six names, four
figures); three in ten are copies of an earlier one (reprint, cut or light edit), two in ten tell an event that another
one tells. They
are read by
`--workers` processes while they are linked; `--add` then adds single articles one by one to what was linked. Sizes are
best measured in runs of their own: the memory told is the most that the run ever had.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from sayso import intake
from sayso.copies.sketch import pack, sketch, unpack
from sayso.linking import state
from sayso.linking.batches import batches
from sayso.linking.linker import Linker

SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "zo",
    "ka",
    "dor",
    "lin",
    "mar",
    "tash",
    "vel",
    "kor",
    "shun",
    "ter",
    "hal",
    "res",
    "tov",
    "bro",
    "fas",
    "jar",
    "wen",
]
WORDS = 60_000
LENGTH = 100


class Writer:
    """An endless run of articles, the same on every run."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.words = ["".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in range(WORDS)]
        self.weights = list(_running(1 / (n + 3) for n in range(WORDS)))
        self.recent: list[tuple[str, list[str]]] = []

    def articles(self) -> Iterator[dict[str, str]]:
        """Fields of one article after the other."""
        number = 0
        while True:
            day = f"2024-{1 + number // 90_000 % 12:02}-{1 + number // 3_000 % 28:02}"
            yield {"id": f"a{number}", "text": self._text(number), "published": day}
            number += 1

    def _text(self, number: int) -> str:
        r, kind = self.random, number % 10
        if kind < 3 and self.recent:
            return self._copy(r.choice(self.recent)[0], kind)
        known = kind < 5 and self.recent
        names = (
            r.choice(self.recent)[1]
            if known
            else [w.capitalize() for w in r.choices(self.words, k=6)] + self._figures()
        )
        text = " ".join(self._sentence(names) for _ in range(LENGTH // 20))
        self.recent = [*self.recent[-199:], (text, names)]
        return text

    def _figures(self) -> list[str]:
        return [str(self.random.randint(11, 99_999)) for _ in range(4)]

    def _sentence(self, names: list[str]) -> str:
        words = self.random.choices(self.words, cum_weights=self.weights, k=17)
        for name in self.random.sample(names, 3):
            words.insert(self.random.randint(1, len(words)), name)
        return " ".join(words).capitalize() + "."

    def _copy(self, text: str, kind: int) -> str:
        if kind == 0:
            return text
        if kind == 1:
            return ". ".join(text.split(". ")[:3]) + "."
        words = text.split(" ")
        for _ in range(4):
            words[self.random.randrange(1, len(words))] = self.random.choice(self.words)
        return " ".join(words)


def _running(values: Iterable[float]) -> Iterator[float]:
    total = 0.0
    for value in values:
        total += value
        yield total


def boilerplate(count: int) -> Iterator[dict[str, str]]:
    """Pages that differ in a third of their words and share the rest, under one address."""
    writer = Writer(2)
    shared = " ".join(writer._sentence([w.capitalize() for w in writer.words[:6]]) for _ in range(6))
    for n in range(count):
        names = [w.capitalize() for w in writer.random.choices(writer.words, k=6)]
        yield {"id": f"b{n}", "text": " ".join(writer._sentence(names) for _ in range(3)) + "\n" + shared}


def repeated(count: int) -> Iterator[dict[str, str]]:
    """One page over and over, each time with one other word."""
    writer = Writer(3)
    words = writer._text(9).split(" ")
    for n in range(count):
        yield {"id": f"r{n}", "text": " ".join([*words[: n % 90 + 2], writer.words[n % WORDS], *words[n % 90 + 2 :]])}


def digest_of(count: int) -> Iterator[dict[str, str]]:
    """Pages that have nothing to do with one another, and one that holds them all."""
    texts = [(f"d{n}", Writer(100 + n)._text(9)) for n in range(count)]
    half = count // 2
    yield from ({"id": i, "text": t} for i, t in texts[:half])
    yield {"id": "digest", "text": "\n".join(t for _, t in texts)}
    yield from ({"id": i, "text": t} for i, t in texts[half:])


@dataclass
class Cost:
    """Seconds by the clock, of all processors, and of linking alone."""

    wall: float
    processors: float
    linking: float


def linked(rows: Iterable[dict[str, str]], workers: int = 1) -> tuple[Linker, Cost]:
    """Links the articles, which `workers` processes read, as `sayso link` does."""
    linker, began, before, alone = Linker(remember=False), time.perf_counter(), _processors(), 0.0
    for batch in batches(rows, _packed, workers):
        since = time.process_time()
        linker.add(unpack(p) for p in batch if isinstance(p, bytes))
        alone += time.process_time() - since
    return linker, Cost(time.perf_counter() - began, _processors() - before, alone)


def _packed(row: dict[str, str]) -> bytes:
    return pack(sketch(intake.article(row)))


def _processors() -> float:
    """Seconds of this process and of those that it started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _peaks(workers: int) -> tuple[float, float]:
    """Most memory that this process had, and all together at the most, in GB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return own, own + (workers * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6 if workers > 1 else 0)


def line(name: str, linker: Linker, cost: Cost, workers: int = 1) -> None:
    """One line of the table."""
    groups = Counter(r.copy_group for r in linker.linked())
    own, together = _peaks(workers)
    print(
        f"{name:24} {len(linker):>9,} clock {cost.wall:>8.1f} s, processors {cost.processors:>8.1f} s, linking "
        f"{cost.linking:>8.1f} s, "
        f"memory {own:.2f} of {together:.2f} GB, {linker.copies.verified:>10,} pairs verified, {len(groups):,} groups, "
        f"largest {max(groups.values()):,}",
        flush=True,
    )


def singles(linker: Linker, count: int = 20) -> None:
    """Adds articles one by one, to the linker and to one that is kept in a folder and read and written each time."""
    rows = [{**row, "id": f"new-{row['id']}"} for row in islice(Writer(9).articles(), 2 * count)]
    _slowest("one article added", (partial(_added, linker, row) for row in rows[:count]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        state.save(state.LinkerState(linker), folder)
        _slowest("the same, read and kept", (partial(_kept, folder, row) for row in rows[count:]))


def _added(linker: Linker, row: dict[str, str]) -> None:
    linker.add([sketch(intake.article(row))])


def _kept(folder: Path, row: dict[str, str]) -> None:
    kept = state.load_state(folder)
    _added(kept.linker, row)
    state.save(kept, folder)


def _slowest(name: str, acts: Iterable[Callable[[], object]]) -> None:
    times = []
    for act in acts:
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    print(
        f"{name:24} median {1000 * sorted(times)[len(times) // 2]:.1f} ms, slowest {1000 * max(times):.1f} ms",
        flush=True,
    )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--adversary", action="store_true")
    parser.add_argument("--add", action="store_true")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    for size in given.sizes:
        linker, cost = linked(islice(Writer().articles(), size), given.workers)
        line("short articles", linker, cost, given.workers)
        if given.add:
            singles(linker)
    if given.adversary:
        hostile = (
            ("one boilerplate", boilerplate(10_000)),
            ("one page", repeated(50_000)),
            ("a page of 500 pages", digest_of(500)),
        )
        for name, rows in hostile:
            line(name, *linked(rows))


if __name__ == "__main__":
    main()
