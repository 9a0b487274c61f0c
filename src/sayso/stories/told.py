"""A claim with what is known of the page it stands on: all that happenings and origins are computed from."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ground.edtf import day_of
from sayso.records import Article, Claim


@dataclass(frozen=True, slots=True)
class Page:
    """A page as far as counting needs it. `day` is the ISO day it was published by; `group` names its copy group
    (docs/record.md, Copies, stories, origins)."""

    id: str
    group: str
    publisher: str | None = None
    day: str | None = None
    version: str = ""
    supersedes: str | None = None
    title: str | None = None
    notice: bool = False
    """Whether it withdraws or corrects a story instead of telling one."""
    url: str | None = None

    @classmethod
    def of(cls, article: Article, group: str, *, notice: bool = False) -> Page:
        """The page of an article in a copy group; a text edited later counts from then."""
        dated = article.modified or article.published
        day = day_of((dated.edtf if dated else article.anchor.edtf) or None)
        return cls(
            article.id,
            group,
            article.publisher,
            day,
            article.version,
            article.supersedes,
            article.title,
            notice,
            article.url,
        )


def day_out(modified: str | None, published: str | None, known: str) -> str:
    """The day that a page which a ledger keeps came out on (all three EDTF): a text edited later counts from then."""
    return day_of(modified or published) or known


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and the page that makes it."""

    claim: Claim
    page: Page


def reading_order(told: Told) -> tuple[str, str, int]:
    """Sorts by day (undated last), then page and place in the page."""
    return told.page.day or "9999", told.page.id, told.claim.predicate.start
