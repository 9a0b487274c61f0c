"""Noun or verb, adjective or report: what the neighbours of a word say where nothing was parsed."""

import pytest

from sayso.claims.acts.table import lexicon
from sayso.claims.acts.word_class import WordLine
from sayso.english.tokens import tokens


def _line(sentence: str) -> tuple[WordLine, dict[str, int]]:
    line = WordLine.of(tokens(sentence), lexicon().neighbours)
    return line, {word: at for at, word in enumerate(line.words)}


@pytest.mark.parametrize(
    ("sentence", "word", "noun"),
    [
        ("The attack killed two .", "attack", True),
        ("They will attack the town .", "attack", False),
        ("Ruritania's attack on the town failed .", "attack", True),
        ("They attack the town .", "attack", False),
        ("Macron visits Baku .", "visits", False),
        ("To visits of this kind they object .", "visits", True),
    ],
)
def test_the_word_before_tells_noun_from_verb(sentence: str, word: str, noun: bool) -> None:
    line, at = _line(sentence)
    assert line.is_noun(at[word]) is noun


@pytest.mark.parametrize(
    ("sentence", "word", "adjective"),
    [
        ("The disputed region is quiet .", "disputed", True),
        ("Shots were fired by the guards .", "fired", False),
        ("The advancing troops stopped .", "advancing", True),
        ("They were advancing slowly .", "advancing", False),
    ],
)
def test_a_participle_before_a_noun_reports_nothing(sentence: str, word: str, adjective: bool) -> None:
    line, at = _line(sentence)
    assert line.is_adjective(at[word]) is adjective


def test_a_capital_between_capitals_is_part_of_a_name_but_not_in_a_headline() -> None:
    line, at = _line("The Revolutionary Armed Forces left the town in peace .")
    assert line.in_name(at["armed"])
    headline, at = _line("Rebels Attack Army Bases Near Zenda As Talks Fail")
    assert headline.titled
    assert not headline.in_name(at["attack"])
