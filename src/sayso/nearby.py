"""What lies near a place in the text, without a look at everything else: so that work grows with an article and not
with its square."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from sayso.spans import HasSpan, Span

T = TypeVar("T")
S = TypeVar("S", bound=HasSpan)
CELL = 256
"""Code points of a cell."""


class Near(Generic[T]):
    """Things by the cells of the text in which their stretches lie. More may be added; order is that of adding."""

    def __init__(self, things: Iterable[T], spans: Callable[[T], Iterable[Span]]) -> None:
        """`spans`: the stretches of a thing."""
        self._spans = spans
        self._things: list[T] = []
        self._cells: defaultdict[int, list[int]] = defaultdict(list)
        for thing in things:
            self.add(thing)

    def add(self, thing: T) -> None:
        """Takes one more thing in."""
        number = len(self._things)
        self._things.append(thing)
        for cell in {cell for start, end in self._spans(thing) for cell in _cells(start, end)}:
            self._cells[cell].append(number)

    def at(self, start: int, end: int) -> list[T]:
        """All things that may touch `[start, end)` or end right before it, and some that do not: the caller asks each
        exactly."""
        cells = _cells(start - 1, end + 1)
        if len(cells) == 1:
            return [self._things[n] for n in self._cells.get(cells[0], ())]
        numbers = {n for cell in cells for n in self._cells.get(cell, ())}
        return [self._things[n] for n in sorted(numbers)]


def _cells(start: int, end: int) -> range:
    return range(start // CELL, max(start, end - 1) // CELL + 1)


class Ordered(Generic[S]):
    """Things with one stretch each, in order of their starts."""

    def __init__(self, things: Iterable[S]) -> None:
        self.things: Sequence[S] = sorted(things, key=lambda t: t.start)
        self._starts = [t.start for t in self.things]

    def starting(self, start: int, end: int) -> Iterator[S]:
        """Those that begin in `[start, end)`."""
        first = bisect_left(self._starts, start)
        return (self.things[i] for i in range(first, bisect_left(self._starts, end, first)))

    def before(self, end: int) -> Iterator[S]:
        """Those that begin before `end`, the last first."""
        return (self.things[i] for i in range(bisect_left(self._starts, end) - 1, -1, -1))
