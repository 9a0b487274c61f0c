"""Who a verb or noun has as subject, object and so on, over dependency arcs: passives, control, relatives,
coordination.

All questions and answers are token numbers of the article. Relations are those of Universal Dependencies (English EWT
and GUM).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sayso.claims.syntax.arcs import Arcs
from sayso.english.lists import listed
from sayso.reading import ArticleToken

RELATIVES = frozenset({"who", "which", "that", "whom"})
SUBJECT_CONTROL = listed("syntax", "subject_control")
"""Verbs whose object does not do what their infinitive says."""
CONJUNCT_TAGS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})
DEPTH = 8
Heads = tuple[ArticleToken, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Heads of the subject of a verb; whether the verb is passive; heads of who asks or makes the subject do it."""

    heads: Heads = ()
    passive: bool = False
    asker: Heads = ()


def subject(arcs: Arcs, verb: ArticleToken, depth: int = 0) -> Subject:
    """The subject a verb has or borrows: from the verb that controls it, its first conjunct, or the noun that it
    describes."""
    verb = arcs.clause(verb)
    own = arcs.child(verb, "nsubj")
    passive = is_passive(arcs, verb)
    if own is not None:
        return Subject(_meant(arcs, own, verb), passive)
    relation, head = arcs.relation(verb), arcs.heads[verb]
    if depth > DEPTH or head == verb:
        return Subject((), passive)
    if relation == "xcomp":
        return _controlled(arcs, verb, head, passive, depth)
    if relation == "conj":
        above = subject(arcs, head, depth + 1) if verbal(arcs, head) else Subject()
        like = above.passive and not has_object(arcs, verb) and arcs.child(verb, "aux") is None
        return Subject(above.heads, passive or like, above.asker)
    if relation == "acl":
        return _describing(arcs, verb, head, passive, depth)
    if relation == "advcl" and verbal(arcs, head):
        if arcs.child(verb, "mark") is None or _infinitive(arcs, verb):
            return _controlled(arcs, verb, head, passive, depth)
        return Subject(subject(arcs, head, depth + 1).heads, passive)
    return Subject((), passive)


def _meant(arcs: Arcs, token: ArticleToken, verb: ArticleToken) -> Heads:
    """A relative pronoun stands for the noun that its clause describes; anything else for itself and what is joined to
    it."""
    if arcs.lemmas[token].lower() in RELATIVES and arcs.relations[verb] == "acl:relcl":
        return conjuncts(arcs, arcs.heads[verb])
    return conjuncts(arcs, token)


def _infinitive(arcs: Arcs, verb: ArticleToken) -> bool:
    return any(arcs.relation(c) == "mark" and arcs.lemmas[c].lower() == "to" for c in arcs.children[verb])


def _controlled(arcs: Arcs, verb: ArticleToken, head: ArticleToken, passive: bool, depth: int) -> Subject:
    above = subject(arcs, head, depth + 1)
    if above.passive:
        return Subject(above.heads, passive, agents(arcs, head))
    told = arcs.child(head, "obj", "iobj")
    if told is None:
        told = next(
            (
                c
                for c in arcs.children[head]
                if arcs.relation(c) == "obl" and arcs.case(c) in ("on", "upon") and c < verb
            ),
            None,
        )
    if told is not None and told < verb and arcs.relation(verb) == "xcomp" and arcs.lemmas[head] not in SUBJECT_CONTROL:
        return Subject(conjuncts(arcs, told), passive, above.heads)
    return Subject(above.heads, passive, above.asker)


def _describing(arcs: Arcs, verb: ArticleToken, noun: ArticleToken, passive: bool, depth: int) -> Subject:
    """ "the troops leaving", "the men arrested", "a plan to withdraw", "forces deployed in", "the talks Russia
    held"."""
    if arcs.relations[verb] == "acl:relcl":
        return Subject(conjuncts(arcs, noun), passive)
    if _infinitive(arcs, verb):
        return Subject(doers(arcs, noun, depth + 1), passive)
    gerund = arcs.lower(verb).endswith("ing")
    return Subject(conjuncts(arcs, noun), passive or not gerund)


def doers(arcs: Arcs, noun: ArticleToken, depth: int = 0) -> Heads:
    """Who does what a noun names: its owner, else the subject of the verb that governs it."""
    owner = arcs.child(noun, "nmod:poss")
    if owner is not None:
        return conjuncts(arcs, owner)
    head, relation = arcs.heads[noun], arcs.relation(noun)
    if depth > DEPTH or head == noun:
        return ()
    if relation == "conj":
        return doers(arcs, head, depth + 1)
    if verbal(arcs, head):
        if relation in ("nsubj", "csubj"):
            return agents(arcs, head)
        found = subject(arcs, head, depth + 1)
        return agents(arcs, head) if found.passive and relation == "nsubj" else found.heads
    return doers(arcs, head, depth + 1) if relation in ("nmod", "appos", "compound") else ()


def is_passive(arcs: Arcs, verb: ArticleToken) -> bool:
    """The verb has a passive subject, auxiliary or agent."""
    return any(arcs.relations[c] in ("nsubj:pass", "aux:pass", "obl:agent") for c in arcs.children[verb])


def verbal(arcs: Arcs, token: ArticleToken) -> bool:
    """The token is a verb or the predicate of a clause."""
    return (
        arcs.tags[token] in ("VERB", "AUX")
        or arcs.child(token, "cop") is not None
        or arcs.child(token, "nsubj") is not None
    )


def has_object(arcs: Arcs, verb: ArticleToken) -> bool:
    """The verb has a direct object."""
    return arcs.child(verb, "obj") is not None


def objects(arcs: Arcs, verb: ArticleToken) -> Heads:
    """Direct and indirect objects; the noun that a relative clause describes where it lacks its own."""
    own = [c for c in arcs.children[verb] if arcs.relation(c) in ("obj", "iobj")]
    if own:
        return tuple(dict.fromkeys(h for c in own for h in _meant(arcs, c, verb)))
    if arcs.relations[verb] == "acl:relcl" and _lacks_object(arcs, verb):
        return conjuncts(arcs, arcs.heads[verb])
    if arcs.relation(verb) == "conj" and verbal(arcs, arcs.heads[verb]):
        later = [c for c in arcs.children[arcs.heads[verb]] if arcs.relation(c) == "obj" and c > verb]
        return tuple(h for c in later for h in conjuncts(arcs, c))
    return ()


def _lacks_object(arcs: Arcs, verb: ArticleToken) -> bool:
    """A relative clause with a subject of its own, no pronoun of the clause: "the talks Russia held"."""
    own = arcs.child(verb, "nsubj")
    return own is not None and arcs.lemmas[own].lower() not in RELATIVES and not is_passive(arcs, verb)


def agents(arcs: Arcs, verb: ArticleToken) -> Heads:
    """Who a passive or a noun names after "by"."""
    return obliques(arcs, verb, ("by",))


def obliques(arcs: Arcs, word: ArticleToken, prepositions: Collection[str]) -> Heads:
    """What hangs on a verb or noun by one of the prepositions, also over its objects ("held talks with X")."""
    found: list[ArticleToken] = []
    below, mains = arcs.children[word] if arcs.tags[word] == "VERB" else (), arcs.mains
    for at in (word, *(c for c in below if mains[c] in ("obj", "xcomp"))):
        for child in arcs.children[at]:
            if mains[child] in ("obl", "nmod") and arcs.case(child) in prepositions:
                found += conjuncts(arcs, child)
    return tuple(dict.fromkeys(found))


HARM = listed("syntax", "harm")
"""Verbs that tell what an attack did."""


def result(arcs: Arcs, verb: ArticleToken) -> int | None:
    """The noun whose doing a verb of harm tells: "the attack killed", "killed in an attack", "bombings that killed";
    null where none."""
    if arcs.lemmas[verb].lower() not in HARM:
        return None
    if arcs.relation(verb) == "acl" and not is_passive(arcs, verb):
        return arcs.heads[verb] if arcs.relations[verb] == "acl:relcl" else None
    inside = [
        c for c in arcs.children[verb] if arcs.relation(c) == "obl" and arcs.case(c) in ("in", "by", "during", "after")
    ]
    subjects = [c for c in arcs.children[verb] if arcs.relations[c] == "nsubj"]
    return next((c for c in (*subjects, *inside) if arcs.tags[c] == "NOUN"), None)


def harmed(arcs: Arcs, noun: ArticleToken) -> Heads:
    """Whom the verbs of harm around a noun of attack have as object, or as subject where they are passive."""
    near = (arcs.heads[noun], *arcs.children[noun])
    verbs = [v for v in near if result(arcs, v) == noun]
    found = [h for v in verbs for h in (subject(arcs, v).heads if is_passive(arcs, v) else objects(arcs, v))]
    return tuple(dict.fromkeys(found))


def owners(arcs: Arcs, noun: ArticleToken) -> Heads:
    """Possessors and modifiers of a noun: "Russia's withdrawal", "the Russian withdrawal"."""
    wanted = [
        c for c in arcs.children[noun] if arcs.relations[c] == "nmod:poss" or arcs.relation(c) in ("amod", "compound")
    ]
    return tuple(h for c in wanted for h in conjuncts(arcs, c))


def conjuncts(arcs: Arcs, token: ArticleToken) -> Heads:
    """The token and the nominals coordinated to it."""
    return (token, *(c for c in arcs.children[token] if arcs.mains[c] == "conj" and arcs.tags[c] in CONJUNCT_TAGS))


DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "such"})


def definite(arcs: Arcs, token: ArticleToken) -> bool:
    """A noun that the reader is taken to know: "the attack", "their departure"."""
    return any(arcs.lower(c) in DEFINITE or arcs.relations[c] == "nmod:poss" for c in arcs.children[token])
