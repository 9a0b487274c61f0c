"""What was told before is no new claim: the same act on the same chain, a bare noun that takes it up, a clause that
presupposes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sayso.claims.article.document import Document
from sayso.claims.attribution.chain import chain
from sayso.claims.roles.draft import Draft
from sayso.claims.syntax.arguments import definite
from sayso.records import Words

UNMARKED = frozenset({"default", "words-default", "reader"})
"""Rules of status that rest on no word of the sentence."""
BACKGROUND = frozenset({"after", "as", "before", "by", "despite", "following", "since", "when"})
"""Words that open a clause or phrase about what the reader of the news knows already."""
SAYING_MORE = frozenset({"acl", "amod", "compound", "nmod", "nsubj", "nummod", "obl"})
"""Relations of words that say something about an act under the noun that takes it up."""
STEPS = 4
"""How many arcs above an act such a clause may begin."""


def once(drafts: Sequence[Draft], document: Document) -> list[Draft]:
    """Drafts without those told before, in the order of their predicates; a headline counts only for what the body
    does not say."""
    seen: set[tuple[object, ...]] = set()
    kept: list[Draft] = []
    told: dict[str, dict[str | None, set[str]]] = defaultdict(lambda: defaultdict(set))
    beside: defaultdict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        beside[id(draft.view)].append(draft)
    bodies = _by_act(d for d in drafts if not d.headline)
    for draft in sorted(drafts, key=lambda d: d.headline):
        sense = draft.hit.sense
        before = told[sense.act].get(sense.mode) if sense.act in told else None
        again = any(_purpose(draft, other) for other in beside[id(draft.view)]) or _mentioned_again(draft, told)
        if again or (not draft.headline and _presupposed(draft, before, _cues(draft, document))):
            continue
        told[sense.act][sense.mode] |= draft.doers
        if draft.headline and _told(draft, bodies):
            continue
        key = _key(draft, document, with_chain=not draft.headline)
        if key not in seen:
            kept.append(draft)
        seen |= {key, _key(draft, document, with_chain=False)} if not draft.headline else {key}
    return sorted(kept, key=lambda d: (d.hit.start, d.hit.end))


def _purpose(draft: Draft, other: Draft) -> bool:
    """ "Met to discuss a truce": what two meet for is their meeting."""
    view, act = draft.view, draft.hit.sense.act
    if act != "CONSULT" or act != other.hit.sense.act or view is not other.view or not view.arcs:
        return False
    at, above = view.top(draft.hit), view.top(other.hit)
    aim = any(view.arcs.relation(c) == "mark" and view.arcs.lower(c) == "to" for c in view.arcs.children[at])
    return (
        aim and view.arcs.relation(at) in ("advcl", "xcomp", "acl") and above != at and above in view.arcs.path(at)[1:3]
    )


def _mentioned_again(draft: Draft, told: Collection[str]) -> bool:
    """ "After the attack", "their departure": a bare noun for an act told before, which says nothing of its own about
    the parties."""
    hit, arcs = draft.hit, draft.view.arcs
    unmarked = draft.verdict.rule in UNMARKED
    real = draft.verdict.status in ("happened", "ongoing") or unmarked
    if hit.form != "noun" or hit.sense.act not in told or not arcs or not real:
        return False
    return (unmarked and not draft.parties) or _bare(draft, unmarked=unmarked)


def _bare(draft: Draft, *, unmarked: bool) -> bool:
    """Nothing below the noun says more of the act, and it stands aside or is one that the reader is taken to know."""
    arcs, top = draft.view.arcs, draft.view.top(draft.hit)
    below = any(arcs.relation(c) in SAYING_MORE for c in arcs.children[top])
    told_so = unmarked or draft.verdict.status == "happened"
    if below or arcs.relation(top) in ("obj", "root") or not told_so:
        return False
    aside = arcs.relation(top) in ("obl", "nmod", "conj") and not (draft.roles.recipients or draft.roles.forces)
    return aside or (unmarked and definite(arcs, top))


def _cues(draft: Draft, document: Document) -> frozenset[int]:
    """The tokens that make the act say-so: what somebody says in a clause that they open is told, not presupposed."""
    start, end = draft.hit.start, draft.hit.end
    near = document.near.frames(draft.view)
    cues = [f.cue for f in near if f.source is not None and not f.silent and f.holds(start, end)]
    first = draft.view.sentence.first
    return frozenset(first + i for i, t in enumerate(draft.view.tokens) if any(s <= t.start < e for s, e in cues))


def _presupposed(draft: Draft, before: Collection[str] | None, cues: Collection[int]) -> bool:
    """ "Days after he announced the pull-out", "the decision to withdraw", "by leaving the pact": a subordinate clause
    takes up an act
    and mode told before, of nobody or of one of those who did it. `before`: who did such acts, None where none was
    told."""
    if before is None or not draft.view.arcs or (draft.doers and not draft.doers & set(before)):
        return False
    arcs = draft.view.arcs
    for token in arcs.path(draft.view.top(draft.hit))[:STEPS]:
        if token in cues:
            return False
        relation = arcs.relation(token)
        if relation in ("advcl", "obl"):
            openers = {arcs.lower(c) for c in arcs.children[token] if arcs.relation(c) in ("mark", "case", "advmod")}
            return bool(openers & BACKGROUND)
        if relation == "acl":
            return definite(arcs, arcs.heads[token])
        if relation not in ("ccomp", "xcomp", "conj"):
            return False
    return False


def _by_act(drafts: Iterable[Draft]) -> Mapping[tuple[str, str], set[str | None]]:
    """Act and status → who did such; null stands for an act of nobody."""
    found: defaultdict[tuple[str, str], set[str | None]] = defaultdict(set)
    for draft in drafts:
        found[draft.hit.sense.act, draft.verdict.status] |= draft.doers or {None}
    return found


def _told(head: Draft, bodies: Mapping[tuple[str, str], set[str | None]]) -> bool:
    """The body says what the headline says: the same act of a party they share, or of nobody."""
    whom = bodies.get((head.hit.sense.act, head.verdict.status))
    return whom is not None and (not head.doers or None in whom or bool(head.doers & whom))


def _key(draft: Draft, document: Document, *, with_chain: bool) -> tuple[object, ...]:
    words = Words.at(draft.view.text, draft.hit.start, draft.hit.end)
    sources = (
        tuple(link.name for link in chain(document.article, document.near.frames(draft.view), words))
        if with_chain
        else ()
    )
    sense = draft.hit.sense
    place = draft.view.sentence.index if draft.hit.form != "noun" and with_chain else -1
    return (sense.act, sense.mode, draft.verdict.status, tuple(sorted(draft.doers)), sources, place)
