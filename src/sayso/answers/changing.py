"""What changes in a question: claims that come, that people judge, that are withdrawn or set right, and that go when a
page is rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from sayso.answers import recorded
from sayso.answers.reviewing import given
from sayso.answers.searching import Sought, joined, limits, recorded_at, search
from sayso.judge.reviews import BECOMES, ReviewRow
from sayso.ledger.queries import current
from sayso.ledger.schema import claims, codings, links, reviews, versions
from sayso.ledger.scope import Axis
from sayso.stories.told import Told

LATELY = 1_000
"""Judgements, withdrawals and rewritten pages that are looked through: the last ones."""

Rewritten = Mapping[tuple[str, str], tuple[str, str]]
"""Page and text of it that another took the place of → the day and the moment of that."""


@dataclass(frozen=True, slots=True)
class News:
    """A claim and what became of it: `new`, `judged`, `undone` (withdrawn or corrected), `gone` (the page no longer
    says it); `says` tells it in words."""

    told: Told
    what: Literal["new", "judged", "undone", "gone"]
    when: str
    says: str

    @property
    def id(self) -> str:
        """A name for this change and no other."""
        claim = f"urn:sayso:claim:{self.told.claim.id}"
        return claim if self.what == "new" else f"{claim}:{self.what}:{self.when}"


def news(connection: sa.Connection, what: Sought, most: int) -> list[News]:
    """The last changes in a question, the latest first."""
    told = search(connection, what, most).told
    when = recorded_at(connection, [t.claim.id for t in told])
    new = [News(t, "new", when[t.claim.id], "new") for t in told]
    found = [*new, *_judged(connection, what), *_undone(connection, what), *_gone(connection, what)]
    return sorted(found, key=lambda n: (n.when, n.id), reverse=True)[:most]


def _judged(connection: sa.Connection, what: Sought) -> list[News]:
    asked = sa.select(reviews).order_by(reviews.c.n.desc()).limit(LATELY)
    rows = given(connection.execute(asked).mappings())
    there = _among(connection, what, {r.claim for r in rows})
    return [News(there[r.claim], "judged", r.recorded_at, _verdict(r)) for r in rows if r.claim in there]


def _verdict(row: ReviewRow) -> str:
    became = {**BECOMES, "undo": "judgement taken back", "grade": "graded"}[row.verdict]
    return f"{became} by {row.reviewer}" + (f": {row.note}" if row.note else "")


def _undone(connection: sa.Connection, what: Sought) -> list[News]:
    tie = links.c
    asked = sa.select(tie.source, tie.recorded_at).where(tie.kind == "undone", tie.holds).order_by(tie.n.desc())
    since = {row.source: str(row.recorded_at) for row in reversed(connection.execute(asked.limit(LATELY)).all())}
    there = _among(connection, what, since)
    reaches = recorded.undone_by_pages(connection, there)
    return [News(there[c], "undone", since[c], r.sentence) for r in reaches for c in r.claims if c in there]


def _among(connection: sa.Connection, what: Sought, ids: Iterable[str]) -> dict[str, Told]:
    """Those of some claims that fit the question and are current."""
    wanted, found = sorted(ids), dict[str, Told]()
    for chunk in recorded.id_batches(wanted):
        fit = limits(connection, what)
        asked = sa.select(claims.c.n).select_from(joined()).where(*current(claims.c.coding, Axis()), *fit)
        numbers = connection.scalars(asked.where(claims.c.id.in_(chunk))).all()
        found |= {t.claim.id: t for t in recorded.told_claims(connection, claims.c.n.in_(numbers), bare=True)}
    return found


def _gone(connection: sa.Connection, what: Sought) -> list[News]:
    """Claims of a text that its page no longer has, where no claim of the text it has now says the same."""
    v = versions.c
    asked = sa.select(v.article_id, v.supersedes, v.known, v.recorded_at).where(v.supersedes.is_not(None))
    rows = connection.execute(asked.order_by(v.n.desc()).limit(LATELY))
    rewritten = {(name, before): (known, when) for name, before, known, when in rows}
    found: list[News] = []
    for chunk in recorded.id_batches(sorted({name for name, _ in rewritten})):
        found += _gone_of(connection, what, chunk, rewritten)
    return found


def _gone_of(connection: sa.Connection, what: Sought, pages: Iterable[str], rewritten: Rewritten) -> list[News]:
    c, of_pages = claims.c, codings.c.article_id.in_(list(pages))
    now = sa.select(c.article_id, c.fact).select_from(joined()).where(*current(c.coding, Axis()), of_pages)
    said = {(name, fact) for name, fact in connection.execute(now)}
    before = sa.select(c.n, c.article_id, c.version, c.fact).select_from(joined())
    fit = (of_pages, recorded.last_coding(), *limits(connection, what))
    rows = [
        r for r in connection.execute(before.where(*fit))
        if (r.article_id, r.version) in rewritten and (r.article_id, r.fact) not in said
    ]  # fmt: skip
    told = recorded.told_claims(connection, c.n.in_([r.n for r in rows]), everything=True, bare=True)
    return [_left(t, *rewritten[t.page.id, t.page.version]) for t in told]


def _left(told: Told, known: str, when: str) -> News:
    return News(told, "gone", when, f"no longer on the page, which was rewritten by {known}")
