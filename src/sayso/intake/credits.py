"""Parts → credits: agencies, authors, translators, editors, the place of the dateline and the rights line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sayso.records import Credit, Credits, Part, PartLabel, Words
from sayso.resources import table
from sayso.spans import trim

KEYWORDS: tuple[tuple[PartLabel, str], ...] = (
    ("translator", r"translat(?:ed|ion)(?: [a-z]+ [a-z]+)? by|(?:english|french|german|spanish|"
        r"russian|arabic|portuguese|italian|turkish|chinese|japanese) version(?: by)?"),
    ("editor", r"(?:additional )?edit(?:ed|ing) by|editors?:"),
    ("byline", r"(?:additional )?(?:reporting|writing|written|compiled)(?: and (?:writing|editing|reporting))? by|by"),
)  # fmt: skip
_KEYWORD = re.compile("|".join(rf"(?P<{label}>\b(?:{p})(?!\w))" for label, p in KEYWORDS), re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:in|at|for|from)\s+[A-Z].*$|\s*[|].*$")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+(?:[a-z]{1,3}\s+)?[^\W\d_][\w.'’-]*){1,4}")
ORDER: tuple[PartLabel, ...] = ("dateline", "byline", "editor", "translator", "source_link", "rights")
"""Where the agency that wrote a copy is looked for, the surest place first."""


@cache
def agencies() -> dict[str, str]:
    """Written form of an agency → its name, longest forms first."""
    rows = [row for row in table("outlets.csv") if row["kind"] == "agency"]
    forms = {form: row["name"] for row in rows for form in (row["name"], *row["aliases"].split("|")) if form}
    return dict(sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(form) for form in agencies()) + r")(?!\w)")


def segments(line: str, start: int, label: PartLabel) -> Iterator[tuple[int, PartLabel]]:
    """Where the pieces of a credit line begin ("written by A, French version B, edited by C"); offsets are of the article."""
    found: list[tuple[int, PartLabel]] = [(start, label)]
    for match in _KEYWORD.finditer(line):
        kind: PartLabel = next(name for name, _ in KEYWORDS if match[name])
        if match.start() <= 1:
            found[0] = (start, kind)
        else:
            found.append((start + match.start(), kind))
    yield from found


def read(text: str, parts: Sequence[Part], place: tuple[int, int] | None) -> Credits:
    """The credits of an article. `place` is the span of the dateline's place."""
    where = None
    if place is not None:
        words = text[place[0] : place[1]]
        where = Credit(_place_name(words), words, *place)
    rights = next((p for p in parts if p.label == "rights"), None)
    return Credits(
        tuple(_agencies(text, parts)), tuple(_people(text, parts, "byline")), tuple(_people(text, parts, "translator")),
        tuple(_people(text, parts, "editor")), where, Words.at(text, *trim(text, rights.start, rights.end)) if rights else None,
    )  # fmt: skip


def _place_name(words: str) -> str:
    return " ".join(piece.capitalize() if piece.isupper() and len(piece) > 2 else piece for piece in words.split())


def _agencies(text: str, parts: Sequence[Part]) -> Iterator[Credit]:
    seen = set()
    for label in ORDER:
        for part in parts:
            if part.label != label:
                continue
            for match in _agency().finditer(text, part.start, part.end):
                name = agencies()[match[0]]
                if name not in seen:
                    seen.add(name)
                    yield Credit(name, match[0], match.start(), match.end())


def _people(text: str, parts: Sequence[Part], label: PartLabel) -> Iterator[Credit]:
    seen = set()
    for part in parts:
        if part.label != label:
            continue
        for start, end in _lists(text, part):
            for a, b in _pieces(text, start, end):
                name = " ".join(text[a:b].split())
                if name not in seen:
                    seen.add(name)
                    yield Credit(name, text[a:b], a, b)


def _lists(text: str, part: Part) -> Iterator[tuple[int, int]]:
    """Stretches after a keyword, up to the next one."""
    marks = list(_KEYWORD.finditer(text, part.start, part.end))
    ends = [*(m.start() for m in marks[1:]), part.end][: len(marks)]
    for mark, end in zip(marks, ends, strict=True):
        stop = text.find(";", mark.end(), end)
        yield mark.end(), stop if stop >= 0 else end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for cut in [*re.finditer(r",|\s+and\s+|\s*&\s*|\n", text[start:end]), None]:
        stop = start + cut.start() if cut else end
        a, b = trim(text, at, stop, "()[]:.,;-–—")
        words = text[a:b]
        tail = _TAIL.search(words)
        b = a + tail.start() if tail else b
        words = text[a:b]
        capitals = [w for w in words.split() if w[:1].isupper()]
        if _NAME.fullmatch(words) and len(capitals) >= 2 and words not in agencies():
            yield a, b
        if cut:
            at = start + cut.end()
