"""Pages, and paragraphs in later stories, that withdraw or correct a story: which claims on which pages they undo.

A killed story lives on in its copies and in what others built on it. Nothing is undone on a guess: the formula must be
there, a medium must say it, and what it tells must be told, before it, on a page of that medium or on its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from sayso.copies.words import compared_words
from sayso.ground.edtf import day_of, next_day
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.records import Article, Claim, Quantity, Strength
from sayso.resources import table
from sayso.stories.relations import Reach
from sayso.stories.told import Told, reading_order

NoticeKind = Literal["retracts", "corrects"]
NEVER_UNDONE = frozenset({"denied", "refused", "possible", "demanded"})
"""What says that it is not so is not undone with it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a page says of another story: `words` are those that say it, `spans` where they stand in the text.

    `whole`: the page tells nothing else. `houses`: the media whose story it is, by names and initials. `right` is what
    is so now, `wrong` the figure that was not.
    """

    article: str
    kind: NoticeKind
    words: str
    spans: tuple[tuple[int, int], ...] = ()
    whole: bool = False
    houses: tuple[str, ...] = ()
    day: str | None = None
    right: str | None = None
    wrong: float | None = None
    own: bool = False
    """Whether the medium itself says so on its page."""
    of_story: str = ""
    """Where the page is the story itself, set right: its headline and first words."""

    @property
    def about(self) -> str:
        """The words that say of what: of a story that is set right its own, where a figure says which claim was
        wrong."""
        return self.words if _figure(self) is None else f"{self.words} {self.of_story}"

    @property
    def house(self) -> str:
        """Who withdraws or corrects, as it is shown."""
        return self.houses[0] if self.houses else "its publisher"

    def covers(self, claim: Claim) -> bool:
        """Whether a claim of the page stands in the words that say so: it is told as wrong, and supports nothing."""
        at = claim.predicate.start
        if claim.status in NEVER_UNDONE and not self.whole:
            return False
        return self.whole or any(start <= at < end for start, end in self.spans)


@cache
def _rules() -> dict[str, Any]:
    raw: dict[str, Any] = table("relations.yaml")
    return raw


@cache
def _pattern(name: str) -> re.Pattern[str]:
    rows = _rules()
    given = rows[name] if isinstance(rows[name], list) else [rows[name]]
    for part in ("on", "item", "piece", "gone", "void"):
        given = [row.replace(f"{{{part}}}", rows[part]) for row in given]
    return re.compile("|".join(f"(?:{row})" for row in given), 0 if name == "house" else re.IGNORECASE | re.MULTILINE)


# ---------------------------------------------------------------- finding one
def notice(article: Article, names: Names = PACKAGED_NAMES) -> Notice | None:
    """What a page says of another story; None where it tells stories only."""
    found = _findings(article, names)
    title = _head_kind(article.title or "")
    kind = title or _gravest([kind for kind, _ in found])
    spans = tuple(span for _, span in found) or ((0, len(article.text)),)
    return None if kind is None else _told(article, kind, spans, names, title=bool(title))


def _told(
    article: Article, kind: NoticeKind, spans: tuple[tuple[int, int], ...], names: Names, *, title: bool
) -> Notice:
    """The notice that some stretches of a page are; `title`: its headline says so too."""
    words = " ".join(_line(article.text[a:b]) for a, b in spans)
    alone = _alone(article, spans)
    same = bool(_pattern("own_story").search(words)) and not alone
    houses, own = _houses(article, "" if same else words, names)
    whole = own and kind == "retracts" and (title or spans[0] in _pieces(article.text)[:1])
    if whole:
        words = _opening(article)
    of_story = _opening(article) if same and own else ""
    day, right, wrong = _day(article), _right(words), _wrong(words)
    return Notice(article.id, kind, words.strip(), spans, whole or alone, houses, day, right, wrong, own, of_story)


def _findings(article: Article, names: Names) -> list[tuple[NoticeKind, tuple[int, int]]]:
    return [(kind, span) for span in _pieces(article.text) if (kind := _says(article, span, names))]


def _gravest(kinds: Sequence[NoticeKind]) -> NoticeKind | None:
    return "retracts" if "retracts" in kinds else next(iter(kinds), None)


def _line(text: str) -> str:
    return " ".join(text.split())


def _opening(article: Article) -> str:
    """The title and the first words: of a page that is a notice and nothing else, they say of what."""
    return " ".join([article.title or "", *article.text.split()[: _rules()["notice_words"]]])


def _pieces(text: str) -> list[tuple[int, int]]:
    """Paragraphs of a text; of a long one its sentences, each with the two after it."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        if len(match[0].split()) <= _rules()["long"]:
            found.append((start, end))
            continue
        cuts = [start, *(start + m.end() for m in re.finditer(r"[.!?][\"”’)]?\s+(?=[A-Z“\"(])", match[0])), end]
        found += [(a, cuts[min(i + 3, len(cuts) - 1)]) for i, a in enumerate(cuts[:-1])]
    return [span for span in found if text[slice(*span)].strip()]


def _head_kind(title: str) -> NoticeKind | None:
    if _pattern("kills_head").search(title):
        return "retracts"
    return "corrects" if _pattern("corrections_head").search(title) and not title.isupper() else None


def _says(article: Article, span: tuple[int, int], names: Names) -> NoticeKind | None:
    """What a paragraph says of a story."""
    words = article.text[slice(*span)]
    if _pattern("kills_head").search(words) and span[0] < HEAD_SIZE:
        return "retracts"
    media = bool(_pattern("medium").search(words)) or bool(_named(words, names))
    if media and _pattern("kills").search(words):
        return "retracts"
    if _pattern("corrections_head").search(words) or (media and _pattern("corrections").search(words)):
        return "corrects"
    return None


FEW_WORDS = 80
"""Words of a page that is a few lines."""
HEAD_SIZE = 400
"""Code points of a page within which a bare "KILL" or "withdrawn" is about a story."""


def _alone(article: Article, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether little else than the notice stands on the page: its headline, where there are a few lines in all."""
    share = sum(b - a for a, b in spans) / len(article.text)
    return share > 0.75 or (share > 0.5 and len(article.text.split()) <= FEW_WORDS)


def _houses(article: Article, words: str, names: Names) -> tuple[tuple[str, ...], bool]:
    """The media named in the words that say it, else the page's own; and whether they are the page's own."""
    own = [*(c.name for c in article.credits.agencies), *([article.publisher] if article.publisher else [])]
    named = _named(re.sub(r"\([A-Z][\w .&]+\)\s*[–—-]", " ", words), names)
    forms = tuple(dict.fromkeys(form for name in named or own for form in _forms(name)))
    return forms, not named or bool(set(forms) & {form for name in own for form in _forms(name)})


def _named(words: str, names: Names) -> list[str]:
    known = [
        name
        for form, name in names.agencies.items()
        if len(form) > 2 and form in words and re.search(rf"\b{re.escape(form)}\b", words)
    ]
    return list(dict.fromkeys([*known, *(m[1].removeprefix("The ") for m in _pattern("house").finditer(words))]))


def _forms(name: str) -> Iterator[str]:
    """A name, and its initials where they are three or more."""
    yield name
    initials = "".join(w[0] for w in name.split() if w[0].isupper())
    if len(initials) > 2:
        yield initials


def _day(article: Article) -> str | None:
    dated = article.modified or article.published
    return day_of((dated.edtf if dated else article.anchor.edtf) or None)


def _right(words: str) -> str | None:
    match = _pattern("right").search(words)
    return next((" ".join(g.split()) for g in match.groups() if g), None) if match else None


def _wrong(words: str) -> float | None:
    match = _pattern("wrong").search(words)
    digits = next((g for g in match.groups() if g), None) if match else None
    bare = re.sub(r"[.,](?=\d{3}\b)", "", digits.rstrip(".,")) if digits else ""
    return float(bare) if re.fullmatch(r"\d+(?:\.\d+)?", bare) else None


# ---------------------------------------------------------------- what it undoes
def undone(found: Notice, told: Iterable[Told], texts: Mapping[str, str | None]) -> Reach | None:
    """What a notice undoes among some claims; None where that is not sure.

    `texts` are the pages' texts by id, where they are known: they tell on whose word a page rests that credits nobody.
    """
    items = sorted(told, key=reading_order)
    about = _says_of(found.about)
    open_to_it = [t for t in items if _may_be(found, t) and not _knows_of_it(found, t, texts.get(t.page.id))]
    hit = [t for t in open_to_it if _of_house(found, t, texts.get(t.page.id)) and _alike(about, t, found)]
    if not hit:
        return None
    groups = {t.page.group for t in hit}
    hit += [t for t in open_to_it if t.page.group in groups and t not in hit and _alike(about, t, found)]
    pages = tuple(dict.fromkeys(t.page.id for t in sorted(hit, key=reading_order)))
    ids = tuple(t.claim.id for t in sorted(hit, key=reading_order))
    return reach_of(found, ids, pages)


def reach_of(found: Notice, ids: tuple[str, ...], pages: tuple[str, ...]) -> Reach:
    """What a notice undoes, given the claims and the pages that carry them, the first one first."""
    figure, target = _figure(found), pages[0] if pages else None
    return Reach(
        found.kind, found.article, ids, (found.article,), pages, found.house, found.day, found.right, figure, target
    )


def _figure(found: Notice) -> float | None:
    """The number that alone was wrong: a correction names it, and another one for it."""
    digits = re.search(r"\d", found.right or "")
    return found.wrong if found.kind == "corrects" and digits else None


def _may_be(found: Notice, t: Told) -> bool:
    """Whether a claim can be one that the notice takes back: told about that time on another page, as so."""
    if t.page.id == found.article or t.page.notice or t.claim.status in NEVER_UNDONE:
        return False
    if found.day is None or t.page.day is None:
        return True
    days = _rules()["notice_days"]
    return next_day(found.day, -days) <= t.page.day <= next_day(found.day, days)


def _knows_of_it(found: Notice, t: Told, text: str | None) -> bool:
    """Whether a page that came out after the notice tells of it where it tells the story: it carries nothing wrong."""
    if text is None or found.day is None or (t.page.day or "") <= found.day:
        return False
    at = t.claim.predicate.start
    return bool(_pattern("knows").search(text[max(0, at - HEARD_AROUND) : at + HEARD_AROUND]))


HEARD_AROUND = 300
"""Code points before and after an act within which a page says that the story of it was wrong."""


def _of_house(found: Notice, t: Told, text: str | None) -> bool:
    """Whether a claim stands on a page of the medium, or on its word."""
    links = [x.name or x.text or "" for x in t.claim.attribution if x.kind in ("publisher", "agency", "outlet")]
    carried = {t.page.publisher or "", *links}
    return any(
        form in carried or (text is not None and form in text and re.search(rf"\b{re.escape(form)}\b", text))
        for form in found.houses
    )


StemsAndNames = tuple[frozenset[int], frozenset[int]]


def _says_of(words: str) -> StemsAndNames:
    """The stems that say something, and the names and figures among them."""
    found = compared_words(words)
    return frozenset(t.stem for t in found if t.stem), frozenset(t.fact for t in found if t.fact and not t.figure)


def _alike(about: StemsAndNames, t: Told, found: Notice) -> bool:
    """Whether the notice tells of what the claim says, and of its figure where it corrects one."""
    claim = t.claim
    figure = _figure(found)
    if figure is not None and not _counts(claim, figure):
        return False
    words = " ".join([*(w.text for w in claim.evidence), *(p.name for p in claim.places)]) or claim.predicate.text
    said, names = _says_of(words)
    shared = said & about[0]
    fewer = min(len(said), len(about[0]))
    return len(shared) >= _rules()["shared"] and len(shared) >= _rules()["alike"] * fewer and bool(names & about[1])


def _counts(claim: Claim, figure: float) -> bool:
    strength = claim.movement.strength if claim.movement else None
    told: list[Quantity | Strength] = [*claim.quantities, *([strength] if strength else [])]
    return any(figure in (q.value, q.low, q.high) for q in told)


def notices(articles: Sequence[Article], names: Names = PACKAGED_NAMES) -> list[Notice]:
    """The notices among some articles."""
    return [n for n in (notice(a, names) for a in articles) if n is not None]


def all_undone(found: Iterable[Notice], told: Sequence[Told], texts: Mapping[str, str | None]) -> list[Reach]:
    """What some notices undo; of several that undo the same, that of the medium itself, else the first."""
    made: dict[tuple[str, ...], Reach] = {}
    for n in sorted(found, key=lambda n: (not n.own, n.day or "9999", n.article)):
        reach = undone(n, told, texts)
        if reach is not None and not any(set(reach.claims) <= set(ids) for ids in made):
            made[reach.claims] = reach
    return list(made.values())


def supporting(told: Iterable[Told], found: Iterable[Notice]) -> list[Told]:
    """The claims that support what they tell: without those in words that withdraw or correct a story."""
    by_page = {n.article: n for n in found}
    return [t for t in told if t.page.id not in by_page or not by_page[t.page.id].covers(t.claim)]
