"""Presence on a map. Areas are drawn as areas, borders as lines, towns as points, and what is only said to be somewhere
in a region as a wide ring: nothing has a pin that no text supports."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.answers.presence import Presence
from sayso.desk.pictures.world import MapBounds, MapPoint, World, clipped, world
from sayso.records import Place

MAP_WIDTH, TALLEST = 760, 480
LEAST_WIDTH = 7.0
"""Degrees that a map is wide at least."""
DEGREES_AROUND = 1.6
"""Degrees around a point that are shown."""
FINE = frozenset({"point", "city"})
DRAWN_FIRST = ("contested", "present", "arriving", "leaving", "reduced", "plan", "absent", "unknown")
"""Of several words about one place, the one that is drawn."""


@dataclass(frozen=True, slots=True)
class Area:
    """Ground or a border, as an SVG path; `kind` is land, state or border."""

    path: str
    kind: str
    state: str
    title: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place (pixels): a point where it is `located`, else a ring around somewhere near."""

    x: float
    y: float
    located: bool
    state: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Map:
    """What is drawn, in a frame of pixels; `undrawn` are places that the map cannot show."""

    width: int
    height: int
    areas: tuple[Area, ...]
    spots: tuple[Spot, ...]
    undrawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """What is said of one place."""

    key: str
    name: str
    state: str
    who: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"{self.name}: {', '.join(self.who)} — {self.state}"


def drawn(found: Presence, at: Mapping[str, Place]) -> Map | None:
    """The map of an answer; `at` are the places of its rows by their keys. Null where there is nothing to draw."""
    whole, held = world(), list(_held(found))
    boxes = [box for h in held if (box := _box(h.key, at, whole)) is not None]
    if not boxes:
        return None
    box = boxes[0]
    for other in boxes[1:]:
        box = box.and_also(other)
    frame = _Frame.of(box)
    land = _land(whole, frame)
    areas = [a for h in held for a in _areas(h, whole, frame)]
    spots = [s for h in held if (s := _spot(h, at, frame)) is not None]
    shown = {a.title for a in areas} | {s.title for s in spots}
    return Map(
        frame.width, frame.height, (*land, *areas), tuple(spots), tuple(h.name for h in held if h.title not in shown)
    )


def _held(found: Presence) -> Iterator[_Held]:
    """The rows by place: the strongest word on it, and of whom."""
    states: dict[str, list[tuple[str, str, str]]] = {}
    for e in found.entries:
        if not e.rolled:
            states.setdefault(e.place, []).append((e.state, e.holder_name, e.place_name))
    for plan in found.plans:
        if plan.status not in ("fulfilled", "cancelled"):
            states.setdefault(plan.place, []).append(("plan", plan.holder_name or plan.holder, plan.place_name))
    for key, said in states.items():
        state = min((s for s, *_ in said), key=DRAWN_FIRST.index)
        yield _Held(key, said[0][2], state, tuple(dict.fromkeys(who for _, who, _ in said)))


def _box(key: str, at: Mapping[str, Place], whole: World) -> MapBounds | None:
    place = at.get(key)
    if place is not None and place.lat is not None and place.lon is not None and "/" in key:
        return MapBounds.around([(place.lon, place.lat)], DEGREES_AROUND)
    lines = whole.border(*key.split("+")) if "+" in key else []
    if lines:
        return MapBounds.around([p for line in lines for p in line], DEGREES_AROUND)
    return whole.mainland(key.partition("/")[0])


@dataclass(frozen=True, slots=True)
class _Frame:
    """From degrees to pixels: distances are right in the middle of the map."""

    box: MapBounds
    width: int
    height: int
    scale: float
    squeeze: float

    @classmethod
    def of(cls, box: MapBounds) -> _Frame:
        """A frame around what is to be seen, with a margin."""
        middle = (box.south + box.north) / 2
        squeeze = max(0.2, math.cos(math.radians(max(-75.0, min(75.0, middle)))))
        wide = max((box.east - box.west) * squeeze, LEAST_WIDTH * squeeze, (box.north - box.south) / 0.9)
        high = max(box.north - box.south, wide * 0.5)
        wide, high = wide * 1.18, high * 1.18
        scale = min(MAP_WIDTH / wide, TALLEST / high)
        lon, half, tall = (box.west + box.east) / 2, MAP_WIDTH / scale / squeeze / 2, high / 2
        around = MapBounds(lon - half, middle - tall, lon + half, middle + tall)
        return cls(around, MAP_WIDTH, round(high * scale), scale, squeeze)

    def pixel(self, point: MapPoint) -> MapPoint:
        """Where a point of the world is drawn."""
        return ((point[0] - self.box.west) * self.squeeze * self.scale, (self.box.north - point[1]) * self.scale)

    def path(self, points: Sequence[MapPoint], *, closed: bool) -> str:
        """A line; points that fall on one another are left out."""
        steps: list[str] = []
        last: MapPoint | None = None
        for point in points:
            x, y = self.pixel(point)
            if last is None or abs(x - last[0]) + abs(y - last[1]) >= 0.7:
                steps.append(f"{x:.1f} {y:.1f}")
                last = (x, y)
        return f"M{'L'.join(steps)}{'Z' if closed else ''}" if len(steps) > 1 else ""


def _land(whole: World, frame: _Frame) -> list[Area]:
    found = ((code, _filled(code, whole, frame)) for code in whole.rings)
    return [Area(path, "land", "", code) for code, path in found if path]


def _filled(code: str, whole: World, frame: _Frame) -> str:
    rings = (r for r in whole.rings.get(code, ()) if r.box.meets(frame.box))
    return "".join(frame.path(clipped(r.points, frame.box), closed=True) for r in rings)


def _areas(held: _Held, whole: World, frame: _Frame) -> Iterator[Area]:
    """A country, or a border; parts of a country that are not named are drawn as a hint over all of it."""
    if "+" in held.key:
        path = "".join(frame.path(line, closed=False) for line in whole.border(*held.key.split("+")))
        if path:
            yield Area(path, "border", held.state, held.title)
        return
    code, _, within = held.key.partition("/")
    path = _filled(code, whole, frame) if within in ("", "*") else ""
    if path:
        yield Area(path, "part" if within else "whole", held.state, held.title)


def _spot(held: _Held, at: Mapping[str, Place], frame: _Frame) -> Spot | None:
    place = at.get(held.key)
    if place is None or place.lat is None or place.lon is None or "/" not in held.key or held.key.endswith("/*"):
        return None
    x, y = frame.pixel((place.lon, place.lat))
    return Spot(round(x, 1), round(y, 1), place.precision in FINE, held.state, held.title, held.name)
