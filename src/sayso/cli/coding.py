"""The commands that read: code, annotate, relate, why."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click
import msgspec

from sayso import pipeline
from sayso.claims.codebook import Codebook
from sayso.claims.relate.relation import Types
from sayso.cli.asked import GuestOptions, guests
from sayso.cli.clustering import clustering, own_files
from sayso.cli.debug import DEBUG, debugging
from sayso.cli.device import on_device
from sayso.cli.ending import tell
from sayso.cli.inputs import Given, taking
from sayso.cli.output import result_stream
from sayso.cli.shell import (
    each_article,
    each_printed,
    in_threads,
    line,
    out,
    own_tables,
    own_words,
    run,
)
from sayso.cli.tally import Rejects
from sayso.errors import InputRejected, MalformedRecord
from sayso.exports import WRITERS


@click.command(name="code")
@taking()
@click.option(
    "--format", "form", type=click.Choice(["table", *WRITERS]), help="Default: table on a terminal, jsonl in a pipe."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file, not to stdout.")
@click.option("--uncoded", is_flag=True, help="In the table, also list what was not coded and why.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that code.")
@on_device
@guests
@DEBUG
@own_tables
@clustering
def code_command(
    given: Given,
    form: str | None,
    output: Path | None,
    uncoded: bool,
    workers: int,
    guest: GuestOptions | None,
    codebook: Codebook,
) -> None:
    """Code articles: write the claims they make.

    With --guest a large model proposes claims, and those are taken that verify in the text (docs/guests.md).

    With --cluster they are coded by many machines; a run that ended goes on from its parts (docs/scale.md).

    Example: sayso code page.txt --published 2024-05-09
    """
    form = form or ("table" if sys.stdout.isatty() and output is None else "jsonl")
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("parquet is no text for a terminal; give --output FILE or a pipe")
    if workers > 1 and guest is not None:
        raise click.UsageError("--workers are for Sayso's own coder; a guest is asked by one process")
    with run(given) as rejects, _coder(guest, codebook, rejects) as code:
        if guest is not None and guest.dry_run:
            from sayso.cli.guests import bill  # noqa: PLC0415  (who codes without one waits for no network library)

            bill(guest, given, codebook, rejects)
            return
        if workers == 1 or debugging():  # a trace does not come out of another process
            coded = each_article(given, code, rejects, codebook.names)
        else:
            coded = _by_workers(given, workers, rejects)
        if form == "table":
            _write_accounts(coded, uncoded, output, given.names, rejects)
        else:
            _write_claims(coded, form, output, given.names, rejects)


def _coder(
    guest: GuestOptions | None, codebook: Codebook, rejects: Rejects
) -> AbstractContextManager[Callable[..., pipeline.Coded]]:
    """What codes one article: Sayso, or a guest."""
    if guest is None or guest.dry_run:
        return nullcontext(partial(pipeline.code, codebook=codebook))
    from sayso.cli.guests import coding  # noqa: PLC0415

    return coding(guest, codebook, rejects)


def _by_workers(given: Given, workers: int, rejects: Rejects) -> Iterator[tuple[str, pipeline.Coded]]:
    from sayso.cli.workers import coded  # noqa: PLC0415  (it brings numpy arrays that one process does without)

    return coded(given, workers, own_files(), rejects)


CodedInputs = Iterable[tuple[str, pipeline.Coded]]


def _write_accounts(
    coded: CodedInputs, uncoded: bool, output: Path | None, inputs: tuple[str, ...], rejects: Rejects
) -> None:
    from sayso.exports import account  # noqa: PLC0415  (claims in JSON wait for no terminal)

    if output is None:
        deque(each_printed(coded, account.printer(sys.stdout, uncoded=uncoded), rejects), maxlen=0)
        return
    with result_stream(output, inputs) as stream, TextIOWrapper(stream, "utf-8", write_through=True) as text:
        deque(each_printed(coded, account.printer(text, uncoded=uncoded), rejects), maxlen=0)


def _write_claims(
    coded: CodedInputs, form: str, output: Path | None, inputs: tuple[str, ...], rejects: Rejects
) -> None:
    writer = WRITERS[form]
    packed = each_printed(_noted(coded, rejects), lambda item: writer.packed(item.claims), rejects)
    with result_stream(output, inputs) as stream:
        writer.write(packed, stream)


def _noted(coded: CodedInputs, rejects: Rejects) -> CodedInputs:
    """Articles that are kept but not coded are named on stderr."""
    for source, item in coded:
        for no in () if rejects.given.quiet else item.uncoded:
            if no.stage == "language":
                tell(f"not coded: {source}: {no.reason}", one_line=True)
        yield source, item


@click.command(name="annotate")
@taking()
@click.option("--layers", required=True, metavar="NAME,NAME", help=f"Any of {','.join(pipeline.LAYERS)}, or all.")
@DEBUG
@own_tables
def annotate_command(given: Given, layers: str, codebook: Codebook) -> None:
    """Write layers of articles as JSON Lines, one object an article.

    Example: sayso annotate page.txt --layers parts,attributions
    """
    asked = [name.strip() for name in layers.split(",") if name.strip()]
    names = list(pipeline.LAYERS) if asked == ["all"] else asked
    unknown = [name for name in names if name not in pipeline.LAYERS]
    if unknown or not names:
        raise click.UsageError(
            f"no layer {(unknown or [''])[0]!r}; known layers are {', '.join(pipeline.LAYERS)}; or all"
        )
    with run(given) as rejects:
        read = each_article(given, partial(pipeline.annotate, layers=names, codebook=codebook), rejects, codebook.names)
        out(each_printed(read, line, rejects))


@click.command(name="relate")
@click.argument("source", metavar="INPUT", type=click.File("rb"))
@click.option(
    "--types", type=click.Choice(["plover", "sayso"]), default="plover", show_default=True,
    help="Event types as PLOVER's own table has them, or as `code` gives them.",
)  # fmt: skip
@DEBUG
@own_words
def relate_command(source: Any, types: Types, codebook: Codebook) -> None:
    """Say what a marked actor does to a marked recipient, for JSON Lines of {id, sentence, actor, recipient}.

    Example: sayso relate pairs.jsonl
    """
    with run() as rejects:
        out(each_printed(_relations(source, types, codebook, rejects), line, rejects))


def _relations(
    stream: Iterable[bytes], types: Types, codebook: Codebook, rejects: Rejects
) -> Iterator[tuple[str, dict[str, Any]]]:
    name = getattr(stream, "name", "stdin")
    numbered = ((line, f"{name}:{number}") for number, line in enumerate(stream, 1) if line.strip())
    for where, found in in_threads(partial(_relation, types, codebook), numbered):
        if isinstance(found, InputRejected):
            rejects.report(found)
        else:
            yield where, found


def _relation(
    types: Types, codebook: Codebook, numbered: tuple[bytes, str]
) -> tuple[str, dict[str, Any] | InputRejected]:
    line, where = numbered
    try:
        return where, pipeline.relate(_record(line, where), where, codebook, types)
    except InputRejected as error:
        return where, error


def _record(line: bytes, where: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise MalformedRecord(where, f"not a JSON object ({error})", what="a pair") from error
    return row


@click.command(name="why")
@taking(1, "INPUT")
@click.option("--claim", metavar="ID", help="The id of a claim (its first signs are enough).")
@DEBUG
@own_tables
def why_command(given: Given, claim: str | None, codebook: Codebook) -> None:
    """Give the reasons of a claim; without --claim, what was not coded and the first stage that said no.

    Example: sayso why page.txt --claim 3fa9
    """
    from sayso.exports import account  # noqa: PLC0415

    with run(given) as rejects:
        found = each_article(given, partial(pipeline.code, codebook=codebook), rejects, codebook.names)
        if claim is None:
            deque(each_printed(found, account.uncoded_printer(sys.stdout), rejects), maxlen=0)
        else:
            account.print_reasons([item for _, item in found], claim)
