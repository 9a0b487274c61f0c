"""Lines of a page that are no news, by the patterns of data/anatomy.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import get_args

from sayso.intake import edtf
from sayso.intake.credits import agencies
from sayso.records import PartLabel
from sayso.resources import table

LONGEST_LINE = 420
"""Code points of the longest line that a pattern for whole lines can take."""
_CAPITAL = r"(?-i:(?![a-zß-öø-ÿ])[^\W\d_])"
_PARTICLE = r"(?:de|da|dos|del|della|di|du|van|von|der|den|bin|bint|ibn|al|el|la|le|ter|y)"
NAME = rf"{_CAPITAL}[\w.'’-]*(?:\s+(?:{_PARTICLE}\s+)*{_CAPITAL}[\w.'’-]*){{0,4}}"
"""A person's name, in a pattern that ignores case elsewhere."""
NAMES = rf"{NAME}(?:\s*(?:,\s*and|,|&|and|with)\s+{NAME}){{0,9}}"

CLOSE = r"\s*[:.]?"

Pattern = re.Pattern[str]


def label(line: str) -> PartLabel | None:
    """What kind of furniture a line is (its white space single); null for news."""
    short = len(line) <= LONGEST_LINE
    for name, whole, opening in _patterns():
        if (short and whole.fullmatch(line)) or opening.match(line):
            return name
    return None


def is_heading(line: str) -> bool:
    """True for a line that announces links to other pages ("Related stories")."""
    return len(line) <= LONGEST_LINE and _headings().fullmatch(line) is not None


@cache
def _patterns() -> tuple[tuple[PartLabel, Pattern, Pattern], ...]:
    found = []
    for name, rows in _table().items():
        assert name in get_args(PartLabel), name
        whole = [*rows.get("line", ()), *rows.get("heading", ())]
        found.append((name, _compiled(whole, CLOSE), _compiled(rows.get("opening", ()))))
    return tuple(found)


@cache
def _headings() -> Pattern:
    return _compiled([p for rows in _table().values() for p in rows.get("heading", ())], CLOSE)


def _table() -> Mapping[PartLabel, Mapping[str, Sequence[str]]]:
    found: Mapping[PartLabel, Mapping[str, Sequence[str]]] = table("anatomy.yaml")
    return found


def _compiled(rows: Sequence[str], ending: str = "") -> Pattern:
    names = "|".join(re.escape(form) for form in agencies())
    filled = [_filled(row, names) for row in rows] or ["(?!)"]
    return re.compile("(?:" + "|".join(f"(?:{row})" for row in filled) + ")" + ending, re.IGNORECASE)


def _filled(row: str, names: str) -> str:
    words = {"{agency}": f"(?-i:{names})", "{date}": f"(?:{edtf.WRITTEN})", "{names}": f"(?:{NAMES})", "{name}": f"(?:{NAME})"}
    for slot, pattern in words.items():
        row = row.replace(slot, pattern)
    return row
