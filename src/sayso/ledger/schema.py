"""The tables of a ledger, one schema for SQLite and PostgreSQL. Rows are appended, never rewritten.

`articles versions codings claims records links reviews rejects runs run_ends pages questions` are what was kept;
`mentions` and `movements` are summaries of the claims' records for look-ups, which can be dropped and made again from
them. What somebody asked to have forgotten is the one exception: its rows are gone, and `forgotten` says so.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from sayso.ledger.assertions import Assertion

HEAD = "0006"
"""The revision that this version of Sayso reads and writes (the last file of `migrations/versions`)."""
UNKNOWN = "unknown"
"""Version of an article of which a file holds the claims and nothing else."""
metadata = sa.MetaData()
Serial = sa.BigInteger().with_variant(Integer, "sqlite")


def _crc(name: str = "crc") -> Column[int]:
    """Checksum of a row (see sums.py), null in rows of the first schema."""
    return Column(name, Serial)


runs = sa.Table(
    "runs",
    metadata,
    Column("n", Serial, primary_key=True),
    Column("command", Text, nullable=False),
    Column("sayso", Text, nullable=False),
    Column("started_at", Text, nullable=False),
)
"""One row for each time somebody wrote; its end, good or not, stands in `run_ends`, unless it was killed."""

run_ends = sa.Table(
    "run_ends", metadata,
    Column("run", ForeignKey("runs.n"), primary_key=True), Column("ended_at", Text, nullable=False),
    Column("articles", Integer, nullable=False), Column("claims", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False), Column("rejects", Integer, nullable=False),
)  # fmt: skip

pages = sa.Table("pages", metadata, Column("url", Text, primary_key=True), Column("article_id", Text, nullable=False))
"""Which article an address belongs to: a changed text there is a new version of it."""

articles = sa.Table(
    "articles",
    metadata,
    Column("n", Serial, primary_key=True),
    Column("article_id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("language", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("modified", Text),
    Column("retrieved", Text),
    Column("text", Text),
    Column("record", Text),
    Column("recorded_at", Text, nullable=False),
    Column("run", ForeignKey("runs.n"), nullable=False),
    _crc(),
    _crc("text_crc"),
    UniqueConstraint("article_id", "version"),
    Index("articles_textless", "n", sqlite_where=sa.text("text IS NULL"), postgresql_where=sa.text("text IS NULL")),
)
"""Texts as received; `text` is null where it may not be kept, `record` where only claims came in (JSON of the Article,
without text). Their words are found by `page_words` (see fulltext.py), which the database keeps in step with them."""

versions = sa.Table(
    "versions",
    metadata,
    Column("n", Serial, primary_key=True),
    Column("article_id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("supersedes", Text),
    Column("known", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("run", ForeignKey("runs.n"), nullable=False),
    UniqueConstraint("article_id", "version", "known"),
    Index("versions_known", "known", "n"),
)
"""Since which day (ISO) the world could know a version; the last one by then is current. `basis`: published modified
retrieved recorded."""

codings = sa.Table(
    "codings",
    metadata,
    Column("n", Serial, primary_key=True),
    Column("article_id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("human", sa.Boolean, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("run", ForeignKey("runs.n"), nullable=False),
    UniqueConstraint("article_id", "version", "coder"),
)
"""A version read by a coder. Of machines the last one recorded is current; what people entered stays beside it."""

claims = sa.Table(
    "claims",
    metadata,
    Column("n", Serial, primary_key=True),
    Column("id", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("coding", ForeignKey("codings.n"), nullable=False, index=True),
    Column("article_id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("event_type", Text),
    Column("moves", sa.Boolean, nullable=False),
    Column("fact", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("first_day", Text),
    Column("last_day", Text),
    _crc(),
    UniqueConstraint("id", "coder"),
)
"""What look-ups and counts need of a claim. `fact` folds claims that say the same; `first_day` to `last_day` is when
it happened."""

records = sa.Table(
    "records",
    metadata,
    Column("claim", ForeignKey("claims.n"), primary_key=True),
    Column("json", Text, nullable=False),
    _crc(),
)
"""The claims themselves: the JSON of the record, byte for byte as the coder wrote it."""

mentions = sa.Table(
    "mentions", metadata,
    Column("key", Text, primary_key=True), Column("role", Text, primary_key=True),
    Column("claim", Serial, ForeignKey("claims.n"), primary_key=True), sqlite_with_rowid=False,
)  # fmt: skip
"""Whom and what a claim names: roles `actor recipient force place source`, keys as in places.py, sides.py and the
actors table."""

_COLUMN_TYPES: dict[str, sa.types.TypeEngine[Any]] = {"str": Text(), "float": sa.Float(), "bool": sa.Boolean()}


def _columns_of_assertion() -> list[Column[Any]]:
    """Column for field, but `known`, which the current version tells."""
    kept = [(name, str(kind)) for name, kind in Assertion.__annotations__.items() if name != "known"]
    return [Column(name, _COLUMN_TYPES[kind.partition(" ")[0]], nullable="None" in kind) for name, kind in kept]


movements = sa.Table(
    "movements", metadata,
    Column("n", Serial, primary_key=True), Column("claim_n", ForeignKey("claims.n"), nullable=False, index=True),
    Column("coding", ForeignKey("codings.n"), nullable=False), *_columns_of_assertion(), _crc(),
    Index("movements_holder", "holder", "country"), Index("movements_holder2", "holder", "country2"),
    Index("movements_entity", "entity"), Index("movements_country", "country"), Index("movements_country2", "country2"),
)  # fmt: skip
"""Assertions of where forces are, flat, for presence."""

SUMMED = ("articles", "claims", "records", "movements")
"""Tables whose rows have checksums."""

links = sa.Table(
    "links",
    metadata,
    Column("n", Serial, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("holds", sa.Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("run", ForeignKey("runs.n"), nullable=False),
    Index("links_source", "kind", "source"),
    Index("links_target", "kind", "target"),
)
"""Ties between articles or claims; the last row of (kind, source, target) counts, and `holds` false undoes it."""

reviews = sa.Table(
    "reviews",
    metadata,
    Column("n", Serial, primary_key=True),
    Column("claim", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("correction", Text),
    Column("note", Text),
    Column("recorded_at", Text, nullable=False),
    Column("run", ForeignKey("runs.n"), nullable=False),
    Index("reviews_claim", "claim", "coder"),
)
"""Judgements of people and what they took back; which of them stand, judge/reviews.py tells. `correction` is JSON of
what a verdict says beyond its name."""

rejects = sa.Table(
    "rejects",
    metadata,
    Column("n", Serial, primary_key=True),
    Column("source", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("run", ForeignKey("runs.n"), nullable=False),
    UniqueConstraint("source", "reason", "digest"),
)
"""Inputs that could not be read, with the hash of their bytes ("" where there were none)."""

forgotten = sa.Table(
    "forgotten",
    metadata,
    Column("n", Serial, primary_key=True),
    Column("article_id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("address", Text),
    Column("claims", Text, nullable=False),
    Column("holds", sa.Boolean, nullable=False),
    Column("sha_before", Text, nullable=False),
    Column("sha_after", Text, nullable=False),
    Column("note", Text),
    Column("recorded_at", Text, nullable=False),
    Column("run", ForeignKey("runs.n"), nullable=False),
    Index("forgotten_article", "article_id"),
    Index("forgotten_version", "version"),
    Index("forgotten_address", "address"),
)
"""Tombstones, one a version of an article whose text and claims were taken out: id and hash of the text, SHA-256 of its
address, the ids of its claims (JSON), and the ledger's digest before and after. The last row of an article counts;
`holds` false lets it come back."""

questions = sa.Table(
    "questions",
    metadata,
    Column("n", Serial, primary_key=True),
    Column("id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("holds", sa.Boolean, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("run", ForeignKey("runs.n"), nullable=False),
    Index("questions_id", "id"),
)
"""Questions to be asked again, under an id made of what they ask (`asked`, JSON of a search's fields). The last row of
an id counts; `holds` false takes it off the list."""
