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
LONGEST_HEAD = 30
"""Lines that a head can take."""


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
    body = next((i for i, row in enumerate(rows[:LONGEST_HEAD]) if row.rstrip(":") == "Body"), None)
    return _nexis(rows, body) if body is not None else _factiva(rows)


def _nexis(rows: list[str], body: int) -> dict[str, str]:
    """Title, publication and day stand above the labels; "Load-Date" and what follows it is the file's own."""
    head = [row for row in rows[:body] if not _LABELLED.match(row) and not _RIGHTS.match(row)]
    day = next((i for i, row in enumerate(head) if dates.printed(row)), None)
    byline = next((m["rest"] for row in rows[:body] if (m := _LABELLED.match(row)) and m["name"] == "Byline"), "")
    prose = list(_until(rows[body + 1 :]))
    publisher = head[day - 1] if day is not None and day >= 2 else (head[1] if len(head) > 1 else "")
    return _fields(
        head[0] if head else "", byline, prose, publisher, dates.printed(head[day]) if day is not None else None
    )


def _until(rows: list[str]) -> Iterator[str]:
    for row in rows:
        match = _LABELLED.match(row)
        if match and match["name"] in ("Load-Date", "Classification", "Graphic"):
            return
        yield row


def _factiva(rows: list[str]) -> dict[str, str]:
    """Title, author, words, day, hour, publication, code, language, rights; then the story."""
    at = next((i for i, row in enumerate(rows[:LONGEST_HEAD]) if _WORDS.match(row)), None)
    if at is None:
        return {"text": "\n\n".join(rows)}
    above = rows[:at]
    title, byline = above[0] if above else "", " ".join(row for row in above[1:] if row.lower().startswith("by "))
    published = publisher = None
    end = at + 1
    for end in range(at + 1, min(len(rows), at + LONGEST_HEAD)):
        row = rows[end]
        if dates.printed(row) and len(row) < 40:
            published = published or dates.printed(row)
        elif _RIGHTS.match(row):
            end += 1
            break
        elif publisher is None and not _CLOCK.match(row) and not _CODE.match(row):
            publisher = row
        elif row not in ("English",) and not _CLOCK.match(row) and not _CODE.match(row) and len(row) > 60:
            break
    return _fields(title, byline, rows[end:], publisher or "", published)


def _fields(title: str, byline: str, prose: list[str], publisher: str, published: str | None) -> dict[str, str]:
    by = f"By {byline}" if byline and not byline.lower().startswith("by ") else byline
    text = "\n\n".join(row for row in (title, by, *prose) if row)
    found = {"text": text, "title": title, "publisher": publisher, "published": published}
    return {name: value for name, value in found.items() if value}
