"""One act that a verb and a noun tell together is seen once, with what the reader sees in both."""

from dataclasses import replace

from sayso.claims.article.together import united_events
from sayso.reading import EventWord
from tests.claims.syntax.test_arcs import _arcs

WORDS = ["A", "bomb", "killed", "six", "sailors"]
ARCS = replace(
    _arcs(WORDS, [1, 2, 2, 4, 2], ["det", "nsubj", "root", "nummod", "obj"], ["DET", "NOUN", "VERB", "NUM", "NOUN"]),
    lemmas=["a", "bomb", "kill", "six", "sailor"],
)
STATUS = (("happened", 1.0),)


def _event(token: int, act: str, chance: float) -> EventWord:
    return EventWord(token, 0.9, STATUS, ((act, chance), ("none", 1 - chance)))


def test_half_an_act_on_each_of_two_words_is_one_act() -> None:
    found = united_events({1: _event(1, "ASSAULT", 0.3), 2: _event(2, "ASSAULT", 0.4)}, ARCS)
    assert found[1].act == 0.7, "on the noun whose harm the verb tells"
    assert found[2].act == 0.4


def test_chances_never_pass_one() -> None:
    found = united_events({1: _event(1, "ASSAULT", 0.9), 2: _event(2, "ASSAULT", 0.9)}, ARCS)
    assert found[1].acts == (("ASSAULT", 1.0), ("none", 0.0))


def test_two_acts_stay_two() -> None:
    events = {1: _event(1, "ACCUSE", 0.3), 2: _event(2, "ASSAULT", 0.4)}
    assert united_events(events, ARCS) == events


def test_where_nothing_was_parsed_nothing_is_added() -> None:
    events = {1: _event(1, "ASSAULT", 0.3)}
    assert united_events(events, _arcs([], [], [], [])) == events
