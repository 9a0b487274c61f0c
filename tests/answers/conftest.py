"""Answers are tested on both stores (see tests/ledger/conftest.py)."""

from tests.ledger.conftest import clock, ledger, where

__all__ = ["clock", "ledger", "where"]
