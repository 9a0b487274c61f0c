"""Pages that withdraw or correct a story, and the story they are about: a killed wire story lives on in its copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sayso.copies.sketch import Sketch, sketch
from sayso.ground.names import PACKAGED, Names
from sayso.records import Article
from sayso.resources import table
from sayso.stories.relations import Reach, patterns
from sayso.stories.told import Told


@dataclass(frozen=True, slots=True)
class Notice:
    """A page that says so of another one: `kind` retracts or corrects, `words` are those that say it."""

    article: str
    kind: Literal["retracts", "corrects"]
    words: str


def notice(article: Article) -> Notice | None:
    """What a page says of another story; None where it tells a story of its own."""
    words = article.text.split()
    most = table("relations.yaml")["notice_words"]
    head, tail = " ".join(words[:most]), " ".join(words[-most:]) if len(words) > most else ""
    if match := patterns("kills").search(f"{article.title or ''}\n{head}"):
        return Notice(article.id, "retracts", match[0])
    match = patterns("corrections").search(head) or patterns("corrections").search(tail)
    return Notice(article.id, "corrects", match[0]) if match else None


def about(page: Sketch, others: Iterable[Sketch]) -> str | None:
    """The id of the story that a notice is about: the same agency's, a few days old at most, whose names it shares;
    the likest one."""
    rules = table("relations.yaml")
    found = []
    for other in others:
        apart = None if page.day is None or other.day is None else page.day - other.day
        if (
            other.id == page.id
            or (apart is not None and not 0 <= apart <= rules["notice_days"])
            or not _one_house(page, other)
        ):
            continue
        fewer = min(len(page.names), len(other.names))
        shared = len(np.intersect1d(page.names, other.names))
        if shared > 1 and shared >= rules["notice_names"] * fewer:
            found.append((-shared / fewer, -len(np.intersect1d(page.stems, other.stems)), other.id))
    return min(found)[2] if found else None


def _one_house(a: Sketch, b: Sketch) -> bool:
    own = [set(s.agencies) | ({s.publisher} if s.publisher else set()) for s in (a, b)]
    return bool(own[0] & own[1])


def reached(told: Iterable[Told], found: Notice, target: str) -> Reach:
    """What a notice about the article `target` undoes: every claim of that text, on every page that carries it."""
    items = list(told)
    groups = {t.page.group for t in items if t.page.id == target}
    hit = [t for t in items if t.page.group in groups and t.page.id != found.article]
    pages = tuple(dict.fromkeys(t.page.id for t in hit))
    return Reach(found.kind, found.article, tuple(t.claim.id for t in hit), (found.article,), pages)


def notices(articles: Sequence[Article], names: Names = PACKAGED) -> list[tuple[Notice, str | None]]:
    """The notices among some articles, each with the id of the story it is about, where that is among them too;
    `names` tell which medium is which."""
    found = [n for n in map(notice, articles) if n is not None]
    if not found:
        return []
    sketches = {a.id: sketch(a, names) for a in articles}
    stories = [s for i, s in sketches.items() if i not in {n.article for n in found if n.kind == "retracts"}]
    return [(n, about(sketches[n.article], stories)) for n in found]
