"""The two stores, as the tests of the ledger have them."""

from tests.ledger.conftest import clock, ledger, where

__all__ = ["clock", "ledger", "where"]
