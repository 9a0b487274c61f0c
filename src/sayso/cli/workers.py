"""Articles coded by several processes. What comes out, and in which order, is what one process gives."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from sayso import intake, pipeline, settings
from sayso.claims.codebook import Codebook, load_codebook
from sayso.cli.inputs import Given
from sayso.cli.start import heed
from sayso.cli.tally import Rejects
from sayso.errors import InputRejected, WorkerLost
from sayso.intake import InputNote, sources
from sayso.intake.raw import Raw
from sayso.linking.batches import heed_the_parent_alone
from sayso.pipeline import Coded

AHEAD = 4
"""Articles for each process that wait or are being read; more would only take memory."""
ARTICLES_WORTH_A_POOL = 16
"""Fewer articles are coded faster than a second process starts."""
OwnFiles = tuple[Path | None, Path | None, Path | None]
"""Files of a user's own codebook, actors and outlets."""


class WorkerRejection(InputRejected):
    """What another process says of an input that it rejects: errors themselves do not travel."""

    def __init__(self, source: str, stage: str, reason: str, sentence: str, digest: str | None) -> None:
        super().__init__(source, sentence, digest)
        self.source, self.stage, self.reason, self.args = source, stage, reason, (sentence,)


@dataclass(slots=True)
class _Made:
    """What became of one article: coded, or rejected in the words of an error; and what is to be said of it."""

    source: str
    coded: Coded | None = None
    rejected: tuple[str, str, str, str, str | None] | None = None
    notes: list[InputNote] = field(default_factory=list)


_BOOK: list[Codebook] = []
"""The codebook of this process."""


def coded(given: Given, workers: int, words: OwnFiles, rejects: Rejects) -> Iterator[tuple[str, Coded]]:
    """Each article with its source and what the coder made of it; one that is rejected is named and counted.

    Raises WorkerLost where one of the processes is ended from outside.
    """
    published = intake.day_given(given.published) if given.published is not None else None
    raws = islice(
        sources.raws(given.names, settings.load(), given.columns, given.web, rejects.progress.read), given.limit
    )
    first = list(islice(raws, ARTICLES_WORTH_A_POOL))
    every = chain(first, raws)
    if len(first) < ARTICLES_WORTH_A_POOL:
        _begin(words, published)
        made: Iterator[_Made] = map(_code, every)
    else:
        made = _by_pool(every, workers, words, published)
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
    raws: Iterator[Raw | InputRejected], workers: int, words: OwnFiles, published: str | None
) -> Iterator[_Made]:
    waiting: deque[Future[_Made] | _Made] = deque()
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start, initargs=(words, published))
    try:
        for raw in raws:
            waiting.append(_rejected(raw) if isinstance(raw, InputRejected) else pool.submit(_code, raw))
            if len(waiting) >= workers * AHEAD:
                yield _got(waiting.popleft())
        while waiting:
            yield _got(waiting.popleft())
    except BrokenProcessPool as error:
        raise WorkerLost from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _got(made: Future[_Made] | _Made) -> _Made:
    return made if isinstance(made, _Made) else made.result()


def _start(words: OwnFiles, published: str | None) -> None:
    heed_the_parent_alone()
    _begin(words, published)


_PUBLISHED: list[str | None] = []
"""The day by which this process dates what carries no date."""


def _begin(words: OwnFiles, published: str | None) -> None:
    _BOOK[:], _PUBLISHED[:] = [load_codebook(*words)], [published]


def _code(raw: Raw | InputRejected) -> _Made:
    if isinstance(raw, InputRejected):
        return _rejected(raw)
    (book,), (published,) = _BOOK, _PUBLISHED
    made = _Made(raw.source)
    try:
        ((_, article),) = intake.built([raw], settings.load(), published, book.names, made.notes.append)
        if isinstance(article, InputRejected):
            raise article
        made.coded = pipeline.code(article, codebook=book, source=raw.source)
    except InputRejected as error:
        made.rejected = _rejected(error).rejected
    return made


def _rejected(error: InputRejected) -> _Made:
    return _Made(error.source, rejected=(error.source, error.stage, error.reason, str(error), error.digest))
