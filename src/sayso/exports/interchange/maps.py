"""Claims as GeoJSON (RFC 7946): a feature a claim, with a pin only where the text supports one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from sayso.exports.interchange.kept import GONE, KeptClaim
from sayso.exports.interchange.losses import Losses
from sayso.records import Place

LOST = {
    "auxiliary": GONE, "contexts": GONE, "sectors": GONE, "titles": GONE, "entities": GONE, "quantities": GONE,
    "movement": "only the change", "attribution": "only the names", "spans": GONE, "interested": GONE,
    "coder": "only the name",
}  # fmt: skip


def write(kept: Iterable[KeptClaim], stream: BinaryIO) -> Losses:
    """One FeatureCollection, a feature a line. A claim without a pin has the geometry null, and counts in the
    report."""
    report = Losses("geojson", LOST)
    stream.write(b'{"type":"FeatureCollection","features":[')
    for number, item in enumerate(kept):
        report.see(item.claim)
        stream.write((",\n" if number else "\n").encode() + _line(_feature(item)))
    stream.write(b"\n]}\n")
    return report


def _line(feature: dict[str, Any]) -> bytes:
    return json.dumps(feature, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _feature(item: KeptClaim) -> dict[str, Any]:
    claim, page = item.claim, item.page
    pins = [[p.lon, p.lat] for p in claim.places if p.lat is not None and p.lon is not None]
    geometry = None
    if pins:
        geometry = ({"type": "Point", "coordinates": pins[0]} if len(pins) == 1 else
                    {"type": "MultiPoint", "coordinates": pins})  # fmt: skip
    return {
        "type": "Feature",
        "id": claim.id,
        "geometry": geometry,
        "properties": {
            "act": claim.act,
            "mode": claim.mode,
            "status": claim.status,
            "event_type": claim.event_type,
            "event_mode": claim.event_mode,
            "time": claim.time.edtf if claim.time else None,
            "decided": claim.decided.edtf if claim.decided else None,
            "actors": [p.name for p in claim.actors],
            "recipients": [p.name for p in claim.recipients],
            "places": [_place(p) for p in claim.places],
            "change": claim.movement.change if claim.movement else None,
            "chain": [link.name or link.text for link in claim.attribution],
            "quoted": claim.quoted,
            "evidence": [w.text for w in claim.evidence],
            "confidence": claim.confidence,
            "coder": claim.coder.name,
            "article": claim.article_id,
            "url": page.url,
            "title": page.title,
            "publisher": page.publisher,
            "published": item.published,
        },
    }


def _place(place: Place) -> dict[str, Any]:
    """With the precision, without which a pin says more than the text."""
    return {
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "precision": place.precision,
        "geonames_id": place.geonames_id,
        "disputed_by": list(place.disputed_by),
        **({"within": place.set.within, "count": place.set.count} if place.set else {}),
    }
