"""Parquet → entries for a ledger, in bounded memory."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from sayso.errors import InputRejected, MalformedRecord, Unreadable
from sayso.extras import extra
from sayso.ledger.batch import Addition
from sayso.ledger.schema import UNKNOWN
from sayso.records import Anchor, Article, Claim, Credits, Dated
from sayso.stages import Refuse

with extra("parquet"):
    import pyarrow as pa
    import pyarrow.parquet as pq

TRANSACTION_CLAIMS = 5_000
"""Claims in one transaction."""
DAMAGE = (OSError, pa.ArrowException, ValueError)
"""What Arrow raises for a file whose bytes are wrong."""


def entries(path: str | Path, refuse: Refuse | None = None) -> Iterator[list[Addition]]:
    """The claims of a Parquet file that `sayso export` or `sayso code` wrote, by article, some thousand at a time.

    Without the column `article` (from `sayso code`) nothing is known of the articles but their ids; they count from
    their recording. A row that is no claim, and a row group that is damaged, is told to `refuse`, and the rest is
    read; without it the
    first of them is raised. Raises Unreadable where the file cannot be opened, MalformedRecord and Unreadable for its
    parts.
    """
    source, refuse = str(path), refuse or _raised
    try:
        file = pq.ParquetFile(source)
        sizes = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
    except DAMAGE as error:
        raise Unreadable(source, _first(error)) from error
    before = 0
    for group, size in enumerate(sizes):
        try:
            yield from _group(file, group, source, before, refuse)
        except DAMAGE as error:
            refuse(Unreadable(f"{source} (row group {group + 1} of {len(sizes)})", _first(error)))
        before += size


def _group(file: pq.ParquetFile, group: int, source: str, before: int, refuse: Refuse) -> Iterator[list[Addition]]:
    for batch in file.iter_batches(batch_size=TRANSACTION_CLAIMS, row_groups=[group]):
        found = []
        for number, row in enumerate(batch.to_pylist(), before + 1):
            try:
                found.append(_claim(row, f"{source}:{number}"))
            except MalformedRecord as error:
                refuse(error)
        before += batch.num_rows
        yield _grouped(found)


def _raised(error: InputRejected) -> None:
    raise error


def _first(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _claim(row: dict[str, Any], where: str) -> tuple[Claim, dict[str, Any]]:
    try:
        page = msgspec.convert(row.pop("article", None) or {}, dict[str, str | None])
        return msgspec.convert(row, Claim), page
    except msgspec.ValidationError as error:
        raise MalformedRecord(where, f"not a claim ({error})") from error


def _grouped(found: list[tuple[Claim, dict[str, Any]]]) -> list[Addition]:
    keyed = itertools.groupby(found, key=lambda pair: (pair[0].article_id, pair[1].get("version"), pair[0].coder))
    result = []
    for (article, _, coder), pairs in keyed:
        same = list(pairs)
        claims = tuple(claim for claim, _ in same)
        result.append(Addition(_article(article, same[0][1]), coder, claims, has_text=False, partial=True))
    return result


def _article(name: str, page: Mapping[str, Any]) -> Article:
    """What the file knows of an article: its description, not its text."""
    published, modified, retrieved = (
        Dated(page[k], "metadata") if page.get(k) else None for k in ("published", "modified", "retrieved")
    )
    return Article(
        id=name,
        version=page.get("version") or UNKNOWN,
        text="",
        language=page.get("language"),
        anchor=Anchor(None, "none"),
        parts=(),
        credits=Credits(),
        url=page.get("url"),
        title=page.get("title"),
        publisher=page.get("publisher"),
        published=published,
        modified=modified,
        retrieved=retrieved,
    )
