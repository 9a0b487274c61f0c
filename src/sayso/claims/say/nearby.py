"""What was read off an article, by where it lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.claims.names.finder import NameHit
from sayso.claims.places.mentions import precision
from sayso.claims.places.resolution import Located
from sayso.claims.say.frames import Frame
from sayso.claims.sentence import View
from sayso.nearby import Near, Ordered
from sayso.reading import Quote, Reading
from sayso.records import Precision, TimeMention
from sayso.spans import Span

PINNED = frozenset({"country", "capital", "city", "region"})
"""Kinds of names that are places of their own."""


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
        cls,
        reading: Reading,
        frames: Iterable[Frame] = (),
        names: Sequence[NameHit] = (),
        located: Iterable[Located] = (),
        times: Iterable[TimeMention] = (),
    ) -> Nearby:
        """All of an article, each put in its place."""
        kinds: defaultdict[Precision, list[NameHit]] = defaultdict(list)
        for name in names:
            if name.kind in PINNED:
                kinds[precision(name)].append(name)
        return cls(
            Near(frames, lambda f: (*f.content, f.cue)),
            Near(reading.quotes, lambda q: ((q.start, q.end),)),
            Ordered(reading.quotes),
            Ordered(names),
            {kind: Ordered(found) for kind, found in kinds.items()},
            Near(located, lambda i: ((i.toponym.start, i.toponym.end),)),
            Ordered(times),
        )

    def frames(self, view: View) -> list[Frame]:
        """The frames whose words or contents lie in a sentence, and some of its neighbours."""
        return self.said.at(view.start, view.stop)

    def quoted_whole(self, content: Span) -> bool:
        """A whole quotation lies in the content."""
        return any(q.end <= content[1] for q in self.marks.starting(*content))
