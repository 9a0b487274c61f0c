"""Which of the times of a sentence is the time of the act, and which the day it was agreed, decided or announced.

A time belongs to the verb or act that it hangs on in the parse; where nothing was parsed, to the nearest act of its
clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from dateutil.relativedelta import relativedelta

from sayso.claims.acts.lexicon import ActHit
from sayso.claims.sentence import View
from sayso.ground import edtf
from sayso.records import Status, TimeMention, When, Words
from sayso.resources import table

SETTLED = frozenset({"agreed", "planned"})
ASKED = SETTLED | {"demanded", "threatened", "refused"}
HISTORY_DAYS = 30
CLAUSES = frozenset({"advcl", "acl", "ccomp", "parataxis", "csubj"})
"""Relations over which a time is another clause's."""
STEPS = 12
BREAKS = frozenset({";", ":", ",", "—", "–", "and", "but", "which", "who", "while", "that"})
"""Words over which a time is not tied to an act by nearness alone."""
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "has", "had", "have"})
_RELATIVE = re.compile(r",\s*(?:which|who|where|whose|while|but)\b")
_TO = re.compile(r"\s*(?:to|until|till|through|–|—|-)\s*(?:early\s|late\s|the\s)?", re.IGNORECASE)
_DOUBT = re.compile(r"\b(?:probably|possibly|perhaps|maybe|likely)\s+(?:in|on|by|at)?\s*$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:past|last|previous)\b", re.IGNORECASE)
_LENGTH = re.compile(r"(PT?)(\d{1,4})([YMWDH])")
_UNITS = {"PY": ("years", 4), "PM": ("months", 7), "PW": ("weeks", 10), "PD": ("days", 10), "PTH": ("hours", 10)}
"""Unit of a TIMEX3 duration → its name, and how much of a date it settles."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@cache
def _words() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in table("dating.yaml").items()}


def when(mention: TimeMention, text: str) -> When:
    """The record of a time mention; "probably in February" is uncertain (`?`)."""
    told = mention.edtf
    if told and _plain(told) and _DOUBT.search(text[max(0, mention.start - 16) : mention.start]):
        told += "?"
    return When(told, text[mention.start : mention.end], mention.start, mention.end, mention.weekday)


def _plain(value: str) -> bool:
    """One date whose digits are all known, without a mark."""
    found = edtf.parse(value)
    return isinstance(found, edtf.Date) and value[:4].isdigit() and not found.mark and "X" not in value


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
    that does not look ahead dates the settling.
    """
    told = [lasting(view.text, t, anchor) for t in times]
    dated = [t for t in ranges(view.text, told) if t.type in ("DATE", "TIME") and (t.edtf or t.weekday) and not _now(t)]
    left, right = span or (view.start, view.stop)
    time: tuple[int, When] | None = None
    settled: When | None = None
    for mention in dated:
        hangs = _hangs(view, mention, hit) if view.arcs else None
        if hangs is None and left <= mention.start and mention.end <= right:
            hangs = _beside(view, mention, hit)
        if hangs is None:
            continue
        cost, settles = hangs
        settles = settles and not _later(mention, anchor)
        own = cost <= STEPS and _holds(mention, anchor)
        if (settles and status in ASKED) or (status in SETTLED and not own and not _ahead(view, mention, hit, anchor)):
            settled = settled or when(mention, view.text)
        elif not settles and (time is None or cost < time[0]):
            time = (cost, when(mention, view.text))
    return (time[1] if time else None), settled


def ranges(text: str, times: Sequence[TimeMention]) -> list[TimeMention]:
    """Times in order, "from Thursday to Sunday" as one with both its ends."""
    found: list[TimeMention] = []
    for t in times:
        before = found[-1] if found else None
        if before and before.edtf and t.edtf and _plain(before.edtf) and _joined(text, before, t):
            end = t.edtf.removeprefix("../")
            found[-1] = replace(before, end=t.end, edtf=f"{before.edtf}/{end}", weekday=None)
        else:
            found.append(t)
    return found


def lasting(text: str, mention: TimeMention, anchor: str | None) -> TimeMention:
    """ "In the past four years" as the interval up to the anchor, as fine as its unit; other durations as they are."""
    span, length = _PAST.search(text[mention.start : mention.end]), _LENGTH.fullmatch(mention.timex3 or "")
    if mention.type != "DURATION" or not (span and length and anchor and _DAY.fullmatch(anchor)):
        return mention
    name, digits = _UNITS.get(length[1] + length[3], ("", 0))
    try:
        begin = date.fromisoformat(anchor) - relativedelta(**{name: int(length[2])})  # type: ignore[arg-type]
    except (OverflowError, ValueError, TypeError):
        return mention
    return replace(mention, type="DATE", edtf=f"{begin.isoformat()[:digits]}/{anchor[:digits]}")


def _joined(text: str, first: TimeMention, second: TimeMention) -> bool:
    between, head = text[first.end : second.start], text[max(0, first.start - 9) : first.start].lower()
    ends = (second.edtf or "").removeprefix("../")
    joined = _TO.fullmatch(between) or (between.strip() == "and" and "between" in head)
    return bool(joined) and _plain(ends) and edtf.parse(f"{first.edtf}/{ends}") is not None


def _now(mention: TimeMention) -> bool:
    """ "Now" dates nothing where the words give a day."""
    return mention.timex3 == "PRESENT_REF"


# ---------------------------------------------------------------- by the parse
def _own(view: View, hit: ActHit) -> set[int]:
    return set(range(view.sentence.first + hit.first_token, view.sentence.first + hit.last_token + 1))


def _hangs(view: View, mention: TimeMention, hit: ActHit) -> tuple[int, bool] | None:
    """(how far the time hangs from the act, whether from a verb that settles it); null where it belongs to another."""
    at, own = _top(view, mention), _own(view, hit)
    if at is None:
        return None
    owner, cost = _owner(view, at, own)
    if owner in own:
        return cost, False
    return _governed(
        view, owner, own, _coarse(mention) and mention.end <= view.tokens[owner - view.sentence.first].start
    )


def _coarse(mention: TimeMention) -> bool:
    """ "In February, Israel said it had downed …": nobody dates a statement by its month."""
    found = edtf.parse(mention.edtf) if mention.edtf else None
    ends = (found.first, found.last) if isinstance(found, edtf.Interval) else (found,)
    return all(
        isinstance(end, edtf.Date) and end.day is None and not end.mark and edtf.first_day(str(end)) for end in ends
    )


def _top(view: View, mention: TimeMention) -> int | None:
    inside = [view.sentence.first + i for i, t in enumerate(view.tokens) if mention.start <= t.start < mention.end]
    return view.arcs.top(inside[0], inside[-1] + 1) if inside else None


def _owner(view: View, at: int, own: set[int]) -> tuple[int, int]:
    """(the verb or act that a time hangs on, steps to it)."""
    for step in range(STEPS):
        if at in own or (step and _event(view, at)) or view.arcs.heads[at] == at:
            return at, step
        at = view.arcs.heads[at]
    return at, STEPS


def _event(view: View, token: int) -> bool:
    """A verb, or a word of any act."""
    i = token - view.sentence.first
    verb = view.arcs.tags[token] == "VERB" if view.arcs else i in view.verbs
    return verb or any(h.first_token <= i <= h.last_token for h in view.acts)


def _governed(view: View, owner: int, own: set[int], coarse: bool) -> tuple[int, bool] | None:
    """The act hangs on the owner, as what it settles or carries out, as its argument, or beside it."""
    arcs = view.arcs
    at = next((i for i in sorted(own) if arcs.heads[i] not in own), min(own, default=0))
    lemma = arcs.lemmas[owner].lower()
    for step in range(1, STEPS):
        relation = arcs.relation(at)
        clause = relation in CLAUSES
        at, last = arcs.heads[at], at
        if at == owner:
            return _weighed(lemma, relation, step, coarse)
        if at == last or (clause and arcs.relation(last) != "ccomp"):
            return None
    return None


def _weighed(lemma: str, relation: str, step: int, coarse: bool) -> tuple[int, bool] | None:
    if lemma in _words()["settling"]:
        return 20 + step, True
    if coarse and relation == "ccomp":
        return 25 + step, False
    if relation in CLAUSES:
        return None
    through = (
        relation in ("conj", "nsubj", "obj", "obl", "xcomp", "aux", "compound", "nmod", "amod")
        or lemma in _words()["through"]
    )
    return (20 + step, False) if through else None


# ---------------------------------------------------------------- by nearness
def _beside(view: View, mention: TimeMention, hit: ActHit) -> tuple[int, bool] | None:
    """The act is the event next to the time: the last before it in its clause; the first after it where the time opens
    the clause."""
    i = next((k for k, t in enumerate(view.tokens) if t.start >= mention.start), len(view.tokens))
    end = next((k for k, t in enumerate(view.tokens) if t.start >= mention.end), len(view.tokens))
    for k in range(i - 1, -1, -1):
        if view.lower[k] in BREAKS:
            break
        if hit.first_token <= k <= hit.last_token:
            return 30 + i - k, False
        if _event(view, view.sentence.first + k):
            if view.lower[k].endswith("ing") and view.word(k - 1) not in BE:
                continue
            return None
    for k in range(end, len(view.tokens)):
        if hit.first_token <= k <= hit.last_token:
            return 60 + k - end, False
        if view.lower[k] in BREAKS - {","} or _event(view, view.sentence.first + k):
            return None
    return None


def parted(view: View, span: tuple[int, int], predicate: Words, *, nouns: bool = True) -> bool:
    """Another act (a verb; with `nouns` any) or a relative clause begins between the two."""
    left, right = sorted((span, (predicate.start, predicate.end)))
    acts = any(left[1] <= h.start < right[0] and (nouns or h.form != "noun") for h in view.acts)
    return acts or bool(_RELATIVE.search(view.text, left[1], right[0]))


def _ahead(view: View, mention: TimeMention, hit: ActHit, anchor: str | None) -> bool:
    """The time looks ahead: by its words, or it lies after the article's date, or, undated, it follows the act."""
    first = next((i for i, t in enumerate(view.tokens) if t.end > mention.start), 0)
    if {view.word(first - 1), view.word(first), view.word(first - 2)} & _words()["ahead"] or _later(mention, anchor):
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


# ---------------------------------------------------------------- long ago
def historical(time: str | None, anchor: str | None) -> bool:
    """True where the act ended more than 30 days before the anchor, as far as both are known."""
    late, day = _end(time), edtf.first_day(anchor)
    return late is not None and day is not None and edtf.days_between(late, day) > HISTORY_DAYS


def _end(time: str | None) -> str | None:
    """The last day of what has two ends: "until March" dates the end of what may have begun at any time."""
    found = edtf.parse(time) if time else None
    return None if isinstance(found, edtf.Interval) and ".." in (found.first, found.last) else edtf.day_of(time)
