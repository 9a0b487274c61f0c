"""Closed word classes (data/grammar.yaml) as frozen sets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.resources import table


@dataclass(frozen=True, slots=True)
class Grammar:
    """Sets of lower-case words."""

    determiners: frozenset[str]
    prepositions: frozenset[str]
    placing: frozenset[str]
    """Prepositions that tell where somebody is."""
    conjunctions: frozenset[str]
    auxiliaries: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    future: frozenset[str]
    negators: frozenset[str]
    adverbs: frozenset[str]
    adjectives: frozenset[str]
    pronouns: dict[str, str]
    """Pronoun → person, thing, plural or self."""
    possessives: dict[str, str]


@cache
def grammar() -> Grammar:
    """The table, loaded once."""
    raw: dict[str, Any] = table("grammar.yaml")
    sets = {name: frozenset(raw[name]) for name in Grammar.__annotations__ if isinstance(raw[name], list)}
    pronouns = {word: kind for kind, words in raw["pronouns"].items() for word in words}
    return Grammar(**sets, pronouns=pronouns, possessives=dict(raw["possessives"]))
