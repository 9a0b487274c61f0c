"""How likely a claim is right: its act and status as a person would code them, and its actors among those a person
would name.

A logistic regression (Cox 1958) over a few signs that are at hand; the weights stand in `data/confidence.yaml`, fitted
by training/confidence.py on texts of our own corpus that the reader has not learnt from. `training.calibration`
measures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.parties.parts import Roles
from sayso.claims.sentence import View
from sayso.claims.status.by_words import Verdict
from sayso.resources import table

Signs = Mapping[str, float]
"""Name of a sign → its value: log odds (at most `FAR` either way), or 0 and 1."""
LEAST = 0.01
"""A chance is taken to be at least this and at most one less this."""
FAR = 4.0


def signs(view: View, hit: ActHit, verdict: Verdict, roles: Roles, topic: float) -> Signs:
    """What speaks for and against a claim. `topic`: log odds that its sentence is about politics or conflict."""
    seen = view.event(hit)
    acts = dict(seen.acts) if seen is not None else {}
    return {
        "act": _log_odds(acts.get(hit.sense.act, 0.0)),
        "any_act": _log_odds(seen.act if seen is not None else 0.0),
        "status": _log_odds(verdict.scores[0][1] if verdict.scores else 0.5),
        "topic": max(-FAR, min(FAR, topic)),
        "lexicon": float(not hit.entry.seen),
        "risky": float(hit.entry.risky),
        "noun": float(hit.form == "noun"),
        "actors": float(bool(roles.actors)),
        "recipients": float(bool(roles.recipients or roles.forces)),
    }


def confidence(found: Signs) -> float:
    """The probability (0..1, three decimals) that a claim is right."""
    return chance(found, _weights())


def chance(found: Signs, weights: Mapping[str, float]) -> float:
    """The logistic of the weighed signs; `weights` names each of them and the `bias`."""
    odds = weights["bias"] + sum(weights[name] * value for name, value in found.items())
    return round(1 / (1 + math.exp(-odds)), 3)


@cache
def _weights() -> Mapping[str, float]:
    raw: Mapping[str, float] = table("confidence.yaml")
    return raw


def _log_odds(p: float) -> float:
    p = max(LEAST, min(1 - LEAST, p))
    return math.log(p / (1 - p))
