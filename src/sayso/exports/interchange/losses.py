"""What a form cannot hold: of each field, how many claims had something in it that was left out or cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sayso.english.counting import many
from sayso.ground.edtf import window
from sayso.records import Claim


def _inexact(claim: Claim) -> bool:
    days = window(claim.time.edtf if claim.time else None)
    return claim.time is not None and (days.low is None or days.low != days.high)


HAS: Mapping[str, Callable[[Claim], bool]] = {
    "act": lambda c: c.act != c.event_type,
    "mode": lambda c: c.mode is not None and c.mode != c.event_mode,
    "status": lambda c: True,
    "auxiliary": lambda c: bool(c.auxiliary),
    "contexts": lambda c: bool(c.contexts),
    "further actors": lambda c: len(c.actors) > 1,
    "further recipients": lambda c: len(c.recipients) > 1,
    "sectors": lambda c: any(p.sectors for p in (*c.actors, *c.recipients)),
    "titles": lambda c: any(p.title for p in (*c.actors, *c.recipients)),
    "entities": lambda c: any(p.entity for p in (*c.actors, *c.recipients)),
    "places": lambda c: bool(c.places),
    "further places": lambda c: len(c.places) > 1,
    "sets of places": lambda c: any(p.set for p in c.places),
    "disputed_by": lambda c: any(p.disputed_by for p in c.places),
    "inexact time": _inexact,
    "time": lambda c: c.time is not None,
    "decided": lambda c: c.decided is not None,
    "quantities": lambda c: bool(c.quantities),
    "other figures than deaths": lambda c: any(q.of != "killed" for q in c.quantities),
    "movement": lambda c: c.movement is not None,
    "attribution": lambda c: bool(c.attribution),
    "quoted": lambda c: c.quoted != "none",
    "evidence": lambda c: bool(c.evidence),
    "spans": lambda c: True,
    "confidence": lambda c: True,
    "interested": lambda c: c.interested is not None,
    "coder": lambda c: True,
}
"""Field of the record, or a part of it → whether a claim has something there."""


@dataclass(slots=True)
class Losses:
    """The report on one export. `lost`: field of `HAS` → what became of it; `counts`: how many claims that touched;
    `dropped`: why claims are not in the file at all, with their number; `blank`: columns that Sayso does not know."""

    form: str
    lost: Mapping[str, str]
    blank: tuple[str, ...] = ()
    claims: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    def see(self, claim: Claim) -> None:
        """Counts a claim that is written."""
        self.claims += 1
        self.counts.update(name for name in self.lost if HAS[name](claim))

    def drop(self, why: str) -> None:
        """Counts a claim that is not written."""
        self.dropped[why] += 1

    def as_data(self) -> dict[str, object]:
        """The report as plain data."""
        return {
            "format": self.form,
            "claims": self.claims,
            "lost": {name: {"how": how, "claims": self.counts[name]} for name, how in self.lost.items()},
            "dropped": dict(self.dropped),
            "blank": list(self.blank),
        }

    def lines(self) -> Iterator[str]:
        """The report as sentences, what touched most claims first."""
        for why, n in self.dropped.most_common():
            yield f"not in the file: {why} ({many(n, 'claim')})"
        for name, n in sorted(self.counts.items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"{name}: {self.lost[name]} ({n:,} of {many(self.claims, 'claim')})"
        if self.blank:
            yield f"always empty, since Sayso does not know it: {', '.join(self.blank)}"
