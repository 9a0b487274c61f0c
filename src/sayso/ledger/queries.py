"""What the ledger holds, as it stood: which version of a page and which coding of it count for a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, RowMapping

from sayso.ground.edtf import day_of, instant_after
from sayso.ground.places import where
from sayso.ledger.assertions import Assertion, holder_of
from sayso.ledger.schema import articles, claims, codings, links, mentions, movements, records, reviews, versions
from sayso.ledger.scope import Axis, Query
from sayso.ledger.sums import PAGE, TEXT, check_sum
from sayso.ontology import TYPES


def guest(coder: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a coder's key is that of a large model (`guest:NAME@DIGEST`)."""
    return sa.func.substr(coder, 1, 6) == "guest:"


def current(coding: ColumnElement[Any], axis: Axis) -> list[ColumnElement[bool]]:
    """Conditions under which a coding counts: its version is the page's last one by then, and it is that version's
    last by a machine. A guest's coding counts where no other machine read that version.

    The query must also join `codings` (on `coding`) and `versions` (on article and version).
    """
    day, too_late = day_of(axis.known_by), instant_after(axis.recorded_by)
    v, c, newer = versions.c, codings.c, codings.alias()
    recoded = sa.exists().where(
        newer.c.article_id == c.article_id, newer.c.version == c.version, newer.c.n != c.n, ~newer.c.human, ~c.human,
        ((newer.c.n > c.n) & (guest(c.coder) | ~guest(newer.c.coder))) | (guest(c.coder) & ~guest(newer.c.coder)),
        *([newer.c.recorded_at < too_late] if too_late else []),
    )  # fmt: skip
    limits = [
        *([v.known <= day] if day else []),
        *([v.recorded_at < too_late, c.recorded_at < too_late] if too_late else []),
    ]
    return [c.n == coding, v.article_id == c.article_id, v.version == c.version, *limits, ~overtaken(axis), ~recoded]


def overtaken(axis: Axis) -> ColumnElement[bool]:
    """Whether a later version of the same page took the place of the one in `versions`."""
    day, too_late = day_of(axis.known_by), instant_after(axis.recorded_by)
    v, later = versions.c, versions.alias()
    known = [*([later.c.known <= day] if day else []), *([later.c.recorded_at < too_late] if too_late else [])]
    return sa.exists().where(
        later.c.article_id == v.article_id,
        later.c.n != v.n,
        *known,
        (later.c.known > v.known) | ((later.c.known == v.known) & (later.c.n > v.n)),
    )


def current_assertions(connection: sa.Connection, query: Query) -> list[Assertion]:
    """The assertions that bear on a question and are current for it."""
    m = movements.c
    counting = current(m.coding, Axis(query.known_by, query.recorded_by))
    asked = sa.select(m.n, versions.c.known, m.crc, *(m[name] for name in KEPT)).where(*counting)
    found = {row[0]: _checked(row) for row in connection.execute(asked.where(*_asked(query))).all()}
    above = _above(query, found.values())
    if above:
        found |= {row[0]: _checked(row) for row in connection.execute(asked.where(*above)).all()}
    return [found[n] for n in sorted(found)]


def _above(query: Query, found: Iterable[Assertion]) -> list[ColumnElement[bool]]:
    """What is said of the whole country of a place that was asked for bears on the place too."""
    m, countries = movements.c, {a.country for a in found if a.country}
    if query.place is None or where(query.place).country or not countries:
        return []
    holders = {a.holder for a in found}
    return [m.holder.in_(holders), m.country.in_(countries), m.place == m.country]


KNOWN_AT = Assertion.__struct_fields__.index("known")
KEPT = [name for name in Assertion.__struct_fields__ if name != "known"]


def _checked(row: Sequence[Any]) -> Assertion:
    """The assertion of a row: its number, `known`, its checksum, and what is kept of it."""
    values = row[3:]
    check_sum("movements", row[0], row[2], values)
    return Assertion(*(*values[:KNOWN_AT], row[1], *values[KNOWN_AT:]))


def _asked(query: Query) -> list[ColumnElement[bool]]:
    """Force and place. In a country both are looked up in one index, for the first and for the second country of a
    border."""
    asked, m = where(query.place) if query.place is not None else None, movements.c
    if asked is None or asked.country is None:
        return [*_force(query), *_place(query)]
    near = [sa.select(m.n).where(column == asked.country, *_force(query)) for column in (m.country, m.country2)]
    return [m.n.in_(sa.union(*near))]


def _force(query: Query) -> list[ColumnElement[bool]]:
    if query.force is None:
        return []
    m, key = movements.c, holder_of(query.force)
    return [m.holder == key] if "." not in key and not key.startswith(("x:", "name:")) else [_grouped(key)]


def _grouped(key: str) -> ColumnElement[bool]:
    """A group is found by its entity, or by its name among the mentions of forces."""
    found = sa.select(mentions.c.claim).where(mentions.c.role == "force", mentions.c.key == key.removeprefix("name:"))
    return movements.c.claim_n.in_(found)


def _place(query: Query) -> list[ColumnElement[bool]]:
    if query.place is None:
        return []
    asked, m = where(query.place), movements.c
    found = sa.select(mentions.c.claim).where(mentions.c.role == "place", mentions.c.key == (asked.key or asked.name))
    return [m.claim_n.in_(found)]


CLAIM_COLUMNS = (
    records.c.claim,
    records.c.crc.label("record_crc"),
    records.c.json,
    articles.c.n.label("page"),
    articles.c.crc.label("page_crc"),
    *(articles.c[name] for name in PAGE),
    versions.c.known,
    codings.c.recorded_at,
)


def claim_rows(
    connection: sa.Connection, axis: Axis, *conditions: ColumnElement[bool], everything: bool = False
) -> Iterator[RowMapping]:
    """Claims with what is known of their articles, in the order of recording; `everything` also gives what was
    overtaken."""
    own = [
        codings.c.n == claims.c.coding,
        versions.c.article_id == codings.c.article_id,
        versions.c.version == codings.c.version,
    ]
    counted = own if everything else current(claims.c.coding, axis)
    pages = [articles.c.article_id == codings.c.article_id, articles.c.version == codings.c.version]
    asked = (
        sa.select(*CLAIM_COLUMNS)
        .where(records.c.claim == claims.c.n, *pages, *counted, *conditions)
        .order_by(claims.c.n)
    )
    for row in connection.execution_options(yield_per=2_000).execute(asked).mappings():
        check_sum("records", row["claim"], row["record_crc"], (row["json"],))
        check_sum("articles", row["page"], row["page_crc"], [row[name] for name in PAGE])
        yield row


DESCRIPTION = (
    "version", "url", "title", "publisher", "language", "published", "modified", "retrieved", "known", "recorded_at",
)  # fmt: skip
"""What a kept claim says of its article, beside the record: all but the text."""


def kept_line(row: RowMapping) -> bytes:
    """One row of `claim_rows` as a line of JSON: the record as it was written, and the article beside it."""
    page = msgspec.json.encode({name: row[name] for name in DESCRIPTION})
    return bytes(row["json"].encode("utf-8")[:-1]) + b',"article":' + page + b"}\n"


def article_rows(connection: sa.Connection, *conditions: ColumnElement[bool]) -> Iterator[RowMapping]:
    """Versions of articles with the day since which each was known, in the order of recording."""
    columns = [c for c in articles.c if c.name != "run"]
    tied = [versions.c.article_id == articles.c.article_id, versions.c.version == articles.c.version]
    asked = (
        sa.select(*columns, versions.c.known, versions.c.basis, versions.c.supersedes)
        .where(*tied, *conditions)
        .order_by(versions.c.n)
    )
    for row in connection.execution_options(yield_per=500).execute(asked).mappings():
        check_sum("articles", row["n"], row["crc"], [row[name] for name in PAGE])
        check_sum("articles", row["n"], row["text_crc"], [row[name] for name in TEXT])
        yield row


def current_ties(
    connection: sa.Connection, kind: str | None = None, sources: Sequence[str] | None = None,
    targets: Sequence[str] | None = None,
) -> list[RowMapping]:  # fmt: skip
    """Ties that hold: of each (kind, source, target) the last row, where it was not an undoing."""
    later = links.alias()
    undone = sa.exists().where(
        later.c.kind == links.c.kind,
        later.c.source == links.c.source,
        later.c.target == links.c.target,
        later.c.n > links.c.n,
    )
    conditions = [
        *([links.c.kind == kind] if kind else []),
        *([links.c.source.in_(list(sources))] if sources is not None else []),
        *([links.c.target.in_(list(targets))] if targets is not None else []),
    ]
    asked = sa.select(links).where(links.c.holds, ~undone, *conditions).order_by(links.c.n)
    return list(connection.execute(asked).mappings())


def review_rows(connection: sa.Connection, claim: str | None = None) -> list[RowMapping]:
    """All that was ever said of a claim, or of all claims, and taken back, in its order."""
    asked = sa.select(reviews).where(*([reviews.c.claim == claim] if claim is not None else []))
    return list(connection.execute(asked.order_by(reviews.c.n)).mappings())


def undone_ties(connection: sa.Connection, kind: str) -> list[RowMapping]:
    """Ties of a kind that somebody undid, and nobody made again."""
    later = links.alias()
    overtaken = sa.exists().where(
        later.c.kind == links.c.kind,
        later.c.source == links.c.source,
        later.c.target == links.c.target,
        later.c.n > links.c.n,
    )
    asked = sa.select(links).where(links.c.kind == kind, ~links.c.holds, ~overtaken).order_by(links.c.n)
    return list(connection.execute(asked).mappings())


def sizes(connection: sa.Connection) -> dict[str, int]:
    """Rows by table."""
    tables = (articles, versions, codings, claims, movements, links, reviews)
    return {t.name: int(connection.scalar(sa.select(sa.func.count()).select_from(t)) or 0) for t in tables}


def own_types(connection: sa.Connection) -> frozenset[str]:
    """Types of act that are not PLOVER's."""
    return frozenset(connection.scalars(sa.select(claims.c.act).where(claims.c.act.not_in(list(TYPES))).distinct()))
