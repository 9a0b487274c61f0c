"""Parquet → entries for a ledger, in bounded memory."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from sayso.errors import MalformedRecord, Unreadable
from sayso.ledger.batch import Entry
from sayso.records import Anchor, Article, Claim, Credits, Dated

ROWS = 5_000
"""Claims in one transaction."""
UNKNOWN = "unknown"
"""Version of an article of which a file holds the claims and nothing else."""


def entries(path: str | Path) -> Iterator[list[Entry]]:
    """The claims of a Parquet file that `sayso export` or `sayso code` wrote, by article, some thousand at a time.

    Without the column `article` (from `sayso code`) nothing is known of the articles but their ids; they count from their recording.
    Raises Unreadable where the file cannot be opened, MalformedRecord where a row is no claim.
    """
    source = str(path)
    try:
        file = pq.ParquetFile(source)
    except (OSError, pa.ArrowInvalid) as error:
        raise Unreadable(source, str(error).splitlines()[0]) from error
    number = 0
    for batch in file.iter_batches(batch_size=ROWS):
        rows = batch.to_pylist()
        yield _grouped([_claim(row, f"{source}:{number + i}") for i, row in enumerate(rows, 1)])
        number += len(rows)


def _claim(row: dict[str, Any], where: str) -> tuple[Claim, dict[str, Any]]:
    page = row.pop("article", None) or {}
    try:
        return msgspec.convert(row, Claim), page
    except msgspec.ValidationError as error:
        raise MalformedRecord(where, f"not a claim ({error})") from error


def _grouped(found: list[tuple[Claim, dict[str, Any]]]) -> list[Entry]:
    keyed = itertools.groupby(found, key=lambda pair: (pair[0].article_id, pair[1].get("version"), pair[0].coder))
    result = []
    for (article, _, coder), pairs in keyed:
        same = list(pairs)
        claims = tuple(claim for claim, _ in same)
        result.append(Entry(_article(article, same[0][1]), coder, claims, has_text=False, partial=True))
    return result


def _article(name: str, page: Mapping[str, Any]) -> Article:
    """What the file knows of an article: its description, not its text."""
    published, modified, retrieved = (Dated(page[k], "metadata") if page.get(k) else None for k in ("published", "modified", "retrieved"))
    return Article(
        id=name, version=page.get("version") or UNKNOWN, text="", language=page.get("language"), anchor=Anchor(None, "none"), parts=(),
        credits=Credits(), url=page.get("url"), title=page.get("title"), publisher=page.get("publisher"),
        published=published, modified=modified, retrieved=retrieved,
    )  # fmt: skip
