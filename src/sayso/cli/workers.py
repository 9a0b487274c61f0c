"""Articles coded by several processes. What comes out, and in which order, is what one process gives."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context

from sayso import intake, settings
from sayso.cli.inputs import Given
from sayso.cli.start import collect_seldom, heed
from sayso.cli.tally import Rejects
from sayso.errors import InputRejected, WorkerLost
from sayso.intake import sources
from sayso.intake.raw import Raw
from sayso.linking.batches import heed_the_parent_alone
from sayso.parallel import Hand, Made, OwnFiles, RejectionWords, WorkerRejection, rejection_words
from sayso.pipeline import Coded

ARTICLES_AHEAD = 4
"""Articles for each process that wait or are being read; more would only take memory."""
ARTICLES_WORTH_A_POOL = 16
"""Fewer articles are coded faster than a second process starts."""
_HAND: list[Hand] = []
"""What codes in this process."""


def coded(given: Given, workers: int, own: OwnFiles, rejects: Rejects) -> Iterator[tuple[str, Coded]]:
    """Each article with its source and what the coder made of it; one that is rejected is named and counted.

    Raises WorkerLost where one of the processes is ended from outside.
    """
    published = intake.day_given(given.published) if given.published is not None else None
    raws = islice(
        sources.raws(given.names, settings.load(), given.columns, given.web, rejects.progress.read), given.limit
    )
    first = list(islice(raws, ARTICLES_WORTH_A_POOL))
    every = (rejection_words(raw) if isinstance(raw, InputRejected) else raw for raw in chain(first, raws))
    if len(first) < ARTICLES_WORTH_A_POOL:
        _begin(own, published)
        made: Iterator[Made] = map(_code, every)
    else:
        made = _by_pool(every, workers, own, published)
    for item in made:
        heed()
        rejects.step()
        for note in item.notes:
            rejects.note(note)
        if item.rejected is not None:
            rejects.report(WorkerRejection(*item.rejected))
        elif item.coded is not None:
            rejects.done(len(item.coded.claims), item.coded.uncoded)
            yield item.source, item.coded


def _by_pool(
    raws: Iterator[Raw | RejectionWords], workers: int, own: OwnFiles, published: str | None
) -> Iterator[Made]:
    waiting: deque[Future[Made] | Made] = deque()
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start, initargs=(own, published))
    try:
        for raw in raws:
            waiting.append(pool.submit(_code, raw) if isinstance(raw, Raw) else Made(raw[0], rejected=raw))
            if len(waiting) >= workers * ARTICLES_AHEAD:
                yield _got(waiting.popleft())
        while waiting:
            yield _got(waiting.popleft())
    except BrokenProcessPool as error:
        raise WorkerLost from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _got(made: Future[Made] | Made) -> Made:
    return made if isinstance(made, Made) else made.result()


def _start(own: OwnFiles, published: str | None) -> None:
    heed_the_parent_alone()
    collect_seldom()
    _begin(own, published)


def _begin(own: OwnFiles, published: str | None) -> None:
    _HAND[:] = [Hand(own, published)]


def _code(raw: Raw | RejectionWords) -> Made:
    return _HAND[0].code(raw)
