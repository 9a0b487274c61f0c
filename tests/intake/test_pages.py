"""The thirty pages of tests/pages, written before the code that reads them."""

from collections import Counter
from functools import cache

import pytest

from tests.intake import pages

LEAST = 0.95


@cache
def _all() -> tuple[pages.Mark, ...]:
    return tuple(mark for name in pages.RIGHT for mark in pages.marks(name))


def test_every_page_is_there() -> None:
    files = {path.name for path in pages.FOLDER.glob("*.html")}
    assert files == set(pages.RIGHT)


@pytest.mark.parametrize("kind", pages.KINDS)
def test_pages_are_read_right(kind: str) -> None:
    counted = Counter(right for name, right, _ in _all() if name == kind)
    wrong = [asked for name, right, asked in _all() if name == kind and not right]
    assert counted[True] >= LEAST * counted.total(), wrong
