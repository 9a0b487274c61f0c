"""Lines above a story that are signed: the author's name alone, or beside the date ("3 May 2024 | By Jane Roe")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.intake import dates
from sayso.intake.page.line import line_key
from sayso.intake.parts import furniture
from sayso.intake.parts.credits import agencies_in
from sayso.intake.parts.units import Unit
from sayso.records import PartLabel
from sayso.spans import Span

if TYPE_CHECKING:
    from sayso.intake.page.visible import VisibleLine

LONGEST_SIGNED = 200
"""Code points of a line that a name can sign."""
_BY = re.compile(
    r"(?:(?<=[|•·–—»/-])\s*|(?<=\s)|^)(?P<by>(?:by:?\s+(?:the\s+|our\s+)?|"
    rf"(?:author|reporter|writer|text|autora?|auteur|autore|yazar)s?\s*:\s*){furniture.NAME_LIST})"
    r"(?=\s*(?:$|[|•·–—»/(,-]|\d|"
    r"(?:on|at|in|for|last|updated|published|posted)\b))",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:^|(?<=\W))(?:by|von|por|par|di|door|oleh|автор|text)?:?\s*$", re.IGNORECASE)


def with_writers(line: VisibleLine, text: str, writers: Sequence[str]) -> VisibleLine:
    """The line, signed by whom the page's metadata name as a writer, where it holds that name."""
    shown = text[line.start : line.end]
    if line.signed or len(shown) > LONGEST_SIGNED:
        return line
    found: list[Span] = []
    for name in writers:
        match = (
            re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown, re.IGNORECASE) if len(name) > SHORTEST_WRITER else None
        )
        if match:
            by = _BEFORE.search(shown, 0, match.start())
            found.append((line.start + (by.start() if by else match.start()), line.start + match.end()))
    return replace(line, signed=tuple(sorted(found))) if found else line


SHORTEST_WRITER = 4
"""Code points of a writer's name beyond which it is looked for."""


def is_signature(unit: Unit) -> bool:
    """Whether a line holds a name in an element for authors, or one that the metadata give, and nothing else."""
    signed = unit.on_page.signed if unit.on_page else ()
    named = "".join(line_key(unit.text[a - unit.start : b - unit.start]) for a, b in signed)
    rest = (
        re.sub(r"^(?:by|von|por|par|di|door|oleh|and|und|et|y|e)+", "", unit.key.replace(named, "")) if named else "?"
    )
    return bool(signed) and len(unit.line) <= LONGEST_SIGNED and not rest


def is_dated(unit: Unit) -> bool:
    """Whether a line holds the author's name and a date, and nothing else."""
    rest, at = "", unit.start
    for start, end in _names(unit):
        rest, at = f"{rest}{unit.text[at - unit.start : start - unit.start]} ", end
    rest = f"{rest}{unit.text[at - unit.start :]}".strip(" |•·–—»/,-")
    return at > unit.start and dates.is_alone(rest)


def signed_pieces(unit: Unit) -> Iterator[tuple[int, PartLabel]]:
    """The pieces of a line of furniture: names in elements for authors, or behind "by" in a line with a date, and what
    stands beside them."""
    at = unit.start
    for start, end in _names(unit):
        if _has_word(unit.text[at - unit.start : start - unit.start]):
            yield at, "boilerplate"
            at = start
        yield at, "byline"
        at = end
    if at == unit.start or _has_word(unit.text[at - unit.start :]):
        yield at, "boilerplate"


def _has_word(words: str) -> bool:
    return any(c.isalnum() for c in words)


def _names(unit: Unit) -> Sequence[Span]:
    if len(unit.text) > LONGEST_SIGNED:
        return ()
    if unit.on_page and unit.on_page.signed:
        return unit.on_page.signed
    match = _BY.search(unit.text)
    if match is None and (agency := _agency(unit)):
        return (agency,)
    if match is None or not _has_date(unit.text[: match.start("by")], unit.text[match.end() :]):
        return ()
    return ((unit.start + match.start("by"), unit.start + match.end()),)


def _agency(unit: Unit) -> Span | None:
    """An agency's name at the end of a line that begins with a date, or at its beginning with a date behind it."""
    for form in agencies_in(unit.text, unit.names):
        at = unit.text.find(form)
        before, after = unit.text[:at].strip(" |•·–—/-,"), unit.text[at + len(form) :].strip(" |•·–—/-,")
        if (not before and dates.is_alone(after)) or (not after and dates.is_alone(before)):
            return unit.start + at, unit.start + at + len(form)
    return None


_SIDES = re.compile(r"\s*[|•·–—»/]\s*|\s+(?=\w+day\b)|\bon\s+|:\s+")


def _has_date(*pieces: str) -> bool:
    words = [words for piece in pieces for words in _SIDES.split(piece)]
    return any(dates.printed_date(piece) or dates.is_doubtful(piece) for piece in words)
