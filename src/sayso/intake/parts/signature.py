"""Lines above a story that are signed: the author's name alone, or beside the date ("3 May 2024 | By Jane Roe")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.intake import dates
from sayso.intake.parts import furniture
from sayso.intake.parts.credits import agencies_in, people_in
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
_POSTED = re.compile(
    rf"(?:posted|submitted|published) by:?\s+{furniture.NAME_LIST}(?=\s*$|\s+(?:at|on)\s)", re.IGNORECASE
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


_BESIDE_NAMES = re.compile(
    r"\W*(?:(?:by|von|por|par|di|door|oleh)\b)?\W*"
    r"(?:(?:in|at|from)\s+(?-i:[A-Z])[\w’'-]+(?:\s(?-i:[A-Z])[\w’'-]+){0,2})?"
    r"\W*(?:(?:and|with|und|et|y|e)\b)?\W*(?:(?:(?:news|wire)\s+)?agencies|staff)?\W*",
    re.IGNORECASE,
)
"""What may stand before, between and behind names that sign a line."""


def is_signature(unit: Unit) -> bool:
    """Whether a line holds a name in an element for authors, or one that the metadata give, and beside it nothing but
    where they are and that agencies helped."""
    signed = unit.on_page.signed if unit.on_page else ()
    at, rest = 0, []
    for start, end in signed:
        rest.append(unit.text[at : start - unit.start])
        at = end - unit.start
    rest.append(unit.text[at:])
    return bool(signed) and len(unit.line) <= LONGEST_SIGNED and all(map(_BESIDE_NAMES.fullmatch, rest))


_FULL_NAME = re.compile(rf"(?=\S+\s){furniture.PERSON_NAME}", re.IGNORECASE)
_NAMES_ALONE = re.compile(
    rf"{furniture.PERSON_NAME}(?:(?:,| and| &|, and| /)\s+{furniture.PERSON_NAME}){{0,3}}", re.IGNORECASE
)
_STAMP = re.compile(
    r"\s*[|•·/–—-]?\s*(?=(?:(?:published|updated|posted)\s)?(?:\w+day,?\s+)?(?:\d|[a-z]{3,9}\.?\s\d))", re.IGNORECASE
)
"""What stands between a name and a date behind it."""


_AGO = re.compile(
    r"(?:(?:published|updated|posted)\s+)?(?:about )?\d+ (?:second|minute|hour|day|week|month|year)s? ago.{0,20}",
    re.IGNORECASE,
)


def is_stamped(line: str) -> bool:
    """Whether a line is a person's name and a date: "Jane Roe - June 4, 2019", "4 June 2019, 07:05 • Jane Roe"."""
    if len(line) > LONGEST_SIGNED:
        return False
    for cut in _STAMP.finditer(line):
        name, rest = line[: cut.start()].strip(), line[cut.end() :]
        if name and _is_full_name(name) and (dates.is_alone(rest) or _AGO.fullmatch(rest)):
            return True
    pieces = [piece.strip() for piece in re.split(r"[|•·]|\s/\s", line)]
    if len(pieces) > 2 and _is_full_name(pieces[0]) and dates.is_alone(pieces[-1]):
        return all(len(piece) <= LONGEST_BETWEEN for piece in pieces)
    behind = re.fullmatch(r"(?P<date>.+)[|•·](?P<name>[^|•·]+)", line)
    return behind is not None and _is_full_name(behind["name"].strip()) and dates.is_alone(behind["date"])


LONGEST_BETWEEN = 40
"""Code points of what stands between a name and a date: "Jane Roe | TNN | Jun 4, 2019"."""


def _is_full_name(words: str) -> bool:
    short = 2 <= len(words.split()) <= 4
    return short and _FULL_NAME.fullmatch(words) is not None and len(people_in(words)) == 1


def signs_off(line: str, outlet: str) -> bool:
    """Whether a line is a person's name that a dash or brackets set apart ("— Jane Roe"), or that the outlet's name or
    "agencies" stands beside ("Jane Roe | Harbour Standard", "Jane Roe and agencies")."""
    if len(line) > LONGEST_SIGNED:
        return False
    apart = re.fullmatch(r"(?:[–—-]+\s*(?P<dash>.+?)|\((?P<round>[^()]+)\))[.]?", line)
    if apart:
        return _is_full_name(apart["dash"] or apart["round"])
    house = rf"(?:the )?{re.escape(outlet)}(?: staff| correspondent| reporter)?" if outlet else "(?!)"
    beside = re.fullmatch(
        rf"(?P<who>.+?)(?:,?\s+(?:and|with)\s+(?:(?:news |wire )?agencies|{house})"
        rf"|(?:\s*[,|/•·–—]\s*|\s+-\s+){house}|,?\s+(?:special )?(?:for|to|at|of)\s+{house})",
        line,
        re.IGNORECASE,
    )
    return bool(beside and 2 <= len(beside["who"].split()) <= 9 and _NAMES_ALONE.fullmatch(beside["who"]))


def are_agencies(unit: Unit) -> bool:
    """Whether a line is names of agencies with a slash between them: "AFP/Reuters"."""
    pieces = [piece.strip() for piece in unit.line.strip("() ").split("/")]
    known = set(agencies_in(unit.line, unit.names))
    return len(pieces) > 1 and known.issuperset(pieces)


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
    posted = _POSTED.match(unit.text)
    if posted:
        return ((unit.start, unit.start + posted.end()),)
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
