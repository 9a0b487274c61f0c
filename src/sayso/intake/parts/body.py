"""Which lines of a page are the body of its story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from sayso.intake.parts.units import Unit, own_label

if TYPE_CHECKING:
    from sayso.intake.page.html import HtmlPage

RECOGNIZED_BY, LONG_ENOUGH = 60, 40
"""Code points by which a paragraph is known again, and beyond which one is long enough for that."""


MUCH = 0.3
"""Share of the body before its first prose, from which it begins earlier: a deck is less."""


@dataclass(frozen=True, slots=True)
class Main:
    """What trafilatura takes for the body: the keys of its lines, and which units' openings stand in one of them."""

    lines: frozenset[str]
    openings: frozenset[str]

    @classmethod
    def of(cls, units: Sequence[Unit], page: HtmlPage) -> Main:
        """Of the units of a page."""
        wanted = sorted({unit.key[:RECOGNIZED_BY] for unit in units} - {""})
        finder = AhoCorasick(wanted)
        found = {i for line in page.main for i, _, _ in finder.find_matches_as_indexes(line, overlapping=True)}
        return cls(page.main, frozenset(wanted[i] for i in found) | {""})

    def holds(self, unit: Unit) -> bool:
        """Whether it holds the unit, whole or as a piece of a longer line."""
        words = unit.key
        cell = unit.on_page is not None and unit.on_page.tag in CELLS
        return words in self.lines or ((cell or len(words) >= LONG_ENOUGH) and words[:RECOGNIZED_BY] in self.openings)


@dataclass(frozen=True, slots=True)
class Body:
    """Which lines of a page are its body: those that trafilatura takes for it, and prose that stands beside them."""

    main: Main
    parents: frozenset[int]
    first: int
    last: int

    @classmethod
    def of(cls, units: Sequence[Unit], page: HtmlPage) -> Body:
        """Of the units of a page."""
        main = Main.of(units, page)
        inside = [i for i, u in enumerate(units) if u.is_prose and not own_label(u) and main.holds(u)]
        parents = frozenset(line.parent for i in inside if (line := units[i].on_page))
        return cls(main, parents, inside[0] if inside else len(units), inside[-1] if inside else -1)

    def holds(self, unit: Unit) -> bool:
        """Whether trafilatura takes the unit for body, whole or as a piece of a longer line."""
        return self.main.holds(unit)

    def begins(self, units: Sequence[Unit], prose: int, head: int) -> int:
        """Where the body begins: at the first `prose`, unless much of what trafilatura takes for body stands before it
        (`head` is the title): lists, tables and verse end in no full stop."""
        held = [i for i, u in enumerate(units) if i > head and own_label(u) is None and self.main.holds(u)]
        size = {i: len(units[i].text) for i in held}
        before = sum(size[i] for i in held if i < prose)
        return held[0] if before > MUCH * sum(size.values()) else prose

    def beside(self, unit: Unit, at: int, lead: int) -> bool:
        """Whether the unit is prose among the body's lines that trafilatura left out, the first of them at `lead`."""
        between = min(self.first, lead) <= at <= self.last
        return unit.is_prose and unit.on_page is not None and unit.on_page.parent in self.parents and between


CELLS = ("td", "th", "li", "dd", "dt")
"""Elements that trafilatura puts together in a line."""
