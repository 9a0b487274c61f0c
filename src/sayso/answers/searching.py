"""Claims found by who, whom, where, type, status, origin, words and days: the last recorded first, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from sayso.answers import recorded
from sayso.answers.brief.facts import conditions
from sayso.answers.question import AskedKeys, Own, asked, key_of
from sayso.errors import UsageError
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import plain
from sayso.ledger import fulltext
from sayso.ledger.queries import current, overtaken
from sayso.ledger.schema import articles, claims, codings, mentions, records, versions
from sayso.ledger.scope import Axis
from sayso.stories.told import Page, Told, day_out

PAGES = 12
"""Pages named that have the words, at most."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for. `words` stand in the page and in the claim's record; `origin` are the keys of whose word it
    is, any of them; `before` is the number in the ledger from which the next page goes on."""

    asked: AskedKeys = field(default_factory=AskedKeys)
    status: str | None = None
    origin: tuple[str, ...] = ()
    words: str | None = None
    before: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for: everything fits."""
        return self == Sought(before=self.before)


@dataclass(frozen=True, slots=True)
class PageFound:
    """A page whose title or text has the words that are looked for; `words` are those around them, `hits` say where in
    these they stand."""

    page: Page
    words: str
    hits: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found; `next` is the number from which more goes on, null at the end; `unread` are words of the question
    that were not understood; `pages` are the last that have the words looked for, coded or not; `cut` says that more
    have them than were looked through."""

    told: tuple[Told, ...]
    next: int | None
    unread: tuple[str, ...] = ()
    pages: tuple[PageFound, ...] = ()
    cut: bool = False


def sought(
    question: str, own: Own, names: Names = PACKAGED_NAMES, *, narrowed: AskedKeys | None = None,
    status: str | None = None,
    origin: str | None = None, before: int | None = None,
) -> Sought:  # fmt: skip
    """What a question in words looks for; one that names nobody, nowhere and no type is looked for as words.

    `narrowed` is what options ask for beside it.
    """
    said, words = narrowed or AskedKeys(), None
    if question:
        try:
            found = asked(question, own, names)
            said = AskedKeys(
                (*found.who, *said.who), said.whom, (*found.places, *said.places), found.named, found.moves,
                (*found.types, *said.types), said.first, said.last, None, found.unread, found.loose,
            )  # fmt: skip
        except UsageError:
            words = question
    return Sought(said, status, (key_of(origin, names), plain(origin)) if origin else (), words, before)


def search(connection: sa.Connection, what: Sought, most: int) -> SearchResult:
    """The claims that fit and are current, at most so many."""
    fit = limits(connection, what)
    if what.before is not None:
        fit.append(claims.c.n < what.before)
    rows = connection.scalars(
        sa.select(claims.c.n)
        .select_from(joined())
        .where(*current(claims.c.coding, Axis()), *fit)
        .order_by(claims.c.n.desc())
        .limit(most + 1)
    ).all()
    unread = recorded.named_here(connection, what.asked).unread
    found = SearchResult(tuple(_told(connection, rows[:most])), rows[most - 1] if len(rows) > most else None, unread)
    return replace(found, **_by_words(connection, what.words)) if what.words else found


def _by_words(connection: sa.Connection, words: str) -> dict[str, Any]:
    """The pages that have some words, those that are current."""
    numbers = connection.scalars(fulltext.having(connection, words)).all()
    a, v = articles.c, versions.c
    pages = (v.article_id == a.article_id) & (v.version == a.version)
    columns = (a.n, a.article_id, a.version, a.publisher, a.title, a.url, a.published, a.modified, v.known)
    asked = sa.select(*columns).select_from(articles.join(versions, pages))
    rows = connection.execute(asked.where(a.n.in_(numbers[: 2 * PAGES]), ~overtaken(Axis())).order_by(a.n.desc()))
    shown = {row.n: row for row in list(rows)[:PAGES]}
    extracts = fulltext.extracts(connection, words, list(shown))
    found = [PageFound(_page(row), extracts[n].words, extracts[n].hits) for n, row in shown.items() if n in extracts]
    return {"pages": tuple(found), "cut": len(numbers) == fulltext.LOOKED}


def _page(row: Any) -> Page:
    day = day_out(row.modified, row.published, row.known)
    return Page(row.article_id, row.article_id, row.publisher, day, row.version, None, row.title, url=row.url)


def limits(connection: sa.Connection, what: Sought) -> list[sa.ColumnElement[bool]]:
    """The conditions under which a claim fits, on the tables of `joined`."""
    c, found = claims.c, conditions(recorded.named_here(connection, what.asked))
    if what.status:
        found.append(c.status == what.status)
    if what.origin:
        named = sa.select(mentions.c.claim).where(mentions.c.key.in_(what.origin), mentions.c.role == "source")
        found.append(c.n.in_(named))
    if what.words:
        found += _with_words(connection, what.words)
    return found


def joined() -> sa.FromClause:
    """Claims with their codings and the versions that these are of."""
    pages = (versions.c.article_id == codings.c.article_id) & (versions.c.version == codings.c.version)
    return claims.join(codings, codings.c.n == claims.c.coding).join(versions, pages)


def _with_words(connection: sa.Connection, words: str) -> list[sa.ColumnElement[bool]]:
    """That the claim's page and the claim's record have the words; where the text is not kept, the record."""
    a, c = articles.c, codings.c
    texts = [fulltext.having(connection, words), fulltext.textless()]
    pages = sa.select(c.n).join(articles, (a.article_id == c.article_id) & (a.version == c.version))
    near = [pages.where(a.n.in_(numbers)) for numbers in texts]
    held = [sa.exists().where(records.c.claim == claims.c.n, records.c.json.icontains(t.rstrip("*"), autoescape=True))
            for t in fulltext.terms(words)]  # fmt: skip
    return [claims.c.coding.in_(sa.union(*near)), *held]


def recorded_at(connection: sa.Connection, ids: Sequence[str]) -> dict[str, str]:
    """When some claims were recorded, by their ids: by the last coder that made them."""
    c, last = claims.c, sa.func.max(codings.c.recorded_at)
    asked = sa.select(c.id, last).where(codings.c.n == c.coding, c.id.in_(list(ids))).group_by(c.id)
    return {name: str(when) for name, when in connection.execute(asked)}


def _told(connection: sa.Connection, numbers: Sequence[int]) -> list[Told]:
    """The claims in full, in the order given: the last first."""
    return recorded.told_claims(connection, claims.c.n.in_(list(numbers)), bare=True)[::-1] if numbers else []
