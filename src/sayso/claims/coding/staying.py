"""Forces that "will remain": a state that goes on, or, where the text tells of that force's drawdown, the plan for its rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.roles.draft import Draft
from sayso.claims.status.by_words import by_words

UNDONE = frozenset({"denied", "refused"})


def settled(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; what will remain somewhere and is not what others leave behind is `ongoing` (docs/codebook.md, PRESENT)."""
    return [replace(d, verdict=replace(d.verdict, status="ongoing", rule="will-remain")) if _stays(d, drafts) else d for d in drafts]


def _stays(draft: Draft, drafts: Sequence[Draft]) -> bool:
    planned = draft.hit.sense.act == "PRESENT" and draft.verdict.status == "planned"
    return planned and by_words(draft.view, draft.hit).rule == "will-remain" and not any(_shrinks(draft, other) for other in drafts)


def _shrinks(draft: Draft, other: Draft) -> bool:
    """The other act takes forces of the same side away."""
    leaves = other.hit.sense.act == "RETREAT" and other.hit.sense.mode == "withdraw" and other.verdict.status not in UNDONE
    return leaves and (not draft.doers or not other.doers or bool(draft.doers & other.doers))
