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

from sayso.claims.status.by_words import governors
from sayso.claims.status.governing import NOMINAL_TAGS, governed
from sayso.claims.status.signal import Signal
from sayso.claims.status.verb_group import has_aux, infinitive, negation, verb_group
from sayso.claims.syntax.arcs import Arcs
from sayso.claims.syntax.arguments import is_passive
from sayso.reading import ArticleToken
from sayso.records import Status

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
LIGHT = frozenset({"obj", "nsubj", "obl", "xcomp", "nmod"})
"""Relations over which an act takes what the group of a light verb above it says."""
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
GOVERNORS_HEARD = 4
"""How many governing words above an act are heard."""


def signals(arcs: Arcs, at: ArticleToken) -> list[Signal]:
    """What speaks for a status of the word `at`, in the order of the questions."""
    start = _first_conjunct(arcs, arcs.clause(at))
    found = list(verb_group(arcs, at, "own"))
    if start != arcs.clause(at) and not has_aux(arcs, at):
        found += verb_group(arcs, start, "joined")
    if arcs.tags[at] in NOMINAL_TAGS:
        found += _modifiers(arcs, at)
    return [*found, *_link(arcs, at), *_above(arcs, start)]


def _link(arcs: Arcs, at: ArticleToken) -> Iterator[Signal]:
    """ "After the attack", "without firing", "a day before talks"; whether the act is one that the reader knows of."""
    for c in arcs.children[at]:
        word, relation = arcs.lower(c), arcs.relation(c)
        if relation in ("case", "mark") and word in LINKS:
            yield Signal(LINKS[word], f"link-{word}", c)
        elif relation == "det" and word in ("any", "the", "a", "an"):
            yield Signal("possible" if word == "any" else "happened", f"article-{'a' if word == 'an' else word}")
        elif arcs.relations[c] == "nmod:poss":
            yield Signal("happened", "owned")


def _first_conjunct(arcs: Arcs, at: ArticleToken) -> ArticleToken:
    for _ in range(GOVERNORS_HEARD):
        if arcs.relation(at) != "conj" or arcs.heads[at] == at:
            return at
        at = arcs.heads[at]
    return at


def _modifiers(arcs: Arcs, at: ArticleToken) -> Iterator[Signal]:
    """ "The planned withdrawal", "the attack that was denied", "talks due on Monday"."""
    table = governors()
    for c in arcs.children[at]:
        relation, word = arcs.relation(c), arcs.lower(c)
        if relation in ("amod", "compound") and word in table.before:
            yield Signal(table.before[word], "before", c)
        elif relation == "acl" and arcs.relations[c] == "acl:relcl":
            if word in table.after and (is_passive(arcs, c) or word in table.intransitive):
                yield Signal(_turned(arcs, c, table.after[word]), "relative", c)
            else:
                yield from verb_group(arcs, c, "relative")
        elif relation == "acl" and word in table.after:
            yield Signal(table.after[word], "described", c)
        elif relation == "acl" and is_passive(arcs, c) and infinitive(arcs, c):
            yield Signal("planned", "to-be-done", c)


def _turned(arcs: Arcs, at: ArticleToken, status: Status) -> Status:
    """Not agreed, planned or decided is denied."""
    return "denied" if status in ("agreed", "planned", "ongoing") and negation(arcs, at) is not None else status


def _above(arcs: Arcs, at: ArticleToken) -> Iterator[Signal]:
    """Every governing word on the way up; the nearest speaks in the name of its rule, those further off as "far"."""
    word, near = at, ""
    for _ in range(GOVERNORS_HEARD):
        head, relation = _first_conjunct(arcs, arcs.heads[word]), arcs.relation(word)
        if head == word or relation not in UP:
            return
        found = governed(arcs, head, word)
        if found is not None:
            yield Signal(found.status, near + found.rule, found.token)
            yield Signal(found.status, f"{near}{found.rule} {arcs.lemmas[head].lower()}", found.token)
            if word == at and found.status == "planned" and _progressive(arcs, at):
                yield Signal("planned", "announced-progressive", found.token)
            near = "far-"
        elif arcs.tags[head] in ("VERB", "AUX"):
            if relation in LIGHT and not near:
                yield from verb_group(arcs, head, f"light-{relation if arcs.tags[word] in NOMINAL_TAGS else 'verb'}")
            near = "far-" if relation in ("advcl", "parataxis") else near
        word = head


def _progressive(arcs: Arcs, at: ArticleToken) -> bool:
    """ "Announced he was withdrawing": the progressive of a plan."""
    return arcs.lower(at).endswith("ing") and any(
        arcs.relation(c) == "aux" and arcs.lemmas[c].lower() == "be" for c in arcs.children[at]
    )
