"""What the words of a claim assert about where a force is: for which ground, which share, done or still to come.

A coder fills fields; what is derived from them (nobody is there, a plan is done) must stand in the words. They are
read once more, by the patterns of data/presence.yaml: a claim that a person entered is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.ground.places import Ground, country_name, ground, plain, spelling_key
from sayso.records import Change, Claim, Force, MovedPart, Movement, Place, Status, Words
from sayso.resources import table

SIGNS_BEFORE = 90
"""Code points before a word that are looked at."""


@dataclass(frozen=True, slots=True)
class AsTold:
    """What is asserted of a movement: `part` is what the words say of the share, null where they say nothing of it.

    `will`: it is still to come. `cut`: several grounds share one number.
    """

    status: Status
    change: Change
    part: MovedPart | None
    counts: str | None
    grounds: tuple[Ground, ...]
    will: bool = False
    cut: bool = False


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A row of the table, or its rows as one, as a pattern."""
    rows = table("presence.yaml")
    given = rows[name] if isinstance(rows[name], list) else [rows[name]]
    filled = (r.replace("{force}", rows["force"]).replace("{exit}", rows["exit"]) for r in given)
    return re.compile("|".join(f"(?:{r.replace('{n}', N).replace('{m}', M)})" for r in filled), re.IGNORECASE)


N = r"(?:[\w.’'-]+ ){0,3}?"
M = r"(?:[\w.’'-]+ ){0,6}?"
"""Up to three words, and up to six, between two of a pattern."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The words of a claim, with what stands around a place in them."""

    spans: tuple[Words, ...]

    @property
    def whole(self) -> str:
        return " … ".join(" ".join(w.text.split()) for w in self.spans)

    def before(self, at: int, size: int = SIGNS_BEFORE) -> str:
        """What stands before an offset in its span."""
        span = self._around(at)
        return span.text[: at - span.start][-size:] if span else ""

    def after(self, at: int, size: int = SIGNS_BEFORE) -> str:
        """What stands from an offset on in its span."""
        span = self._around(at - 1)
        return span.text[at - span.start :][:size] if span else ""

    def between(self, start: int, end: int) -> str | None:
        """What stands between two offsets of one span; null where they are in none or in two."""
        span = self._around(start - 1) if start > 0 else None
        return span.text[start - span.start : end - span.start] if span and start <= end <= span.end else None

    def names(self, place: Place) -> bool:
        """Whether a place stands in them."""
        return self._around(place.start) is not None

    def _around(self, at: int) -> Words | None:
        return next((w for w in self.spans if w.start <= at < w.end), None)


def senses(claim: Claim, movement: Movement) -> tuple[AsTold, ...]:
    """What a claim asserts of its movement: one thing, and that a force is there now where its words presuppose it."""
    told = _Told(tuple(sorted(claim.evidence, key=lambda w: w.start)))
    places = _left(claim, movement, told) or _places(movement, claim.places, told)
    counts = movement.strength.counts if movement.strength else None
    if claim.coder.name.startswith("human:"):
        own = tuple(dict.fromkeys(ground(p) for p in places))
        to_be = claim.status in ("denied", "refused", "agreed", "planned")
        nobody = claim.status == "denied" and movement.change == "remain"
        part: MovedPart | None = "all" if nobody else movement.part
        return (AsTold(claim.status, movement.change, part, counts, own, to_be, len(own) > 1),)
    found, split = _grounds(places, told)
    will = _for_good(claim, told) if claim.status in ("denied", "refused") else _will(claim, told)
    status: Status = "possible" if _doubted(claim, told) else _holding(claim, movement, told)
    share = _share(movement, claim, told, found)
    said = AsTold(status, movement.change, share, counts, found, will, split)
    said = _to_come(_nobody(_kept(said, claim, movement, places, told), claim))
    there = _there_now(said, movement, places, told)
    return (said, there) if there else (said,)


def _left(claim: Claim, movement: Movement, told: _Told) -> tuple[Place, ...]:
    """What stands right after the word for leaving ("have left Agok and Diffra") is what was left, whatever end of the
    movement the coder took it for."""
    if movement.change not in ("leave", "reduce", "cede") or not _pattern("leaves_it").search(claim.predicate.text):
        return ()
    every = sorted({*claim.places, *movement.places_from, *movement.places_to}, key=lambda p: p.start)
    found: list[Place] = []
    for place in every:
        between = told.between(found[-1].end if found else claim.predicate.end, place.start)
        if between is not None and (NEXT_LEFT if found else _pattern("left_it")).search(between):
            found.append(place)
    return tuple(found)


NEXT_LEFT = re.compile(r"^\s*(?:,|and|, and|or)\s*(?:the |from )?$", re.IGNORECASE)
"""Between two places that are left in one go."""


def _places(movement: Movement, places: tuple[Place, ...], told: _Told) -> tuple[Place, ...]:
    """Where the force was, for one that leaves, else where it is or comes to; no ground told of elsewhere in the text
    where the words name some."""
    leaving = movement.change in ("leave", "reduce", "cede")
    own, others = movement.places_from, movement.places_to
    if not leaving:
        own, others = others, own
    here = leaving and any(told.names(p) for p in others)
    own = own or tuple(p for p in places if p not in others and (told.names(p) or not here))
    found = own or (() if leaving else others)
    return _named_here(
        tuple(p for p in found if not (leaving and _pattern("to").search(told.before(p.start, 45)))), told
    )


def _named_here(found: tuple[Place, ...], told: _Told) -> tuple[Place, ...]:
    """Of ground that the words do not name, and that was told of before, the wide one is only what the narrow one lies
    in."""
    narrow = {p.country for p in found if p.precision in ("point", "city", "admin2")}
    wide = ("country", "admin1", "region")
    return tuple(p for p in found if told.names(p) or p.precision not in wide or p.country not in narrow)


# ---------------------------------------------------------------- is it said at all, done or to come
def _doubted(claim: Claim, told: _Told) -> bool:
    before = told.before(claim.predicate.start)
    unplanned = claim.status in ("planned", "agreed", "ongoing") and _pattern("unplanned").search(told.whole)
    return bool(_pattern("unsure").search(before) or unplanned) or told.whole.endswith("?")


def _will(claim: Claim, told: _Told) -> bool:
    return bool(_pattern("will").search(told.before(claim.predicate.start, 40)))


def _for_good(claim: Claim, told: _Told) -> bool:
    """Whether what is denied will not be, and is not only put off."""
    around = f"{told.before(claim.predicate.start)} {claim.predicate.text} {told.after(claim.predicate.end)}"
    final = _will(claim, told) or _pattern("cancels").search(around)
    return bool(final) and not _pattern("yet").search(told.whole)


def _holding(claim: Claim, movement: Movement, told: _Told) -> Status:
    """ "Are stationed" holds today, whatever the coder made of it."""
    past = claim.status == "happened" and movement.change == "remain"
    return "ongoing" if past and _pattern("holds").search(told.before(claim.predicate.start, 30)) else claim.status


def _kept(said: AsTold, claim: Claim, movement: Movement, places: Sequence[Place], told: _Told) -> AsTold:
    """Who leaves soldiers in a country keeps them there, and so does who has some left."""
    if claim.predicate.text == "left" and _pattern("have_left").search(told.before(claim.predicate.start, 60)):
        return replace(said, status="ongoing", change="remain", part="residual", counts="residual")
    if not _pattern("leaves").search(claim.predicate.text) or not movement.forces or not places:
        return said
    force, place = movement.forces[0], places[0]
    between = told.between(force.end, place.start) if claim.predicate.end <= force.start < place.start else None
    if between is None or not _pattern("stays_in").search(between):
        return said
    status: Status = "ongoing" if said.status == "happened" else said.status
    return replace(said, status=status, change="remain", part="residual", counts="residual")


def _nobody(said: AsTold, claim: Claim) -> AsTold:
    """That a force is not left somewhere denies that it is there, and not that it left."""
    if claim.act == "PRESENT" and said.status == "denied" and said.change == "leave":
        return replace(said, change="remain")
    return said


def _to_come(said: AsTold) -> AsTold:
    """That nobody will be there is a plan to leave; what is not to be till later is none of today."""
    if said.change == "remain" and said.status == "denied" and said.will:
        return replace(said, status="planned", change="leave", part="all", counts=None)
    return said


def _there_now(said: AsTold, movement: Movement, places: Sequence[Place], told: _Told) -> AsTold | None:
    if said.change == "remain" or not movement.forces or not places:
        return None
    force, place = movement.forces[0], places[0]
    between = told.between(force.end, place.end)
    if between is None or not _pattern("there_now").search(between):
        return None
    return AsTold("ongoing", "remain", None, "total" if said.counts else None, said.grounds, cut=said.cut)


# ---------------------------------------------------------------- how much of the force
def _share(movement: Movement, claim: Claim, told: _Told, at: Sequence[Ground]) -> MovedPart | None:
    """All, the rest or some, by the words; a number alone is no share."""
    words = told.whole
    if _pattern("whole").search(words) and not _pattern("not_whole").search(words):
        return "all"
    of_force = " ".join(f"{told.before(f.start, 30)} {f.text}" for f in movement.forces)
    at_verb = f"{claim.predicate.text}{told.after(claim.predicate.end, 10)}"
    if _pattern("residual").search(of_force) or _pattern("residual").search(at_verb):
        return "residual"
    forces = " ".join(f"{_right_before(told.before(f.start, 30))} {f.text}" for f in movement.forces)
    if _pattern("part").search(forces) or _pattern("not_whole").search(words):
        return "part"
    if movement.part not in (None, "all"):
        return movement.part
    return "all" if _goes_whole(movement, claim, told, at) else None


def _goes_whole(movement: Movement, claim: Claim, told: _Told, at: Sequence[Ground]) -> bool:
    """ "The guards left the post", "soldiers have left the north": who is told of as one is gone as one. Not from a
    country, where the same words are said of the first who leave."""
    if movement.change != "leave" or not at or any(g.precision in ("country", "multiple") for g in at):
        return False
    forces = [f"{_right_before(told.before(f.start, 15))} {f.text}" for f in movement.forces]
    if any(_pattern("counted").search(words) for words in forces):
        return False
    gone = _pattern("gone").search(told.before(claim.predicate.start, 30)) or _pattern("gone").search(
        f"{claim.predicate.text.split()[0]} "
    )
    return bool(gone) or all(_pattern("definite").search(f.text) for f in movement.forces)


def _right_before(words: str) -> str:
    """The words that belong to the force: those after the last verb or comma are not told apart, so the last three."""
    return " ".join(re.split(r"[,;:]", words)[-1].split()[-3:])


# ---------------------------------------------------------------- which ground
def _grounds(places: Sequence[Place], told: _Told) -> tuple[tuple[Ground, ...], bool]:
    """The ground that the words name, each place as narrow as they say, and whether several share what is told."""
    kept = _innermost(places, told)
    found = tuple(dict.fromkeys(g for g in (narrowed_ground(p, told) for p in kept) if _has_name(g)))
    return found, len(found) > 1


def _has_name(at: Ground) -> bool:
    """Whether it is some ground of the world: "the town", "the area" are another one on every page."""
    return at.precision == "country" or any(w[:1].isupper() for w in at.name.split() if w.lower() != "the")


def _innermost(places: Sequence[Place], told: _Told) -> list[Place]:
    """Of a place and one within it the narrow one, unless the words divide the wide one."""
    dropped: set[int] = set()
    for i, wide in enumerate(places):
        for j, narrow in enumerate(places):
            if i == j or not _within(narrow, wide):
                continue
            between = told.between(wide.end, narrow.start)
            dropped.add(j if between is not None and _pattern("split").search(between) else i)
    return [p for n, p in enumerate(places) if n not in dropped] or list(places)


def _within(narrow: Place, wide: Place) -> bool:
    if narrow.country is None or narrow.country != wide.country or narrow.precision == "border":
        return False
    if wide.precision == "country":
        return narrow.precision != "country"
    return wide.precision in ("admin1", "region") and narrow.admin1 == (wide.admin1 or wide.name) != narrow.name


def narrowed_ground(place: Place, told: _Told) -> Ground:
    """The ground of a place, cut to the part of it that the words before and after its name tell of."""
    whole = ground(place)
    if place.set is not None or place.precision in ("border", "multiple"):
        return whole
    before, after = told.before(place.start), told.after(place.end)
    if match := _pattern("near").search(before):
        return _part(whole, f"{match[1]} {place.name}", plain(f"{match[1]} {place.name}"), "region")
    if (match := _pattern("some").search(before)) and not _is_the_place(match[1], place):
        wide = _pattern("wide_nouns").search(match[1])
        own = "" if place.precision == "country" else spelling_key(place.name)
        key = f"*{own}" if wide else f"*{own}-{plain(match[1].split()[-1].rstrip('s'))}"
        name = f"parts of {place.name} (not named)" if wide else f"{match[1]} in {place.name}"
        return _part(whole, " ".join(name.split()), key, "multiple")
    if place.precision in ("country", "admin1", "region"):
        if match := _pattern("compass").search(before):
            return _part(whole, f"{match[1].lower()} {place.name}", plain(f"{match[1]} {place.name}"), "region")
        if match := _pattern("own").search(after):
            name = f"{place.name}'s {' '.join(match[1].split())}"
            return _part(whole, name, plain(name.replace("'s", "")), "region")
    return whole


def _is_the_place(words: str, place: Place) -> bool:
    """ "The base at Locumba" and "the city of Tacna" are the town itself; "a base in Peru" is some place of Peru."""
    one = re.match(r"(?:an?|one|its|their|the)\s", words, re.IGNORECASE) and not re.search(r"s$", words.strip())
    return bool(one) and place.precision not in ("country", "admin1", "region")


def _part(whole: Ground, name: str, key: str, precision: str) -> Ground:
    own = None if whole.precision == "country" else whole.admin1 or spelling_key(whole.name)
    return Ground(f"{whole.country or ''}/{key}", name, whole.country, whole.country2, own, precision)


def left_since(claim: Claim, movement: Movement) -> bool:
    """Whether it only says where those were who have left ("the last soldiers stationed there left on Friday")."""
    was_there = movement.change == "remain" and claim.status == "happened"
    return was_there and any(_pattern("gone_since").search(" ".join(w.text.split())) for w in claim.evidence)


def of_old(claim: Claim) -> bool:
    """Whether the words put it years back, whatever day the coder made of them ("on this day ten years ago")."""
    return any(_pattern("of_old").search(" ".join(w.text.split())) for w in claim.evidence)


def movers(claim: Claim, movement: Movement) -> tuple[Force, ...]:
    """The forces that move: not those to whom ground is handed over. Where these alone are named, who cedes it."""
    if movement.change not in ("cede", "leave"):
        return movement.forces
    told = _Told(tuple(sorted(claim.evidence, key=lambda w: w.start)))
    kept = tuple(f for f in movement.forces if not _pattern("receives").search(told.before(f.start)))
    if kept or not movement.forces:
        return kept
    return tuple(
        Force(p.text, p.start, p.end, country_name(p.country), "forces", p.country) for p in claim.actors if p.country
    )


def is_force(force: Force) -> bool:
    """Whether the words name armed people: a word for them, a known group, or a country that acts by its forces."""
    if force.entity and not force.entity.startswith("x:"):
        return True
    if force.kind not in ("army", "forces") or force.sectors:
        return True
    return bool(_pattern("force").search(force.text)) or (
        force.country is not None and force.name == country_name(force.country)
    )
