"""The topic gate: which acts are politics or conflict, the less sure the less is known of their parties."""

from __future__ import annotations

from sayso.claims.acts.lexicon import word_class
from sayso.claims.coding.numbers import HARMED
from sayso.claims.figures.quantities import quantities
from sayso.claims.parties.mention import Mention
from sayso.claims.roles.draft import Draft

SURE_ACT = 0.5
"""Chance of a political act in the reader's eyes that counts neither for nor against it."""
TOPIC, SLOPE, STRANGERS, LEAST_CHANCE = -0.3, 2.0, 0.7, 0.15
"""Log odds of politics that a sentence needs, how much less the surer the act is, how much more where no party of
politics is known,
and the chance of an act that is needed even then.
Set on corpus/decoys (fewer than 3 claims in 100 paragraphs) and corpus/boundaries."""


def _to_the_press(draft: Draft) -> bool:
    """ "Spoke to Reuters": say-so, no consultation."""
    return draft.hit.sense.act == "CONSULT" and any(
        m.kind == "outlet" for m in (*draft.roles.actors, *draft.roles.recipients)
    )


def political(draft: Draft, topic: float) -> bool:
    """The sentence is about politics or conflict (log odds `topic`), the more so the less we know of the parties and
    of the act."""
    if _to_the_press(draft):
        return False
    if _armed_harm(draft):
        return True
    parties = (*draft.roles.actors, *draft.roles.recipients, *draft.roles.forces)
    seen = draft.view.event(draft.hit)
    chance = seen.act if seen is not None else SURE_ACT
    if draft.hit.entry.sure:
        chance = max(chance, SURE_ACT)
    if any(of_state(m) for m in parties):
        if draft.hit.entry.risky and not _both_sides(draft):
            return chance >= SURE_ACT and topic > TOPIC
        return topic > TOPIC - SLOPE * (chance - SURE_ACT)
    if parties:
        return chance >= LEAST_CHANCE and topic > TOPIC + STRANGERS + SLOPE * max(0.0, SURE_ACT - chance)
    return chance >= SURE_ACT and topic > TOPIC + 2 * STRANGERS


def _armed_harm(draft: Draft) -> bool:
    """ "Gunmen killed 12 people": killed or wounded people with a weapon, an explosion or somebody armed are politics
    or conflict, whoever they are."""
    view = draft.view
    if draft.hit.sense.act != "ASSAULT" or not view.arcs:
        return False
    lemmas = {view.arcs.lemmas[i].lower() for i in range(view.sentence.first, view.sentence.last)}
    armed = lemmas & ARMS or any(m.force or ARMED.intersection(m.sectors) for m in view.mentions)
    return bool(armed) and any(q.of in HARMED for q in quantities(view.text, view.tokens))


ARMS = word_class("weapon_nouns") | word_class("bomb_words")
ARMED = frozenset({"REB", "UAF", "MIL", "PRM"})
"""Sectors of those who bear arms."""


def of_state(mention: Mention) -> bool:
    """A party of politics: of a country, of a sector, or a force."""
    return bool(mention.country or mention.sectors or mention.force) and mention.kind != "place"


def _both_sides(draft: Draft) -> bool:
    return any(of_state(m) for m in draft.roles.actors) and any(
        of_state(m) for m in (*draft.roles.recipients, *draft.roles.forces)
    )
