"""Forms of verbs and nouns: by the table where a word is irregular, by spelling where the table lacks it."""

import pytest

from sayso.english.forms import is_verb, plural, verb_forms


@pytest.mark.parametrize(
    ("verb", "form", "words"),
    [
        ("withdraw", "past", ("withdrew",)),
        ("withdraw", "participle", ("withdrawn",)),
        ("deploy", "third", ("deploys",)),
        ("deny", "past", ("denied",)),
        ("frobnicate", "gerund", ("frobnicating",)),
        ("frobly", "past", ("froblied",)),
        ("frobnee", "gerund", ("frobneeing",)),
        ("frobnie", "gerund", ("frobnying",)),
        ("frobnish", "third", ("frobnishes",)),
    ],
)
def test_a_verb_has_its_forms(verb: str, form: str, words: tuple[str, ...]) -> None:
    assert set(words) <= set(verb_forms(verb)[form])


def test_an_adverb_of_the_table_is_no_verb_and_has_its_base_alone() -> None:
    assert not is_verb("brutally")
    assert verb_forms("brutally") == {"base": ("brutally",)}


@pytest.mark.parametrize(
    ("one", "many"), [("army", "armies"), ("troop", "troops"), ("act of war", "act of wars"), ("frobnix", "frobnixes")]
)
def test_the_last_word_of_a_phrase_takes_the_plural(one: str, many: str) -> None:
    assert plural(one) == many
