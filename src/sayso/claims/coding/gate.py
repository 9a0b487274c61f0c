"""The gate: which acts of an article are claimed at all, politics or conflict that the text itself tells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sayso.claims.acts.lexeme import BEING_THERE
from sayso.claims.acts.lexicon import word_class
from sayso.claims.coding.governing import governs
from sayso.claims.coding.numbers import HARMED
from sayso.claims.figures.quantities import quantities
from sayso.claims.parties.mention import Mention
from sayso.claims.roles.draft import Draft
from sayso.claims.syntax.arguments import definite
from sayso.claims.syntax.ties import arc_ties
from sayso.claims.weigh import Signs, clamped, log_odds, pool
from sayso.ontology import acts_that_are

SURE_ACT = 0.5
"""Chance of an act from which it counts as told to what follows."""


VIOLENT = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
VERBAL_ACTS = acts_that_are("verbal")
Topic = tuple[float, float]
"""Log odds that a sentence, and that its whole article, is about politics or conflict."""


def political(drafts: Sequence[Draft], topic: Topic, told: Collection[str] = ()) -> list[Draft]:
    """Those acts of one sentence that are claimed. `told`: acts that sentences before it claimed. A user's own words
    stand."""
    weights = pool("gate")
    signs = [claiming_signs(d, drafts, topic[0], told) for d in drafts]
    judged = [
        replace(d, claimed=weights.chance(found), gate=weights.said(found))
        for d, found in zip(drafts, signs, strict=True)
    ]
    kept = [d for d in judged if not _to_the_press(d) and not _nobody_there(d) and (_own(d) or _passes(d, topic))]
    return [d for d in kept if not governs(d, kept) and not _what_ends(d, kept)]


def _what_ends(draft: Draft, kept: Sequence[Draft]) -> bool:
    """ "Will end its presence": the presence is what the act of leaving ends, no claim of its own."""
    view, hit = draft.view, draft.hit
    if hit.sense.act != "PRESENT" or hit.form != "noun" or not view.arcs:
        return False
    above = view.arcs.heads[view.top(hit)]
    return any(d is not draft and d.hit.sense.change and view.top(d.hit) == above for d in kept)


def _nobody_there(draft: Draft) -> bool:
    """A presence of nobody who is named."""
    return draft.hit.sense.act == "PRESENT" and not draft.parties


def _own(draft: Draft) -> bool:
    return draft.hit.entry.own and bool(draft.parties)


def _passes(draft: Draft, topic: Topic) -> bool:
    """Told as an act of politics, in a sentence about politics: the first is fitted on news, the second against
    ordinary texts."""
    return draft.claimed >= pool("gate").needed and (
        _armed_harm(draft) or _forces_act(draft) or about_politics(draft, topic)
    )


def about_politics(draft: Draft, topic: Topic) -> bool:
    """The act is one of politics or conflict."""
    weights = pool("topic")
    return weights.chance(topic_signs(draft, topic)) >= weights.needed


def topic_signs(draft: Draft, topic: Topic) -> Signs:
    """What tells an act of politics from sport, travel, weather and tales."""
    seen = draft.view.event(draft.hit)
    sure = SURE_ACT if draft.hit.entry.sure else 0.0
    parties, named = draft.parties, draft.view.mentions
    lands = {m.country for m in named if m.country and not m.by_story}
    return {
        "topic": clamped(topic[0]),
        "article": clamped(topic[1]),
        "any_act": log_odds(max(sure, seen.act if seen is not None else 0.0)),
        "act": log_odds(draft.chance),
        "state": float(any(of_state(m) for m in parties)),
        "country": float(any(m.country and m.kind != "place" for m in parties)),
        "force": float(any(m.force or m.kind == "group" for m in parties)),
        "office": float(any(m.sectors for m in parties)),
        "nobody": float(not parties),
        "violent": float(draft.hit.sense.act in VIOLENT),
        "verbal": float(draft.hit.sense.act in VERBAL_ACTS),
        "both_sides": float(_both_sides(draft)),
        "risky": float(draft.hit.entry.risky),
        "sure": float(draft.hit.entry.sure),
        "lexicon": float(not draft.hit.entry.seen),
        "a_land": float(bool(lands)),
        "two_lands": float(len(lands) > 1),
        "armed": float(any(m.force or ARMED_SECTORS.intersection(m.sectors) for m in named)),
    }


def claiming_signs(draft: Draft, beside: Sequence[Draft], topic: float, told: Collection[str]) -> Signs:
    """What speaks for and against an act's being claimed."""
    view, hit = draft.view, draft.hit
    seen = view.event(hit)
    sure = SURE_ACT if hit.entry.sure else 0.0
    unread = SURE_ACT if hit.entry.lemma == BEING_THERE else 0.0  # of which the reader was taught nothing
    noun = hit.form == "noun"
    again = hit.sense.act in told
    return {
        "act": log_odds(max(sure, draft.chance)),
        "any_act": log_odds(max(sure, seen.act if seen is not None else 0.0)),
        "happens": log_odds(max(unread, seen.happens if seen is not None else 0.0)),
        "rival": log_odds(max((d.chance for d in beside if d is not draft), default=0.0)),
        "topic": clamped(topic),
        "lexicon": float(not hit.entry.seen),
        "risky": float(hit.entry.risky),
        "sure": float(hit.entry.sure),
        "noun": float(noun),
        "definite": float(noun and bool(view.arcs) and definite(view.arcs, view.top(hit))),
        "again": float(again),
        "again_noun": float(again and noun),
        "governs": float(governs(draft, beside)),
        "state": float(any(of_state(m) for m in draft.parties)),
        "strangers": float(bool(draft.parties) and not any(of_state(m) for m in draft.parties)),
        "both_sides": float(_both_sides(draft)),
        "actors": float(bool(draft.roles.actors)),
        "headline": float(draft.headline),
        "harm": float(_armed_harm(draft)),
    }


def _to_the_press(draft: Draft) -> bool:
    """ "Spoke to Reuters": say-so, no consultation."""
    if draft.hit.sense.act != "CONSULT":
        return False
    view, first = draft.view, draft.view.sentence.first
    hanging = arc_ties(view.arcs, view.top(draft.hit)) if view.arcs else {}
    to = frozenset().union(*(hanging.get(name, ()) for name in ("by_to", "by_with", "object")))
    outlets = [m for m in view.mentions if m.kind == "outlet"]
    return any(m in draft.parties or first + m.head in to for m in outlets)


def _armed_harm(draft: Draft) -> bool:
    """ "Gunmen killed 12 people": killed or wounded people with a weapon, an explosion or somebody armed are politics
    or conflict, whoever they are."""
    view = draft.view
    if draft.hit.sense.act != "ASSAULT" or not view.arcs:
        return False
    lemmas = {view.arcs.lemmas[i].lower() for i in range(view.sentence.first, view.sentence.last)}
    armed = lemmas & ARMS or any(m.force or ARMED_SECTORS.intersection(m.sectors) for m in view.mentions)
    return bool(armed) and any(q.of in HARMED for q in quantities(view.text, view.tokens))


def _forces_act(draft: Draft) -> bool:
    """ "The Wagner Group has left Mali", "Turkish jets shot down a helicopter": where forces of a state or an armed
    group go, and what they hit, is politics or conflict."""
    moved = draft.roles.forces if draft.hit.sense.change else ()
    struck = draft.roles.actors if draft.hit.sense.act == "ASSAULT" else ()
    armed = (m for m in (*moved, *struck) if m.force or m.kind == "group" or (m.kind == "country" and m in moved))
    return any(m.country and not m.by_story for m in armed)


ARMS = word_class("weapon_nouns") | word_class("bomb_words")
ARMED_SECTORS = frozenset({"REB", "UAF", "MIL", "PRM"})
"""Sectors of those who bear arms."""


def of_state(mention: Mention) -> bool:
    """A party of politics: of a country, of a sector, or a force."""
    return bool(mention.country or mention.sectors or mention.force) and mention.kind != "place"


def _both_sides(draft: Draft) -> bool:
    return any(of_state(m) for m in draft.roles.actors) and any(
        of_state(m) for m in (*draft.roles.recipients, *draft.roles.forces)
    )
