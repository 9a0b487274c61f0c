"""Sketches of many articles, made by several processes while the ones before are linked; their order is that of the
articles."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from sayso.errors import WorkerLost
from sayso.linking.linker import BATCH

TEXTS_WORTH_A_POOL = 2_000
"""Fewer articles are read faster than a second process starts."""
SENT_TOGETHER = 200
Job = TypeVar("Job")
Packed = bytes | str
"""A packed sketch, or what is to be said of an input that has none."""


def batches(jobs: Iterable[Job], read: Callable[[Job], Packed], workers: int) -> Iterator[list[Packed]]:
    """What `read` (a function of a module, for other processes find it by name) makes of each job, BATCH at a time.

    Raises WorkerLost where one of the processes is ended from outside.
    """
    rest = iter(jobs)
    first = list(islice(rest, BATCH))
    if workers == 1 or len(first) < TEXTS_WORTH_A_POOL:
        while first:
            yield [read(job) for job in first]
            first = list(islice(rest, BATCH))
        return
    try:
        with ProcessPoolExecutor(workers, get_context("spawn"), initializer=heed_the_parent_alone) as pool:
            yield from _ahead(pool, first, rest, read)
    except BrokenProcessPool as error:
        raise WorkerLost from error


def heed_the_parent_alone() -> None:
    """Ctrl-C reaches every process of a terminal; the one that was started by the user ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _ahead(
    pool: ProcessPoolExecutor, first: list[Job], rest: Iterator[Job], read: Callable[[Job], Packed]
) -> Iterator[list[Packed]]:
    waiting = pool.map(read, first, chunksize=SENT_TOGETHER)
    try:
        while first:
            first = list(islice(rest, BATCH))
            done, waiting = waiting, pool.map(read, first, chunksize=SENT_TOGETHER)
            yield list(done)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
