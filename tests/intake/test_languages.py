"""Which language a text is in: a few English words stay English, other languages stay theirs, no guess stays none."""

import pytest

from sayso import intake
from sayso.intake.languages import language

SHORT_ENGLISH = [
    "Is it legal?",
    "Will the CSTO send observers to Karabakh?",
    "Silent strike empties Yangon; junta vows property seizures",
    "Lucho Arce of the Lima zoo.",
    "Kenya expelled two Somali envoys.",
    "Chad recalls its ambassador.",
]
OTHERS = [
    ("Macron a reçu Zelensky.", "fr"),
    ("Nada cambia en Lima.", "es"),
    ("Il presidente parla a Roma.", "it"),
    ("Nein, danke", "de"),
    ("Sie sagten nein", "de"),
    ("De minister zei dat de troepen in Mali blijven.", "nl"),
    ("Presidentti sanoi, että joukot lähtevät.", "fi"),
]


@pytest.mark.parametrize("text", SHORT_ENGLISH)
def test_a_few_english_words_are_english(text: str) -> None:
    assert language(text) == "en"
    assert intake.article({"text": text}).language == "en"


@pytest.mark.parametrize(("text", "code"), OTHERS)
def test_a_few_words_of_another_language_are_not(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize("text", ["2024", "Ministeri eroaa", "De premier sprak in de Kamer", ""])
def test_what_is_not_sure_and_not_english_is_never_taken_for_it(text: str) -> None:
    assert language(text) != "en"
