"""The base map (tools/basemap.py): countries as rings and the borders that two of them share, cut to what is looked
at."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WORLD_FILE = Path(__file__).parent.parent / "basemap.json"
MapPoint = tuple[float, float]
"""Longitude and latitude in degrees, or x and y in pixels."""


@dataclass(frozen=True, slots=True)
class MapBounds:
    """A part of the world: west, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Sequence[MapPoint], margin: float = 0.0) -> MapBounds:
        """The smallest that holds some points and a margin around each."""
        lons, lats = [x for x, _ in points], [y for _, y in points]
        return cls(min(lons) - margin, min(lats) - margin, max(lons) + margin, max(lats) + margin)

    def and_also(self, other: MapBounds) -> MapBounds:
        """The smallest that holds both."""
        return MapBounds(min(self.west, other.west), min(self.south, other.south), max(self.east, other.east),
                   max(self.north, other.north))  # fmt: skip

    def meets(self, other: MapBounds) -> bool:
        """Whether they have ground in common."""
        return (self.west <= other.east and other.west <= self.east and self.south <= other.north
                and other.south <= self.north)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed line around ground."""

    points: tuple[MapPoint, ...]
    box: MapBounds


@dataclass(frozen=True, slots=True)
class World:
    """Countries by code (ground without one under ""), and the arcs that each has a share in."""

    arcs: tuple[tuple[MapPoint, ...], ...]
    rings: dict[str, tuple[Ring, ...]]
    shares: dict[str, frozenset[int]]

    def mainland(self, code: str) -> MapBounds | None:
        """The box of a country's largest piece; null where the map lacks it."""
        rings = self.rings.get(code) if code else None
        return max(rings, key=lambda r: _size(r.box)).box if rings else None

    def border(self, one: str, other: str) -> list[tuple[MapPoint, ...]]:
        """The lines that two countries share; empty where they do not meet."""
        both = self.shares.get(one, frozenset()) & self.shares.get(other, frozenset())
        return [self.arcs[n] for n in sorted(both)]


def _size(box: MapBounds) -> float:
    middle = math.radians((box.north + box.south) / 2)
    return (box.east - box.west) * (box.north - box.south) * math.cos(middle)


@cache
def world() -> World:
    """The map, read once."""
    found = json.loads(WORLD_FILE.read_bytes())
    arcs = tuple(tuple(_degrees(arc, found)) for arc in found["arcs"])
    rings = {code: tuple(_ring(ring, arcs) for ring in some) for code, some in found["countries"].items()}
    shares = {code: frozenset(n if n >= 0 else ~n for ring in some for n in ring)
              for code, some in found["countries"].items() if code}  # fmt: skip
    return World(arcs, rings, shares)


def _degrees(arc: Sequence[int], found: dict[str, Any]) -> Iterator[MapPoint]:
    """Each point is told as steps from the one before."""
    (sx, sy), (tx, ty) = found["scale"], found["translate"]
    x = y = 0
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x * sx + tx, y * sy + ty


def _ring(numbers: Sequence[int], arcs: Sequence[tuple[MapPoint, ...]]) -> Ring:
    points: list[MapPoint] = []
    for n in numbers:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        points += arc[1:] if points else arc
    return Ring(tuple(points), MapBounds.around(points))


def clipped(points: Sequence[MapPoint], box: MapBounds) -> list[MapPoint]:
    """A closed line cut to a box (Sutherland and Hodgman), so that a page carries no more of a large country than it
    shows."""
    found = list(points)
    for axis, limit, above in ((0, box.west, True), (0, box.east, False), (1, box.south, True), (1, box.north, False)):
        found = list(_cut(found, axis, limit, above)) if found else found
    return found


def _cut(points: Sequence[MapPoint], axis: int, limit: float, above: bool) -> Iterator[MapPoint]:
    last = points[-1]
    for point in points:
        inside, was = (p[axis] >= limit if above else p[axis] <= limit for p in (point, last))
        if inside != was:
            share = (limit - last[axis]) / (point[axis] - last[axis])
            yield last[0] + share * (point[0] - last[0]), last[1] + share * (point[1] - last[1])
        if inside:
            yield point
        last = point
