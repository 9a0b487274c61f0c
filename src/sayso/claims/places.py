"""Toponyms → places: the layer of all mentions, single places, borders between countries, and sets of places."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from sayso.claims.gazetteer import NameHit, coordinates
from sayso.records import Place, PlaceMention, PlaceSet, Precision, Quantity

PRECISION: dict[str, Precision] = {
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
MANY = (
    r"(?:(?:a|an)\s+(?:number|series|handful)\s+of|several|various|many|some|other|numerous|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)"
)
_SET_OF = re.compile(rf"\b(?P<many>{MANY})\s+(?:\w+\s+)?{UNITS}\s+(?:of|in|across)\s+(?:the\s+)?$", re.IGNORECASE)
_SET_BEFORE = re.compile(rf"\b(?P<many>{MANY})\s+$", re.IGNORECASE)
_UNIT_AFTER = re.compile(rf"^\s+(?:\w+\s+)?{UNITS}\b", re.IGNORECASE)
NUMBERS = {w: n for n, w in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2)}


def place_mentions(text: str, hits: Sequence[NameHit]) -> list[PlaceMention]:
    """The layer `places`: every toponym, demonym and metonym with a position, in order of the text."""
    return [PlaceMention(h.start, h.end, h.name, h.entry.lat, h.entry.lon, h.country) for h in coordinates(hits) if h.start < len(text)]


def place_from(hit: NameHit, text: str = "") -> Place:
    """The place that one name means."""
    entry = hit.entry
    words = text[hit.start : hit.end] if text else entry.name
    return Place(
        words, hit.start, hit.end, entry.name, entry.country, lat=entry.lat, lon=entry.lon,
        precision=PRECISION.get(entry.kind, "region"), disputed_by=entry.disputed_by,
    )  # fmt: skip


def borders(text: str, hits: Sequence[NameHit]) -> list[Place]:
    """ "Armenia's borders with Turkey and Iran", "the border between X and Y", "its border with X", "the X-Y border"."""
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
    if re.search(r"(?:borders?|frontier)\s+(?:between|of)\s+(?:the\s+)?$", before) and between.strip() in ("and", "with", "and the"):
        return hit, list(following[:1]) if between.strip() == "and" else _listed(text, following)
    if re.fullmatch(r"[-–]", between) and re.match(r"\s+(?:border|frontier)", text[following[0].end : following[0].end + 12]):
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
    return Place(text[other.start : other.end], other.start, other.end, name, owner.country, precision="border", countries=countries)


def place_sets(text: str, hits: Sequence[NameHit], quantities: Sequence[Quantity] = ()) -> list[Place]:
    """ "five Armenian regions", "several regions of Armenia": one place with a set whose members are not named."""
    del quantities
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
