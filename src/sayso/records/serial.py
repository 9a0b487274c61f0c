"""Records ↔ JSON and its schema; ids made of content."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, TypeVar

import msgspec

from sayso.records.words import Words

T = TypeVar("T")


def to_json(record: Any) -> bytes:
    """One record (or plain data) as UTF-8 JSON, fields in their declared order."""
    return msgspec.json.encode(record)


@cache
def _decoder(kind: type) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, strict=True)


def from_json(line: bytes | str, kind: type[T]) -> T:
    """The record of `kind` that `to_json` wrote. Raises msgspec.ValidationError naming the field that is wrong."""
    value: T = _decoder(kind).decode(line)  # type: ignore[arg-type]
    return value


def json_schema(kind: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_json` writes for `kind`."""
    return msgspec.json.schema(kind)


def digest(*pieces: str) -> str:
    """16 hexadecimal digits of SHA-256 over the pieces, which cannot run into one another."""
    return hashlib.sha256("\x1f".join(pieces).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def claim_id(article_id: str, version: str, predicate: Words, ordinal: int) -> str:
    """The id of a claim: it hangs on the words alone, so that a better coder keeps it (docs/record.md, Claim)."""
    return digest(article_id, version, str(predicate.start), str(predicate.end), str(ordinal))
