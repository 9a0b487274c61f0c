"""The command that compares articles: link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from multiprocessing import get_context
from multiprocessing.pool import Pool

import click

from sayso import settings
from sayso.cli.shell import INPUTS, PUBLISHED, Rejects, lines, run
from sayso.errors import InputRejected, UsageError
from sayso.intake import build, edtf, sources
from sayso.stories.linking import BATCH, Linker
from sayso.stories.sketch import Sketch, sketch

WORTH_A_POOL = 2_000
"""Fewer articles are read faster than a second process starts."""


@click.command(name="link")
@INPUTS
@PUBLISHED
@click.option("--links", is_flag=True, help="Write the links between copies, with kind, direction, score and reasons, not the groups.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that read large inputs.")
def link_command(inputs: tuple[str, ...], published: str | None, links: bool, workers: int) -> None:
    """Say which articles carry the same text and which tell the same story: {id, copy_group, story}.

    Example: sayso link articles.jsonl
    """
    with run() as rejects:
        linker = Linker()
        for batch in _sketches(inputs, published, workers, rejects):
            linker.add(batch)
        lines(linker.links if links else linker.linked())


Read = Sketch | str


def _sketches(inputs: Sequence[str], published: str | None, workers: int, rejects: Rejects) -> Iterator[list[Sketch]]:
    """The sketches of the inputs in batches; workers read the next batch while this one is linked."""
    if published is not None and not edtf.is_date(published):
        raise UsageError(f"--published {published!r} is no date; give EDTF, such as 2024-05-09")
    jobs = ((raw, published) for raw in sources.raws(inputs, settings.load()))
    first = list(islice(jobs, BATCH))
    if len(first) < WORTH_A_POOL or workers == 1:
        while first:
            yield list(_accepted(map(_read, first), rejects))
            first = list(islice(jobs, BATCH))
        return
    with get_context("spawn").Pool(workers) as pool:
        yield from _ahead(pool, first, jobs, rejects)


Job = tuple[sources.Raw | InputRejected, str | None]


def _ahead(pool: Pool, first: list[Job], jobs: Iterator[Job], rejects: Rejects) -> Iterator[list[Sketch]]:
    waiting = pool.map_async(_read, first, chunksize=200)
    while first:
        first = list(islice(jobs, BATCH))
        done, waiting = waiting, pool.map_async(_read, first, chunksize=200)
        yield list(_accepted(iter(done.get()), rejects))


def _read(job: Job) -> Read:
    """The sketch of one article, or what is to be said of an input that cannot be read."""
    raw, published = job
    error = raw if isinstance(raw, InputRejected) else None
    if not isinstance(raw, InputRejected):
        try:
            return sketch(build.from_raw(raw, settings.load(), published))
        except InputRejected as found:
            error = found
    assert error is not None
    return f"rejected [{error.stage}/{error.reason}] {error}"


def _accepted(read: Iterator[Read], rejects: Rejects) -> Iterator[Sketch]:
    for item in read:
        if isinstance(item, Sketch):
            yield item
        else:
            rejects.count += 1
            click.echo(item, err=True)
