"""A claim field by field, each with the words it points at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sayso.answers.wording import STATUS_WORDING, VERBS, verb
from sayso.desk.wording import days
from sayso.ground.places import country_name
from sayso.records import Claim, Force, Link, Movement, Party, Place, Quantity, Strength, When


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a claim: what it is, its value in plain words, codes one step behind, and the words in the text."""

    name: str
    value: str
    codes: str = ""
    words: tuple[str, ...] = ()


def fields(claim: Claim) -> list[Field]:
    """What a claim says, in the order in which people ask."""
    return list(_fields(claim))


def _fields(claim: Claim) -> Iterator[Field]:
    mode = f" ({claim.mode})" if claim.mode else ""
    codes = " ".join(filter(None, [claim.act, claim.mode]))
    yield Field("What", verb(claim.act) + mode, codes, (claim.predicate.text,))
    yield Field("How real", STATUS_WORDING[claim.status], claim.status)
    yield from (_party("Who", p) for p in claim.actors)
    yield from (_party("To whom", p) for p in claim.recipients)
    if claim.movement is not None:
        yield from _moved(claim.movement)
    yield from (_place("Where", p) for p in claim.places)
    yield from _times(claim)
    yield from (_number("How many", q) for q in claim.quantities)
    yield from _said(claim.attribution)
    yield Field(
        "In quotation marks",
        {"none": "no", "indirect": "no, in the writer's words"}.get(claim.quoted, "yes"),
        claim.quoted,
    )
    yield from _events(claim)


def _party(name: str, p: Party | Force) -> Field:
    title = f"{p.title} " if isinstance(p, Party) and p.title and not p.name.startswith(p.title) else ""
    kind = f" ({p.kind.replace('_', ' ')})" if isinstance(p, Force) else ""
    of = f", {country_name(p.country)}" if p.country else ""
    codes = " ".join(filter(None, [p.country, *p.sectors, p.entity]))
    return Field(name, f"{title}{p.name}{kind}{of}", codes, (p.text,))


def _place(name: str, p: Place) -> Field:
    inside = ", ".join(x for x in (p.admin1, country_name(p.country) if p.country else None) if x and x != p.name)
    disputed = f"; claimed by {', '.join(map(country_name, p.disputed_by))}" if p.disputed_by else ""
    at = f"{p.lat:.2f}, {p.lon:.2f}" if p.lat is not None and p.lon is not None else ""
    codes = " ".join(filter(None, [p.precision, at, f"GeoNames {p.geonames_id}" if p.geonames_id else ""]))
    return Field(name, p.name + (f", in {inside}" if inside else "") + disputed, codes, (p.text,))


def _times(claim: Claim) -> Iterator[Field]:
    for name, when in (("When", claim.time), ("Decided", claim.decided)):
        if when is not None:
            yield Field(name, days(when.edtf) or _weekday(when), f"EDTF {when.edtf}" if when.edtf else "", (when.text,))


def _weekday(when: When) -> str:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return f"a {names[when.weekday - 1]}, which one is not known" if when.weekday else "not dated"


def _number(name: str, q: Quantity | Strength) -> Field:
    value = f"{q.value:,g}" if q.value is not None else ""
    bounds = " to ".join(f"{x:,g}" if x is not None else "…" for x in (q.low, q.high))
    shown = value if value and (q.low, q.high) in ((q.value, q.value), (None, None)) else f"{value} ({bounds})".strip()
    counts = f" ({q.counts})" if isinstance(q, Strength) else ""
    return Field(name, f"{shown} {q.unit or q.of}{counts}", q.of, (q.text,))


def _moved(moved: Movement) -> Iterator[Field]:
    yield from (_party("Whose force", f) for f in moved.forces)
    share = {"all": "all of it", "part": "a part", "residual": "the rest", None: ""}[moved.part]
    yield Field("Which way", ", ".join(filter(None, [VERBS[moved.change], share])), f"{moved.change} {moved.what}")
    yield from (_place("From", p) for p in moved.places_from)
    yield from (_place("To", p) for p in moved.places_to)
    if moved.strength is not None:
        yield _number("Strength", moved.strength)
    if moved.basis is not None:
        yield Field("On what ground", moved.basis.kind.replace("_", " "), "", (moved.basis.text,))


def _said(links: Sequence[Link]) -> Iterator[Field]:
    for link in links:
        for one in (link, *link.jointly):
            kind = one.kind + (", named in an earlier sentence" if one.carried else "")
            on = f", on {one.on}" if one.on else ""
            heard = tuple(x for x in (one.text, one.cue.text if one.cue else None) if x)
            yield Field("On whose word", f"{one.name or one.text or 'somebody unnamed'} ({kind}{on})", _who(one), heard)


def _who(link: Link) -> str:
    return " ".join(_distinct(filter(None, [link.country, *link.sectors, link.entity, link.speaks_for])))


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _events(claim: Claim) -> Iterator[Field]:
    event = " ".join(filter(None, [claim.event_type, claim.event_mode])) or "none (a state)"
    yield Field("PLOVER event", event, ", ".join((*claim.auxiliary, *claim.contexts)))
    interested = {True: "is a party to it", False: "is no party to it", None: ""}[claim.interested]
    if interested:
        yield Field("Who says it", interested)
    yield Field("Confidence", f"{claim.confidence:.2f}", "chance that act, status, parties and origin are all right")


@dataclass(frozen=True, slots=True)
class Correction:
    """A field that somebody corrected: what it said, and what it should say; null where there was or should be none."""

    name: str
    before: str | None
    after: str | None


def fields_corrected(claim: Claim, other: Claim) -> list[Correction]:
    """What another version of a claim says otherwise, field by field."""
    old, new = ([(f.name, f.value) for f in fields(c) if f.name != "Confidence"] for c in (claim, other))
    found = []
    for name in dict.fromkeys(name for name, _ in (*old, *new)):
        gone = [v for n, v in old if n == name and (n, v) not in new]
        come = [v for n, v in new if n == name and (n, v) not in old]
        found += [Correction(name, was, now) for was, now in zip_longest(gone, come)]
    return found
