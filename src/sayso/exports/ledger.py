"""One table of forms in which a ledger is written out: claims with their articles, happenings, pages read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import RowMapping

from sayso.answers.analysis import Happening
from sayso.answers.store import Ledger
from sayso.exports.interchange import flat, ftm, gdelt, ged, maps, polecat, prov
from sayso.exports.interchange.kept import KeptClaim, kept_claims
from sayso.exports.interchange.losses import Losses
from sayso.ledger.queries import kept_line
from sayso.ledger.scope import Axis

KeptRows = Iterable[RowMapping]
Write = Callable[[Ledger, Axis, bool, BinaryIO], Losses | None]


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """A form: `says` what it is, in words; `write` gives the report of what it cannot hold, null where it holds all.

    `overtaken`: whether it can also hold claims of overtaken versions and earlier coders; `binary`: no text for a
    terminal.
    """

    says: str
    write: Write
    overtaken: bool = True
    binary: bool = False


def _rows(write: Callable[[KeptRows, BinaryIO], None]) -> Write:
    def written(ledger: Ledger, axis: Axis, everything: bool, stream: BinaryIO) -> None:
        write(ledger.claim_rows(axis, everything=everything), stream)

    return written


def _claims(write: Callable[[Iterable[KeptClaim], BinaryIO], Losses]) -> Write:
    def written(ledger: Ledger, axis: Axis, everything: bool, stream: BinaryIO) -> Losses:
        return write(kept_claims(ledger.claim_rows(axis, everything=everything)), stream)

    return written


def _happenings(write: Callable[[Iterable[Happening], BinaryIO], Losses]) -> Write:
    return lambda ledger, axis, _, stream: write(ledger.happenings(axis), stream)


def _with_pages(write: Callable[[Iterable[Happening], Mapping[str, KeptClaim], BinaryIO], Losses]) -> Write:
    def written(ledger: Ledger, axis: Axis, _: bool, stream: BinaryIO) -> Losses:
        pages = {item.claim.id: item for item in kept_claims(ledger.claim_rows(axis))}
        return write(ledger.happenings(axis), pages, stream)

    return written


def _parquet(rows: KeptRows, stream: BinaryIO) -> None:
    """Loads Arrow when it is asked for."""
    from sayso.exports.parquet import write_kept  # noqa: PLC0415

    write_kept(rows, stream)


def _lines(rows: KeptRows, stream: BinaryIO) -> None:
    for row in rows:
        stream.write(kept_line(row))


FORMS: Mapping[str, LedgerForm] = {
    "jsonl": LedgerForm("claims, whole", _rows(_lines)),
    "parquet": LedgerForm("claims, whole; sayso add reads it back", _rows(_parquet), binary=True),
    "csv": LedgerForm("one row a claim", _claims(flat.write_claims)),
    "happenings": LedgerForm("CSV, one row a happening", _happenings(flat.write_happenings), overtaken=False),
    "pages": LedgerForm("CSV, pages read by outlet and day", lambda ledger, axis, _, stream: flat.write_pages(
        ledger.pages_read(axis), stream), overtaken=False),
    "polecat": LedgerForm("POLECAT's 40 columns", _claims(polecat.write)),
    "gdelt": LedgerForm("GDELT 2.0 events", _with_pages(gdelt.write_events), overtaken=False),
    "gdelt-mentions": LedgerForm("GDELT 2.0 mentions", _with_pages(gdelt.write_mentions), overtaken=False),
    "ged": LedgerForm("violence in UCDP GED's columns", _with_pages(ged.write), overtaken=False),
    "geojson": LedgerForm("a feature a claim", _claims(maps.write)),
    "ftm": LedgerForm("FollowTheMoney entities", _claims(ftm.write)),
    "prov": LedgerForm("W3C PROV-JSON of the chains", _claims(prov.write)),
}  # fmt: skip
"""Forms by name."""
