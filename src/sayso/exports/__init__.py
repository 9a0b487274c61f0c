"""One writer a format: each takes claims and a binary stream. A new format is one function and one row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO

from sayso.exports.jsonl import write_jsonl
from sayso.records import Claim


def _write_parquet(claims: Iterable[Claim], stream: BinaryIO) -> None:
    """Loads Arrow when it is asked for: a command that writes lines starts a third of a second earlier."""
    from sayso.exports.parquet import write_parquet  # noqa: PLC0415

    write_parquet(claims, stream)


WRITERS: Mapping[str, Callable[[Iterable[Claim], BinaryIO], None]] = {"jsonl": write_jsonl, "parquet": _write_parquet}
