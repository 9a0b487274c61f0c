"""The command that counts say-sos: how many pages, statements, origins and sides stand behind what is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import click

from sayso import pipeline
from sayso.answers import recorded
from sayso.answers.question import asked
from sayso.claims.codebook import Codebook
from sayso.cli.debug import DEBUG
from sayso.cli.ledger import opened
from sayso.cli.shell import PUBLISHED, articles, going_on, lines, own_tables, run
from sayso.copies.sketch import Sketch
from sayso.exports.terminal import harmless
from sayso.ground.names import Names
from sayso.linking import tying
from sayso.linking.linker import Linker
from sayso.records import Article
from sayso.stages import stage
from sayso.stories.accounts import Account, accounts
from sayso.stories.notices import notices, reached
from sayso.stories.origins import Origin
from sayso.stories.relations import Reach, reach, relations
from sayso.stories.told import Page, Told

UNDOING = ("corrects", "retracts")
WORDS = 160
"""Code points of the words of a happening that are shown."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What some pages tell: their accounts, what was undone, and how much was looked at."""

    accounts: Sequence[Account]
    reaches: Sequence[Reach]
    seen: str
    titles: Mapping[str, str]


@click.command(name="origins")
@click.argument("given", nargs=-1, metavar="INPUT... | QUERY")
@PUBLISHED
@click.option("--ledger", "where", metavar="WHERE", help="Ask a ledger instead: QUERY is then words, as for brief.")
@click.option(
    "--claim",
    metavar="ID",
    help="With --ledger: the happening that this claim tells (the beginning of its id is enough).",
)
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), help="Default: table on a terminal, jsonl in a pipe."
)
@click.option("--all", "everything", is_flag=True, help=f"Show all happenings as a table, not the first {SHOWN}.")
@DEBUG
@own_tables
def origins_command(
    given: tuple[str, ...],
    published: str | None,
    where: str | None,
    claim: str | None,
    form: str | None,
    everything: bool,
    codebook: Codebook,
) -> None:
    """Count on whose word it rests: pages, statements, origins (least to most) and sides of each thing that is told.

    INPUT is a text, HTML or JSON Lines file, a folder of them, or - for standard input.

    Example: sayso origins page1.html page2.html
    """
    if not given and not claim:
        raise click.UsageError("give INPUT, or --ledger WHERE with words to look for or --claim ID")
    if claim and not where:
        raise click.UsageError("--claim needs --ledger WHERE")
    found = (
        _of_ledger(where, " ".join(given), claim, codebook.names) if where else _of_inputs(given, published, codebook)
    )
    if (form or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        lines(_rows(found))
    else:
        for line in _table(found, None if everything else SHOWN):
            click.echo(harmless(line))
    sys.exit(1 if isinstance(found, _Partly) else 0)


class _Partly(Found):
    """What was found where some inputs were rejected."""


def _of_ledger(where: str, query: str, claim: str | None, names: Names) -> Found:
    """What a ledger holds of a query or around a claim."""
    with opened(where) as (ledger, _), ledger.reading() as connection:
        pages = recorded.pages_seen(connection)
        name, told = (
            recorded.around(connection, claim)
            if claim
            else ("", recorded.asked_for(connection, asked(query, ledger.own_types, names)))
        )
        if claim and not name:
            raise click.UsageError(
                f"no such claim: no id in the ledger {where} begins {claim!r}; sayso export lists them"
            )
        ties = recorded.notices(connection, sorted({t.page.id for t in told}))
        reaches = [*_reaches(told), *(reached(told, n, target) for n, target in ties)]
    kept = [a for a in accounts(told, names) if not name or name in a.claims]
    return Found(
        kept,
        _bearing(reaches, kept),
        f"{_many(pages, 'page')} in this ledger, others unknown",
        _titles(t.page for t in told),
    )


def _of_inputs(inputs: tuple[str, ...], published: str | None, codebook: Codebook) -> Found:
    """What some pages tell, read, linked and coded now; nothing is kept."""
    with run() as rejects:
        named = list(going_on(articles(inputs, published, rejects, codebook.names), _linkable, rejects))
        read = [article for _, (article, _) in named]
        linker = Linker()
        linker.add(outline for _, (_, outline) in named)
        found = notices(read)
        apart = {n.article for n, _ in found if n.kind == "retracts"}
        pages = [
            Page.of(a, where.copy_group, notice=a.id in apart) for a, where in zip(read, linker.linked(), strict=True)
        ]
        at = ((source, (article, page)) for (source, (article, _)), page in zip(named, pages, strict=True))
        told = [t for _, some in going_on(at, partial(_told, codebook), rejects) for t in some]
        undone = [reached(told, n, target) for n, target in found if target is not None]
        failed, rejects.count = rejects.count, 0
    made = accounts(told, codebook.names)
    kind = _Partly if failed else Found
    return kind(made, [*_reaches(told), *undone], f"{_many(len(read), 'page')} seen, others unknown", _titles(pages))


def _linkable(source: str, article: Article) -> tuple[Article, Sketch]:
    """An article with what linking reads of it."""
    with stage("link", source, article.raw_hash):
        return article, tying.read(article)[0]


def _told(codebook: Codebook, source: str, given: tuple[Article, Page]) -> list[Told]:
    article, page = given
    return [Told(claim, page) for claim in pipeline.code(article, codebook=codebook, source=source).claims]


def _reaches(told: Sequence[Told]) -> list[Reach]:
    ids = {t.claim.id for t in told}
    return [reach(r, told) for r in relations(told) if r.kind in UNDOING and r.claim in ids and r.other in ids]


def _bearing(reaches: Sequence[Reach], kept: Sequence[Account]) -> list[Reach]:
    ids = {c for a in kept for c in a.claims}
    return [r for r in reaches if ids & {*r.claims, r.by}]


def _titles(pages: Any) -> dict[str, str]:
    return {p.id: p.title or p.publisher or p.id for p in pages}


def _many(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _rows(found: Found) -> Iterator[dict[str, Any]]:
    for a in found.accounts:
        undone = [r.sentence for r in found.reaches if set(r.claims) & set(a.claims)]
        yield {**asdict(a), "undone": undone, "seen": found.seen}


def _table(found: Found, most: int | None) -> Iterator[str]:
    yield f"{found.seen}; {_many(len(found.accounts), 'happening')}"
    for number, a in enumerate(found.accounts[:most], 1):
        yield ""
        yield from _block(number, a, found)
    left = len(found.accounts) - (most or len(found.accounts))
    if left > 0:
        yield f"\n{left:,} more; --all shows them"


def _block(number: int, a: Account, found: Found) -> Iterator[str]:
    says = a.words if len(a.words) <= WORDS else a.words[:WORDS].rsplit(" ", 1)[0] + " …"
    yield f"{number:2}  {a.act}{f' {a.mode}' if a.mode else ''}, {a.status}: “{says}”"
    least, most = a.fewest_origins, a.most_origins
    counted = _many(most, "origin") if least == most else f"{least} to {most} origins"
    pages = f"{_many(len(a.pages), 'page')}, {_many(a.copy_groups, 'text')}"
    yield f"    {pages} · {_many(len(a.statements), 'statement')} · {counted} · {_many(len(a.sides), 'side')}"
    for o in a.origins:
        yield f"      {o.name} ({o.side_name}){_maybe(o, a.origins)}: {', '.join(o.pages)}"
    yield from _remarks(a, {o.key: o.name for o in a.origins}, found)


def _maybe(origin: Origin, others: Sequence[Origin]) -> str:
    """Whom an unnamed source may be, or on whose word a medium that names nobody may rest."""
    named = [o.name for o in others if o.key in origin.perhaps and (origin.own or not o.own)]
    if not named:
        return ""
    return (
        f"; names no source, may rest on {' or '.join(named)}"
        if origin.own
        else f"; possibly the same as {' or '.join(named)}"
    )


def _remarks(a: Account, names: Mapping[str, str], found: Found) -> Iterator[str]:
    if a.bottleneck:
        yield f"    all hang on {a.bottleneck}"
    yield {"published": "    the origin's own page is among these", "quoted": "    the origin's words are quoted",
           "none": "    the origin's own words were not seen"}[a.own_words]  # fmt: skip
    for family in a.families:
        yield f"    one owner ({family.owner}): {', '.join(family.publishers)}"
    if len(a.variants) > 1:
        for v in a.variants:
            yield f"    {v.of}: {v.text} — {', '.join(names.get(k, k) for k in v.origins) or 'on hearsay'}"
    for d in a.against:
        yield f"    against: {d.about} ({', '.join(d.sides)})"
    for r in found.reaches:
        if set(r.claims) & set(a.claims):
            yield f"    {r.sentence}"
