"""The command claim add: claims that people enter by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sayso import pipeline
from sayso.answers.store import Ledger
from sayso.claims.codebook import Codebook
from sayso.cli.debug import DEBUG
from sayso.cli.ending import tell
from sayso.cli.files import A_FILE
from sayso.cli.inputs import dating
from sayso.cli.ledger import WHERE, opened_ledger
from sayso.cli.shell import own_tables, print_lines
from sayso.cli.tally import Rejects
from sayso.english.counting import many, were
from sayso.errors import MalformedRecord, UsageError
from sayso.guests.admission import Terms
from sayso.ledger.writing import Run
from sayso.records import Article
from sayso.upkeep import entering

NumberedLine = tuple[str, Any]
"""A line of the input with where it stands."""


@click.group(name="claim")
@DEBUG
def claim_group() -> None:
    """Claims that people enter by hand.

    Example: sayso claim add claims.jsonl --by ann --ledger ./ledger
    """


@claim_group.command(name="add")
@click.argument("source", metavar="FILE", type=click.File("rb"))
@click.option("--by", "name", required=True, metavar="NAME", help="Who enters them; the coder is human:NAME.")
@click.option("--article", metavar="ID", help="The article they are of, where they do not say article_id.")
@click.option("--file", "path", type=A_FILE, metavar="FILE",
              help="They are of a file (picture, post, original) instead: its hash is their evidence.")  # fmt: skip
@click.option("--shows", metavar="TEXT", help="What is to be seen in it, in your words: the claims quote these.")
@click.option("--published", metavar="DATE", callback=dating, help="The day of the file.")
@click.option("--confidence", type=click.FloatRange(0, 1), default=1.0, show_default=True, help="How sure you are.")
@click.option("--dry-run", is_flag=True, help="Check them, and keep nothing.")
@WHERE
@DEBUG
@own_tables
def claim_add_command(
    source: Any, name: str, article: str | None, path: Path | None, shows: str | None, published: str | None,
    confidence: float, dry_run: bool, where: str, codebook: Codebook,
) -> None:  # fmt: skip
    """Check claims that a person made, and keep those that verify beside the machine's.

    FILE (- for standard input) has a claim a line, as JSON in the fields of the record. Wanted are evidence and
    predicate (words of the article), act, status and a party; ids, event type and offsets are worked out.

    Example: sayso claim add claims.jsonl --by ann --ledger ./ledger
    """
    if (path is None) != (shows is None) or (path is not None and article is not None):
        raise click.UsageError("--file and --shows go together, and without --article")
    with opened_ledger(where, create=path is not None and not dry_run, upgrade=not dry_run) as (ledger, rejects):
        terms = Terms(entering.person(name, version("sayso"), codebook), confidence, person=True)
        own = entering.of_file(path, shows or "", terms.coder, published) if path is not None else None
        by_article = _by_article(ledger, where, own, _rows(source, rejects), article)
        if dry_run:
            _enter(ledger, None, by_article, terms, codebook, rejects, own is not None)
            return
        with ledger.writing("claim add", version("sayso"), names=codebook.names) as run:
            _enter(ledger, run, by_article, terms, codebook, rejects, own is not None)
            pipeline.tie(run, rejects.report)


def _rows(source: Any, rejects: Rejects) -> Iterator[NumberedLine]:
    for number, line in enumerate(source, 1):
        where = f"{getattr(source, 'name', 'stdin')}:{number}"
        try:
            if line.strip():
                yield where, json.loads(line)
        except (ValueError, RecursionError) as error:
            rejects.report(MalformedRecord(where, f"no JSON ({error})", what="a claim"))


def _by_article(
    ledger: Ledger, where: str, own: Article | None, rows: Iterator[NumberedLine], article: str | None
) -> list[tuple[Article, list[NumberedLine]]]:
    """The claims by the article that they are of. Raises UsageError where one names none."""
    if own is not None:
        return [(own, list(rows))]
    found: dict[str, list[NumberedLine]] = {}
    for at, raw in rows:
        name = article or (raw.get("article_id") if isinstance(raw, dict) else None)
        if not isinstance(name, str):
            raise UsageError(f"{at}: of which article? Give article_id, or --article ID, or --file")
        found.setdefault(name, []).append((at, raw))
    with ledger.reading() as connection:
        return [(entering.kept_text(connection, where, name), some) for name, some in found.items()]


def _enter(
    ledger: Ledger, run: Run | None, by_article: list[tuple[Article, list[NumberedLine]]], terms: Terms,
    codebook: Codebook, rejects: Rejects, file: bool,
) -> None:  # fmt: skip
    added = known = 0
    for article, rows in by_article:
        with ledger.reading() as connection:
            held = entering.entered_before(connection, article, terms.coder)
        page = entering.guest_page(article, codebook)
        done = entering.enter(run, held, page, [raw for _, raw in rows], terms, file=file)
        print_lines(done.added)
        added, known = added + len(done.added), known + done.known
        for refused in done.refused:
            at = next(at for at, raw in rows if raw is refused.given)
            rejects.report(MalformedRecord(at, "; ".join(map(str, refused.faults)), what="a claim that verifies"))
    there = f"; {were(known)} there" if known else ""
    tell(f"{'would add' if run is None else 'added'} {many(added, 'claim')} by {terms.coder.name}{there}; "
         f"{rejects.count:,} refused")  # fmt: skip
