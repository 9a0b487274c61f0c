"""The pages of tests/pages: thirty that were written before the code that reads them, thirty of another hand after."""

from collections import Counter
from functools import cache

import pytest

from tests.floors import floors
from tests.intake import pages

FIRST = 30
"""Number of the last page of the first hand."""
LEAST = floors("pages")


@cache
def _marks(second: bool) -> tuple[pages.Mark, ...]:
    names = [name for name in pages.RIGHT if (int(name[:2]) > FIRST) == second]
    return tuple(mark for name in names for mark in pages.marks(name))


def test_every_page_is_there() -> None:
    files = {path.name for path in pages.FOLDER.glob("*.html")}
    assert files == set(pages.RIGHT)


@pytest.mark.parametrize("kind", pages.KINDS)
def test_pages_are_read_right(kind: str) -> None:
    share, wrong = _share(kind, second=False)
    assert share >= LEAST["first"], wrong


@pytest.mark.parametrize("kind", pages.KINDS)
def test_pages_of_the_second_hand_keep_their_floor(kind: str) -> None:
    share, wrong = _share(kind, second=True)
    assert share >= LEAST[kind], wrong


def _share(kind: str, *, second: bool) -> tuple[float, list[str]]:
    counted = Counter(right for name, right, _ in _marks(second) if name == kind)
    return counted[True] / counted.total(), [
        asked for name, right, asked in _marks(second) if name == kind and not right
    ]
