"""Whom violence hit, where only a figure names them: "killing at least two officers and wounding four others"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.roles.draft import Draft
from sayso.records import Party, Quantity, digest

HARMED = frozenset({"killed", "wounded"})
FELT = frozenset({"happened", "ongoing", "denied", "possible"})
"""Statuses of which victims can be told: what is asked for or threatened has hit nobody."""


def victims(draft: Draft, numbers: Sequence[Quantity]) -> tuple[Party, ...]:
    """The people that the figures of an assault count as killed or wounded, as recipients on their own words, where no
    party of the act stands there already."""
    if draft.hit.sense.act != "ASSAULT" or draft.verdict.status not in FELT:
        return ()
    taken = [(m.start, m.end) for m in (*draft.roles.actors, *draft.roles.recipients)]
    hit = (q for q in numbers if q.of in HARMED and q.unit is not None)
    return tuple(_party(draft, q) for q in hit if not any(a < q.end and q.start < b for a, b in taken))


def _party(draft: Draft, q: Quantity) -> Party:
    """The words of a figure as a party, with the country and sectors of the mention within them."""
    known = next((m for m in draft.view.mentions if m.start < q.end and q.start < m.end), None)
    country, sectors = (known.country, known.sectors) if known is not None else (None, ())
    return Party(
        q.text, q.start, q.end, q.text, None, country, sectors, f"x:{digest(q.text.lower(), country or '')}"
    )
