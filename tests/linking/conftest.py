"""Stories in a ledger are tested on both stores (see tests/ledger/conftest.py)."""

from tests.ledger.conftest import where

__all__ = ["where"]
