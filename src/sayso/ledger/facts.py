"""The claims that a brief folds: found by what they name, counted in the database, read only for the facts that are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from sayso.ledger.asking import Asked
from sayso.ledger.batch import CHUNK
from sayso.ledger.brief import Brief, Edit, Source, Telling, brief, sentence
from sayso.ledger.days import day_of
from sayso.ledger.queries import Axis, current, ties
from sayso.ledger.schema import articles, claims, codings, mentions, records, versions
from sayso.records import Claim, Quantity, Strength, from_json

WHO = ("actor", "force")
A_FACT = 40
"""Claims of one fact that are read in full, for its footnotes and figures; all are counted."""


def answer(connection: sa.Connection, question: str, asked: Asked, axis: Axis, shown: int) -> Brief:
    """The brief on what is asked, of at most `shown` facts."""
    found = _facts(connection, asked, axis)
    tellings = _tellings(connection, found[:shown], asked, axis)
    sources = _sources(connection, tellings)
    same = _tied(connection, "happening", [s.claim.id for s in sources])
    made = brief(question, tellings, sources, same, since=asked.since, known_by=axis.known_by)
    edits = tuple(_edits(connection, asked, axis)) if asked.since else ()
    return replace(made, edits=edits, left_out=max(0, len(found) - shown))


def _conditions(asked: Asked) -> tuple[list[tuple[sa.FromClause, ColumnElement[bool]]], list[ColumnElement[bool]]]:
    """The joins and conditions that keep the claims asked about."""
    wanted = [(asked.who, WHO), (asked.whom, ("recipient",)), (asked.places, ("place",)), (asked.named, (*WHO, "recipient", "place"))]
    joins: list[tuple[sa.FromClause, ColumnElement[bool]]] = []
    for keys, roles in wanted:
        for key in keys:
            m = mentions.alias()
            joins.append((m, (m.c.claim == claims.c.n) & (m.c.key == key) & m.c.role.in_(roles)))
    c = claims.c
    rest = [*([c.moves] if asked.moves else []), *([c.act.in_(asked.types) | c.event_type.in_(asked.types)] if asked.types else [])]
    first, last = day_of(asked.first), day_of(asked.last)
    rest += [*([sa.func.coalesce(c.last_day, versions.c.known) >= first] if first else []),
             *([sa.func.coalesce(c.first_day, versions.c.known) <= last] if last else [])]  # fmt: skip
    return joins, rest


def _facts(connection: sa.Connection, asked: Asked, axis: Axis) -> list[str]:
    """Facts, those on most origins first, then those told by most articles."""
    joins, rest = _conditions(asked)
    c = claims.c
    origins, pages = sa.func.count(c.origin.distinct()), sa.func.count(c.article_id.distinct())
    query = sa.select(c.fact).select_from(_joined(joins)).where(*current(c.coding, axis), *rest)
    ordered = query.group_by(c.fact).order_by(origins.desc(), pages.desc(), sa.func.max(versions.c.known).desc(), c.fact)
    return list(connection.scalars(ordered))


def _joined(joins: Sequence[tuple[sa.FromClause, ColumnElement[bool]]]) -> sa.FromClause:
    source: sa.FromClause = claims
    for table, condition in joins:
        source = source.join(table, condition)
    pages = (versions.c.article_id == codings.c.article_id) & (versions.c.version == codings.c.version)
    return source.join(codings, codings.c.n == claims.c.coding).join(versions, pages)


def _tellings(connection: sa.Connection, facts: Sequence[str], asked: Asked, axis: Axis) -> list[Telling]:
    """All claims of the facts shown, narrow."""
    joins, rest = _conditions(asked)
    c = claims.c
    query = sa.select(c.n, c.id, c.fact, c.article_id, c.origin, c.side, versions.c.known).distinct().select_from(_joined(joins))
    rows = list(connection.execute(query.where(c.fact.in_(facts), *current(c.coding, axis), *rest)))
    groups = _tied(connection, "copy", [row.article_id for row in rows])
    return [Telling(n, name, fact, article, groups.get(article, article), origin, side, known)
            for n, name, fact, article, origin, side, known in rows]  # fmt: skip


def _tied(connection: sa.Connection, kind: str, ids: Sequence[str]) -> dict[str, str]:
    """What each of the ids is tied to."""
    unique = sorted(set(ids))
    chunks = (unique[i : i + CHUNK] for i in range(0, len(unique), CHUNK))
    return {t["source"]: t["target"] for chunk in chunks for t in ties(connection, kind, chunk)}


def _sources(connection: sa.Connection, tellings: Sequence[Telling]) -> list[Source]:
    """Of each fact some claims in full, the earliest of each origin first."""
    chosen: dict[int, Telling] = {}
    by_fact: dict[str, list[Telling]] = defaultdict(list)
    for t in sorted(tellings, key=lambda t: (t.known, t.n)):
        by_fact[t.fact].append(t)
    for told in by_fact.values():
        first = list({t.origin: t for t in reversed(told)}.values())
        chosen |= {t.n: t for t in [*first, *told][:A_FACT]}
    a, numbers, found = articles.c, sorted(chosen), []
    for i in range(0, len(numbers), CHUNK):
        query = sa.select(claims.c.n, records.c.json, a.url, a.title, a.publisher, a.published).where(
            claims.c.n.in_(numbers[i : i + CHUNK]), records.c.claim == claims.c.n,
            a.article_id == claims.c.article_id, a.version == claims.c.version,
        )  # fmt: skip
        found += [Source(from_json(row.json, Claim), chosen[row.n], row.url, row.title, row.publisher, row.published)
                  for row in connection.execute(query)]  # fmt: skip
    return found


def _edits(connection: sa.Connection, asked: Asked, axis: Axis) -> list[Edit]:
    """Pages edited since the day, whose claims about what is asked changed."""
    since, until = day_of(asked.since) or "", day_of(axis.known_by) or "9999"
    v = versions.c
    later = sa.select(v.article_id, v.version, v.supersedes, v.known).where(v.known > since, v.known <= until, v.supersedes.is_not(None))
    found = []
    for article, version, before, known in connection.execute(later.order_by(v.known, v.n)):
        old, new = (_said(connection, article, which, asked) for which in (before, version))
        if set(old) != set(new):
            title = connection.scalar(sa.select(articles.c.title).where(articles.c.article_id == article, articles.c.version == version))
            gone = tuple(old[f] for f in old if f not in new)
            found.append(Edit(article, title, known, gone, tuple(new[f] for f in new if f not in old)))
    return found


def _said(connection: sa.Connection, article: str, version: str, asked: Asked) -> dict[str, str]:
    """What a version of an article says of what is asked: fact → sentence with its status and numbers."""
    joins, rest = _conditions(asked)
    c = claims.c
    query = sa.select(c.n, records.c.json).select_from(_joined(joins).join(records, records.c.claim == c.n)).distinct()
    rows = connection.execute(query.where(c.article_id == article, c.version == version, *rest).order_by(c.n))
    told = [from_json(json, Claim) for _, json in rows]
    return {line: line for line in (f"{sentence(t)} — {t.status}{_numbers(t)}" for t in told)}


def _numbers(claim: Claim) -> str:
    strength = claim.movement.strength if claim.movement else None
    told: list[Quantity | Strength] = [*claim.quantities, *([strength] if strength else [])]
    return "".join(dict.fromkeys(f", {q.value:,g} {q.of}" if q.value is not None else f", {q.text}" for q in told))
