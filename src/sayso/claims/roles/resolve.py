"""From tokens of the parse to the parties they stand for."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.parties.mention import Mention
from sayso.claims.roles.nationality import state_meant, state_named
from sayso.claims.sentence import View
from sayso.claims.syntax import arguments
from sayso.claims.syntax.arguments import Heads
from sayso.english.lists import listed
from sayso.reading import ArticleToken

COLLECTIVE = listed("roles", "collective")
"""Lemmas that stand for what follows "of"."""


def those(view: View, heads: Heads) -> tuple[Mention, ...]:
    """The parties of some heads, in their order."""
    return tuple(m for head in heads for m in (_shared(view, head) or _one(party_of(view, head))))


def _one(mention: Mention | None) -> tuple[Mention, ...]:
    return () if mention is None else (mention,)


def _shared(view: View, head: ArticleToken) -> tuple[Mention, ...]:
    """ "Syrian and Russian jets", "the leaders of Turkey and Russia": one noun of several parties is a party of
    each."""
    owners = [
        c
        for c in view.arcs.children[head]
        if view.arcs.relation(c) in ("amod", "compound") or view.arcs.case(c) == "of"
    ]
    groups = [arguments.conjuncts(view.arcs, c) for c in owners]
    group = next((g for g in groups if len(g) > 1), ())
    found = [state_named(view, token) for token in group]
    mention = mention_of(view, head, headed=False)
    if len(found) < 2 or not all(found) or mention is None or mention.kind not in ("role", "force"):
        return ()
    noun = view.tokens[mention.head].text
    return tuple(
        replace(mention, text=m.text, start=m.start, end=m.end, name=f"{m.name} {noun}", country=m.country, entity=None)
        for m in found
        if m
    )


def party_of(view: View, head: ArticleToken) -> Mention | None:
    """The mention of a token; of "dozens of soldiers", "members of Hamas" the part after "of" where the first is
    nobody we know."""
    found = mention_of(view, head)
    if found is not None and (found.country or found.entity):
        return found
    parts = (mention_of(view, c, headed=False) for c in arguments.obliques(view.arcs, head, ("of", "from")))
    inner = next((m for m in parts if m is not None), None)
    if found is None:
        return inner if view.arcs.lemmas[head].lower() in COLLECTIVE else None
    if inner is not None and inner.country and found.kind not in ("person", "pronoun"):
        return replace(found, country=inner.country)
    return found


def mention_of(view: View, token: ArticleToken, *, headed: bool = True) -> Mention | None:
    """The mention that holds a token of the article; with `headed` one whose head it is before others."""
    i = token - view.sentence.first
    holding = [m for m in view.mentions if m.first <= i < m.last]
    heads = [m for m in holding if m.head == i] if headed else []
    return next(iter([*heads, *holding]), None)


def owners_of(view: View, heads: Heads) -> tuple[Mention, ...]:
    """Whose the object is that is no party itself: "condemned Russia's role", "downed an Iranian drone"."""
    found = [
        owner
        for head in heads
        for owner in (*arguments.owners(view.arcs, head), *arguments.obliques(view.arcs, head, ("of", "on")))
    ]
    return tuple(m for owner in found if (m := party_or_state(view, owner)) is not None)


def party_or_state(view: View, token: ArticleToken) -> Mention | None:
    """The party of a token, with whose it is; else the state it names."""
    found = party_of(view, token)
    if found is not None:
        found = state_meant(view, found)
    return state_named(view, token) if found is None or found.kind == "place" else found
