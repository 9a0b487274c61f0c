"""A brief: facts as lines with footnotes, the figures that differ, the pages that were edited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number, the words quoted, the chain of say-so, where to find it."""

    number: int
    claim: str
    quote: str
    chain: str
    page: str
    url: str | None
    day: str


@dataclass(frozen=True, slots=True)
class FigureVariant:
    """One variant of a number in a fact, and who gave it."""

    of: str
    words: str
    value: float | None
    origins: tuple[str, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One thing claimed. `origins` are the least and the most they can be: an unnamed source may be a named one of its
    side.

    `pages` counts articles, `copies` groups of the same text. `disputed_by` are the numbers of lines that say the
    opposite.
    """

    number: int
    says: str
    status: str
    when: str | None
    decided: str | None
    origins: tuple[int, int]
    origin_names: tuple[str, ...]
    sides: tuple[str, ...]
    pages: int
    copies: int
    first_known: str
    last_known: str
    new: bool
    notes: tuple[int, ...]
    figures: tuple[FigureVariant, ...]
    disputed_by: tuple[int, ...]
    undone: tuple[str, ...] = ()
    """What withdrew or corrected it, and how many of these pages carry it still."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A page whose later version says something else: what it no longer says, and what it says now."""

    article: str
    title: str | None
    known: str
    dropped: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The answer. `left_out` counts the facts beyond those shown."""

    question: str
    since: str | None
    known_by: str | None
    lines: tuple[BriefLine, ...]
    notes: tuple[Note, ...]
    edits: tuple[Edit, ...]
    left_out: int
    unread: tuple[str, ...] = ()
    """Words of the question that were not understood, or that the ledger nowhere names."""
