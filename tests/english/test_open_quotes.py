"""Quotations that are never closed, and how many may be open at a time."""

from __future__ import annotations

import pytest

from sayso.english.quotes import quotes


@pytest.mark.parametrize("mark", ["“", '"', "«", "„", "''"])
def test_of_many_open_quotations_the_last_ones_count(mark: str) -> None:
    text = f"{mark}We go, he said. " * 40
    found = quotes(text, 16)
    assert [q.start for q in found] == [text.index(mark) + n * len(f"{mark}We go, he said. ") for n in range(24, 40)]
    assert all(not q.closed and q.end == len(text) for q in found)


def test_a_quotation_after_many_open_ones_is_whole() -> None:
    text = "“We go, he said. " * 40 + "Then she said: “We stay.”"
    assert [text[q.start : q.end] for q in quotes(text, 16) if q.closed] == ["“We stay.”"]
