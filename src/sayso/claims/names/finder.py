"""One automaton finds all names of a text in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from sayso.claims.names.entries import KnownName, known_names
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.places import fold
from sayso.spans import Spanned


@dataclass(frozen=True, slots=True)
class NameHit(Spanned):
    """A known name at `[start, end)` of the text."""

    start: int
    end: int
    entry: KnownName

    @property
    def kind(self) -> str:
        """The kind of the entry."""
        return self.entry.kind

    @property
    def name(self) -> str:
        """The usual form of the name."""
        return self.entry.name

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-3, or null."""
        return self.entry.country

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors of the entry."""
        return self.entry.sectors

    @property
    def entity(self) -> str | None:
        """The slug of the entry."""
        return self.entry.entity

    @property
    def speaks_for(self) -> str | None:
        """The slug of the body whose mouth it is, or null."""
        return self.entry.speaks_for

    @property
    def role(self) -> str | None:
        """What the table says that a person is on the article's day, or null."""
        return self.entry.role


@dataclass(frozen=True, slots=True)
class Finder:
    """The automaton, the entry of each of its patterns, and the further bearers of a surname."""

    automaton: Any
    entries: tuple[KnownName, ...]
    forms: frozenset[str]
    bearers: Mapping[str, tuple[KnownName, ...]] = field(default_factory=dict)


@lru_cache(maxsize=4)
def finder(tables: Names = PACKAGED_NAMES) -> Finder:
    """All names, built once for each set of tables."""
    known: dict[str, KnownName] = {}
    bearers: dict[str, tuple[KnownName, ...]] = {}
    for form, entry in known_names(tables):
        first = known.setdefault(form, entry)
        if entry.surname and first.surname and first.entity != entry.entity:
            bearers[form] = (*bearers.get(form, ()), entry)
    return Finder(
        AhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest), tuple(known.values()), frozenset(known), bearers
    )


def matches(known: Finder, text: str, start: int, end: int | None) -> list[NameHit]:
    """The names of a stretch of a text that stand as whole words, letter case counting."""
    found, piece = [], text[start:end]
    for number, left, right in known.automaton.find_matches_as_indexes(piece):
        if (left == 0 or not _wordy(piece[left - 1])) and (right == len(piece) or not _wordy(piece[right])):
            found.append(NameHit(left + start, right + start, known.entries[number]))
    return found


@cache
def _places() -> Finder:
    """The names of places alone."""
    known: dict[str, KnownName] = {}
    for form, entry in known_names():
        if entry.kind in ("country", "demonym", "capital", "metonym", "city", "region"):
            known.setdefault(form, entry)
    return Finder(
        AhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest), tuple(known.values()), frozenset(known)
    )


@lru_cache(maxsize=4)
def _places_by_form(tables: Names) -> dict[str, KnownName]:
    known: dict[str, KnownName] = {}
    for form, entry in known_names(tables):
        if entry.kind in ("country", "capital", "city", "region"):
            known.setdefault(form, entry)
    return known


def known_place(form: str) -> KnownName | None:
    """The place of our own tables that is written so."""
    return _places_by_form(PACKAGED_NAMES).get(form)


@lru_cache(maxsize=4)
def _places_by_fold(tables: Names) -> dict[str, KnownName]:
    known: dict[str, KnownName] = {}
    for form, entry in _places_by_form(tables).items():
        known.setdefault(fold(form), entry)
    return known


def place_in_capitals(folded: str, tables: Names = PACKAGED_NAMES) -> KnownName | None:
    """The place of the tables whose name is folded to this: of "PORTO-NOVO" nobody sees how it is written."""
    return _places_by_fold(tables).get(folded)


def places_within(text: str, start: int, end: int) -> list[NameHit]:
    """The places in the name of something else, as "Canadian" in "Canadian Press"."""
    return matches(_places(), text, start, end)


def _wordy(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
