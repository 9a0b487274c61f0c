"""Whose forces are where, since when, according to whom."""

from __future__ import annotations

from sayso.answers.presence.answer import (
    Deployment,
    Disagreement,
    Period,
    Presence,
    QuotedClaim,
    StrengthSaid,
    Track,
    Wish,
)
from sayso.answers.presence.asked import not_taken_back, presence

__all__ = [
    "Deployment",
    "Disagreement",
    "Period",
    "Presence",
    "QuotedClaim",
    "StrengthSaid",
    "Track",
    "Wish",
    "not_taken_back",
    "presence",
]
