"""The lines and paragraphs of a text, which its parts are made of, and what each is by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.ground.names import Names
from sayso.intake.page.line import UNSPACED, line_key, squeeze
from sayso.intake.parts import furniture
from sayso.intake.parts.dateline import dateline
from sayso.records import PartLabel
from sayso.spans import Spanned, goes_on_at_breaks, trim

if TYPE_CHECKING:
    from sayso.intake.page.visible import VisibleLine

_BLOCK = re.compile(r"^[^\S\n]*+\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*+", re.MULTILINE)
"""Lines with something in them, up to the next without."""
LINE_ENDS = tuple('.…"”»)。」』')
CALL_ENDS, LONG_CALL = tuple("!?！？"), 15
"""Headlines end so too; from so many words on it is prose."""


@dataclass(frozen=True, slots=True)
class Unit(Spanned):
    """A line or paragraph at `[start, end)`, white space trimmed; `line` is its text with single spaces."""

    start: int
    end: int
    text: str
    line: str
    furniture: PartLabel | None
    names: Names
    on_page: VisibleLine | None = None

    @property
    def key(self) -> str:
        """Its letters and digits alone."""
        return line_key(self.line)

    @property
    def told(self) -> PartLabel | None:
        """What the page's elements say that it is."""
        return self.on_page.label if self.on_page else None

    @property
    def head(self) -> re.Match[str] | None:
        """The dateline that it begins with."""
        return dateline(self.text, self.names)

    @property
    def is_prose(self) -> bool:
        """Long enough, and closed like a sentence."""
        words = self.line.count(" ") + 1 + len(UNSPACED.findall(self.line)) // 2
        closed = self.text.endswith(LINE_ENDS) or (words >= LONG_CALL and self.text.endswith(CALL_ENDS))
        return (words >= 6 and closed) or words > 40

    @property
    def has_word(self) -> bool:
        """False for rules and ornaments."""
        return any(c.isalnum() for c in self.text)


def text_units(text: str, names: Names) -> Iterator[Unit]:
    """Lines; lines that were wrapped at a width are one unit."""
    for block in _BLOCK.finditer(text):
        lines = [(block.start() + m.start(), block.start() + m.end()) for m in re.finditer(r"[^\n]+", block[0])]
        for start, end in _paragraphs(text, lines, names):
            a, b = trim(text, start, end)
            if a < b:
                line = squeeze(text[a:b])
                yield Unit(a, b, text[a:b], line, furniture.furniture_label(line, names), names)


def _paragraphs(text: str, lines: Sequence[tuple[int, int]], names: Names) -> Iterator[tuple[int, int]]:
    """Lines put together that were one paragraph; furniture among them keeps all of them apart."""
    rows = [text[a:b] for a, b in lines]
    goes_on = (
        [False] * len(rows)
        if any(furniture.furniture_label(squeeze(row), names) for row in rows)
        else [*goes_on_at_breaks(rows), False]
    )
    start = None
    for (a, b), on in zip(lines, goes_on, strict=True):
        start = a if start is None else start
        if not on:
            yield start, b
            start = None


ANYWHERE: frozenset[PartLabel] = frozenset({"rights", "source_link", "photo_credit", "translator"})
"""What a line says of itself, wherever a page puts it."""


_CREDIT = re.compile(
    r"[(\[]?(?:photo|photograph|image|picture|foto)s?\s+(?:credit|by|courtesy|copyright)\b", re.IGNORECASE
)
"""How a line beside a caption begins that names who made it; "Photo: soldiers march" goes on as a caption."""


def own_label(unit: Unit) -> PartLabel | None:
    """What a unit is wherever it stands: by the page's elements, by its words."""
    if unit.told in ("boilerplate", "related", "caption", "photo_credit"):
        if unit.told == "caption":
            return "photo_credit" if _CREDIT.match(unit.line) else "caption"
        return unit.furniture if unit.furniture in ANYWHERE else unit.told
    if unit.told == "byline" and not unit.furniture and len(unit.line) <= LONGEST_BYLINE:
        return "byline"
    return unit.furniture


LONGEST_BYLINE = 120
"""Code points of a line that an element calls a byline."""
