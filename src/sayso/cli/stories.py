"""The command that compares articles: link."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Protocol

import click

from sayso import settings
from sayso.cli.debug import DEBUG, debugging
from sayso.cli.inputs import Given, taking
from sayso.cli.shell import own_outlets, print_lines, run
from sayso.cli.tally import Rejects, rejection_line
from sayso.copies.sketch import Sketch, pack, sketch, unpack
from sayso.copies.stores import STORES_HERE, Stores
from sayso.errors import InputRejected
from sayso.ground.names import Names
from sayso.intake import build, sources
from sayso.linking.batches import Packed, batches
from sayso.linking.linker import Linker
from sayso.stages import stage


@click.command(name="link")
@taking()
@click.option(
    "--links",
    is_flag=True,
    help="Write the links between copies, with kind, direction, score and reasons, not the groups.",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that read large inputs."
)
@click.option(
    "--cluster",
    "address",
    metavar="WHERE",
    help="Link on a Ray cluster: its address, or auto (the one this machine is in, else its processors).",
)
@DEBUG
@own_outlets
def link_command(given: Given, links: bool, workers: int, address: str | None, names: Names) -> None:
    """Say which articles carry the same text and which tell the same story: {id, copy_group, story}.

    Example: sayso link articles.jsonl
    """
    with run(given) as rejects, _hands(address, workers) as hands:
        linker = Linker(remember=False, stores=hands.stores)
        jobs = islice(
            sources.raws(given.names, settings.load(), given.columns, given.web, rejects.progress.read), given.limit
        )
        read = partial(_read, given.published, names, debugging())
        found = (linker.add(_accepted(batch, rejects)) for batch in hands.batches(jobs, read))
        if links:
            print_lines(chain.from_iterable(found))
        else:
            deque(found, maxlen=0)
            print_lines(linker.linked())


class _Hands(Protocol):
    """Who reads, and where the linker keeps what it knows."""

    @property
    def stores(self) -> Stores: ...

    def batches(
        self, jobs: Iterable[sources.Raw | InputRejected], read: Callable[[sources.Raw | InputRejected], Packed]
    ) -> Iterator[list[Packed]]: ...


@dataclass(frozen=True)
class _Here:
    """Some processes of this machine."""

    workers: int
    stores: Stores = STORES_HERE

    def batches(
        self, jobs: Iterable[sources.Raw | InputRejected], read: Callable[[sources.Raw | InputRejected], Packed]
    ) -> Iterator[list[Packed]]:
        """What `read` makes of each job, BATCH at a time."""
        return batches(jobs, read, self.workers)


@contextmanager
def _hands(address: str | None, workers: int) -> Iterator[_Hands]:
    if address is None:
        yield _Here(workers)
        return
    if not address.strip():
        raise click.UsageError("--cluster names no machine; give an address, such as ray://head:10001, or auto")
    from sayso.cluster.linking import machines  # noqa: PLC0415  (Ray, an extra, is loaded when it is asked for)

    with machines(address) as found:
        yield found


def _read(published: str | None, names: Names, debug: bool, raw: sources.Raw | InputRejected) -> Packed:
    """The sketch of one article, or what is to be said of an input that cannot be read."""
    try:
        if isinstance(raw, InputRejected):
            raise raw
        article = build.from_raw(raw, settings.load(), published, names)
        with stage("link", raw.source, raw.digest):
            return pack(sketch(article, names))
    except InputRejected as error:
        return rejection_line(error, debug)


def _accepted(read: Sequence[Packed], rejects: Rejects) -> Iterator[Sketch]:
    for item in read:
        rejects.step()
        if isinstance(item, bytes):
            yield unpack(item)
        else:
            rejects.refused(item)
