"""Claims of what is done as FollowTheMoney entities, JSON Lines: an Event, the parties in it, and the Article it is
read from.

An Event of FollowTheMoney has taken place: what is only agreed, planned, demanded, denied or possible is left out and
counted, since the form has no word for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from sayso.exports.interchange.countries import alpha_2
from sayso.exports.interchange.kept import GONE, TOLD_AS_DONE, KeptClaim
from sayso.exports.interchange.losses import Losses
from sayso.ground.edtf import window
from sayso.records import Claim, Party, digest

LOST = {
    "mode": "only in the name", "auxiliary": GONE, "contexts": "only as keywords", "sectors": GONE, "titles": GONE,
    "places": "only names and countries", "sets of places": "only their name", "disputed_by": GONE,
    "inexact time": "as first and last day", "decided": GONE, "quantities": GONE, "movement": GONE,
    "attribution": "only as words, in the description", "quoted": GONE, "spans": GONE, "confidence": GONE,
    "interested": GONE, "coder": GONE,
}  # fmt: skip
EVENT_NOT_DONE = "not told as done, and an Event of FollowTheMoney has taken place"


def write(kept: Iterable[KeptClaim], stream: BinaryIO) -> Losses:
    """One entity a line; a party or article that comes again is written once."""
    report, seen = Losses("ftm", LOST), set[str]()
    for item in kept:
        if item.claim.status not in TOLD_AS_DONE:
            report.drop(EVENT_NOT_DONE)
            continue
        report.see(item.claim)
        for entity in _entities(item):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                stream.write(json.dumps(entity, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    return report


def _entities(item: KeptClaim) -> Iterator[dict[str, Any]]:
    claim, page = item.claim, item.page
    article = _entity("Article", f"article-{digest(claim.article_id, page.version)}", title=page.title,
                      fileName=None if page.title else claim.article_id, sourceUrl=page.url, publisher=page.publisher,
                      publishedAt=item.published)  # fmt: skip
    parties = [_party(p) for p in (*claim.actors, *claim.recipients)]
    yield article
    yield from parties
    days = window(claim.time.edtf if claim.time else None)
    one = days.low is not None and days.low == days.high
    yield _entity(
        "Event", f"event-{claim.id}", name=_name(claim), summary=" … ".join(w.text for w in claim.evidence),
        date=days.low if one else None, startDate=None if one else days.low, endDate=None if one else days.high,
        location=[p.name for p in claim.places],
        country=[c for p in claim.places if (c := alpha_2().get(p.country or ""))],
        involved=[p["id"] for p in parties], keywords=list(claim.contexts), proof=article["id"],
        sourceUrl=page.url, publisher=page.publisher, description=_chain(claim),
    )  # fmt: skip


def _entity(schema: str, key: str, /, **values: str | list[str] | None) -> dict[str, Any]:
    given = {name: value if isinstance(value, list) else [value] for name, value in values.items() if value}
    return {"id": key, "schema": schema, "properties": {k: list(dict.fromkeys(v)) for k, v in given.items()}}


def _name(claim: Claim) -> str:
    act = " ".join(word for word in (claim.act, claim.mode) if word)
    return f"{act}: {', '.join(p.name for p in claim.actors) or 'somebody'}"


def _chain(claim: Claim) -> str | None:
    names = [link.name or link.text or "somebody unnamed" for link in claim.attribution]
    return f"On whose say-so: {' ← '.join(names)}" if names else None


def _party(party: Party) -> dict[str, Any]:
    """A Person where a title says so; else what FollowTheMoney calls any body that acts."""
    name = party.entity or digest(party.name, party.country or "")
    return _entity("Person" if party.title else "LegalEntity", f"party-{name.replace(':', '-')}", name=party.name,
                   country=alpha_2().get(party.country or ""))  # fmt: skip
