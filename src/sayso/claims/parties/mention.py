"""One party as the text names it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.records import Party, digest
from sayso.spans import Spanned


@dataclass(frozen=True, slots=True)
class Mention(Spanned):
    """One chunk understood. `first`, `last` and `head` are tokens of its sentence; offsets are those of the article."""

    text: str
    start: int
    end: int
    first: int
    last: int
    head: int
    kind: str
    """person country organization group force role outlet place pronoun capital"""
    name: str
    title: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entity: str | None = None
    force: str | None = None
    speaks_for: str | None = None
    by_story: bool = False
    """Its country is that of the story alone: no word of its own says so."""
    described: str | None = None
    """The words that introduced whom "the official" takes up: "a senior official"."""
    members: tuple[Mention, ...] = ()
    """Whom "the two leaders", "both countries" stand for."""

    def each(self) -> tuple[Mention, ...]:
        """The mention itself, or one on its words for each of its members."""
        if not self.members:
            return (self,)
        whole = replace(self, members=())
        return tuple(taken_for(whole, member) for member in self.members)

    def party(self) -> Party:
        """The record of this mention. An unknown entity gets an id from its name and country."""
        entity = self.entity or f"x:{digest(self.name.lower(), self.country or '')}"
        return Party(self.text, self.start, self.end, self.name, self.title, self.country, self.sectors, entity)


def taken_for(mention: Mention, meant: Mention) -> Mention:
    """A mention that stands for another: its own words, the other's name, country and entity."""
    kind = mention.kind if mention.kind == "pronoun" else meant.kind
    return replace(
        mention, kind=kind, name=meant.name, title=mention.title or meant.title, country=meant.country,
        sectors=meant.sectors, entity=meant.entity, force=meant.force, speaks_for=meant.speaks_for,
    )  # fmt: skip
