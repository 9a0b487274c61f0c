"""Toponyms → places: which words name one, which place of that name, sets of places and borders."""
