"""Acts of words that govern other acts are the status of those, not acts of their own."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.roles.draft import Draft
from sayso.claims.sentence import View
from sayso.ontology import acts_that_are
from sayso.reading import ArticleToken

GOVERNING = acts_that_are("governing")
ASKING = acts_that_are("asking")
"""Acts of words that govern other acts;"""
OWN_CHANCE, GOVERNED_ARCS = 0.3, 4
"""the chance of being one that the reader must give them where they do, and how many arcs below they govern."""
CARRYING = frozenset({"ccomp", "xcomp", "obj", "obl", "nmod", "acl", "conj", "advcl"})


def governs(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """ "Agreed", "urged", "refused" beside the act they govern are that act's status, not acts of their own."""
    if draft.hit.entry.stands:
        return False
    own = range(draft.hit.first_token, draft.hit.last_token + 1)
    others = [d for d in drafts if d is not draft]
    named = {draft.hit.sense.act, draft.hit.entry.sense.act}
    if named & GOVERNING and any(d.verdict.token in own for d in others):
        return True
    if _over(draft, others):
        return True
    if draft.hit.sense.act != "AGREE":
        return False
    near = [
        d for d in drafts if d is not draft and d.verdict.status in ("agreed", "planned") and d.hit.sense.act != "AGREE"
    ]
    return any(
        d.verdict.token in range(draft.hit.first_token, draft.hit.last_token + 1)
        or 0 < d.hit.first_token - draft.hit.last_token < 14
        for d in near
    )


def _over(draft: Draft, others: Sequence[Draft]) -> bool:
    """ "Demanded" over "be out within a month": the act asked for hangs on the verb, which the reader sees as no act
    of its own."""
    view, sense = draft.view, draft.hit.sense
    if not view.arcs or sense.act not in ASKING or draft.verdict.status not in ("happened", "ongoing"):
        return False
    seen = view.event(draft.hit)
    if seen is not None and dict(seen.acts).get(sense.act, 0.0) >= OWN_CHANCE:
        return False
    first = view.sentence.first
    own = range(first + draft.hit.first_token, first + draft.hit.last_token + 1)
    return any(_hangs(view, view.top(d.hit), own) for d in others)


def _hangs(view: View, token: ArticleToken, own: range) -> bool:
    """A token hangs on those of `own`, at most `GOVERNED_ARCS` arcs below, by arcs that carry what is asked, promised
    or done beside."""
    if token in own:
        return False
    for below in view.arcs.path(token)[: GOVERNED_ARCS + 1]:
        if below in own:
            return True
        if view.arcs.relation(below) not in CARRYING:
            return False
    return False
