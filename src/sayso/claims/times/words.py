"""The words of time (data/times.yaml) as fragments of patterns, the patterns (data/timepatterns.yaml), and readers of
single words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.english.months import MONTHS, WEEKDAYS
from sayso.resources import table

TIMES: Mapping[str, Any] = table("times.yaml")
ORDINALS: Mapping[str, int] = TIMES["ordinals"]
HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_GAP = r"\s{1,3}"
_JOIN = r"(?:\s{1,3}|-|‑|–)"


def _any(words: Iterable[str]) -> str:
    """An alternation, longest first; a space in a word stands for white space."""
    return "|".join(re.escape(w).replace(r"\ ", _GAP) for w in sorted(words, key=lambda w: (-len(w), w)))


def _exact(words: Iterable[str]) -> str:
    return rf"(?-i:{_any(words)})"


_FULL_MONTHS = [m.capitalize() for m in MONTHS]
_SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"]
_FULL_DAYS = [d.capitalize() for d in WEEKDAYS]
_SHORT_DAYS = r"(?<!the\s)(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\."
_ZONES = [z for z in TIMES["zones"] if z.isupper()]
_CLAUSE_MOD = r"(?:early|late|later|earlier|mid)(?:-|{_}(?:(?:in|on){_})?(?:the{_})?)"
_PART_MOD = (
    r"(?:the{_})?(?:very{_})?(?:beginning|start|end|close|middle|rest|remainder|turn|height|"
    r"(?:latter|early|later|first|last|better){_}part|"
    r"(?:early|last|closing|final|opening|first){_}(?:days|weeks|months)){_}of{_}(?:the{_})?"
)
_MOD = rf"(?:{_CLAUSE_MOD}|{_PART_MOD}|as{{_}}(?:early|late|recently){{_}}as{{_}}(?:(?:early|late|mid)[\s-])?)".replace(
    "{_}", _GAP
)
_YEAR = r"(?P<year>1\d{3}|20\d\d)(?![\d%]|[.,]\d)"
_YEARWORD = (
    r"(?P<yearword>(?:that same|that|this same|this|last|next|the same|the following"
    r"|the previous|the next|the preceding|the current)"
    r"{_}year)"
).replace("{_}", _GAP)
_UNITS = list(TIMES["units"])
_SCALES = {"": 1, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,5}(?:\.\d{1,2})?"
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_BROKEN = rf"(?:(?:\d{{1,3}}(?:{_GAP}|-)?)?[½¼¾]|(?:\d{{1,3}}(?:{_GAP}|-))?(?:1/2|1/4|3/4))"
"""A number with a fraction, or a fraction: "2½", "2 1/2"."""
_NUMBER = (
    rf"(?<!\d/){_BROKEN}|(?<!\d/)\d{{1,3}}(?:\.\d{{1,2}})?{_GAP}(?:hundred|thousand|million|billion)"
    rf"|(?<!\d/)(?:{_DIGITS})|(?:{_any(_TENS)})-(?:{_any(HOURS[:9])})"
    rf"|{_any([*TIMES['numbers'], *TIMES['vague']])}"
)
_LEADS = (
    "first|last|next|past|coming|previous|following|preceding|final|same|initial|intervening|opening|entire|whole|"
    "recent"
)
_ADJECTIVES = (
    "several|recent|past|previous|coming|last|next|final|early|following|succeeding|intervening|"
    "many|few|some|later|ensuing|closing|subsequent"
)

FRAGMENTS: dict[str, str] = {
    "-": _JOIN,
    "mod": rf"(?P<mod>{_MOD})?",
    "modder": rf"(?:{_MOD})",
    "about": r"(?P<about>(?:just over|just under|well over|more than|less than|fewer than|at least|at most|as many as|"
    r"up to|close to|"
    r"an estimated|about|around|nearly|almost|over|under|some|roughly|only|just|"
    r"approximately|ca\.|circa|barely|exactly|a mere) )?".replace(" ", _GAP),
    "mon": rf"(?P<month>(?-i:{_any(_FULL_MONTHS)}|(?:{_any(_SHORT_MONTHS)})\b\.?))",
    "surely": rf"(?P<month>{_exact(m for m in _FULL_MONTHS if m not in ('May', 'March'))})",
    "monthnames": _any(_FULL_MONTHS),
    "day": r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\w|%|[:.,]\d)",
    "year": _YEAR,
    "yearword": _YEARWORD,
    "ofyear": rf"(?:,?{_GAP}(?:(?:of|in){_GAP})?(?:{_YEAR}|{_YEARWORD}))?",
    "wd": rf"(?P<weekday>(?-i:{_any(_FULL_DAYS)}|{_SHORT_DAYS}))",
    "weekday": rf"(?P<weekday>{_exact(_FULL_DAYS)})",
    "weekdaynames": _any(_FULL_DAYS),
    "part": rf"(?P<part>{_any(TIMES['day_parts'])})",
    "partof": rf"(?:(?:the{_GAP})?(?:(?:early|late){_GAP})?"
    rf"(?P<part>{_any([*TIMES['day_parts'], 'early hours', 'small hours'])})"
    rf"(?:{_GAP}hours)?{_GAP}(?:of|on){_GAP})?",
    "partwords": _any([*TIMES["day_parts"], "early hours", "small hours"]),
    "season": rf"(?P<season>{_any(TIMES['seasons'])})",
    "season_fall": r"(?P<season>fall|spring|summer|autumn|winter)",
    "shift": rf"(?P<shift>{_any([*TIMES['last'], *TIMES['next'], *TIMES['this']])})",
    "unit": rf"(?P<unit>{_any(_UNITS)})",
    "unit2": rf"(?P<unit2>{_any(_UNITS)})",
    "n": rf"(?P<n>{_NUMBER})",
    "n2": rf"(?P<n2>{_NUMBER})",
    "ordinal": rf"(?P<ordinal>{_any(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))",
    "lead": rf"(?:(?:the|these|those){_GAP}(?:{_LEADS})|the|these|those|{_LEADS})",
    "adjective": rf"(?:{_ADJECTIVES})",
    "counted": _any(TIMES["counted"]),
    "decadewords": _any(TIMES["decades"]),
    "holidays": _exact(TIMES["holidays"]),
    "setwords": _any(TIMES["sets"]),
    "presentwords": _any(TIMES["present"]),
    "pastwords": _any(TIMES["past"]),
    "futurewords": _any(TIMES["future"]),
    "soonwords": _any(TIMES["soon"]),
    "historywords": _any(TIMES["history_past"]),
    "hourwords": _any(HOURS),
    "oclock": r"(?:(?P<h>[01]?\d|2[0-4])(?:[:.](?P<min>[0-5]\d))?(?::[0-5]\d)?\s{0,2}(?P<half>[ap]\.m\.|[ap]\.?m)(?!\w)"
    r"|(?P<h2>[01]?\d|2[0-3]):(?P<min2>[0-5]\d)(?::[0-5]\d)?(?!\d)"
    r"|(?P<h3>[01]\d|2[0-3])(?P<min3>[0-5]\d)(?=\s(?:GMT|UTC|hours|local time)))",
    "zone": rf"(?:{_GAP}(?:hours{_GAP})?(?P<zone>{_exact(_ZONES)}|local{_GAP}time|"
    rf"(?-i:[A-Z])\w{{2,15}}{_GAP}time)|{_GAP}hours)?",
    "zone2": rf"(?:{_GAP}(?P<zone2>{_exact(_ZONES)}))?",
}


@dataclass(frozen=True, slots=True)
class TimePattern:
    """A pattern: what kind of word a sentence must hold, and one of which words where any is named, the name of its
    reader, the expression as the table writes it."""

    needs: str
    has: frozenset[str]
    reads: str
    source: str

    @property
    def like(self) -> re.Pattern[str]:
        """The expression, compiled when a text first needs it."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    for name, fragment in FRAGMENTS.items():
        source = source.replace("{" + name + "}", fragment.replace(" ", "\0"))
    source = source.replace(" ?", rf"(?:{_GAP})?").replace(" ", _GAP).replace("\0", " ")
    return re.compile(rf"(?<![\w$€£])(?<!\d[.,])(?:{source})(?!\w)", re.IGNORECASE)


PATTERNS: tuple[TimePattern, ...] = tuple(
    TimePattern(row["needs"], frozenset(row.get("has", ())), row["reads"], row["like"])
    for row in table("timepatterns.yaml")
)


def _triggers() -> dict[str, frozenset[str]]:
    """Word → the kinds of pattern (`needs`) that it may take part in."""
    kinds: dict[str, Iterable[str]] = {
        "month": [*MONTHS, *(m.lower() for m in _SHORT_MONTHS)],
        "weekday": [
            *WEEKDAYS,
            *(d + "s" for d in WEEKDAYS),
            "mon",
            "tue",
            "tues",
            "wed",
            "thu",
            "thur",
            "thurs",
            "fri",
            "sat",
            "sun",
        ],
        "season": TIMES["seasons"],
        "part": TIMES["day_parts"],
        "unit": [*TIMES["units"], *(u + "s" for u in TIMES["units"]), "midyear", "midweek"],
        "near": ["yesterday", "today", "tomorrow", "tonight", "overnight"],
        "hour": TIMES["hours"],
        "holiday": [max(re.findall(r"[^\W\d_]+", w), key=len) for w in TIMES["holidays"]],
        "set": TIMES["sets"],
        "ref": [phrase for key in ("present", "past", "future", "soon", "history_past") for phrase in TIMES[key]],
        "any": [*TIMES["decades"], *ORDINALS, *TIMES["other"]],
    }
    found: dict[str, set[str]] = {}
    for kind, words in kinds.items():
        for word in words:
            for piece in re.findall(r"[a-z]+", word.lower()):
                found.setdefault(piece, set()).add(kind)
    return {word: frozenset(k) for word, k in found.items()}


_TRIGGERS = _triggers()
_WORD = re.compile(r"[^\W\d_]+|\d")


def needed(text: str, start: int, end: int) -> Iterator[tuple[int, TimePattern]]:
    """The patterns, with their places in the table, that may find something in `text[start:end]`: most sentences hold
    the words of few, and to look for one costs more than to know that it cannot be there."""
    words = {w.lower() for w in _WORD.findall(text, start, end)}
    kinds: set[str] = set()
    for word in words:
        kinds |= {"digit", "any"} if word.isdigit() else _TRIGGERS.get(word, frozenset())
    for order, pattern in enumerate(PATTERNS if kinds else ()):
        if pattern.needs in kinds and not (pattern.has and pattern.has.isdisjoint(words)):
            yield order, pattern


# ---------------------------------------------------------------- single words
def squeezed(words: str) -> str:
    """Lower case, single spaces."""
    return " ".join(words.lower().split())


def month_number(word: str) -> int:
    """1–12 for a month's name, full or short."""
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def weekday_number(word: str) -> int:
    """1 (Monday) to 7 for a weekday's name, full or short."""
    return next(i for i, name in enumerate(WEEKDAYS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def ordinal_number(word: str) -> int:
    """The number of "third" or "3rd"."""
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else ORDINALS[word.lower()]


def shift_sign(word: str) -> int:
    """-1 for "last", 1 for "next", 0 for "this"."""
    word = squeezed(word)
    return -1 if word in TIMES["last"] else 1 if word in TIMES["next"] else 0


def amount(word: str) -> float | None:
    """The number that words or digits name; null for "several", "a few" and the like."""
    word = squeezed(word)
    if broken := re.fullmatch(r"(?:(\d+)[\s-]?)??(½|¼|¾|1/2|1/4|3/4)", word):
        return int(broken[1] or 0) + _FRACTIONS[broken[2]]
    if word[0].isdigit():
        figure, _, scale = word.partition(" ")
        return float(figure.replace(",", "")) * _SCALES[scale]
    tens, _, ones = word.partition("-")
    if ones in TIMES["numbers"] and tens in _TENS:
        return float(TIMES["numbers"][tens] + TIMES["numbers"][ones])
    found = TIMES["numbers"].get(word)
    return float(found) if found is not None else None


def part_code(word: str) -> str:
    """The TIMEX3 code of a part of the day."""
    word = squeezed(word)
    return "MO" if word in ("early hours", "small hours") else str(TIMES["day_parts"][word])
