"""Claims → rows of the tables, and what makes two claims say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.ground.edtf import day_of, window
from sayso.ground.places import ground, plain
from sayso.ground.voices import Voice
from sayso.ledger.as_told import senses
from sayso.ledger.assertions import Assertion, Recorded, coder_name, of_article
from sayso.records import Claim, Force, Party, digest, to_json

STATUS_STAGES = {"happened": "done", "ongoing": "done", "agreed": "bound", "planned": "bound"}
"""Statuses that are told of one thing in turn: agreed by one page, planned by the next."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one claim: its own, its record, its mentions and its assertions, without the number it will get."""

    claim: dict[str, Any]
    json: str
    mentions: tuple[tuple[str, str], ...]
    movements: tuple[dict[str, Any], ...]


def rows_of(article: Sequence[Recorded]) -> list[Rows]:
    """What the claims of one article put into each table, claim by claim."""
    return [_rows(told, moved) for told, moved in zip(article, of_article(article), strict=True)]


def _rows(told: Recorded, moved: tuple[Assertion, ...]) -> Rows:
    claim, spoken = told.claim, told.spoken
    days = window(claim.time.edtf if claim.time else None)
    own = {
        "id": claim.id,
        "coder": coder_name(claim.coder),
        "article_id": claim.article_id,
        "version": told.version,
        "act": claim.act,
        "status": claim.status,
        "event_type": claim.event_type,
        "moves": claim.movement is not None,
        "fact": fact(told),
        "origin": spoken[0].origin,
        "side": spoken[0].side,
        "first_day": days.low,
        "last_day": days.high,
    }
    return Rows(
        own, to_json(claim).decode(), tuple(dict.fromkeys(_mentions(claim, spoken))), tuple(_row(a) for a in moved)
    )


def _row(a: Assertion) -> dict[str, Any]:
    """As the database gives it back: its numbers are all fractions."""
    values = ((name, getattr(a, name)) for name in FACT_NAMES)
    return {name: float(value) if value.__class__ is int else value for name, value in values}


FACT_NAMES = tuple(name for name in Assertion.__struct_fields__ if name != "known")


CHANGE_FAMILIES = {"reduce": "leave", "cede": "leave", "reinforce": "arrive", "rotate": "remain"}
"""Changes that are told of one thing."""


def fact(told: Recorded) -> str:
    """What is claimed, not by whom: the act and its stage, countries or groups, the ground, the time, else the month
    it was told. Where forces are, the ground is as narrow as the words say: soldiers of a country are not those of one
    of its towns."""
    claim, movement = told.claim, told.claim.movement
    forces = movement.forces if movement else ()
    who = sorted({_group(p) for p in forces} or {_group(p) for p in claim.actors})
    whom = sorted({_group(p) for p in claim.recipients}) if not movement else []
    when = (claim.time.edtf if claim.time else None) or (told.published or told.known)[:7]
    stage = STATUS_STAGES.get(claim.status, claim.status)
    if movement is None:
        where = sorted({g.country or g.key for g in (ground(p) for p in claim.places)})
        return digest(claim.act, stage, *who, "→", *whom, "@", *where, when)
    said = senses(claim, movement)[0]
    return digest(
        CHANGE_FAMILIES.get(said.change, said.change), STATUS_STAGES.get(said.status, said.status), *who, "@",
        *sorted(g.key for g in said.grounds), when,
    )  # fmt: skip


def _group(party: Party | Force) -> str:
    return party.country or party.entity or plain(party.name)


def _mentions(claim: Claim, spoken: Sequence[Voice]) -> Iterator[tuple[str, str]]:
    """(key, role) pairs, not yet free of repetition."""
    for role, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
        yield from _named(role, parties)
    movement = claim.movement
    if movement is not None:
        yield from _named("force", movement.forces)
    moved = (*movement.places_from, *movement.places_to) if movement else ()
    for at in dict.fromkeys(ground(p) for p in (*claim.places, *moved)):
        for key in (at.key, at.key.rpartition("/")[2], at.country, at.country2, at.admin1):
            if key and key != "*":
                yield key, "place"
    for voice in spoken:
        yield voice.origin, "source"
        yield plain(voice.name), "source"
        yield voice.side, "source"


def _named(role: str, parties: Iterable[Party | Force]) -> Iterator[tuple[str, str]]:
    for party in parties:
        for key in (party.country, party.entity, plain(party.name)):
            if key:
                yield key, role


def known_day(given: dict[str, str | None], recorded_at: str, *, later: bool) -> tuple[str, str]:
    """Since when the world could know a version, and which date says so.

    `given` holds `published`, `modified` and `retrieved` (EDTF or null). An edited text counts from `modified`; a
    later version that does not say when it was edited counts from when it was fetched; an article without a date from
    when it was
    recorded.
    """
    order = ("modified", "retrieved") if later else ("modified", "published", "retrieved")
    for name in order:
        day = day_of(given.get(name))
        if day:
            return day, name
    return recorded_at[:10], "recorded"
