"""Claims as JSON Lines: one object a line, fields in the order of the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from sayso.records import Claim, to_json


def packed(claims: Sequence[Claim]) -> bytes:
    """The lines of one article's claims."""
    return b"".join(to_json(claim) + b"\n" for claim in claims)


def write(lines: Iterable[bytes], stream: BinaryIO) -> None:
    """Writes each article's lines as soon as they come; memory does not grow with their number."""
    for line in lines:
        stream.write(line)
