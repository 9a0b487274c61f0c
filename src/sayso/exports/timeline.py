"""Presence as a picture: one lane a track, solid for what held, hatched for plans; drawn once, written as SVG or
PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from sayso.answers.presence import Period, Presence
from sayso.answers.presence.movement_plans import MovementPlan
from sayso.extras import extra
from sayso.ground.edtf import days_between

LEFT, WIDTH, LANE, TOP = 330, 640, 26, 54
COLOURS = {
    "present": "#1f5f99",
    "arriving": "#6fa3cf",
    "leaving": "#c98a3c",
    "reduced": "#a9b98f",
    "absent": "#8a8a8a",
    "unknown": "#c7c2b8",
}
PLAN, INK, GRID = "#c98a3c", "#222222", "#cccccc"
PLAIN = str.maketrans("–—−‘’“”←→", "---''\"\"<>")
"""Signs that the PNG's packaged font lacks."""


@dataclass(frozen=True, slots=True)
class PictureBar:
    """A rectangle in pixels; `fill` a colour, `hatched` where it stands for a plan, `faint` where dates leave it
    open."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    hatched: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Words whose left edge stands at `x` on the line `y`, both in pixels."""

    x: float
    y: float
    words: str
    colour: str = INK


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    """A drawing of a size in pixels."""

    width: int
    height: int
    bars: tuple[PictureBar, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class DayAxis:
    """The days (ISO) from `first` to `last` of a picture, at least `LEAST_DAYS` of them."""

    first: str
    last: str

    def share(self, day: str) -> float:
        """How far along a day stands, 0 to 1; days outside stand at the ends."""
        inside = min(max(day, self.first), self.last)
        return days_between(self.first, inside) / max(1, days_between(self.first, self.last))

    def x(self, day: str) -> float:
        """Where a day stands in the picture, in pixels."""
        return LEFT + WIDTH * self.share(day)


LEAST_DAYS = 30


def timeline_picture(found: Presence) -> TimelinePicture:
    """Lays the answer out. An answer without anything gives a picture that says so."""
    axis = axis_of(found)
    if axis is None:
        return TimelinePicture(LEFT + WIDTH + 20, TOP + LANE, (), (Label(10, 24, "Nothing is known of it here."),))
    bars: list[PictureBar] = []
    labels = [Label(10, 20, _title(found))]
    lanes = [*_tracks(found, axis), *_plans(found, axis)]
    for n, (words, drawn) in enumerate(lanes):
        y = TOP + n * LANE
        labels.append(Label(10, y + 15, _short(words)))
        bars += [PictureBar(b.x, y + 4, max(b.width, 2), LANE - 8, b.fill, b.hatched, b.faint) for b in drawn]
    foot = TOP + len(lanes) * LANE + 10
    grid, years = _grid(axis, foot)
    key, named = _legend(foot + 8)
    return TimelinePicture(LEFT + WIDTH + 20, foot + LANE + 14, (*grid, *bars, *key), (*labels, *years, *named))


def _legend(y: float) -> tuple[list[PictureBar], list[Label]]:
    """What the colours mean, in one line below the lanes."""
    states = [(word, colour, False, False) for word, colour in COLOURS.items()]
    meanings = [
        *states,
        ("not confirmed since", COLOURS["present"], False, True),
        ("agreed or planned", PLAN, True, False),
    ]
    bars, labels, x = [], [], 10.0
    for words, colour, hatched, faint in meanings:
        bars.append(PictureBar(x, y, 18, 12, colour, hatched, faint))
        labels.append(Label(x + 24, y + 11, words))
        x += 24 + LETTER * len(words) + 28
    return bars, labels


LETTER = 7
"""Width of a letter, at most on average."""


def _title(found: Presence) -> str:
    q = found.query
    return f"{q.force or 'All forces'} in {q.place or 'all places'}, as of {found.as_of}" + (
        f", known by {q.known_by}" if q.known_by else ""
    )


def _short(words: str) -> str:
    return words if len(words) <= 50 else words[:49] + "…"


def axis_of(found: Presence) -> DayAxis | None:
    """The days of an answer; null where nothing in it has a day."""
    spans = [s for e in found.entries for t in e.tracks for s in t.spans]
    days = [d for s in spans for d in (s.certain_from, s.certain_to, s.last_confirmed) if d]
    days += [e.day for plan in found.plans for e in plan.events]
    if not days or found.as_of is None:
        return None
    first, last = min(days), max(*days, found.as_of)
    if days_between(first, last) < LEAST_DAYS:
        first = date.fromordinal(date.fromisoformat(last).toordinal() - LEAST_DAYS).isoformat()
    return DayAxis(first, last)


def _tracks(found: Presence, axis: DayAxis) -> Iterator[tuple[str, list[PictureBar]]]:
    for e in found.entries:
        kind = "any kind" if e.rolled else e.kind.replace("_", " ")
        for t in e.tracks:
            clash = any(t.side_name in d.sides for d in e.disagreements)
            yield (
                f"{'! ' if clash else ''}{e.place_name}, {kind}: {t.side_name}",
                [b for s in t.spans for b in _held(s, axis, found)],
            )


def _held(s: Period, axis: DayAxis, found: Presence) -> list[PictureBar]:
    """Solid to the day last confirmed, faint for what is only not known to have ended."""
    start = axis.x(s.certain_from or axis.first)
    sure = axis.x(max(s.certain_to or s.last_confirmed, s.certain_from or axis.first))
    open_to = axis.x(found.as_of) if s.end is None and found.as_of else sure
    later = [PictureBar(sure, 0, open_to - sure, 0, COLOURS[s.state], faint=True)] if open_to > sure else []
    return [*later, PictureBar(start, 0, sure - start, 0, COLOURS[s.state])]


def _plans(found: Presence, axis: DayAxis) -> Iterator[tuple[str, list[PictureBar]]]:
    for plan in found.plans:
        kinds = ", ".join(k.replace("_", " ") for k in plan.kinds)
        yield f"plan, {plan.status}: {kinds} {plan.direction} {plan.place_name}", [_planned(plan, axis, found)]


def _planned(plan: MovementPlan, axis: DayAxis, found: Presence) -> PictureBar:
    first = axis.x(plan.events[0].day)
    end = plan.events[-1].day if plan.status in ("fulfilled", "cancelled") else found.as_of or axis.last
    return PictureBar(first, 0, axis.x(end) - first, 0, PLAN, hatched=True)


def _grid(axis: DayAxis, height: int) -> tuple[list[PictureBar], list[Label]]:
    marks = [d for d in _marks(axis) if axis.first <= d <= axis.last] or [axis.first, axis.last]
    lines = [PictureBar(axis.x(d), TOP - 6, 1, height - TOP, GRID) for d in marks]
    return lines, [Label(min(axis.x(d), LEFT + WIDTH - 60), TOP - 10, d if "-01-01" not in d else d[:4]) for d in marks]


def _marks(axis: DayAxis) -> Sequence[str]:
    years = range(int(axis.first[:4]), int(axis.last[:4]) + 2)
    step = max(1, len(years) // 10)
    return [f"{y:04}-01-01" for y in years if y % step == 0]


def svg(found: Presence) -> bytes:
    """The picture as SVG, UTF-8."""
    p = timeline_picture(found)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{p.width}" height="{p.height}" '
        f'viewBox="0 0 {p.width} {p.height}" role="img" font-family="sans-serif" font-size="12">',
        f"<title>{escape(_title(found))}</title>",
        f'<defs><pattern id="plan" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="3" height="6" fill="{PLAN}"/></pattern></defs>',
        f'<rect width="{p.width}" height="{p.height}" fill="#ffffff"/>',
        *(_svg_bar(b) for b in p.bars),
        *(f'<text x="{t.x:.1f}" y="{t.y:.1f}" fill="{t.colour}">{escape(t.words)}</text>' for t in p.labels),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _svg_bar(b: PictureBar) -> str:
    fill = "url(#plan)" if b.hatched else b.fill
    faint = ' fill-opacity="0.35"' if b.faint else ""
    return f'<rect x="{b.x:.1f}" y="{b.y:.1f}" width="{b.width:.1f}" height="{b.height:.1f}" fill="{fill}"{faint}/>'


def png(found: Presence) -> bytes:
    """The picture as PNG. Raises NotInstalled."""
    with extra("picture"):
        from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415  (only who asks for a picture pays for it)

    p = timeline_picture(found)
    image = Image.new("RGB", (p.width, p.height), "#ffffff")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(12)
    for b in p.bars:
        box = (b.x, b.y, b.x + b.width, b.y + b.height)
        if b.hatched:
            draw.rectangle(box, outline=b.fill)
            for x in range(int(b.x), int(b.x + b.width), 6):
                run = min(b.height, b.x + b.width - x)
                draw.line((x, b.y + b.height, x + run, b.y + b.height - run), fill=b.fill, width=2)
        else:
            draw.rectangle(box, fill=_pale(b.fill) if b.faint else b.fill)
    for t in p.labels:
        draw.text((t.x, t.y - 11), t.words.translate(PLAIN), fill=t.colour, font=font)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _pale(colour: str) -> str:
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - c) * 0.35):02x}" for c in channels)
