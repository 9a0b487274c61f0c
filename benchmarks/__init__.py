"""Accuracy against the yardsticks and our own corpus, and speed; RESULTS.md names the command of each figure."""
