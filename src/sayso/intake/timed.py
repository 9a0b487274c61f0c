"""Posts of a live page that only their times of day set apart: items of a list, rows of a table, boxes without a
heading, paragraphs that begin with the time."""

from __future__ import annotations

import html as escapes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import lxml.html
from lxml import etree

from sayso.intake import dates
from sayso.intake.page import metadata, visible
from sayso.intake.page.html import page_tree
from sayso.intake.page.outlet import outlet
from sayso.intake.page.stories import StoryFields

_LIVE = re.compile(
    r"LiveBlogPosting|<(?:title|h1)\b[^>]*>[^<]{0,200}\b(?:live|as it happened|minute by minute|liveticker|live-ticker|"
    r"en direct|en directo|en vivo|ao vivo|relacja na żywo|canlı)\b|(?:class|id)=.[^\"'<>]{0,80}\b(?:live|ticker)",
    re.IGNORECASE,
)
"""What says that a page is live; others are not looked at."""
_TIMES = re.compile(r">\s*\d{1,2}[:.h]\d\d(?:\b|(?=\s?[ap]\.?m\b))", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-3])[:.h](?P<m>[0-5]\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s?(?:hrs|uhr|\(?(?-i:[A-Z]{2,5})\)?)(?!\w))?\s*(?:[-–—:|•.]\s*|$|(?=\s|[A-Z]))",
    re.IGNORECASE,
)
LEAST_POSTS = 3
"""Posts without elements of their own that make a live page."""
SHORTEST_TIMED = 60
"""Code points of a post, its time and heading left out."""
MOSTLY = 0.7
"""The share of what begins with a time that is long enough for a post."""
MOST_POSTS = 2_000
LONGEST_HEADING = 200


def timed(source: str, html: str, max_depth: int) -> tuple[list[StoryFields], str | None]:
    """The posts of a live page as the fields of records, and the day that the page gives; none for another page.
    Raises as `page_tree` does."""
    if len(list(islice(_TIMES.finditer(html), LEAST_POSTS))) < LEAST_POSTS or not _LIVE.search(html):
        return [], None
    tree = page_tree(source, html, max_depth)
    groups = next((found for element in tree.iter(etree.Element) if (found := _posts(element))), None)
    if groups is None:
        return [], None
    whole, lines = visible.visible_lines(tree)
    said = metadata.page_metadata(tree)
    _, publisher = outlet(tree, said, [whole[line.start : line.end] for line in lines])
    shared = {"publisher": publisher, "url": said.url}
    fields = {name: value for name, value in shared.items() if value}
    printed = said.published or _day(whole[line.start : line.end] for line in lines)
    day = dates.day_part(printed) if printed else None
    return [{**_story(post, day), **fields} for post in groups[:MOST_POSTS]], day


@dataclass(slots=True)
class Post:
    """The elements of a post, and the day (EDTF) that a heading above it gives."""

    nodes: list[Any]
    day: str | None

    @property
    def size(self) -> int:
        """Code points of its words."""
        return sum(len(words.strip()) for node in self.nodes for words in node.itertext())


def _posts(element: Any) -> list[Post] | None:
    """The posts among an element's children: each begins with a time of day, and these run one way but for midnight."""
    children = [child for child in element if isinstance(child.tag, str)]
    marks = [child for child in children if _begins(child) is not None]
    if len(marks) < LEAST_POSTS or len({child.tag for child in marks}) > 1 or element.tag in ("nav", "aside", "footer"):
        return None
    groups = _cut(children, marks)
    long = [post for post in groups if post.size >= SHORTEST_TIMED]
    enough = len(long) >= max(LEAST_POSTS, MOSTLY * len(groups))
    return long if enough and _one_way([m for child in marks if (m := _begins(child)) is not None]) else None


def _one_way(minutes: Sequence[int]) -> bool:
    """Whether times of day run up or down, with one midnight at most."""
    rises = [a < b for a, b in pairwise(minutes) if a != b]
    return min(rises.count(True), rises.count(False)) <= 1


def _begins(element: Any) -> int | None:
    """The minute of the day that an element's words begin with; null where they begin otherwise."""
    if element.tag in ("script", "style", "head", "nav", "a"):
        return None
    first = next((words for words in islice(element.itertext(), 12) if words.strip()), "")
    match = _CLOCK.match(" ".join(first.split()))
    if match is None:
        return None
    hour = int(match["h"]) % 12 + (12 if match["half"] in ("p", "P") else 0) if match["half"] else int(match["h"])
    return hour * 60 + int(match["m"])


def _cut(children: Sequence[Any], marks: Sequence[Any]) -> list[Post]:
    at = {id(mark) for mark in marks}
    posts: list[Post] = []
    last, day = None, None
    for child in children:
        if told := _day_of(child):
            last, day = None, told
        elif id(child) in at:
            above = posts[-1].nodes.pop() if posts and len(posts[-1].nodes) > 1 and _heads(posts[-1]) else None
            above = last if not posts and last is not None and _is_heading(last) else above
            posts.append(Post([child] if above is None else [above, child], day))
        elif posts and visible.element_label(child.tag, child.get("class"), child.get("id"), child.get("role")) is None:
            posts[-1].nodes.append(child)
        last = None if told else child
    return posts


def _heads(post: Post) -> bool:
    return _is_heading(post.nodes[-1])


def _day_of(element: Any) -> str | None:
    """The day that a heading gives to the posts under it."""
    day = dates.printed_date(" ".join(element.text_content().split())) if _is_heading(element) else None
    return dates.day_part(day) if day else None


def _is_heading(element: Any) -> bool:
    return element.tag in ("h2", "h3", "h4", "h5", "h6")


def _story(post: Post, day: str | None) -> StoryFields:
    """The fields of a post on a page of a day."""
    time = next((t for node in post.nodes for t in node.iter("time")), None)
    published = dates.normal(time.get("datetime") or "") if time is not None else None
    minute = next((m for node in post.nodes if (m := _begins(node)) is not None), None)
    if published is None and minute is not None and (of := post.day or day):
        published = f"{of}T{minute // 60:02}:{minute % 60:02}"
    heading = escapes.escape(_title(post.nodes))
    inside = "".join(lxml.html.tostring(node, encoding="unicode", with_tail=False) for node in post.nodes)
    page = f"<html><head><title>{heading}</title></head><body>{inside}</body></html>"
    return {"html": page, **({"published": published} if published else {})}


def _title(group: Sequence[Any]) -> str:
    """The heading of a post without its time: of its elements the first, else a first line in bold."""
    for names in (("h2", "h3", "h4", "h5", "h6"), ("strong", "b")):
        for node in group:
            for element in node.iter(*names):
                words = " ".join(element.text_content().split())
                clock = _CLOCK.match(words)
                words = words[clock.end() :] if clock else words
                if words.count(" ") and len(words) <= LONGEST_HEADING and not words.endswith("."):
                    return words
    return ""


def _day(rows: Iterator[str]) -> str | None:
    """The one day that the lines of a page give."""
    pieces = (piece for row in rows for piece in re.split(r"\s+[|•·–—-]\s+|:\s+", row))
    days = {dates.day_part(day) for piece in pieces if (day := dates.printed_date(piece))}
    return days.pop() if len(days) == 1 else None
