"""Alembic's folder: it travels with the package, so that a ledger is made and brought up to date without a network."""
