"""What the desk is handed by who serves it: functions that read pages, so that it knows no coder itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso.answers.origins import Origins
from sayso.records import Article, Claim, Reason, Uncoded


@dataclass(frozen=True, slots=True)
class PastedText:
    """A page that somebody pasted: its text, its name, and its address and day where it has them. Without a text it is
    to be fetched from its address."""

    text: str
    id: str
    url: str | None = None
    published: str | None = None
    publisher: str | None = None

    @property
    def fields(self) -> dict[str, str]:
        """As a record of an article; markup is read as a page of the web."""
        kind = "html" if self.text.lstrip()[:1] == "<" else "text"
        given = {"id": self.id, "url": self.url, "published": self.published, "publisher": self.publisher}
        return {kind: self.text, **{name: value for name, value in given.items() if value}}


@dataclass(frozen=True, slots=True)
class CodedPage:
    """A page as it was coded: its claims, and what gave none and why."""

    article: Article
    claims: tuple[Claim, ...]
    uncoded: tuple[Uncoded, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page that could not be read, and the sentence that says why."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What some pages say together, page by page, and those that could not be read."""

    origins: Origins
    pages: tuple[CodedPage, ...]
    refused: tuple[UnreadPage, ...] = ()


@dataclass(frozen=True, slots=True)
class Hands:
    """`read` reads pages and keeps nothing. `why` gives the reasons of a claim (its id) in an article (its fields):
    none where the coder of today does not find it there."""

    read: Callable[[Sequence[PastedText]], Pasted]
    why: Callable[[Mapping[str, object], str], Sequence[Reason]]
