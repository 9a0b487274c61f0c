"""What different coders of one ledger made of the same pages."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from sayso.errors import UsageError
from sayso.ledger.queries import claim_rows
from sayso.ledger.schema import claims, codings
from sayso.ledger.scope import Axis

Codings = tuple[Sequence[str], Sequence[Mapping[str, Sequence[Mapping[str, Any]]]]]


def coder_named(connection: sa.Connection, where: str, prefix: str) -> str:
    """The coder whose name begins so. Raises UsageError where there is none, or several (`where` names the ledger)."""
    names = sorted(connection.scalars(sa.select(codings.c.coder).distinct()))
    found = [prefix] if prefix in names else [name for name in names if name.startswith(prefix)]
    if len(found) == 1:
        return found[0]
    told = "several coders begin" if found else "no coder begins"
    raise UsageError(f"in the ledger {where} {told} {prefix!r}; it has {', '.join(found or names) or 'none'}")


def read_by_all(connection: sa.Connection, coders: Sequence[str]) -> Codings:
    """The versions of pages that all of some coders read, by article and version, and of each coder the claims."""
    read = [set(connection.execute(sa.select(codings.c.article_id, codings.c.version).where(codings.c.coder == name)))
            for name in coders]  # fmt: skip
    common = {tuple(row) for row in set.intersection(*read)}
    found: list[dict[str, list[Mapping[str, Any]]]] = []
    for name in coders:
        by_page: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in claim_rows(connection, Axis(), claims.c.coder == name, everything=True):
            if (row["article_id"], row["version"]) in common:
                by_page[_page(row["article_id"], row["version"])].append(json.loads(row["json"]))
        found.append(by_page)
    return sorted(_page(*pair) for pair in common), found


def _page(article: str, version: str) -> str:
    return f"{article} {version}"
