"""A ledger brought to another coder or codebook: every text it keeps is read anew, and what changed is told.

Each article is a transaction of its own, so that a run that was stopped goes on where it stopped. Ids hang on words, so
that reviews and citations stay with their claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from sayso import pipeline
from sayso.answers.reviewing import given
from sayso.answers.store import Ledger
from sayso.claims.codebook import Codebook
from sayso.claims.coding import extract
from sayso.errors import InputRejected
from sayso.judge.reviews import states
from sayso.ledger import recoding
from sayso.ledger.assertions import coder_name
from sayso.ledger.batch import Addition
from sayso.ledger.writing import Run
from sayso.records import Article, Claim
from sayso.stages import Refuse, stage

Kind = Literal["changed", "new", "gone"]
OWN = ("id", "coder", "article_id")
"""Fields that are the same by what a claim is, or differ by who made it."""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What became of one claim. `fields` are those that differ, as plain data: name → before, after. `reviewed_by` are
    the people whose judgement of it stands; of a claim that is gone it is stale."""

    kind: Kind
    claim: Claim
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    reviewed_by: tuple[str, ...] = ()


@dataclass(slots=True)
class RecodingTally:
    """What a run did."""

    articles: int = 0
    same: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    stale: int = 0

    def count(self, change: ClaimChange) -> None:
        """Counts one claim that is not as it was."""
        self.kinds[change.kind] += 1
        self.fields.update(change.fields.keys())
        self.stale += change.kind == "gone" and bool(change.reviewed_by)


def recode(
    ledger: Ledger, run: Run | None, codebook: Codebook, refuse: Refuse, tally: RecodingTally, step: Callable[[], None]
) -> Iterator[ClaimChange]:
    """Reads what this coder has not read, and gives what changed; without a `run` nothing is kept. `step` is called
    before each article. Raises LedgerError."""
    key, after = coder_name(extract.coder(codebook)), 0
    judged = _judged(ledger)
    while found := _unread(ledger, key, after):
        for number, article in found:
            step()
            try:
                changes = _recoded(ledger, run, article, codebook, judged, tally)
            except InputRejected as error:
                refuse(error)
            else:
                yield from changes
            after = number
    if run is not None:
        pipeline.tie(run, refuse)


def _unread(ledger: Ledger, key: str, after: int) -> list[tuple[int, Article]]:
    with ledger.reading() as connection:
        return recoding.unread(connection, key, after)


def _judged(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """The claims of which a judgement stands, with those who gave it."""
    found: dict[str, dict[str, None]] = {}
    for state in states(given(ledger.review_rows())):
        found.setdefault(state.claim, {}).update(dict.fromkeys(g.reviewer for g in state.stands))
    return {claim: tuple(who) for claim, who in found.items()}


def _recoded(
    ledger: Ledger, run: Run | None, article: Article, codebook: Codebook, judged: Mapping[str, tuple[str, ...]],
    tally: RecodingTally,
) -> list[ClaimChange]:  # fmt: skip
    coded = pipeline.code(article, codebook=codebook)
    with ledger.reading() as connection:
        old = recoding.claims_before(connection, article)
    if run is not None:
        with stage("keep", article.id, article.raw_hash):
            run.add_all([Addition(article, extract.coder(codebook), coded.claims, again=True)])
    changes = list(claim_changes(old, {c.id: c for c in coded.claims}, judged))
    tally.articles += 1
    tally.same += len(coded.claims) - sum(c.kind != "gone" for c in changes)
    for change in changes:
        tally.count(change)
    return changes


def claim_changes(
    old: Mapping[str, Claim], new: Mapping[str, Claim], judged: Mapping[str, tuple[str, ...]]
) -> Iterator[ClaimChange]:
    """The claims of one text that are not as they were, in the order of the text."""
    for claim in sorted({**old, **new}.values(), key=lambda c: (c.predicate.start, c.id)):
        by = judged.get(claim.id, ())
        if claim.id not in new:
            yield ClaimChange("gone", old[claim.id], reviewed_by=by)
        elif claim.id not in old:
            yield ClaimChange("new", claim, reviewed_by=by)
        elif fields := _differing(old[claim.id], claim):
            yield ClaimChange("changed", claim, fields, by)


def _differing(old: Claim, new: Claim) -> dict[str, tuple[Any, Any]]:
    was, now = msgspec.to_builtins(old), msgspec.to_builtins(new)
    return {name: (was[name], now[name]) for name in now if name not in OWN and was[name] != now[name]}
