"""Claims of a ledger as stories need them: with their pages, copy groups and notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from sayso.answers.question import Asked, roles
from sayso.ledger.batch import CHUNK
from sayso.ledger.queries import claim_rows, ties
from sayso.ledger.schema import articles, claims, codings, mentions, versions
from sayso.ledger.scope import Axis
from sayso.records import Claim, from_json
from sayso.stories.notices import Notice
from sayso.stories.told import Page, Told, day_out

NOTICE_KINDS = ("retracts", "corrects")


def told(
    connection: sa.Connection, *conditions: ColumnElement[bool], axis: Axis | None = None, everything: bool = False
) -> list[Told]:
    """The current claims under some conditions on the ledger's tables, with their pages, on an axis; `everything` also
    gives what was overtaken."""
    rows = list(claim_rows(connection, axis or Axis(), *conditions, everything=everything))
    ids = sorted({row["article_id"] for row in rows})
    groups, about, older = targets(connection, "copy", ids), noticing(connection, ids), _older(connection, ids)
    pages = {}
    for row in rows:
        name, version = row["article_id"], row["version"]
        pages[name, version] = _page(dict(row), groups.get(name), older.get((name, version)), name in about)
    return [Told(from_json(row["json"], Claim), pages[row["article_id"], row["version"]]) for row in rows]


def _page(row: dict[str, str | None], group: str | None, supersedes: str | None, notice: bool) -> Page:
    name = str(row["article_id"])
    day = day_out(row["modified"], row["published"], str(row["known"]))
    return Page(name, group or name, row["publisher"], day, str(row["version"]), supersedes, row["title"], notice)


def _older(connection: sa.Connection, ids: Sequence[str]) -> dict[tuple[str, str], str | None]:
    """The version that each version of some articles supersedes."""
    v = versions.c
    asked = sa.select(v.article_id, v.version, v.supersedes)
    return {
        (r[0], r[1]): r[2] for chunk in chunks(ids) for r in connection.execute(asked.where(v.article_id.in_(chunk)))
    }


def noticing(connection: sa.Connection, ids: Sequence[str]) -> set[str]:
    """Those of some articles that withdraw another article; one that merely left a claim out of its later version does
    not."""
    about = targets(connection, "retracts", ids)
    asked = sa.select(articles.c.article_id)
    known = {
        r[0]
        for chunk in chunks(sorted(set(about.values())))
        for r in connection.execute(asked.where(articles.c.article_id.in_(chunk)))
    }
    return {page for page, target in about.items() if target in known}


def of_versions(connection: sa.Connection, ids: Sequence[str]) -> list[Told]:
    """The claims of all versions of some articles, each version as it was coded last."""
    every = [
        item
        for chunk in chunks(ids)
        for item in told(connection, claims.c.article_id.in_(chunk), _last_coding(), everything=True)
    ]
    return every if any(item.page.supersedes for item in every) else []


def _last_coding() -> ColumnElement[bool]:
    newer = codings.alias()
    same = (newer.c.article_id == codings.c.article_id) & (newer.c.version == codings.c.version)
    return ~sa.exists().where(same, newer.c.n > codings.c.n)


def of_articles(connection: sa.Connection, ids: Sequence[str]) -> list[Told]:
    """The current claims of some articles."""
    return [item for chunk in chunks(ids) for item in told(connection, claims.c.article_id.in_(chunk))]


def asked_for(connection: sa.Connection, asked: Asked) -> list[Told]:
    """The current claims that name all that is asked for."""
    conditions: list[ColumnElement[bool]] = []
    for key, kinds in roles(asked):
        found = sa.select(mentions.c.claim).where(mentions.c.key == key, mentions.c.role.in_(kinds))
        conditions.append(claims.c.n.in_(found))
    if asked.moves:
        conditions.append(sa.type_coerce(claims.c.moves, sa.Boolean))
    if asked.types:
        conditions.append(claims.c.act.in_(asked.types) | claims.c.event_type.in_(asked.types))
    return told(connection, *conditions)


def around(connection: sa.Connection, claim: str) -> tuple[str, list[Told]]:
    """The id of the claim that begins so, and the claims of its story; "" and nothing where there is none."""
    row = connection.execute(
        sa.select(claims.c.id, claims.c.article_id).where(claims.c.id.startswith(claim, autoescape=True)).limit(1)
    ).first()
    if row is None:
        return "", []
    story = targets(connection, "story", [row.article_id]).get(row.article_id)
    ids = {t["source"] for t in ties(connection, "story") if t["target"] == story} if story else set()
    return row.id, of_articles(connection, sorted(ids | {row.article_id}))


def notices(connection: sa.Connection, ids: Sequence[str]) -> list[tuple[Notice, str]]:
    """The pages that withdraw or correct one of some articles, each with the article it is about."""
    wanted = set(ids)
    found = [t for kind in NOTICE_KINDS for t in ties(connection, kind) if t["target"] in wanted]
    return [(Notice(t["source"], t["kind"], t["reason"]), t["target"]) for t in found]


def pages_seen(connection: sa.Connection) -> int:
    """How many pages the ledger holds."""
    return int(connection.scalar(sa.select(sa.func.count(articles.c.article_id.distinct()))) or 0)


def targets(connection: sa.Connection, kind: str, sources: Sequence[str]) -> dict[str, str]:
    """What each of some ids is tied to."""
    return {t["source"]: t["target"] for chunk in chunks(sources) for t in ties(connection, kind, chunk)}


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in pieces that one look-up takes."""
    return (ids[i : i + CHUNK] for i in range(0, len(ids), CHUNK))
