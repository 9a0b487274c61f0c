"""The command export: a ledger in the forms of other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sayso.cli.debug import DEBUG
from sayso.cli.ending import tell
from sayso.cli.ledger import WHERE, opened_ledger
from sayso.cli.output import result_stream, write
from sayso.cli.shell import edtf_option
from sayso.exports.ledger import FORMS
from sayso.ledger.scope import Axis
from sayso.records import to_json


@click.command(name="export", epilog=f"Formats: {'; '.join(f'{name}: {form.says}' for name, form in FORMS.items())}.")
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="jsonl", help="Default: jsonl.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file, not to stdout.")
@click.option("--losses", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write what the format could not hold to a file (JSON); else it is told on stderr.")  # fmt: skip
@click.option("--known-by", metavar="DATE", callback=edtf_option, help="Only what had been published by then.")
@click.option("--recorded-by", metavar="TIME", callback=edtf_option, help="Only what this ledger had recorded by then.")
@click.option("--all", "everything", is_flag=True, help="Also claims of overtaken versions and earlier coders.")
@WHERE
@DEBUG
def export_command(
    where: str, form: str, output: Path | None, losses: Path | None, everything: bool, **limits: str | None
) -> None:
    """Write the ledger's claims or happenings for other programs, and tell what the format cannot hold.

    Example: sayso export --format parquet -o claims.parquet --ledger ./ledger
    """
    chosen = FORMS[form]
    if chosen.binary and output is None and sys.stdout.isatty():
        raise click.UsageError(f"{form} is no text for a terminal; give --output FILE or a pipe")
    if everything and not chosen.overtaken:
        raise click.UsageError(f"--all: {form} counts happenings and pages as they stand; leave --all out")
    with opened_ledger(where) as (ledger, _):
        with result_stream(output, (where,)) as stream:
            report = chosen.write(ledger, Axis(**limits), everything, stream)
        if losses is not None:
            write(to_json(report.as_data() if report else {"format": form, "lost": {}}) + b"\n", losses, (where,))
        elif report is not None:
            for line in report.lines():
                tell(line)
