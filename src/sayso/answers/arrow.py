"""Records as Arrow: the schema of claims read off the record itself, and tables of what a ledger holds."""

from __future__ import annotations

import io
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields, is_dataclass
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import RowMapping

from sayso.answers.presence import Presence
from sayso.extras import extra
from sayso.ledger.queries import DESCRIPTION, kept_line
from sayso.records import Claim, Link

with extra("parquet"):
    import pyarrow as pa
    import pyarrow.json as pj

BATCH_ROWS = 10_000
"""Rows a batch: memory is bounded by it."""
SCALARS = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def arrow_type(kind: Any, depth: int = 0) -> pa.DataType:
    """The Arrow type of a field of the record. Parallel links (`jointly`) nest once: Arrow has no recursion."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return arrow_type(next(a for a in arguments if a is not type(None)), depth)
    if origin is typing.Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(arrow_type(arguments[0], depth))
    if is_dataclass(kind):
        return pa.struct(_columns(kind, depth + (kind is Link)))
    return SCALARS[kind]


def _columns(kind: Any, depth: int) -> list[pa.Field]:
    hints = typing.get_type_hints(kind)
    names = [f.name for f in fields(kind) if not (f.name == "jointly" and depth > 1)]
    return [pa.field(name, arrow_type(hints[name], depth)) for name in names]


SCHEMA = pa.schema(_columns(Claim, 0))
"""A claim, nested, under the record's own names."""
KEPT_SCHEMA = SCHEMA.append(pa.field("article", pa.struct([pa.field(name, pa.string()) for name in DESCRIPTION])))
"""A claim as a ledger keeps it: with its article's version, description and dates, but without the article's text."""
ARTICLE_FIELDS = (
    "article_id",
    "version",
    "url",
    "title",
    "language",
    "publisher",
    "published",
    "modified",
    "retrieved",
    "text",
    "recorded_at",
    "known",
    "basis",
    "supersedes",
)
ARTICLE_SCHEMA = pa.schema([pa.field(name, pa.string()) for name in ARTICLE_FIELDS])
SPAN_SCHEMA = pa.schema(
    [
        *(
            pa.field(name, pa.string())
            for name in (
                "holder",
                "kind",
                "place",
                "place_name",
                "side",
                "state",
                "start",
                "end",
                "certain_from",
                "certain_to",
                "last_confirmed",
                "basis",
            )
        ),
        pa.field("rolled", pa.bool_()),
        pa.field("summary", pa.bool_()),
        pa.field("claims", pa.list_(pa.string())),
    ]
)


def kept_batches(rows: Iterable[RowMapping]) -> Iterator[pa.Table]:
    """Kept claims as Arrow tables of `ROWS` rows."""
    waiting = iter(rows)
    while batch := [kept_line(row) for row in islice(waiting, BATCH_ROWS)]:
        yield _read(b"".join(batch), KEPT_SCHEMA)


def kept_table(rows: Iterable[RowMapping]) -> pa.Table:
    """Kept claims as one Arrow table."""
    return pa.concat_tables([KEPT_SCHEMA.empty_table(), *kept_batches(rows)])


def claims_table(claims: Sequence[Claim]) -> pa.Table:
    """Claims as an Arrow table."""
    return _read(b"".join(msgspec.json.encode(c) + b"\n" for c in claims), SCHEMA) if claims else SCHEMA.empty_table()


def _read(lines: bytes, schema: pa.Schema) -> pa.Table:
    parse = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    return pj.read_json(
        io.BytesIO(lines), read_options=pj.ReadOptions(block_size=max(len(lines), 1 << 20)), parse_options=parse
    )


def articles_table(rows: Iterable[RowMapping]) -> pa.Table:
    """Versions of articles, one row a version and the day since which it was known."""
    return pa.Table.from_pylist([{name: row[name] for name in ARTICLE_FIELDS} for row in rows], schema=ARTICLE_SCHEMA)


def presence_table(found: Presence) -> pa.Table:
    """An answer about presence: one row an interval of a side's track; `summary` marks the best-placed side's."""
    rows = [
        {
            "holder": e.holder,
            "kind": e.kind,
            "place": e.place,
            "place_name": e.place_name,
            "rolled": e.rolled,
            "side": t.side_name,
            "summary": t is e.summary,
            **asdict(s),
        }
        for e in found.entries
        for t in e.tracks
        for s in t.spans
    ]
    return pa.Table.from_pylist(rows, schema=SPAN_SCHEMA)
