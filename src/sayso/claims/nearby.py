"""What lies near a place in the text, without a look at everything else: so that work grows with an article and not with its square."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.claims.names.gazetteer import NameHit
from sayso.claims.places.mentions import precision
from sayso.claims.places.resolution import Located
from sayso.claims.say.frames import Frame, Span
from sayso.claims.sentence import View
from sayso.reading import Quote, Reading
from sayso.records import Precision, TimeMention
from sayso.spans import HasSpan

T = TypeVar("T")
S = TypeVar("S", bound=HasSpan)
CELL = 256
"""Code points of a cell."""
PINNED = frozenset({"country", "capital", "city", "region"})
"""Kinds of names that are places of their own."""


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
        """All things that may touch `[start, end)` or end right before it, and some that do not: the caller asks each exactly."""
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


def view_at(views: Sequence[View], offset: int) -> View | None:
    """The sentence that holds an offset; null where none does. The views are in order of the text."""
    at = bisect_right(views, offset, key=lambda v: v.sentence.start) - 1
    return views[at] if at >= 0 and offset < views[at].sentence.end else None


@dataclass(frozen=True, slots=True)
class Nearby:
    """What was read off an article, by where it lies."""

    said: Near[Frame]
    quotes: Near[Quote]
    marks: Ordered[Quote]
    """The quotations again, by their starts."""
    names: Ordered[NameHit]
    by_precision: Mapping[Precision, Ordered[NameHit]]
    """The names that can be put on a map."""
    located: Near[Located]
    times: Ordered[TimeMention]

    @classmethod
    def of(
        cls, reading: Reading, frames: Iterable[Frame] = (), names: Sequence[NameHit] = (), located: Iterable[Located] = (),
        times: Iterable[TimeMention] = (),
    ) -> Nearby:  # fmt: skip
        """All of an article, each put in its place."""
        kinds: defaultdict[Precision, list[NameHit]] = defaultdict(list)
        for name in names:
            if name.kind in PINNED:
                kinds[precision(name)].append(name)
        return cls(
            Near(frames, lambda f: (*f.content, f.cue)), Near(reading.quotes, lambda q: ((q.start, q.end),)), Ordered(reading.quotes),
            Ordered(names), {kind: Ordered(found) for kind, found in kinds.items()},
            Near(located, lambda i: ((i.toponym.start, i.toponym.end),)), Ordered(times),
        )  # fmt: skip

    def frames(self, view: View) -> list[Frame]:
        """The frames whose words or contents lie in a sentence, and some of its neighbours."""
        return self.said.at(view.start, view.stop)

    def quoted_whole(self, content: Span) -> bool:
        """A whole quotation lies in the content."""
        return any(q.end <= content[1] for q in self.marks.starting(*content))
