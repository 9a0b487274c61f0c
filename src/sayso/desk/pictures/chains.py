"""Chains of say-so as one picture: pages at the left, those who first said it at the right, and who relies on whom.

Links that are the same stand once, so that ten pages on one man's word are seen to meet in him.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.desk.wording import called
from sayso.ground.places import plain
from sayso.records import Link
from sayso.stories.told import Told

BOX_WIDTH, HEIGHT, BOX_GAP, ROW = 190, 44, 66, 58
LETTERS = 24
"""Signs of a name that a box holds."""


@dataclass(frozen=True, slots=True)
class ChainBox:
    """One who says it: where it stands (pixels), its name, what it is, and how many chains go through it."""

    key: str
    column: int
    name: str
    kind: str
    chains: int
    x: int = 0
    y: int = 0

    @property
    def shown(self) -> str:
        """The name as far as the box holds it."""
        return self.name if len(self.name) <= LETTERS else self.name[: LETTERS - 1] + "…"


@dataclass(frozen=True, slots=True)
class Line:
    """Who relies on whom: from the right edge of one box to the left edge of the other."""

    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def path(self) -> str:
        """The curve, from the one who said it to the one who tells it."""
        half = (self.x1 + self.x2) // 2
        return f"M{self.x2} {self.y2} C{half} {self.y2} {half} {self.y1} {self.x1 + 7} {self.y1}"


@dataclass(frozen=True, slots=True)
class ChainPicture:
    """Boxes and lines in a frame (pixels); `words` are the chains for who does not see it."""

    width: int
    height: int
    boxes: tuple[ChainBox, ...]
    lines: tuple[Line, ...]
    words: tuple[str, ...]


ChainStep = tuple[tuple[str, str, str], ...]
"""Those who stand beside each other in a chain: key, name, kind."""


def chain_picture(told: Iterable[Told]) -> ChainPicture:
    """The chains of some claims of one happening."""
    chains = list(dict.fromkeys(_steps(t) for t in told))
    last = max((len(c) for c in chains), default=1) - 1
    found: dict[tuple[int, str], ChainBox] = {}
    drawn: dict[tuple[tuple[int, str], tuple[int, str]], None] = {}
    for chain in chains:
        before: list[tuple[int, str]] = []
        for at, step in enumerate(chain):
            column = last if at == len(chain) - 1 and at > 0 else at
            here = [_seen(found, column, *one) for one in step]
            drawn |= dict.fromkeys((one, other) for one in before for other in here)
            before = here
    placed = _placed(found, list(drawn), last)
    lines = tuple(_line(placed[a], placed[b]) for a, b in drawn)
    height = max((b.y for b in placed.values()), default=0) + HEIGHT
    words = tuple(" ← ".join(" and ".join(name for _, name, _ in step) for step in chain) for chain in chains)
    return ChainPicture((last + 1) * (BOX_WIDTH + BOX_GAP) - BOX_GAP, height, tuple(placed.values()), lines, words)


def _steps(told: Told) -> tuple[ChainStep, ...]:
    """A claim's chain with its page before it, unless the chain begins with the page's publisher."""
    links, page = told.claim.attribution, told.page
    publisher = called(page)
    steps = [tuple(_one(one) for one in (link, *link.jointly)) for link in links]
    first = links[0] if links else None
    if first is None or first.kind != "publisher":
        same = first is not None and first.kind == "agency" and plain(first.name or "") == plain(publisher)
        steps = steps if same else [((f"page {page.id}", publisher, "page"),), *steps]
    return tuple(steps)


def _one(link: Link) -> tuple[str, str, str]:
    name = link.name or link.text or "somebody unnamed"
    return link.entity or plain(name), name, link.kind


def _seen(found: dict[tuple[int, str], ChainBox], column: int, key: str, name: str, kind: str) -> tuple[int, str]:
    box = found.get((column, key)) or ChainBox(key, column, name, kind, 0)
    found[column, key] = replace(box, chains=box.chains + 1)
    return column, key


def _placed(
    found: dict[tuple[int, str], ChainBox], drawn: Sequence[tuple[tuple[int, str], tuple[int, str]]], last: int
) -> dict[tuple[int, str], ChainBox]:
    """Boxes column by column, each near those who tell what it says."""
    placed: dict[tuple[int, str], ChainBox] = {}
    tallest = max((sum(1 for c, _ in found if c == n) for n in range(last + 1)), default=1)
    for column in range(last + 1):
        here = [key for key in found if key[0] == column]
        near = {key: [placed[a].y for a, b in drawn if b == key and a in placed] for key in here}
        here.sort(key=lambda key: sum(near[key]) / len(near[key]) if near[key] else 0.0)
        top = (tallest - len(here)) * ROW // 2
        for n, key in enumerate(here):
            placed[key] = replace(found[key], x=column * (BOX_WIDTH + BOX_GAP), y=top + n * ROW)
    return placed


def _line(one: ChainBox, other: ChainBox) -> Line:
    middle = HEIGHT // 2
    return Line(one.x + BOX_WIDTH, one.y + middle, other.x, other.y + middle)
