"""Claims as JSON Lines: one object a line, fields in the order of the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from sayso.records import Claim, to_json


def write_jsonl(claims: Iterable[Claim], stream: BinaryIO) -> None:
    """Writes each claim as soon as it comes; memory does not grow with their number."""
    for claim in claims:
        stream.write(to_json(claim) + b"\n")
