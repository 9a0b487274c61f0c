"""Countries by two or three letters: "the US" is no pronoun, and "US Marines" are of the United States."""

from __future__ import annotations

import pytest

import sayso


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The US detachment at Tapa will leave Estonia by July, the ministry said.", "USA"),
        ("The last US Marines left Liberia in January 2005.", "USA"),
        ("A UK Army battalion left Tapa on Monday, the ministry said.", "GBR"),
        ("The US has withdrawn 300 soldiers from Niger, the Pentagon said.", "USA"),
        ("The UAE Army left Mukalla on Friday, residents said.", "ARE"),
    ],
)
def test_whose_forces_are_by_the_letters_of_a_country(text: str, country: str) -> None:
    claim = next(c for c in sayso.code(sayso.article({"text": text})) if c.movement)
    assert claim.movement
    assert {f.country for f in claim.movement.forces} == {country}


def test_who_is_spoken_of_by_two_letters_is_the_country() -> None:
    text = "Iran and the US agreed to hold talks in Muscat on Sunday, Oman's foreign minister said."
    (claim,) = (c for c in sayso.code(sayso.article({"text": text})) if c.act in ("CONSULT", "AGREE"))
    assert [p.country for p in claim.actors] == ["IRN", "USA"]
