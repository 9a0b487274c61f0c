"""Forces that "will remain": a state that goes on, or, where the text tells of that force's drawdown, the plan for its
rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.parties.mention import Mention
from sayso.claims.roles.draft import Draft
from sayso.claims.status.by_words import by_words
from sayso.records import Status

UNDONE = frozenset({"denied", "refused"})


def remaining(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; what will remain somewhere and is not what others leave behind is `ongoing` (docs/codebook.md,
    PRESENT)."""
    leaving = [d.doers for d in drafts if _leaves(d)]
    everybody = frozenset().union(*leaving)
    somebody_unnamed = not all(leaving)

    def shrinks(draft: Draft) -> bool:
        """Another act takes forces of the same side away; forces of no side are those of whoever leaves."""
        same = not draft.doers or somebody_unnamed or bool(draft.doers & everybody) or _of_no_side(draft)
        return bool(leaving) and same

    found = [_settled(d, "planned" if shrinks(d) else "ongoing") if _remains(d) else d for d in drafts]
    return [_of_leavers(d, everybody) if _remains(d) and shrinks(d) else d for d in found]


def _of_leavers(draft: Draft, leavers: frozenset[str]) -> Draft:
    """ "Rwanda will withdraw half of its troops and the rest will stay in Pemba": the rest are Rwanda's, not of where
    they stay."""
    if len(leavers) != 1 or not _of_no_side(draft):
        return draft
    (country,) = leavers

    def theirs(group: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return tuple(replace(m, country=country, by_story=False) if m.force else m for m in group)

    roles = replace(draft.roles, actors=theirs(draft.roles.actors), forces=theirs(draft.roles.forces))
    return replace(draft, roles=roles)


def _settled(draft: Draft, status: Status) -> Draft:
    return replace(draft, verdict=replace(draft.verdict, status=status, rule="will-remain"))


def _of_no_side(draft: Draft) -> bool:
    """ "One company will stay": somebody's forces, and no words say whose."""
    forces = (*draft.roles.actors, *draft.roles.forces)
    return all((m.country is None or m.by_story) and "REB" not in m.sectors for m in forces)


def _remains(draft: Draft) -> bool:
    stays = draft.hit.sense.act == "PRESENT" and draft.verdict.status in ("planned", "ongoing")
    return stays and by_words(draft.view, draft.hit).rule == "will-remain"


def _leaves(draft: Draft) -> bool:
    return (
        draft.hit.sense.act == "RETREAT" and draft.hit.sense.mode == "withdraw" and draft.verdict.status not in UNDONE
    )
