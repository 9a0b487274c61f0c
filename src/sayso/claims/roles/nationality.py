"""Whom a nationality before a noun stands for: the craft it describes ("a Russian tanker"), else the state ("the
Russian withdrawal")."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims.acts.lexicon import word_class
from sayso.claims.parties.mention import Mention
from sayso.claims.sentence import View
from sayso.reading import ArticleToken

OWNER_TOKENS = 5
"""How many words a nationality and the noun it describes span at most: "a Philippine coast guard patrol ship"."""
NOUN_MODIFIERS = frozenset({"amod", "compound", "det", "nummod"})


def state_meant(view: View, mention: Mention) -> Mention:
    """The mention, or where it is a nationality before a noun the party that this stands for."""
    nationality = any(n.kind == "demonym" and mention.start <= n.start and n.end <= mention.end for n in view.names)
    if mention.kind != "place" or not nationality:
        return mention
    return _craft(view, mention) or state_named(view, view.in_article(mention.head)) or mention


def state_named(view: View, token: ArticleToken) -> Mention | None:
    """The country that an adjective or name stands for, on its own words."""
    i = token - view.sentence.first
    at = view.tokens[i]
    hit = next((n for n in view.names if n.start <= at.start and at.end <= n.end and n.country), None)
    if hit is None:
        return None
    words = view.text[hit.start : hit.end]
    return Mention(
        words,
        hit.start,
        hit.end,
        i,
        i + 1,
        i,
        "country",
        hit.name,
        country=hit.country,
        sectors=hit.sectors,
        entity=hit.entity,
    )


def _craft(view: View, mention: Mention) -> Mention | None:
    """The ship, aircraft or vehicle that the nationality describes, with all words between."""
    if not view.arcs:
        return None
    first = view.sentence.first
    head = view.arcs.heads[first + mention.head] - first
    near = mention.last <= head < min(mention.last + OWNER_TOKENS, len(view.tokens))
    if (
        not near
        or view.arcs.relation(view.in_article(mention.head)) not in NOUN_MODIFIERS
        or view.lower[head] not in word_class("craft")
    ):
        return None
    end = view.tokens[head].end
    name = view.text[view.tokens[mention.head].start : end]
    return replace(
        mention,
        text=view.text[mention.start : end],
        end=end,
        last=head + 1,
        head=head,
        kind="role",
        name=name,
        entity=None,
        sectors=(),
    )
