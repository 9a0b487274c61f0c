"""One page of a ledger to be read with its claims, and one claim with all that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from sayso.answers import recorded
from sayso.answers.changes import Revision, changes
from sayso.answers.citing import refuse_gone
from sayso.answers.reviewing import given
from sayso.errors import NotFound
from sayso.judge.reviews import ReviewRow, Standing, states
from sayso.ledger.queries import article_rows, claim_rows, current_ties, review_rows
from sayso.ledger.schema import articles, claims, codings
from sayso.ledger.scope import Axis
from sayso.records import Claim, Coder, from_json
from sayso.stories.notices import Notice
from sayso.stories.told import Page, Told, day_out

PAGES_NAMED = 200
"""Pages named as copies of a page, and as of its story, at most."""


@dataclass(frozen=True, slots=True)
class Version:
    """A text that a page had, known since a day; `basis` tells which date says so."""

    version: str
    known: str
    basis: str
    title: str | None


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page with its claims as they are coded now. `text` is null where it is not kept; `versions` are all its texts,
    the last one current; `copies` carry the same text, `story` tells of the same; `notice` is what it withdraws or
    corrects."""

    page: Page
    language: str | None
    published: str | None
    text: str | None
    claims: tuple[Claim, ...]
    versions: tuple[Version, ...]
    revisions: tuple[Revision, ...]
    copies: tuple[Page, ...]
    story: tuple[Page, ...]
    notice: Notice | None

    @property
    def is_current(self) -> bool:
        """Whether it is the text that the page has now."""
        return self.page.version == self.versions[-1].version

    @property
    def fields(self) -> dict[str, object]:
        """As a record of an article, for who would read it again."""
        p = self.page
        found = {"id": p.id, "text": self.text, "title": p.title, "url": p.url, "publisher": p.publisher,
                 "published": self.published}  # fmt: skip
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class ClaimRead:
    """A claim with its page. `current`: it is on the page's current text, by the current coder; `others` is what other
    coders made of the same words; `reviews` all that was said of it, `state` what stands of that."""

    told: Told
    current: bool
    known: str
    recorded_at: str
    others: tuple[Claim, ...]
    reviews: tuple[ReviewRow, ...]
    state: Standing | None

    @property
    def claim(self) -> Claim:
        """The record."""
        return self.told.claim

    @property
    def coder(self) -> Coder:
        """Who made it."""
        return self.told.claim.coder


def page_of(connection: sa.Connection, where: str, article: str, version: str | None = None) -> PageRead:
    """A page by its id, in its current text or another version. Raises NotFound (`where` names the ledger)."""
    rows = {row["version"]: row for row in _known(connection, article)}
    if not rows or (version is not None and version not in rows):
        what = f"version {version!r} of page" if rows else "page"
        raise NotFound(f"no such page: the ledger {where} has no {what} {article!r}")
    row = rows[version] if version is not None else list(rows.values())[-1]
    groups = {kind: recorded.targets(connection, kind, [article]).get(article) for kind in ("copy", "story")}
    copies = _tied(connection, "copy", groups["copy"], article)
    near = [p for p in _tied(connection, "story", groups["story"], article) if p.id not in {c.id for c in copies}]
    return PageRead(
        Page(article, groups["copy"] or article, row["publisher"],
             day_out(row["modified"], row["published"], row["known"]), row["version"], row["supersedes"], row["title"],
             url=row["url"]),
        row["language"],
        row["published"],
        row["text"],
        _coded(connection, article, row["version"], last=row["version"] == list(rows)[-1]),
        tuple(Version(r["version"], r["known"], r["basis"], r["title"]) for r in rows.values()),
        tuple(changes(connection, article)) if len(rows) > 1 else (),
        tuple(copies),
        tuple(near),
        recorded.noticed(connection, [article]).get(article),
    )  # fmt: skip


def _coded(connection: sa.Connection, article: str, version: str, *, last: bool) -> tuple[Claim, ...]:
    """The claims of a version in the order of its text; of one that was overtaken, those of its last coding."""
    of_text = (codings.c.article_id == article, codings.c.version == version)
    kept = (
        recorded.told_claims(connection, *of_text, bare=True)
        if last
        else recorded.told_claims(connection, *of_text, recorded.last_coding(), everything=True, bare=True)
    )
    return tuple(sorted((t.claim for t in kept), key=lambda c: (c.predicate.start, c.id)))


def _known(connection: sa.Connection, article: str) -> list[sa.RowMapping]:
    """All versions in the order in which they became known; one that came back counts from its last coming."""
    rows = article_rows(connection, articles.c.article_id == article)
    return sorted(rows, key=lambda row: str(row["known"]))


def _tied(connection: sa.Connection, kind: str, group: str | None, but: str) -> list[Page]:
    """The other pages of a group, in the order of their days."""
    if group is None:
        return []
    ids = [t["source"] for t in current_ties(connection, kind, targets=[group]) if t["source"] != but]
    return pages_described(connection, sorted(set(ids))[:PAGES_NAMED])


def pages_described(connection: sa.Connection, ids: Sequence[str]) -> list[Page]:
    """Some pages as their last text describes them, without the texts."""
    a = articles.c
    columns = (a.article_id, a.version, a.publisher, a.title, a.url, a.published, a.modified, a.recorded_at)
    found: dict[str, Page] = {}
    for chunk in recorded.id_batches(ids):
        for row in connection.execute(sa.select(*columns).where(a.article_id.in_(chunk)).order_by(a.n)):
            day = day_out(row.modified, row.published, row.recorded_at[:10])
            found[row.article_id] = Page(
                row.article_id, "", row.publisher, day, row.version, None, row.title, url=row.url
            )
    return sorted(found.values(), key=lambda p: (p.day or "", p.id))


def latest(connection: sa.Connection, most: int) -> list[Page]:
    """The pages that were added last."""
    a = articles.c
    ids = list(dict.fromkeys(connection.scalars(sa.select(a.article_id).order_by(a.n.desc()).limit(most))))
    pages = {p.id: p for p in pages_described(connection, ids)}
    return [pages[i] for i in ids]


def claim_read(connection: sa.Connection, where: str, claim: str) -> ClaimRead:
    """A claim by its whole id, as the current coder made it. Raises NotFound (`where` names the ledger)."""
    same = claims.c.id == claim
    rows = list(claim_rows(connection, Axis(), same, everything=True))
    if not rows:
        refuse_gone(connection, claim)
        raise NotFound(f"no such claim: no id in the ledger {where} is {claim!r}")
    now = [row["claim"] for row in claim_rows(connection, Axis(), same)]
    shown = next((row for row in rows if row["claim"] == (now or [rows[-1]["claim"]])[-1]), rows[-1])
    page = Page(
        shown["article_id"], shown["article_id"], shown["publisher"],
        day_out(shown["modified"], shown["published"], shown["known"]), shown["version"], None, shown["title"],
        url=shown["url"],
    )  # fmt: skip
    made = from_json(shown["json"], Claim)
    others = {row["claim"]: from_json(row["json"], Claim) for row in rows if row["claim"] != shown["claim"]}
    said = given(review_rows(connection, claim))
    state = next((s for s in states(said) if s.claim == claim), None)
    return ClaimRead(
        Told(made, page), bool(now), shown["known"], shown["recorded_at"], tuple(others.values()), tuple(said), state
    )
