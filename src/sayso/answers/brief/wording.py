"""A claim in one line and its chain of say-so, as a brief prints them."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.records import Claim, Force, Link, Party, Place


def sentence(claim: Claim) -> str:
    """A claim in one line: who, what, to whom, where."""
    movement = claim.movement
    what = movement.change if movement else claim.mode
    whom = "" if movement else _list(claim.recipients)
    pieces = [
        _who(claim) or "somebody not named",
        f"{claim.act} ({what})" if what else claim.act,
        f"to {whom}" if whom else "",
        _where(claim),
    ]
    return " · ".join(filter(None, pieces))


def _who(claim: Claim) -> str:
    return _list(claim.movement.forces if claim.movement else ()) or _list(claim.actors)


def _where(claim: Claim) -> str:
    places = _list(claim.places)
    way = "from" if claim.movement and claim.movement.places_from else "in"
    return f"{way} {places}" if places else ""


def _list(named: Sequence[Party | Force | Place]) -> str:
    return ", ".join(dict.fromkeys(" ".join(n.name.split()) for n in named))


def chain(links: Sequence[Link], publisher: str | None) -> str:
    """ "Reuters ← Interfax ← Dmitry Peskov on 2024-05-09"."""
    named = [(link.name or link.text or "somebody unnamed") + (f" on {link.on}" if link.on else "") for link in links]
    return " ← ".join(named) or publisher or "the page's own words"
