"""Elements that hold an author's name, and marks that carry them through the making of a line."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sayso.resources import table
from sayso.spans import Span

SIGN_BEGINS, SIGN_ENDS = "\ufdd0", "\ufdd1"
"""Code points that are no characters, so that no page shows them."""
LONGEST_SIGN = 120
"""Code points of what an element for an author's name holds."""
_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:es)?|auteurs?|profiles?|by|journalists?|reporters?|writers?|staff)/[\w.%-]+/?$"
)
"""The end of an address of an author's own page."""
_MARK = re.compile(f"[{SIGN_BEGINS}{SIGN_ENDS}]")
_AGAIN = re.compile(f"{SIGN_ENDS}( ?){SIGN_BEGINS}")


def names_author(element: Any) -> bool:
    """Whether an element says that it holds the author's name, by its class, `rel` or `itemprop`, or as a link to
    an author's page, and is as short as one."""
    if not (
        "author" in (element.get("rel"), element.get("itemprop"))
        or (element.tag == "a" and _AUTHORS_PAGE.search((element.get("href") or "")[:400]))
        or any(_class().fullmatch(name) for name in (element.get("class") or "")[:400].split())
    ):
        return False
    size = 0
    for words in element.itertext():
        size += len(words.strip())
        if size > LONGEST_SIGN:
            return False
    return True


def credits_picture(element: Any, tag: str) -> bool:
    """Whether an element within a caption says by its tag or class that it holds whose picture it is."""
    words = set(re.findall(r"[a-z]+", (element.get("class") or "")[:400].lower()))
    return tag in ("cite", "small") or bool(words & set(table("pages.yaml")["picture_credits"]))


@cache
def _class() -> re.Pattern[str]:
    names = "|".join(table("pages.yaml")["authors"])
    return re.compile(rf"(?:[\w-]*[-_])?(?:{names})", re.IGNORECASE)


def with_signs(words: str) -> str:
    """The words between marks; white space around them stays outside."""
    core = words.strip()
    if not core or _MARK.search(words):
        return words
    at = words.index(core)
    return f"{words[:at]}{SIGN_BEGINS}{core}{SIGN_ENDS}{words[at + len(core) :]}"


def without_signs(line: str) -> tuple[str, tuple[Span, ...]]:
    """The line without its marks, and what stood between them."""
    if SIGN_BEGINS not in line:
        return line.replace(SIGN_ENDS, ""), ()
    line = _AGAIN.sub(r"\1", line)
    text: list[str] = []
    opened: list[int] = []
    found: list[Span] = []
    at = 0
    for piece in re.split(f"([{SIGN_BEGINS}{SIGN_ENDS}])", line):
        if piece == SIGN_BEGINS:
            opened.append(at)
        elif piece == SIGN_ENDS and opened:
            found.append((opened.pop(), at))
        elif piece not in (SIGN_BEGINS, SIGN_ENDS):
            text.append(piece)
            at += len(piece)
    return "".join(text), tuple(found)
