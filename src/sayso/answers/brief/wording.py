"""A claim in one line and its chain of say-so, as a brief prints them."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.records import Claim, Link


def sentence(claim: Claim) -> str:
    """A claim in one line: who, what, to whom, where."""
    movement = claim.movement
    who = _list([p.name for p in (movement.forces if movement else ())]) or _list([p.name for p in claim.actors])
    whom = _list([p.name for p in claim.recipients])
    places = _list([p.name for p in claim.places])
    what = movement.change if movement else (claim.mode or "")
    way = "from" if movement and movement.places_from else "in"
    pieces = [
        who or "somebody not named",
        f"{claim.act} ({what})" if what else claim.act,
        f"to {whom}" if whom and not movement else "",
        f"{way} {places}" if places else "",
    ]
    return " · ".join(filter(None, pieces))


def _list(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(" ".join(n.split()) for n in names))


def chain(links: Sequence[Link], publisher: str | None) -> str:
    """ "Reuters ← Interfax ← Dmitry Peskov on 2024-05-09"."""
    named = [(link.name or link.text or "somebody unnamed") + (f" on {link.on}" if link.on else "") for link in links]
    return " ← ".join(named) or publisher or "the page's own words"
