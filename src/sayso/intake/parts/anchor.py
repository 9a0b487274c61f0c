"""The date that "Thursday" is counted from, and how it was found; what a page does not say stays unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.ground.edtf import is_point
from sayso.ground.names import PACKAGED, Names
from sayso.intake import dates
from sayso.intake.parts.anatomy import dateline
from sayso.records import Anchor, Dated, Part

_YEARS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*|\(c\)\s*|by\s+)?(?:[\w. ]{0,30}?\s)?"
    r"(?:(?:19|20)\d\d\s*[-–]\s*)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_LINE = re.compile(
    rf"(?:(?:last )?(?:published|posted|issued|updated)(?:\s+(?:on|at|date))?\s*:?\s*)?(?:\w+day,?\s+)?"
    rf"(?P<date>{dates.WRITTEN}|\d{{4}}-\d\d-\d\d)",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified)", re.IGNORECASE)


def on_page(text: str, parts: Sequence[Part]) -> Dated | None:
    """The full date that a furniture line of the page gives ("Published: May 9, 2024"); null where none does."""
    for part in parts:
        if part.label != "boilerplate":
            continue
        for line in text[part.start : part.end].splitlines():
            match = _LINE.match(line.strip())
            if match and not _UPDATED.match(line.strip()):
                found = match["date"] if is_point(match["date"]) else dates.written(match["date"])
                if found and "X" not in found:
                    return Dated(found, "text")
    return None


def from_dateline(text: str, parts: Sequence[Part], names: Names = PACKAGED) -> str | None:
    """EDTF of the date in the dateline: `XXXX-05-09` without a year; null where there is none."""
    part = next((p for p in parts if p.label == "dateline"), None)
    match = dateline(text[part.start :], names) if part else None
    if match is None or not match["date"]:
        return None
    return dates.written(re.sub(r"^\w+day,?\s+", "", match["date"]))


def rights_year(text: str, parts: Sequence[Part]) -> str | None:
    """The one year that the rights lines give; null where they give none or several."""
    years = {
        m[1] for p in parts if p.label in ("rights", "photo_credit") for m in _YEARS.finditer(text, p.start, p.end)
    }
    return years.pop() if len(years) == 1 else None


def anchor(text: str, parts: Sequence[Part], published: Dated | None, names: Names = PACKAGED) -> Anchor:
    """The anchor of an article whose own date is `published`, if it has one; `names` are the agencies known."""
    if published is not None:
        basis = "caller" if published.basis == "caller" else "published"
        return Anchor(dates.day(published.edtf), "caller" if basis == "caller" else "published")
    line, year = from_dateline(text, parts, names), rights_year(text, parts)
    if line is not None:
        full = line.replace("XXXX", year) if year and is_point(line.replace("XXXX", year)) else line
        return Anchor(full, "dateline")
    return Anchor(year, "rights-year") if year else Anchor(None, "none")
