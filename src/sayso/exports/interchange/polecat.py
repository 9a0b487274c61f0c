"""Claims as POLECAT's weekly files have events: 40 columns, tabs between them, `None` for what is not known."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from sayso.errors import MalformedRecord
from sayso.exports.cells import fused, one_line
from sayso.exports.interchange.kept import GONE, KeptClaim, unfit
from sayso.exports.interchange.losses import Losses
from sayso.ground.places import country_name
from sayso.ontology import QUADS, TYPES
from sayso.records import Party, Place

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
LOST = {
    "act": "only the event type", "mode": "only the event mode",
    "status": "only what took place is in the file", "auxiliary": GONE,
    "entities": GONE, "further places": "only the first", "sets of places": "only their name", "disputed_by": GONE,
    "inexact time": "no date, unless the event is a word that has its own", "decided": "at most as the event's date",
    "quantities": GONE, "movement": GONE, "attribution": "only the publisher", "quoted": GONE, "evidence": GONE,
    "spans": GONE, "confidence": GONE, "interested": GONE,
}  # fmt: skip
BLANK = (
    "Actor COW", "Wikipedia Actor ID", "Recipient COW", "Wikipedia Recipient ID", "District", "Story People",
    "Story Organizations", "Story Locations",
)  # fmt: skip
NO_VALUE = "None"
_EXTRA = ("Headline", "Event Text", "Feed", "Story ID")
"""Names that some published files have in their head and not in their rows."""


def losses() -> Losses:
    """An empty report for this form."""
    return Losses("polecat", LOST, BLANK)


def write(kept: Iterable[KeptClaim], stream: BinaryIO) -> Losses:
    """Writes one row an event that took place; other claims are left out and counted."""
    report = losses()
    _line(COLUMNS, stream)
    for item in kept:
        why = unfit(item)
        if why is not None:
            report.drop(why)
            continue
        report.see(item.claim)
        row = _row(item)
        _line([NO_VALUE if row.get(name) in (None, "") else one_line(row[name]) for name in COLUMNS], stream)
    return report


def _line(cells: Sequence[str], stream: BinaryIO) -> None:
    stream.write("\t".join(cells).encode("utf-8", "replace") + b"\n")


def _row(item: KeptClaim) -> dict[str, object]:
    claim, page = item.claim, item.page
    kind = TYPES.get(claim.event_type or "")
    own = kind.modes.get(claim.event_mode or "") if kind else None
    score = own if own is not None or kind is None else kind.score
    return {
        "Event ID": claim.id,
        "Event Date": item.event_day,
        "Event Type": claim.event_type,
        "Event Mode": claim.event_mode,
        "Intensity": score,
        "Quad Code": QUADS[kind.quad].upper() if kind and kind.quad else None,
        "Contexts": "; ".join(claim.contexts),
        **_parties("Actor", claim.actors),
        **_parties("Recipient", claim.recipients),
        **(_place(claim.places[0]) if claim.places else {}),
        "Source": page.publisher,
        "Publication Date": item.published,
        "Language": page.language,
        "Version": f"{claim.coder.name} {claim.coder.version}",
    }


def _parties(role: str, parties: Sequence[Party]) -> dict[str, object]:
    sectors = list(dict.fromkeys(s for p in parties for s in p.sectors))
    return {
        f"{role} Name": "; ".join(p.name for p in parties),
        f"{role} Country": "; ".join(dict.fromkeys(p.country for p in parties if p.country)),
        f"Primary {role} Sector": sectors[0] if sectors else None,
        f"{role} Sectors": "; ".join(sectors),
        f"{role} Title": "; ".join(p.title for p in parties if p.title),
        f"{role} Name Raw": "; ".join(p.text for p in parties),
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "Placename": place.name,
        "City": place.name if place.precision in ("city", "point") else None,
        "Province": place.admin1,
        "Country": country_name(place.country) if place.country else None,
        "Latitude": place.lat,
        "Longitude": place.lon,
        "GeoNames ID": place.geonames_id,
        "Raw Placename": place.text,
        "Feature Type": place.precision,
    }


def read(stream: BinaryIO, source: str = "POLECAT file") -> Iterator[Mapping[str, str | None]]:
    """The rows of a file that `write` wrote or POLECAT published, by the names of `COLUMNS`; null where it says
    `None` or nothing.

    Mended on the way: `Event Intensity` for `Intensity`, names in the head that no row fills, empty columns at the
    end, and Latin-1. Raises MalformedRecord for another head, or a row of another length.
    """
    text = _decoded(stream.read())
    rows = csv.reader(text.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    _check_head(next(rows, []), source)
    for number, cells in enumerate(rows, 2):
        while len(cells) > len(COLUMNS) and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        if len(cells) != len(COLUMNS):
            raise MalformedRecord(f"{source}:{number}", f"{len(cells)} columns, not {len(COLUMNS)}")
        yield {name: None if cell in (NO_VALUE, "") else fused(cell) for name, cell in zip(COLUMNS, cells, strict=True)}


def _check_head(names: Sequence[str], source: str) -> None:
    """Raises MalformedRecord for another head than POLECAT's."""
    known = ["Intensity" if name == "Event Intensity" else name for name in names]
    known = [name for name in known if name and name not in _EXTRA]
    if known != list(COLUMNS):
        missing = [name for name in COLUMNS if name not in known]
        raise MalformedRecord(source, f"its head has not POLECAT's columns (missing: {', '.join(missing) or 'none'})")


def _decoded(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("iso-8859-1")
    return text.replace("\r\n", "\n")
