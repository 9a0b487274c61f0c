"""What a verb's own group says of how real its act is: auxiliaries, modals, negation, tense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.claims.status.by_words import governors
from sayso.claims.status.signal import Signal
from sayso.claims.syntax.arcs import Arcs
from sayso.reading import ArticleToken
from sayso.records import Status

NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
NEGATIVE_DETERMINERS = frozenset({"no", "neither"})
MODALS: dict[str, tuple[str, Status]] = {
    **dict.fromkeys(("may", "might", "could", "can"), ("modal-may", "possible")),
    **dict.fromkeys(("must", "should"), ("modal-must", "demanded")),
    **dict.fromkeys(("will", "shall", "'ll", "’ll", "wo"), ("modal-will", "planned")),
    **dict.fromkeys(("would", "'d", "’d"), ("modal-would", "planned")),
}
CONDITION = frozenset({"if", "unless", "whether"})
NEGATIVE_PRONOUNS = frozenset({"nobody", "none", "nothing", "no-one"})


def has_aux(arcs: Arcs, at: ArticleToken) -> bool:
    """The verb has an auxiliary of its own."""
    return any(arcs.relation(c) == "aux" for c in arcs.children[at])


def verb_group(arcs: Arcs, at: ArticleToken, whose: str) -> Iterator[Signal]:
    """Auxiliaries, negators, marks and tense of one verb."""
    helpers = [c for c in arcs.children[at] if arcs.relation(c) in ("aux", "cop")]
    words = {arcs.lower(c) for c in helpers}
    clause = arcs.clause(at)
    negator = negation(arcs, clause)
    if negator is not None:
        future = bool(words & {"will", "would", "wo", "shall", "won't", "won’t", "wouldn't", "wouldn’t"})
        yield Signal("refused" if future else "denied", f"{whose}-not-will" if future else f"{whose}-not", negator)
    else:
        yield from _modals(arcs, helpers, whose)
    mark = next((c for c in arcs.children[clause] if arcs.relation(c) == "mark" and arcs.lower(c) in CONDITION), None)
    if mark is not None:
        yield Signal("possible", f"{whose}-{arcs.lower(mark)}", mark)
    if arcs.tags[at] in ("VERB", "AUX") and negator is None and not words & MODALS.keys():
        yield from _tense(arcs, at, words, whose)
    yield from _adverbs(arcs, clause, whose)


def _modals(arcs: Arcs, helpers: Sequence[ArticleToken], whose: str) -> Iterator[Signal]:
    for c in helpers:
        if arcs.lower(c) in MODALS:
            rule, status = MODALS[arcs.lower(c)]
            yield Signal(status, f"{whose}-{rule}", c)


def negation(arcs: Arcs, at: ArticleToken) -> int | None:
    """The word that negates a verb or noun, where there is one."""
    for c in arcs.children[at]:
        word = arcs.lower(c)
        if (
            word in NEGATORS
            or (arcs.relation(c) in ("aux", "cop") and word.replace("’", "'").endswith("n't"))
            or word == "cannot"
        ):
            return c
        if word in NEGATIVE_DETERMINERS and arcs.relation(c) in ("det", "advmod"):
            return c
        if arcs.relation(c) in ("nsubj", "obj", "obl") and (
            word in NEGATIVE_PRONOUNS or (arcs.relation(c) != "obl" and _no(arcs, c))
        ):
            return c
    return None


def _no(arcs: Arcs, token: ArticleToken) -> bool:
    """ "No one", "no soldiers", "not one shot", "neither side"."""
    return any(
        arcs.relation(c) in ("det", "advmod") and arcs.lower(c) in {*NEGATIVE_DETERMINERS, "not"}
        for c in arcs.children[token]
    )


def _tense(arcs: Arcs, at: ArticleToken, words: set[str], whose: str) -> Iterator[Signal]:
    form = arcs.lower(at)
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


def infinitive(arcs: Arcs, at: ArticleToken) -> bool:
    """The verb stands after "to"."""
    return any(arcs.lower(c) == "to" and arcs.relation(c) == "mark" for c in arcs.children[at])


def _adverbs(arcs: Arcs, at: ArticleToken, whose: str) -> Iterator[Signal]:
    for c in arcs.children[at]:
        if arcs.relation(c) == "advmod" and arcs.lower(c) in governors().adverbs:
            yield Signal(governors().adverbs[arcs.lower(c)], f"{whose}-adverb", c)
