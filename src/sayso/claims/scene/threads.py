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

THREAD_SENTENCES = 3
"""Sentences over which the act told last goes on."""
LEAD = 1
"""Index of the last sentence that opens an article: what it tells is often dated just after it."""


@dataclass(frozen=True, slots=True)
class Setting:
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


def filled(told: Sequence[Setting]) -> list[Setting]:
    """The mentions in the order of the text, each with the time and places that its thread tells."""
    found: list[Setting] = []
    for at, mention in enumerate(told):
        if mention.status in _going_on().get(mention.act, ()):
            mention = _from_before(mention, _reached(mention, reversed(found))[::-1])
            mention = _from_after(mention, _reached(mention, (told[k] for k in range(at + 1, len(told)))))
        found.append(mention)
    return found


def _reached(mention: Setting, others: Iterable[Setting]) -> list[Setting]:
    """Those of the sentences within reach; `others` lead away from the mention."""
    return list(takewhile(lambda other: abs(mention.sentence - other.sentence) <= THREAD_SENTENCES, others))


def _from_before(mention: Setting, before: Sequence[Setting]) -> Setting:
    thread = [b for b in before if b.act == mention.act and b.status in _going_on()[b.act]]
    if mention.act in _of_same():
        thread = [b for b in thread if mention.who & b.who]
    placed = next((b for b in reversed(thread) if b.places), None)
    dated = next((b for b in reversed(thread) if b.time), None)
    if placed is not None and not _same_day(mention, placed):
        placed = None
    mention = _placed_by(mention, placed)
    return _dated_by(mention, dated if dated is not None and _same_place(mention, dated) else None)


def _placed_by(mention: Setting, other: Setting | None) -> Setting:
    return mention if other is None or mention.places else replace(mention, places=other.places)


def _dated_by(mention: Setting, other: Setting | None) -> Setting:
    return mention if other is None or mention.time is not None else replace(mention, time=other.time)


def _from_after(mention: Setting, after: Sequence[Setting]) -> Setting:
    """What opens an article is dated and placed by the same act just after it."""
    if mention.sentence > LEAD:
        return mention
    last = mention.sentence + THREAD_SENTENCES - 1
    thread = [a for a in after if (a.act, a.status) == (mention.act, mention.status) and a.sentence <= last]
    dated = next((a for a in thread if a.time and _same_place(mention, a)), None)
    placed = next((a for a in thread if a.places and _same_day(mention, a)), None)
    return _placed_by(_dated_by(mention, dated), placed)


def _same_day(one: Setting, other: Setting) -> bool:
    return one.time is None or other.time is None or one.time.edtf == other.time.edtf


def _same_place(one: Setting, other: Setting) -> bool:
    names = {p.name for p in other.places}
    return not one.places or not names or bool(names & {p.name for p in one.places})
