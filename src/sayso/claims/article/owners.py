"""Whose "its troops" are: of the country of whom "its" stands for, who may be named sentences before.

The reader tells for whom the pronoun stands; where it does not, the party that stands before it in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.claims.parties.memory import SURE
from sayso.claims.parties.mention import Mention
from sayso.claims.sentence import View
from sayso.reading import Antecedent

OWNING = ("its ", "their ", "his ", "her ")
BODIES_THAT_OWN = frozenset({"country", "organization", "group", "force", "role", "outlet", "capital", "pronoun"})
PERSONS = frozenset({"person", "role", "pronoun"})
WHO_OWNS = {"its": BODIES_THAT_OWN, "their": BODIES_THAT_OWN | PERSONS, "his": PERSONS, "her": PERSONS}
"""Pronoun → the kinds of mentions that it can stand for."""


def owned(views: Sequence[View], antecedents: Sequence[Antecedent]) -> tuple[View, ...]:
    """The views with the countries of what is owned by whom a pronoun stands for; in reading order, so that an owner
    may be owned itself."""
    of = {a.token: a.of for a in antecedents if a.chance >= SURE}
    at: dict[int, Mention] = {}
    done = []
    for view in views:
        found: list[Mention] = []
        for m in view.mentions:
            found.append(_of_owner(view, m, of, at, found))
            first = view.sentence.first
            at.update(dict.fromkeys(range(first + m.first, first + m.last), found[-1]))
        done.append(replace(view, mentions=tuple(found)))
    return tuple(done)


def _of_owner(
    view: View, m: Mention, of: Mapping[int, int], at: Mapping[int, Mention], before: Sequence[Mention]
) -> Mention:
    if m.country or m.kind == "pronoun" or not m.text.lower().startswith(OWNING):
        return m
    pronoun = view.lower[m.first]
    meant = at.get(of.get(view.sentence.first + m.first, -1))
    owner = meant or next(_could_own(pronoun, before), None)
    if owner is None or not owner.country or view.of_several_states(owner):
        return m
    return replace(m, country=owner.country)


def _could_own(pronoun: str, before: Sequence[Mention]) -> Iterator[Mention]:
    """Who stands before the pronoun in its sentence, the nearest first."""
    return (m for m in reversed(before) if m.kind in WHO_OWNS.get(pronoun, ()))
