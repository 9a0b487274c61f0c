"""The text of an export of Nexis or Factiva → its stories, each with what its own head says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.intake import dates

_END = re.compile(r"^(?:End of Document|Document [A-Za-z0-9]{16,40})\s*$", re.MULTILINE)
_LABELLED = re.compile(
    r"^(?P<name>Byline|Length|Section|Dateline|Highlight|Load-Date|Copyright|Body|Headline|Language|Publication-Type|"
    r"Subject|Industry|Geographic|Graphic|Classification)\s*:?\s*(?P<rest>.*)$"
)
_WORDS = re.compile(r"^[\d,]+ words$", re.IGNORECASE)
_CLOCK = re.compile(r"^\d{1,2}:\d\d(?: [AP]M)?$")
_CODE = re.compile(r"^[A-Z0-9]{2,8}$")
_RIGHTS = re.compile(r"^(?:©|\(c\)|Copyright\b)", re.IGNORECASE)
HEAD_LINES = 30
"""Lines that a head can take."""
LONGEST_DAY, LONGEST_ENTRY = 39, 60
"""Code points of a row that gives the day, and of any row of a head; what is longer is the story."""


def clippings(text: str) -> list[dict[str, str]]:
    """The stories of a file as the fields of records; of a text that is no such export, the text itself."""
    if not _END.search(text):
        return [{"text": text}]
    found = [fields for piece in _END.split(text) if (fields := _story(piece))]
    return found or [{"text": text}]


def _story(piece: str) -> dict[str, str]:
    rows = [row.strip() for row in piece.splitlines() if row.strip()]
    if len(rows) < 3:
        return {}
    body = next((i for i, row in enumerate(rows[:HEAD_LINES]) if row.rstrip(":") == "Body"), None)
    return _nexis(rows, body) if body is not None else _factiva(rows)


def _nexis(rows: list[str], body: int) -> dict[str, str]:
    """Title, publication and day stand above the labels; "Load-Date" and what follows it is the file's own."""
    head = [row for row in rows[:body] if not _LABELLED.match(row) and not _RIGHTS.match(row)]
    day = next((i for i, row in enumerate(head) if dates.printed_date(row)), None)
    byline = next((m["rest"] for row in rows[:body] if (m := _LABELLED.match(row)) and m["name"] == "Byline"), "")
    prose = list(_until(rows[body + 1 :]))
    publisher = head[day - 1] if day is not None and day >= 2 else (head[1] if len(head) > 1 else "")
    return _fields(
        head[0] if head else "", byline, prose, publisher, dates.printed_date(head[day]) if day is not None else None
    )


def _until(rows: list[str]) -> Iterator[str]:
    for row in rows:
        match = _LABELLED.match(row)
        if match and match["name"] in ("Load-Date", "Classification", "Graphic"):
            return
        yield row


def _factiva(rows: list[str]) -> dict[str, str]:
    """Title, author, words, then what `_imprint` reads; then the story."""
    at = next((i for i, row in enumerate(rows[:HEAD_LINES]) if _WORDS.match(row)), None)
    if at is None:
        return {"text": "\n\n".join(rows)}
    title, byline = rows[0] if at else "", " ".join(row for row in rows[1:at] if row.lower().startswith("by "))
    published, publisher, taken = _imprint(rows[at + 1 : at + HEAD_LINES])
    return _fields(title, byline, rows[at + 1 + taken :], publisher or "", published)


def _imprint(rows: list[str]) -> tuple[str | None, str | None, int]:
    """Day and publication of a head whose rows are day, hour, publication, code, language and rights; and how many
    rows stand before the story."""
    published = publisher = None
    taken = 0
    for taken, row in enumerate(rows):
        day = dates.printed_date(row) if len(row) <= LONGEST_DAY else None
        if day:
            published = published or day
        elif _RIGHTS.match(row):
            return published, publisher, taken + 1
        elif _CLOCK.match(row) or _CODE.match(row):
            continue
        elif publisher is None:
            publisher = row
        elif len(row) > LONGEST_ENTRY:
            break
    return published, publisher, taken


def _fields(title: str, byline: str, prose: list[str], publisher: str, published: str | None) -> dict[str, str]:
    by = f"By {byline}" if byline and not byline.lower().startswith("by ") else byline
    text = "\n\n".join(row for row in (title, by, *prose) if row)
    found = {"text": text, "title": title, "publisher": publisher, "published": published}
    return {name: value for name, value in found.items() if value}
