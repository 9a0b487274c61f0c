"""Pages found by the words of their titles and texts: SQLite's FTS5 or PostgreSQL's text search, asked alike.

All words must be there; words in quotation marks stand together; a word that ends in * may go on. Case never counts;
accents count on PostgreSQL alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from sayso.ledger.schema import articles

LOOKED = 20_000
"""Pages that are looked through at most, of those that have the words: the last recorded ones."""
AROUND = 24
"""Words of an extract."""
OPENS, CLOSES, CUT = "\x02", "\x03", " … "
_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
_HIT = re.compile(f"{OPENS}([^{OPENS}{CLOSES}]*){CLOSES}")
_SIMPLE: ColumnElement[Any] = sa.literal_column("'simple'")
"""PostgreSQL's way of taking words as they stand, in any language."""
_words = sa.table("page_words", sa.column("rowid"), sa.column("page_words"))


@dataclass(frozen=True, slots=True)
class Extract:
    """Some words of a text (`n` is the number of the text's row), and where in them those stand that were asked
    for."""

    n: int
    words: str
    hits: tuple[tuple[int, int], ...]


def terms(asked: str) -> list[str]:
    """The words and phrases that are asked for; signs alone are none."""
    found = (phrase or word for phrase, word in _TERM.findall(asked))
    return [term for term in found if any(sign.isalnum() for sign in term)]


def having(connection: sa.Connection, asked: str) -> sa.Select[tuple[int]]:
    """Numbers of the texts that have the words, the last recorded ones first, at most `LOOKED`."""
    return _ASKING[connection.dialect.name](terms(asked)).limit(LOOKED)


def textless() -> sa.Select[tuple[int]]:
    """Numbers of the last recorded pages whose texts are not kept, at most `LOOKED`."""
    return sa.select(articles.c.n).where(articles.c.text.is_(None)).order_by(articles.c.n.desc()).limit(LOOKED)


def _on_sqlite(wanted: list[str]) -> sa.Select[tuple[int]]:
    quoted = " ".join(f'"{term.rstrip("*")}"{"*" if term.endswith("*") else ""}' for term in wanted)
    found = sa.select(_words.c.rowid).where(_words.c.page_words.op("MATCH")(quoted)).order_by(_words.c.rowid.desc())
    return found if wanted else found.where(sa.false())


def _on_postgres(wanted: list[str]) -> sa.Select[tuple[int]]:
    found = sa.select(articles.c.n).order_by(articles.c.n.desc())
    return found.where(_vector().op("@@")(_query(wanted))) if wanted else found.where(sa.false())


_ASKING: Mapping[str, Callable[[list[str]], sa.Select[tuple[int]]]] = {
    "sqlite": _on_sqlite, "postgresql": _on_postgres,
}  # fmt: skip


def _vector() -> ColumnElement[Any]:
    """As the index has it, to the letter; more of a very long text would not fit the index."""
    whole = "to_tsvector('simple', left(coalesce(title, '') || ' ' || coalesce(text, ''), 250000))"
    return sa.literal_column(whole)


def _query(wanted: list[str]) -> ColumnElement[Any]:
    return reduce(lambda one, other: one.op("&&")(other), map(_term, wanted))


def _term(term: str) -> ColumnElement[Any]:
    if term.endswith("*"):
        plain = term.rstrip("*").replace("'", "''").replace("\\", "\\\\")
        return sa.func.to_tsquery(_SIMPLE, f"'{plain}':*")
    return sa.func.phraseto_tsquery(_SIMPLE, term)


def extracts(connection: sa.Connection, asked: str, numbers: list[int]) -> dict[int, Extract]:
    """Of some texts that have the words, those around them."""
    wanted = terms(asked)
    if not wanted or not numbers:
        return {}
    if connection.dialect.name == "postgresql":
        options = f"StartSel={OPENS}, StopSel={CLOSES}, MaxWords={AROUND}, MinWords={AROUND // 2}"
        text = sa.func.coalesce(articles.c.text, "")
        marked: ColumnElement[str] = sa.func.ts_headline(_SIMPLE, text, _query(wanted), options)
        rows = connection.execute(sa.select(articles.c.n, marked).where(articles.c.n.in_(numbers)))
    else:
        marked = sa.func.snippet(sa.literal_column("page_words"), 1, OPENS, CLOSES, CUT, AROUND)
        found = _on_sqlite(wanted).add_columns(marked).order_by(None)
        rows = connection.execute(found.where(_words.c.rowid.in_(numbers)))
    return {n: _extract(n, said or "") for n, said in rows}


def _extract(n: int, marked: str) -> Extract:
    """The words without their marks, and where the marks were."""
    line, plain, hits, last = " ".join(marked.split()), "", [], 0
    for hit in _HIT.finditer(line):
        plain += line[last : hit.start()]
        hits.append((len(plain), len(plain) + len(hit[1])))
        plain, last = plain + hit[1], hit.end()
    return Extract(n, plain + line[last:], tuple(hits))


def optimize(connection: sa.Connection) -> None:
    """Writes the index of words anew, so that it keeps nothing of texts that were deleted. PostgreSQL does so with its
    tables."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO page_words(page_words) VALUES ('optimize')")
