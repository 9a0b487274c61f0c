"""What a governing verb or noun makes of the act that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.claims.status.by_words import Governors, governors
from sayso.claims.status.signal import Signal
from sayso.claims.status.verb_group import MODALS, negation
from sayso.claims.syntax.arcs import Arcs
from sayso.claims.syntax.arguments import is_passive
from sayso.english.lists import listed
from sayso.reading import ArticleToken
from sayso.records import Status

OF_WHAT = frozenset({"on", "about", "over", "for"})
"""Prepositions of what an agreement, a plan or a call is about."""
NOMINAL_TAGS = frozenset({"NOUN", "PROPN", "NUM", "PRON"})


def itself(arcs: Arcs, at: ArticleToken) -> Iterator[Signal]:
    """A phrase that holds its own governor: "a truce was agreed", "requested aid"."""
    table, form = governors(), arcs.lower(at)
    if is_passive(arcs, at) and form in table.after:
        yield Signal(table.after[form], "self", at)
    elif not is_passive(arcs, at):
        after = arcs.lower(ArticleToken(at + 1)) if at + 1 < len(arcs.words) else ""
        found = table.object.get(f"{form} {after}") or table.object.get(form)
        yield from (Signal(status, "self", at) for status in (found,) if status is not None and status != "happened")


def called_off(arcs: Arcs, at: ArticleToken) -> ArticleToken | None:
    """The verb that calls an act off, or the plan of it: "the departure was called off", "scrapped a plan to send";
    null where none does, or it may or did not."""
    for token in arcs.path(at)[:PLANS_ABOVE]:
        verb, relation = arcs.heads[token], arcs.relation(token)
        undergoes = relation == "obj" or (relation == "nsubj" and is_passive(arcs, verb))
        if undergoes and _calls_off(arcs, verb):
            modals = [MODALS[arcs.lower(c)][1] for c in arcs.children[verb] if arcs.lower(c) in MODALS]
            return None if "possible" in modals or negation(arcs, verb) is not None else verb
        if arcs.lower(verb) not in governors().nouns:
            return None
    return None


def _calls_off(arcs: Arcs, verb: ArticleToken) -> bool:
    off = any(arcs.relations[c] == "compound:prt" and arcs.lower(c) == "off" for c in arcs.children[verb])
    return arcs.lemmas[verb].lower() in CALLING_OFF or (off and arcs.lemmas[verb].lower() == "call")


CALLING_OFF = listed("status", "calling_off")
PLANS_ABOVE = 3
"""An act, the plan of it, and the plan's own noun: "a decision on a plan to withdraw"."""


def governed(arcs: Arcs, head: ArticleToken, word: ArticleToken) -> Signal | None:
    """What a governing word makes of what hangs on it; its own negation and modals count."""
    found = _of_verb(arcs, head, word) if arcs.tags[head] not in NOMINAL_TAGS else _of_noun(arcs, head, word)
    if found is None:
        return None
    if negation(arcs, head) is not None:
        turned: Status = (
            "refused" if found.status in ("agreed", "planned") else "happened" if found.status == "denied" else "denied"
        )
        return Signal(turned, f"not-{found.rule}-{found.status}", head)
    modal = next(
        (m for c in arcs.children[head] if (m := MODALS.get(arcs.lower(c))) and arcs.relation(c) == "aux"), None
    )
    if modal is not None and modal[1] == "possible" and found.status in ("agreed", "planned", "demanded"):
        return Signal("possible", f"may-{found.rule}", head)
    return (_going_on(arcs, head, found) if found.status == "ongoing" else None) or found


def _going_on(arcs: Arcs, head: ArticleToken, found: Signal) -> Signal | None:
    """ "Will continue shelling", "vowed to continue protesting": what is to go on is not told to go on."""
    above = arcs.heads[head]
    helpers = (MODALS.get(arcs.lower(c)) for c in arcs.children[head] if arcs.relation(c) == "aux")
    if any(modal is not None and modal[1] == "planned" for modal in helpers):
        return Signal("planned", found.rule, head)
    told = governed(arcs, above, head) if above != head and arcs.relation(head) == "xcomp" else None
    return Signal(told.status, told.rule, told.token) if told is not None and told.status != "ongoing" else None


def _of_verb(arcs: Arcs, head: ArticleToken, word: ArticleToken) -> Signal | None:
    table, lemma, relation = governors(), arcs.lemmas[head].lower(), arcs.relation(word)
    if relation in ("nsubj", "csubj"):
        form = arcs.lower(head)
        told = is_passive(arcs, head) or form in table.intransitive
        return signal_of(table.after.get(form), "subject-of", head) if told else None
    if relation == "ccomp" or (relation == "advcl" and lemma in table.clause and arcs.child(word, "mark") is None):
        return signal_of(table.clause.get(lemma), "that", head)
    if relation in ("xcomp", "advcl", "acl"):
        return _of_infinitive(arcs, head, word)
    if relation in ("obj", "obl"):
        preposition = next((arcs.lower(c) for c in arcs.children[word] if arcs.relation(c) in ("case", "mark")), "")
        found = signal_of(_object(table, arcs, head, preposition), "object", head)
        return found or (_of_object(arcs, head) if preposition in OF_WHAT else None)
    return None


def _of_object(arcs: Arcs, head: ArticleToken) -> Signal | None:
    """ "Reached an agreement on a withdrawal": what hangs on the verb is what its object says."""
    noun = arcs.child(head, "obj")
    told = governors().nouns.get(arcs.lower(noun)) if noun is not None else None
    return Signal(told, "noun-of", noun) if told and noun is not None else None


def _of_infinitive(arcs: Arcs, head: ArticleToken, word: ArticleToken) -> Signal | None:
    """ "Agreed to withdraw", "stopped shelling"; "an agreement was reached to withdraw" hangs on the verb and is what
    its noun says."""
    table = governors()
    if any(arcs.lower(c) == "to" for c in arcs.children[word] if arcs.relation(c) == "mark"):
        status = table.to.get(arcs.lower(head)) or table.to.get(arcs.lemmas[head].lower())
        noun = arcs.child(head, "nsubj") if status is None else None
        told = table.nouns.get(arcs.lower(noun)) if noun is not None else None
        return Signal(told, "noun-of", noun) if told and noun is not None else signal_of(status, "to", head)
    doing = arcs.relation(word) == "xcomp" and arcs.lower(word).endswith("ing")
    return signal_of(_object(table, arcs, head, ""), "doing", head) if doing else None


def _object(table: Governors, arcs: Arcs, head: ArticleToken, preposition: str) -> Status | None:
    form, lemma = arcs.lower(head), arcs.lemmas[head].lower()
    particle = next((arcs.lower(c) for c in arcs.children[head] if arcs.relations[c] == "compound:prt"), "")
    if particle and f"{form} {particle}" in table.object:
        return table.object[f"{form} {particle}"]
    found = (
        table.object.get(f"{form} {preposition}") if preposition else table.object.get(form) or table.object.get(lemma)
    )
    return None if found == "happened" else found


def signal_of(status: Status | None, rule: str, token: int) -> Signal | None:
    """A signal of this status; null where there is none."""
    return Signal(status, rule, token) if status is not None else None


def _of_noun(arcs: Arcs, head: ArticleToken, word: ArticleToken) -> Signal | None:
    status = governors().nouns.get(arcs.lower(head))
    relation = arcs.relation(word)
    return (
        Signal(status, "noun-of", head)
        if status and relation in ("nmod", "acl", "compound", "ccomp", "xcomp", "appos")
        else None
    )
