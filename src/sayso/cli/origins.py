"""The command that counts say-sos: how many pages, statements, origins and sides stand behind what is told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from sayso import pipeline
from sayso.answers.origins import Origins
from sayso.claims.codebook import Codebook
from sayso.cli.debug import DEBUG
from sayso.cli.ending import tell
from sayso.cli.inputs import Given, taking
from sayso.cli.ledger import opened_ledger
from sayso.cli.shell import articles_of, own_tables, print_lines, run
from sayso.exports import origins as shown
from sayso.exports.terminal import harmless
from sayso.ground.names import Names

HAPPENINGS_SHOWN = 20
"""Happenings of a table."""


@click.command(name="origins")
@taking(-1, "INPUT... | QUERY", required=False)
@click.option("--ledger", "where", metavar="WHERE", help="Ask a ledger instead: QUERY is then words, as for brief.")
@click.option(
    "--claim",
    metavar="ID",
    help="With --ledger: the happening that this claim tells (the beginning of its id is enough).",
)
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), help="Default: table on a terminal, jsonl in a pipe."
)
@click.option(
    "--all", "everything", is_flag=True, help=f"Show all happenings as a table, not the first {HAPPENINGS_SHOWN}."
)
@DEBUG
@own_tables
def origins_command(
    given: Given,
    where: str | None,
    claim: str | None,
    form: str | None,
    everything: bool,
    codebook: Codebook,
) -> None:
    """Count on whose word it rests: pages, statements, origins (least to most) and sides of each thing that is told.

    INPUT is a text, HTML or JSON Lines file, a folder of them, or - for standard input.

    Example: sayso origins page1.html page2.html
    """
    _checked(given.names, where, claim)
    found, rejected = _asked(where, " ".join(given.names), claim, codebook.names) if where else _read(given, codebook)
    if where and not found.accounts:
        tell("nothing of that is in the ledger")
    if (form or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        print_lines(shown.account_rows(found))
    else:
        for line in shown.origin_lines(found, None if everything else HAPPENINGS_SHOWN):
            click.echo(harmless(line))
    sys.exit(1 if rejected else 0)


def _checked(names: Sequence[str], where: str | None, claim: str | None) -> None:
    """Raises UsageError where it is not clear what is asked of what."""
    if not names and not claim:
        raise click.UsageError("give INPUT, or --ledger WHERE with words to look for or --claim ID")
    if claim and not where:
        raise click.UsageError("--claim needs --ledger WHERE")
    file = next((name for name in names if where and Path(name).exists()), None)
    if file:
        raise click.UsageError(
            f"{file} is a file, and a ledger is asked in words; leave out --ledger, or add the file to the ledger first"
        )


def _asked(where: str, query: str, claim: str | None, names: Names) -> tuple[Origins, int]:
    """What a ledger holds of a query or around a claim."""
    with opened_ledger(where) as (ledger, _):
        return (ledger.origins_of(claim, names) if claim else ledger.origins(query, names)), 0


def _read(given: Given, codebook: Codebook) -> tuple[Origins, int]:
    """What some pages tell, and how many were rejected."""
    with run(given) as rejects:
        read = articles_of(given, rejects, codebook.names)
        found = pipeline.origins(read, codebook, rejects.report)
        failed, rejects.count = rejects.count, 0
    return found, failed
