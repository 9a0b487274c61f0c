"""Keeps a ledger in order: forgets articles, brings it to another coder, takes claims that people enter."""
