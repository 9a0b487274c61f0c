"""One writer a format: each takes claims and a binary stream. A new format is one function and one row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO

from sayso.exports.jsonl import write_jsonl
from sayso.exports.parquet import write_parquet
from sayso.records import Claim

WRITERS: Mapping[str, Callable[[Iterable[Claim], BinaryIO], None]] = {"jsonl": write_jsonl, "parquet": write_parquet}
