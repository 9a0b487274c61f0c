"""The parts that parties play in an act."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.claims.parties.mention import Mention


@dataclass(frozen=True, slots=True)
class Roles:
    """Mentions in their parts. `forces` move; `rule` names the pattern that decided; `sure` is the chance that actors,
    and that recipients, are all right; `shares` says for each slot what spoke for its parties."""

    actors: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    forces: tuple[Mention, ...] = ()
    rule: str = "none"
    sure: tuple[float, float] = (0.5, 0.5)
    shares: tuple[tuple[str, str], ...] = ()
