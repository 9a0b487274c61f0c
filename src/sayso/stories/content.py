"""What a claim tells, stripped of who tells it: kind of act, parties, ground, time. Two contents agree where nothing
sets them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sayso.ground.edtf import Window, next_day, window
from sayso.ground.places import Ground, plain, same_ground
from sayso.ledger.as_told import senses
from sayso.ledger.assertions import forces_owner
from sayso.records import Claim, Force, Movement, Party, Place, Quantity, Strength
from sayso.resources import table
from sayso.stories.told import Told

RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


ANY_TIME = Window(None, None)
"""Any day."""


@cache
def rules() -> dict[str, Any]:
    """The table data/happenings.yaml."""
    raw: dict[str, Any] = table("happenings.yaml")
    return raw


@dataclass(frozen=True, slots=True)
class Content:
    """`who` and `whom` are countries, entities and kinds of people; empty sets, no places and open windows agree with
    everything. `figures` are what is counted, with bounds; `grounds` where forces are, as narrow as the words say."""

    kind: str
    mode: str | None
    stage: str
    who: frozenset[str]
    whom: frozenset[str]
    places: tuple[Place, ...]
    grounds: tuple[Ground, ...]
    when: Window
    published: str | None
    figures: tuple[tuple[str, float, float], ...] = ()
    named: frozenset[str] = frozenset()
    """Names in the words that say it."""
    decided: Window = ANY_TIME
    """When a plan was announced or agreed, if the text dates that."""

    @property
    def family(self) -> str:
        """Kinds of act that reports of one happening mix up."""
        return str(rules()["families"].get(self.kind, self.kind))


def content(told: Told) -> Content:
    """The content of a claim. `stage` is plan, done, stay, demand, threat or denial."""
    if told.claim.movement is not None:
        return _moved(told, told.claim.movement)
    claim, stage = told.claim, rules()["classes"][told.claim.status]
    who, whom = _codes(claim.actors), _codes(claim.recipients)
    if claim.act in RECIPROCAL:
        who, whom = who | whom, frozenset()
    kind = _kind(claim)
    when, figures = _when(told, stage), tuple(_figures(claim.quantities))
    names = frozenset(plain(w) for x in claim.evidence for w in INNER_CAPITAL.findall(x.text))
    decided = window(claim.decided.edtf if claim.decided else None)
    return Content(kind, claim.mode, stage, who, whom, claim.places, (), when, told.page.day, figures, names, decided)


INNER_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+")
"""A word with a capital inside a sentence."""


def _moved(told: Told, movement: Movement) -> Content:
    """What is told of forces, read once more by its words; who merely agrees to it is not asked."""
    claim, said = told.claim, senses(told.claim, movement)[0]
    kind, stage = str(rules()["changes"][said.change]), str(rules()["classes"][said.status])
    if kind == "stay" and stage in ("plan", "done"):
        stage = "stay"
    strength = () if said.cut or movement.strength is None else _figures((movement.strength,))
    sent = (p for p in claim.actors if not any(p.start < f.end and f.start < p.end for f in movement.forces))
    who = forces_owner(claim, said.grounds) or frozenset(p.country for p in sent if p.country)
    when = _when(told, stage)
    at = movement.places_from or movement.places_to or claim.places
    decided = window(claim.decided.edtf if claim.decided else None)
    numbers, none = tuple(strength), frozenset[str]()
    return Content(kind, claim.mode, stage, who, none, at, said.grounds, when, told.page.day, numbers, none, decided)


def _kind(claim: Claim) -> str:
    table_ = rules()
    if claim.act == "RETREAT" and claim.mode in table_["departures"]:
        return "leave"
    return str(table_["acts"].get(claim.act, claim.act))


def _codes(parties: Iterable[Party | Force]) -> frozenset[str]:
    """Who they are: a state or a group by its key; civilians, and armed men whom nobody names, by what they are."""
    found: set[str] = set()
    for party in parties:
        known = party.entity if party.entity and not party.entity.startswith("x:") else None
        kind = None if known else _crowd(party)
        found.add(kind or party.country or known or (plain(party.name) if _has_name(party) else ""))
    return frozenset(found - {""})


def _has_name(party: Party | Force) -> bool:
    """Whether its words tell whom: "the crew of 60", "340 soldiers" and "we" may be anybody's, "no group" nobody's."""
    words = party.name.split() or [""]
    if words[0].lower() == "no" or any(w[:1].isupper() for w in words[1:]):
        return True
    nameless = set(rules()["nobody"]) | set(rules()["men"])
    return not any(w.strip(",.'’").lower() in nameless or w[:1].isdigit() for w in words)


def _crowd(party: Party | Force) -> str | None:
    """Gunmen and villagers: their country is where the text is, and each page words them in its own way."""
    words = {w.strip(",.'’").lower() for w in party.name.split()}
    if any(w[:1].isupper() for w in party.name.split()[1:]):
        return None
    if words & set(rules()["armed"]):
        return "armed"
    return "civil" if "CVL" in party.sectors or words & set(rules()["civil"]) else None


def _figures(counted: Iterable[Quantity | Strength]) -> Iterator[tuple[str, float, float]]:
    for q in counted:
        numbers = [n for n in (q.value, q.low, q.high) if n is not None]
        if numbers and q.of not in ("places", "other", "money"):
            low = q.low if q.low is not None else numbers[0]
            high = (
                q.high if q.high is not None else numbers[0] if q.low is None or q.value is not None else float("inf")
            )
            yield q.of, low, max(low, high)


def _when(told: Told, stage: str) -> Window:
    """The days on which the text puts it; what is told as done, without a date, was done lately."""
    claim, day = told.claim, told.page.day
    found = window(claim.time.edtf if claim.time else None)
    if found != Window(None, None) or stage != "done" or day is None or "historical" in claim.auxiliary:
        return found
    return Window(next_day(day, -rules()["recent"]), day)


def agree(a: Content, b: Content, *, loosely: bool = True) -> bool:
    """Whether both may tell of one happening at one stage."""
    return a.stage == b.stage and alike(a, b, loosely=loosely) and a.when.meets(b.when) and _near(a, b)


def alike(a: Content, b: Content, *, loosely: bool = True) -> bool:
    """Whether both tell of the same act of the same parties on the same ground, at whatever stage and time; `loosely`:
    in whatever mode, where town or figures pin it down."""
    if a.family != b.family or not _meet(a.who, b.who) or not _meet(a.whom, b.whom):
        return False
    if _counted_apart(a, b) and not _pinned(a, b):
        return False
    one_act = _one_act(a, b)
    if one_act and _same_ground(a, b):
        return True
    sure = _twins(a, b) or (_pinned(a, b) and _shared_figures(a, b) > 0)
    return sure and (one_act or loosely)


def tied(a: Content, b: Content) -> bool:
    """Whether two claims of two texts have enough in common that both tell: beside their days a ground, a party, a
    figure or a name; where no day is known, a ground within a country and two of these."""
    crowds = {"armed", "civil"}
    parties = (a.who & b.who) - crowds, (a.whom & b.whom) - crowds
    said = sum(map(bool, (*parties, _shared_figures(a, b), a.named & b.named)))
    days = bool(a.published and b.published) or (_timed(a) and _timed(b) and a.when.meets(b.when))
    return said + _common_ground(a, b) >= (1 if days else 4)


def _common_ground(a: Content, b: Content) -> int:
    """Two where both name the same ground within a country, one for the country itself."""
    fine = [x.precision != "country" for x in a.grounds for y in b.grounds if _one_area(x, y)]
    fine += ["country" not in (p.precision, q.precision) for p in a.places for q in b.places if same_ground(p, q)]
    return 2 if any(fine) else int(bool(fine))


def _timed(c: Content) -> bool:
    return c.when.low is not None and c.when.high is not None


def _one_act(a: Content, b: Content) -> bool:
    """The same kind; acts that PLOVER tells apart by mode are two in two modes."""
    return a.kind == b.kind and not (a.mode and b.mode and a.mode != b.mode and a.kind.isupper())


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or bool(a & b)


def _same_ground(a: Content, b: Content) -> bool:
    if a.grounds and b.grounds:
        return any(_one_area(x, y) for x in a.grounds for y in b.grounds)
    return not a.places or not b.places or any(same_ground(p, q) for p in a.places for q in b.places)


def _one_area(a: Ground, b: Ground) -> bool:
    """The same ground; parts of a country that one does not name may be those that the other does. A country is not one
    of its towns."""
    if a.key == b.key:
        return True
    unnamed = a.key.endswith("/*") or b.key.endswith("/*")
    return unnamed and a.country == b.country and "country" not in (a.precision, b.precision) and "border" not in (
        a.precision, b.precision,
    )  # fmt: skip


def _counted_apart(a: Content, b: Content) -> bool:
    """Whether both count one thing and cannot mean one number."""
    return any(x[0] == y[0] and (x[2] * SLACK < y[1] or y[2] * SLACK < x[1]) for x in a.figures for y in b.figures)


SLACK = 1.1
"""By how much two numbers of one thing may differ ("nearly 2,000", 1,950)."""


def _shared_figures(a: Content, b: Content) -> int:
    """How many things both count alike; what is one is counted by chance."""
    return len({x[0] for x in a.figures for y in b.figures if x[0] == y[0] and x[1] == y[1] and x[1] > 1})


def _twins(a: Content, b: Content) -> bool:
    """Whether two counts agree on one day, where not both name the very town: 12 dead and 30 abducted are one raid."""
    towns = [{plain(p.name) for p in c.places if p.precision in PINS} for c in (a, b)]
    apart = all(towns) and not towns[0] & towns[1]
    return _shared_figures(a, b) > 1 and a.when.meets(b.when) and _near(a, b) and not apart


def _pinned(a: Content, b: Content) -> bool:
    """Whether both name the same town and can mean the same day: reports of one thing differ in how, and in how
    many."""
    towns = [{plain(p.name) for p in c.places if p.precision in PINS} for c in (a, b)]
    sure = [{g.key for g in c.grounds if g.precision != "multiple"} for c in (a, b)]
    told = bool(towns[0] & (towns[1] or b.named)) or bool(towns[1] & (towns[0] or a.named))
    same = told or bool(sure[0] & sure[1])
    return same and a.when.meets(b.when) and _near(a, b)


PINS = frozenset({"point", "city", "admin2"})
"""Precisions so fine that two acts of one day there are seldom two."""


def _near(a: Content, b: Content) -> bool:
    """Reports that date nothing belong together only when they came out about the same time."""
    if a.published is None or b.published is None or (_dated(a) and _dated(b)) or _one_plan(a, b):
        return True
    first, last = sorted((a.published, b.published))
    return last <= next_day(first, rules()["near"])


def _one_plan(a: Content, b: Content) -> bool:
    """Whether both tell of plans for the same day, or one says that it was announced when the other came out."""
    if a.stage != "plan" or b.stage != "plan":
        return False
    return (a.when.high is not None and a.when.high == b.when.high) or _announced(a, b) or _announced(b, a)


def _announced(a: Content, b: Content) -> bool:
    day = b.published or ""
    return a.decided.high is not None and a.decided.high <= day <= next_day(a.decided.high, rules()["lag"])


def _dated(c: Content) -> bool:
    return c.when.low is not None and c.when.high is not None and c.stage != "done"


def undated(c: Content) -> Content:
    """The same at any stage and time: what the plan, its doing and its denial have in common."""
    return replace(c, stage="any", when=Window(None, None))
