"""Which of the times of a clause is the time of the act, and which the day it was agreed, decided or announced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sayso.claims.view import View
from sayso.records import Status, TimeMention, When, Words

SETTLED = frozenset({"agreed", "planned"})
AHEAD = frozenset({"by", "from", "until", "till", "next", "starting", "beginning", "before", "within", "later", "tomorrow", "end"})
HISTORY_DAYS = 30
_RELATIVE = re.compile(r",\s*(?:which|who|where|whose|while|but)\b")


def when(mention: TimeMention, text: str) -> When:
    """The record of a time mention."""
    return When(mention.edtf, text[mention.start : mention.end], mention.start, mention.end, mention.weekday)


def of_act(view: View, inside: Sequence[TimeMention], predicate: Words, status: Status) -> tuple[When | None, When | None]:
    """(time of the act, time it was settled): for what is agreed or planned a past date dates the settling."""
    dated = [t for t in inside if t.type in ("DATE", "TIME") and (t.edtf or t.weekday) and not _other(view, t, predicate)]
    best = min(dated, key=lambda t: (_gap(t, predicate), t.start), default=None)
    if best is None:
        return None, None
    found = when(best, view.text)
    if status in SETTLED and not _ahead(view, best):
        return None, found
    return found, None


def _other(view: View, mention: TimeMention, predicate: Words) -> bool:
    """Another clause's time: a relative word or another verb that acts stands between."""
    return parted(view, (mention.start, mention.end), predicate, nouns=False)


def parted(view: View, span: tuple[int, int], predicate: Words, *, nouns: bool = True) -> bool:
    """Another act (a verb; with `nouns` any) or a relative clause begins between the two."""
    left, right = sorted((span, (predicate.start, predicate.end)))
    acts = any(left[1] <= h.start < right[0] and (nouns or h.form != "noun") for h in view.acts)
    return acts or bool(_RELATIVE.search(view.text, left[1], right[0]))


def _gap(mention: TimeMention, predicate: Words) -> int:
    """Code points between; a time after its act is preferred to one before."""
    if mention.start >= predicate.end:
        return mention.start - predicate.end
    return 40 + predicate.start - mention.end


def _ahead(view: View, mention: TimeMention) -> bool:
    first = next((i for i, t in enumerate(view.tokens) if t.end > mention.start), 0)
    return bool({view.word(first - 1), view.word(first), view.word(first - 2)} & AHEAD)


def historical(edtf: str | None, anchor: str | None) -> bool:
    """True where the act ended more than 30 days before the anchor, as far as both are known."""
    late, day = _last_day(edtf), _last_day(anchor, first=True)
    return late is not None and day is not None and (day - late).days > HISTORY_DAYS


def _last_day(edtf: str | None, *, first: bool = False) -> date | None:
    match = re.match(r"^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=[~?T/]|$)", edtf or "")
    if not match or (edtf or "").endswith("/.."):
        return None
    year, month, day = int(match[1]), int(match[2] or (1 if first else 12)), int(match[3] or 1)
    if month > 12:
        month, day = (month - 20) * 3 % 12 + 2, 1
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    try:
        return date(year, month, day if match[3] or first else 28)
    except ValueError:
        return None
