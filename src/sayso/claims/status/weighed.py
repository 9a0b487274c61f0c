"""How real the text says an act is: rules over arcs and words, and the reader's own view, weighed together.

Log-linear: a status scores its prior, plus the weight of every rule that speaks for it (once a rule), plus the log of
the chance that the reader gives it; scores are turned into chances that sum to 1. Weights stand in data/status.yaml
under `weights`;
those of the rules and priors were fitted on the training part of the project's corpus (training/status.py), the two
scales on folds
of the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log
from typing import get_args

from sayso.claims.acts.lexeme import Form, Lexeme, Sense
from sayso.claims.acts.lexicon import ActHit
from sayso.claims.sentence import View
from sayso.claims.status.by_arcs import signals
from sayso.claims.status.by_words import StatusVerdict, by_words, group_start, said_by_word
from sayso.claims.status.governing import called_off, itself
from sayso.claims.status.signal import Signal, expected
from sayso.claims.status.verb_group import negation
from sayso.claims.syntax.arcs import Arcs
from sayso.english.lists import listed
from sayso.ontology import acts_that_are
from sayso.reading import ArticleToken, EventWord
from sayso.records import Status
from sayso.resources import table

__all__ = ["STATUSES", "StatusVerdict", "group_start", "heard", "of_token", "status"]
STATUSES: tuple[Status, ...] = get_args(Status)
DONE_WHEN_SPOKEN = acts_that_are("verbal")
"""Acts that are themselves words of agreeing, asking, refusing: done when spoken."""
WEAK_RULES = (
    "own-pa",
    "own-per",
    "own-pres",
    "own-gerund",
    "own-bare",
    "own-inf",
    "article-",
    "owned",
    "link-",
    "light-",
)
"""Beginnings of the names of rules that give way to words that govern or negate."""
TRUSTED = 0.5
"""How much of the reader's "denied" stands without any word that denies,"""
SPREAD: Mapping[str, float] = {
    "planned": 0.4,
    "possible": 0.25,
    "demanded": 0.15,
    "agreed": 0.1,
    "refused": 0.05,
    "threatened": 0.05,
}
"""and what the rest becomes: the shares of acts not done, about as they stand in the corpus."""
DENIAL_RULES = frozenset({"that", "far-that", "words-deny"})
"""Rules of a word that denies a whole clause."""
SAYINGS, REJECTING, REPORT = listed("status", "sayings"), listed("status", "rejecting"), "rejected-report"
"""Nouns of what is said, verbs that reject it, and the rule of an act that is told of in what is rejected."""
CALLED_OFF = "called-off"
UNHEARD = frozenset({REPORT, CALLED_OFF})
OF_FORCES = frozenset({"RETREAT", "MOBILIZE"})
"""Acts of which those that move forces are called off; an attack that is halted was made."""
DOUBTING_RULES = frozenset({"own-whether", "own-adverb", "that", "noun-of"})
"""Rules of words that leave open whether the act was done: half of what the reader holds for done is possible."""
GOING_ON_RULES = frozenset({"doing", "words-governor-gerund"})
"""Rules of a word before a gerund: what is to go on is planned."""
GOVERNING_RULES = frozenset({"that", "to", "noun-of", "object", "subject-of"})
"""Rules of a word that governs the act."""
FLOOR = 0.02
"""The chance of a status that the reader does not name."""


def status(view: View, hit: ActHit) -> StatusVerdict:
    """The status of one act in its sentence; `token` counts in the sentence. Without arcs the order of words decides
    alone."""
    plain = by_words(view, hit)
    if not view.arcs:
        return said_by_word(hit, plain)
    return said_by_word(hit, weigh(view, heard(view, hit, plain), view.event(hit)))


def of_token(view: View, token: int) -> StatusVerdict:
    """The status of any word of the article that names an event: `token` counts in the article."""
    i = token - view.sentence.first
    form: Form = (
        "noun"
        if view.arcs.tags[token] not in ("VERB", "AUX")
        else "gerund"
        if view.lower[i].endswith("ing")
        else "past"
    )
    sense = Sense("none", None)
    entry = Lexeme(view.lower[i], "noun" if form == "noun" else "verb", sense)
    return status(view, ActHit(view.tokens[i].start, view.tokens[i].end, i, i, entry, form, sense))


def heard(view: View, hit: ActHit, plain: StatusVerdict) -> list[Signal]:
    """Every rule that speaks, each once: those over arcs, the first of those over words, and the kind of act. Tokens
    of the article."""
    first = view.sentence.first
    top = view.top(hit)
    found = signals(view.arcs, top)
    if hit.first_token != hit.last_token and view.arcs.tags[top] == "VERB" and hit.sense.act not in DONE_WHEN_SPOKEN:
        found += itself(view.arcs, top)
    found.append(Signal(plain.status, f"words-{plain.rule}", plain.token + first if plain.token >= 0 else -1))
    found.append(Signal("happened", f"kind-{hit.sense.act}-{'noun' if hit.form == 'noun' else 'verb'}"))
    if view.sentence.part == "headline":
        found.append(Signal("happened", "headline"))
    if any(expected(s.rule) >= 1 for s in found):
        found = [_beside(s) for s in found if s.rule != "words-default"]
    found = _denied(found, _rejected(view.arcs, top))
    found += _undone(called_off(view.arcs, top)) if hit.sense.change and hit.sense.act in OF_FORCES else []
    return list({(s.rule, s.status): s for s in reversed(found)}.values())[::-1]


def _undone(verb: int | None) -> list[Signal]:
    """A withdrawal or deployment that is called off will not be, whatever was planned or agreed before."""
    return [] if verb is None else [Signal("denied", rule, verb) for rule in ("words-deny", "that", CALLED_OFF)]


def _rejected(arcs: Arcs, at: ArticleToken) -> int | None:
    """The verb that rejects what is said of an act: "rejected reports that it had shelled the town"."""
    for token in arcs.path(at)[1:]:
        verb = arcs.heads[token]
        rejects = arcs.relation(token) == "obj" and arcs.lemmas[verb].lower() in REJECTING
        if rejects and arcs.lemmas[token].lower() in SAYINGS and negation(arcs, verb) is None:
            return verb
    return None


def _denied(found: list[Signal], rejected: int | None) -> list[Signal]:
    """ "Denied that Russia has agreed to withdraw": what is agreed under a denial is denied; so is all that is said in
    reports which somebody rejects (`rejected`: the verb)."""
    if rejected is not None:
        found = [s for s in found if s.token != rejected]
        found += [Signal("denied", rule, rejected) for rule in ("words-deny", "that", REPORT)]
    over = min((s.token for s in found if s.status == "denied" and s.rule in DENIAL_RULES), default=None)
    return [
        Signal("denied", s.rule, s.token) if over is not None and s.status == "agreed" and s.token > over else s
        for s in found
    ]


def _beside(signal: Signal) -> Signal:
    """Tense, article and default are worth something else where a word that governs or negates speaks: a rule of their
    own."""
    plain = signal.rule.startswith(WEAK_RULES)
    return Signal(signal.status, f"beside-{signal.rule}", signal.token) if plain else signal


def weigh(view: View, found: Sequence[Signal], seen: EventWord | None) -> StatusVerdict:
    """The best status of what the rules and the reader say, with the chances of all."""
    given = heeded(dict(seen.statuses) if seen is not None else {}, found)
    scores = {
        s: _prior(s) + (_scale("reader") * log(max(given.get(s, 0.0), FLOOR)) if given else 0.0) for s in STATUSES
    }
    spoken = [(signal, _weight(signal)) for signal in found]
    for signal, weight in spoken:
        scores[signal.status] += _scale("rules") * weight
    best = max(STATUSES, key=lambda s: (scores[s], -STATUSES.index(s)))
    ranked = [(s, w) for s, w in sorted(spoken, key=lambda pair: -pair[1]) if w > 0]
    rule, token = _why([s for s, _ in ranked if s.status == best], "reader" if given else "default")
    token = token - view.sentence.first if token >= 0 else -1
    return StatusVerdict(best, rule, token, _chances(scores), tuple((s.rule, s.status, w) for s, w in ranked))


def _why(mine: Sequence[Signal], default: str) -> tuple[str, int]:
    """(the rule that decided, the token of the article that it or the next hangs on, else -1)."""
    rule = next((s.rule for s in mine if not s.rule.startswith("kind-")), default)
    return rule, next((s.token for s in mine if s.token >= 0), -1)


def heeded(given: Mapping[str, float], found: Sequence[Signal]) -> Mapping[str, float]:
    """The reader's chances; where no rule speaks of denying, most of its "denied" goes to acts not done yet.

    One of its teachers, It-Happened (White et al. 2016), asks whether an event happened and calls future ones "no" as
    well. "Agreed that the troops would leave": what a word of agreeing governs and nobody asks for is no demand.
    """
    spoken = {s.status for s in found if _weight(s) > 0 and s.rule.removeprefix("far-") in GOVERNING_RULES}
    if "agreed" in spoken and "demanded" not in spoken:
        given = {**given, "agreed": given.get("agreed", 0.0) + given.get("demanded", 0.0), "demanded": 0.0}
    given = _doubted(_going_on(given, found), found)
    if any(s.rule in UNHEARD for s in found):  # the reader reads on as if nothing were rejected or called off
        given = dict.fromkeys(given, 0.0) | {"denied": sum(given.values())}
    negated = any(s.status in ("denied", "refused") and _weight(s) > 0 for s in found)
    if negated or "denied" not in given:
        return given
    moved = given["denied"] * (1 - TRUSTED)
    spread = {s: given.get(s, 0.0) + moved * share for s, share in SPREAD.items()}
    return {**given, **spread, "denied": given["denied"] * TRUSTED}


def _going_on(given: Mapping[str, float], found: Sequence[Signal]) -> Mapping[str, float]:
    """The reader's chances; what "would continue" is not going on yet, or not known to."""
    if not any(s.status == "planned" and s.rule in GOING_ON_RULES for s in found):
        return given
    return {**given, "planned": given.get("planned", 0.0) + given.get("ongoing", 0.0), "ongoing": 0.0}


def _doubted(given: Mapping[str, float], found: Sequence[Signal]) -> Mapping[str, float]:
    """The reader's chances, half of "happened" moved to "possible" where a word leaves open whether it was done."""
    if not any(s.status == "possible" and s.rule in DOUBTING_RULES for s in found):
        return given
    moved = given.get("happened", 0.0) * (1 - TRUSTED)
    return {**given, "happened": given.get("happened", 0.0) - moved, "possible": given.get("possible", 0.0) + moved}


def _chances(scores: Mapping[Status, float]) -> tuple[tuple[Status, float], ...]:
    top = max(scores.values())
    parts = {s: exp(v - top) for s, v in scores.items()}
    total = sum(parts.values())
    return tuple(sorted(((s, round(p / total, 3)) for s, p in parts.items()), key=lambda pair: (-pair[1], pair[0])))


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    raw: Mapping[str, Mapping[str, float]] = table("status.yaml")["weights"]
    return raw


def _weight(signal: Signal) -> float:
    return float(_weights()["rules"].get(f"{signal.rule} {signal.status}", expected(signal.rule)))


def _prior(status_: Status) -> float:
    return float(_weights()["prior"].get(status_, 0.0))


def _scale(name: str) -> float:
    return float(_weights()["scales"][name])
