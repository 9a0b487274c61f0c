"""What speaks for a status, and what each rule is worth before the corpus has been asked."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.records import Status


@dataclass(frozen=True, slots=True)
class Signal:
    """A status that a rule speaks for, and the token of the article that it hangs on (or -1)."""

    status: Status
    rule: str
    token: int = -1


EXPECTED = {
    **dict.fromkeys(
        ("to", "that", "doing", "object", "noun-of", "subject-of", "before", "relative", "described", "self"), 1.0
    ),
    **dict.fromkeys(("to-be-done", "announced-progressive"), 1.0),
    **dict.fromkeys(
        ("own-not", "own-not-will", "own-adverb", "own-modal-may", "own-if", "own-unless", "own-whether"), 1.0
    ),
    **dict.fromkeys(
        ("words-governor-to", "words-governor-object", "words-governor-noun", "words-governor-gerund", "words-deny"),
        1.0,
    ),
    **dict.fromkeys(
        ("words-no", "words-adjective", "words-noun-was", "words-is-to", "words-conditional", "words-negation"), 1.0
    ),
}
"""What a rule is worth before the corpus has been asked, and where the corpus is silent; other rules are worth nothing
then."""


def expected(rule: str) -> float:
    """The worth of a rule unseen: half of it where it speaks from afar, nothing for a single word of a rule."""
    return EXPECTED.get(rule.removeprefix("far-"), 0.0) * (0.5 if rule.startswith("far-") else 1.0)
