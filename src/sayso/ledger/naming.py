"""Which page an address means, and under which id a page is kept."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

import sqlalchemy as sa

from sayso.ledger.schema import pages
from sayso.records import digest

SEEN = 20
"""Addresses of one id that are looked at."""
_STORY = re.compile(r"(?:story|post|block|update|entry|item|live|lb|message)[\w.:-]*\d[\w.:-]*", re.IGNORECASE)
"""Fragments that name one of several stories of a page."""


def page_address(url: str | None) -> str | None:
    """A page's address without what does not tell pages apart: case of the host, campaign marks, a fragment unless it
    names one of several stories; null for none."""
    if not url:
        return None
    parts = urlsplit(url.strip())
    query = "&".join(p for p in parts.query.split("&") if p and not p.lower().startswith(("utm_", "fbclid=", "gclid=")))
    fragment = parts.fragment if _STORY.fullmatch(parts.fragment) else ""
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, query, fragment)) or None


def own_id(connection: sa.Connection, name: str, url: str) -> tuple[str, str | None]:
    """The id of a new page: the one that its article has, unless another page has that; then one of its own, and the
    address of the other."""
    taken = sa.select(pages.c.url).where(pages.c.article_id == name).order_by(pages.c.url).limit(SEEN)
    others = connection.scalars(taken).all()
    if not others or any(_same(url, other) for other in others):
        return name, None
    return digest(name, url), str(others[0])


def _same(one: str, other: str) -> bool:
    """Whether two addresses differ only in how a host is asked."""
    a, b = (urlsplit(url) for url in (one, other))
    return (a.netloc.removeprefix("www."), *a[2:]) == (b.netloc.removeprefix("www."), *b[2:])
