"""Time expressions → when: patterns and their words, readers of each kind, the clock of an article."""
