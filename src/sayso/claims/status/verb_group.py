"""What a verb's own group says of how real its act is: auxiliaries, modals, negation, tense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.claims.status.by_words import governors
from sayso.claims.status.signal import Signal
from sayso.claims.syntax.arcs import Arcs
from sayso.records import Status

NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
NONE = frozenset({"no", "neither"})
MODALS: dict[str, tuple[str, Status]] = {
    **dict.fromkeys(("may", "might", "could", "can"), ("modal-may", "possible")),
    **dict.fromkeys(("must", "should"), ("modal-must", "demanded")),
    **dict.fromkeys(("will", "shall", "'ll", "’ll", "wo"), ("modal-will", "planned")),
    **dict.fromkeys(("would", "'d", "’d"), ("modal-would", "planned")),
}
CONDITION = frozenset({"if", "unless", "whether"})
NOBODY = frozenset({"nobody", "none", "nothing", "no-one"})


def lower(arcs: Arcs, token: int) -> str:
    """A token in small letters."""
    return arcs.words[token].lower()


def has_aux(arcs: Arcs, at: int) -> bool:
    """The verb has an auxiliary of its own."""
    return any(arcs.relation(c) == "aux" for c in arcs.children[at])


def verb_group(arcs: Arcs, at: int, whose: str) -> Iterator[Signal]:
    """Auxiliaries, negators, marks and tense of one verb."""
    helpers = [c for c in arcs.children[at] if arcs.relation(c) in ("aux", "cop")]
    words = {lower(arcs, c) for c in helpers}
    negator = negation(arcs, at)
    if negator is not None:
        future = bool(words & {"will", "would", "wo", "shall", "won't", "won’t", "wouldn't", "wouldn’t"})
        yield Signal("refused" if future else "denied", f"{whose}-not-will" if future else f"{whose}-not", negator)
    else:
        yield from _modals(arcs, helpers, whose)
    mark = next((c for c in arcs.children[at] if arcs.relation(c) == "mark" and lower(arcs, c) in CONDITION), None)
    if mark is not None:
        yield Signal("possible", f"{whose}-{lower(arcs, mark)}", mark)
    if arcs.tags[at] in ("VERB", "AUX") and negator is None and not words & MODALS.keys():
        yield from _tense(arcs, at, words, whose)
    yield from _adverbs(arcs, at, whose)


def _modals(arcs: Arcs, helpers: Sequence[int], whose: str) -> Iterator[Signal]:
    for c in helpers:
        if lower(arcs, c) in MODALS:
            rule, status = MODALS[lower(arcs, c)]
            yield Signal(status, f"{whose}-{rule}", c)


def negation(arcs: Arcs, at: int) -> int | None:
    """The word that negates a verb or noun, where there is one."""
    for c in arcs.children[at]:
        word = lower(arcs, c)
        if (
            word in NEGATORS
            or (arcs.relation(c) in ("aux", "cop") and word.replace("’", "'").endswith("n't"))
            or word == "cannot"
        ):
            return c
        if word in NONE and arcs.relation(c) in ("det", "advmod"):
            return c
        if arcs.relation(c) in ("nsubj", "obj", "obl") and (
            word in NOBODY or (arcs.relation(c) != "obl" and _no(arcs, c))
        ):
            return c
    return None


def _no(arcs: Arcs, token: int) -> bool:
    """ "No one", "no soldiers", "not one shot", "neither side"."""
    return any(arcs.relation(c) in ("det", "advmod") and lower(arcs, c) in {*NONE, "not"} for c in arcs.children[token])


def _tense(arcs: Arcs, at: int, words: set[str], whose: str) -> Iterator[Signal]:
    form = lower(arcs, at)
    if form.endswith("ing"):
        if words & {"is", "are", "am", "'s", "’s", "'re", "’re", "been"}:
            yield Signal("ongoing", f"{whose}-progressive")
        elif words & {"was", "were"}:
            yield Signal("ongoing", f"{whose}-was-doing")
        else:
            yield Signal("happened", f"{whose}-gerund")
    elif words & {"has", "have", "had", "'ve", "’ve"}:
        yield Signal("happened", f"{whose}-perfect")
    elif words & {"is", "are", "'s", "’s", "'re", "’re"}:
        yield Signal("ongoing", f"{whose}-passive-now")
    elif words & {"was", "were"}:
        yield Signal("happened", f"{whose}-passive-past")
    elif infinitive(arcs, at):
        yield Signal("planned", f"{whose}-infinitive")
    elif form != arcs.lemmas[at].lower() and not form.endswith("s"):
        yield Signal("happened", f"{whose}-past")
    elif (
        form == arcs.lemmas[at].lower()
        and arcs.child(at, "nsubj") is None
        and arcs.relation(at) not in ("conj", "root")
    ):
        yield Signal("planned", f"{whose}-bare")
    else:
        yield Signal("ongoing", f"{whose}-present")


def infinitive(arcs: Arcs, at: int) -> bool:
    """The verb stands after "to"."""
    return any(lower(arcs, c) == "to" and arcs.relation(c) == "mark" for c in arcs.children[at])


def _adverbs(arcs: Arcs, at: int, whose: str) -> Iterator[Signal]:
    for c in arcs.children[at]:
        if arcs.relation(c) == "advmod" and lower(arcs, c) in governors().adverbs:
            yield Signal(governors().adverbs[lower(arcs, c)], f"{whose}-adverb", c)


def passive(arcs: Arcs, at: int) -> bool:
    """The verb is in the passive."""
    return any(arcs.relations[c] in ("nsubj:pass", "aux:pass", "obl:agent") for c in arcs.children[at])
