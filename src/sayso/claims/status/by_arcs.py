"""What the dependency arcs say of how real an act is: every rule that speaks, each a `Signal` (words in
data/status.yaml).

Three questions are asked of the word that names the act: what its own verb group says (auxiliaries, modals, negation),
what governs it (a verb or noun of agreeing, planning, demanding, threatening, refusing, denying or doubting), and in
whose content it
lies. A noun act, and the object of a light verb ("held talks"), also take what the group of the verb above them says.
Relations are
those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.claims.status.by_words import Governors, governors
from sayso.claims.syntax.arcs import Arcs
from sayso.records import Status

NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
NONE = frozenset({"no", "neither"})
UP = frozenset(
    {
        "xcomp",
        "ccomp",
        "acl",
        "advcl",
        "obj",
        "obl",
        "nsubj",
        "nmod",
        "csubj",
        "iobj",
        "parataxis",
        "appos",
        "compound",
        "amod",
    }
)
CLAUSAL = frozenset({"xcomp", "ccomp", "acl", "advcl", "csubj", "parataxis"})
MODALS: dict[str, tuple[str, Status]] = {
    **dict.fromkeys(("may", "might", "could", "can"), ("modal-may", "possible")),
    **dict.fromkeys(("must", "should"), ("modal-must", "demanded")),
    **dict.fromkeys(("will", "shall", "'ll", "’ll", "wo"), ("modal-will", "planned")),
    **dict.fromkeys(("would", "'d", "’d"), ("modal-would", "planned")),
}
CONDITION = frozenset({"if", "unless", "whether"})
NOBODY = frozenset({"nobody", "none", "nothing", "no-one"})
LINKS: dict[str, Status] = {
    **dict.fromkeys(
        ("after", "since", "following", "over", "amid", "despite", "during", "because", "in", "by", "as", "when"),
        "happened",
    ),
    **dict.fromkeys(("without", "instead", "rather"), "denied"),
    **dict.fromkeys(("before", "until", "pending", "ahead"), "planned"),
    **dict.fromkeys(("for", "on", "about", "against", "of"), "possible"),
}
"""What the word that ties an act to its sentence leans to."""
REACH = 4
"""How many governing words above an act are heard."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A status that a rule speaks for, and the token of the article that it hangs on (or -1)."""

    status: Status
    rule: str
    token: int = -1


EXPECTED = {
    **dict.fromkeys(
        ("to", "that", "doing", "object", "noun-of", "subject-of", "before", "relative", "described", "self"), 1.0
    ),
    **dict.fromkeys(("to-be-done", "announced-progressive"), 1.0),
    **dict.fromkeys(
        ("own-not", "own-not-will", "own-adverb", "own-modal-may", "own-if", "own-unless", "own-whether"), 1.0
    ),
    **dict.fromkeys(
        ("words-governor-to", "words-governor-object", "words-governor-noun", "words-governor-gerund", "words-deny"),
        1.0,
    ),
    **dict.fromkeys(
        ("words-no", "words-adjective", "words-noun-was", "words-is-to", "words-conditional", "words-negation"), 1.0
    ),
}
"""What a rule is worth before the corpus has been asked, and where the corpus is silent; other rules are worth nothing
then."""


def expected(rule: str) -> float:
    """The worth of a rule unseen: half of it where it speaks from afar, nothing for a single word of a rule."""
    return EXPECTED.get(rule.removeprefix("far-"), 0.0) * (0.5 if rule.startswith("far-") else 1.0)


def signals(arcs: Arcs, at: int) -> list[Signal]:
    """What speaks for a status of the word `at`, in the order of the questions."""
    start = _first_conjunct(arcs, at)
    found = list(_group(arcs, at, "own"))
    if start != at and not _has_aux(arcs, at):
        found += _group(arcs, start, "joined")
    if arcs.tags[at] in NOMINAL:
        found += _modifiers(arcs, at)
    return [*found, *_link(arcs, at), *_above(arcs, start)]


def _link(arcs: Arcs, at: int) -> Iterator[Signal]:
    """ "After the attack", "without firing", "a day before talks"; whether the act is one that the reader knows of."""
    for c in arcs.children[at]:
        word, relation = _low(arcs, c), arcs.relation(c)
        if relation in ("case", "mark") and word in LINKS:
            yield Signal(LINKS[word], f"link-{word}", c)
        elif relation == "det" and word in ("any", "the", "a", "an"):
            yield Signal("possible" if word == "any" else "happened", f"article-{'a' if word == 'an' else word}")
        elif arcs.relations[c] == "nmod:poss":
            yield Signal("happened", "owned")


def _first_conjunct(arcs: Arcs, at: int) -> int:
    for _ in range(REACH):
        if arcs.relation(at) != "conj" or arcs.heads[at] == at:
            return at
        at = arcs.heads[at]
    return at


def _low(arcs: Arcs, token: int) -> str:
    return arcs.words[token].lower()


def _has_aux(arcs: Arcs, at: int) -> bool:
    return any(arcs.relation(c) == "aux" for c in arcs.children[at])


# ---------------------------------------------------------------- the verb group
def _group(arcs: Arcs, at: int, whose: str) -> Iterator[Signal]:
    """Auxiliaries, negators, marks and tense of one verb."""
    helpers = [c for c in arcs.children[at] if arcs.relation(c) in ("aux", "cop")]
    words = {_low(arcs, c) for c in helpers}
    negator = negation(arcs, at)
    if negator is not None:
        future = bool(words & {"will", "would", "wo", "shall", "won't", "won’t", "wouldn't", "wouldn’t"})
        yield Signal("refused" if future else "denied", f"{whose}-not-will" if future else f"{whose}-not", negator)
    else:
        for c in helpers:
            if _low(arcs, c) in MODALS:
                rule, status = MODALS[_low(arcs, c)]
                yield Signal(status, f"{whose}-{rule}", c)
    mark = next((c for c in arcs.children[at] if arcs.relation(c) == "mark" and _low(arcs, c) in CONDITION), None)
    if mark is not None:
        yield Signal("possible", f"{whose}-{_low(arcs, mark)}", mark)
    if arcs.tags[at] in ("VERB", "AUX") and negator is None and not words & MODALS.keys():
        yield from _tense(arcs, at, words, whose)
    yield from _adverbs(arcs, at, whose)


def negation(arcs: Arcs, at: int) -> int | None:
    """The word that negates a verb or noun, where there is one."""
    for c in arcs.children[at]:
        word = _low(arcs, c)
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
    return any(arcs.relation(c) in ("det", "advmod") and _low(arcs, c) in {*NONE, "not"} for c in arcs.children[token])


def _tense(arcs: Arcs, at: int, words: set[str], whose: str) -> Iterator[Signal]:
    form = _low(arcs, at)
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
    elif _infinitive(arcs, at):
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


def _infinitive(arcs: Arcs, at: int) -> bool:
    return any(_low(arcs, c) == "to" and arcs.relation(c) == "mark" for c in arcs.children[at])


def _adverbs(arcs: Arcs, at: int, whose: str) -> Iterator[Signal]:
    for c in arcs.children[at]:
        if arcs.relation(c) == "advmod" and _low(arcs, c) in governors().adverbs:
            yield Signal(governors().adverbs[_low(arcs, c)], f"{whose}-adverb", c)


# ---------------------------------------------------------------- what hangs on a noun
def _modifiers(arcs: Arcs, at: int) -> Iterator[Signal]:
    """ "The planned withdrawal", "the attack that was denied", "talks due on Monday"."""
    table = governors()
    for c in arcs.children[at]:
        relation, word = arcs.relation(c), _low(arcs, c)
        if relation in ("amod", "compound") and word in table.before:
            yield Signal(table.before[word], "before", c)
        elif relation == "acl" and arcs.relations[c] == "acl:relcl":
            if word in table.after and (_passive(arcs, c) or word in table.intransitive):
                yield Signal(_turned(arcs, c, table.after[word]), "relative", c)
            else:
                yield from _group(arcs, c, "relative")
        elif relation == "acl" and word in table.after:
            yield Signal(table.after[word], "described", c)
        elif relation == "acl" and _passive(arcs, c) and _infinitive(arcs, c):
            yield Signal("planned", "to-be-done", c)


def _passive(arcs: Arcs, at: int) -> bool:
    return any(arcs.relations[c] in ("nsubj:pass", "aux:pass", "obl:agent") for c in arcs.children[at])


def _turned(arcs: Arcs, at: int, status: Status) -> Status:
    """Not agreed, planned or decided is denied."""
    return "denied" if status in ("agreed", "planned", "ongoing") and negation(arcs, at) is not None else status


# ---------------------------------------------------------------- what governs
def _above(arcs: Arcs, at: int) -> Iterator[Signal]:
    """Every governing word on the way up; the nearest speaks in the name of its rule, those further off as "far"."""
    word, near = at, ""
    for _ in range(REACH):
        head, relation = _first_conjunct(arcs, arcs.heads[word]), arcs.relation(word)
        if head == word or relation not in UP:
            return
        found = governed(arcs, head, word)
        if found is not None:
            yield Signal(found.status, near + found.rule, found.token)
            yield Signal(found.status, f"{near}{found.rule} {arcs.lemmas[head].lower()}", found.token)
            if word == at and not near and found.status == "planned" and _progressive(arcs, at):
                yield Signal("planned", "announced-progressive", found.token)
            near = "far-"
        light = relation in ("obj", "nsubj", "obl", "xcomp", "nmod") and found is None
        if light and arcs.tags[head] in ("VERB", "AUX") and not near:
            yield from _group(arcs, head, f"light-{'verb' if arcs.tags[word] not in NOMINAL else relation}")
        if relation in ("advcl", "parataxis") and arcs.tags[head] in ("VERB", "AUX") and found is None:
            near = "far-"
        word = head


def _progressive(arcs: Arcs, at: int) -> bool:
    """ "Announced he was withdrawing": the progressive of a plan."""
    return _low(arcs, at).endswith("ing") and any(
        arcs.relation(c) == "aux" and arcs.lemmas[c].lower() == "be" for c in arcs.children[at]
    )


def itself(arcs: Arcs, at: int) -> Iterator[Signal]:
    """A phrase that holds its own governor: "a truce was agreed", "requested aid"."""
    table, form = governors(), _low(arcs, at)
    if _passive(arcs, at) and form in table.after:
        yield Signal(table.after[form], "self", at)
    elif not _passive(arcs, at):
        after = _low(arcs, at + 1) if at + 1 < len(arcs.words) else ""
        found = table.object.get(f"{form} {after}") or table.object.get(form)
        yield from (Signal(status, "self", at) for status in (found,) if status is not None and status != "happened")


def governed(arcs: Arcs, head: int, word: int) -> Signal | None:
    """What a governing word makes of what hangs on it; its own negation and modals count."""
    found = _verb(arcs, head, word) if arcs.tags[head] not in NOMINAL else _noun(arcs, head, word)
    if found is None:
        return None
    if negation(arcs, head) is not None:
        turned: Status = (
            "refused" if found.status in ("agreed", "planned") else "happened" if found.status == "denied" else "denied"
        )
        return Signal(turned, f"not-{found.rule}-{found.status}", head)
    modal = next(
        (m for c in arcs.children[head] if (m := MODALS.get(_low(arcs, c))) and arcs.relation(c) == "aux"), None
    )
    if modal is not None and modal[1] == "possible" and found.status in ("agreed", "planned", "demanded"):
        return Signal("possible", f"may-{found.rule}", head)
    return found


def _verb(arcs: Arcs, head: int, word: int) -> Signal | None:
    table, lemma, relation = governors(), arcs.lemmas[head].lower(), arcs.relation(word)
    form = _low(arcs, head)
    if relation in ("nsubj", "csubj"):
        status = table.after.get(form) if _passive(arcs, head) or form in table.intransitive else None
        return Signal(status, "subject-of", head) if status else None
    if relation == "ccomp" or (relation == "advcl" and lemma in table.clause and arcs.child(word, "mark") is None):
        return _signal(table.clause.get(lemma), "that", head)
    particle = next((_low(arcs, c) for c in arcs.children[head] if arcs.relations[c] == "compound:prt"), "")
    if relation in ("xcomp", "advcl", "acl"):
        if any(_low(arcs, c) == "to" for c in arcs.children[word] if arcs.relation(c) == "mark"):
            return _signal(table.to.get(form) or table.to.get(lemma), "to", head)
        doing = relation == "xcomp" and _low(arcs, word).endswith("ing")
        return _signal(_object(table, form, lemma, "", particle), "doing", head) if doing else None
    preposition = next((_low(arcs, c) for c in arcs.children[word] if arcs.relation(c) in ("case", "mark")), "")
    if relation in ("obj", "obl"):
        return _signal(_object(table, form, lemma, preposition, particle), "object", head)
    return None


def _object(table: Governors, form: str, lemma: str, preposition: str, particle: str) -> Status | None:
    if particle and f"{form} {particle}" in table.object:
        return table.object[f"{form} {particle}"]
    found = (
        table.object.get(f"{form} {preposition}") if preposition else table.object.get(form) or table.object.get(lemma)
    )
    return None if found == "happened" else found


def _signal(status: Status | None, rule: str, token: int) -> Signal | None:
    return Signal(status, rule, token) if status is not None else None


def _noun(arcs: Arcs, head: int, word: int) -> Signal | None:
    status = governors().nouns.get(_low(arcs, head))
    relation = arcs.relation(word)
    return (
        Signal(status, "noun-of", head)
        if status and relation in ("nmod", "acl", "compound", "ccomp", "xcomp", "appos")
        else None
    )
