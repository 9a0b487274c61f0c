"""Claims as Parquet: nested columns under the record's own names, one row a claim."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from sayso.records import Claim, Link

ROWS = 10_000
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


def write_parquet(claims: Iterable[Claim], stream: BinaryIO) -> None:
    """Writes claims in batches of `ROWS`, compressed with zstd."""
    with pq.ParquetWriter(stream, SCHEMA, compression="zstd") as writer:
        for batch in _batches(iter(claims)):
            rows = [msgspec.to_builtins(claim) for claim in batch]
            writer.write_table(pa.Table.from_pylist(rows, schema=SCHEMA))


def _batches(claims: Iterator[Claim]) -> Iterator[list[Claim]]:
    while batch := list(islice(claims, ROWS)):
        yield batch
