"""What was told before is no new claim: a bare noun that takes an act up on the same chain, and what a pool takes for
told again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p

from sayso.claims.article.document import Document
from sayso.claims.attribution.chain import chain
from sayso.claims.roles.draft import Draft
from sayso.claims.say.nearby import PINNED
from sayso.claims.syntax.arguments import definite
from sayso.claims.weigh import Signs, log_odds, pool
from sayso.records import Words

UNMARKED = frozenset({"default", "words-default", "reader"})
"""Rules of status that rest on no word of the sentence."""
SAYING_MORE = frozenset({"acl", "amod", "compound", "nmod", "nsubj", "nummod", "obl"})
"""Relations of words that say something about an act under the noun that takes it up."""


def once(drafts: Sequence[Draft], document: Document) -> list[Draft]:
    """Drafts without those told before, in the order of their predicates; a headline counts only for what the body
    does not say."""
    weights, bodies = pool("new"), _by_act(d for d in drafts if not d.headline)
    acts = acts_of_body(drafts, document)
    kept = [d for d, signs in acts if signs is None or weights.chance(signs) >= weights.needed]
    heads = [d for d in drafts if d.headline and not _told(d, bodies)]
    return sorted([*kept, *_unlike(heads)], key=lambda d: (d.hit.start, d.hit.end))


def acts_of_body(drafts: Sequence[Draft], document: Document) -> Iterator[tuple[Draft, Signs | None]]:
    """Each act of the body with what speaks for its being told for the first time, null for the first of its kind;
    without what two meet for, and bare nouns on no new say-so by nobody new ("despite the attack"), which annotators
    take for a new act in 5 of 32 cases."""
    beside: defaultdict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        beside[id(draft.view)].append(draft)
    told: defaultdict[str, Earlier] = defaultdict(Earlier)
    for draft in (d for d in drafts if not d.headline):
        if any(_purpose(draft, other) for other in beside[id(draft.view)]):
            continue
        before, sources = told[draft.hit.sense.act], _sources(draft, document)
        others = _fresh(sources, before) or (draft.verdict.rule not in UNMARKED and draft.doers - before.doers)
        if before.times and _taken_up(draft) and not (draft.parties and others):
            continue
        yield draft, new_signs(draft, before, sources, document) if before.times else None
        before.learn(draft, sources)


@dataclass(slots=True)
class Earlier:
    """What an article has told of one act so far: how often, in which sentence last, by whom, to whom, how and on whose
    say-so."""

    times: int = 0
    last: int = 0
    doers: set[str] = field(default_factory=set)
    whom: set[str] = field(default_factory=set)
    modes: set[str | None] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    keys: set[tuple[object, ...]] = field(default_factory=set)
    sources: set[tuple[str | None, ...]] = field(default_factory=set)

    def learn(self, draft: Draft, sources: tuple[str | None, ...]) -> None:
        """One more mention of the act, told by `sources`."""
        self.times += 1
        self.last = draft.view.sentence.index
        self.doers |= draft.doers
        self.whom |= _whom(draft)
        self.modes.add(draft.hit.sense.mode)
        self.statuses.add(draft.verdict.status)
        self.keys.add(_key(draft))
        self.sources.add(sources)


def new_signs(draft: Draft, before: Earlier, sources: tuple[str | None, ...], document: Document) -> Signs:
    """What speaks for and against a draft's being new where its act was told `before`; `sources` tell it now."""
    view, hit, whom = draft.view, draft.hit, _whom(draft)
    noun, fresh = hit.form == "noun", _fresh(sources, before)
    far = view.sentence.index - before.last
    return {
        "claimed": log_odds(draft.claimed),
        "reader": log_odds(draft.chance),
        "lexicon": float(not hit.entry.seen),
        "taken_up": float(_taken_up(draft)),
        "other_source": float(fresh),
        "same_words": float(_key(draft) in before.keys),
        "same_sentence": float(far == 0),
        "far": log1p(far),
        "often": log1p(before.times),
        "noun": float(noun),
        "definite": float(noun and bool(view.arcs) and definite(view.arcs, view.top(hit))),
        "unmarked": float(draft.verdict.rule in UNMARKED),
        "nobody": float(not draft.parties),
        "same_doers": float(bool(draft.doers & before.doers)),
        "other_doers": float(bool(draft.doers and before.doers) and not draft.doers & before.doers),
        "same_whom": float(bool(whom & before.whom)),
        "other_whom": float(bool(whom and before.whom) and not whom & before.whom),
        "other_mode": float(hit.sense.mode not in before.modes),
        "other_status": float(draft.verdict.status not in before.statuses),
        "counts": float(bool(document.quantities(view))),
        "dated": float(any(t.end <= view.stop for t in document.near.times.starting(view.start, view.stop))),
        "placed": float(any(n.kind in PINNED for n in view.names)),
    }


def _fresh(sources: tuple[str | None, ...], before: Earlier) -> bool:
    return bool(sources) and sources not in before.sources


def _sources(draft: Draft, document: Document) -> tuple[str | None, ...]:
    """Who tells an act, from the outside in."""
    words = Words.at(draft.view.text, draft.hit.start, draft.hit.end)
    return tuple(link.name for link in chain(document.article, document.near.frames(draft.view), words))


def _whom(draft: Draft) -> frozenset[str]:
    return frozenset(m.country or m.name for m in draft.roles.recipients)


def _unlike(heads: Sequence[Draft]) -> list[Draft]:
    """Of what headlines say alike the first."""
    return list({_key(d): d for d in reversed(heads)}.values())


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


def _taken_up(draft: Draft) -> bool:
    """ "The attack", "their departure": a noun that the reader is taken to know, with nothing below it that says more
    of the act."""
    arcs, top = draft.view.arcs, draft.view.top(draft.hit)
    if draft.hit.form != "noun" or not arcs or not definite(arcs, top):
        return False
    return not any(arcs.relation(c) in SAYING_MORE for c in arcs.children[top])


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


def _key(draft: Draft) -> tuple[object, ...]:
    sense = draft.hit.sense
    return (sense.act, sense.mode, draft.verdict.status, tuple(sorted(draft.doers)))
