"""What the words around an act say of how real it is: a ladder of small rules over their order alone
(data/status.yaml).

Each rule returns a status and its own name, or nothing; the first that answers speaks. Needs no parse; status.py
weighs its answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.claims.acts.lexicon import ActHit, inflections
from sayso.claims.sentence import View
from sayso.english.closed import grammar
from sayso.records import Status
from sayso.resources import table

GOVERNOR_TOKENS = 9
"""How many tokens before an act its governor may stand."""


@dataclass(frozen=True, slots=True)
class StatusVerdict:
    """A status, the rule that gave it, and the token of the sentence it hangs on (or -1). `scores`: every status, best
    first;
    `rules`: every rule that spoke, with its status and weight, strongest first."""

    status: Status
    rule: str
    token: int = -1
    scores: tuple[tuple[Status, float], ...] = ()
    rules: tuple[tuple[str, Status, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Governors:
    """Inflected forms → status, by how they govern."""

    to: dict[str, Status]
    object: dict[str, Status]
    nouns: dict[str, Status]
    after: dict[str, Status]
    before: dict[str, Status]
    clause: dict[str, Status]
    adverbs: dict[str, Status]
    intransitive: frozenset[str]


@cache
def governors() -> Governors:
    """The table, inflected, loaded once."""
    raw: dict[str, Any] = table("status.yaml")
    plain = {
        kind: {w: s for s, words in raw[kind].items() for w in words}
        for kind in ("nouns", "after", "before", "clause", "adverbs")
    }
    return Governors(
        to=_inflected(raw["to"]), object=_inflected(raw["object"]), intransitive=frozenset(raw["intransitive"]), **plain
    )


def _inflected(rows: dict[Status, list[str]]) -> dict[str, Status]:
    table_: dict[str, Status] = {}
    for status, lemmas in rows.items():
        for lemma in lemmas:
            head, _, rest = lemma.partition(" ")
            for form in (head, *(f for forms in inflections(head).values() for f in forms)):
                table_.setdefault(f"{form} {rest}".strip(), status)
    return table_


def by_words(view: View, hit: ActHit) -> StatusVerdict:
    """The status of one act as the order of words shows it."""
    rules = NOUN_RULES if hit.form == "noun" else VERB_RULES
    for rule in rules:
        verdict = rule(view, hit)
        if verdict is not None:
            return verdict
    return StatusVerdict("happened", "default")


REALIZED = frozenset({"happened", "ongoing"})


def said_by_word(hit: ActHit, verdict: StatusVerdict) -> StatusVerdict:
    """What the word of an act itself says of its status: a warrant that was issued demands an arrest, a truce that was
    broken is none, and one that was not broken is one."""
    own = hit.sense.status
    if own is None:
        return verdict
    if own == "denied" and verdict.status == "denied":
        return StatusVerdict("happened", "word-not", verdict.token)
    return StatusVerdict(own, "word", verdict.token) if verdict.status in REALIZED else verdict


StatusRule = Callable[[View, ActHit], "StatusVerdict | None"]


def group_start(view: View, at: int) -> int:
    """First token of the verb group that ends before token `at`: auxiliaries, negators, adverbs."""
    g = grammar()
    while at > 0 and (
        view.lower[at - 1] in g.auxiliaries or view.lower[at - 1] in g.adverbs or view.lower[at - 1] in g.negators
    ):
        at -= 1
    return at


def _group(view: View, hit: ActHit) -> list[str]:
    return list(view.lower[group_start(view, hit.first_token) : hit.first_token])


# ---------------------------------------------------------------- verbs
def _infinitive(view: View, hit: ActHit) -> StatusVerdict | None:
    """ "agreed to withdraw", "called on Chad to withdraw", "Chad to withdraw" (headline)."""
    start = group_start(view, hit.first_token)
    if view.word(start - 1) != "to":
        return None
    for k in range(start - 2, max(-1, start - 2 - GOVERNOR_TOKENS), -1):
        word = view.lower[k]
        if word in CALLS and view.word(k + 1) not in ("on", "upon", "for"):
            break
        if word in governors().to or word in governors().nouns:
            found = governors().to.get(word) or governors().nouns[word]
            return _negated(view, k, StatusVerdict(found, "governor-to", k))
        if word in grammar().be:
            return StatusVerdict("planned", "is-to", k)
        if word in (",", ";", "that") or (k in view.verbs and k < start - 2 and word not in grammar().auxiliaries):
            break
    if view.sentence.part == "headline":
        return StatusVerdict("planned", "headline-to", start - 1)
    return StatusVerdict("planned", "infinitive", start - 1)


CALLS = frozenset({"call", "calls", "called", "calling"})
""" "Called Erdogan to congratulate him" asks for nothing."""


def _negated(view: View, k: int, verdict: StatusVerdict) -> StatusVerdict:
    group = view.lower[group_start(view, k) : k]
    if any(w in grammar().negators for w in group):
        flipped: Status = "refused" if verdict.status in ("agreed", "planned") else "denied"
        return StatusVerdict(flipped, f"not-{verdict.rule}", k)
    if verdict.status in ("demanded", "planned", "agreed") and any(w in ("may", "might", "could") for w in group):
        return StatusVerdict("possible", f"maybe-{verdict.rule}", k)
    return verdict


def _gerund(view: View, hit: ActHit) -> StatusVerdict | None:
    """ "denied attacking", "stopped short of attacking", "considering withdrawing", "continue fighting"."""
    if hit.form != "gerund":
        return None
    for k in range(hit.first_token - 1, max(-1, hit.first_token - 5), -1):
        word = view.lower[k]
        pair = governors().object.get(f"{word} {view.word(k + 1)}")
        if pair is not None or (word in governors().object and k in view.verbs | _cue_verbs(view)):
            found = pair or governors().object[word]
            told = _to_go_on(view, k) if found == "ongoing" else found
            return None if told == "happened" else StatusVerdict(told, "governor-gerund", k)
        if word in (",", ";"):
            break
    return None


def _to_go_on(view: View, k: int) -> Status:
    """ "Will continue shelling", "vowed to continue protesting": what is to go on is not told to go on."""
    start = group_start(view, k)
    future = next((status for words, status in MODAL_WORDS if any(w in words for w in view.lower[start:k])), None)
    told = governors().to.get(view.word(start - 2)) if view.word(start - 1) == "to" else None
    return future or told or "ongoing"


def _cue_verbs(view: View) -> frozenset[int]:
    return frozenset(i for i, w in enumerate(view.lower) if w in governors().object)


def _conditional(view: View, hit: ActHit) -> StatusVerdict | None:
    for k in range(hit.first_token - 1, max(-1, hit.first_token - 14), -1):
        word = view.lower[k]
        if word in ("if", "unless", "whether"):
            return StatusVerdict("possible", "conditional", k)
        if word in (",", ";", "that"):
            return None
    return None


def _deny(view: View, hit: ActHit) -> StatusVerdict | None:
    """ "denied that it had attacked", "denied attacking", "denied any attack"."""
    for k in range(hit.first_token - 1, max(-1, hit.first_token - 16), -1):
        if view.lower[k] in ("denied", "denies", "deny", "denying"):
            return StatusVerdict("denied", "deny", k)
        if view.lower[k] in (";", "but", "who", "which") or view.lower[k] in ("“", "”"):
            return None
    return None


def _negation(view: View, hit: ActHit) -> StatusVerdict | None:
    group = _group(view, hit)
    if not any(w in grammar().negators for w in group):
        return None
    future = any(w in grammar().future or w == "would" for w in group) or bool(set(group) & WONT)
    return StatusVerdict(
        "refused" if future and hit.sense.act != "PRESENT" else "denied", "negation", hit.first_token - 1
    )


def _modal(view: View, hit: ActHit) -> StatusVerdict | None:
    group = _group(view, hit)
    if "would" in group and "if" in view.lower[hit.last_token + 1 :]:
        return StatusVerdict("possible", "conditional", hit.first_token - 1)
    for words, status in MODAL_WORDS:
        if any(w in words for w in group):
            if hit.sense.act == "PRESENT" and status == "planned":
                return StatusVerdict("ongoing", "will-remain", hit.first_token - 1)
            return StatusVerdict(status, f"modal-{words[0]}", hit.first_token - 1)
    return None


WONT = frozenset({"won't", "won’t", "wouldn't", "wouldn’t"})
MODAL_WORDS: tuple[tuple[tuple[str, ...], Status], ...] = (
    (("may", "might", "could"), "possible"),
    (("must", "should"), "demanded"),
    (("will", "shall", "'ll", "’ll"), "planned"),
    (("would",), "planned"),
)


def _progressive(view: View, hit: ActHit) -> StatusVerdict | None:
    group = _group(view, hit)
    present = any(w in ("is", "are", "am", "'s", "’s", "'re", "’re", "been") for w in group)
    if hit.form == "gerund" and present:
        return StatusVerdict("ongoing", "progressive", hit.first_token - 1)
    return None


def _state(view: View, hit: ActHit) -> StatusVerdict | None:
    if hit.sense.act != "PRESENT":
        return None
    past = view.word(hit.first_token - 1) in ("was", "were") or (
        hit.form == "past" and view.word(hit.first_token - 1) not in ("has", "have", "are", "is")
    )
    return StatusVerdict("happened", "past-state") if past else StatusVerdict("ongoing", "state")


# ---------------------------------------------------------------- nouns
def _noun_before(view: View, hit: ActHit) -> StatusVerdict | None:
    word = view.word(hit.first_token - 1)
    return (
        StatusVerdict(governors().before[word], "adjective", hit.first_token - 1)
        if word in governors().before
        else None
    )


def _noun_after(view: View, hit: ActHit) -> StatusVerdict | None:
    """ "the withdrawal … was decided": a passive or intransitive verb of decision after the noun."""
    for k in range(hit.last_token + 1, min(hit.last_token + 13, len(view.tokens))):
        word = view.lower[k]
        if word in (",", ";", "that", "after", "as", "when"):
            return None
        after_be = (
            view.word(k - 1) in grammar().be
            or view.word(k - 1) in grammar().have
            or view.word(k - 1) in grammar().adverbs
        )
        if word in governors().after and (after_be or word in ("collapsed", "failed", "continued", "continues")):
            return StatusVerdict(governors().after[word], "noun-was", k)
    return None


def _noun_governor(view: View, hit: ActHit) -> StatusVerdict | None:
    """ "announced a withdrawal", "agreement on a withdrawal", "called for talks"."""
    for k in range(hit.first_token - 1, max(-1, hit.first_token - GOVERNOR_TOKENS), -1):
        word = view.lower[k]
        pair = f"{word} {view.word(k + 1)}"
        found = governors().object.get(pair) or governors().object.get(word)
        if found is not None and k != hit.first_token and not _passive(view, k):
            return None if found == "happened" else _negated(view, k, StatusVerdict(found, "governor-object", k))
        if word in governors().nouns and _linked(view, k, hit):
            return StatusVerdict(governors().nouns[word], "governor-noun", k)
        verb = k in view.verbs and word not in grammar().auxiliaries and word not in grammar().prepositions
        if word in PARTING or verb:
            return None
    return None


_CONJUNCTIONS = ("that", "after", "since", "following", "before", "when", "as", "while", "until", "because")
_SETTING = ("during", "at", "amid", "over", "despite", "in", "near", "along", "under")


def _linked(view: View, k: int, hit: ActHit) -> bool:
    """ "Rejection of the deal", not "rejection and condemnation": joined by "and" alone, neither governs the other."""
    between = view.lower[k + 1 : hit.first_token]
    return "and" not in between or any(word in grammar().prepositions for word in between)


PARTING = frozenset({*_CONJUNCTIONS, *_SETTING, ",", ";"})


def _passive(view: View, k: int) -> bool:
    return view.word(k - 1) in grammar().be


def _noun_no(view: View, hit: ActHit) -> StatusVerdict | None:
    return (
        StatusVerdict("denied", "no", hit.first_token - 1)
        if view.word(hit.first_token - 1) in ("no", "without")
        else None
    )


def _phrase_no(view: View, hit: ActHit) -> StatusVerdict | None:
    """ "No talks were held"."""
    return _noun_no(view, hit) if hit.first_token != hit.last_token else None


VERB_RULES: tuple[StatusRule, ...] = (
    _deny,
    _phrase_no,
    _infinitive,
    _gerund,
    _conditional,
    _negation,
    _modal,
    _state,
    _progressive,
)
NOUN_RULES: tuple[StatusRule, ...] = (_deny, _noun_no, _noun_before, _noun_after, _noun_governor, _state)
