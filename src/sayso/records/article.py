"""The article as received: its text, its labelled parts, its makers and its dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.records.words import Words
from sayso.spans import Spanned, sound

PartLabel = Literal[
    "headline", "dateline", "body", "caption", "photo_credit", "byline", "translator", "editor",
    "related", "rights", "source_link", "boilerplate",
]  # fmt: skip
PROSE: frozenset[PartLabel] = frozenset({"headline", "body", "caption"})
"""Parts in which sentences are read."""
Basis = Literal["published", "dateline", "printed", "address", "rights-year", "caller", "none"]


@dataclass(frozen=True, slots=True)
class Part(Spanned):
    """A labelled stretch of an article's text. The parts of an article cover it without overlap."""

    label: PartLabel
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Credit:
    """A person, agency or place named in a credit; `name` is the usual form of `text`. Whom only the page's own
    metadata name has no words in the text: its `basis` is `metadata`, else `printed`."""

    name: str
    text: str | None = None
    start: int | None = None
    end: int | None = None
    basis: Literal["printed", "metadata"] = "printed"

    def __post_init__(self) -> None:
        if self.start is not None or self.end is not None:
            sound((-1 if self.start is None else self.start, -1 if self.end is None else self.end))


@dataclass(frozen=True, slots=True)
class Credits:
    """What the furniture of a page says of its makers; behind those, whom its metadata name alone."""

    agencies: tuple[Credit, ...] = ()
    authors: tuple[Credit, ...] = ()
    translators: tuple[Credit, ...] = ()
    editors: tuple[Credit, ...] = ()
    dateline_place: Credit | None = None
    rights: Words | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the article (EDTF) and where it was read: `caller`, `metadata`, `dateline`, `printed`, `address`."""

    edtf: str
    basis: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date that "Thursday" is counted from. `edtf` may be a bare year, or null with basis `none`.

    `weekday` (1 Monday … 7 Sunday) is kept where the page names the day of its own writing without a date.
    """

    edtf: str | None
    basis: Basis
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One page or story as received. `text` is never rewritten."""

    id: str
    version: str
    text: str
    language: str | None
    anchor: Anchor
    parts: tuple[Part, ...]
    credits: Credits
    url: str | None = None
    title: str | None = None
    published: Dated | None = None
    modified: Dated | None = None
    retrieved: Dated | None = None
    publisher: str | None = None
    supersedes: str | None = None
    raw_hash: str | None = None
    archive_url: str | None = None
