"""Forgetting one article: its rows, what linking kept of it, and what the database's files still hold."""

from __future__ import annotations

import sqlalchemy as sa

from sayso import pipeline
from sayso.answers import citing
from sayso.ledger import forgetting
from sayso.ledger.forgetting import Gone
from sayso.ledger.writing import Run
from sayso.linking.forgetting import relinked_without
from sayso.linking.tying import alone
from sayso.stages import Refuse


def forget_article(run: Run, article: str, refuse: Refuse, note: str | None = None) -> Gone:
    """Takes an article out, and ties the others as if it had never come. Rows that are gone already are no fault: what
    a killed run left is done. `scrub` must follow. Raises LedgerError."""
    with alone(run) as folder:
        gone = forgetting.forget(run, article, note, _digest)
        relinked_without(run, folder, article)
    pipeline.tie(run, refuse)
    return gone


def _digest(connection: sa.Connection) -> str:
    return citing.ledger_state(connection).sha256
