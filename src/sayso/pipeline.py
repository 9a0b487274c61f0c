"""Article → Reading → claims and layers, on one page. Every stage is a function of plain records; nothing flows back.

Whatever a stage raises about an article becomes an InputRejected that names both (`stages`), so that the other
articles go on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sayso import language, settings
from sayso.claims.article.document import Document
from sayso.claims.codebook import PACKAGED, Codebook
from sayso.claims.coding import extract
from sayso.claims.relate.relation import Types, relation
from sayso.errors import MalformedRecord, UsageError
from sayso.reading import Reading
from sayso.records import Anchor, Article, Claim, Credits, Part, Uncoded, digest
from sayso.settings import Settings
from sayso.stages import stage

if TYPE_CHECKING:
    from sayso.ledger.writing import Run


@dataclass(frozen=True, slots=True)
class Coded:
    """An article with what the coder made of it."""

    article: Article
    coding: extract.Coding

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, in the order of their predicates."""
        return self.coding.claims


def code(
    article: Article, limits: Settings | None = None, codebook: Codebook = PACKAGED, source: str | None = None
) -> Coded:
    """The claims of an article, with their reasons and with what was not coded. `codebook`: a user's types and words.

    `source` names the article to a user where it is rejected (default: its id). Raises TooLarge where the article has
    more sentences than `limits.max_sentences`, StageFailed where a stage breaks on it.
    """
    if article.language != "en":
        return Coded(article, extract.Coding(uncoded=(_foreign(article),)))
    return _read(
        article, limits or settings.load(), codebook, source, lambda document: Coded(article, extract.code(document))
    )


def keep(
    article: Article, run: Run, limits: Settings | None = None, codebook: Codebook = PACKAGED, source: str | None = None
) -> Coded | None:
    """Codes an article and keeps it with its claims in a ledger; null where the ledger has both already.

    Raises TooLarge and StageFailed as `code` does, and LedgerError.
    """
    keeping = partial(stage, "keep", source or article.id, article.raw_hash)
    with keeping():
        named, coder = run.named(article), extract.coder(codebook)
        if run.holds(named, coder):
            return None
    coded = code(named, limits, codebook, source)
    with keeping():
        run.add(coded.article, coded.claims, coder)
    return coded


Made = TypeVar("Made")


def _read(
    article: Article, limits: Settings, codebook: Codebook, source: str | None, make: Callable[[Document], Made]
) -> Made:
    """What `make` makes of an article in English; each of the two stages fails under its own name."""
    name = source or article.id
    with stage("language", name, article.raw_hash):
        reading = language.read(article, limits)
    with stage("claims", name, article.raw_hash):
        return make(Document.of(article, reading, limits, codebook))


def _foreign(article: Article) -> Uncoded:
    name = article.language or "unknown"
    return Uncoded(0, len(article.text), "language", f"language is {name}; only English (en) is coded")


Layer = Callable[[Document], Any]


def _sentences(document: Document) -> Any:
    return [{"start": s.start, "end": s.end, "part": s.part} for s in document.reading.sentences]


LAYERS: Mapping[str, Layer] = {
    "parts": lambda d: {"parts": d.article.parts, "credits": d.article.credits, "anchor": d.article.anchor},
    "sentences": _sentences,
    "attributions": lambda d: d.attributions(),
    "times": lambda d: d.times,
    "places": lambda d: d.place_mentions(),
    "parties": lambda d: d.parties(),
    "events": extract.events,
    "claims": lambda d: extract.code(d).claims,
}
"""The layers that `annotate` knows, each a pure function of the document."""


def annotate(
    article: Article,
    layers: Sequence[str],
    limits: Settings | None = None,
    codebook: Codebook = PACKAGED,
    source: str | None = None,
) -> dict[str, Any]:
    """`{id, language, <layer>: …}` for one article; layers of language are empty where the article is not English.

    Raises UsageError for a layer that does not exist, TooLarge and StageFailed as `code` does.
    """
    unknown = [name for name in layers if name not in LAYERS]
    if unknown:
        raise UsageError(f"no layer {unknown[0]!r}; known layers are {', '.join(LAYERS)}")

    def rows(document: Document) -> dict[str, Any]:
        return {"id": article.id, "language": article.language, **{name: LAYERS[name](document) for name in layers}}

    if article.language != "en":
        return rows(_unread(article))
    return _read(article, limits or settings.load(), codebook, source, rows)


def _unread(article: Article) -> Document:
    return Document.of(article, Reading(article.text, (), (), ()), Settings())


def relate(
    row: Mapping[str, Any], source: str = "record", codebook: Codebook = PACKAGED, types: Types = "plover"
) -> dict[str, Any]:
    """What the marked actor does to the marked recipient: `{id, event_type, mode, scores}`, always one type.

    `row` is `{id, sentence, actor: [start, end], recipient: [start, end]}`. Raises MalformedRecord where it is not,
    StageFailed.
    `types`: event types as PLOVER's own table has them, with which others' data sets are coded, or as `code` gives
    them.
    """
    sentence = row.get("sentence")
    if not isinstance(sentence, str) or not sentence.strip():
        raise MalformedRecord(source, "`sentence` must be a text of at least one word")
    actor, recipient = (_span(row, role, len(sentence), source) for role in ("actor", "recipient"))
    article, limits = bare(sentence), settings.load()
    with stage("language", source):
        reading, head = language.read_pair(article, limits, (actor, recipient))
    with stage("claims", source):
        found = relation(Document.words_of(article, reading, limits, codebook), (actor, recipient), head, types)
    return {"id": row.get("id"), "event_type": found.event_type, "mode": found.mode, "scores": dict(found.scores)}


def bare(sentence: str) -> Article:
    """A sentence on its own as an article: English, all body, no date."""
    name = digest(sentence)
    return Article(name, name, sentence, "en", Anchor(None, "none"), (Part("body", 0, len(sentence)),), Credits())


def _span(row: Mapping[str, Any], role: str, length: int, source: str) -> tuple[int, int]:
    value = row.get(role)
    match value:
        case [int(start), int(end)] if 0 <= start < end <= length:
            return start, end
    raise MalformedRecord(source, f"`{role}` must be [start, end] within the sentence, found {value!r}")
