"""The command that compares articles: link."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain

import click

from sayso import settings
from sayso.cli.shell import INPUTS, PUBLISHED, Rejects, lines, run
from sayso.copies.sketch import Sketch, pack, sketch, unpack
from sayso.errors import InputRejected, UsageError
from sayso.intake import build, edtf, sources
from sayso.linking.batches import Packed, batches
from sayso.linking.linker import Linker


@click.command(name="link")
@INPUTS
@PUBLISHED
@click.option("--links", is_flag=True, help="Write the links between copies, with kind, direction, score and reasons, not the groups.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that read large inputs.")
def link_command(inputs: tuple[str, ...], published: str | None, links: bool, workers: int) -> None:
    """Say which articles carry the same text and which tell the same story: {id, copy_group, story}.

    Example: sayso link articles.jsonl
    """
    if published is not None and not edtf.is_date(published):
        raise UsageError(f"--published {published!r} is no date; give EDTF, such as 2024-05-09")
    with run() as rejects:
        linker = Linker(remember=False)
        jobs = ((raw, published) for raw in sources.raws(inputs, settings.load()))
        found = (linker.add(_accepted(batch, rejects)) for batch in batches(jobs, _read, workers))
        if links:
            lines(chain.from_iterable(found))
        else:
            deque(found, maxlen=0)
            lines(linker.linked())


Job = tuple[sources.Raw | InputRejected, str | None]


def _read(job: Job) -> Packed:
    """The sketch of one article, or what is to be said of an input that cannot be read."""
    raw, published = job
    try:
        if isinstance(raw, InputRejected):
            raise raw
        return pack(sketch(build.from_raw(raw, settings.load(), published)))
    except InputRejected as error:
        return f"rejected [{error.stage}/{error.reason}] {error}"


def _accepted(read: Sequence[Packed], rejects: Rejects) -> Iterator[Sketch]:
    for item in read:
        if isinstance(item, bytes):
            yield unpack(item)
        else:
            rejects.count += 1
            click.echo(item, err=True)
