"""Which of the places of one name is meant: every place named in an article votes for its country, its division and
its surroundings.

The votes are counted by country, by first-order division and by square of one degree, so that the work grows with the
number of names and not with its square. A name followed by what holds it ("Paris, Texas") is bound; one name means one
place in
one article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, floor, log, log10

from sayso.claims.places.meanings import Toponym, choices, contains, of_own_table
from sayso.ground.atlas import GazetteerPlace

ROUNDS = 4
SHARPNESS = 2.5
"""Of the softmax over the places of a name."""
POPULATION, OWN_COUNTRY, DIVISION, NEAR_KM, OTHER_NAME = 0.75, 0.9, 1.5, 1.0, 1.3
"""What a tenfold population, fellow places of the same country, division and surroundings weigh; the cost of a lesser
name."""
LEVEL_PRIORS = {"country": 1.1, "admin1": 1.0, "admin2": 0.0, "city": 0.0, "region": 2.0, "capital": 1.2}
"""Head start by kind; the known places of our own tables count as big towns."""
OWN_PEOPLE, CAPITAL_PEOPLE = 6.0, 7.0
"""The tenfolds of people that a place of our own tables, and a capital at least, are taken for."""


TOWNS = frozenset({"city", "capital", "admin2"})
"""Kinds that have surroundings."""


@dataclass(frozen=True, slots=True)
class Located:
    """A toponym with the place it means, how sure that is (0 to 1), why, and the runners-up. `spot` is null where it
    has no pin."""

    toponym: Toponym
    spot: GazetteerPlace | None
    confidence: float = 1.0
    reason: str = ""
    alternatives: tuple[GazetteerPlace, ...] = ()


@dataclass(slots=True)
class Group:
    """All mentions of one name that are bound alike, and the places it may mean with the belief in each."""

    spots: list[GazetteerPlace]
    belief: list[float]
    bound: bool = False
    members: list[int] = field(default_factory=list)


CountryVotes = dict[tuple[str, object], float]


def resolve(text: str, found: Sequence[Toponym], leaning: Mapping[str, float] | None = None) -> list[Located]:
    """The place of every toponym, in the same order. `leaning` are votes for countries that no name of the text
    gives."""
    groups = _groups(text, found)
    votes: CountryVotes = {}
    for _ in range(ROUNDS):
        votes = _count(groups.values(), leaning or {})
        for group in groups.values():
            group.belief = _belief(group, votes)
    placed: dict[int, Located] = {}
    for group in groups.values():
        for number in group.members:
            placed[number] = _located(found[number], group, votes)
    return [placed.get(n) or Located(t, None, 1.0, "no table knows it there") for n, t in enumerate(found)]


def _groups(text: str, found: Sequence[Toponym]) -> dict[tuple[str, int | None], Group]:
    """Mentions of one name that mean one place: those bound to the same holder, the unbound going with the first bound
    ones."""
    bound = dict(_bound(text, found))
    astray = set(_astray(text, found)) - set(bound)
    first = {found[n].form: n for n in sorted(bound, reverse=True)}
    groups: dict[tuple[str, int | None], Group] = {}
    for number, topo in enumerate(found):
        spots = choices(topo)
        if not spots or number in astray:
            continue
        leader = number if number in bound else first.get(topo.form)
        free = spots[:1] if of_own_table(topo) else spots
        inside = bound[leader] if leader is not None else free
        key = (topo.form, inside[0].id if leader is not None else None)
        if key not in groups:
            groups[key] = Group(inside, _softmax([_prior(s) for s in inside]), leader is not None)
        groups[key].members.append(number)
    return groups


def _bound(text: str, found: Sequence[Toponym]) -> Iterator[tuple[int, list[GazetteerPlace]]]:
    """Number of a toponym that its neighbour holds ("Paris, Texas", "Paris (Texas)", "Texas's Paris") → the places
    that fit."""
    for n, topo in enumerate(found):
        for other, gaps in ((n + 1, (", ", " (", ", in ")), (n - 1, ("'s ", "’s "))):
            if not 0 <= other < len(found):
                continue
            gap = text[topo.end : found[other].start] if other > n else text[found[other].end : topo.start]
            fits = (
                [i for i in choices(topo) if any(contains(o, i) for o in choices(found[other]))] if gap in gaps else []
            )
            if fits:
                yield n, fits
                break


def _astray(text: str, found: Sequence[Toponym]) -> Iterator[int]:
    """Toponyms followed by a state or province that holds no place of that name: they get no pin ("Holliday, Mo.", a
    hamlet)."""
    for n, (topo, following) in enumerate(pairwise(found)):
        outer = choices(following)
        division = len(outer) > 0 and outer[0].kind == "admin1" and following.sort == "short"
        if division and topo.hit is None and text[topo.end : following.start] == ", ":
            yield n


def _prior(spot: GazetteerPlace) -> float:
    people = log10(spot.population + 100)
    if spot.kind == "capital":
        people = max(people, CAPITAL_PEOPLE)
    elif spot.id is None:
        people = OWN_PEOPLE
    return POPULATION * people + LEVEL_PRIORS.get(spot.kind, 0.0) - (0.0 if spot.own else OTHER_NAME)


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    raised = [exp(SHARPNESS * (score - top)) for score in scores]
    whole = sum(raised)
    return [value / whole for value in raised]


def _keys(spot: GazetteerPlace) -> Iterator[tuple[str, object]]:
    """What a place votes for."""
    if spot.country:
        yield "country", spot.country
    if spot.admin1 or spot.kind == "admin1":
        yield "division", spot.admin1 or spot.id
    square = _square(spot)
    if spot.kind in TOWNS and square is not None:
        yield "square", square


def _square(spot: GazetteerPlace) -> tuple[int, int] | None:
    return None if spot.lat is None or spot.lon is None else (floor(spot.lat), floor(spot.lon))


def _count(groups: Iterable[Group], leaning: Mapping[str, float]) -> CountryVotes:
    votes: CountryVotes = defaultdict(float, {("country", country): weight for country, weight in leaning.items()})
    for group in groups:
        weight = 1 + log(len(group.members))
        for key, share in _shares(group).items():
            votes[key] += weight * share
    return votes


def _shares(group: Group) -> dict[tuple[str, object], float]:
    """What one name votes for."""
    shares: dict[tuple[str, object], float] = defaultdict(float)
    for spot, belief in zip(group.spots, group.belief, strict=True):
        for key in _keys(spot):
            shares[key] += belief
    return shares


def _belief(group: Group, votes: CountryVotes) -> list[float]:
    others = _others(group, votes)
    return _softmax([_prior(s) + sum(_support(s, others).values()) for s in group.spots])


def _others(group: Group, votes: CountryVotes) -> Callable[[tuple[str, object]], float]:
    """The votes without those of one name."""
    own, weight = _shares(group), 1 + log(len(group.members))
    return lambda key: max(0.0, votes[key] - weight * own.get(key, 0.0)) if key in votes else 0.0


def _support(spot: GazetteerPlace, others: Callable[[tuple[str, object]], float]) -> dict[str, float]:
    """What the other names of the article say for a place."""
    square = _square(spot) if spot.kind in TOWNS else None
    near = 0.0
    if square is not None:
        lat, lon = square
        near = sum(others(("square", (lat + i, lon + j))) for i in (-1, 0, 1) for j in (-1, 0, 1))
    return {
        "country": OWN_COUNTRY * log(1 + others(("country", spot.country))) if spot.country else 0.0,
        "division": DIVISION
        * log(1 + others(("division", spot.admin1 or (spot.id if spot.kind == "admin1" else None)))),
        "near": NEAR_KM * log(1 + near),
    }


WHY: Mapping[str, str] = {
    "country": "the article names other places of its country",
    "division": "the article names its division or other places there",
    "near": "the article names places around it",
}


def _located(topo: Toponym, group: Group, votes: CountryVotes) -> Located:
    order = sorted(range(len(group.spots)), key=lambda i: -group.belief[i])
    best = group.spots[order[0]]
    support = _support(best, _others(group, votes))
    strongest = max(support, key=lambda name: support[name])
    if group.bound:
        reason = "followed or preceded by what holds it"
    elif of_own_table(topo):
        reason = "a table of one's own names it"
    elif len(group.spots) == 1:
        reason = "the only place of that name"
    else:
        reason = WHY[strongest] if support[strongest] > 0.5 else "the biggest place of that name"
    return Located(topo, best, round(group.belief[order[0]], 3), reason, tuple(group.spots[i] for i in order[1:4]))
