"""What one sentence tells of a happening, other sentences need not tell again: its day and its place are carried along
its thread.

A thread is the same act told on: in the next few sentences, or of the same parties; never mere nearness of a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from sayso.records import Place, Status, When
from sayso.resources import table

REACH = 3
"""Sentences over which the act told last goes on."""
LEAD = 1
"""Index of the last sentence that opens an article: what it tells is often dated just after it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one mention of an act tells: of whom (countries, else names), when, where."""

    sentence: int
    act: str
    status: Status
    who: frozenset[str]
    time: When | None
    places: tuple[Place, ...]


@cache
def _going_on() -> Mapping[str, frozenset[str]]:
    return {act: frozenset(statuses) for act, statuses in table("sites.yaml")["goes_on"].items()}


@cache
def _of_same() -> frozenset[str]:
    return frozenset(table("sites.yaml")["same_parties"])


def filled(told: Sequence[Told]) -> list[Told]:
    """The mentions in the order of the text, each with the time and places that its thread tells."""
    found: list[Told] = []
    for at, mention in enumerate(told):
        if mention.status in _going_on().get(mention.act, ()):
            mention = _from_before(mention, _reached(mention, reversed(found))[::-1])
            mention = _from_after(mention, _reached(mention, (told[k] for k in range(at + 1, len(told)))))
        found.append(mention)
    return found


def _reached(mention: Told, others: Iterable[Told]) -> list[Told]:
    """Those of the sentences within reach; `others` lead away from the mention."""
    return list(takewhile(lambda other: abs(mention.sentence - other.sentence) <= REACH, others))


def _from_before(mention: Told, before: Sequence[Told]) -> Told:
    thread = [
        b
        for b in before
        if b.act == mention.act and b.status in _going_on()[b.act] and mention.sentence - b.sentence <= REACH
    ]
    if mention.act in _of_same():
        thread = [b for b in thread if mention.who & b.who]
    placed, dated = [b for b in thread if b.places], [b for b in thread if b.time]
    if not mention.places and placed and _same_day(mention, placed[-1]):
        mention = replace(mention, places=placed[-1].places)
    if mention.time is None and dated and _same_place(mention, dated[-1]):
        mention = replace(mention, time=dated[-1].time)
    return mention


def _from_after(mention: Told, after: Sequence[Told]) -> Told:
    """What opens an article is dated and placed by the same act just after it."""
    if mention.sentence > LEAD:
        return mention
    thread = [
        a
        for a in after
        if a.act == mention.act and a.status == mention.status and a.sentence - mention.sentence <= REACH - 1
    ]
    dated = next((a for a in thread if a.time and _same_place(mention, a)), None)
    placed = next((a for a in thread if a.places and _same_day(mention, a)), None)
    if mention.time is None and dated:
        mention = replace(mention, time=dated.time)
    if not mention.places and placed:
        mention = replace(mention, places=placed.places)
    return mention


def _same_day(one: Told, other: Told) -> bool:
    return one.time is None or other.time is None or one.time.edtf == other.time.edtf


def _same_place(one: Told, other: Told) -> bool:
    names = {p.name for p in other.places}
    return not one.places or not names or bool(names & {p.name for p in one.places})
