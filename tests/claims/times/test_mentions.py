"""Time expressions, one case a line in times_cases.yaml."""

from pathlib import Path
from time import perf_counter

import pytest
import yaml

from sayso.claims.times.mentions import times
from sayso.claims.times.words import PATTERNS, TIMES, needed
from sayso.english.sentences import spans
from sayso.reading import Sentence
from sayso.records import Anchor, TimeMention

CASES = yaml.load((Path(__file__).parent / "times_cases.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
ROWS = [(group, *row) for group, rows in CASES.items() for row in rows]


def read(text: str, anchor: str | None, *, south: bool = False) -> list[TimeMention]:
    sentences = [Sentence(i, a, b, 0, 0, 0, "body") for i, (a, b) in enumerate(spans(text, 0, len(text)))]
    return times(text, sentences, Anchor(anchor, "caller" if anchor else "none"), south=south)


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r[0]}: {r[3]} <- {r[2]}"[:80])
def test_a_time_has_its_extent_and_its_values(row: tuple[str, ...]) -> None:
    _, anchor, text, words, timex3, *edtf = row
    found = {(text[m.start : m.end]): m for m in read(text, None if anchor == "~" else anchor)}
    if timex3 == "-":
        assert not any(words in key for key in found), found
        return
    assert words in found, f"found {list(found)}"
    assert found[words].timex3 == timex3
    if edtf:
        assert found[words].edtf == edtf[0]


PHRASES = [phrase for name in ("present", "past", "future", "soon", "holidays", "decades") for phrase in TIMES[name]]


@pytest.mark.parametrize("text", [*(row[2] for row in ROWS), *(f"It is {phrase}." for phrase in PHRASES)])
def test_what_a_sentence_must_hold_hides_no_time(text: str) -> None:
    told = {order for order, _ in needed(text, 0, len(text))}
    assert not [p.source for n, p in enumerate(PATTERNS) if n not in told and p.like.search(text)]


def test_there_are_enough_cases() -> None:
    assert len(ROWS) >= 250


def test_a_long_line_of_dates_takes_linear_time() -> None:
    """Four times the dates take at most eight times as long."""

    def seconds(count: int) -> float:
        text = "Troops left on " + ", ".join(f"May {n % 28 + 1}, {1900 + n % 120}" for n in range(count)) + "."
        begun = perf_counter()
        assert len(read(text, "2024-05-09")) == count
        return perf_counter() - begun

    seconds(200)
    assert seconds(4000) < 8 * max(0.1, seconds(1000))
