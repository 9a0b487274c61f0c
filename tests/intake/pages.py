"""How well the pages of tests/pages are read: one mark for each part, credit, date and outlet that is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from sayso import intake
from sayso.errors import InputRejected
from sayso.records import Article

FOLDER = Path(__file__).parent.parent / "pages"
RIGHT: Mapping[str, Any] = yaml.safe_load((FOLDER / "right.yaml").read_text(encoding="utf-8"))
KINDS = ("stories", "parts", "credits", "agency", "date", "outlet")
Mark = tuple[str, bool, str]
"""A kind, whether it is right, and what was asked."""


def marks(name: str) -> list[Mark]:
    """All marks of one page."""
    right = RIGHT[name]
    notes: list[str] = []
    found = list(intake.articles([str(FOLDER / name)], note=lambda notice: notes.append(notice.kind)))
    if "rejected" in right:
        reasons = [item.reason if isinstance(item, InputRejected) else "read" for item in found]
        return [("stories", reasons == [right["rejected"]], f"{reasons} for {right['rejected']}")]
    articles = [item for item in found if isinstance(item, Article)]
    stories = right["stories"]
    made = [("stories", len(articles) == len(stories), f"{len(articles)} stories of {len(stories)}")]
    for number, story in enumerate(stories):
        article = articles[number] if number < len(articles) else None
        made += _story(story, article)
        made += [("stories", kind in notes, f"note {kind} in {notes}") for kind in story.get("notes", ())]
    return made


def _story(story: Mapping[str, Any], article: Article | None) -> Iterator[Mark]:
    given = article.publisher if article else None
    yield "outlet", given == story["publisher"], f"publisher {given} for {story['publisher']}"
    for name in ("published", "modified", "url"):
        if name in story:
            yield _field(name, story[name], article)
    credits = article.credits if article else None
    for name, kind in (("agencies", "agency"), ("authors", "credits"), ("translators", "credits")):
        if name in story:
            people = sorted(credit.name for credit in getattr(credits, name)) if credits else []
            yield kind, article is not None and people == sorted(story[name]), f"{name} {people} for {story[name]}"
    for label, words in story.get("parts", {}).items():
        for piece in words:
            labels = _labels(article, piece) if article else set()
            yield "parts", labels == {label}, f"{piece!r} is {sorted(labels)} for {label}"


def _field(name: str, right: Any, article: Article | None) -> Mark:
    given = getattr(article, name) if article else None
    given = given if given is None or isinstance(given, str) else given.edtf
    wanted = None if right is None else str(right)
    same = given is None if wanted is None else (given or "").startswith(wanted)
    return "date" if name != "url" else "outlet", article is not None and same, f"{name} {given} for {wanted}"


def _labels(article: Article, piece: str) -> set[str]:
    """The labels of the words' first place, or of the one that holds them as it should."""
    pattern = r"\s+".join(re.escape(word) for word in piece.split())
    found: list[set[str]] = [
        {str(p.label) for p in article.parts if p.start < m.end() and m.start() < p.end}
        for m in re.finditer(pattern, article.text)
    ]
    return found[0] if len(found) == 1 else min(found, key=len, default=set[str]())
