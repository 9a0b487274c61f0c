"""The pages of tests/pages: thirty that were written before the code that reads them, thirty of a second hand after,
fifteen of a third hand that the code was never mended by, eighteen of a fourth before the code that they mended,
twenty-eight of two more who had not seen it, of which the last seven mended nothing."""

from collections import Counter
from functools import cache

import pytest

from tests.floors import floors
from tests.intake import pages

LAST = {"first": 30, "second": 60, "third": 75, "fourth": 93, "fifth": 114, "sixth": 121}
"""Hand → number of the last of its pages."""
LEAST = floors("pages")
FLOORS = {
    "second": LEAST,
    "third": floors("unread_pages"),
    "fourth": floors("more_pages"),
    "fifth": floors("fifth_pages"),
    "sixth": floors("sixth_pages"),
}


@cache
def _marks(hand: str) -> tuple[pages.Mark, ...]:
    names = [name for name in pages.RIGHT if _hand(int(name.partition("-")[0])) == hand]
    return tuple(mark for name in names for mark in pages.marks(name))


def _hand(number: int) -> str:
    return next(hand for hand, last in LAST.items() if number <= last)


def test_every_page_is_there() -> None:
    files = {path.name for path in pages.FOLDER.glob("*.html")}
    assert files == set(pages.RIGHT)


@pytest.mark.parametrize("kind", pages.KINDS)
def test_pages_are_read_right(kind: str) -> None:
    share, wrong = _share(kind, "first")
    assert share >= LEAST["first"], wrong


@pytest.mark.parametrize("hand", FLOORS)
@pytest.mark.parametrize("kind", pages.KINDS)
def test_pages_of_another_hand_keep_their_floor(kind: str, hand: str) -> None:
    share, wrong = _share(kind, hand)
    assert share >= FLOORS[hand][kind], wrong


def _share(kind: str, hand: str) -> tuple[float, list[str]]:
    counted = Counter(right for name, right, _ in _marks(hand) if name == kind)
    return counted[True] / counted.total(), [asked for name, right, asked in _marks(hand) if name == kind and not right]
