"""The claims that a brief folds: found by what they name, counted in the database, read for the facts that are
shown."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from sayso.answers.brief.answer import Brief, Edit
from sayso.answers.brief.folding import FoldedTelling, Source, brief
from sayso.answers.question import AskedKeys, asked_roles
from sayso.answers.recorded import merged_sources, named_here, noticed, undone_by_pages
from sayso.answers.wording import sentence
from sayso.ground.edtf import day_of, first_day
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ledger.batch import CHUNK
from sayso.ledger.crossing import given_numbers, naming_all
from sayso.ledger.queries import current, current_ties
from sayso.ledger.schema import articles, claims, codings, mentions, records, versions
from sayso.ledger.scope import Axis
from sayso.ledger.sums import CLAIM_FIELDS_SUMMED, PAGE, check_sum, check_sums
from sayso.records import Claim, Quantity, Strength, from_json
from sayso.stories.told import Page, Told, day_out

FactRow = tuple[Any, ...]
TELLING = tuple(f.name for f in fields(FoldedTelling))
FACT, ARTICLE, ORIGIN, KNOWN = (TELLING.index(name) for name in ("fact", "article", "origin", "known"))


def answer(
    connection: sa.Connection, question: str, asked: AskedKeys, axis: Axis, shown: int, names: Names = PACKAGED_NAMES
) -> Brief:
    """The brief on what is asked, of at most `shown` facts; `names` tell whose a medium is."""
    asked = named_here(connection, asked)
    found, facts = _facts(_told(connection, asked, axis), shown)
    tellings = _grouped(connection, [FoldedTelling(*row) for told in found for row in told])
    sources = _one_voice(connection, _sources(connection, tellings), names)
    same = _tied(connection, "happening", [s.claim.id for s in sources])
    reaches = undone_by_pages(connection, (s.claim.id for s in sources), axis.known_by)
    made = brief(question, sources, same, reaches, since=asked.since, known_by=axis.known_by, names=names, most=shown)
    edits = tuple(_edits(connection, asked, axis)) if asked.since else ()
    return replace(made, edits=edits, left_out=made.left_out + max(0, facts - shown), unread=asked.unread)


def _one_voice(connection: sa.Connection, sources: Sequence[Source], names: Names) -> list[Source]:
    """The same with each source of their words under one name."""
    told = [Told(s.claim, s.page) for s in sources]
    under = merged_sources(connection, told, names).applied(told)
    return [replace(s, claim=t.claim) for s, t in zip(sources, under, strict=True)]


def conditions(asked: AskedKeys) -> list[ColumnElement[bool]]:
    """The conditions that keep the claims asked about; whom and what they name is found in the mentions alone, before
    any claim is read."""
    named = asked_roles(asked)
    return [*([claims.c.n.in_(_naming(named))] if named else []), *_limits(asked)]


def _limits(asked: AskedKeys) -> list[ColumnElement[bool]]:
    """The conditions that have nothing to do with mentions."""
    c, first, last = claims.c, first_day(asked.first), day_of(asked.last)
    return [
        *([c.moves] if asked.moves else []),
        *([c.act.in_(asked.types) | c.event_type.in_(asked.types)] if asked.types else []),
        *([sa.func.coalesce(c.last_day, versions.c.known) >= first] if first else []),
        *([sa.func.coalesce(c.first_day, versions.c.known) <= last] if last else []),
    ]  # fmt: skip


def _naming(named: Sequence[tuple[str, Sequence[str]]]) -> sa.Select[tuple[int]]:
    """Numbers of the claims that name every key in one of its roles."""
    tables = [mentions.alias() for _ in named]
    found = sa.select(tables[0].c.claim)
    for table, (key, kinds) in zip(tables, named, strict=True):
        found = found.where(table.c.key == key, table.c.role.in_(kinds), table.c.claim == tables[0].c.claim)
    return found


def _joined() -> sa.FromClause:
    pages = (versions.c.article_id == codings.c.article_id) & (versions.c.version == codings.c.version)
    return claims.join(codings, codings.c.n == claims.c.coding).join(versions, pages)


def _told(connection: sa.Connection, asked: AskedKeys, axis: Axis) -> Sequence[FactRow]:
    """All claims about what is asked: the columns of a Telling; each is its own copy as yet."""
    c, named = claims.c, asked_roles(asked)
    columns = (versions.c.known, c.n, c.crc, *(c[name] for name in CLAIM_FIELDS_SUMMED))
    query = sa.select(*columns).select_from(_joined()).where(*current(c.coding, axis))
    if len(named) > 1:
        query = query.where(*_limits(asked), c.n.in_(given_numbers(connection, naming_all(connection, named))))
    elif wanted := conditions(asked):
        query = query.where(*wanted)
    else:
        query = query.order_by(c.n.desc()).limit(LATEST_CLAIMS)
    rows = connection.execute(query).all()
    check_sums("claims", rows, 1)
    return [_told_of(row) for row in rows]


LATEST_CLAIMS = 2_000
"""Claims looked at where the words of a question narrow nothing: the last ones recorded."""
_told_of = itemgetter(
    1, *(3 + CLAIM_FIELDS_SUMMED.index(n) for n in ("id", "fact", "article_id", "article_id", "origin", "side")), 0
)


def _facts(told: Sequence[FactRow], most: int) -> tuple[list[list[FactRow]], int]:
    """The first facts by their tellings, those on most origins first, then those told by most articles, then the
    latest; and how many facts there are."""
    by_fact: dict[str, list[FactRow]] = defaultdict(list)
    for row in told:
        by_fact[row[FACT]].append(row)
    ranks = {fact: _told_widely(rows) for fact, rows in by_fact.items()}
    least = min(heapq.nlargest(most, ranks.values()), default=(0, 0, ""))
    first = sorted(fact for fact, rank in ranks.items() if rank >= least)
    return [by_fact[fact] for fact in sorted(first, key=ranks.__getitem__, reverse=True)[:most]], len(by_fact)


def _told_widely(fact: Sequence[FactRow]) -> tuple[int, int, str]:
    if len(fact) == 1:
        return 1, 1, fact[0][KNOWN]
    return len({row[ORIGIN] for row in fact}), len({row[ARTICLE] for row in fact}), max(row[KNOWN] for row in fact)


def _grouped(connection: sa.Connection, told: Sequence[FoldedTelling]) -> list[FoldedTelling]:
    """The same with their articles' copy groups."""
    groups = _tied(connection, "copy", [t.article for t in told])
    return [replace(t, copy=groups.get(t.article, t.article)) for t in told]


def _tied(connection: sa.Connection, kind: str, ids: Sequence[str]) -> dict[str, str]:
    """What each of the ids is tied to."""
    unique = sorted(set(ids))
    chunks = (unique[i : i + CHUNK] for i in range(0, len(unique), CHUNK))
    return {t["source"]: t["target"] for chunk in chunks for t in current_ties(connection, kind, chunk)}


def _sources(connection: sa.Connection, tellings: Sequence[FoldedTelling]) -> list[Source]:
    """The claims in full, with their pages; without those in words that withdraw or correct a story."""
    a, numbered, found = articles.c, {t.n: t for t in tellings}, []
    notes = noticed(connection, sorted({t.article for t in tellings}))
    numbers = sorted(numbered)
    for i in range(0, len(numbers), CHUNK):
        checked = [a.n.label("page"), a.crc.label("page_crc"), *(a[name] for name in PAGE)]
        query = sa.select(claims.c.n, records.c.json, records.c.crc, *checked).where(
            claims.c.n.in_(numbers[i : i + CHUNK]), records.c.claim == claims.c.n,
            a.article_id == claims.c.article_id, a.version == claims.c.version,
        )  # fmt: skip
        for row in connection.execute(query):
            check_sum("records", row.n, row.crc, (row.json,))
            check_sum("articles", row.page, row.page_crc, row[-len(PAGE) :])
            t = numbered[row.n]
            page = Page(t.article, t.copy, row.publisher, day_out(row.modified, row.published, t.known))
            found.append(Source(from_json(row.json, Claim), t, page, row.url, row.title, row.published))
    return [s for s in found if s.page.id not in notes or not notes[s.page.id].covers(s.claim)]


def _edits(connection: sa.Connection, asked: AskedKeys, axis: Axis) -> list[Edit]:
    """Pages edited since the day, whose claims about what is asked changed."""
    since, until = day_of(asked.since) or "", day_of(axis.known_by) or "9999"
    v = versions.c
    later = sa.select(v.article_id, v.version, v.supersedes, v.known).where(
        v.known > since, v.known <= until, v.supersedes.is_not(None)
    )
    found = []
    for article, version, before, known in connection.execute(later.order_by(v.known, v.n)):
        old, new = (_said(connection, article, which, asked) for which in (before, version))
        if set(old) != set(new):
            title = connection.scalar(
                sa.select(articles.c.title).where(articles.c.article_id == article, articles.c.version == version)
            )
            gone = tuple(old[f] for f in old if f not in new)
            found.append(Edit(article, title, known, gone, tuple(new[f] for f in new if f not in old)))
    return found


def _said(connection: sa.Connection, article: str, version: str, asked: AskedKeys) -> dict[str, str]:
    """What a version of an article says of what is asked: fact → sentence with its status and numbers."""
    c = claims.c
    query = (
        sa.select(c.n, records.c.crc, records.c.json)
        .select_from(_joined().join(records, records.c.claim == c.n))
        .distinct()
    )
    told = []
    for n, crc, json in connection.execute(
        query.where(c.article_id == article, c.version == version, *conditions(asked)).order_by(c.n)
    ):
        check_sum("records", n, crc, (json,))
        told.append(from_json(json, Claim))
    return {line: line for line in (f"{sentence(t)} — {t.status}{_numbers(t)}" for t in told)}


def _numbers(claim: Claim) -> str:
    strength = claim.movement.strength if claim.movement else None
    told: list[Quantity | Strength] = [*claim.quantities, *([strength] if strength else [])]
    return "".join(dict.fromkeys(f", {q.value:,g} {q.of}" if q.value is not None else f", {q.text}" for q in told))
