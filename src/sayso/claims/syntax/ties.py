"""How a word hangs on an act: its subject, its object, whose it is, by which preposition; also over joined verbs."""

from __future__ import annotations

from sayso.claims.syntax import arguments
from sayso.claims.syntax.arcs import Arcs
from sayso.reading import ArticleToken

PREPOSITIONS = ("to", "on", "against", "with", "from", "of", "in", "for", "by", "between", "at")
"""Those that are told apart; any other counts as none."""
TIES = ("subject", "object", "owner", "joined_subject", "joined_object", *(f"by_{p}" for p in PREPOSITIONS))
"""Every tie by its name."""


def arc_ties(arcs: Arcs, act: ArticleToken) -> dict[str, frozenset[int]]:
    """Tie → the tokens that hang so on the word `act`; none where nothing was parsed."""
    if not arcs:
        return {}
    told = arguments.subject(arcs, act)
    of_passive = told.heads if told.passive else ()
    found = {
        "subject": () if told.passive else told.heads,
        "object": (*of_passive, *arguments.objects(arcs, act)),
        "owner": arguments.owners(arcs, act),
        "joined_subject": _over_joined(arcs, act, subjects=True),
        "joined_object": _over_joined(arcs, act, subjects=False),
        **{f"by_{p}": arguments.obliques(arcs, act, (p,)) for p in PREPOSITIONS},
    }
    return {name: frozenset(heads) for name, heads in found.items()}


def _over_joined(arcs: Arcs, act: ArticleToken, *, subjects: bool) -> tuple[int, ...]:
    """Subjects or objects of the verbs that are joined to the act's own: "killed six and wounded another"."""
    above = arcs.heads[act]
    verbs = [c for c in arcs.children[act] if arcs.relation(c) == "conj" and arguments.verbal(arcs, c)]
    if arcs.relation(act) == "conj" and arguments.verbal(arcs, above):
        verbs = [above, *verbs, *(c for c in arcs.children[above] if arcs.relation(c) == "conj" and c != act)]
    found: list[int] = []
    for verb in verbs:
        told = arguments.subject(arcs, verb)
        found += (() if told.passive else told.heads) if subjects else arguments.objects(arcs, verb)
        found += told.heads if told.passive and not subjects else ()
    return tuple(found)
