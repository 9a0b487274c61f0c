"""What a governing verb or noun makes of the act that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.claims.status.by_words import Governors, governors
from sayso.claims.status.signal import Signal
from sayso.claims.status.verb_group import MODALS, lower, negation, passive
from sayso.claims.syntax.arcs import Arcs
from sayso.records import Status

NOMINAL_TAGS = frozenset({"NOUN", "PROPN", "NUM", "PRON"})


def itself(arcs: Arcs, at: int) -> Iterator[Signal]:
    """A phrase that holds its own governor: "a truce was agreed", "requested aid"."""
    table, form = governors(), lower(arcs, at)
    if passive(arcs, at) and form in table.after:
        yield Signal(table.after[form], "self", at)
    elif not passive(arcs, at):
        after = lower(arcs, at + 1) if at + 1 < len(arcs.words) else ""
        found = table.object.get(f"{form} {after}") or table.object.get(form)
        yield from (Signal(status, "self", at) for status in (found,) if status is not None and status != "happened")


def governed(arcs: Arcs, head: int, word: int) -> Signal | None:
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
        (m for c in arcs.children[head] if (m := MODALS.get(lower(arcs, c))) and arcs.relation(c) == "aux"), None
    )
    if modal is not None and modal[1] == "possible" and found.status in ("agreed", "planned", "demanded"):
        return Signal("possible", f"may-{found.rule}", head)
    return found


def _of_verb(arcs: Arcs, head: int, word: int) -> Signal | None:
    table, lemma, relation = governors(), arcs.lemmas[head].lower(), arcs.relation(word)
    form = lower(arcs, head)
    if relation in ("nsubj", "csubj"):
        status = table.after.get(form) if passive(arcs, head) or form in table.intransitive else None
        return Signal(status, "subject-of", head) if status else None
    if relation == "ccomp" or (relation == "advcl" and lemma in table.clause and arcs.child(word, "mark") is None):
        return signal_of(table.clause.get(lemma), "that", head)
    particle = next((lower(arcs, c) for c in arcs.children[head] if arcs.relations[c] == "compound:prt"), "")
    if relation in ("xcomp", "advcl", "acl"):
        if any(lower(arcs, c) == "to" for c in arcs.children[word] if arcs.relation(c) == "mark"):
            return signal_of(table.to.get(form) or table.to.get(lemma), "to", head)
        doing = relation == "xcomp" and lower(arcs, word).endswith("ing")
        return signal_of(_object(table, form, lemma, "", particle), "doing", head) if doing else None
    preposition = next((lower(arcs, c) for c in arcs.children[word] if arcs.relation(c) in ("case", "mark")), "")
    if relation in ("obj", "obl"):
        return signal_of(_object(table, form, lemma, preposition, particle), "object", head)
    return None


def _object(table: Governors, form: str, lemma: str, preposition: str, particle: str) -> Status | None:
    if particle and f"{form} {particle}" in table.object:
        return table.object[f"{form} {particle}"]
    found = (
        table.object.get(f"{form} {preposition}") if preposition else table.object.get(form) or table.object.get(lemma)
    )
    return None if found == "happened" else found


def signal_of(status: Status | None, rule: str, token: int) -> Signal | None:
    """A signal of this status; null where there is none."""
    return Signal(status, rule, token) if status is not None else None


def _of_noun(arcs: Arcs, head: int, word: int) -> Signal | None:
    status = governors().nouns.get(lower(arcs, head))
    relation = arcs.relation(word)
    return (
        Signal(status, "noun-of", head)
        if status and relation in ("nmod", "acl", "compound", "ccomp", "xcomp", "appos")
        else None
    )
