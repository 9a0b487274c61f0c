"""Whose the forces are that move: of who sends, keeps or withdraws them, where their own words do not say; never of the
place where they are ("Poland deployed 200 soldiers to Lithuania")."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.parties.mention import Mention
from sayso.claims.parties.parts import Roles
from sayso.records import Status

SENT = frozenset({"arrive", "reinforce", "remain", "rotate", "reduce", "leave"})
"""Changes of forces that somebody sends, keeps or withdraws."""


def sender(hit: ActHit, roles: Roles, status: Status) -> str | None:
    """The one country (ISO 3166-1 alpha-3) whose own words make it the sender; null where nobody or several send, and
    where it is asked of others ("Turkey demanded that the soldiers leave")."""
    senders = {m.country for m in roles.actors if not m.by_story}
    return next(iter(senders)) if hit.sense.change in SENT and status != "demanded" and len(senders) == 1 else None


def of_sender(force: Mention, country: str | None) -> Mention:
    """A force, of that country where its own words do not say whose it is."""
    if country is None or (force.country and not force.by_story):
        return force
    return replace(force, country=country, by_story=False)
