"""The entries of the lexicon of acts: senses, what decides between them, and the patterns that find them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sayso.records import Status

Form = Literal["base", "past", "participle", "gerund", "third", "noun"]
CaseFrame = Literal["subject_object", "reciprocal", "object_force", "subject_force", "subject_only", "object_only"]
Position = Literal["object", "subject", "near"]
BEING_THERE = "be somewhere"
"""The lemma of "be" where it says that soldiers are on some ground, which no row of the table can."""
POSITIONS: tuple[Position, ...] = ("object", "subject", "near")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word means where it stands: act and mode (PLOVER), where its parties are, and movement's `change`.

    `status`: what the word itself says of its act where the text says that it was done ("issued a warrant").
    """

    act: str
    mode: str | None
    frame: CaseFrame = "subject_object"
    change: str | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """Where a word of `words` is the nearest telling one at `position`, the sense is `sense`; null drops the hit."""

    position: Position
    words: frozenset[str]
    sense: Sense | None


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One lemma or phrase. `risky` ones count only with a political party or force among their arguments; the reader
    does not overrule
    `sure` ones."""

    lemma: str
    pos: Literal["verb", "noun"]
    sense: Sense
    options: tuple[Option, ...] = ()
    strict: bool = False
    """True where the word counts only if one of its options speaks."""
    risky: bool = False
    sure: bool = False
    actor_prep: tuple[str, ...] = ()
    recipient_prep: tuple[str, ...] = ()
    taught: str | None = None
    """The act that the reader was taught for the word under an older codebook."""
    stands: bool = False
    """True for a word that is an act of its own beside what it governs: a signature and what it obliges to."""
    seen: bool = False
    """True for a word that the table lacks and in which the reader sees an act."""
    own: bool = False
    """True for a word of a user's codebook: there the reader has no say."""
    silent: bool = False
    """True for a word of a user's codebook that names no act; the table's own have idioms for that."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way an entry may stand in a text: after its first word come `steps`, each a set of words.

    `gaps` says before which steps other words may stand. In a passive only auxiliaries may. An idiom has no entry.
    """

    entry: Lexeme | None
    form: Form
    steps: tuple[frozenset[str], ...]
    gaps: tuple[bool, ...]
    passive: bool = False


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Function words by which a hit's neighbours are judged, each set as acts.yaml explains it."""

    clause_ends: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    auxiliaries: frozenset[str]
    phrase_ends: frozenset[str]
    fillers: frozenset[str]
    determiners: frozenset[str]
    before_nouns: frozenset[str]
    after_nouns: frozenset[str]
    before_verbs: frozenset[str]
    after_participles: frozenset[str]
    times: frozenset[str]
    adverbs: frozenset[str]
    articles: frozenset[str]
    before_adjectives: frozenset[str]
    pronouns: frozenset[str]
    object_starts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, the patterns by their first word, and the word classes."""

    entries: tuple[Lexeme, ...]
    patterns: Mapping[str, tuple[Pattern, ...]]
    classes: Mapping[str, frozenset[str]]
    also_nouns: frozenset[str]
    """Forms of verbs that are nouns as often."""
    adjectival: frozenset[str]
    """Participles that stand before a noun as adjectives."""
    neighbours: Neighbours
    particles: frozenset[str]
    """Words that end a phrase and are no object."""


Patterns = Mapping[str, tuple[Pattern, ...]]
"""Patterns by their first word."""
Classes = Mapping[str, frozenset[str]]
"""Word classes by name."""
