"""The command line: thin commands over functions. Data goes to stdout, messages to stderr.

Exit status: 0 all done, 1 some inputs were rejected (each named), 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click
import msgspec

from sayso import account, intake, pipeline, settings
from sayso.errors import InputRejected, MalformedRecord, UsageError
from sayso.exports import WRITERS
from sayso.records import Article, to_json


class _Rejects:
    """Counts and names what was rejected, so that the rest can go on."""

    def __init__(self) -> None:
        self.count = 0

    def report(self, error: InputRejected) -> None:
        """One line on stderr: what, where, what to do."""
        self.count += 1
        click.echo(f"rejected [{error.stage}/{error.reason}] {error}", err=True)


@contextmanager
def _run() -> Iterator[_Rejects]:
    rejects = _Rejects()
    try:
        yield rejects
    except UsageError as error:
        raise click.UsageError(str(error)) from error
    except BrokenPipeError:
        with suppress(OSError):
            sys.stderr.close()
        sys.exit(0)
    if rejects.count:
        sys.exit(1)


def _articles(inputs: tuple[str, ...], published: str | None, rejects: _Rejects) -> Iterator[Article]:
    bar = _progress()
    for item in intake.articles(inputs, published=published, settings=settings.load()):
        bar()
        if isinstance(item, InputRejected):
            rejects.report(item)
        else:
            yield item


def _progress() -> Callable[[], None]:
    """Counts articles on stderr, only where somebody watches and the data goes elsewhere."""
    shown = sys.stderr.isatty() and not sys.stdout.isatty()
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if shown and done % 25 == 0:
            click.echo(f"\r{done:,} articles", err=True, nl=False)

    return step


def _each(inputs: tuple[str, ...], published: str | None, work: Callable[[Article], Any], rejects: _Rejects) -> Iterator[Any]:
    for article in _articles(inputs, published, rejects):
        try:
            yield work(article)
        except InputRejected as error:
            rejects.report(error)


INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
PUBLISHED = click.option("--published", metavar="DATE", help="Day the inputs were published (EDTF, 2024-05-09), where they do not say it.")


@click.group()
@click.version_option(package_name="sayso")
def main() -> None:
    """Read news and write claims: who did what to whom, whether it was done, and on whose say-so.

    INPUT is a text, HTML or JSON Lines file, a folder of them, or - for standard input.
    """


@main.command(name="code")
@INPUTS
@PUBLISHED
@click.option("--format", "form", type=click.Choice(["table", *WRITERS]), help="Default: table on a terminal, jsonl in a pipe.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file, not to stdout.")
@click.option("--uncoded", is_flag=True, help="In the table, also list what was not coded and why.")
def code_command(inputs: tuple[str, ...], published: str | None, form: str | None, output: Path | None, uncoded: bool) -> None:
    """Code articles: write the claims they make.

    Example: sayso code page.txt --published 2024-05-09
    """
    form = form or ("table" if sys.stdout.isatty() and output is None else "jsonl")
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("parquet is no text for a terminal; give --output FILE or a pipe")
    with _run() as rejects:
        coded = _each(inputs, published, pipeline.code, rejects)
        if form == "table":
            account.print_codings(coded, uncoded=uncoded, output=output)
            return_status(rejects)
        else:
            _write_claims(coded, form, output)


def return_status(rejects: _Rejects) -> None:
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


@main.command(name="annotate")
@INPUTS
@PUBLISHED
@click.option("--layers", required=True, metavar="NAME,NAME", help=f"Any of {','.join(pipeline.LAYERS)}.")
def annotate_command(inputs: tuple[str, ...], published: str | None, layers: str) -> None:
    """Write layers of articles as JSON Lines, one object an article.

    Example: sayso annotate page.txt --layers parts,attributions
    """
    names = [name.strip() for name in layers.split(",") if name.strip()]
    unknown = [name for name in names if name not in pipeline.LAYERS]
    if unknown or not names:
        raise click.UsageError(f"no layer {(unknown or [''])[0]!r}; known layers are {', '.join(pipeline.LAYERS)}")
    with _run() as rejects:
        _lines(_each(inputs, published, lambda article: pipeline.annotate(article, names), rejects))


@main.command(name="relate")
@click.argument("source", metavar="INPUT", type=click.File("rb"))
def relate_command(source: Any) -> None:
    """Say what a marked actor does to a marked recipient, for JSON Lines of {id, sentence, actor, recipient}.

    Example: sayso relate pairs.jsonl
    """
    with _run() as rejects:
        _lines(_relations(source, rejects))


def _relations(stream: Iterable[bytes], rejects: _Rejects) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(stream, 1):
        where = f"{getattr(stream, 'name', 'stdin')}:{number}"
        if not line.strip():
            continue
        try:
            yield pipeline.relate(_record(line, where), where)
        except InputRejected as error:
            rejects.report(error)


def _record(line: bytes, where: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedRecord(where, f"not a JSON object ({error})") from error
    return row


@main.command(name="why")
@click.argument("inputs", nargs=1, metavar="INPUT")
@PUBLISHED
@click.option("--claim", metavar="ID", help="The id of a claim (its first signs are enough).")
def why_command(inputs: str, published: str | None, claim: str | None) -> None:
    """Give the reasons of a claim; without --claim, what was not coded and the first stage that said no.

    Example: sayso why page.txt --claim 3fa9
    """
    with _run() as rejects:
        found = list(_each((inputs,), published, pipeline.code, rejects))
        if claim is None:
            account.print_uncoded(found)
        else:
            account.print_reasons(found, claim)


def _lines(rows: Iterable[Any]) -> None:
    for row in rows:
        sys.stdout.buffer.write(to_json(row) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
