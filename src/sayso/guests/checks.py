"""One proposed claim under examination: each value is taken when it verifies, else its fault is noted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.guests.page import GuestPage
from sayso.guests.words import closest, hinted, places_of_words
from sayso.records import Words
from sayso.spans import Span, words_at

VALUE_SHOWN = 80
"""Signs of a value that a fault quotes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a claim: in which field, of what kind (words code date number shape repeated), and why."""

    field: str
    kind: str
    why: str

    def __str__(self) -> str:
        return f"{self.field}: {self.why}"


class Checks:
    """The faults of one claim so far, and the ways in which values are taken. `person`: a person's own values count
    where Sayso reads none."""

    def __init__(self, page: GuestPage, *, person: bool = False) -> None:
        self.page, self.person = page, person
        self.faults: list[Fault] = []
        self.evidence: list[Span] = []
        self.at = 0

    @property
    def text(self) -> str:
        """The article's text."""
        return self.page.article.text

    def fault(self, field: str, kind: str, why: str) -> None:
        """Notes a fault."""
        self.faults.append(Fault(field, kind, why))

    def objects(self, value: Any, field: str) -> list[tuple[Mapping[str, Any], str]]:
        """The objects of a list, each with the name of its place; a bare text stands for `{text}`."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(field, "shape", "must be a list")
            return []
        found = []
        for n, item in enumerate(value):
            whole = {"text": item} if isinstance(item, str) else item
            if isinstance(whole, Mapping):
                found.append((whole, f"{field}[{n}]"))
            else:
                self.fault(f"{field}[{n}]", "shape", "must be an object or the words it stands for")
        return found

    def words(self, value: Any, field: str, *, sole: bool = False) -> Words | None:
        """Words that stand in the article: in the evidence rather than elsewhere, near the predicate rather than far.

        `sole`: of words that stand twice it must be told which.
        """
        whole = {"text": value} if isinstance(value, str) else value
        said = whole.get("text") if isinstance(whole, Mapping) else None
        if not isinstance(said, str) or not said.strip():
            self.fault(field, "shape", "must be words of the article")
            return None
        found = places_of_words(self.text, said)
        if not found:
            self.fault(field, "words", f"“{quoted_value(said)}” does not stand in the article")
            return None
        start = whole.get("start") if isinstance(whole, Mapping) else None
        meant = hinted(self.text, found, start) if isinstance(start, int) else None
        if meant is None:
            inside = self._in_evidence(found)
            if sole and len(inside) > 1:
                self.fault(field, "words", f"“{quoted_value(said)}” stands there {len(inside)} times: quote more words")
                return None
            meant = closest(inside, self.at)
        return Words(words_at(self.text, *meant), *meant)

    def _in_evidence(self, found: list[Span]) -> list[Span]:
        """Those that stand in the evidence; all, where none does."""
        return [s for s in found if any(a <= s[0] and s[1] <= b for a, b in self.evidence)] or found

    def named(self, value: Any, field: str, fallback: str) -> str:
        """A name, which must stand in the article; without one the words themselves."""
        if value is None or value == "":
            return fallback
        if not isinstance(value, str) or not (self.person or places_of_words(self.text, value)):
            self.fault(field, "words", f"the name “{quoted_value(value)}” does not stand in the article")
            return fallback
        return value

    def code(self, value: Any, field: str, known: Collection[str], what: str) -> str | None:
        """A code out of a list; null stays null."""
        if value is None or value == "":
            return None
        if not isinstance(value, str) or value not in known:
            few = f"; known are {', '.join(known)}" if len(known) <= 20 else ""
            self.fault(field, "code", f"“{quoted_value(value)}” is no {what}{few}")
            return None
        return value

    def codes(self, value: Any, field: str, known: Collection[str], what: str) -> tuple[str, ...]:
        """Codes out of a list."""
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fault(field, "shape", "must be a list")
            return ()
        taken = [self.code(item, f"{field}[{n}]", known, what) for n, item in enumerate(value)]
        return tuple(dict.fromkeys(item for item in taken if item))


def quoted_value(value: Any) -> str:
    """A value as a fault quotes it."""
    plain = " ".join(str(value).split())
    return plain if len(plain) <= VALUE_SHOWN else f"{plain[:VALUE_SHOWN]}…"
