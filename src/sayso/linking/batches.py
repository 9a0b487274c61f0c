"""Sketches of many articles, made by several processes while the ones before are linked; their order is that of the articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing import get_context
from multiprocessing.pool import Pool
from typing import TypeVar

from sayso.linking.linker import BATCH

WORTH_A_POOL = 2_000
"""Fewer articles are read faster than a second process starts."""
CHUNK = 200
Job = TypeVar("Job")
Packed = bytes | str
"""A packed sketch, or what is to be said of an input that has none."""


def batches(jobs: Iterable[Job], read: Callable[[Job], Packed], workers: int) -> Iterator[list[Packed]]:
    """What `read` (a function of a module, for other processes find it by name) makes of each job, BATCH at a time."""
    rest = iter(jobs)
    first = list(islice(rest, BATCH))
    if workers == 1 or len(first) < WORTH_A_POOL:
        while first:
            yield [read(job) for job in first]
            first = list(islice(rest, BATCH))
        return
    with get_context("spawn").Pool(workers) as pool:
        yield from _ahead(pool, first, rest, read)


def _ahead(pool: Pool, first: list[Job], rest: Iterator[Job], read: Callable[[Job], Packed]) -> Iterator[list[Packed]]:
    waiting = pool.map_async(read, first, chunksize=CHUNK)
    while first:
        first = list(islice(rest, BATCH))
        done, waiting = waiting, pool.map_async(read, first, chunksize=CHUNK)
        yield done.get()
