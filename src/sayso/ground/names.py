"""All tables of names as one value, read once with the user's own rows: it gives ids to credits, text, sides and
questions alike.

Pure and immutable, so that it is passed down; what is looked up in it is made when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from sayso.ground import actors, named_places, outlets
from sayso.ground.actors import Actor
from sayso.ground.named_places import NamedPlace
from sayso.ground.outlets import Outlet
from sayso.ground.places import country_code, spelling_key
from sayso.records import digest


@dataclass(frozen=True)
class Names:
    """A user's actors, outlets and places, before the packaged ones; of equal names the first counts."""

    actors: tuple[Actor, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    places: tuple[NamedPlace, ...] = ()

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type[Names], tuple[tuple[Actor, ...], tuple[Outlet, ...], tuple[NamedPlace, ...]]]:
        """Another process gets the rows alone; what is looked up in them is made there."""
        return Names, (self.actors, self.outlets, self.places)

    @cached_property
    def _hash(self) -> int:
        return hash((self.actors, self.outlets, self.places))

    @cached_property
    def every_outlet(self) -> tuple[Outlet, ...]:
        """The user's outlets, then ours of every other slug."""
        return outlets.merged(self.outlets)

    @cached_property
    def every_actor(self) -> tuple[Actor, ...]:
        """The user's actors, then ours of every other slug."""
        return actors.merged(self.actors)

    # ---------------------------------------------------------------- outlets
    @cached_property
    def _outlets(self) -> Mapping[str, Outlet]:
        """Every written form, and every slug → its outlet."""
        found: dict[str, Outlet] = {}
        for row in self.every_outlet:
            for form in (row.name, *row.aliases, row.slug):
                found.setdefault(form, row)
        return MappingProxyType(found)

    @cached_property
    def _folded(self) -> Mapping[str, Outlet]:
        """The same whatever the letter case."""
        found: dict[str, Outlet] = {}
        for form, row in self._outlets.items():
            found.setdefault(form.casefold(), row)
        return MappingProxyType(found)

    def outlet(self, name: str | None) -> Outlet | None:
        """The outlet of a slug or one of its names, best in the same letter case; null where the tables have none."""
        return (self._outlets.get(name) or self._folded.get(name.casefold())) if name else None

    def outlet_id(self, name: str) -> str:
        """The slug of an outlet by one of its names; of one that no table has, `x:` and a hash of its name."""
        row = self.outlet(name)
        return row.slug if row else f"x:{digest(name.lower(), '')}"

    @cached_property
    def agencies(self) -> Mapping[str, str]:
        """Written form of an agency → its name, longest forms first."""
        rows = [row for row in self.every_outlet if row.kind == "agency"]
        forms: dict[str, str] = {}
        for row in rows:
            for form in (row.name, *row.aliases):
                forms.setdefault(form, row.name)
        return MappingProxyType(dict(sorted(forms.items(), key=lambda item: (-len(item[0]), item[0]))))

    @cached_property
    def makers(self) -> frozenset[str]:
        """Names of agencies and outlets, case folded: none of them is an author."""
        return frozenset(form.casefold() for row in self.every_outlet for form in (row.name, *row.aliases))

    # ---------------------------------------------------------------- actors, and whoever is asked about
    @cached_property
    def _actors(self) -> Mapping[str, str]:
        """Names and aliases of actors, case folded, and the names of the bodies that people speak for → slug."""
        found: dict[str, str] = {}
        for row in self.every_actor:
            if row.speaks_for:
                found.setdefault(row.speaks_for.partition(".")[2].replace("-", " "), row.speaks_for)
            for form in (row.name, *row.aliases):
                found.setdefault(form.casefold(), row.slug)
        return MappingProxyType(found)

    def actor_id(self, name: str) -> str | None:
        """The slug of an actor by one of its names, or of an outlet by one of them in the same letter case; null where
        there is none."""
        row = self._outlets.get(name)
        return row.slug if row in self.outlets else self._actors.get(name.casefold()) or (row.slug if row else None)

    def key(self, name: str) -> str | None:
        """The key of whoever is asked about: a country's code, name or demonym, an actor's or outlet's slug; null
        where none has it."""
        return country_code(name) or self.actor_id(name)

    # ---------------------------------------------------------------- places
    @cached_property
    def _places(self) -> Mapping[str, NamedPlace]:
        """Every name of a user's places, however it is spelled → its row."""
        found: dict[str, NamedPlace] = {}
        for row in self.places:
            for form in (row.name, *row.aliases):
                found.setdefault(spelling_key(form), row)
        return MappingProxyType(found)

    def place_asked(self, name: str) -> str:
        """How ground is asked for that goes by a name: as a user's own table names it, else by that name."""
        row = self._places.get(spelling_key(name)) if self.places else None
        return row.asked if row else name

    def knows_place(self, name: str) -> bool:
        """Whether a user's own table has a place of that name."""
        return bool(self.places) and spelling_key(name) in self._places


PACKAGED_NAMES = Names()
"""The packaged tables alone."""


def load(own_actors: Path | None = None, own_outlets: Path | None = None, own_places: Path | None = None) -> Names:
    """The tables with the rows of a user's files, where given. Raises CodebookError naming file and line of every
    fault."""
    return Names(
        actors.load(own_actors) if own_actors else (),
        outlets.load(own_outlets) if own_outlets else (),
        named_places.load(own_places) if own_places else (),
    )
