"""Which words name places: names of the gazetteer, weighed by what stands around them (`evidence`).

A reader of names, where the Reading has one, is evidence among others: its places count even where no table knows them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.claims.names.finder import NameHit, place_in_capitals, places_within
from sayso.claims.names.runs import LONGEST_NAME, Word, capital_runs, form, lists, words_in
from sayso.claims.places.divisions import abbreviations
from sayso.claims.places.evidence import Surroundings, mutual_support, neighbour, toponym_evidence
from sayso.claims.places.meanings import PLACES, Toponym
from sayso.english.lists import paired
from sayso.ground import atlas
from sayso.ground.atlas import GazetteerPlace
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import fold
from sayso.reading import Entity

PLURALS = paired("places", "counted_nouns")
"""Noun after a list of names → the noun that each of them has."""

SHOUTED = 4
"""Signs of a name in capitals at least, such as "MALI"; "USA" and "UAE" stand in the tables as they are."""


def toponyms(
    text: str,
    spans: Sequence[tuple[int, int]],
    hits: Sequence[NameHit],
    entities: Sequence[Entity] = (),
    tables: Names = PACKAGED_NAMES,
) -> list[Toponym]:
    """The places named in the spans of a text, in order, none overlapping. `hits` are the names in them that the
    tables know."""
    line = words_in(text, spans)
    pairs = list(capital_runs(line))
    forms = {pair: form(text, line, pair) for pair in pairs}
    mine = {fold(hit.name) for hit in hits if hit.entry.own}
    known = atlas.spots({*forms.values(), *_plural_forms(line), *mine})
    uses = atlas.uses({fold(w.text) for w in line if w.capital})
    page = Surroundings(text, line, hits, uses, entities or None, _owners(line, entities), tables)
    found = sorted(
        [*_abbreviated(page, spans), *_listed(page, known), *_longest(page, forms, known)], key=lambda t: t.start
    )
    found = [replace(t, evidence=tuple(toponym_evidence(page, t))) for t in _apart(found)]
    found = mutual_support(page, found)
    bar = lists().weights["threshold"]
    kept = [t for t in found if t.score >= bar]
    return sorted([*kept, *_unknown(page, kept)], key=lambda t: t.start)


def _owners(line: Sequence[Word], entities: Sequence[Entity]) -> dict[int, Entity]:
    found: dict[int, Entity] = {}
    waiting = sorted(entities, key=lambda e: e.start)
    at = 0
    for i, word in enumerate(line):
        while at < len(waiting) and waiting[at].end <= word.start:
            at += 1
        if at < len(waiting) and waiting[at].start < word.end:
            found[i] = waiting[at]
    return found


def _plural_forms(line: Sequence[Word]) -> Iterator[str]:
    """The names that lists before "counties" hide."""
    for i, word in enumerate(line):
        if word.low in PLURALS:
            yield from (f"{fold(line[k].text)} {PLURALS[word.low]}" for k in _items(line, i))


def _abbreviated(page: Surroundings, spans: Sequence[tuple[int, int]]) -> Iterator[Toponym]:
    """States and provinces by their abbreviations."""
    starts = [w.start for w in page.line]
    for start, end in spans:
        for first, last, spot in abbreviations(page.text, start, end):
            i = bisect_left(starts, first)
            yield Toponym(
                first, last, i, _after(page.line, i, last), f"{fold(spot.name)} {spot.country}", None, (spot,), "short"
            )


def _listed(page: Surroundings, known: Mapping[str, tuple[GazetteerPlace, ...]]) -> Iterator[Toponym]:
    """ "Barrow, Jackson and Madison counties": each is a county; "Grand and State streets": each is a street."""
    for i, word in enumerate(page.line):
        unit = PLURALS.get(word.low)
        if unit is None or word.gap != " ":
            continue
        for k in _items(page.line, i):
            name = f"{fold(page.line[k].text)} {unit}"
            yield Toponym(page.line[k].start, page.line[k].end, k, k + 1, name, None, known.get(name, ()), "part")


def _items(line: Sequence[Word], unit: int) -> Iterator[int]:
    """Numbers of the words with a capital in the list that ends before word `unit`; none where there is no list."""
    k = unit - 1
    found: list[int] = []
    while k >= 0 and len(found) < LONGEST_NAME * 2 and line[k].capital and not line[k].first:
        found.append(k)
        before = line[k - 1].low if k else ""
        if line[k].gap == " " and before in ("and", "or"):
            k -= 2
        elif line[k].gap == ", ":
            k -= 1
        else:
            break
    return iter(found if len(found) > 1 else ())


def _apart(found: Sequence[Toponym]) -> list[Toponym]:
    """Of overlapping ones the first and longest."""
    kept: list[Toponym] = []
    for topo in found:
        if not kept or topo.start >= kept[-1].end:
            kept.append(topo)
    return kept


def _longest(
    page: Surroundings, forms: Mapping[tuple[int, int], str], known: Mapping[str, tuple[GazetteerPlace, ...]]
) -> Iterator[Toponym]:
    """From left to right the longest name at each word; a known name of another kind (a body, a leader) is passed
    over."""
    ends = _known_ends(page, forms, known)
    at_start = {hit.start: hit for hit in page.hits}
    i = 0
    while i < len(page.line):
        hit = at_start.get(page.line[i].start) or _shouted(page, i, forms)
        after = ends.get(i, i)
        if hit is not None and hit.end >= page.line[after - 1 if after > i else i].end:
            stop = _after(page.line, i, hit.end)
            if hit.kind in PLACES:
                name = fold(hit.name if hit.entry.own else page.text[hit.start : hit.end])
                spots = known.get(name, ()) if hit.kind in ("country", "capital", "city", "region") else ()
                yield Toponym(hit.start, hit.end, i, stop, name, hit, spots)
            elif hit.kind != "leader":
                yield from _embedded(page, hit, i)
            i = stop
        elif after > i:
            name, road = forms[i, after], _road(page, after)
            last = page.line[after - 1 + road].end
            yield Toponym(
                page.line[i].start,
                last,
                i,
                after + road,
                name,
                None,
                () if road else known[name],
                "part" if road else "name",
            )
            i = after + road
        else:
            i += 1


def _known_ends(
    page: Surroundings, forms: Mapping[tuple[int, int], str], known: Mapping[str, tuple[GazetteerPlace, ...]]
) -> dict[int, int]:
    """First word of a known form → the word after the longest that begins there."""
    ends: dict[int, int] = {}
    for first, after in forms:
        if forms[first, after] in known and not _never(page, first, after):
            ends[first] = max(after, ends.get(first, after))
    return ends


def _shouted(page: Surroundings, i: int, forms: Mapping[tuple[int, int], str]) -> NameHit | None:
    """The longest known place in capitals from word `i` on: "MOSCOW, May 9", "PORTO-NOVO", "SAUDI ARABIA"."""
    start = page.line[i].start
    for after in range(min(i + LONGEST_NAME, len(page.line)), i, -1):
        end = page.line[after - 1].end
        if (i, after) in forms and end - start >= SHOUTED and page.text[start:end].isupper():
            entry = place_in_capitals(forms[i, after], page.tables)
            if entry is not None:
                return NameHit(start, end, entry)
    return None


def _embedded(page: Surroundings, hit: NameHit, i: int) -> Iterator[Toponym]:
    """The places in the name of a body or an outlet: "the Canadian Press", "the EU"."""
    for inner in places_within(page.text, hit.start, hit.end):
        first = i
        while page.line[first].end <= inner.start:
            first += 1
        yield Toponym(inner.start, inner.end, first, _after(page.line, first, inner.end), fold(inner.name), inner)


def _road(page: Surroundings, after: int) -> bool:
    """ "Memphis Street" is a street, wherever it is, and not Memphis."""
    return neighbour(page, after, after) and page.line[after].text in lists()["roads"]


def _after(line: Sequence[Word], i: int, end: int) -> int:
    while i < len(line) and line[i].start < end:
        i += 1
    return i


def _never(page: Surroundings, first: int, after: int) -> bool:
    """One word that is no place by itself, a short code, or nothing but points of the compass."""
    word = page.line[first]
    if after == first + 1:
        return word.low in lists()["never"] or len(word.text) < 3
    return all(w.low in lists()["compass"] for w in page.line[first:after])


def _unknown(page: Surroundings, kept: Sequence[Toponym]) -> Iterator[Toponym]:
    """Toponyms that no table knows: places a reader of names sees, and roads and sites by their last word. They get no
    pin."""
    taken = {i for t in kept for i in range(t.first, t.after)}
    yield from _entity_places(page, taken)
    yield from _roads(page, taken)


def _entity_places(page: Surroundings, taken: set[int]) -> Iterator[Toponym]:
    spans: dict[Entity, list[int]] = {}
    for i, entity in page.owners.items():
        if entity.kind == "LOC":
            spans.setdefault(entity, []).append(i)
    for entity, numbers in spans.items():
        if not taken.intersection(numbers):
            taken.update(numbers)
            name = fold(page.text[entity.start : entity.end])
            yield Toponym(entity.start, entity.end, numbers[0], numbers[-1] + 1, name)


def _roads(page: Surroundings, taken: set[int]) -> Iterator[Toponym]:
    """Capitals that end in a word for a road or a feature of the land: "Shamrock Street", "Anthony Creek"."""
    nouns = (lists()["roads"] | lists()["features_after"]) - lists()["no_features"]
    for i, word in enumerate(page.line):
        if word.text in nouns and i not in taken and neighbour(page, i - 1, i):
            first = _run_start(page, i)
            if first < i and not taken.intersection(range(first, i + 1)):
                taken.update(range(first, i + 1))
                name = fold(page.text[page.line[first].start : word.end])
                yield Toponym(page.line[first].start, word.end, first, i + 1, name, sort="part")


def _run_start(page: Surroundings, last: int) -> int:
    """The first of up to three capitals before word `last` that can begin a name; `last` itself where there is none."""
    stop = lists()["never"] | lists()["titles"]
    if page.line[last - 1].low in stop:
        return last
    first = last - 1
    while first > last - 3 and neighbour(page, first - 1, first) and not page.line[first - 1].first:
        first -= 1
    return first
