"""The confidence of claims: a probability, higher where the words are clear."""

import sayso
from sayso.records import Claim

CLEAR = "Russian troops withdrew from Kherson on Friday."
DOUBTFUL = "It is unclear whether anybody pulled troops back from there."


def _claims(text: str) -> tuple[Claim, ...]:
    return tuple(sayso.code(sayso.article({"text": text})))


def test_confidence_is_a_probability_and_the_same_again() -> None:
    first = _claims(f"{CLEAR} {DOUBTFUL}")
    assert first
    assert all(0 <= c.confidence <= 1 and c.confidence == round(c.confidence, 3) for c in first)
    assert [c.confidence for c in first] == [c.confidence for c in _claims(f"{CLEAR} {DOUBTFUL}")]


def test_clear_words_are_believed_more_than_doubtful_ones() -> None:
    (clear,) = _claims(CLEAR)
    (doubtful,) = _claims(DOUBTFUL)
    assert doubtful.confidence < clear.confidence * 2 / 3  # of all claims of news a fourth has its core right
