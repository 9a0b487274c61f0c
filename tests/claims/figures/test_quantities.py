"""Quantities of a sentence, one case a line in quantities_cases.yaml."""

from pathlib import Path

import pytest
import yaml

from sayso.claims.figures.quantities import quantities
from sayso.english.tokens import tokens
from sayso.records import Quantity

CASES = yaml.load((Path(__file__).parent / "quantities_cases.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
ROWS = [(group, *row) for group, rows in CASES.items() for row in rows]


def read(text: str) -> list[Quantity]:
    return quantities(text, tokens(text))


def shown(number: float | None) -> str:
    return "-" if number is None else f"{number:.15g}"


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r[0]}: {r[2]}"[:70])
def test_a_quantity_has_its_words_its_bounds_and_what_it_counts(row: tuple[str, ...]) -> None:
    _, text, words, value, *rest = row
    found = {q.text: q for q in read(text)}
    if value == "x":
        assert not any(words in key for key in found), found
        return
    assert words in found, f"found {list(found)}"
    q = found[words]
    assert [shown(q.value), shown(q.low), shown(q.high), q.of, q.unit or "-"] == [value, *rest]
    assert text[q.start : q.end] == words


def test_a_part_stands_beside_its_total() -> None:
    assert [q.value for q in read("Chile will pull out a third of its 1,960 troops.")] == [653, 1960]


def test_there_are_enough_cases() -> None:
    assert len(ROWS) >= 150
