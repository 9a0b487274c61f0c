"""The commands cite and verify: a claim that another can check without the ledger."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from sayso.answers.citing import cited
from sayso.cli.debug import DEBUG
from sayso.cli.ending import tell
from sayso.cli.ledger import WHERE, opened_ledger
from sayso.cli.output import write
from sayso.cli.shell import run
from sayso.cli.tally import Rejects
from sayso.errors import InputRejected, Unreadable
from sayso.exports.citation import CITATION_FORMS
from sayso.exports.interchange.kept import kept_claims
from sayso.judge import bundle
from sayso.ledger.queries import DESCRIPTION


@click.command(name="cite")
@click.argument("claim", metavar="ID")
@click.option(
    "--format", "form", type=click.Choice([*CITATION_FORMS, "bundle"]), default="footnote", help="Default: footnote."
)
@click.option("--with-text", is_flag=True, help="Put the article's text into the bundle. Mind whose text it is.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file, not to stdout.")
@WHERE
@DEBUG
def cite_command(claim: str, where: str, form: str, with_text: bool, output: Path | None) -> None:
    """Cite a claim (the beginning of its id will do): footnote, CSL-JSON, BibTeX, or a bundle for sayso verify.

    Example: sayso cite fc46561523eefd53 --format bundle -o claim.json --ledger ./ledger
    """
    if with_text and form != "bundle":
        raise click.UsageError("--with-text is for --format bundle")
    with opened_ledger(where) as (ledger, _), ledger.reading() as connection:
        found = cited(connection, where, claim)
        (item,) = kept_claims([found.row])
        page = {name: found.row[name] for name in DESCRIPTION}
        held = bundle.bundle(item.claim, page, found.state, found.text if with_text else None)
        if form == "bundle":
            write(json.dumps(held, ensure_ascii=False, indent=1) + "\n", output, (where,))
        else:
            write(CITATION_FORMS[form](item, held["sha256"]), output, (where,), shown=form == "footnote")


@click.command(name="verify")
@click.argument("bundles", nargs=-1, required=True, metavar="BUNDLE...")
@click.option("--text", "page", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="The article's text, from elsewhere: each span is checked in it.")  # fmt: skip
@DEBUG
def verify_command(bundles: tuple[str, ...], page: Path | None) -> None:
    """Check bundles that sayso cite wrote; no ledger is needed. Status 1 where one of them does not hold.

    Example: sayso verify claim.json --text page.txt
    """
    with run() as rejects:
        text = _bytes(str(page)).decode("utf-8", "replace") if page else None
        bad = sum([_verified(name, text, rejects) for name in bundles])
    if bad:
        sys.exit(1)


def _verified(name: str, text: str | None, rejects: Rejects) -> bool:
    """Says of a bundle whether it holds; true where it does not."""
    try:
        held = bundle.read(_bytes(name), name)
    except InputRejected as error:
        rejects.report(error)
        return False
    found = list(bundle.faults(held, text))
    for fault in found:
        tell(f"{name}: {fault}", one_line=True)
    if not found:
        checked = "seal, id, evidence and every span" if text or bundle.has_text(held) else "seal, id and evidence"
        click.echo(f"{name}: holds ({checked})")
    return bool(found)


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Unreadable(name, error.strerror or str(error)) from error
