"""Time and memory of linking: `python -m benchmarks.link_scale 10000 100000 [--adversary] [--add]`, one table line a size.

Articles are 100 words drawn from an invented vocabulary by Zipf's law around an invented event (six names, four figures); three in
ten are copies of an earlier one (reprint, cut or light edit), two in ten tell an event that another one tells. Times are of the
processor, with reading and sketching and without; `--add` then adds single articles one by one to what was linked.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from sayso import intake
from sayso.stories.linking import BATCH, Linker
from sayso.stories.sketch import Sketch, sketch

SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo ka dor lin mar tash vel kor shun ter hal res tov bro fas jar wen".split()  # noqa: SIM905
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
        names = r.choice(self.recent)[1] if known else [w.capitalize() for w in r.choices(self.words, k=6)] + self._figures()
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


def linked(rows: Iterable[dict[str, str]]) -> tuple[Linker, float, float]:
    """Links the articles; the linker, seconds of processor time altogether, and of linking alone."""
    linker, began, alone = Linker(), time.process_time(), 0.0
    rest = iter(rows)
    while batch := [_sketch(row) for row in islice(rest, BATCH)]:
        since = time.process_time()
        linker.add(batch)
        alone += time.process_time() - since
    return linker, time.process_time() - began, alone


def _sketch(row: dict[str, str]) -> Sketch:
    return sketch(intake.article(row))


def line(name: str, linker: Linker, took: float, alone: float) -> None:
    """One line of the table."""
    groups = Counter(r.copy_group for r in linker.linked())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{name:24} {len(linker):>9,} {took:>8.1f} s {alone:>8.1f} s {memory:>6.2f} GB {linker.copies.verified:>10,} pairs verified, "
          f"{len(groups):,} groups, largest {max(groups.values()):,}", flush=True)  # fmt: skip


def singles(linker: Linker, count: int = 20) -> None:
    """Adds articles one by one and prints the slowest."""
    times = []
    for row in islice(Writer(9).articles(), count):
        began = time.perf_counter()
        linker.add([_sketch({**row, "id": f"new-{row['id']}"})])
        times.append(time.perf_counter() - began)
    print(f"{'one article added':24} median {1000 * sorted(times)[count // 2]:.1f} ms, slowest {1000 * max(times):.1f} ms")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--adversary", action="store_true")
    parser.add_argument("--add", action="store_true")
    given = parser.parse_args()
    for size in given.sizes:
        linker, took, alone = linked(islice(Writer().articles(), size))
        line("short articles", linker, took, alone)
        if given.add:
            singles(linker)
    if given.adversary:
        hostile = (("one boilerplate", boilerplate(10_000)), ("one page", repeated(50_000)), ("a page of 500 pages", digest_of(500)))
        for name, rows in hostile:
            line(name, *linked(rows))


if __name__ == "__main__":
    main()
