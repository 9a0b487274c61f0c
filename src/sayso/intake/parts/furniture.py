"""Lines of a page that are no news, by the patterns of data/anatomy.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import get_args

from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.intake import dates
from sayso.intake.parts.credits import agencies_in
from sayso.records import PartLabel
from sayso.resources import table

LONGEST_LINE = 420
"""Code points of the longest line that a pattern for whole lines can take."""
_CAPITAL = r"(?-i:(?![a-zß-öø-ÿ])[^\W\d_])"
_PARTICLE = r"(?-i:de|da|dos|del|della|di|du|van|von|der|den|bin|bint|ibn|al|el|la|le|ter|y)"
_ARTICLE = r"(?:(?-i:al|el|an|as|ash|ad|ed|ar|er|az|ez|at|et|ul)[-’'])?"
_PROPER = rf"(?!(?:and|with)\b){_ARTICLE}{_CAPITAL}[\w.'’-]*"
PERSON_NAME = rf"{_PROPER}(?:\s+(?:{_PARTICLE}\s+)*{_PROPER}){{0,4}}"
"""A person's name, in a pattern that ignores case elsewhere. No word is two things at once: else long lines of
capitals take for ever."""
NAME_LIST = rf"{PERSON_NAME}(?:\s*(?:,\s*and|,|&|and|with)\s+{PERSON_NAME}){{0,9}}"

CLOSE = r"\s*[:.]?"

AGENCY = "{agency}"
LinePattern = re.Pattern[str]
LinePatterns = tuple[LinePattern, ...]


def furniture_label(line: str, names: Names = PACKAGED_NAMES) -> PartLabel | None:
    """What kind of furniture a line is (its white space single); null for news."""
    known = agencies_in(line, names)
    return _label(line, known) if len(line) <= LONGEST_LINE else _opens(line, known)


@lru_cache(maxsize=8192)
def _label(line: str, known: tuple[str, ...]) -> PartLabel | None:
    """Remembered, since the pages of a site share their menus."""
    for name, whole, opening in _patterns(known):
        if any(p.fullmatch(line) for p in whole) or any(p.match(line) for p in opening):
            return name
    return None


def _opens(line: str, known: tuple[str, ...]) -> PartLabel | None:
    found = _patterns(known)
    return next((name for name, _, opening in found if any(p.match(line) for p in opening)), None)


def is_heading(line: str) -> bool:
    """True for a line that announces links to other pages ("Related stories")."""
    return len(line) <= LONGEST_LINE and _headings().fullmatch(line) is not None


def is_closing(line: str) -> bool:
    """True for a heading of what is said behind a story ("About the authors"), prose or not."""
    return len(line) <= LONGEST_LINE and _closings().fullmatch(line) is not None


@lru_cache(maxsize=512)
def _patterns(known: tuple[str, ...]) -> tuple[tuple[PartLabel, LinePatterns, LinePatterns], ...]:
    """For each label the patterns of whole lines and of their openings; {agency} is one of `known`."""
    found = []
    for name, rows in _table().items():
        assert name in get_args(PartLabel), name
        whole = [*rows.get("line", ()), *rows.get("heading", ()), *rows.get("closing", ())]
        found.append((name, _split(whole, known, CLOSE), _split(rows.get("opening", ()), known)))
    return tuple(found)


@cache
def _headings() -> LinePattern:
    return _compiled(tuple(p for rows in _table().values() for p in rows.get("heading", ())), (), CLOSE)


@cache
def _closings() -> LinePattern:
    return _compiled(tuple(p for rows in _table().values() for p in rows.get("closing", ())), (), CLOSE)


def _table() -> Mapping[PartLabel, Mapping[str, Sequence[str]]]:
    found: Mapping[PartLabel, Mapping[str, Sequence[str]]] = table("anatomy.yaml")
    return found


def _split(rows: Sequence[str], known: tuple[str, ...], ending: str = "") -> LinePatterns:
    """Rows that name agencies apart from the others, which are compiled only once."""
    plain = tuple(row for row in rows if AGENCY not in row)
    named = tuple(row for row in rows if AGENCY in row)
    return tuple(_compiled(part, names, ending) for part, names in ((plain, ()), (named, known)) if part)


@lru_cache(maxsize=2048)
def _compiled(rows: tuple[str, ...], known: tuple[str, ...], ending: str) -> LinePattern:
    names = "|".join(map(re.escape, known)) or "(?!)"
    return re.compile("(?:" + "|".join(f"(?:{_filled(row, names)})" for row in rows) + ")" + ending, re.IGNORECASE)


def _filled(row: str, names: str) -> str:
    words = {
        AGENCY: f"(?-i:{names})",
        "{date}": f"(?:{dates.WRITTEN})",
        "{names}": f"(?:{NAME_LIST})",
        "{name}": f"(?:{PERSON_NAME})",
    }
    for slot, pattern in words.items():
        row = row.replace(slot, pattern)
    return row
