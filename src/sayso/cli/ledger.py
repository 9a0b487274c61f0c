"""The commands of the ledger: add, presence, brief."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, get_args

import click

from sayso import pipeline
from sayso.answers.question import narrowed_question
from sayso.answers.store import Ledger, open_ledger
from sayso.claims.codebook import Codebook
from sayso.claims.coding.extract import coder
from sayso.cli.debug import DEBUG
from sayso.cli.ending import tell
from sayso.cli.inputs import Given, taking
from sayso.cli.output import write
from sayso.cli.shell import each_article, edtf_option, own_names, own_tables, run
from sayso.cli.tally import Rejects
from sayso.english.counting import many, were
from sayso.errors import HeldBack, InputRejected, LedgerError
from sayso.exports import brief as briefs
from sayso.exports.answers import PRESENCE
from sayso.ground.names import Names
from sayso.ledger.scope import Axis, Query
from sayso.ledger.writing import Run
from sayso.linking.tying import Read
from sayso.records import ForceKind
from sayso.stages import going_on
from sayso.upkeep.withdrawing import withdraw
from sayso.web import is_address

WHERE = click.option("--ledger", "where", required=True, envvar="SAYSO_LEDGER", metavar="WHERE",
                     help="A folder, or postgresql://USER@HOST/DATABASE. Also read from SAYSO_LEDGER.")  # fmt: skip


@contextmanager
def opened_ledger(
    where: str, *, create: bool = False, upgrade: bool = False, given: Given | None = None
) -> Iterator[tuple[Ledger, Rejects]]:
    """A ledger for one command; what a user can mend ends it with one sentence and status 2."""
    try:
        with run(given) as rejects, open_ledger(where, create=create, upgrade=upgrade) as ledger:
            yield ledger, rejects
    except LedgerError as error:
        tell(f"Error: {error}")
        sys.exit(2)


@click.command(name="add")
@taking(remembers=True)
@WHERE
@click.option("--no-text", is_flag=True, help="Keep offsets, hashes and evidence, not the articles' texts.")
@DEBUG
@own_tables
def add_command(given: Given, where: str, no_text: bool, codebook: Codebook) -> None:
    """Code articles and keep them with their claims in a ledger. Safe to repeat, safe to kill.

    INPUT may also be a .parquet file of claims that export or code wrote.

    An address is fetched, a feed by the pages that it lists: by the rules of the hosts' robots.txt, and not again while
    they say that it is unchanged.

    Example: sayso add news.jsonl --ledger ./ledger
    """
    with opened_ledger(where, create=True, given=given) as (ledger, rejects):
        with ledger.writing("add", version("sayso"), keep_text=not no_text, names=codebook.names) as writing:
            noted = Noted(rejects, writing, codebook)
            files = tuple(name for name in given.names if name.endswith(".parquet") and not is_address(name))
            others = replace(given, names=tuple(name for name in given.names if name not in files))
            unkept: dict[tuple[str, str], Read] = {}  # of articles whose texts the ledger does not keep
            kept = each_article(others, partial(pipeline.keep, run=writing, codebook=codebook), noted, codebook.names)
            fresh = ((source, coded.article) for source, coded in kept if coded is not None)
            if no_text:
                to_tie = partial(pipeline.to_tie, names=codebook.names)
                unkept.update(read for _, read in going_on(fresh, to_tie, noted.report))
            else:
                deque(fresh, maxlen=0)
            for name in files:
                pipeline.keep_file(name, writing, noted.report)
            pipeline.tie(writing, noted.report, unkept)
        if not given.quiet:
            _report(writing, given.web.unchanged if given.web else 0)


class Noted(Rejects):
    """Names what was rejected, and keeps it in the ledger too."""

    def __init__(self, outer: Rejects, writing: Run, codebook: Codebook) -> None:
        self.__dict__ = outer.__dict__  # one count of both
        self._writing, self._codebook = writing, codebook

    def report(self, error: InputRejected) -> None:
        """As ever, and a row of the ledger's rejects; a kill of a story that the ledger has is no reject, it is
        obeyed."""
        if isinstance(error, HeldBack) and withdraw(self._writing, error, coder(self._codebook)):
            return
        self._writing.reject(error)
        super().report(error)


def _report(writing: Run, unchanged: int) -> None:
    """`unchanged`: pages that were not even fetched again."""
    for notice in writing.notices:
        tell(notice)
    c, there = writing.counts, writing.counts.unchanged + unchanged
    tell(
        f"added {many(c.articles, 'article')} with {many(c.claims, 'claim')}; {were(there)} there; "
        f"{c.rejects:,} rejected"
    )


@click.command(name="presence")
@click.option("--force", metavar="WHO", help="Whose forces: a country (RUS, Russia) or the name of a group.")
@click.option(
    "--place", metavar="WHERE", help="A country (ARM), a border (ARM+TUR), or the name of a town, base or region."
)
@click.option(
    "--kind", type=click.Choice(get_args(ForceKind)), help="Only this kind of force (and what is only called forces)."
)
@click.option(
    "--as-of",
    metavar="DATE",
    callback=edtf_option,
    help="The day asked about. Default: the last day anything is known of.",
)
@click.option("--known-by", metavar="DATE", callback=edtf_option, help="Only what had been published by then.")
@click.option(
    "--recorded-by",
    metavar="TIME",
    callback=edtf_option,
    help="Only what this ledger had recorded by then (a date, or a date-time).",
)
@click.option("--format", "form", type=click.Choice(list(PRESENCE)), default="table", help="Default: table.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file, not to stdout.")
@WHERE
@own_names
def presence_command(where: str, form: str, output: Path | None, names: Names, **asked: str | None) -> None:
    """Say whose forces are where, since when, according to whom.

    Example: sayso presence --force RUS --place ARM --as-of 2024-05-09 --ledger ./ledger
    """
    if not asked["force"] and not asked["place"]:
        raise click.UsageError("name --force, --place or both")
    with opened_ledger(where) as (ledger, _):
        shows = form == "table" or (form != "json" and output is None and sys.stdout.isatty())
        write(PRESENCE[form](pipeline.ask(ledger, Query(**asked), names)), output, (where,), shown=shows)


@click.command(name="brief")
@click.argument("question", required=False)
@click.option("--actor", multiple=True, metavar="WHO", help="Who acts, or whose force: a country or a name.")
@click.option("--recipient", multiple=True, metavar="WHO", help="Who is acted upon.")
@click.option("--place", multiple=True, metavar="WHERE", help="Where it happens.")
@click.option(
    "--type",
    "kinds",
    multiple=True,
    metavar="TYPE",
    help="A type, of the act or the event: PLOVER's, or your codebook's.",
)
@click.option(
    "--from",
    "first",
    metavar="DATE",
    callback=edtf_option,
    help="Happened on that day or later (told, where nothing says when).",
)
@click.option("--to", "last", metavar="DATE", callback=edtf_option, help="Happened on that day or before.")
@click.option(
    "--since",
    metavar="DATE",
    callback=edtf_option,
    help="Mark what is new after that day, and list the pages that were changed.",
)
@click.option("--known-by", metavar="DATE", callback=edtf_option, help="Only what had been published by then.")
@click.option("--recorded-by", metavar="TIME", callback=edtf_option, help="Only what this ledger had recorded by then.")
@click.option("--lines", default=20, show_default=True, type=click.IntRange(1, 500), help="Facts shown.")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html"]), default="text", help="Default: text."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file, not to stdout.")
@WHERE
@own_names
def brief_command(
    where: str, question: str | None, form: str, output: Path | None, lines: int, names: Names, **options: Any
) -> None:
    """Say what is claimed, by whom, on how many origins, what is disputed and what changed.

    Example: sayso brief "Russian troops in Armenia" --ledger ./ledger
    """
    with opened_ledger(where) as (ledger, _):
        axis = Axis(options.pop("known_by"), options.pop("recorded_by"))
        wanted = narrowed_question(question, ledger.own_types, names, **options)
        if wanted is None:
            raise click.UsageError("ask in words, or with --actor, --recipient, --place, --type, --from or --to")
        found = ledger.brief(wanted, axis, lines, names)
        write(briefs.FORMATS[form](replace(found, question=question or found.question)), output, (where,), shown=True)
