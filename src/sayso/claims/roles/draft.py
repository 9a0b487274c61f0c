"""An act on its way to a claim: where it stands, how real it is, who takes part."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.parties.mention import Mention
from sayso.claims.parties.parts import Roles
from sayso.claims.sentence import View
from sayso.claims.status.by_words import StatusVerdict


@dataclass(frozen=True, slots=True)
class Draft:
    """One act of one sentence with its status and roles."""

    view: View
    hit: ActHit
    verdict: StatusVerdict
    roles: Roles
    claimed: float = 0.5
    """The chance, by the gate, that the text tells it as a political act."""
    gate: str = ""
    """What spoke most for and against that."""

    @property
    def parties(self) -> tuple[Mention, ...]:
        """Everybody who takes part."""
        return (*self.roles.actors, *self.roles.recipients, *self.roles.forces)

    @property
    def doers(self) -> frozenset[str]:
        """Who acts, by country, else by name; the forces that move count too."""
        return frozenset(m.country or m.name for m in (*self.roles.actors, *self.roles.forces))

    @property
    def chance(self) -> float:
        """The reader's chance that one of its words names this act ("remain deployed"); 0 where it sees none."""
        seen = self.view.seen(self.hit)
        return max((dict(event.acts).get(self.hit.sense.act, 0.0) for event in seen), default=0.0)

    @property
    def headline(self) -> bool:
        """It stands in the headline."""
        return self.view.sentence.part == "headline"
