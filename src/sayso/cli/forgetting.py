"""The command forget: one article's text and claims go for good."""

from __future__ import annotations

from importlib.metadata import version

import click

from sayso.answers.store import Ledger
from sayso.cli.debug import DEBUG
from sayso.cli.ending import tell
from sayso.cli.ledger import WHERE, opened_ledger
from sayso.cli.shell import print_lines
from sayso.cli.tally import Rejects
from sayso.english.counting import many
from sayso.errors import UsageError
from sayso.ledger import forgetting
from sayso.ledger.forgetting import Gone
from sayso.upkeep.forgetting import forget_article


@click.command(name="forget")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option("--note", metavar="TEXT", help="Why (kept with the tombstone; name nobody).")
@click.option("--dry-run", is_flag=True, help="Say what would go, and take nothing out.")
@click.option("--lift", is_flag=True, help="Let articles come back that were forgotten; what went stays gone.")
@WHERE
@DEBUG
def forget_command(articles: tuple[str, ...], where: str, note: str | None, dry_run: bool, lift: bool) -> None:
    """Take an article's text and claims out of a ledger for good. ARTICLE is its whole id, or its address.

    All versions go, with claims, reviews, ties and refusals. A tombstone stays: the id, the hash of each version, the
    ids of its claims, a hash of the address. sayso add then refuses the article, its address and its very text.

    Example: sayso forget story-17 --note "takedown of 3 May" --ledger ./ledger
    """
    if dry_run and lift:
        raise click.UsageError("--dry-run says what would be forgotten; leave --lift out")
    with opened_ledger(where, upgrade=not dry_run) as (ledger, rejects):
        with ledger.reading() as connection:
            ids = list(dict.fromkeys(forgetting.found(connection, where, name) for name in articles))
        if dry_run:
            _would(ledger, ids)
        elif lift:
            _lift(ledger, ids)
        else:
            _forget(ledger, ids, note, rejects)


def _would(ledger: Ledger, ids: list[str]) -> None:
    with ledger.reading() as connection:
        for name in ids:
            counts, others = forgetting.held_of(connection, name), forgetting.copies(connection, name)
            print_lines([{"article_id": name, **counts, "copies": list(others)}])
            tell(f"would forget {name}: {_counted(counts)}{_others(others)}")


def _lift(ledger: Ledger, ids: list[str]) -> None:
    with ledger.writing("forget", version("sayso")) as run:
        for name in ids:
            if not forgetting.lift(run, name):
                raise UsageError(f"nothing keeps article {name!r} out; it was not forgotten, or may come back already")
            tell(f"{name} may come back: sayso add keeps it again")


def _forget(ledger: Ledger, ids: list[str], note: str | None, rejects: Rejects) -> None:
    with ledger.writing("forget", version("sayso")) as run:
        done = [forget_article(run, name, rejects.report, note) for name in ids]
    forgetting.scrub(run.store)
    print_lines(_row(gone) for gone in done)
    for gone in done:
        stone, again = gone.tombstone, not gone.counts["versions"]
        before = f" (gone since {stone.day}; its remains were looked for once more)" if again else ""
        tell(f"forgot {stone.article}: {_counted(gone.counts)}{before}{_others(gone.copies)}")
    fresh = [gone.tombstone for gone in done if gone.counts["versions"]]
    if fresh:
        tell(f"the ledger's digest was {fresh[0].sha_before} and is {fresh[-1].sha_after}; the tombstones hold both")
    tell(f"not within reach: exports, bundles, what you added from, copies of the ledger{_SERVER * run.store.shared}")


_SERVER = "; the server's log, replicas and backups"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(many(n, what.removesuffix("s")) for what, n in counts.items())


def _others(copies: tuple[str, ...]) -> str:
    """Pages that carry the same words: they are others' pages, and stay unless they are named."""
    return f"; the same words stay on {', '.join(copies)}, which sayso forget takes too" if copies else ""


def _row(gone: Gone) -> dict[str, object]:
    stone = gone.tombstone
    return {"article_id": stone.article, "versions": list(stone.versions), "claims": list(stone.claims),
            "forgotten_at": stone.recorded_at, "note": stone.note, "ledger_before": stone.sha_before,
            "ledger_after": stone.sha_after, "copies": list(gone.copies)}  # fmt: skip
