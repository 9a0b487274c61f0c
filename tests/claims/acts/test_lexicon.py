"""Of several readings of the same words the one that names more of them counts; small words of the tables count as
words."""

import pytest

import sayso
from sayso.claims.acts import lexicon
from sayso.claims.codebook import parse
from sayso.claims.figures.quantities import quantities
from sayso.claims.places.story_country import lean
from sayso.english.tokens import tokens


@pytest.mark.parametrize(
    ("sentence", "act", "mode"),
    [
        ("Prisoners in Zenda went on hunger strike .", "PROTEST", "hunger"),
        ("Two militants blew themselves up at the gate .", "ASSAULT", "suicide-attack"),
        ("Syria dropped barrel bombs on the town .", "ASSAULT", "unconventional"),
        ("The rebels violated the ceasefire agreement .", "RETREAT", "ceasefire"),
        ("The junta imposed emergency rule on Monday .", "COERCE", "martial-law"),
        ("The ministers held a video conference .", "CONSULT", "phone"),
    ],
)
def test_the_reading_that_names_more_words_counts(sentence: str, act: str, mode: str | None) -> None:
    (hit,) = lexicon.acts(tokens(sentence))
    assert (hit.sense.act, hit.sense.mode) == (act, mode)


def test_on_off_and_no_in_a_codebook_are_words() -> None:
    book = parse("words:\n- {act: ASSAULT, pos: verb, words: zap, recipient_prep: [on, off]}\n", "mine.yaml")
    assert {
        pattern.entry.recipient_prep for patterns in book.patterns.values() for pattern in patterns if pattern.entry
    } == {("on", "off")}


def test_sanctions_on_somebody_have_a_recipient() -> None:
    (claim,) = sayso.code("The new sanctions by Canada on the government of Belarus took effect on Monday.")
    assert [p.country for p in claim.recipients] == ["BLR"]


def test_plurals_without_an_s_are_counted() -> None:
    text = "The navy took 20 clansmen."
    assert [(q.value, q.of) for q in quantities(text, tokens(text))] == [(20, "people")]


def test_telling_words_of_countries_count_in_the_plural() -> None:
    assert set(lean("They paid two lakhs for it.")) == {"IND"}


def test_a_reporting_verb_of_two_words_makes_say_so() -> None:
    (claim,) = sayso.code("Belarus has expelled two Polish diplomats, the ministry pointed out.")
    assert [link.name for link in claim.attribution] == ["ministry"]
