"""Claims written by hand: what stories are tested with, so that they do not hang on how well the coder reads."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any

from sayso.records import (
    Claim,
    Coder,
    Force,
    Link,
    LinkKind,
    Movement,
    Party,
    Place,
    PlaceSet,
    Quantity,
    QuantityOf,
    When,
    Words,
)
from sayso.stories.told import Page, Told

_NUMBER = count(1)


def party(name: str, country: str | None = None, entity: str | None = None, *sectors: str) -> Party:
    return Party(name, 0, len(name), name, country=country, sectors=sectors, entity=entity)


def force(name: str, country: str) -> Force:
    return Force(name, 0, len(name), name, "forces", country)


def place(name: str, country: str | None = None, precision: Any = "region", of: PlaceSet | None = None) -> Place:
    return Place(name, 0, len(name), name, country, precision=precision, set=of)


def some(within: str, number: int | None = None) -> Place:
    return place(f"{number or 'several'} regions", within, "multiple", PlaceSet(within, number))


def border(a: str, b: str) -> Place:
    return Place(f"{a}–{b}", 0, 7, f"{a}–{b}", a, precision="border", countries=(a, b))


def number(value: float, of: QuantityOf = "killed") -> Quantity:
    return Quantity(value, value, value, of, None, f"{value:.0f}", 0, 1)


def when(edtf: str) -> When:
    return When(edtf, edtf, 0, len(edtf))


def agency(name: str) -> Link:
    return Link(name, "agency", f"outlet.{name.lower()}")


def publisher(name: str) -> Link:
    return Link(name, "publisher", f"outlet.{name.lower()}")


def official(
    name: str, entity: str | None, speaks_for: str | None = None, country: str | None = None, **more: Any
) -> Link:
    kind: LinkKind = more.pop("kind", "official")
    return Link(name, kind, entity, speaks_for, country=country, sectors=more.pop("sectors", ("GOV",)), **more)


def unnamed(name: str, country: str | None = None, *sectors: str) -> Link:
    return Link(name, "anonymous", anonymous=True, country=country, sectors=sectors or ("GOV",))


def claim(act: str, status: Any, *chain: Link, mode: Any = None, says: Any = "", **fields: Any) -> Claim:
    """A claim with what matters to a story; `says` is its evidence."""
    n = next(_NUMBER)
    base = Claim(
        id=f"c{n:04}",
        coder=Coder("human:test", "1"),
        article_id="?",
        sentence=0,
        predicate=Words(act.lower(), n, n + len(act)),
        act=act,
        mode=mode,
        status=status,
        event_type=act,
        event_mode=None,
        auxiliary=(),
        contexts=(),
        actors=(),
        recipients=(),
        places=(),
        time=None,
        decided=None,
        quantities=(),
        movement=None,
        attribution=chain,
        quoted="indirect",
        evidence=(Words(says, 0, len(says)),) if says else (),
        confidence=0.9,
    )
    return replace(base, **fields)


def leaving(
    status: Any, *chain: Link, forces: tuple[Force, ...], where: tuple[Place, ...] = (), part: Any = None, **fields: Any
) -> Claim:
    moved = Movement(forces, "leave", part=part, places_from=where)
    return claim("RETREAT", status, *chain, mode="withdraw", movement=moved, places=where, **fields)


def page(id_: str, day: str | None, group: str | None = None, publisher_: str | None = None, **more: Any) -> Page:
    return Page(id_, group or id_, publisher_, day, **more)


def told(item: Claim, on: Page) -> Told:
    return Told(replace(item, article_id=on.id), on)


def same_on(item: Claim, *pages: Page) -> list[Told]:
    """The same claim as each page carries it, each with an id of its own."""
    return [told(replace(item, id=f"{item.id}-{n}"), p) for n, p in enumerate(pages)]
