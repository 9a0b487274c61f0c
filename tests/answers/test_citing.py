"""The state of a ledger that a citation names: the same whether all claims are read anew or those since the last."""

from __future__ import annotations

from typing import Any

from sayso.answers.citing import ledger_state
from sayso.answers.store import Ledger
from sayso.ledger.forgetting import forget
from tests.ledger import stories
from tests.ledger.test_store import keep


def states(ledger: Ledger, claim: str) -> tuple[Any, Any]:
    """As an open ledger remembers it, and read anew."""
    with ledger.reading() as connection:
        return ledger.cited(claim).state, ledger_state(connection)


def test_what_is_added_and_forgotten_between_citations_counts(ledger: Ledger) -> None:
    first, *rest = stories.syria()
    keep(ledger, first)
    claim = first.claims[0].id
    seen = set()
    for step in range(4):
        known, anew = states(ledger, claim)
        assert known == anew
        seen.add(known.sha256)
        if step == 0:
            keep(ledger, rest[0])
        if step == 1:  # what comes next takes the numbers of what went
            with ledger.writing("forget", "0") as run:
                forget(run, rest[0].article.id, None, lambda _: "")
            keep(ledger, rest[1])
        if step == 2:
            keep(ledger, *rest[2:])
    assert len(seen) >= 3
