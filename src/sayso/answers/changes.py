"""What an edit of a page changed, version by version, in its words."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

import sqlalchemy as sa

from sayso.ledger.queries import article_rows
from sayso.ledger.schema import articles
from sayso.records import Words


@dataclass(frozen=True, slots=True)
class Revision:
    """From one version to the next, known since a day: words taken out (spans of the older text), words put in (of the
    newer).

    Both are null where one of the texts was not kept.
    """

    article: str
    older: str
    newer: str
    known: str
    out: tuple[Words, ...] | None
    into: tuple[Words, ...] | None


def changes(connection: sa.Connection, article: str) -> list[Revision]:
    """The changes of an article in the order in which its versions became known; empty where there was one version."""
    rows = sorted(article_rows(connection, articles.c.article_id == article), key=lambda row: str(row["known"]))
    return [
        _change(article, (a["version"], a["text"]), (b["version"], b["text"]), b["known"]) for a, b in pairwise(rows)
    ]


def _change(article: str, older: tuple[str, str | None], newer: tuple[str, str | None], known: str) -> Revision:
    out, into = _difference(older[1], newer[1]) if older[1] is not None and newer[1] is not None else (None, None)
    return Revision(article, older[0], newer[0], known, out, into)


def _difference(old: str, new: str) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Compared by lines first, then by words within the lines that differ: a long page costs no more than its edits."""
    out: list[Words] = []
    into: list[Words] = []
    for (a, b), (c, d) in _unequal(old.splitlines(keepends=True), new.splitlines(keepends=True), 0, 0):
        for (e, f), (g, h) in _unequal(_words(old[a:b]), _words(new[c:d]), a, c):
            out += [Words.at(old, e, f)] if f > e else []
            into += [Words.at(new, g, h)] if h > g else []
    return tuple(out), tuple(into)


def _words(text: str) -> list[str]:
    """Words, each with the space before it."""
    pieces: list[str] = []
    for piece in text.split(" "):
        pieces.append(f" {piece}" if pieces else piece)
    return pieces


def _unequal(old: list[str], new: list[str], at: int, to: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Spans of both texts that differ, given their pieces and where these begin."""
    first, second = _starts(old, at), _starts(new, to)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [((first[i], first[j]), (second[k], second[m])) for tag, i, j, k, m in codes if tag != "equal"]


def _starts(pieces: list[str], at: int) -> list[int]:
    starts = [at]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts
