"""The commands that read: code, annotate, relate, why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
import msgspec

from sayso import pipeline
from sayso.claims.codebook import Codebook
from sayso.claims.relate.relation import Types
from sayso.cli.shell import INPUTS, PUBLISHED, Rejects, each, lines, own_tables, own_words, run, side_by_side
from sayso.errors import InputRejected, MalformedRecord
from sayso.exports import WRITERS, account


@click.command(name="code")
@INPUTS
@PUBLISHED
@click.option("--format", "form", type=click.Choice(["table", *WRITERS]), help="Default: table on a terminal, jsonl in a pipe.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file, not to stdout.")
@click.option("--uncoded", is_flag=True, help="In the table, also list what was not coded and why.")
@own_tables
def code_command(
    inputs: tuple[str, ...], published: str | None, form: str | None, output: Path | None, uncoded: bool, codebook: Codebook
) -> None:
    """Code articles: write the claims they make.

    Example: sayso code page.txt --published 2024-05-09
    """
    form = form or ("table" if sys.stdout.isatty() and output is None else "jsonl")
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("parquet is no text for a terminal; give --output FILE or a pipe")
    with run() as rejects:
        coded = each(inputs, published, partial(pipeline.code, codebook=codebook), rejects)
        if form == "table":
            account.print_codings(coded, uncoded=uncoded, output=output)
            return_status(rejects)
        else:
            _write_claims(coded, form, output)


def return_status(rejects: Rejects) -> None:
    """Kept apart so that a table, too, ends with the status that scripts read."""
    if rejects.count:
        sys.exit(1)


def _write_claims(coded: Iterable[pipeline.Coded], form: str, output: Path | None) -> None:
    claims = (claim for item in _noted(coded) for claim in item.claims)
    if output is None:
        WRITERS[form](claims, sys.stdout.buffer)
        sys.stdout.flush()
    else:
        with output.open("wb") as stream:
            WRITERS[form](claims, stream)


def _noted(coded: Iterable[pipeline.Coded]) -> Iterator[pipeline.Coded]:
    """Articles that are kept but not coded are named on stderr."""
    for item in coded:
        for no in item.coding.uncoded:
            if no.stage == "language":
                click.echo(f"not coded: {item.article.id}: {no.reason}", err=True)
        yield item


@click.command(name="annotate")
@INPUTS
@PUBLISHED
@click.option("--layers", required=True, metavar="NAME,NAME", help=f"Any of {','.join(pipeline.LAYERS)}.")
@own_tables
def annotate_command(inputs: tuple[str, ...], published: str | None, layers: str, codebook: Codebook) -> None:
    """Write layers of articles as JSON Lines, one object an article.

    Example: sayso annotate page.txt --layers parts,attributions
    """
    names = [name.strip() for name in layers.split(",") if name.strip()]
    unknown = [name for name in names if name not in pipeline.LAYERS]
    if unknown or not names:
        raise click.UsageError(f"no layer {(unknown or [''])[0]!r}; known layers are {', '.join(pipeline.LAYERS)}")
    with run() as rejects:
        lines(each(inputs, published, partial(pipeline.annotate, layers=names, codebook=codebook), rejects))


@click.command(name="relate")
@click.argument("source", metavar="INPUT", type=click.File("rb"))
@click.option(
    "--types", type=click.Choice(["plover", "sayso"]), default="plover", show_default=True,
    help="Event types as PLOVER's own table has them, or as `code` gives them.",
)  # fmt: skip
@own_words
def relate_command(source: Any, types: Types, codebook: Codebook) -> None:
    """Say what a marked actor does to a marked recipient, for JSON Lines of {id, sentence, actor, recipient}.

    Example: sayso relate pairs.jsonl
    """
    with run() as rejects:
        lines(_relations(source, types, codebook, rejects))


def _relations(stream: Iterable[bytes], types: Types, codebook: Codebook, rejects: Rejects) -> Iterator[dict[str, Any]]:
    name = getattr(stream, "name", "stdin")
    numbered = ((line, f"{name}:{number}") for number, line in enumerate(stream, 1) if line.strip())
    for found in side_by_side(partial(_relation, types, codebook), numbered):
        if isinstance(found, InputRejected):
            rejects.report(found)
        else:
            yield found


def _relation(types: Types, codebook: Codebook, numbered: tuple[bytes, str]) -> dict[str, Any] | InputRejected:
    line, where = numbered
    try:
        return pipeline.relate(_record(line, where), where, codebook, types)
    except InputRejected as error:
        return error


def _record(line: bytes, where: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedRecord(where, f"not a JSON object ({error})") from error
    return row


@click.command(name="why")
@click.argument("inputs", nargs=1, metavar="INPUT")
@PUBLISHED
@click.option("--claim", metavar="ID", help="The id of a claim (its first signs are enough).")
@own_tables
def why_command(inputs: str, published: str | None, claim: str | None, codebook: Codebook) -> None:
    """Give the reasons of a claim; without --claim, what was not coded and the first stage that said no.

    Example: sayso why page.txt --claim 3fa9
    """
    with run() as rejects:
        found = list(each((inputs,), published, partial(pipeline.code, codebook=codebook), rejects))
        if claim is None:
            account.print_uncoded(found)
        else:
            account.print_reasons(found, claim)
