"""What every command shares: its inputs, its rejects, its exit status, its lines of output."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import click

from sayso import intake, settings
from sayso.claims.codebook import load_codebook
from sayso.cli.inputs import Given
from sayso.cli.start import heed
from sayso.cli.tally import Rejects, Stopped
from sayso.errors import CodebookError, InputRejected, UsageError
from sayso.ground import edtf, names
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.pipeline import Coded
from sayso.records import Article, to_json
from sayso.stages import going_on, stage

Item = TypeVar("Item")
Made = TypeVar("Made")
ITEMS_AHEAD = 64
"""Items read before the first of them is given out."""


@contextmanager
def run(given: Given | None = None) -> Iterator[Rejects]:
    """Runs a command: wrong usage ends with status 2, rejects with status 1; `ending.ended` tells the rest."""
    rejects = Rejects(given)
    try:
        yield rejects
    except UsageError as error:
        raise click.UsageError(str(error)) from error
    except Stopped:
        pass
    rejects.close()
    if rejects.count:
        sys.exit(1)


def articles_of(given: Given, rejects: Rejects, known: Names = PACKAGED_NAMES) -> Iterator[tuple[str, Article]]:
    """The articles of the inputs, each with the name of where it came from; what cannot be read is named and
    counted."""
    found = intake.received(
        given.names,
        published=given.published,
        settings=settings.load(),
        names=known,
        columns=given.columns,
        note=rejects.note,
        web=given.web,
        seen=rejects.progress.read,
    )
    for source, item in islice(found, given.limit):
        heed()
        rejects.step()
        if isinstance(item, InputRejected):
            rejects.report(item)
        else:
            yield source, item


def each_article(
    given: Given, work: Callable[..., Made], rejects: Rejects, known: Names = PACKAGED_NAMES
) -> Iterator[tuple[str, Made]]:
    """`work(article, source=…)` of each article, with its source; one that it rejects is named and counted, and the
    rest goes on."""

    def counted(source: str, article: Article) -> Made:
        made = work(article, source=source)
        if isinstance(made, Coded):
            rejects.done(len(made.claims), made.uncoded)
        elif made is None:
            rejects.known += 1
        return made

    return going_on(articles_of(given, rejects, known), counted, rejects.report)


def each_printed(items: Iterable[tuple[str, Item]], form: Callable[[Item], Made], rejects: Rejects) -> Iterator[Made]:
    """What is to be written of each named item; where that cannot be made, the item is named and counted, and the rest
    goes on."""

    def made(source: str, item: Item) -> Made:
        with stage("print", source):
            return form(item)

    return (found for _, found in going_on(items, made, rejects.report))


def edtf_option(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A date that a question is put with, as it was given; another text ends the command with status 2."""
    return _unless(edtf.fault(value) if value is not None else None, value)


def _unless(why: str | None, value: str | None) -> str | None:
    if why is not None:
        raise click.BadParameter(why)
    return value


_BOOK = click.option("--codebook", "book", type=click.Path(path_type=Path), metavar="FILE",
                     help="Types, modes and words of your own (YAML; docs/codebook.md explains it).")  # fmt: skip
_ACTORS = click.option(
    "--actors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="People, bodies and groups of your own, with dates (YAML; docs/actors.md explains it).",
)

_OUTLETS = click.option(
    "--outlets",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Agencies, papers, stations and sites of your own (YAML; docs/outlets.md explains it).",
)


_PLACES = click.option(
    "--places",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Bases, towns, regions and lines of your own (YAML; docs/places.md explains it).",
)


def in_threads(work: Callable[[Any], Any], items: Iterable[Any], threads: int = 2) -> Iterator[Any]:
    """`work` of every item in their order: one thread reads while another is in the network, which lets Python go on.

    The first item is done here before any other: what is loaded once is loaded once (and a network that a thread loads
    runs no faster with two). Holds at most `AHEAD` items.
    """
    waiting: deque[Future[Any]] = deque()
    rest = iter(items)
    yield from (work(item) for item in islice(rest, 1))
    with ThreadPoolExecutor(threads) as pool:
        for item in rest:
            waiting.append(pool.submit(work, item))
            if len(waiting) == ITEMS_AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def own_words(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the option that names a user's codebook; a fault in it ends the command before it begins."""

    @wraps(command)
    def read(
        *given: Any,
        book: Path | None,
        actors: Path | None = None,
        outlets: Path | None = None,
        places: Path | None = None,
        **options: Any,
    ) -> Any:
        try:
            codebook = load_codebook(book, actors, outlets, places)
        except CodebookError as error:
            raise click.UsageError(str(error)) from error
        return command(*given, codebook=codebook, **options)

    return _BOOK(read)


def own_tables(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that name a user's codebook, actors, outlets and places; the command gets all as its
    `codebook`."""
    return _ACTORS(_OUTLETS(_PLACES(own_words(command))))


def own_outlets(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that name a user's outlets and places, for a command that reads credits and datelines alone; it
    gets both as its `names`."""

    @wraps(command)
    def read(*given: Any, outlets: Path | None, places: Path | None, **options: Any) -> Any:
        return command(*given, names=_loaded(None, outlets, places), **options)

    return _OUTLETS(_PLACES(read))


def own_names(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that name a user's actors, outlets and places, for questions; the command gets all as its
    `names`."""

    @wraps(command)
    def read(*given: Any, actors: Path | None, outlets: Path | None, places: Path | None, **options: Any) -> Any:
        return command(*given, names=_loaded(actors, outlets, places), **options)

    return _ACTORS(_OUTLETS(_PLACES(read)))


def _loaded(actors: Path | None, outlets: Path | None, places: Path | None) -> Names:
    try:
        return names.load(actors, outlets, places)
    except CodebookError as error:
        raise click.UsageError(str(error)) from error


def line(row: Any) -> bytes:
    """A record or plain data as a line of JSON."""
    return to_json(row) + b"\n"


def print_lines(rows: Iterable[Any]) -> None:
    """JSON Lines on stdout."""
    out(map(line, rows))


def out(pieces: Iterable[bytes]) -> None:
    """Bytes on stdout."""
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
