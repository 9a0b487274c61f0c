"""Happenings as GDELT 2.0 has events (61 columns) and mentions (16 columns): tabs between them, no head."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO

from sayso.answers.analysis import Happening
from sayso.errors import MalformedRecord
from sayso.exports.cells import fused, one_line
from sayso.exports.interchange.countries import fips
from sayso.exports.interchange.kept import GONE, KeptClaim, unfit
from sayso.exports.interchange.losses import Losses
from sayso.ground.edtf import window
from sayso.ontology import TYPES, to_cameo
from sayso.records import Party, Place

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
          "Type2Code", "Type3Code")  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS = (
    "GLOBALEVENTID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
QUAD_CLASS = {"VC": 1, "MC": 2, "VX": 3, "MX": 4}
LOST = {
    "act": "only the event type, as the nearest CAMEO code", "mode": "only as the nearest CAMEO code",
    "status": "only what took place is in the file",
    "auxiliary": GONE, "contexts": GONE, "further actors": "only the first", "further recipients": "only the first",
    "titles": GONE, "entities": GONE, "further places": "only the most precise of the happening",
    "sets of places": "only their name", "disputed_by": GONE,
    "inexact time": "the event is not in the file unless a day is known", "decided": "at most as the event's day",
    "quantities": GONE, "movement": GONE, "attribution": "only the publisher", "quoted": GONE, "evidence": GONE,
    "spans": "only the predicate's and the parties' starts", "interested": GONE, "coder": GONE,
}  # fmt: skip
BLANK = (
    "Actor1KnownGroupCode", "Actor1EthnicCode", "Actor1Religion1Code", "Actor1Religion2Code", "Actor2KnownGroupCode",
    "Actor2EthnicCode", "Actor2Religion1Code", "Actor2Religion2Code", "IsRootEvent", "AvgTone", "Actor1Geo_*",
    "Actor2Geo_*", "ActionGeo_ADM1Code", "ActionGeo_ADM2Code", "ActionGeo_FeatureID",
)  # fmt: skip
WEB, PLACES_TYPE = 1, {"country": 1, "admin1": 5, "city": 4, "point": 4}
"""GDELT's code of a page on the web; its codes of places: country, state of the world, city of the world."""
NO_DAY = "the day is not known, and GDELT has no event without one"
NO_CODE = "CAMEO has no event of that kind (PRESENT, or a type of a user's codebook)"


def event_number(happening: str) -> int:
    """GLOBALEVENTID of a happening: 52 bits of its id, which every program reads exactly."""
    return int(happening[:13], 16)


def write_events(found: Iterable[Happening], pages: Mapping[str, KeptClaim], stream: BinaryIO) -> Losses:
    """One row a happening; `pages` holds its claims with their pages, by the claim's id."""
    report = Losses("gdelt", LOST, BLANK)
    for happening, event in _events(found, pages, report):
        _line([event.get(name) for name in EVENTS], stream)
        for told in happening.claims:
            report.see(told.claim)
    return report


def write_mentions(found: Iterable[Happening], pages: Mapping[str, KeptClaim], stream: BinaryIO) -> Losses:
    """One row a claim of a happening that `write_events` writes."""
    report = Losses("gdelt-mentions", {name: GONE for name in LOST if name not in ("coder", "spans")})
    for happening, event in _events(found, pages, report):
        for item in _items(happening, pages):
            report.see(item.claim)
            _line([_mention(event, item).get(name) for name in MENTIONS], stream)
    return report


def _events(
    found: Iterable[Happening], pages: Mapping[str, KeptClaim], report: Losses
) -> Iterator[tuple[Happening, dict[str, object]]]:
    for happening in found:
        code, day = _code(happening), _day(happening, pages)
        items = _items(happening, pages)
        why = NO_CODE if code is None else unfit(items[0]) if items else NO_DAY
        why = why or (NO_DAY if day is None else None)
        if why is None and code is not None and day is not None:
            yield happening, _event(happening, code, day, pages)
        else:
            for _ in happening.claims:
                report.drop(str(why))


def _items(happening: Happening, pages: Mapping[str, KeptClaim]) -> list[KeptClaim]:
    return [pages[t.claim.id] for t in happening.claims if t.claim.id in pages]


def _code(happening: Happening) -> str | None:
    lead = happening.lead
    return to_cameo(lead.event_type, lead.event_mode) if lead.event_type and lead.event_type in TYPES else None


def _day(happening: Happening, pages: Mapping[str, KeptClaim]) -> str | None:
    """The day most of the claims give to the event; of two alike the earlier."""
    days = [day for item in _items(happening, pages) if (day := item.event_day)]
    return min(days, key=lambda day: (-days.count(day), day), default=None)


def _event(happening: Happening, code: str, day: str, pages: Mapping[str, KeptClaim]) -> dict[str, object]:
    lead, account, items = happening.lead, happening.account, _items(happening, pages)
    kind = TYPES[str(lead.event_type)]
    score = kind.modes.get(lead.event_mode or "")
    first = min(items, key=lambda item: (item.published, item.claim.id))
    digits, given = day.replace("-", ""), date.fromisoformat(day)
    return {
        "GLOBALEVENTID": event_number(account.id),
        "Day": digits,
        "MonthYear": digits[:6],
        "Year": digits[:4],
        "FractionDate": f"{given.year + (given.timetuple().tm_yday - 1) / 365:.4f}",
        **_actor(1, happening.actors),
        **_actor(2, happening.recipients),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": QUAD_CLASS[str(kind.quad)],
        "GoldsteinScale": kind.score if score is None else score,
        "NumMentions": len(happening.claims),
        "NumSources": len({item.page.publisher for item in items}),
        "NumArticles": len(account.pages),
        **(_geo("Action", happening.place) if happening.place else {}),
        "DATEADDED": "".join(sign for sign in min(item.page.recorded_at for item in items)[:19] if sign.isdigit()),
        "SOURCEURL": first.page.url,
    }


def _actor(n: int, parties: Sequence[Party]) -> dict[str, object]:
    if not parties:
        return {}
    party = parties[0]
    types = dict(zip(("Type1Code", "Type2Code", "Type3Code"), party.sectors, strict=False))
    own = {"Code": (party.country or "") + "".join(party.sectors[:1]) or None, "Name": party.name.upper(),
           "CountryCode": party.country, **types}  # fmt: skip
    return {f"Actor{n}{name}": value for name, value in own.items()}


def _geo(who: str, place: Place) -> dict[str, object]:
    """Types and pins only where the place has them; GDELT's countries are those of FIPS 10-4."""
    own = {"Type": PLACES_TYPE.get(place.precision), "FullName": place.name, "Lat": place.lat, "Long": place.lon,
           "CountryCode": fips().get(place.country or "")}  # fmt: skip
    return {f"{who}Geo_{name}": value for name, value in own.items()}


def _mention(event: Mapping[str, object], item: KeptClaim) -> dict[str, object]:
    claim, page = item.claim, item.page
    starts = [p[0].start if p else -1 for p in (claim.actors, claim.recipients)]
    return {
        "GLOBALEVENTID": event["GLOBALEVENTID"],
        "EventTimeDate": f"{event['Day']}000000",
        "MentionTimeDate": f"{(window(page.published).high or page.known).replace('-', '')}000000",
        "MentionType": WEB,
        "MentionSourceName": page.publisher,
        "MentionIdentifier": page.url or claim.article_id,
        "SentenceID": claim.sentence + 1,
        "Actor1CharOffset": starts[0],
        "Actor2CharOffset": starts[1],
        "ActionCharOffset": claim.predicate.start,
        "InRawText": 1,
        "Confidence": max(10, min(100, round(claim.confidence * 10) * 10)),
        "Extras": claim.id,
    }


def _line(cells: Sequence[object], stream: BinaryIO) -> None:
    stream.write("\t".join(map(one_line, cells)).encode("utf-8", "replace") + b"\n")


def read_events(stream: BinaryIO, source: str = "GDELT events") -> Iterator[Mapping[str, str | None]]:
    """The rows of an event file, by the names of `EVENTS`; null for empty cells. Raises MalformedRecord for another
    number of columns."""
    return _read(stream, EVENTS, source)


def read_mentions(stream: BinaryIO, source: str = "GDELT mentions") -> Iterator[Mapping[str, str | None]]:
    """The rows of a file of mentions, by the names of `MENTIONS`. Raises MalformedRecord as `read_events` does."""
    return _read(stream, MENTIONS, source)


def _read(stream: BinaryIO, names: Sequence[str], source: str) -> Iterator[Mapping[str, str | None]]:
    lines = stream.read().decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    for count, cells in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if cells and len(cells) != len(names):
            raise MalformedRecord(f"{source}:{count}", f"{len(cells)} columns, not {len(names)}")
        if cells:
            yield {name: fused(cell) or None for name, cell in zip(names, cells, strict=True)}
