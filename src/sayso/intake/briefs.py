"""Briefs: several stories under each other on one page without elements for articles, told by rules, boxes or headings
between them and by what only a story has: a dateline, an author, a date of its own."""

from __future__ import annotations

import copy
import html as escapes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import lxml.html
from lxml import etree

from sayso.intake import dates
from sayso.intake.page import metadata, visible
from sayso.intake.page.html import page_tree
from sayso.intake.page.outlet import outlet
from sayso.intake.page.stories import SHORTEST_BRIEF, StoryFields
from sayso.intake.parts.credits import agency_tail
from sayso.intake.parts.dateline import dateline
from sayso.intake.parts.furniture import furniture_label, is_heading
from sayso.resources import table

_SIGNS = re.compile(r"<hr\b", re.IGNORECASE)
_DATELINE = re.compile(r">\s*[A-ZÀ-Þ]{3,}[^<>\n]{0,60}?(?:\([A-Z][\w ]{1,20}\)|\s[-–—]|--|&#82(?:11|12);|&[mn]dash;)")
_TIME = re.compile(r">\s*\d{1,2}[:.h]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?\(?[A-Z]{2,5}\)?)?\s*<")
_CREDIT = re.compile(r">\s*(?:Source:|Source |By [A-Z]|\([A-Z]{2,8}\)\s*<)")
_SIGNED = re.compile(
    r"(?:\((?:[A-Z]{2,8}|Reuters|Xinhua)\)\.?|>\s*[-–—]\s*[A-Z][\w. ]{2,30}|>\s*(?:[A-Z]{2,8}|Reuters|Xinhua))\s*</p"
)
_BYLINE = re.compile(r"<(?:p|div|span)\b[^>]*class=.[^\"'>]{0,40}\b(?:byline|author)\b", re.IGNORECASE)
"""What a page of briefs has twice: a rule, a dateline, a time of day, or a credit; other pages are not looked at."""
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?(?:\s?\(?[A-Z]{2,5}\)?)?", re.IGNORECASE)
LEVELS = ("h1", "h2", "h3", "h4", "h5")
SHORTEST_POST = 80
"""Code points of a piece that has its own time, dateline, author or date."""
LONGEST_TITLE = 200
"""Code points of a brief's heading."""
PROSE_CHARS = 60
"""Code points from which on a line that is closed like a sentence is prose."""
MOST_CHILDREN = 3_000
"""Children of an element among which briefs are looked for."""
MOST_LOOKED_AT = 12
"""How often an element of a page is looked at, on average, in search of briefs."""
MUCH_BESIDE = 600
"""Code points of prose outside of what could be briefs which make them sections of one article."""


@dataclass(frozen=True, slots=True)
class _Item:
    """What may be a brief: its markup, heading, the text of its prose, and whether it is signed like a story."""

    inside: str
    title: str
    prose: str
    signed: bool


def briefs(source: str, html: str, max_depth: int) -> tuple[list[StoryFields], str | None]:
    """The briefs of a page as the fields of records, and the day that the page around them gives; none for a page of
    one story. Raises as `page_tree` does."""
    if not any(_twice(pattern, html) for pattern in (_SIGNS, _DATELINE, _TIME, _CREDIT, _SIGNED, _BYLINE)):
        return [], None
    tree = page_tree(source, html, max_depth)
    if next(_candidates(tree), None) is None:
        return [], None
    whole, lines = visible.visible_lines(tree)
    said = metadata.page_metadata(tree)
    one = said.kind in (*table("pages.yaml")["articles"], "article")
    ways = ((items, headed, one or _is_signed_above(whole, lines, items[0])) for items, headed in _candidates(tree))
    items = next((items for items, headed, whole_one in ways if _are_stories(items, headed, whole, one=whole_one)), [])
    if not items:
        return [], None
    _, publisher = outlet(tree, said, [whole[line.start : line.end] for line in lines])
    shared = {"publisher": publisher, "url": said.url}
    fields = {name: value for name, value in shared.items() if value}
    return [{"html": _page(item), **fields} for item in items], _day(whole, items[0].prose) or said.published


def _twice(pattern: re.Pattern[str], html: str) -> bool:
    return len(list(islice(pattern.finditer(html), 2))) == 2


def _candidates(tree: lxml.html.HtmlElement) -> Iterator[tuple[list[_Item], int]]:
    """Ways to cut the page that give two signed pieces or more, each with a heading of its own; and how many pieces of
    any length have one."""
    sizes = _sizes(tree)
    left = MOST_LOOKED_AT * sizes[tree]
    for groups in _partitions(tree):
        left -= sum(sizes[node] for group in groups for node in group if not isinstance(node, str))
        if left < 0:
            return
        long = [group for group in groups if _is_long(group)]
        items = [item for group in long if (item := _item(group))] if len(long) > 1 else []
        if len(items) > 1 and any(item.signed for item in items):
            yield items, sum(_is_headed(group) for group in groups)


def _is_headed(group: Sequence[Any]) -> bool:
    return any(next(node.iter(*LEVELS), None) is not None for node in group if not isinstance(node, str))


def _is_signed_above(whole: str, lines: Sequence[visible.VisibleLine], first: _Item) -> bool:
    """Whether an author stands above the first piece: then the pieces are sections of what he or she wrote."""
    at = whole.find(first.title)
    above = (line for line in lines if line.end <= at)
    return any(line.signed or furniture_label(whole[line.start : line.end]) == "byline" for line in above)


def _is_long(group: Sequence[Any]) -> bool:
    """Whether a group has as many signs as the shortest story."""
    size = 0
    for node in group:
        size += len(node) if isinstance(node, str) else sum(map(len, node.itertext())) + len(node.tail or "")
        if size >= SHORTEST_POST:
            return True
    return False


def _sizes(tree: lxml.html.HtmlElement) -> dict[Any, int]:
    """How many elements each element holds, itself among them."""
    sizes: dict[Any, int] = {}
    for element in reversed(list(tree.iter(etree.Element))):
        sizes[element] = 1 + sum(sizes.get(child, 0) for child in element)
    return sizes


def _partitions(tree: lxml.html.HtmlElement) -> Iterator[list[list[Any]]]:
    """Ways to cut an element's children: at rules, as boxes of one class, at headings."""
    for element in tree.iter(etree.Element):
        children = [child for child in element if isinstance(child.tag, str)]
        if 2 <= len(children) <= MOST_CHILDREN and element.tag not in _LISTS:
            yield from _by_rules(element, children)
            yield from _by_class(children)
            yield from _by_headings(children)
            yield from _by_bold(children)
            if element.tag in ("table", "tbody"):
                yield [[child] for child in children]


_LISTS = frozenset({"head", "ul", "ol", "nav", "footer", "aside"})


def _by_rules(element: Any, children: Sequence[Any]) -> Iterator[list[list[Any]]]:
    rules = [child for child in children if _is_rule(child)]
    if rules:
        yield _cut(children, rules, keep=False, opening=element.text)


def _by_class(children: Sequence[Any]) -> Iterator[list[list[Any]]]:
    kinds: dict[tuple[str, str], list[list[Any]]] = {}
    for child in children:
        if child.get("class") or child.tag in ("section", "article", "div"):
            kinds.setdefault((child.tag, child.get("class") or ""), []).append([child])
    yield from (boxes for boxes in kinds.values() if len(boxes) > 1)


def _by_headings(children: Sequence[Any]) -> Iterator[list[list[Any]]]:
    for tag in LEVELS[1:]:
        heads = [child for child in children if child.tag == tag]
        if len(heads) > 1:
            yield _cut(children, heads, keep=True, opening=None)[1:]


def _by_bold(children: Sequence[Any]) -> Iterator[list[list[Any]]]:
    """At paragraphs that begin with a heading in bold."""
    heads = [child for child in children if child.tag in ("p", "div") and _opens_bold(child)]
    if len(heads) > 1:
        yield _cut(children, heads, keep=True, opening=None)[1:]


def _opens_bold(paragraph: Any) -> bool:
    first = next((child for child in paragraph if isinstance(child.tag, str)), None)
    if first is None or first.tag not in ("b", "strong") or (paragraph.text or "").strip():
        return False
    words = " ".join(first.text_content().split())
    whole = len(paragraph) == 1 and not (first.tail or "").strip()
    broken = (len(paragraph) > 1 and paragraph[1].tag == "br") or next(first.iter("br"), None) is not None
    return (whole or broken) and words.count(" ") >= 2 and len(words) <= LONGEST_TITLE and not words.endswith(".")


def _is_rule(element: Any) -> bool:
    """A rule, or a row of a table that holds nothing else."""
    if element.tag == "hr":
        return True
    return next(element.iter("hr"), None) is not None and not "".join(element.itertext()).strip()


def _cut(children: Sequence[Any], marks: Sequence[Any], *, keep: bool, opening: str | None) -> list[list[Any]]:
    """The children between marks; `keep` begins each group with its mark. Words behind a mark stand in its group."""
    at = {id(mark) for mark in marks}
    groups: list[list[Any]] = [[opening] if opening else []]
    for child in children:
        if id(child) not in at:
            groups[-1].append(child)
            continue
        groups.append([child] if keep else [child.tail] if child.tail else [])
    return groups


def _item(group: Sequence[Any]) -> _Item | None:
    box = _boxed(group)
    text, every = visible.visible_lines(box)
    lines = [line for line in every if line.label not in ("boilerplate", "related")]
    rows = [text[line.start : line.end] for line in lines]
    first = next((i for i, row in enumerate(rows) if _is_prose(row)), None)
    if first is None:
        return None
    title = _title(box, rows[:first])
    prose = " ".join(row for row in rows[first:] if _is_prose(row))
    signed = _has_author(lines) or any(map(_CLOCK.fullmatch, rows[:first])) or _is_signed(rows, first)
    if title is None or len(prose) < (SHORTEST_POST if signed else SHORTEST_BRIEF):
        return None
    inside = lxml.html.tostring(box, encoding="unicode", with_tail=False)
    return _Item(inside, title, prose, signed)


def _boxed(group: Sequence[Any]) -> Any:
    box = lxml.html.Element("div")
    for node in group:
        if isinstance(node, str):
            _append(box, node)
        else:
            box.append(copy.deepcopy(node))
    return box


def _has_author(lines: Sequence[visible.VisibleLine]) -> bool:
    return any(line.signed or line.label == "byline" for line in lines)


def _append(box: Any, words: str) -> None:
    if len(box):
        box[-1].tail = (box[-1].tail or "") + words
    else:
        box.text = (box.text or "") + words


_SIGN = re.compile(r"\s*\([\w /,.]{2,40}\)\.?$")
"""Who signs a paragraph at its end."""


def _is_prose(row: str) -> bool:
    closed = _SIGN.sub("", row).rstrip(' ”"’)').endswith((".", "!", "?", "。"))
    return len(row) >= PROSE_CHARS and (closed or dateline(row) is not None)


def _title(box: Any, above: Sequence[str]) -> str | None:
    """The heading: of its elements the last above the prose, else the last line there that is no date and no credit;
    null where it leads to another page, announces a list or is a date itself."""
    shown = [row for row in above if not dates.is_alone(row) and furniture_label(row) is None]
    headings = [h for h in box.iter(*LEVELS) if " ".join(h.text_content().split()) in shown]
    if headings:
        return _of_heading(headings[-1])
    last = shown[-1] if shown else ""
    bold = {" ".join(e.text_content().split()) for e in box.iter("b", "strong", "font")}
    named = last in bold and last.count(" ") >= 2 and len(last) <= LONGEST_TITLE and not is_heading(last)
    return last if named and not last.endswith(".") else None


def _of_heading(heading: Any) -> str | None:
    leads = any(_elsewhere(a) for a in (*heading.iter("a"), *heading.iterancestors("a")))
    return None if leads else " ".join(heading.text_content().split())


def _elsewhere(link: Any) -> bool:
    return not (link.get("href") or "#").startswith("#")


def _is_signed(rows: Sequence[str], first: int) -> bool:
    """A dateline, a line of its own for an author or agency, or a date between heading and prose."""
    if dateline(rows[first]) is not None:
        return True
    if agency_tail(rows[-1]) is not None:
        return True
    beside = [*rows[:first], *rows[first + 1 :][-1:]]
    return any(dates.is_alone(row) or dates.printed_date(row) or furniture_label(row) in _CREDITS for row in beside)


_CREDITS = ("byline", "source_link")


def _are_stories(items: Sequence[_Item], headed: int, whole: str, *, one: bool) -> bool:
    """Whether pieces of a page are stories: of two each is signed, of more at least one; of a page that says that it is
    one article each; and not much prose stands outside of them."""
    if len(items) < 2 or len({item.title for item in items}) < len(items):
        return False
    signed = sum(item.signed for item in items)
    if signed < (max(headed, len(items)) if one else len(items) if len(items) == 2 else 1):
        return False
    prose = sum(len(row) for row in whole.split("\n") if _is_prose(row))
    inside = sum(len(item.prose) for item in items)
    return prose - inside < inside and _before(whole, items[0]) < MUCH_BESIDE


def _before(whole: str, item: _Item) -> int:
    """Code points of prose above the first of the stories."""
    head = whole.partition(item.prose[:PROSE_CHARS])[0]
    return sum(len(row) for row in head.split("\n") if _is_prose(row))


def _day(whole: str, prose: str) -> str | None:
    """The one day that the page gives above its first story."""
    head = whole.partition(prose[:PROSE_CHARS])[0]
    pieces = [piece for row in head.split("\n") for piece in re.split(r"\s+[|•·–—-]\s+|:\s+", row)]
    days = {dates.day_part(day) for piece in pieces if (day := dates.printed_date(piece))}
    return days.pop() if len(days) == 1 else None


def _page(item: _Item) -> str:
    return f"<html><head><title>{escapes.escape(item.title)}</title></head><body>{item.inside}</body></html>"
