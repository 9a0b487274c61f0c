"""Claims as a flat table for spreadsheets: one row a claim, lists joined, every cell harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from sayso.exports.cells import defused
from sayso.records import Claim

COLUMNS = (
    "id", "article_id", "sentence", "act", "mode", "status", "event_type", "event_mode", "predicate", "actors",
    "actor_countries", "recipients", "recipient_countries", "places", "place_countries", "time", "decided",
    "quantities", "change", "chain", "quoted", "confidence", "evidence",
)  # fmt: skip


def packed(claims: Sequence[Claim]) -> bytes:
    """The rows of one article's claims."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    for claim in claims:
        writer.writerow([defused(value) for value in _row(claim)])
    return text.getvalue().encode("utf-8")


def write(rows: Iterable[bytes], stream: BinaryIO) -> None:
    """Writes the names of the columns, then each article's rows as soon as they come."""
    stream.write((",".join(COLUMNS) + "\n").encode())
    for row in rows:
        stream.write(row)


def _row(claim: Claim) -> tuple[object, ...]:
    return (
        claim.id,
        claim.article_id,
        claim.sentence,
        claim.act,
        claim.mode,
        claim.status,
        claim.event_type,
        claim.event_mode,
        claim.predicate.text,
        _joined(p.name for p in claim.actors),
        _joined(p.country for p in claim.actors),
        _joined(p.name for p in claim.recipients),
        _joined(p.country for p in claim.recipients),
        _joined(p.name for p in claim.places),
        _joined(p.country for p in claim.places),
        claim.time.edtf if claim.time else None,
        claim.decided.edtf if claim.decided else None,
        _joined(f"{q.value} {q.of}" for q in claim.quantities),
        claim.movement.change if claim.movement else None,
        _joined((link.name for link in claim.attribution), " < "),
        claim.quoted,
        f"{claim.confidence:.3f}",
        _joined((" ".join(words.text.split()) for words in claim.evidence), " … "),
    )


def _joined(values: Iterable[str | None], between: str = "; ") -> str:
    return between.join(value or "" for value in values)
