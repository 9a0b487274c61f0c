"""The command compare: two coders side by side."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from sayso.answers.coders import coder_named, read_by_all
from sayso.cli.debug import DEBUG
from sayso.cli.files import A_FILE
from sayso.cli.ledger import opened_ledger
from sayso.cli.output import result_stream, write
from sayso.errors import MalformedRecord, Unreadable, UsageError
from sayso.exports import comparison
from sayso.judge.compare import Comparison, compare
from sayso.records import Claim, from_json

Claims = dict[str, list[Mapping[str, Any]]]


@click.command(name="compare")
@click.argument("first", metavar="FIRST")
@click.argument("second", metavar="SECOND")
@click.option("--ledger", "where", metavar="WHERE",
              help="FIRST and SECOND are coders of this ledger (the beginning of a name will do).")  # fmt: skip
@click.option("--format", "form", type=click.Choice(list(comparison.FORMS)), default="text", help="Default: text.")
@click.option("--differences", type=A_FILE, metavar="A_FILE",
              help="Write each claim of either, with the fields in which they differ, as JSON Lines.")  # fmt: skip
@click.option("-o", "--output", type=A_FILE, help="Write the figures to a file, not to stdout.")
@DEBUG
def compare_command(
    first: str, second: str, where: str | None, form: str, differences: Path | None, output: Path | None
) -> None:
    """Lay two coders side by side, field by field. FIRST and SECOND are files of claims, as sayso code and sayso export
    write them in JSON Lines, or with --ledger coders.

    A claim is the same where the second's predicate lies in the first's clause, and act or event type agree.

    Example: sayso compare monday.jsonl tuesday.jsonl --differences differ.jsonl
    """
    names, found, inputs = _from_files(first, second) if where is None else _from_ledger(where, first, second)
    if differences is not None:
        with result_stream(differences, inputs) as stream:
            stream.writelines(comparison.comparison_lines(found))
    write(comparison.FORMS[form](found, *names), output, inputs, shown=form == "text")


ComparedCoders = tuple[tuple[str, str], Comparison, Sequence[str]]


def _from_ledger(where: str, first: str, second: str) -> ComparedCoders:
    with opened_ledger(where) as (ledger, _), ledger.reading() as connection:
        names = coder_named(connection, ledger.where, first), coder_named(connection, ledger.where, second)
        if names[0] == names[1]:
            raise UsageError(f"both are {names[0]}; name two coders")
        pages, (one, two) = read_by_all(connection, names)
    if not pages:
        raise UsageError(f"no version of a page was read by both {names[0]} and {names[1]}")
    return names, compare(pages, one, two), (where,)


def _from_files(first: str, second: str) -> ComparedCoders:
    one, two = _read(first), _read(second)
    return (first, second), compare(sorted({*one, *two}), one, two), (first, second)


def _read(name: str) -> Claims:
    """A file's claims by article. Raises MalformedRecord for a line that is no claim."""
    found: Claims = defaultdict(list)
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Unreadable(name, error.strerror or str(error)) from error
    for number, line in enumerate(raw.splitlines(), 1):
        if line.strip():
            claim = _claim(line, f"{name}:{number}")
            found[claim["article_id"]].append(claim)
    return found


def _claim(line: bytes, where: str) -> dict[str, Any]:
    try:
        from_json(line, Claim)
    except ValueError as error:
        raise MalformedRecord(where, str(error), what="a claim as sayso code writes it") from error
    claim: dict[str, Any] = json.loads(line)
    return claim
