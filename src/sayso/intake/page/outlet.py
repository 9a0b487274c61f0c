"""Which outlet a page is of, where its metadata do not say: its title's sides weighed by what else the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit

import lxml.html

from sayso.intake.page.line import line_key
from sayso.intake.page.metadata import Said
from sayso.resources import table

_SIDES = re.compile(r"\s+(?:[|/–—«»•·>‹›-]|::)\s+|(?<=\S):\s+")
MOST_SIDES = 8
"""Places where a title may be cut that are looked at, the last ones."""
LONGEST_SITE = 7
"""Words of an outlet's name beside a title."""
TOP_LINES = 6
"""Lines at the top of a page among which an outlet shows its name."""
_RIGHTS = re.compile(r"©|\(c\)|copyright|rights reserved", re.IGNORECASE)
_ISSUE = re.compile(r"(?P<name>.+?)[\s,:|–—-]*(?:#|\b(?:no|nr|issue|vol|edition)\b\.?)\s*\d+.{0,40}", re.IGNORECASE)
""" "Sahel Weekly #88": an outlet and its issue."""
_EDITION = re.compile(r"(?<=\w)\s+(?:Archives?|Website|E-?Paper|Print Edition)$", re.IGNORECASE)
""" "The Blantyre Gazette Archive": what an outlet calls a part of itself."""
_ORNAMENT = " \t:|-–—•·*~»«>"


def outlet(tree: lxml.html.HtmlElement, said: Said, lines: Sequence[str]) -> tuple[str | None, str | None]:
    """The title without the outlet's name, and that name: who the page says that it is, else the side of the title that
    the page also shows as its own name (over its rights, in its address, at its top), else what stands beside the words
    of a line of the page and names no section."""
    title = said.title.strip(_ORNAMENT) if said.title else None
    if title is None:
        return None, said.publisher
    page = _Page(tree, said.url, lines)
    issue = _ISSUE.fullmatch(title)
    named = issue["name"] if issue and page.shows(issue["name"]) else title
    if said.publisher is None and ((issue is not None and named != title) or page.owns(title)):
        return None, named
    story, site = _sided(title, page, said.publisher)
    return story, said.publisher or site


class _Page:
    """What a page shows of its outlet."""

    def __init__(self, tree: lxml.html.HtmlElement, url: str | None, lines: Sequence[str]) -> None:
        self.lines = {line_key(line) for line in lines}
        self.rights = " ".join(line_key(line) for line in lines if _RIGHTS.search(line))
        self.top = {line_key(line) for line in lines[:TOP_LINES]}
        self.host = _host(url)
        self.pictures = {line_key(picture.get("alt") or "") for picture in list(tree.iter("img"))[:TOP_LINES]}

    def owns(self, name: str) -> bool:
        """Whether the page shows the name as its own: in its address or over its rights."""
        key = line_key(name).removeprefix("the")
        return len(key) > 3 and (key in self.rights or (bool(self.host) and (key in self.host or self._initials(name))))

    def _initials(self, name: str) -> bool:
        first = "".join(word[0] for word in name.split() if word[0].isupper()).lower()
        return len(first) > 2 and first == self.host

    def shows(self, name: str) -> bool:
        """Whether the name also stands alone at its top or as a picture of it."""
        return self.owns(name) or line_key(name) in self.top | self.pictures

    def has(self, words: str) -> bool:
        """Whether a line of the page is these words, or begins with them where they are many."""
        key = line_key(words)
        return key in self.lines or (len(key) > 20 and any(line.startswith(key) for line in self.lines))


def _host(url: str | None) -> str:
    """The letters of an address's own label: "khyberdaily" of www.khyberdaily.example."""
    try:
        labels = (urlsplit(url or "").hostname or "").split(".")
    except ValueError:
        return ""
    return line_key(max(labels[:-1], key=len, default=""))


def _sided(title: str, page: _Page, known: str | None) -> tuple[str, str | None]:
    """A title without the outlet's name, and that name."""
    pairs = list(_pairs(title))
    for story, site in pairs:
        if page.owns(site) and not page.owns(story):
            return _headline(story, page), _name(site, page)
    for story, site in pairs:
        if page.has(story) and (known is None or line_key(known) in line_key(site) or not page.shows(story)):
            return story, _name(site, page)
    return title, None


def _headline(story: str, page: _Page) -> str:
    """The piece of a title that is a line of the page: the rest names its section."""
    pieces = [words for pair in _pairs(story) for words in pair]
    return story if page.has(story) else next((words for words in pieces if page.has(words)), story)


def _pairs(title: str) -> Iterator[tuple[str, str]]:
    """The sides of each place where a title may be cut, the last place first, either of them as the outlet."""
    for cut in reversed(list(_SIDES.finditer(title))[-MOST_SIDES:]):
        left, right = title[: cut.start()].strip(), title[cut.end() :].strip()
        for story, site in ((left, _EDITION.sub("", right)), (right, _EDITION.sub("", left))):
            if story and site and len(site.split()) <= LONGEST_SITE:
                yield story, site


def _name(site: str, page: _Page) -> str | None:
    """The piece of a side that is the outlet's name: the one that the page shows, else the last that is no section."""
    pieces = [piece for words in _SIDES.split(site) if (piece := words.strip(_ORNAMENT))]
    shown = next((piece for piece in pieces if page.shows(piece)), None)
    return shown or next((piece for piece in reversed(pieces) if not _sections().fullmatch(piece)), None)


@cache
def _sections() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row})" for row in table("pages.yaml")["sections"]), re.IGNORECASE)
