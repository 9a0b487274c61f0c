"""Toponyms → places: the layer of all mentions, single places, borders between countries, and sets of places."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.names.entries import KnownName
from sayso.claims.names.finder import NameHit, known_place
from sayso.claims.places.meanings import PLACES
from sayso.claims.places.resolution import Located, resolve
from sayso.claims.places.story_country import lean
from sayso.claims.places.toponyms import toponyms
from sayso.english.lists import in_order
from sayso.ground import atlas
from sayso.ground.atlas import LEVEL_PRECISIONS, GazetteerPlace
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.reading import Entity
from sayso.records import Article, Place, PlaceMention, PlaceSet, Precision

PRECISION_OF_KIND: dict[str, Precision] = {
    "country": "country",
    "demonym": "country",
    "capital": "city",
    "metonym": "city",
    "city": "city",
    "region": "region",
}
UNITS = (
    r"(regions?|provinces?|districts?|cities|towns|villages|bases|areas|parts|posts|states|"
    r"cantons|settlements|islands|locations|localities)"
)
NUMBER_WORDS = (
    r"(?:(?:a|an)\s+(?:number|series|handful)\s+of|several|various|many|some|other|numerous|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)"
)
_SET_OF = re.compile(
    rf"\b(?P<many>{NUMBER_WORDS})\s+(?:\w+\s+)?{UNITS}\s+(?:of|in|across)\s+(?:the\s+)?$", re.IGNORECASE
)
_SET_BEFORE = re.compile(rf"\b(?P<many>{NUMBER_WORDS})\s+$", re.IGNORECASE)
_UNIT_AFTER = re.compile(rf"^\s+(?:\w+\s+)?{UNITS}\b", re.IGNORECASE)
NUMBERS = {w: n for n, w in enumerate(in_order("places", "numbers"), 2)}


def locate(
    article: Article,
    spans: Sequence[tuple[int, int]],
    names: Sequence[NameHit],
    entities: Sequence[Entity] = (),
    home: str | None = None,
    tables: Names = PACKAGED_NAMES,
) -> list[Located]:
    """All places named in the spans of an article (sentences, datelines), each with the place it means. `home`: the
    publisher's country; `names`: what the tables know there."""
    found = toponyms(article.text, spans, names, entities, tables)
    return resolve(article.text, found, lean(article.text, home, article.url))


def place_mentions(text: str, located: Sequence[Located]) -> list[PlaceMention]:
    """The layer `places`: every toponym, demonym and metonym, in order of the text; without a pin where no table knows
    it."""
    return [_mention(text, item) for item in located]


def _mention(text: str, item: Located) -> PlaceMention:
    topo, spot = item.toponym, item.spot
    words = text[topo.start : topo.end]
    if spot is None:
        return PlaceMention(topo.start, topo.end, words)
    return PlaceMention(
        topo.start, topo.end, spot.name if spot.own else words, spot.lat, spot.lon, spot.country, geonames_id(spot)
    )


def geonames_id(spot: GazetteerPlace) -> int | None:
    """The id of a place; a country of our own tables has the one of the gazetteer."""
    if spot.id is None and spot.kind == "country" and spot.country:
        known = atlas.country_place(spot.country)
        return known.id if known else None
    return spot.id


def place_names(names: Sequence[NameHit], located: Sequence[Located]) -> list[NameHit]:
    """The known names with what the article's places turned out to be: new ones added, those that are no places taken
    out."""
    pinned = [_hit(item) for item in located if item.spot is not None]
    others = [hit for hit in names if hit.kind not in PLACES]
    taken = [(hit.start, hit.end) for hit in others]
    return sorted([*others, *(h for h in pinned if not _over(h, taken))], key=lambda h: (h.start, h.end))


def _over(hit: NameHit, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(taken, (hit.end, -1)) - 1
    return at >= 0 and taken[at][1] > hit.start


def _hit(item: Located) -> NameHit:
    """A located toponym as a known name; one of our own tables keeps its entry, unless the article means another
    place."""
    topo, spot = item.toponym, item.spot
    assert spot is not None
    if topo.hit is not None and (spot.name, spot.lat) == (topo.hit.name, topo.hit.entry.lat):
        known = replace(topo.hit.entry, geonames_id=geonames_id(spot))
        if known.own and known.admin1 is None and spot.admin1:
            known = replace(known, admin1=atlas.division(spot.admin1))
        return replace(topo.hit, entry=known)
    seat = known_place(spot.name) if spot.kind == "capital" else None
    if seat is not None and seat.kind == "capital":
        return NameHit(topo.start, topo.end, replace(seat, geonames_id=spot.id))
    kind = "city" if spot.kind in ("capital", "city") else "region"
    disputed = topo.hit.entry.disputed_by if topo.hit and topo.hit.country == spot.country else ()
    division = atlas.division(spot.admin1) if spot.admin1 else None
    entry = KnownName(
        kind,
        spot.name,
        spot.country,
        lat=spot.lat,
        lon=spot.lon,
        disputed_by=disputed,
        precision=LEVEL_PRECISIONS.get(spot.kind, "city"),
        geonames_id=spot.id,
        admin1=division,
    )
    return NameHit(topo.start, topo.end, entry)


def precision(hit: NameHit) -> Precision:
    """How exactly a name tells where something is."""
    return hit.entry.precision or PRECISION_OF_KIND.get(hit.kind, "region")


def place_from(hit: NameHit, text: str = "") -> Place:
    """The place that one name means."""
    entry = hit.entry
    words = text[hit.start : hit.end] if text else entry.name
    return Place(
        words, hit.start, hit.end, entry.name, entry.country, admin1=entry.admin1, lat=entry.lat, lon=entry.lon,
        precision=precision(hit), geonames_id=entry.geonames_id, disputed_by=entry.disputed_by,
    )  # fmt: skip


def borders(text: str, hits: Sequence[NameHit]) -> list[Place]:
    """ "Armenia's borders with Turkey and Iran", "the border between X and Y", "its border with X", "the X-Y
    border"."""
    found: list[Place] = []
    lands = [h for h in hits if h.country and h.kind in ("country", "demonym", "capital", "metonym")]
    for i in range(len(lands)):
        owner, others = _sides(text, lands, i)
        found += [_border(text, owner, other) for other in others]
    return found


def _sides(text: str, lands: Sequence[NameHit], i: int) -> tuple[NameHit, list[NameHit]]:
    hit, following = lands[i], lands[i + 1 :]
    between = text[hit.end : following[0].start].lower() if following else ""
    before = text[max(0, hit.start - 40) : hit.start].lower()
    if re.fullmatch(r"['’]s?\s+(?:\w+\s+)?(?:borders?|frontiers?)\s+with\s+(?:the\s+)?", between):
        return hit, _listed(text, following)
    if re.search(r"(?:borders?|frontier)\s+(?:between|of)\s+(?:the\s+)?$", before) and between.strip() in (
        "and",
        "with",
        "and the",
    ):
        return hit, list(following[:1]) if between.strip() == "and" else _listed(text, following)
    if re.fullmatch(r"[-–]", between) and re.match(
        r"\s+(?:border|frontier)", text[following[0].end : following[0].end + 12]
    ):
        return hit, list(following[:1])
    return hit, []


def _listed(text: str, following: Sequence[NameHit]) -> list[NameHit]:
    listed = list(following[:1])
    for a, b in itertools.pairwise(following):
        if text[a.end : b.start].strip() not in ("and", ",", ", and"):
            break
        listed.append(b)
    return listed


def _border(text: str, owner: NameHit, other: NameHit) -> Place:
    name = f"{owner.name}–{other.name} border"
    countries = tuple(c for c in (owner.country, other.country) if c)
    return Place(
        text[other.start : other.end],
        other.start,
        other.end,
        name,
        owner.country,
        precision="border",
        countries=countries,
    )


def place_sets(text: str, hits: Sequence[NameHit]) -> list[Place]:
    """ "five Armenian regions", "several regions of Armenia": one place with a set whose members are not named."""
    found = []
    for hit in hits:
        if hit.kind not in ("country", "demonym", "region") or not hit.country:
            continue
        head = text[max(0, hit.start - 60) : hit.start]
        of = _SET_OF.search(head)
        before, after = _SET_BEFORE.search(head), _UNIT_AFTER.search(text[hit.end : hit.end + 40])
        if of:
            found.append(_set(text, hit, hit.start - len(head) + of.start(), hit.end, of["many"]))
        elif before and after:
            found.append(_set(text, hit, hit.start - len(head) + before.start(), hit.end + after.end(), before["many"]))
    return found


def _set(text: str, hit: NameHit, start: int, end: int, many: str) -> Place:
    low = many.lower()
    count = int(low) if low.isdigit() and len(low) < 7 else NUMBERS.get(low)
    words = text[start:end]
    return Place(
        words, start, end, " ".join(words.split()), hit.country, precision="multiple", set=PlaceSet(hit.country, count),
        disputed_by=hit.entry.disputed_by,
    )  # fmt: skip
