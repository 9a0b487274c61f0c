"""The slots of a proposed claim: parties, places, times, numbers, links of say-so, movement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from sayso.ground import edtf
from sayso.ground.places import country_code, country_name, plain
from sayso.guests.checks import Checks, quoted_value
from sayso.guests.page import nearest
from sayso.ontology import SECTORS
from sayso.records import (
    Change,
    Force,
    ForceKind,
    Link,
    LinkKind,
    Movement,
    Party,
    Place,
    Precision,
    Quantity,
    QuantityOf,
    TimeMention,
    When,
    Words,
    digest,
)

GivenFields = Mapping[str, Any]


def country(checks: Checks, value: Any, field: str) -> str | None:
    """An ISO code of three letters."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and country_code(value) == value and country_name(value) != value:
        return value
    checks.fault(field, "code", f"“{quoted_value(value)}” is no country code of three letters")
    return None


def entity(checks: Checks, name: str, code: str | None) -> str:
    """Who somebody is by our tables; else a hash of name and country."""
    known, land = checks.page.names.actor_id(name), country_code(name)
    return known or (land.lower() if land else f"x:{digest(plain(name), code or '')}")


def parties(checks: Checks, value: Any, field: str) -> tuple[Party, ...]:
    """Those who act, or are acted upon."""
    found = [_party(checks, raw, at) for raw, at in checks.objects(value, field)]
    return tuple(p for p in found if p is not None)


def _party(checks: Checks, raw: GivenFields, field: str) -> Party | None:
    words = checks.words(raw, field)
    code = country(checks, raw.get("country"), f"{field}.country")
    sectors = checks.codes(raw.get("sectors"), f"{field}.sectors", SECTORS, "sector")
    if words is None:
        return None
    name = checks.named(raw.get("name"), f"{field}.name", words.text)
    title = checks.named(raw.get("title"), f"{field}.title", "") or None
    return Party(words.text, words.start, words.end, name, title, code, sectors, entity(checks, name, code))


def places(checks: Checks, value: Any, field: str) -> tuple[Place, ...]:
    """Where it happens. Coordinates are no words of a text: a guest gives none."""
    found = [_place(checks, raw, at) for raw, at in checks.objects(value, field)]
    return tuple(p for p in found if p is not None)


def _place(checks: Checks, raw: GivenFields, field: str) -> Place | None:
    words = checks.words(raw, field)
    code = country(checks, raw.get("country"), f"{field}.country")
    precision = checks.code(raw.get("precision"), f"{field}.precision", get_args(Precision), "precision")
    if words is None:
        return None
    name = checks.named(raw.get("name"), f"{field}.name", words.text)
    whole = precision or ("country" if country_code(name) else "region")
    lat, lon = (_degrees(checks, raw, key, most, field) for key, most in (("lat", 90), ("lon", 180)))
    return Place(words.text, words.start, words.end, name, code, lat=lat, lon=lon, precision=whole)  # type: ignore[arg-type]


def _degrees(checks: Checks, raw: GivenFields, key: str, most: int, field: str) -> float | None:
    value = raw.get(key) if checks.person else None
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= most:
        return float(value)
    checks.fault(f"{field}.{key}", "shape", f"must be degrees from -{most} to {most}")
    return None


def when(checks: Checks, value: Any, field: str) -> When | None:
    """A time by its words, with the date that Sayso reads in them; another date is a fault."""
    if value is None or value == "":
        return None
    words = checks.words(value, field)
    said = value.get("edtf") if isinstance(value, Mapping) else None
    if said is not None and (not isinstance(said, str) or edtf.fault(said)):
        checks.fault(f"{field}.edtf", "date", f"“{quoted_value(said)}” is no date (EDTF)")
        return None
    if words is None:
        return None
    if checks.person and said is not None:
        return When(said, words.text, words.start, words.end)
    return _read_date(checks, words, said, field)


def _read_date(checks: Checks, words: Words, said: str | None, field: str) -> When | None:
    """The date that Sayso reads in the words, or a fault where it reads none or another one."""
    read = nearest(checks.page.times, words.start, words.end)
    if not isinstance(read, TimeMention) or (read.edtf is None and read.weekday is None):
        checks.fault(field, "date", f"“{quoted_value(words.text)}” gives no date")
        return None
    if said is not None and said != read.edtf:
        told = read.edtf or "a day that the article does not date"
        checks.fault(field, "date", f"“{quoted_value(words.text)}” is {told}, not {said}")
        return None
    return When(read.edtf, checks.text[read.start : read.end], read.start, read.end, read.weekday)


def read_quantities(checks: Checks, value: Any, field: str) -> tuple[Quantity, ...]:
    """Numbers by their words, with the value that Sayso reads in them; another value is a fault."""
    found = [_quantity(checks, raw, at) for raw, at in checks.objects(value, field)]
    return tuple(q for q in found if q is not None)


def _quantity(checks: Checks, raw: GivenFields, field: str) -> Quantity | None:
    words = checks.words(raw, field)
    of = checks.code(raw.get("of"), f"{field}.of", get_args(QuantityOf), "kind of number")
    if words is None:
        return None
    read, said = nearest(checks.page.quantities, words.start, words.end), raw.get("value")
    number = said if isinstance(said, int | float) and not isinstance(said, bool) else None
    if not isinstance(read, Quantity):
        if checks.person and number is not None:
            value = float(number)
            return Quantity(value, value, value, of or "other", None, words.text, words.start, words.end)  # type: ignore[arg-type]
        checks.fault(field, "number", f"in “{quoted_value(words.text)}” no number is read")
        return None
    if number is not None and number not in (read.value, read.low, read.high):
        checks.fault(field, "number", f"“{quoted_value(words.text)}” is {_told(read)}, not {number:g}")
        return None
    kind: Any = of or read.of
    return Quantity(read.value, read.low, read.high, kind, read.unit, read.text, read.start, read.end)


def _told(read: Quantity) -> str:
    told = next((n for n in (read.value, read.low, read.high) if n is not None), None)
    return "no number" if told is None else f"{told:g}"


def read_chain(checks: Checks, value: Any, field: str) -> tuple[Link, ...]:
    """The links of say-so inwards; publisher and agency come from the page, whoever names them again."""
    links, known = list(checks.page.head), {(link.name or "").casefold() for link in checks.page.head}
    for raw, at in checks.objects(value, field):
        link = _link(checks, raw, at)
        if link is not None and (link.name or "").casefold() not in known:
            links.append(link)
            known.add((link.name or "").casefold())
    return tuple(links)


def _link(checks: Checks, raw: GivenFields, field: str) -> Link | None:
    kind = checks.code(raw.get("kind") or "official", f"{field}.kind", get_args(LinkKind), "kind of link")
    if kind in ("publisher", "agency") and not raw.get("cue"):
        return None  # from the page alone
    party = _party(checks, raw, field)
    cue = checks.words(raw["cue"], f"{field}.cue") if raw.get("cue") else None
    if party is None or kind is None:
        return None
    unnamed = kind == "anonymous" or raw.get("anonymous") is True
    return Link(party.name, kind, None if unnamed else party.entity, None, party.text, party.start, party.end, cue,  # type: ignore[arg-type]
                party.country, party.sectors, unnamed)  # fmt: skip


def read_movement(checks: Checks, value: Any, field: str) -> Movement | None:
    """What an act changes about where forces are."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        checks.fault(field, "shape", "must be an object")
        return None
    change = checks.code(value.get("change"), f"{field}.change", get_args(Change), "change")
    part = checks.code(value.get("part"), f"{field}.part", ("all", "part", "residual"), "part")
    what = checks.code(value.get("what"), f"{field}.what", ("personnel", "equipment", "bases", "all"), "thing moved")
    forces = tuple(
        f for raw, at in checks.objects(value.get("forces"), f"{field}.forces") if (f := _force(checks, raw, at))
    )
    left, reached = (places(checks, value.get(name), f"{field}.{name}") for name in ("places_from", "places_to"))
    if change is None or not forces:
        checks.fault(field, "shape", "needs a `change` and at least one of `forces`")
        return None
    return Movement(forces, change, what or "personnel", part, left, reached)  # type: ignore[arg-type]


def _force(checks: Checks, raw: GivenFields, field: str) -> Force | None:
    kind = checks.code(raw.get("kind") or "forces", f"{field}.kind", get_args(ForceKind), "kind of force")
    party = _party(checks, raw, field)
    if party is None or kind is None:
        return None
    return Force(party.text, party.start, party.end, party.name, kind, party.country, party.sectors, party.entity)  # type: ignore[arg-type]


def evidence(checks: Checks, value: Any, field: str) -> tuple[Words, ...]:
    """The clauses that say it: words of the article, none longer than three sentences."""
    given = value if isinstance(value, list) else [value]
    found = [checks.words(item, f"{field}[{n}]", sole=True) for n, item in enumerate(given)]
    for n, words in enumerate(found):
        if words is not None and len(checks.page.touched(words.start, words.end)) > EVIDENCE_SENTENCES:
            checks.fault(
                f"{field}[{n}]",
                "words",
                f"is longer than {EVIDENCE_SENTENCES} sentences: quote the clause that says it",
            )
    return tuple(w for w in found if w is not None)


EVIDENCE_SENTENCES = 3
"""Sentences of one piece of evidence."""
