"""A bare number that moves is of the force named right before; a force beyond a quotation does not move in it."""

from __future__ import annotations

import pytest

import sayso
from sayso.records import Claim


def leaving(text: str) -> list[Claim]:
    return [c for c in sayso.code(sayso.article({"text": text})) if c.movement and c.movement.change == "leave"]


@pytest.mark.parametrize(
    "text",
    [
        'Guyana said that the last of 600 Canadian soldiers had left Linden. "All 600 have gone," the brigadier said.',
        'About 500 Canadian soldiers were in Gao. "350 have left and 150 have not," the command told Reuters.',
        'Canadian soldiers held the airfield at Gao. "All 60 of them have left," the mayor said.',
    ],
)
def test_a_bare_number_is_of_the_force_named_before(text: str) -> None:
    forces = [f for c in leaving(text) if c.movement for f in c.movement.forces]
    assert forces
    assert {f.country for f in forces} == {"CAN"}


def test_who_says_it_is_not_the_force_that_leaves() -> None:
    text = 'TEGUCIGALPA - "All 60 of them have left," said Mario Zelaya, spokesman of the Honduran Armed Forces.'
    assert all(f.country != "HND" for c in leaving(text) if c.movement for f in c.movement.forces)


@pytest.mark.parametrize(
    "text",
    [
        "The government has decided to pull its troops out of Goma, the Ugandan minister said.",
        "Uganda took its remaining soldiers out of Bunia on Monday.",
        "Burundi will pull its 400 soldiers out of Uvira by June.",
    ],
)
def test_who_stands_within_the_words_of_an_act_moves(text: str) -> None:
    (claim,) = leaving(text)
    assert claim.movement
    assert claim.movement.forces[0].text.split()[0] == "its"
