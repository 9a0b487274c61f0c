"""Phrases before a source make say-so, whatever else the reader sees in them."""

import pytest

import sayso
from sayso.claims.say.frames import cues

BEFORE = sorted(" ".join(words) for words in cues().prepositional)


@pytest.mark.parametrize("phrase", BEFORE)
def test_every_phrase_before_a_source_makes_it_the_last_link(phrase: str) -> None:
    for text in (f"Russia has withdrawn its troops from Armenia, {phrase} the Kremlin.",
                 f"{phrase.capitalize()} the Kremlin, Russia has withdrawn its troops from Armenia."):  # fmt: skip
        (claim,) = sayso.code(text)
        assert [link.name for link in claim.attribution] == ["Kremlin"], text
