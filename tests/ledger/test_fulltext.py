"""Pages found by their words, on both stores: all words, phrases, beginnings; what is forgotten is found no more."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.reports import Report

from sayso.answers.searching import SearchResult, Sought
from sayso.answers.store import Ledger
from sayso.ledger.forgetting import forget
from tests.ledger.test_store import keep

TEXTS = {
    "one": "Some 200 soldiers came to Manbij on Monday, the Pentagon said. Erdoğan was not told.",
    "two": "Soldiers of the border guard left Manbij's outskirts, a witness said.",
    "three": "The harvest was poor. Nobody spoke of the border; the guard slept.",
}


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    told = []
    for day, (name, text) in enumerate(TEXTS.items(), 1):
        told.append(Report(name, f"2024-05-0{day}", text))
    told[0].moves("came to Manbij", "arrive", "Manbij", by="Pentagon", time="2024-05-01")
    keep(ledger, *told)
    return ledger


def found(ledger: Ledger, words: str) -> SearchResult:
    return ledger.search(Sought(words=words))


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("manbij", ["two", "one"]),
        ("SOLDIERS Pentagon", ["one"]),
        ('"border guard"', ["two"]),
        ("guard border", ["three", "two"]),
        ("sold*", ["two", "one"]),
        ("sold", []),
        ("Erdoğan", ["one"]),
        ("— …", []),
        ("man'bij", []),
        ("guard AND OR NOT NEAR", []),
        ("a\\b* :!&| '", []),
    ],
)
def test_pages_are_found_by_all_their_words(filled: Ledger, words: str, pages: list[str]) -> None:
    assert [p.page.id for p in found(filled, words).pages] == pages


def test_an_extract_says_where_the_words_stand(filled: Ledger) -> None:
    (page,) = found(filled, "harvest slept").pages
    assert [page.words[start:end] for start, end in page.hits] == ["harvest", "slept"]


def test_claims_are_those_that_have_the_words_themselves(filled: Ledger) -> None:
    assert [t.page.id for t in found(filled, "came Manbij").told] == ["one"]
    assert found(filled, "Erdoğan").told == ()  # on the page, in no claim


def test_a_page_whose_text_is_not_kept_is_found_by_its_claims(ledger: Ledger) -> None:
    told = Report("bare", "2024-05-01", TEXTS["one"])
    told.moves("came to Manbij", "arrive", "Manbij", by="Pentagon", time="2024-05-01")
    with ledger.writing("test", "0", keep_text=False) as run:
        run.add(told.article, told.claims, told.claims[0].coder)
    assert [t.page.id for t in found(ledger, "Manbij").told] == ["bare"]
    assert found(ledger, "Erdoğan").told == ()


def test_a_text_that_its_page_no_longer_has_is_no_longer_found(filled: Ledger) -> None:
    keep(filled, Report("three", "2024-05-09", "The harvest was rich."))
    assert [p.page.version for p in found(filled, "harvest").pages] == [filled.page("three").page.version]
    assert found(filled, "slept").pages == ()


def test_what_is_forgotten_is_found_no_more(filled: Ledger) -> None:
    def state(_: Any) -> str:
        return ""

    with filled.writing("forget", "0") as run:
        forget(run, "one", None, state)
    assert [p.page.id for p in found(filled, "Manbij").pages] == ["two"]
