"""Hard sentence ends: abbreviations, initials, quotations, lost spaces, broken lines."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings

from sayso.english.sentences import spans
from tests.strategies import texts

TABLE: dict[str, list[list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8")
)
CASES = [(between, row) for name, between in (("spaced", " "), ("glued", ""), ("lines", "\n")) for row in TABLE[name]]


@pytest.mark.parametrize(("between", "row"), CASES, ids=[" | ".join(row)[:60] for _, row in CASES])
def test_sentence_ends(between: str, row: list[str]) -> None:
    text = between.join(row)
    assert [text[a:b] for a, b in spans(text, 0, len(text))] == [sentence.strip() for sentence in row]


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 60


def test_no_sentence_crosses_a_blank_line() -> None:
    text = "The army left\n\nthe town\n \nof Zenda"
    assert [text[a:b] for a, b in spans(text, 0, len(text))] == ["The army left", "the town", "of Zenda"]


def test_lines_broken_at_a_width_are_one_sentence() -> None:
    text = (
        "The army of Ruritania left the town of Zenda on Monday after three weeks of\n"
        "fighting, the spokesman of the defence ministry told reporters in the capital\nStrelsau. It gave no reason."
    )
    assert [b - a for a, b in spans(text, 0, len(text))] == [text.index("It") - 1, len("It gave no reason.")]


def test_stops_without_words_belong_to_the_sentence_before() -> None:
    text = "The army left on Wednesday. . \n\n. . .\n\n“It is over,” he said."
    assert [text[a:b] for a, b in spans(text, 0, len(text))] == [
        "The army left on Wednesday. .",
        "“It is over,” he said.",
    ]


def test_a_page_on_one_line_still_has_sentences() -> None:
    text = "The army left the town of Zenda. " * 3_000
    assert len(spans(text, 0, len(text))) == 3_000


@given(texts)
@settings(max_examples=200)
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    found = spans(text, 0, len(text))
    assert all(a < b for a, b in found)
    assert all(b <= c for (_, b), (c, _) in pairwise(found))
    covered = {i for a, b in found for i in range(a, b)}
    assert all(i in covered for i, sign in enumerate(text) if sign.isalnum())
    assert not any("\n\n" in text[a:b] for a, b in found)
