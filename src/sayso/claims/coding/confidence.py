"""How likely a claim is right: its act, status, actors, recipients and origin, all as a person would code them.

The chance is that of a pool (claims/weigh.py) over what is at hand: how sure the gate, the status and the parties are.
`training/weights.py` fits it on the fit part of real news; `training.calibration` measures.
"""

from __future__ import annotations

from sayso.claims.acts.lexeme import BEING_THERE
from sayso.claims.roles.draft import Draft
from sayso.claims.weigh import Signs, clamped, log_odds, pool


def signs(draft: Draft, topic: float, links: int) -> Signs:
    """What speaks for and against a claim. `topic`: log odds that its sentence is about politics or conflict; `links`:
    of its chain."""
    hit, verdict, roles = draft.hit, draft.verdict, draft.roles
    actors, recipients = roles.sure
    return {
        "claimed": log_odds(draft.claimed),
        "act": log_odds(draft.chance),
        "status": log_odds(verdict.scores[0][1] if verdict.scores else 0.5),
        "sure_actors": log_odds(actors),
        "sure_recipients": log_odds(recipients),
        "topic": clamped(topic),
        "lexicon": float(not hit.entry.seen),
        "risky": float(hit.entry.risky),
        "noun": float(hit.form == "noun"),
        "actors": float(bool(roles.actors)),
        "recipients": float(bool(roles.recipients or roles.forces)),
        "pronoun": float(any(m.kind == "pronoun" for m in draft.parties)),
        "said": float(links > 0),
        "retold": float(links > 1),
        "by_parse": float(hit.entry.lemma == BEING_THERE),
    }


def confidence(found: Signs) -> float:
    """The probability (0..1, three decimals) that a claim is right."""
    return pool("confidence").chance(found)
