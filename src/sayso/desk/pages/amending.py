"""What somebody made of a claim in a form → the claim as it should be: held against its page's text and the
codebook."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from sayso.desk.pages.drafting import GROUPS, ClaimForm, Row
from sayso.errors import UsageError
from sayso.ground.edtf import long_ago, parse
from sayso.ground.places import country_code
from sayso.ontology import PLOVER, SECTORS, TYPES
from sayso.records import (
    Claim,
    Force,
    Link,
    Movement,
    Party,
    Place,
    Quantity,
    Strength,
    When,
    Words,
    claim_id,
    from_json,
    to_json,
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a claim is on: the text of its page (null where it is not kept), its version and its day."""

    text: str | None
    version: str
    day: str | None


def amended(claim: Claim, found: ClaimForm, leaf: Leaf, part: int | None = None) -> Claim:
    """The claim that a form means; as the `part`th of several it has an id of its own. Raises UsageError that names
    the field at fault."""
    bench = _Bench(claim, leaf)
    act, _, mode = found.act.partition(" ")
    made = replace(
        claim,
        act=act,
        mode=mode or None,
        status=found.status,  # type: ignore[arg-type]
        quoted=found.quoted,  # type: ignore[arg-type]
        predicate=bench.words("The word of the act", found.word, claim.predicate) or claim.predicate,
        actors=tuple(bench.party(n, r) for n, r in _of(found, "party", "actor")),
        recipients=tuple(bench.party(n, r) for n, r in _of(found, "party", "recipient")),
        places=tuple(bench.place(n, r) for n, r in _of(found, "place", "at")),
        time=_one(bench.time(n, r) for n, r in _of(found, "time", "time")),
        decided=_one(bench.time(n, r) for n, r in _of(found, "time", "decided")),
        quantities=tuple(bench.quantity(n, r) for n, r in _of(found, "quantity")),
        movement=_movement(found, bench),
        attribution=tuple(bench.link(n, r) for n, r in _of(found, "link")),
        evidence=tuple(bench.evidence(n, r) for n, r in _of(found, "evidence")),
    )
    if not made.evidence:
        raise UsageError("The words that say it: leave at least one row")
    if part is not None:
        made = replace(made, id=claim_id(claim.article_id, leaf.version, made.predicate, part))
    return checked(_with_event(made, claim, leaf), leaf)


def checked(claim: Claim, leaf: Leaf, own: Collection[str] = ()) -> Claim:
    """The claim, where its values are those of the record, its act is one of the codebook (or one's `own`), and its
    words stand in the text. Raises UsageError."""
    try:
        sound = from_json(to_json(claim), Claim)
    except msgspec.ValidationError as error:
        raise UsageError(f"that is no claim: {error}") from error
    if claim.act in TYPES or claim.act not in own:
        PLOVER.check(claim.act, claim.mode)
    if leaf.text is not None:
        pointed: tuple[Words | Party | Place, ...] = (
            claim.predicate,
            *claim.evidence,
            *claim.actors,
            *claim.recipients,
        )
        for words in (*pointed, *claim.places):
            if leaf.text[words.start : words.end] != words.text:
                raise UsageError(f"“{words.text}” does not stand at {words.start}–{words.end} of the page")
    return sound


def _with_event(made: Claim, before: Claim, leaf: Leaf) -> Claim:
    """The claim with the event that follows from its act, status and time."""
    same = (made.act, made.mode, made.status, made.time) == (before.act, before.mode, before.status, before.time)
    if same or made.act not in TYPES:
        return made
    kept = "historical" in before.auxiliary
    old = kept if made.time == before.time else long_ago(made.time.edtf if made.time else None, leaf.day)
    ground = made.movement is not None and made.movement.change == "seize"
    event = PLOVER.derive(made.act, made.mode, made.status, historical=old, takes_ground=ground)
    return replace(made, event_type=event.event_type, event_mode=event.event_mode, auxiliary=event.auxiliary)


def _movement(found: ClaimForm, bench: _Bench) -> Movement | None:
    if not found.change:
        return None
    forces = tuple(bench.force(n, r) for n, r in _of(found, "force"))
    if not forces:
        raise UsageError("Whose force moves or stays: name one, or choose that no force does")
    before = bench.claim.movement or Movement(forces, "remain")
    return replace(
        before,
        strength=_strength(before.strength, [bench.quantity(n, r) for n, r in _of(found, "quantity")]),
        forces=forces,
        change=found.change,  # type: ignore[arg-type]
        what=found.what,  # type: ignore[arg-type]
        part=found.part or None,  # type: ignore[arg-type]
        places_from=tuple(bench.place(n, r) for n, r in _of(found, "place", "from")),
        places_to=tuple(bench.place(n, r) for n, r in _of(found, "place", "to")),
    )


def _strength(before: Strength | None, quantities: Sequence[Quantity]) -> Strength | None:
    """How many move: the number that stands in the same words, where somebody corrected it."""
    same = [q for q in quantities if before is not None and (q.start, q.end) == (before.start, before.end)]
    if before is None or not same or same[0].value == before.value:
        return before
    return replace(before, value=same[0].value, low=same[0].low, high=same[0].high)


def _of(found: ClaimForm, group: str, role: str | None = None) -> list[tuple[str, Row]]:
    """The rows of a group that are not left out, each with how a fault names it."""
    rows = enumerate(found.rows.get(group, ()), 1)
    return [(f"{GROUPS[group].heading}, row {n}", r) for n, r in rows if r["as"] and role in (None, r["as"])]


def _one(found: Any) -> Any:
    several = list(found)
    if len(several) > 1:
        raise UsageError("When: a claim has one time at which it happens, and one at which it was decided")
    return several[0] if several else None


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where rows become things of a claim again: what nobody changed stays as it was, with all that the form does not
    show."""

    claim: Claim
    leaf: Leaf

    def words(self, at: str, given: str, before: Any) -> Words | None:
        """The words where they stand in the text, the nearest to the act; unchanged ones where they stood. Null where
        none are given."""
        plain = " ".join(given.split())
        if before is not None and before.text is not None and plain == " ".join(before.text.split()):
            return Words(before.text, before.start, before.end)
        if not plain:
            return None
        if self.leaf.text is None:
            raise UsageError(f"{at}: the text of the page is not kept, so “{plain}” cannot be found in it")
        found = list(re.finditer(r"\s+".join(map(re.escape, plain.split())), self.leaf.text))
        if not found:
            raise UsageError(f"{at}: “{plain}” does not stand in the page; copy the words as they are there")
        nearest = min(found, key=lambda m: abs(m.start() - self.claim.predicate.start))
        return Words.at(self.leaf.text, nearest.start(), nearest.end())

    def _needed(self, at: str, row: Row, before: Any) -> Words:
        found = self.words(at, row["words"], before)
        if found is None:
            raise UsageError(f"{at}: give the words in the text that name it")
        return found

    def _before(self, row: Row, **things: Sequence[Any]) -> Any:
        """What the row was in the claim, null for a new one. `row` is a role and a number."""
        found = re.fullmatch(r"([a-z]*)(\d+)", row["row"])
        held = things.get(found[1] or "own", ()) if found else ()
        return held[int(found[2])] if found and int(found[2]) < len(held) else None

    def party(self, at: str, row: Row) -> Party:
        before = self._before(row, actor=self.claim.actors, recipient=self.claim.recipients)
        words = self._needed(at, row, before)
        name, country = row["name"] or words.text, _country(at, row["country"])
        same = before is not None and (before.name, before.country) == (name, country)
        sectors = tuple(row["sectors"].upper().replace(",", " ").split())
        if wrong := [s for s in sectors if s not in SECTORS]:
            raise UsageError(f"{at}: no sector {wrong[0]!r}; those are {', '.join(SECTORS)}")
        old = before if same else Party(*_span(words), name)
        return replace(old, **_spanned(words), name=name, country=country, sectors=sectors)

    def force(self, at: str, row: Row) -> Force:
        before = self._before(row, own=self.claim.movement.forces if self.claim.movement else ())
        words = self._needed(at, row, before)
        name, country = row["name"] or words.text, _country(at, row["country"])
        same = before is not None and (before.name, before.country) == (name, country)
        old = before if same else Force(*_span(words), name, "forces", sectors=("MIL",))
        return replace(old, **_spanned(words), name=name, country=country, kind=row["as"])

    def place(self, at: str, row: Row) -> Place:
        moved = self.claim.movement
        ways = {"from": moved.places_from, "to": moved.places_to} if moved else {}
        before = self._before(row, at=self.claim.places, **ways)
        words = self._needed(at, row, before)
        name, country = row["name"] or words.text, _country(at, row["country"])
        same = before is not None and (before.name, before.country) == (name, country)
        old = before if same else Place(*_span(words), name)
        return replace(old, **_spanned(words), name=name, country=country, precision=row["precision"])

    def time(self, at: str, row: Row) -> When:
        pairs = {name: [w] for name, w in (("time", self.claim.time), ("decided", self.claim.decided)) if w}
        before: When | None = self._before(row, **pairs)
        words, date = self._needed(at, row, before), row["edtf"] or None
        if before is not None and before.edtf == date:
            return replace(before, **_spanned(words))
        return When(_date(at, date), *_span(words))

    def quantity(self, at: str, row: Row) -> Quantity:
        before = self._before(row, own=self.claim.quantities)
        words = self._needed(at, row, before)
        value = _number(at, row["value"])
        same = before is not None and before.value == value
        low, high = (before.low, before.high) if same else (value, value)
        return Quantity(value, low, high, row["as"], row["unit"] or None, *_span(words))  # type: ignore[arg-type]

    def link(self, at: str, row: Row) -> Link:
        before = self._before(row, own=self.claim.attribution)
        words, country = self.words(at, row["words"], before), _country(at, row["country"])
        name = row["name"] or (words.text if words else None)
        same = before is not None and (before.name, before.country) == (name, country)
        old = before if same else Link(name, "person")
        where = _spanned(words) if words else {"text": None, "start": None, "end": None}
        return replace(old, **where, name=name, country=country, kind=row["as"], on=_date(at, row["on"] or None))

    def evidence(self, at: str, row: Row) -> Words:
        return self._needed(at, row, self._before(row, evidence=self.claim.evidence))


def _span(words: Words) -> tuple[str, int, int]:
    return words.text, words.start, words.end


def _spanned(words: Words) -> Mapping[str, Any]:
    return {"text": words.text, "start": words.start, "end": words.end}


def _country(at: str, given: str) -> str | None:
    code = country_code(given) if given else None
    if given and code is None:
        raise UsageError(f"{at}: no country {given!r}; give its name or its three letters (ISO 3166-1)")
    return code


def _date(at: str, given: str | None) -> str | None:
    if given and parse(given) is None:
        raise UsageError(f"{at}: {given!r} is no date; give EDTF, such as 2024-05-09, 2024-05, ../2024 or XXXX-05-09")
    return given


def _number(at: str, given: str) -> float | None:
    try:
        return float(given.replace(",", "")) if given else None
    except ValueError as error:
        raise UsageError(f"{at}: {given!r} is no number") from error
