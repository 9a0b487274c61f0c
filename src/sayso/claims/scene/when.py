"""Which of the times of a sentence is the time of the act, and which the day it was agreed, decided or announced.

A time belongs to the verb or act that it hangs on in the parse; where nothing was parsed, to the nearest act of its
clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.scene.intervals import lasting, ranges, when_record
from sayso.claims.scene.time_evidence import TIME_STEPS, time_beside, time_hangs, time_words
from sayso.claims.sentence import View
from sayso.claims.weigh import Signs, log_odds, pool
from sayso.ground import edtf
from sayso.reading import EventWord
from sayso.records import Status, TimeMention, When, Words

SETTLED = frozenset({"agreed", "planned"})
UNREALIZED = SETTLED | {"demanded", "threatened", "refused"}
BESIDE, OPENING = 30, 60
"""Costs from which a time is tied by nearness alone (time_evidence.py), and from which it opens the clause."""
_RELATIVE = re.compile(r",\s*(?:which|who|where|whose|while|but)\b")


def of_act(
    view: View,
    times: Sequence[TimeMention],
    hit: ActHit,
    status: Status,
    anchor: str | None = None,
    span: tuple[int, int] | None = None,
) -> tuple[When | None, When | None]:
    """(time of the act, time it was settled), from the times of the sentence.

    `span` is the clause that holds the act and `anchor` the date of the article. For what is agreed or planned a time
    that does not look ahead dates the settling; of the others the likeliest that is likely enough is that of the act.
    """
    told = time_candidates(view, times, hit, status, anchor, span)
    settled = next((t.mention for t in told if t.settles), None)
    weights = pool("time")
    chances = [(weights.chance(t.signs), -t.mention.start, t.mention) for t in told if not t.settles]
    best = max((c for c in chances if c[0] >= weights.needed), key=lambda c: c[:2], default=None)
    time = None if best is None else when_record(best[2], view.text)
    return time, (None if settled is None else when_record(settled, view.text))


@dataclass(frozen=True, slots=True)
class TimeCandidate:
    """A time of the sentence; what speaks for its being that of the act, and whether it is the day it was settled."""

    mention: TimeMention
    signs: Signs
    settles: bool


def time_candidates(
    view: View,
    times: Sequence[TimeMention],
    hit: ActHit,
    status: Status,
    anchor: str | None = None,
    span: tuple[int, int] | None = None,
) -> list[TimeCandidate]:
    """The times of a sentence that date something, with their signs."""
    dated = _dated(view.text, times, anchor)
    event = view.event(hit)
    seen = {m.start: _seen(event, m) for m in dated}
    found = []
    for mention in dated:
        ties = _tie(view, mention, hit, span or (view.start, view.stop))
        cost, settles = ties if ties is not None else (0, False)
        rival = max((seen[m.start]["time"] for m in dated if m is not mention), default=0.0)
        back = ties is not None and _looks_back(view, mention, hit, anchor, cost)
        signs = {
            "own": float(ties is not None and cost <= TIME_STEPS),
            "governed": float(TIME_STEPS < cost < BESIDE),
            "beside": float(BESIDE <= cost < OPENING),
            "opening": float(cost >= OPENING),
            "settles": float(settles),
            "settled": float(status in SETTLED),
            "later": float(_later(mention, anchor)),
            "holds": float(_holds(mention, anchor)),
            "parted": float(parted(view, (mention.start, mention.end), Words.at(view.text, hit.start, hit.end))),
            "alone": float(len(dated) == 1),
            "only_act": float(len(view.acts) == 1),
            "reader": log_odds(seen[mention.start]["time"]),
            "reader_decided": log_odds(seen[mention.start]["decided"]),
            "reader_rival": log_odds(rival),
        }
        back = back and status in SETTLED
        found.append(
            TimeCandidate(mention, signs, back or (settles and status in UNREALIZED and not _later(mention, anchor)))
        )
    return found


def _seen(event: EventWord | None, mention: TimeMention) -> Mapping[str, float]:
    """The reader's chance that a time is the act's, and that it dates the settling."""
    return {
        slot: max(
            (s for a, b, s in (event.role(slot) if event else ()) if a < mention.end and mention.start < b), default=0.0
        )
        for slot in ("time", "decided")
    }


def _dated(text: str, times: Sequence[TimeMention], anchor: str | None) -> list[TimeMention]:
    """The times that date something, with ranges as one."""
    told = ranges(text, [lasting(text, t, anchor) for t in times])
    return [t for t in told if t.type in ("DATE", "TIME") and (t.edtf or t.weekday) and not _now(t)]


def _looks_back(view: View, mention: TimeMention, hit: ActHit, anchor: str | None, cost: int) -> bool:
    """A time that is neither the act's own, holding the article's date, nor ahead of it."""
    own = cost <= TIME_STEPS and _holds(mention, anchor)
    return not own and not _ahead(view, mention, hit, anchor)


def _tie(view: View, mention: TimeMention, hit: ActHit, clause: tuple[int, int]) -> tuple[int, bool] | None:
    """(how far a time is from the act, whether it dates the settling): by the arcs, else by nearness in the clause."""
    hangs = time_hangs(view, mention, hit) if view.arcs else None
    near = hangs is None and clause[0] <= mention.start and mention.end <= clause[1]
    return time_beside(view, mention, hit) if near else hangs


def _now(mention: TimeMention) -> bool:
    """ "Now" dates nothing where the words give a day."""
    return mention.timex3 == "PRESENT_REF"


def parted(view: View, span: tuple[int, int], predicate: Words, *, nouns: bool = True) -> bool:
    """Another act (a verb; with `nouns` any) or a relative clause begins between the two."""
    left, right = sorted((span, (predicate.start, predicate.end)))
    acts = any(left[1] <= h.start < right[0] and (nouns or h.form != "noun") for h in view.acts)
    return acts or bool(_RELATIVE.search(view.text, left[1], right[0]))


def _ahead(view: View, mention: TimeMention, hit: ActHit, anchor: str | None) -> bool:
    """The time looks ahead: by its words, or it lies after the article's date, or, undated, it follows the act."""
    first = next((i for i, t in enumerate(view.tokens) if t.end > mention.start), 0)
    if {view.word(first - 1), view.word(first), view.word(first - 2)} & time_words()["ahead"] or _later(
        mention, anchor
    ):
        return True
    return mention.start >= hit.end if mention.edtf is None or anchor is None else False


def _later(mention: TimeMention, anchor: str | None) -> bool:
    """It opens or ends an interval, or begins after the article's date: nothing was settled then."""
    found = edtf.parse(mention.edtf) if mention.edtf else None
    if isinstance(found, edtf.Interval):
        return ".." in (found.first, found.last) or edtf.before(anchor, str(found.first))
    return edtf.before(anchor, mention.edtf)


def _holds(mention: TimeMention, anchor: str | None) -> bool:
    """The article's date lies in it: "are to resume on Friday", "this week"."""
    return anchor is not None and edtf.within(anchor, mention.edtf)
