"""The commands sample and audit: how good a ledger's claims are, by people who judge a part of them."""

from __future__ import annotations

import re
from pathlib import Path

import click
import msgspec

from sayso.answers.sampling import BY, Wanted, sample
from sayso.cli.debug import DEBUG
from sayso.cli.ending import tell
from sayso.cli.files import A_FILE
from sayso.cli.ledger import WHERE, opened_ledger
from sayso.cli.output import result_stream, write
from sayso.cli.shell import edtf_option
from sayso.english.counting import many
from sayso.errors import OutputError, Unreadable, UsageError
from sayso.exports import audit as cards
from sayso.exports import sheet
from sayso.judge import verdicts
from sayso.judge.audit import audit, disputes, settle
from sayso.judge.sample import read
from sayso.ledger.scope import Axis
from sayso.records import to_json


@click.command(name="sample")
@click.option("--claims", default=200, show_default=True, type=click.IntRange(1), metavar="N", help="Claims to draw.")
@click.option("--sentences", default=200, show_default=True, type=click.IntRange(0), metavar="N",
              help="Sentences to draw in which the coder sees no claim; without any there is no recall.")  # fmt: skip
@click.option("--seed", default=1, show_default=True, metavar="N", help="Another seed draws other ones.")
@click.option("--by", type=click.Choice(list(BY)), default="act", show_default=True,
              help="What claims are put into strata by; of each at least two are drawn.")  # fmt: skip
@click.option("--auditor", "auditors", multiple=True, default=("first", "second"), metavar="NAME",
              help="Who will judge, each alone in a sheet of his or her own. Default: first and second.")  # fmt: skip
@click.option("--known-by", metavar="DATE", callback=edtf_option, help="Only what had been published by then.")
@click.option("--recorded-by", metavar="TIME", callback=edtf_option, help="Only what this ledger had recorded by then.")
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
              help="A new folder for sample.json and the sheets.")  # fmt: skip
@WHERE
@DEBUG
def sample_command(
    where: str, claims: int, sentences: int, seed: int, by: str, auditors: tuple[str, ...], output: Path,
    **limits: str | None,
) -> None:  # fmt: skip
    """Draw claims, and sentences without one, for people to judge: a sample with known chances, and a sheet for each
    auditor (CSV). The same ledger and seed give the same sample.

    Example: sayso sample --claims 300 --sentences 300 --auditor ann --auditor bob -o audit --ledger ./ledger
    """
    with opened_ledger(where) as (ledger, _):
        _fit(output, auditors)
        with ledger.reading() as connection:
            drawn, shown = sample(connection, Wanted(claims, sentences, seed, by, Axis(**limits)))
        _folder(output)
        for name in auditors:
            with result_stream(output / f"{name}.csv") as stream:
                sheet.write(shown, name, seed, stream)
        write(msgspec.json.format(to_json(drawn), indent=1) + b"\n", output / "sample.json")
    sizes = [(sum(s.drawn for s in strata), sum(s.size for s in strata)) for strata in (drawn.claims, drawn.sentences)]
    (some, of_claims), (others, of_sentences) = sizes
    tell(f"drawn: {some:,} of {many(of_claims, 'claim')}, {others:,} of {many(of_sentences, 'sentence')} without one")
    if drawn.textless:
        pages = many(drawn.pages, "page")
        tell(f"of {drawn.textless:,} of {pages} no text is kept: none of their sentences can be drawn")


def _fit(output: Path, auditors: tuple[str, ...]) -> None:
    """Raises UsageError where the folder or the names will not do."""
    if output.exists() and any(output.iterdir()):
        raise UsageError(f"{output} is not empty; give a new folder, so that no sheet is result_stream over")
    for name in auditors:
        if not re.fullmatch(r"[\w.-]+", name) or name.startswith("."):
            raise UsageError(f"--auditor {name!r} is to be the name of a file; use letters, digits, - and _")
    if len({name.lower() for name in auditors}) < len(auditors):
        raise UsageError("--auditor names somebody twice")


def _folder(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(str(output), f"{error.strerror or error}; check that its folder may be written") from error


@click.command(name="audit")
@click.argument("sample_file", metavar="SAMPLE", type=A_FILE)
@click.argument("sheets", nargs=-1, required=True, metavar="SHEET...", type=A_FILE)
@click.option("--settled", type=A_FILE, metavar="SHEET", help="What somebody settled of what the auditors dispute.")
@click.option("--disputed", type=A_FILE, metavar="A_FILE",
              help="Write what is still disputed as a sheet, for somebody to settle.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(list(cards.FORMS)), default="text", help="Default: text.")
@click.option("-o", "--output", type=A_FILE, help="Write the card to a file, not to stdout.")
@DEBUG
def audit_command(
    sample_file: Path, sheets: tuple[Path, ...], settled: Path | None, disputed: Path | None, form: str,
    output: Path | None,
) -> None:  # fmt: skip
    """Say from filled sheets how good the claims are: precision and recall of each field, weighted, with 95 %
    intervals; a card that can be published.

    Example: sayso audit audit/sample.json audit/ann.csv audit/bob.csv --format markdown -o card.md
    """
    inputs = tuple(map(str, (sample_file, *sheets, *([settled] if settled else []))))
    drawn = read(_bytes(sample_file), str(sample_file))
    known = {item.id: item.unit for item in drawn.items}
    said = [verdicts.read(_bytes(path), str(path), known) for path in sheets]
    over = verdicts.read(_bytes(settled), str(settled), known, partly=True) if settled else {}
    found = audit(drawn, said, over)
    if disputed is not None:
        rows = [row for _, row in verdicts.sheet_lines(_bytes(sheets[0]), str(sheets[0]))]
        with result_stream(disputed, inputs) as stream:
            sheet.write_disputed(rows, disputes(settle(known, said, over)), stream)
    write(cards.FORMS[form](found), output, inputs, shown=form == "text")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(str(path), error.strerror or str(error)) from error
