"""Tables for R, pandas and spreadsheets: one row a claim, one row a happening, one row an outlet's day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import BinaryIO

from sayso.answers.analysis import Happening, ReadPages
from sayso.exports.cells import write_csv
from sayso.exports.interchange.kept import KeptClaim
from sayso.exports.interchange.losses import Losses
from sayso.ground.edtf import window
from sayso.records import Claim, Party

CLAIM_FIELDS = (
    "id", "coder", "coder_version", "article_id", "article_version", "published", "publisher", "url", "title",
    "sentence", "predicate", "predicate_start", "predicate_end", "act", "mode", "status", "event_type", "event_mode",
    "auxiliary", "contexts", "actors", "actor_countries", "actor_sectors", "recipients", "recipient_countries",
    "recipient_sectors", "place", "place_country", "place_admin1", "place_lat", "place_lon", "place_precision",
    "place_geonames_id", "places", "time", "time_first_day", "time_last_day", "decided", "killed", "killed_low",
    "killed_high", "quantities", "force", "change", "chain", "origin", "interested", "quoted", "evidence",
    "confidence", "known", "recorded_at",
)  # fmt: skip
HAPPENING = (
    "happening", "act", "mode", "status", "event_type", "event_mode", "date", "first_day", "last_day", "place",
    "country", "admin1", "lat", "lon", "precision", "actors", "actor_countries", "recipients", "recipient_countries",
    "killed_best", "killed_low", "killed_high", "wounded_best", "wounded_low", "wounded_high", "troops_best",
    "troops_low", "troops_high", "pages", "copy_groups", "statements", "origins_low", "origins_high", "origins",
    "sides", "bottleneck", "contradicted_by", "first_seen", "last_seen", "words", "claims",
)  # fmt: skip
PAGE_COLUMNS = tuple(f.name for f in fields(ReadPages))
LOST = {
    "entities": "left out", "titles": "left out", "further places": "only their names",
    "sets of places": "only their name", "disputed_by": "left out", "other figures than deaths": "as words",
    "movement": "only whose force and the change", "attribution": "only the names, in their order",
    "spans": "only the predicate's",
}  # fmt: skip
COUNTED_FIELDS = ("killed", "wounded", "troops")


def write_claims(kept: Iterable[KeptClaim], stream: BinaryIO) -> Losses:
    """One row a claim. Lists are joined by `; `."""
    report = Losses("csv", LOST)

    def rows() -> Iterator[Mapping[str, object]]:
        for item in kept:
            report.see(item.claim)
            yield _claim(item)

    write_csv(rows(), CLAIM_FIELDS, stream)
    return report


def _claim(item: KeptClaim) -> dict[str, object]:
    c, page = item.claim, item.page
    own = {
        "id": c.id,
        "coder": c.coder.name,
        "coder_version": c.coder.version,
        "article_id": c.article_id,
        "article_version": page.version,
        "published": item.published,
        "sentence": c.sentence,
        "predicate": c.predicate.text,
        "predicate_start": c.predicate.start,
        "predicate_end": c.predicate.end,
    }
    plain = ("act", "mode", "status", "event_type", "event_mode", "interested", "quoted", "confidence")
    of_page = ("publisher", "url", "title", "known", "recorded_at")
    return {
        **own,
        **{name: getattr(c, name) for name in plain},
        **{name: getattr(page, name) for name in of_page},
        "auxiliary": _joined(c.auxiliary),
        "contexts": _joined(c.contexts),
        **_parties("actor", c.actors),
        **_parties("recipient", c.recipients),
        "actor_sectors": _joined(s for p in c.actors for s in p.sectors),
        "recipient_sectors": _joined(s for p in c.recipients for s in p.sectors),
        **_where_and_when(c),
        **_how_many(c),
        "chain": " ← ".join(link.name or link.text or "unnamed" for link in c.attribution),
        "origin": (item.source.name or item.source.text) if item.source else None,
        "evidence": " … ".join(" ".join(w.text.split()) for w in c.evidence),
    }


def _parties(role: str, parties: Sequence[Party]) -> dict[str, object]:
    return {f"{role}s": "; ".join(p.name for p in parties),
            f"{role}_countries": _joined(p.country for p in parties)}  # fmt: skip


def _joined(words: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(w for w in words if w))


def _where_and_when(c: Claim) -> dict[str, object]:
    first = c.places[0] if c.places else None
    days = window(c.time.edtf if c.time else None)
    at = {} if first is None else {
        "place": first.name, "place_country": first.country, "place_admin1": first.admin1, "place_lat": first.lat,
        "place_lon": first.lon, "place_precision": first.precision, "place_geonames_id": first.geonames_id,
    }  # fmt: skip
    return {
        **at,
        "places": "; ".join(p.name for p in c.places),
        "time": c.time.edtf if c.time else None,
        "time_first_day": days.low,
        "time_last_day": days.high,
        "decided": c.decided.edtf if c.decided else None,
    }


def _how_many(c: Claim) -> dict[str, object]:
    deaths = next((q for q in c.quantities if q.of == "killed"), None)
    moved = c.movement
    return {
        **({"killed": deaths.value, "killed_low": deaths.low, "killed_high": deaths.high} if deaths else {}),
        "quantities": "; ".join(f"{q.of}: {q.text}" for q in c.quantities),
        "force": "; ".join(f.name for f in moved.forces) if moved else None,
        "change": moved.change if moved else None,
    }


def write_happenings(found: Iterable[Happening], stream: BinaryIO) -> Losses:
    """One row a happening, by the rules of `answers.analysis`."""
    report = Losses("happenings", {**LOST, "attribution": "only the origins, told apart", "spans": "left out"})

    def rows() -> Iterator[Mapping[str, object]]:
        for item in found:
            for told in item.claims:
                report.see(told.claim)
            yield _happening(item)

    write_csv(rows(), HAPPENING, stream)
    return report


def _happening(h: Happening) -> dict[str, object]:
    a, days = h.account, window(h.time.edtf if h.time else None)
    figures = {
        f"{of}_{side}": getattr(found, side)
        for of in COUNTED_FIELDS
        if (found := h.figure(of)) is not None
        for side in ("best", "low", "high")
    }
    at = {} if h.place is None else {
        "place": h.place.name, "country": h.place.country, "admin1": h.place.admin1, "lat": h.place.lat,
        "lon": h.place.lon, "precision": h.place.precision,
    }  # fmt: skip
    return {
        "happening": a.id,
        "act": a.act,
        "mode": a.mode,
        "status": a.status,
        "event_type": h.lead.event_type,
        "event_mode": h.lead.event_mode,
        "date": h.time.edtf if h.time else None,
        "first_day": days.low,
        "last_day": days.high,
        **at,
        **_parties("actor", h.actors),
        **_parties("recipient", h.recipients),
        **figures,
        "pages": len(a.pages),
        "copy_groups": a.copy_groups,
        "statements": len(a.statements),
        "origins_low": a.fewest_origins,
        "origins_high": a.most_origins,
        "origins": "; ".join(o.name for o in a.origins),
        "sides": "; ".join(s.name for s in a.sides),
        "bottleneck": a.bottleneck,
        "contradicted_by": sum(len(d.claims) for d in a.against),
        "first_seen": a.first_seen,
        "last_seen": a.last_seen,
        "words": a.words,
        "claims": "; ".join(dict.fromkeys(a.claims)),
    }


def write_pages(found: Iterable[ReadPages], stream: BinaryIO) -> Losses:
    """One row an outlet's day."""
    write_csv(({name: getattr(row, name) for name in PAGE_COLUMNS} for row in found), PAGE_COLUMNS, stream)
    return Losses("pages", {})
