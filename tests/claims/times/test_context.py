"""What the words around a time say: whether they look ahead, whether it opens its sentence, what it bounds."""

import pytest

from sayso.claims.times.context import interval_end, looks_ahead, opens


def _around(sentence: str) -> tuple[str, tuple[int, int], int, int]:
    """A sentence whose time stands in brackets."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    return text, (0, len(text)), start, end


@pytest.mark.parametrize(
    ("sentence", "ahead"),
    [
        ("The troops will leave on [Friday].", True),
        ("The troops left on [Friday].", False),
        ("The troops plan to leave on [Friday].", True),
        ("The troops were forced to leave on [Friday].", False),
        ("The deadline is [Friday].", True),
        ("The ban holds until [Friday].", True),
        ("The ban, not until [Friday].", None),
        ("Quiet since [Friday].", False),
        ("On [Friday] the troops will leave.", True),
        ("On [Friday] the troops left.", False),
        ("From [Friday] there.", True),
        ("A quiet day, [Friday].", None),
    ],
)
def test_the_nearest_verb_of_the_clause_decides(sentence: str, ahead: bool | None) -> None:
    assert looks_ahead(*_around(sentence)) is ahead


def test_a_time_opens_its_sentence_or_stands_in_a_heading() -> None:
    text, bounds, start, _ = _around("On [Friday] the troops left the town of Zenda, where they had been for years.")
    assert opens(text, bounds, start)
    text, bounds, start, _ = _around("The troops left the town of Zenda, where they had been for years, on [Friday].")
    assert not opens(text, bounds, start)
    text, bounds, start, _ = _around("Zenda siege, [May 1995]")
    assert opens(text, bounds, start)


@pytest.mark.parametrize(
    ("sentence", "ahead", "expected"),
    [
        ("In force since [Friday].", False, "since"),
        ("In force from [Friday].", True, "since"),
        ("In force from [Friday].", False, ""),
        ("From [Friday] to Sunday.", True, ""),
        ("To leave by [Friday].", True, "until"),
        ("They left on [Friday].", False, ""),
    ],
)
def test_since_opens_an_interval_and_until_closes_one(sentence: str, ahead: bool | None, expected: str) -> None:
    assert interval_end(*_around(sentence), ahead=ahead) == expected
