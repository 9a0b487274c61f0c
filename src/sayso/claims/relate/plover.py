"""Event types as PLOVER's own table gives them, where our codebook departs from it (docs/codebook.md, section 7).

`relate` checks data sets that others coded by PLOVER, so it names types as they do; `code` keeps ours. The rules, each
with the CAMEO code that PLOVER's table maps so, stand in data/relation.yaml under `plover`; the first that fits
speaks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.claims.acts.lexicon import ActHit, inflections
from sayso.claims.sentence import View
from sayso.claims.status.by_words import StatusVerdict
from sayso.errors import ResourceError
from sayso.ontology import TYPES
from sayso.resources import table

PROMISED = frozenset({"modal-will", "modal-would"})


@dataclass(frozen=True, slots=True)
class PloverRule:
    """Conditions that must all hold, empty ones always do; the type that an act then has."""

    becomes: str
    act: frozenset[str]
    mode: frozenset[str]
    status: frozenset[str]
    words: frozenset[str]
    without: frozenset[str]
    near: frozenset[str]
    promised: bool
    suffers: bool


def renamed(view: View, hit: ActHit, verdict: StatusVerdict, suffers: bool) -> str | None:
    """The type of an act by the first rule that fits; null where PLOVER's type is ours.

    `suffers`: the marked recipient is whom the act is done to, not who is asked to do it.
    """
    for rule in _rules():
        if _fits(rule, view, hit, verdict) and (suffers or not rule.suffers):
            return rule.becomes
    return None


def _fits(rule: PloverRule, view: View, hit: ActHit, verdict: StatusVerdict) -> bool:
    plain = (
        (not rule.act or hit.sense.act in rule.act)
        and (not rule.mode or hit.sense.mode in rule.mode)
        and (not rule.status or verdict.status in rule.status)
    )
    if not plain:
        return False
    own = frozenset(view.lower[hit.first_token : hit.last_token + 1])
    if (rule.words and not rule.words & own) or rule.without & own:
        return False
    if rule.near and not rule.near.intersection(view.lower):
        return False
    return not rule.promised or promised(view, verdict)


def promised(view: View, verdict: StatusVerdict) -> bool:
    """The actor is to do it, and nothing more: a word of promising, readiness or agreeing governs it, or "will";
    "announced" does it."""
    if verdict.rule in PROMISED:
        return True
    return verdict.token >= 0 and view.word(verdict.token) in _promises()


def bound_act(act: str, status: str) -> str | None:
    """The type of an act that the actor bound himself to do, where words are not looked at."""
    return next(
        (r.becomes for r in _rules() if r.promised and act in r.act and status == "agreed" and status in r.status), None
    )


@cache
def _promises() -> frozenset[str]:
    return frozenset(_forms(table("relation.yaml")["promises"]))


def _forms(words: Sequence[str]) -> set[str]:
    return {form for word in words for forms in ((word,), *inflections(word).values()) for form in forms}


@cache
def _rules() -> tuple[PloverRule, ...]:
    return tuple(_rule(row) for row in table("relation.yaml")["plover"])


def _rule(row: Mapping[str, Any]) -> PloverRule:
    if row["becomes"] not in TYPES:
        raise ResourceError("relation.yaml", f"no type {row['becomes']!r}")
    sets = {key: frozenset(row.get(key, ())) for key in ("act", "mode", "status", "words", "without", "near")}
    return PloverRule(row["becomes"], **sets, promised=row.get("promised", False), suffers=row.get("suffers", False))
