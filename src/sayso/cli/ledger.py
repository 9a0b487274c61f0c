"""The commands of the ledger: add, presence, brief, export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

import click

from sayso import pipeline
from sayso.cli.shell import PUBLISHED, Rejects, each, run
from sayso.errors import InputRejected, LedgerError
from sayso.ledger import bulk
from sayso.ledger.store import Ledger, open_ledger
from sayso.ledger.writing import Run

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
