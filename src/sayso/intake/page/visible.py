"""What a reader sees of a page, line by line, each with what its elements say that it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import lxml.html
from lxml import etree

from sayso.intake.page.signs import credits_picture, names_author, with_signs, without_signs
from sayso.records import PartLabel
from sayso.resources import table
from sayso.spans import Span, Spanned

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PIECES = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
UNSEEN_SIGNS = dict.fromkeys(
    [0xAD, 0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
"""Signs that a page shows as nothing: soft hyphens, zero-width spaces and marks of direction."""
PAGE_FRAMES = frozenset({"html", "body", "main", "article"})
"""Elements whose classes speak of the page, not of what stands in them."""
MOST_FURNITURE = 0.45
"""The share of a page's signs that furniture can have; an element with more is called so by mistake."""


@dataclass(frozen=True, slots=True)
class VisibleLine(Spanned):
    """A line at `[start, end)` of the visible text. `label` is what its elements say that it is, if they do; lines
    with one `parent` stand side by side; `tag` is its innermost block; `signed` are the stretches of the text that
    elements for the author's name hold."""

    start: int
    end: int
    label: PartLabel | None
    parent: int
    tag: str
    linked: bool
    signed: tuple[Span, ...] = ()


def clean(text: str) -> str:
    """The text without what a page does not show, letters and their accents as one sign."""
    return unicodedata.normalize("NFC", text.translate(UNSEEN_SIGNS))


def visible_lines(tree: lxml.html.HtmlElement) -> tuple[str, tuple[VisibleLine, ...]]:
    """The visible text and its lines: blocks are kept apart by an empty line, what a `br` breaks by none."""
    writer = _Writer()
    _walk(tree, writer)
    writer.end(2)
    return writer.joined()


@dataclass
class _Frame:
    label: PartLabel | None
    number: int
    tag: str
    pre: bool
    signed: bool = False


@dataclass
class _Row:
    text: str
    breaks: int
    frame: _Frame
    parent: int
    linked: bool
    signed: tuple[Span, ...]


@dataclass
class _Writer:
    """Collects words to lines."""

    rows: list[_Row] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    first: tuple[_Frame, int] | None = None
    breaks: int = 0
    touching: bool = False

    def add(self, words: str | None, frame: _Frame, parent: int, linked: bool) -> None:
        if not words:
            return
        if self.touching and self.pieces and _are_apart(self.pieces[-1][0], words):
            self.pieces.append((" ", linked))
        self.touching = False
        if self.first is None and words.strip():
            self.first = frame, parent
        if frame.pre:
            head, *rest = words.split("\n")
            self.pieces.append((with_signs(head) if frame.signed else head, linked))
            for line in rest:
                self.end(1)
                self.add(line, frame, parent, linked)
        else:
            self.pieces.append((with_signs(words) if frame.signed else words, linked))

    def end(self, breaks: int) -> None:
        text, signed = without_signs(clean(" ".join("".join(words for words, _ in self.pieces).split())))
        if text and self.first is not None:
            shown = [(len(words.strip()), linked) for words, linked in self.pieces]
            all_linked = sum(n for n, _ in shown) == sum(n for n, linked in shown if linked)
            self.rows.append(_Row(text, self.breaks, *self.first, all_linked, signed))
            self.breaks = 0
        self.pieces, self.first, self.touching = [], None, False
        self.breaks = max(self.breaks, breaks)

    def joined(self) -> tuple[str, tuple[VisibleLine, ...]]:
        total = sum(len(row.text) for row in self.rows)
        sizes: dict[str, int] = {}
        for row in self.rows:
            if row.frame.label:
                sizes[row.frame.label] = sizes.get(row.frame.label, 0) + len(row.text)
        text: list[str] = []
        found: list[VisibleLine] = []
        at = 0
        for row in self.rows:
            gap = "\n" * min(row.breaks, 2) if text else ""
            text += [gap, row.text]
            at += len(gap)
            label = row.frame.label
            wrong = label is not None and label != "boilerplate" and sizes[label] > MOST_FURNITURE * total
            own, end = None if wrong else label, at + len(row.text)
            signed = tuple((at + a, at + b) for a, b in row.signed)
            found.append(VisibleLine(at, end, own, row.parent, row.frame.tag, row.linked, signed))
            at += len(row.text)
        return "".join(text), tuple(found)


def _walk(tree: lxml.html.HtmlElement, writer: _Writer) -> None:
    unseen, at = _kinds().unseen, _Walk(writer)
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        seen = bool(tag) and tag not in unseen and not _hidden(element)
        if event == "end":
            at.leave(element, tag, seen)
        elif seen:
            at.enter(element, tag)
        else:
            walk.skip_subtree()
            at.skip()


@dataclass
class _Walk:
    """Where a walk through a page stands: the frames and blocks that are open, innermost last, and the links."""

    writer: _Writer
    frames: list[_Frame] = field(default_factory=lambda: [_Frame(None, 0, "body", False)])
    parents: list[int] = field(default_factory=lambda: [0])
    links: int = 0
    number: int = 0

    def enter(self, element: Any, tag: str) -> None:
        self.number += 1
        block = tag in _kinds().blocks
        if block:
            self.writer.end(_gap(tag))
        elif tag == "br":
            self.writer.end(1)
        self.parents.append(self.frames[-1].number if block else self.parents[-1])
        self.frames.append(_frame(element, tag, self.frames[-1], self.number, block))
        self.links += tag == "a"
        self._write(element.text)

    def skip(self) -> None:
        """Enters an element in which nothing is seen."""
        self.frames.append(self.frames[-1])
        self.parents.append(self.parents[-1])

    def leave(self, element: Any, tag: str, seen: bool) -> None:
        self.frames.pop()
        self.parents.pop()
        if seen:
            self.links -= tag == "a"
            if tag in _kinds().blocks:
                self.writer.end(_gap(tag))
            else:
                self.writer.touching = tag in _LABELS and not element.tail
        self._write(element.tail)

    def _write(self, words: str | None) -> None:
        self.writer.add(words, self.frames[-1], self.parents[-1], self.links > 0)


_LABELS = frozenset({"span", "a", "time", "strong", "b", "em", "i", "small", "label"})
"""Elements within a line that a page sets apart by style alone where no blank stands between them."""


def _are_apart(before: str, after: str) -> bool:
    """Whether the words of two elements that touch are two words: "France-Presse", "June 2"; a capital or a number
    follows on a letter or number, and neither is a letter alone."""
    left, right = without_signs(before)[0], without_signs(after)[0]
    if not left or not right or len(left.strip()) < 2 or len(right.strip()) < 2:
        return False
    return left[-1].isalnum() and (right[0].isupper() or right[0].isdigit())


def _gap(tag: str) -> int:
    """Line breaks between a block and the next one; cells of a table stand close."""
    return 1 if tag in ("td", "th") else 2


def _frame(element: Any, tag: str, above: _Frame, number: int, block: bool) -> _Frame:
    own = _own_label(element, tag)
    if own is None and above.label is None and block and is_picture_box(element, tag):
        own = "caption"
    kept = above.label if above.label in ("boilerplate", "related") or own is None else own
    if kept == "caption":
        signed = above.signed or credits_picture(element, tag)
    else:
        signed = kept not in ("boilerplate", "related") and (above.signed or own == "byline" or names_author(element))
    if block:
        return _Frame(kept, number, tag, above.pre or tag == "pre", signed)
    return _Frame(kept, above.number, above.tag, above.pre, signed)


def _own_label(element: Any, tag: str) -> PartLabel | None:
    """What an element is by its tag, classes, id and role; a frame of the whole page is nothing by these, nor is a form
    around a story, and a few words in an element for the author's name are no box about the author."""
    if tag in PAGE_FRAMES or (tag == "form" and _holds_story(element)):
        return None
    own = element_label(tag, element.get("class"), element.get("id"), element.get("role"))
    if own != "boilerplate" or not names_author(element):
        return own
    return None if tag in _INLINE_NAMES or _is_name_alone(element) else own


_INLINE_NAMES = frozenset({"a", "b", "span", "strong", "em", "i", "address", "cite"})


def _is_name_alone(element: Any) -> bool:
    """Whether a box for the author holds a name or two, and no sentence about him or her."""
    words = " ".join("".join(element.itertext()).split())
    return (
        len(words) <= LONGEST_NAMES and not words.endswith((".", "…")) and not _ABOUT.search(element.get("class") or "")
    )


LONGEST_NAMES = 60
_ABOUT = re.compile(r"bio|about|desc|box|card|info", re.IGNORECASE)


def _holds_story(form: Any) -> bool:
    """Whether a form holds a headline or three paragraphs, as pages do that are one form."""
    paragraphs = (len("".join(p.itertext())) > LONG_PARAGRAPH for p in form.iter("p"))
    return next(form.iter("h1", "article"), None) is not None or sum(paragraphs) > 2


LONG_PARAGRAPH = 80
LONGEST_CAPTION = 400
"""Code points of what a box says of its picture."""


def is_picture_box(element: Any, tag: str) -> bool:
    """Whether an element holds a picture and a few words about it, by its tag or classes: no heading, no link, no
    quotation."""
    rows = table("pages.yaml")
    words = {w.lower() for w in _PIECES.findall((element.get("class") or "")[:400])}
    if (tag != "figure" and not words & set(rows["pictures"])) or words & set(rows["no_pictures"]):
        return False
    inner = {e.tag for e in element.iter() if isinstance(e.tag, str)}
    if not inner & _IMAGES or inner & _NO_CAPTION:
        return False
    said = " ".join("".join(element.itertext()).split())
    return len(said) <= LONGEST_CAPTION and not said.startswith(("“", '"', "«", "„"))


_IMAGES = frozenset({"img", "amp-img", "picture"})
_NO_CAPTION = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "blockquote", "table", "ul", "ol", "article", "time"})


def _hidden(element: Any) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN.search(style))


@dataclass(frozen=True, slots=True)
class _Kinds:
    blocks: frozenset[str]
    unseen: frozenset[str]
    tags: Mapping[str, PartLabel]
    roles: Mapping[str, PartLabel]
    words: Mapping[str, PartLabel]
    phrases: tuple[tuple[str, PartLabel], ...]


@cache
def _kinds() -> _Kinds:
    rows = table("pages.yaml")
    words: dict[str, PartLabel] = {}
    phrases: list[tuple[str, PartLabel]] = []
    for row in rows["classes"]:
        for word in row.get("words", ()):
            words.setdefault(word, row["label"])
        phrases += [(f" {phrase} ", row["label"]) for phrase in row.get("phrases", ())]
    return _Kinds(
        frozenset(rows["blocks"]), frozenset(rows["unseen"]), rows["tags"], rows["roles"], words, tuple(phrases)
    )


_SUBJECTS = re.compile(r"(?<!\S)(?:category|tag|post_tag|topic|author)-\S+")
"""Classes of a post that name what it is about, and say nothing of what it is."""


@lru_cache(maxsize=4096)
def element_label(tag: str, classes: str | None, name: str | None, role: str | None) -> PartLabel | None:
    """What an element is by its tag, its classes, its id and its role; null where they do not say."""
    kinds = _kinds()
    found = kinds.tags.get(tag) or (kinds.roles.get(role) if role else None)
    if found:
        return found
    own = classes or ""
    if "hentry" in own or "type-post" in own:
        own = _SUBJECTS.sub(" ", own)
    words = [w.lower() for w in _PIECES.findall(f"{own} {name or ''}"[:400])]
    line = f" {' '.join(words)} "
    for phrase, kind in kinds.phrases:
        if phrase in line:
            return kind
    return next((kinds.words[word] for word in words if word in kinds.words), None)


def elements(tree: lxml.html.HtmlElement) -> Iterator[tuple[Any, bool]]:
    """All elements that a reader sees, each with whether it stands in furniture (comments, lists of links)."""
    kinds = _kinds()
    furniture: list[bool] = [False]
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            furniture.pop()
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        own = _own_label(element, tag)
        furniture.append(furniture[-1] or own in ("boilerplate", "related"))
        if not tag or tag in kinds.unseen - {"head"}:
            walk.skip_subtree()
        else:
            yield element, furniture[-1]
