"""The command recode: a ledger brought to this coder and codebook."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import click

from sayso.answers.store import Ledger
from sayso.claims.codebook import Codebook
from sayso.claims.coding import extract
from sayso.cli.debug import DEBUG
from sayso.cli.ending import tell
from sayso.cli.ledger import WHERE, Noted, opened_ledger
from sayso.cli.output import result_stream
from sayso.cli.shell import line, own_tables
from sayso.cli.start import heed
from sayso.cli.tally import Rejects
from sayso.english.counting import agreeing, many, were
from sayso.exports.differences import diff, row
from sayso.exports.terminal import harmless
from sayso.ledger import recoding
from sayso.ledger.assertions import coder_name
from sayso.ledger.writing import Run
from sayso.upkeep.recoding import ClaimChange, RecodingTally, recode


@click.command(name="recode")
@click.option("--dry-run", is_flag=True, help="Read all anew and print what would change; keep nothing.")
@click.option("--format", "form", type=click.Choice(["diff", "jsonl"]),
              help="Default: diff on a terminal, jsonl in a pipe.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file, not to stdout.")
@WHERE
@DEBUG
@own_tables
def recode_command(where: str, dry_run: bool, form: str | None, output: Path | None, codebook: Codebook) -> None:
    """Bring a ledger to this coder and codebook: read every text it keeps anew, and print which claims changed.

    Ids hang on words, so reviews and citations stay with their claims; what the new coder no longer claims is told,
    and judgements of it are stale. A run that was stopped goes on where it stopped.

    Example: sayso recode --codebook my-codebook.yaml --dry-run --ledger ./ledger
    """
    form = form or ("diff" if sys.stdout.isatty() and output is None else "jsonl")
    with opened_ledger(where, upgrade=not dry_run) as (ledger, rejects):
        with ledger.reading() as connection:
            todo = recoding.waiting(connection, coder_name(extract.coder(codebook)))
        tally = RecodingTally()
        with _writing(ledger, rejects, dry_run, codebook) as (run, noted), result_stream(output, (where,)) as stream:
            for change in recode(ledger, run, codebook, noted.report, tally, lambda: _step(rejects)):
                stream.write(_printed(change, form, shown=output is None))
        _tell(tally, todo, dry_run)


def _printed(change: ClaimChange, form: str, *, shown: bool) -> bytes:
    given = (change.kind, change.claim, change.fields, change.reviewed_by)
    if form == "jsonl":
        return line(row(*given))
    words = diff(*given)
    return (harmless(words) if shown else words).encode("utf-8", "replace")


def _step(rejects: Rejects) -> None:
    heed()
    rejects.step()


@contextmanager
def _writing(
    ledger: Ledger, rejects: Rejects, dry_run: bool, codebook: Codebook
) -> Iterator[tuple[Run | None, Rejects]]:
    """A run, and who is told of what is refused; none where nothing is to be kept."""
    if dry_run:
        yield None, rejects
        return
    with ledger.writing("recode", version("sayso"), names=codebook.names) as run:
        yield run, Noted(rejects, run, codebook)
    for notice in run.notices:
        tell(notice)


def _tell(tally: RecodingTally, todo: recoding.Waiting, dry_run: bool) -> None:
    fields = ", ".join(f"{name} {n:,}" for name, n in tally.fields.most_common())
    kinds = tally.kinds
    stale = f"; {many(tally.stale, 'judgement')} {agreeing(tally.stale, 'is', 'are')} stale" if tally.stale else ""
    tell(f"{'would recode' if dry_run else 'recoded'} {many(tally.articles, 'text')}: "
         f"{many(tally.same, 'claim')} {agreeing(tally.same, 'as it was', 'as they were')}, "
         f"{kinds['changed']:,} changed{f' ({fields})' if fields else ''}, {kinds['new']:,} new, "
         f"{kinds['gone']:,} gone{stale}")  # fmt: skip
    if todo.unreadable:
        tell(
            f"{were(todo.unreadable, 'text')} not kept (--no-text, Parquet), so "
            f"{agreeing(todo.unreadable, 'it stays', 'they stay')} as read"
        )
    if todo.overtaken:
        tell(f"{were(todo.overtaken, 'text')} read by this coder and codebook before, and by another one since, "
             "which stays the current one: a ledger goes forward only")  # fmt: skip
