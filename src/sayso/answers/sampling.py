"""A ledger's claims, and the sentences in which its coder sees none, as what a sample is drawn from."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import sqlalchemy as sa
from sqlalchemy import RowMapping

from sayso.answers.citing import ledger_state
from sayso.english.sentences import spans
from sayso.errors import UsageError
from sayso.judge.sample import SAMPLE_KIND, Sample, SampleItem
from sayso.judge.sampling import Drawn, SamplingFrame
from sayso.ledger.queries import article_rows, claim_rows, current
from sayso.ledger.schema import articles, claims, codings
from sayso.ledger.scope import Axis
from sayso.records import PROSE, Article, Claim, digest, from_json
from sayso.spans import Span, Spanned

PageVersion = tuple[str, str]
"""An article's id and version."""
BANDS = 5
PAGES_AT_ONCE = 200
"""Pages asked for at once."""
BY: Mapping[str, Callable[[Claim, RowMapping], str]] = {
    "act": lambda claim, _: claim.act,
    "status": lambda claim, _: claim.status,
    "confidence": lambda claim, _: f"{min(BANDS - 1, int(claim.confidence * BANDS)) / BANDS:.1f} or more",
    "outlet": lambda _, row: row["publisher"] or "no outlet named",
    "nothing": lambda *_: "all",
}
"""By what claims are put into strata."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many claims and sentences to draw, by what seed and strata, from the ledger as it stood."""

    claims: int
    sentences: int
    seed: int
    by: str
    axis: Axis = field(default_factory=Axis)


@dataclass(frozen=True, slots=True)
class ItemShown:
    """What an auditor needs to judge an item: the sentence with its neighbours, the claim, and the coder's other
    claims in the sentence."""

    item: SampleItem
    title: str | None
    publisher: str | None
    published: str | None
    before: str
    sentence: str
    after: str
    claim: Claim | None = None
    others: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sentence(Spanned):
    page: PageVersion
    start: int
    end: int


@dataclass(slots=True)
class _Pages:
    """What is seen of the pages while they are gone through."""

    read: int = 0
    textless: int = 0
    predicates: dict[PageVersion, list[int]] = field(default_factory=lambda: defaultdict(list))


def sample(connection: sa.Connection, wanted: Wanted) -> tuple[Sample, list[ItemShown]]:
    """Draws a sample, and gives what is to be shown of it, item by item. Raises UsageError where the ledger holds no
    claim of a coder, or where there are more strata than so few draws can serve."""
    seen = _Pages()
    coders, frame = _claims(connection, wanted, seen)
    if not frame.size:
        raise UsageError("the ledger holds no claim of a coder; add articles first (sayso add)")
    silent = _silent(connection, wanted, seen)
    strata, drawn = frame.draw()
    silent_strata, drawn_silent = silent.draw()
    held = ledger_state(connection)
    told = (wanted.seed, wanted.claims, wanted.sentences, wanted.by, wanted.axis.known_by, wanted.axis.recorded_by)
    name = digest(SAMPLE_KIND, held.sha256, *map(str, told))
    shown = list(_shown(connection, wanted.axis, drawn, drawn_silent))
    items = [replace(s, item=replace(s.item, id=f"{name[:4]}-{n:04}")) for n, s in enumerate(shown, 1)]
    return Sample(
        SAMPLE_KIND, name, wanted.seed, wanted.by, wanted.axis.known_by, wanted.axis.recorded_by, held, coders,
        seen.read,
        seen.textless, tuple(strata), tuple(silent_strata), tuple(s.item for s in items),
    ), items  # fmt: skip


def _claims(connection: sa.Connection, wanted: Wanted, seen: _Pages) -> tuple[tuple[str, ...], SamplingFrame[Claim]]:
    """The current claims of coders that are no people."""
    frame, coders = SamplingFrame[Claim](wanted.seed, wanted.claims), set[str]()
    for row in claim_rows(connection, wanted.axis, ~codings.c.human):
        claim = from_json(row["json"], Claim)
        coders.add("/".join(filter(None, (claim.coder.name, claim.coder.version, claim.coder.model))))
        seen.predicates[row["article_id"], row["version"]].append(claim.predicate.start)
        frame.add(f"claims: {BY[wanted.by](claim, row)}", claim.id, claim)
    return tuple(sorted(coders)), frame


def _silent(connection: sa.Connection, wanted: Wanted, seen: _Pages) -> SamplingFrame[_Sentence]:
    """The sentences of bodies in English without a predicate of a claim."""
    frame = SamplingFrame[_Sentence](wanted.seed, wanted.sentences)
    for row in _coded(connection, wanted.axis):
        seen.read += 1
        if row["text"] is None or row["record"] is None:
            seen.textless += 1
            continue
        page = (row["article_id"], row["version"])
        told = sorted(seen.predicates.get(page, ()))
        stratum = f"sentences: of pages {'with' if told else 'without'} claims"
        for start, end, label in _sentences(row):
            if label == "body" and bisect_right(told, end - 1) == bisect_right(told, start - 1):
                frame.add(stratum, f"{page[0]}\x1f{page[1]}\x1f{start}", _Sentence(page, start, end))
    return frame


def _coded(connection: sa.Connection, axis: Axis, *conditions: sa.ColumnElement[bool]) -> Iterator[RowMapping]:
    """The current versions of pages in English that a coder read."""
    tied = [codings.c.article_id == articles.c.article_id, codings.c.version == articles.c.version]
    counting = [*tied, ~codings.c.human, articles.c.language == "en", *current(codings.c.n, axis)]
    return article_rows(connection, *counting, *conditions)


def _sentences(row: RowMapping) -> list[tuple[int, int, str]]:
    """The sentences of a page's prose as coders read them, each with its part's label."""
    parts = from_json(row["record"], Article).parts
    return [(*span, p.label) for p in parts if p.label in PROSE for span in spans(row["text"], p.start, p.end)]


def _shown(
    connection: sa.Connection, axis: Axis, drawn: Sequence[Drawn[Claim]], silent: Sequence[Drawn[_Sentence]]
) -> Iterator[ItemShown]:
    of_claims = {d.unit.article_id for d in drawn}
    rows = dict(_rows(connection, axis, of_claims | {d.unit.page[0] for d in silent}))
    every = _every(connection, axis, of_claims)
    for d in drawn:
        yield _claim_shown(d, rows.get(d.unit.article_id), every[d.unit.article_id])
    for s in silent:
        item = SampleItem("", "sentence", s.stratum, s.probability, *s.unit.page, s.unit.start, s.unit.end)
        yield _beside(item, rows[s.unit.page[0]])


def _some(asked: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(sorted(asked))
    while some := list(islice(rest, PAGES_AT_ONCE)):
        yield some


def _rows(connection: sa.Connection, axis: Axis, asked: Iterable[str]) -> Iterator[tuple[str, RowMapping]]:
    for some in _some(asked):
        yield from ((row["article_id"], row) for row in _coded(connection, axis, articles.c.article_id.in_(some)))


def _every(connection: sa.Connection, axis: Axis, asked: Iterable[str]) -> dict[str, list[tuple[Claim, str]]]:
    """All current claims of coders on some pages, each with the page's version."""
    found: dict[str, list[tuple[Claim, str]]] = defaultdict(list)
    for some in _some(asked):
        for row in claim_rows(connection, axis, ~codings.c.human, claims.c.article_id.in_(some)):
            found[row["article_id"]].append((from_json(row["json"], Claim), row["version"]))
    return found


def _claim_shown(drawn: Drawn[Claim], row: RowMapping | None, every: Sequence[tuple[Claim, str]]) -> ItemShown:
    """A claim in its sentence; without the page's text, with its evidence alone."""
    claim, at = drawn.unit, drawn.unit.predicate.start
    version = next(v for c, v in every if c.id == claim.id)
    found = _around(row, at) if row is not None and row["text"] is not None else None
    if found is None:
        beside = [c for c, _ in every if c.sentence == claim.sentence]
        start, end = claim.predicate.start, claim.predicate.end
    else:
        start, end = found
        beside = [c for c, _ in every if start <= c.predicate.start < end]
    item = SampleItem("", "claim", drawn.stratum, drawn.probability, claim.article_id, version, start, end, len(beside),
                claim.id, claim.confidence)  # fmt: skip
    shown = _beside(item, row) if found is not None and row is not None else ItemShown(
        item, None, None, None, "", " … ".join(w.text for w in claim.evidence), "")  # fmt: skip
    return replace(shown, claim=claim, others=tuple(c for c in beside if c.id != claim.id))


def _around(row: RowMapping, at: int) -> Span | None:
    """The sentence at an offset of a page."""
    if row["record"] is None:
        return None
    return next(((start, end) for start, end, _ in _sentences(row) if start <= at < end), None)


def _beside(item: SampleItem, row: RowMapping) -> ItemShown:
    """A sentence with its neighbours."""
    text, all_spans = row["text"], [(a, b) for a, b, _ in _sentences(row)]
    n = all_spans.index((item.start, item.end))
    before, after = (text[slice(*all_spans[k])] if 0 <= k < len(all_spans) else "" for k in (n - 1, n + 1))
    return ItemShown(
        item, row["title"], row["publisher"], row["published"], before, text[item.start : item.end], after
    )  # fmt: skip
