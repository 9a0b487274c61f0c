"""One act that a verb and a noun tell together ("the bomb killed", "held talks", "the attack took place"): what the
reader sees in the two is added up on one of them.

The reader gives the act to either word, half to each where it cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sayso.claims.syntax.arcs import Arcs
from sayso.claims.syntax.arguments import result
from sayso.reading import ArticleToken, EventWord

Events = Mapping[int, EventWord]
NONE_ACT = "none"


def united_events(events: Events, arcs: Arcs) -> dict[int, EventWord]:
    """The events with the chances of one act told by two words on the word that names it: the noun of an attack whose
    harm the verb tells, else the likelier of the two."""
    found = dict(events)
    for verb, noun in _pairs(events, arcs) if arcs else ():
        first, other = found[noun], found[verb]
        if not {name for name, _ in first.acts} & {name for name, _ in other.acts} - {NONE_ACT}:
            continue
        kept, given = (first, other) if result(arcs, verb) == noun or first.act >= other.act else (other, first)
        found[kept.token] = _added(kept, given)
    return found


def _pairs(events: Events, arcs: Arcs) -> Iterator[tuple[ArticleToken, ArticleToken]]:
    """Verb and noun, in text order: its subject, object, or what it happens in; the noun that it describes."""
    for token in map(ArticleToken, sorted(events)):
        if arcs.tags[token] != "VERB":
            continue
        near = [c for c in arcs.children[token] if arcs.relation(c) in ("nsubj", "obj", "obl")]
        if arcs.relation(token) == "acl":
            near.append(arcs.heads[token])
        yield from ((token, c) for c in near if c in events and arcs.tags[c] == "NOUN")


def _added(kept: EventWord, given: EventWord) -> EventWord:
    other = dict(given.acts)
    named = {name: chance for name, chance in kept.acts if name != NONE_ACT}
    total = {name: min(1.0, chance + other.get(name, 0.0)) for name, chance in named.items()}
    scale = min(1.0, 1 / sum(total.values()))
    acts = {name: round(chance * scale, 3) for name, chance in total.items()}
    acts[NONE_ACT] = round(max(0.0, 1 - sum(acts.values())), 3)
    ranked = tuple(sorted(acts.items(), key=lambda pair: (-pair[1], pair[0])))
    have = {name for name, _ in kept.roles}
    roles = (*kept.roles, *((name, spans) for name, spans in given.roles if name not in have))
    return replace(kept, acts=ranked, happens=max(kept.happens, given.happens), roles=roles)
