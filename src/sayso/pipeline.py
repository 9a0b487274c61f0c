"""The whole way on one page: code, keep, link, origins, ask; and annotate and relate beside it. Every stage is a
function of plain records; nothing flows back.

Whatever a stage raises about an article becomes an InputRejected that names both (`stages`), so that the other
articles go on. What keeps, links and asks is loaded when it is called: who only codes waits for no database.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sayso import language, settings
from sayso.claims.article.document import Document
from sayso.claims.attribution.chain import outer_links
from sayso.claims.codebook import NO_CODEBOOK, Codebook
from sayso.claims.coding import extract
from sayso.claims.relate.relation import Types, relation
from sayso.errors import Forgotten, InputRejected, MalformedRecord, StageFailed, UsageError
from sayso.ground.names import Names
from sayso.ground.places import country_code
from sayso.guests.page import GuestPage
from sayso.reading import Reading
from sayso.records import Anchor, Article, Claim, Credits, Part, Reason, Uncoded, digest
from sayso.settings import Settings
from sayso.stages import Refuse, going_on, stage

if TYPE_CHECKING:
    from sayso.answers.origins import Origins
    from sayso.answers.presence import Presence
    from sayso.answers.store import Ledger
    from sayso.ledger.batch import Addition
    from sayso.ledger.scope import Query
    from sayso.ledger.writing import Run
    from sayso.linking.linker import Linker
    from sayso.linking.tying import Read
    from sayso.stories.told import Page as Shown
    from sayso.stories.told import Told


@dataclass(frozen=True, slots=True)
class Coded:
    """An article with what the coder made of it."""

    article: Article
    coding: extract.Coding

    @classmethod
    def of(cls, article: Article, claims: Sequence[Claim]) -> Coded:
        """An article with claims that another coder made."""
        return cls(article, extract.Coding(tuple(claims)))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, in the order of their predicates."""
        return self.coding.claims

    @property
    def uncoded(self) -> tuple[Uncoded, ...]:
        """What gave no claim, each with the first stage that said no."""
        return self.coding.uncoded

    def why(self, prefix: str) -> list[tuple[Claim, tuple[Reason, ...]]]:
        """Claims whose id begins with `prefix`, with their reasons."""
        return self.coding.why(prefix)


def code(
    article: Article, limits: Settings | None = None, codebook: Codebook = NO_CODEBOOK, source: str | None = None
) -> Coded:
    """The claims of an article, with their reasons and with what was not coded. `codebook`: a user's types and words.

    `source` names the article to a user where it is rejected (default: its id). Raises TooLarge where the article has
    more sentences than `limits.max_sentences`, StageFailed where a stage breaks on it.
    """
    if article.language != "en":
        return Coded(article, extract.Coding(uncoded=(_foreign(article),)))
    return _read(
        article,
        limits or settings.load(),
        codebook,
        source,
        lambda document: Coded(article, extract.code_document(document)),
    )


def facts(article: Article, codebook: Codebook = NO_CODEBOOK, source: str | None = None) -> GuestPage:
    """What another coder's claims of an article are held against. Raises TooLarge and StageFailed as `code` does."""

    def page(document: Document) -> GuestPage:
        sentences = tuple((s.start, s.end) for s in document.reading.sentences)
        numbers = tuple(q for view in document.views for q in document.quantities(view))
        head = outer_links(article, codebook.names)
        return GuestPage(article, sentences, document.times, numbers, head, codebook.ontology, codebook.names)

    return _read(article, settings.load(), codebook, source, page)


def keep(
    article: Article,
    run: Run,
    limits: Settings | None = None,
    codebook: Codebook = NO_CODEBOOK,
    source: str | None = None,
) -> Coded | None:
    """Codes an article and keeps it with its claims in a ledger; null where the ledger has both already.

    Raises TooLarge and StageFailed as `code` does, Forgotten, and LedgerError.
    """
    keeping = partial(stage, "keep", source or article.id, article.raw_hash)
    with keeping():
        run.refuse(article, source or article.id)
        named, coder = run.named(article), extract.coder(codebook)
        if run.holds(named, coder):
            return None
    coded = code(named, limits, codebook, source)
    with keeping():
        run.add(coded.article, coded.claims, coder)
    return coded


def keep_file(name: str, run: Run, refuse: Refuse) -> None:
    """Keeps the claims of a Parquet file, a batch in one transaction; where that fails, each article in its own, to
    refuse only the faulty. Raises LedgerError."""
    from sayso.ledger import bulk  # noqa: PLC0415

    def add(source: str, additions: Sequence[Addition]) -> None:
        with stage("keep", source):
            run.add_all(additions)

    def batches() -> Iterator[list[Addition]]:
        try:
            with stage("intake", name):
                yield from bulk.entries(name, refuse)
        except InputRejected as error:
            refuse(error)

    for batch in batches():
        try:
            add(name, batch)
        except (StageFailed, Forgotten):
            deque(going_on(((f"{name} ({one.article.id})", [one]) for one in batch), add, refuse), maxlen=0)


def link(articles: Iterable[Article], names: Names) -> Linker:
    """The copies and stories among some articles; nothing is kept."""
    from sayso.linking import linker  # noqa: PLC0415

    return linker.link(articles, names)


def to_tie(source: str, article: Article, names: Names) -> tuple[tuple[str, str], Read]:
    """What `tie` needs of an article whose text a ledger does not keep, under its id and version. Raises
    StageFailed."""
    from sayso.linking import tying  # noqa: PLC0415

    with stage("link", source, article.raw_hash):
        return (article.id, article.version), tying.read(article, names)


def tie(run: Run, refuse: Refuse, unkept: Mapping[tuple[str, str], Read] | None = None) -> None:
    """Links what a run added to a ledger against all it holds; where that fails as a whole, what was added stays, and
    the next run links it. Raises LedgerError."""
    from sayso.linking import tying  # noqa: PLC0415

    try:
        with stage("link", f"ledger {run.store.where}"):
            tying.tie_new(run, unkept, refuse)
    except StageFailed as error:
        refuse(error)


def origins(
    named: Iterable[tuple[str, Article]],
    codebook: Codebook,
    refuse: Refuse,
    see: Callable[[Coded], object] | None = None,
) -> Origins:
    """On whose word it rests what some articles tell, read, linked and coded now, nothing kept; each article comes
    with the name of where it came from, and one that a stage rejects is told to `refuse`; `see` is shown each as it
    was coded."""
    from sayso.answers.origins import of_pages  # noqa: PLC0415
    from sayso.linking.linker import Linker  # noqa: PLC0415
    from sayso.stories.notices import notices  # noqa: PLC0415
    from sayso.stories.told import Page as Shown  # noqa: PLC0415
    from sayso.stories.told import Told  # noqa: PLC0415

    def told(source: str, given: tuple[Article, Shown]) -> list[Told]:
        article, page = given
        coded = code(article, codebook=codebook, source=source)
        if see is not None:
            see(coded)
        return [Told(claim, page) for claim in coded.claims]

    def read_also(source: str, article: Article) -> tuple[Article, Read]:
        return article, to_tie(source, article, codebook.names)[1]

    read = [(source, *both) for source, both in going_on(named, read_also, refuse)]
    linker = Linker()
    linker.add(sketch for *_, (sketch, _) in read)
    found = notices([article for _, article, _ in read], codebook.names)
    withdrawing = {n.article for n in found if n.whole}
    pages = [
        Shown.of(article, where.copy_group, notice=article.id in withdrawing)
        for (_, article, _), where in zip(read, linker.linked(), strict=True)
    ]
    at = ((source, (article, page)) for (source, article, _), page in zip(read, pages, strict=True))
    every = [t for _, some in going_on(at, told, refuse) for t in some]
    return of_pages(every, pages, found, {article.id: article.text for _, article, _ in read}, codebook.names)


def ask(ledger: Ledger, query: Query, names: Names) -> Presence:
    """Whose forces are where: the force asked for may be a group of the `names`. Other questions are the ledger's own
    (`brief`, `origins`). Raises LedgerError."""
    force = names.actor_id(query.force) if query.force and not country_code(query.force) else None
    return ledger.presence(replace(query, force=force or query.force), names)


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
    "events": extract.event_layer,
    "claims": lambda d: extract.code_document(d).claims,
}
"""The layers that `annotate` knows, each a pure function of the document."""


def annotate(
    article: Article,
    layers: Sequence[str],
    limits: Settings | None = None,
    codebook: Codebook = NO_CODEBOOK,
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
    row: Mapping[str, Any], source: str = "record", codebook: Codebook = NO_CODEBOOK, types: Types = "plover"
) -> dict[str, Any]:
    """What the marked actor does to the marked recipient: `{id, event_type, mode, scores}`, always one type.

    `row` is `{id, sentence, actor: [start, end], recipient: [start, end]}`. Raises MalformedRecord where it is not,
    StageFailed.
    `types`: event types as PLOVER's own table has them, with which others' data sets are coded, or as `code` gives
    them.
    """
    sentence = row.get("sentence")
    if not isinstance(sentence, str) or not sentence.strip():
        raise MalformedRecord(source, "`sentence` must be a text of at least one word", what="a pair")
    actor, recipient = (_span(row, role, len(sentence), source) for role in ("actor", "recipient"))
    article, limits = bare_article(sentence), settings.load()
    with stage("language", source):
        reading, head = language.read_pair(article, limits, (actor, recipient))
    with stage("claims", source):
        found = relation(Document.words_of(article, reading, limits, codebook), (actor, recipient), head, types)
    return {"id": row.get("id"), "event_type": found.event_type, "mode": found.mode, "scores": dict(found.scores)}


def bare_article(sentence: str) -> Article:
    """A sentence on its own as an article: English, all body, no date."""
    name = digest(sentence)
    return Article(name, name, sentence, "en", Anchor(None, "none"), (Part("body", 0, len(sentence)),), Credits())


def _span(row: Mapping[str, Any], role: str, length: int, source: str) -> tuple[int, int]:
    value = row.get(role)
    match value:
        case [int(start), int(end)] if 0 <= start < end <= length:
            return start, end
    raise MalformedRecord(source, f"`{role}` must be [start, end] within the sentence, found {value!r}", what="a pair")
