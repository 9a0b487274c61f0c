"""The commands of the ledger: add, presence, brief, export."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import get_args

import click

from sayso import pipeline
from sayso.cli.shell import PUBLISHED, Rejects, each, run
from sayso.errors import InputRejected, LedgerError
from sayso.exports import presence as shown
from sayso.exports import timeline
from sayso.ledger import bulk
from sayso.ledger.days import day_of
from sayso.ledger.presence import Presence, Query
from sayso.ledger.store import Ledger, open_ledger
from sayso.ledger.writing import Run
from sayso.records import ForceKind

PRESENCE: Mapping[str, Callable[[Presence], str | bytes]] = {
    "table": shown.as_text, "json": shown.as_json, "csv": shown.as_csv, "svg": timeline.svg, "png": timeline.png,
}  # fmt: skip
WHERE = click.option("--ledger", "where", required=True, envvar="SAYSO_LEDGER", metavar="WHERE",
                     help="A folder, or postgresql://USER@HOST/DATABASE. Also read from SAYSO_LEDGER.")  # fmt: skip


@contextmanager
def opened(where: str, *, create: bool = False) -> Iterator[tuple[Ledger, Rejects]]:
    """A ledger for one command; what a user can mend ends it with one sentence and status 2."""
    try:
        with run() as rejects, open_ledger(where, create=create) as ledger:
            yield ledger, rejects
    except LedgerError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)


@click.command(name="add")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@PUBLISHED
@WHERE
@click.option("--no-text", is_flag=True, help="Keep offsets, hashes and evidence, not the articles' texts.")
def add_command(inputs: tuple[str, ...], published: str | None, where: str, no_text: bool) -> None:
    """Code articles and keep them with their claims in a ledger. Safe to repeat, safe to kill.

    INPUT may also be a .parquet file of claims that export or code wrote.

    Example: sayso add news.jsonl --ledger ./ledger
    """
    with opened(where, create=True) as (ledger, rejects):
        with ledger.writing("add", version("sayso"), keep_text=not no_text) as writing:
            noted = _Noted(rejects, writing)
            files = tuple(name for name in inputs if name.endswith(".parquet"))
            others = tuple(name for name in inputs if name not in files)
            for _ in each(others, published, lambda article: pipeline.keep(article, writing), noted):
                pass
            for name in files:
                _add_claims(name, writing, noted)
        _report(writing)


class _Noted(Rejects):
    """Names what was rejected, and keeps it in the ledger too."""

    def __init__(self, outer: Rejects, writing: Run) -> None:
        self._outer, self._writing = outer, writing

    def report(self, error: InputRejected) -> None:
        self._outer.report(error)
        self._writing.reject(error)


def _add_claims(name: str, writing: Run, rejects: Rejects) -> None:
    try:
        for batch in bulk.entries(name):
            writing.add_all(batch)
    except InputRejected as error:
        rejects.report(error)


def _report(writing: Run) -> None:
    for notice in writing.notices:
        click.echo(notice, err=True)
    c = writing.counts
    click.echo(f"added {c.articles:,} articles with {c.claims:,} claims; {c.unchanged:,} were there; {c.rejects:,} rejected", err=True)


@click.command(name="presence")
@click.option("--force", metavar="WHO", help="Whose forces: a country (RUS, Russia) or the name of a group.")
@click.option("--place", metavar="WHERE", help="A country (ARM), a border (ARM+TUR), or the name of a town, base or region.")
@click.option("--kind", type=click.Choice(get_args(ForceKind)), help="Only this kind of force (and what is only called forces).")
@click.option("--as-of", metavar="DATE", help="The day asked about. Default: the last day anything is known of.")
@click.option("--known-by", metavar="DATE", help="Only what had been published by then.")
@click.option("--recorded-by", metavar="TIME", help="Only what this ledger had recorded by then (a date, or a date-time).")
@click.option("--format", "form", type=click.Choice(list(PRESENCE)), default="table", help="Default: table.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file, not to stdout.")
@WHERE
def presence_command(where: str, form: str, output: Path | None, **asked: str | None) -> None:
    """Say whose forces are where, since when, according to whom.

    Example: sayso presence --force RUS --place ARM --as-of 2024-05-09 --ledger ./ledger
    """
    if not asked["force"] and not asked["place"]:
        raise click.UsageError("name --force, --place or both")
    query = Query(**{**asked, **{name: _date(name, asked[name]) for name in ("as_of", "known_by")}})
    with opened(where) as (ledger, _):
        write(PRESENCE[form](ledger.presence(query)), output)


def _date(name: str, value: str | None) -> str | None:
    if value is not None and day_of(value) is None:
        raise click.UsageError(f"--{name.replace('_', '-')} {value!r} is no date; give EDTF, such as 2024-05-09")
    return value


def write(data: str | bytes, output: Path | None) -> None:
    """To a file, or to stdout."""
    raw = data.encode() if isinstance(data, str) else data
    if output is not None:
        output.write_bytes(raw)
    else:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
