"""Claims of a ledger as stories need them: with their pages, copy groups and notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import sqlalchemy as sa
from msgspec import structs
from sqlalchemy import ColumnElement

from sayso.answers.question import AskedKeys, asked_roles
from sayso.ground.edtf import day_of
from sayso.ground.names import Names
from sayso.ground.voices import Voice
from sayso.ground.voices import voices as spoken
from sayso.ledger.assertions import Assertion
from sayso.ledger.batch import CHUNK
from sayso.ledger.queries import claim_rows, current_ties, guest, undone_ties
from sayso.ledger.schema import articles, claims, codings, mentions, versions
from sayso.ledger.scope import Axis
from sayso.records import Claim, from_json
from sayso.stories.mouths import Voices
from sayso.stories.notices import Notice, reach_of, supporting
from sayso.stories.relations import Reach
from sayso.stories.told import Page, Told, day_out


def told_claims(
    connection: sa.Connection, *conditions: ColumnElement[bool], axis: Axis | None = None, everything: bool = False,
    bare: bool = False,
) -> list[Told]:  # fmt: skip
    """The current claims under some conditions on the ledger's tables, with their pages, on an axis; `everything` also
    gives what was overtaken, `bare` what stands in words that withdraw or correct a story."""
    rows = list(claim_rows(connection, axis or Axis(), *conditions, everything=everything))
    ids = sorted({row["article_id"] for row in rows})
    groups, older = targets(connection, "copy", ids), _older(connection, ids)
    notes = {} if bare else noticed(connection, ids)
    pages = {}
    for row in rows:
        name, version = row["article_id"], row["version"]
        whole = name in notes and notes[name].whole
        pages[name, version] = _page(dict(row), groups.get(name), older.get((name, version)), whole)
    every = [Told(from_json(row["json"], Claim), pages[row["article_id"], row["version"]]) for row in rows]
    return supporting(every, notes.values())


def _page(row: dict[str, str | None], group: str | None, supersedes: str | None, notice: bool) -> Page:
    name = str(row["article_id"])
    day = day_out(row["modified"], row["published"], str(row["known"]))
    return Page(
        name, group or name, row["publisher"], day, str(row["version"]), supersedes, row["title"], notice, row["url"]
    )


def _older(connection: sa.Connection, ids: Sequence[str]) -> dict[tuple[str, str], str | None]:
    """The version that each version of some articles supersedes."""
    v = versions.c
    asked = sa.select(v.article_id, v.version, v.supersedes)
    return {
        (r[0], r[1]): r[2]
        for chunk in id_batches(ids)
        for r in connection.execute(asked.where(v.article_id.in_(chunk)))
    }


def noticed(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Notice]:
    """What some pages say of other stories: that these are withdrawn or set right."""
    found = (t for chunk in id_batches(ids) for t in current_ties(connection, "notice", chunk))
    return {t["source"]: from_json(t["reason"], Notice) for t in found}


def texts(connection: sa.Connection, ids: Sequence[str]) -> dict[str, str | None]:
    """The last texts of some articles; null where a text was not kept."""
    a = articles.c
    asked = sa.select(a.article_id, a.text).order_by(a.n)
    return {r[0]: r[1] for chunk in id_batches(ids) for r in connection.execute(asked.where(a.article_id.in_(chunk)))}


def undone_by_pages(connection: sa.Connection, ids: Iterable[str], known_by: str | None = None) -> list[Reach]:
    """What pages of the ledger, known by a day, withdraw or correct of some claims; each with all that it undoes and
    the pages that carry it still."""
    wanted = set(ids)
    by = sorted({t["target"] for t in current_ties(connection, "undone") if t["source"] in wanted})
    notes, day = noticed(connection, by), day_of(known_by) or "~"
    return [_reach(connection, notes[page]) for page in by if page in notes and (notes[page].day or "") <= day]


def _reach(connection: sa.Connection, found: Notice) -> Reach:
    undone = [t["source"] for t in current_ties(connection, "undone", targets=[found.article])]
    c = claims.c
    asked = sa.select(c.id, c.article_id).order_by(c.n)
    page_of = {r[0]: r[1] for chunk in id_batches(undone) for r in connection.execute(asked.where(c.id.in_(chunk)))}
    return reach_of(found, tuple(page_of), tuple(dict.fromkeys(page_of.values())))


def of_versions(connection: sa.Connection, ids: Sequence[str]) -> list[Told]:
    """The claims of all versions of some articles, each version as it was coded last."""
    every = [
        item
        for chunk in id_batches(ids)
        for item in told_claims(connection, codings.c.article_id.in_(chunk), last_coding(), everything=True)
    ]
    return every if any(item.page.supersedes for item in every) else []


def last_coding() -> ColumnElement[bool]:
    """That no later coding of the same version is there."""
    newer = codings.alias()
    same = (newer.c.article_id == codings.c.article_id) & (newer.c.version == codings.c.version)
    return ~sa.exists().where(same, newer.c.n > codings.c.n, ~guest(newer.c.coder) | guest(codings.c.coder))


def of_articles(connection: sa.Connection, ids: Sequence[str], *, bare: bool = False) -> list[Told]:
    """The current claims of some articles; `bare`: those in words that withdraw or correct a story too."""
    return [
        item
        for chunk in id_batches(ids)
        for item in told_claims(connection, codings.c.article_id.in_(chunk), bare=bare)
    ]


def asked_for(connection: sa.Connection, asked: AskedKeys) -> list[Told]:
    """The current claims that name all that is asked for."""
    asked = named_here(connection, asked)
    conditions: list[ColumnElement[bool]] = []
    for key, kinds in asked_roles(asked):
        found = sa.select(mentions.c.claim).where(mentions.c.key == key, mentions.c.role.in_(kinds))
        conditions.append(claims.c.n.in_(found))
    if asked.moves:
        conditions.append(sa.type_coerce(claims.c.moves, sa.Boolean))
    if asked.types:
        conditions.append(claims.c.act.in_(asked.types) | claims.c.event_type.in_(asked.types))
    return told_claims(connection, *conditions)


def named_here(connection: sa.Connection, asked: AskedKeys) -> AskedKeys:
    """The question without names of its words that the ledger nowhere has: they are told as not understood."""
    there = {
        key
        for key in asked.loose
        if connection.scalar(sa.select(mentions.c.claim).where(mentions.c.key == key).limit(1)) is not None
    }
    lost = tuple(key for key in asked.loose if key not in there)
    named = tuple(key for key in asked.named if key not in lost)
    return replace(asked, named=named, unread=(*asked.unread, *lost)) if lost else asked


def happening_of(connection: sa.Connection, claim: str) -> tuple[str, list[Told]]:
    """The id of the claim that begins so, and the claims of its story; "" and nothing where there is none."""
    asked = sa.select(claims.c.id, claims.c.article_id).limit(1)
    row = connection.execute(asked.where(claims.c.id == claim)).first()
    row = row or connection.execute(asked.where(claims.c.id.startswith(claim, autoescape=True))).first()
    if row is None:
        return "", []
    story = targets(connection, "story", [row.article_id]).get(row.article_id)
    ids = {t["source"] for t in current_ties(connection, "story", targets=[story])} if story else set()
    return row.id, of_articles(connection, sorted(ids | {row.article_id}))


def merged_sources(connection: sa.Connection, told: Sequence[Told], names: Names) -> Voices:
    """Which sources of some claims are one; whom a person took apart stays apart.

    Who somebody is, is read off the pages' texts where these are few.
    """
    pages = sorted({t.page.id for t in told})
    said = texts(connection, pages) if len(pages) <= PAGES_READ else {}
    return Voices.of(told, said, taken_apart(connection), names)


def placed(connection: sa.Connection, told: Sequence[Assertion], names: Names) -> list[Assertion]:
    """Assertions as stories read them: without those in words that withdraw or correct a story, and each voice of which
    neither country nor body is known under the one as whom the pages know him, where these are few."""
    notes = {t["source"]: from_json(t["reason"], Notice) for t in current_ties(connection, "notice")}
    unknown = {a.article for a in told if a.side == a.origin}
    wanted = sorted(
        {a.article for a in told if a.article in notes} | (unknown if len(unknown) <= PAGES_READ else set())
    )
    if not wanted:
        return list(told)
    known = of_articles(connection, wanted, bare=True)
    wrong = {t.claim.id for t in known if t.page.id in notes and notes[t.page.id].covers(t.claim)}
    said = _spoken(known, merged_sources(connection, known, names), names)
    return [_voiced(a, said.get((a.claim, a.origin))) for a in told if a.claim not in wrong]


def _spoken(known: Sequence[Told], found: Voices, names: Names) -> dict[tuple[str, str], Voice]:
    """The voices of claims by their ids and the keys under which they were recorded."""
    made: dict[tuple[str, str], Voice] = {}
    for before, after in zip(known, found.applied(known), strict=True):
        page = before.page.publisher or before.page.id
        old, new = (spoken(t.claim.attribution, page, names) for t in (before, after))
        if len(old) == len(new):
            made |= {(before.claim.id, o.origin): n for o, n in zip(old, new, strict=True)}
    return made


def _voiced(a: Assertion, voice: Voice | None) -> Assertion:
    if voice is None or voice.side == voice.origin:
        return a
    return structs.replace(a, origin=voice.origin, origin_name=voice.name, side=voice.side, side_name=voice.side_name)


PAGES_READ = 300
"""Pages whose texts are read to tell who is quoted."""


def taken_apart(connection: sa.Connection) -> set[frozenset[str]]:
    """Pairs of keys of voices that a person holds to be two."""
    return {frozenset({t["source"], t["target"]}) for t in undone_ties(connection, "voice")}


def pages_seen(connection: sa.Connection) -> int:
    """How many pages the ledger holds."""
    return int(connection.scalar(sa.select(sa.func.count(articles.c.article_id.distinct()))) or 0)


def targets(connection: sa.Connection, kind: str, sources: Sequence[str]) -> dict[str, str]:
    """What each of some ids is tied to."""
    return {t["source"]: t["target"] for chunk in id_batches(sources) for t in current_ties(connection, kind, chunk)}


def id_batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in pieces that one look-up takes."""
    return (ids[i : i + CHUNK] for i in range(0, len(ids), CHUNK))
