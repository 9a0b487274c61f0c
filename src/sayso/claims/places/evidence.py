"""What speaks for and against a name's being a place (weights in data/toponyms.yaml), one mention and then all
together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from math import log10

from sayso.claims.names.finder import NameHit
from sayso.claims.names.runs import Word, lists
from sayso.claims.places.meanings import Toponym, choices, contains
from sayso.ground.atlas import FAMILY, GIVEN, PLAIN_WORD
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import fold
from sayso.reading import Entity

_LIST_GAPS = frozenset({", ", " and ", ", and ", " or ", " and in ", ", in ", " to ", "/"})
_SOURCE = r"\([A-Z][\w /.-]{0,30}\)"
_DATELINE = re.compile(
    rf"(?:,? [A-Z][\w.]{{0,9}}){{0,3}}(?: ?{_SOURCE})? ?(?:--|—|–|-)\s?|,? {_SOURCE}|, [A-Z][\w.]{{1,9}}[,.]? "
)
"""What follows the town of a dateline."""
_SAINT = re.compile(
    r"[’']|\s[A-Z]\w+['’]s|\s(?:\w+\s){0,2}(?:Church|Cathedral|School|Chapel|Hospital|Cemetery|College|Day)\b"
)
"""What follows a saint who is no town."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the search looks at: the text, its words, names of our tables, other uses of words, entities by their first
    sign."""

    text: str
    line: Sequence[Word]
    hits: Sequence[NameHit]
    uses: Mapping[str, int]
    entities: Sequence[Entity] | None
    owners: Mapping[int, Entity] = field(default_factory=dict)
    """Word number → the entity that holds it."""
    tables: Names = PACKAGED_NAMES
    """The tables that the hits are from."""


def toponym_evidence(page: Surroundings, topo: Toponym) -> Iterator[tuple[str, float]]:
    """What speaks for and against one mention, without its fellows."""
    weights = lists().weights
    names = [
        *_worth(page, topo),
        *_other_uses(page, topo),
        *_before(page, topo),
        *_behind(page, topo),
        *_seen(page, topo),
    ]
    for name, times in names:
        yield name, weights[name] * times


def _worth(page: Surroundings, topo: Toponym) -> Iterator[tuple[str, float]]:
    """How well known the place is."""
    if topo.hit is not None:
        yield "country", 1.0
        if topo.hit.entry.own:
            yield "own_table", 1.0
        elif topo.form in lists()["with_the"] and "the" not in {
            w.low for w in page.line[max(0, topo.first - 2) : topo.first]
        }:
            yield "bare", 1.0
        return
    if topo.sort != "name":
        yield topo.sort, 1.0
        return
    best = max(topo.spots, key=lambda s: (s.own, s.kind in ("country", "admin1"), s.population))
    if best.kind in ("country", "admin1") or (best.kind == "admin2" and topo.after - topo.first > 1):
        yield "odd_division" if page.uses.get(topo.form, 0) else "division", 1.0
    people = max(s.population for s in topo.spots)
    yield "per_tenfold", max(-1.0, log10(people + 100) - 4)
    if topo.after - topo.first > 1:
        yield "many_words", 1.0
    if not any(s.own for s in topo.spots):
        yield "other_name", 1.0


def _other_uses(page: Surroundings, topo: Toponym) -> Iterator[tuple[str, float]]:
    flags = page.uses.get(topo.form, 0)
    if topo.hit is not None and not (
        neighbour(page, topo.first - 1, topo.first) or neighbour(page, topo.after, topo.after)
    ):
        return
    for name, flag in (("word", PLAIN_WORD), ("given", GIVEN), ("family", FAMILY)):
        if flags & flag and not (name == "family" and flags & GIVEN):
            yield name, 1.0


def neighbour(page: Surroundings, at: int, link: int) -> bool:
    """Word `at` is a capital with only a space between (before word `link`)."""
    line = page.line
    return (
        0 <= at < len(line) and link < len(line) and line[link].gap == " " and line[at].capital and not line[link].first
    )


def _before(page: Surroundings, topo: Toponym) -> Iterator[tuple[str, float]]:
    """What the words before say."""
    line, words_of = page.line, lists()
    if topo.first >= len(line) or line[topo.first].first:
        yield "starts", 1.0
        return
    if line[topo.first].gap == "-" and line[topo.first - 1].text in words_of["party_letters"]:
        yield "party", 1.0
        return
    if line[topo.first].gap not in (" ", "\u00a0", " (", " “", ' "', ". ", "-"):
        return
    at = topo.first - 1
    while (
        at > 0 and line[at].low in ("the", "both") and line[at].gap == " " and line[at - 1].low not in words_of["units"]
    ):
        at -= 1
    name = _preposition(page, at)
    if name:
        yield name, 1.0
    elif at == topo.first - 1 and line[topo.first].gap in (" ", ". "):
        yield from _name_before(page, line[at])


def _preposition(page: Surroundings, at: int) -> str:
    """What sort of preposition word `at` is; empty where it is none."""
    line, words_of = page.line, lists()
    if line[at].low == "of" and at > 0 and line[at - 1].low in words_of["units"]:
        return "unit"
    return next((name for name in ("strong_before", "weak_before") if line[at].low in words_of[name]), "")


def _name_before(page: Surroundings, before: Word) -> Iterator[tuple[str, float]]:
    if before.low in lists()["titles"]:
        yield "title", 1.0
    elif before.capital and (page.uses.get(fold(before.text), 0) & GIVEN or len(before.text) == 1):
        yield "after_given", 1.0
    elif (
        before.capital
        and not (before.first and not before.text.isupper())
        and before.low not in lists()["features_before"]
    ):
        yield "capital_before", 1.0


def _behind(page: Surroundings, topo: Toponym) -> Iterator[tuple[str, float]]:
    """What the words after say."""
    line = page.line
    if _DATELINE.match(page.text, topo.end) and page.text[topo.start : topo.end].isupper():
        yield "dateline", 1.0
    if line[topo.first].low in ("st", "saint") and (_SAINT.match(page.text, topo.end)):
        yield "saint", 1.0
    if topo.after >= len(line) or line[topo.after].first:
        return
    if line[topo.after].gap == " ":
        yield from _word_behind(line[topo.after])


def _word_behind(after: Word) -> Iterator[tuple[str, float]]:
    words_of = lists()
    if after.low in words_of["units_after"] and not after.capital:
        yield "unit", 0.6
    elif after.text in words_of["institutions"]:
        yield "institution", 1.0
    elif after.text in words_of["features_after"]:
        yield "unit", 0.5
    elif after.low in words_of["says"]:
        yield "says", 1.0
    elif after.capital and after.low not in words_of["strong_before"]:
        yield "capital_after", 1.0


def _seen(page: Surroundings, topo: Toponym) -> Iterator[tuple[str, float]]:
    """What a reader of names sees there."""
    if page.entities is None:
        return
    owner = page.owners.get(topo.first)
    if owner is None:
        yield "entity_none", 1.0
    elif owner.kind == "PER":
        yield "entity_person", 1.0
    elif owner.kind == "LOC":
        yield "entity_place", 1.0
    else:
        yield "entity_other", 1.0


def mutual_support(page: Surroundings, found: Sequence[Toponym]) -> list[Toponym]:
    """Mentions that help each other: "Paris, Texas"; a name the article means as a place, or as a person, elsewhere."""
    weights = lists().weights
    found = [_held(page, t, n, weights["within"]) for t, n in zip_longest(found, found[1:])]
    found = _in_lists(page, found)
    sure = Counter(t.form for t in found if t.score >= weights["threshold"] + 0.5)
    persons = _persons(page)
    more = [tuple(_elsewhere(t, sure, persons)) for t in found]
    return [replace(t, evidence=(*t.evidence, *m)) if m else t for t, m in zip(found, more, strict=True)]


def _held(page: Surroundings, topo: Toponym, following: Toponym | None, weight: float) -> Toponym:
    if following is None or page.text[topo.end : following.start] not in (", ", " ("):
        return topo
    if not any(contains(outer, inner) for outer in choices(following) for inner in choices(topo)):
        return topo
    return replace(topo, evidence=(*topo.evidence, ("within", weight)))


def _in_lists(page: Surroundings, found: Sequence[Toponym]) -> list[Toponym]:
    """ "Sharon, Cornwall and Salisbury": who stands in a list with a place is one; read in both directions."""
    weights = lists().weights
    bar, items = weights["threshold"], list(found)
    for order in (range(1, len(items)), range(len(items) - 2, -1, -1)):
        for n in order:
            other = n - 1 if order.step == 1 else n + 1
            left, right = min(n, other), max(n, other)
            near = page.text[items[left].end : items[right].start] in _LIST_GAPS
            hit = items[n].hit
            name = "fellow_land" if hit is not None and hit.kind in ("country", "region") else "fellow"
            if near and items[other].score >= bar > items[n].score and name not in dict(items[n].evidence):
                items[n] = replace(items[n], evidence=(*items[n].evidence, (name, weights[name])))
    return items


def _persons(page: Surroundings) -> frozenset[str]:
    """Folded family names that the article uses after a given name or a title."""
    found = set()
    for i, word in enumerate(page.line[1:], 1):
        before = page.line[i - 1]
        if (
            word.capital
            and word.joined
            and word.gap != "-"
            and before.capital
            and word.low not in lists()["features_after"]
        ):
            titled = before.low in lists()["titles"]
            if titled or (page.uses.get(fold(before.text), 0) & GIVEN and not _place_word(page, i - 1)):
                found.add(fold(word.text))
    return frozenset(found)


def _place_word(page: Surroundings, i: int) -> bool:
    """ "in Virginia Beach": a preposition of place before a given name."""
    return i > 0 and page.line[i - 1].low in lists()["strong_before"] and page.line[i].gap == " "


def _elsewhere(topo: Toponym, sure: Mapping[str, int], persons: frozenset[str]) -> Iterator[tuple[str, float]]:
    weights = lists().weights
    if topo.form in persons and (topo.hit is None or topo.hit.kind == "city"):
        yield "person_here", weights["person_here"]
    if sure.get(topo.form, 0) > (topo.score >= weights["threshold"] + 0.5):
        yield "place_here", weights["place_here"]
