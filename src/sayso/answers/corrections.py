"""What people say of the pages of a ledger: the claims as they should be, and the words that are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from sayso.answers.recorded import id_batches
from sayso.answers.reviewing import reviewed
from sayso.judge.bundle import misquoted
from sayso.judge.reviews import Standing
from sayso.ledger.queries import current
from sayso.ledger.recoding import last_text
from sayso.ledger.schema import claims, codings, records
from sayso.ledger.scope import Axis
from sayso.records import Article, Claim, Words, from_json

KeptClaims = dict[tuple[str, str], Claim]
"""Claim and coder, as the ledger keys them → the claim."""
PERSON = "human:"


@dataclass(slots=True)
class CorrectedPage:
    """A page with what `people` hold its claims to be: those that are right, as they are or as amended; words that
    tell again what others tell (`retold`); words that are no claim."""

    article: Article
    people: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    retold: list[tuple[Words, Words]] = field(default_factory=list)
    rejected: list[Words] = field(default_factory=list)

    def by(self, *names: str) -> None:
        """Somebody who judged here."""
        self.people += [name for name in names if name not in self.people]


@dataclass(frozen=True, slots=True)
class Corrections:
    """The pages, in the order of their ids, and how many judgements are not in them, by the reason."""

    pages: tuple[CorrectedPage, ...]
    left_out: Counter[str]


def corrections(connection: sa.Connection) -> Corrections:
    """All that stands of what people said: reviews that are settled, and claims that they entered."""
    judged = [r for r in reviewed(connection) if r.state.verdict]
    entered = _entered(connection)
    merged = [row.detail.merged_into for r in judged if (row := r.state.decided_by) and row.detail.merged_into]
    kept = _kept(connection, [*(r.state.claim for r in judged), *merged]) | entered
    found = _Pages(connection, kept)
    for r in judged:
        if r.state.verdict == "disputed":
            found.left_out["disputed"] += 1
        elif r.stale:
            found.left_out["stale: its words are no longer on the page"] += 1
        else:
            found.judge(r.state)
    told = {(r.state.claim, r.state.coder) for r in judged}
    for at in sorted(entered.keys() - told):
        found.add(entered[at], entered[at], at[1].removeprefix(PERSON))
    for page in found.pages.values():
        page.claims.sort(key=lambda c: (c.predicate.start, c.predicate.end, c.act, c.status))
    pages = tuple(page for _, page in sorted(found.pages.items()) if page.people)
    return Corrections(pages, found.left_out)


class _Pages:
    """Pages on the way to being whole."""

    def __init__(self, connection: sa.Connection, kept: KeptClaims) -> None:
        self._connection, self._kept = connection, kept
        self._by_id = {name: claim for (name, _), claim in kept.items()}
        self.pages: dict[str, CorrectedPage] = {}
        self.left_out: Counter[str] = Counter()

    def judge(self, state: Standing) -> None:
        """Takes over what is thought of one claim."""
        claim, row = self._kept[state.claim, state.coder], state.decided_by
        if row is None:
            return
        if state.verdict in ("accepted", "amended", "split"):
            right = (row.detail.claim,) if state.verdict == "amended" else row.detail.claims or (claim,)
            for one in right:
                self.add(claim, one, row.reviewer)
        elif page := self._page(claim):
            other = self._by_id.get(row.detail.merged_into or "")
            if state.verdict == "rejected":
                page.rejected.append(claim.predicate)
            elif other is not None and other.article_id == claim.article_id:
                page.retold.append((claim.predicate, other.predicate))
            else:
                self.left_out["merged with a claim of another page"] += 1
                return
            page.by(row.reviewer)

    def add(self, claim: Claim, right: Claim | None, who: str) -> None:
        """A claim of a page as it should be; left out where its words are not where it says."""
        page = self._page(claim)
        if page is None or right is None:
            return
        fault = next(misquoted(page.article.text, right), None)
        if fault is not None:
            self.left_out[f"words that are not on the page ({right.id}: {fault})"] += 1
            return
        page.claims.append(right)
        page.by(who)

    def _page(self, claim: Claim) -> CorrectedPage | None:
        if claim.article_id not in self.pages:
            article = last_text(self._connection, claim.article_id)
            if article is None or not article.text:
                self.left_out["the ledger keeps no text of the page"] += 1
                return None
            self.pages[claim.article_id] = CorrectedPage(article)
        return self.pages[claim.article_id]


def _kept(connection: sa.Connection, ids: Sequence[str]) -> KeptClaims:
    """Claims by id, of every coder that made them."""
    asked = sa.select(claims.c.id, claims.c.coder, records.c.json).where(records.c.claim == claims.c.n)
    rows = (row for some in id_batches(ids) for row in connection.execute(asked.where(claims.c.id.in_(some))))
    return {(name, coder): from_json(line, Claim) for name, coder, line in rows}


def _entered(connection: sa.Connection) -> KeptClaims:
    """What people entered that is current."""
    asked = (
        sa.select(claims.c.id, claims.c.coder, records.c.json)
        .where(records.c.claim == claims.c.n, claims.c.coding == codings.c.n, codings.c.human)
        .where(*current(claims.c.coding, Axis()))
        .order_by(claims.c.n)
    )
    return {(name, coder): from_json(line, Claim) for name, coder, line in connection.execute(asked)}
