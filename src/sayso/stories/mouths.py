"""One mouth, one voice: the names under which pages quote one person, and one body, meet; unlike persons of one name
do not.

Every joining keeps its reason, and a person can undo it (a tie of kind `voice` that does not hold).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import country_code, country_name, plain
from sayso.ground.voices import MEDIA, Voice, voices
from sayso.records import Link
from sayso.stories.persons import initials, likeness, name_parts, short_for
from sayso.stories.speakers import MOUTH, cleaned, description, first_speakers, with_links
from sayso.stories.told import Told


@dataclass(frozen=True, slots=True)
class Joined:
    """A voice under which another one is counted, and why."""

    voice: Voice
    reason: str


@dataclass(slots=True)
class _Mouth:
    """Somebody quoted, with all that the pages say of him."""

    voice: Voice
    known: bool
    groups: set[str]
    country: str | None
    about: list[str]
    times: int = 0


@dataclass(frozen=True, slots=True)
class Voices:
    """Which sources are one, with the reasons, and the claims under those names."""

    found: Mapping[str, Joined]
    names: Names
    texts: Mapping[str, str | None]

    @classmethod
    def of(
        cls, told: Sequence[Told], texts: Mapping[str, str | None] | None = None,
        apart: Collection[frozenset[str]] = (), names: Names = PACKAGED_NAMES,
    ) -> Voices:  # fmt: skip
        """Which sources of some claims are one.

        `texts` are the pages' texts by id, where known: they say who somebody is. `apart` are pairs of keys that a
        person holds to be two.
        """
        given = texts or {}
        return cls(merged_voices(cleaned(told, given), given, apart, names), names, given)

    def applied(self, told: Sequence[Told]) -> list[Told]:
        """The same claims, each source under one name, body and country wherever it is quoted."""
        return [
            with_links(t, [_renamed(x, self.found, self.names) for x in t.claim.attribution])
            for t in cleaned(told, self.texts)
        ]

    @property
    def reasons(self) -> dict[str, list[str]]:
        """Why others are counted under a voice, by its key."""
        made: dict[str, list[str]] = defaultdict(list)
        for key, to in self.found.items():
            if to.voice.origin != key:
                made[to.voice.origin].append(to.reason)
        return dict(made)


def merged_voices(
    told: Iterable[Told],
    texts: Mapping[str, str | None],
    apart: Collection[frozenset[str]] = (),
    names: Names = PACKAGED_NAMES,
) -> dict[str, Joined]:
    """Origin key → the voice that it is counted under, for those that are counted under another one or get a side."""
    people: dict[str, _Mouth] = {}
    for t in told:
        for link in first_speakers(t):
            voice = _voice(link, names)
            if _has_name(link, voice):
                _note(people, voice, link, t, texts.get(t.page.id))
    found: dict[str, Joined] = {}
    ordered = sorted(
        people.values(), key=lambda m: (not m.known, -len(name_parts(m.voice.name)), -m.times, m.voice.origin)
    )
    leads: list[_Mouth] = []
    for m in ordered:
        lead, reason = _lead(m, leads, apart)
        if lead is None:
            leads.append(m)
            continue
        found[m.voice.origin] = Joined(lead.voice, reason)
        lead.groups |= m.groups
        lead.about += m.about
        lead.country = lead.country or m.country
    placed = _placed(found, leads)
    return placed | _bodies(leads, placed, apart)


# ---------------------------------------------------------------- links of chains
def keyed(link: Link) -> Link:
    """A link whose unknown entity is forgotten, so that it is known by its name wherever it stands; "the defence
    ministry" of one state is none of another's."""
    jointly = tuple(keyed(x) for x in link.jointly)
    known = link.entity if link.entity and not link.entity.startswith("x:") else _of_state(link)
    return link if (known, jointly) == (link.entity, link.jointly) else replace(link, entity=known, jointly=jointly)


def _of_state(link: Link) -> str | None:
    """The key of an office or body that has no name of its own, but a state."""
    named = any(w[:1].isupper() for w in (link.name or "").split())
    bare = bool(link.country and link.name) and not named and not link.anonymous and link.kind != "anonymous"
    return f"name:{plain(link.name or '')}-{(link.country or '').lower()}" if bare else None


def _voice(link: Link, names: Names) -> Voice:
    return voices([keyed(replace(link, jointly=()))], None, names)[0]


def _renamed(link: Link, found: Mapping[str, Joined], names: Names) -> Link:
    """The link under the voice that it is counted under."""
    jointly = tuple(_renamed(x, found, names) for x in link.jointly)
    if link.kind in MEDIA:
        return link if jointly == link.jointly else replace(link, jointly=jointly)
    to = found.get(_voice(link, names).origin)
    if to is None:
        return link if jointly == link.jointly else replace(link, jointly=jointly)
    v = to.voice
    country = link.country or (v.side if len(v.side) == 3 and v.side.isupper() else None)
    return replace(link, name=v.name, speaks_for=v.origin, country=country, jointly=jointly)


# ---------------------------------------------------------------- who is who
def _note(people: dict[str, _Mouth], voice: Voice, link: Link, t: Told, text: str | None) -> None:
    m = people.setdefault(
        voice.origin, _Mouth(voice, not voice.origin.startswith(("name:", "x:", "anonymous:")), set(), link.country, [])
    )
    m.times += 1
    m.groups.add(t.page.group)
    about = description(text, link)
    m.country = m.country or link.country or _country(about)
    m.about.append(about)


def _has_name(link: Link, voice: Voice) -> bool:
    named = any(w[:1].isupper() for w in voice.name.split())
    return named and not link.anonymous and link.kind in ("official", "person", "organization", "witness")


def _country(about: str) -> str | None:
    words = [re.sub(r"['’]s$", "", w.strip(",'’")) for w in about.split()]
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            run = " ".join(words[i : i + size])
            if run[:1].isupper() and (code := country_code(run)):
                return code
    return None


def _lead(m: _Mouth, leads: Sequence[_Mouth], apart: Collection[frozenset[str]]) -> tuple[_Mouth | None, str]:
    """The one who was named before and whose name it is too; None where there is none, or more than one."""
    name = m.voice.name
    near = [x for x in leads if frozenset({x.voice.origin, m.voice.origin}) not in apart and _one_land(x, m)]
    full = [x for x in near if likeness(x.voice.name, name) == "same"]
    if len(full) == 1:
        return full[0], f"“{name}” is a spelling of “{full[0].voice.name}”"
    short = [x for x in near if short_for(name, x.voice.name)]
    here = _beside(m, short)
    if len(here) == 1 and not full:
        return here[0], f"“{name}” is short for “{here[0].voice.name}”"
    body = [x for x in near if _one_body(x.voice.name, name)]
    if len(body) == 1:
        return body[0], f"“{name}” and “{body[0].voice.name}” are one body by its initials"
    return None, ""


def _beside(m: _Mouth, others: Sequence[_Mouth]) -> Sequence[_Mouth]:
    """Those who are quoted in a text that quotes him, or all where none is."""
    return [x for x in others if x.groups & m.groups] or others


def _one_body(a: str, b: str) -> bool:
    return _abbreviates(a, b) or _abbreviates(b, a)


def _one_land(a: _Mouth, b: _Mouth) -> bool:
    return a.country is None or b.country is None or a.country == b.country


def _abbreviates(short: str, name: str) -> bool:
    letters = short.removeprefix("the ").replace(".", "")
    return letters.isupper() and letters.isalpha() and len(letters) > 2 and initials(name) == letters


def _placed(found: Mapping[str, Joined], leads: Sequence[_Mouth]) -> dict[str, Joined]:
    """The joined ones under their lead's voice, with the side that any page gives it; leads that get a side by that
    themselves."""
    sided: dict[str, Voice] = {}
    for lead in leads:
        v = lead.voice
        alone = v.side == v.origin or v.side.startswith(("name:", "x:"))
        if alone and lead.country:
            sided[v.origin] = replace(v, side=lead.country, side_name=country_name(lead.country))
    made = {k: replace(j, voice=sided.get(j.voice.origin, j.voice)) for k, j in found.items()}
    own = {k: Joined(v, f"a page calls “{v.name}” of {v.side_name}") for k, v in sided.items()}
    return own | made


def _bodies(
    leads: Sequence[_Mouth], found: Mapping[str, Joined], apart: Collection[frozenset[str]]
) -> dict[str, Joined]:
    """Those whom a page calls the mouth of a body that is quoted too are that body's voice."""
    bodies = _by_form(leads)
    moved: dict[str, Joined] = {}
    for m in (m for m in leads if not m.known):
        body = _mouth_of(m, bodies)
        if body is not None and frozenset({body.voice.origin, m.voice.origin}) not in apart:
            moved[m.voice.origin] = Joined(body.voice, f"“{m.voice.name}” speaks for “{body.voice.name}”")
    again = {k: Joined(moved[j.voice.origin].voice, j.reason) for k, j in found.items() if j.voice.origin in moved}
    return moved | again


def _by_form(leads: Sequence[_Mouth]) -> Mapping[str, Sequence[_Mouth]]:
    """Those quoted, by their names and initials."""
    bodies: dict[str, list[_Mouth]] = defaultdict(list)
    for lead in leads:
        for form in {lead.voice.name.removeprefix("the "), initials(lead.voice.name)}:
            if len(form) > 2:
                bodies[form].append(lead)
    return bodies


def _mouth_of(m: _Mouth, bodies: Mapping[str, Sequence[_Mouth]]) -> _Mouth | None:
    """The body that a page calls somebody the mouth of; None where it calls him none, or names more than one."""
    about = next((a for a in m.about if MOUTH.search(a)), "")
    named = [form for form in bodies if re.search(rf"\b{re.escape(form)}\b", about)]
    of = {x.voice.origin: x for form in named for x in bodies[form] if x is not m}
    return next(iter(of.values())) if len(of) == 1 else None
