"""Whose "its troops" are: of the country of whom "its" stands for, never of the country that they are in."""

from itertools import pairwise

import pytest

import sayso

TEXTS = [
    ("Kenya said its troops had killed six militants in Somalia.", "killed", "KEN"),
    ("The Ethiopian government denied that its soldiers shelled Beledweyne, Somalia.", "shelled", "ETH"),
    ("President Idriss Deby of Chad said his soldiers had entered Nigeria.", "entered", "TCD"),
    ("The U.S. military says its forces detained 20 men in Mosul, Iraq.", "detained", "USA"),
    ("The Turkish army briefed the press. It said its jets had bombed a village near Dohuk in Iraq.", "bombed", "TUR"),
    ("NATO says its troops shot two men in Kandahar, Afghanistan.", "shot", None),
    ("The coalition said its aircraft bombed Mosul in Iraq.", "bombed", None),
]


@pytest.mark.parametrize(("text", "on", "country"), TEXTS, ids=[t[0][:40] for t in TEXTS])
def test_forces_are_of_whom_the_pronoun_stands_for(text: str, on: str, country: str | None) -> None:
    claims = sayso.code(sayso.article({"text": text}))
    (claim,) = (c for c in claims if c.predicate.start <= text.index(on) < c.predicate.end)
    assert [p.country for p in claim.actors] == [country]


def test_their_troops_of_two_countries_are_not_of_one_alone() -> None:
    (claim,) = sayso.code(sayso.article({"text": "Rwanda and Uganda withdrew their troops from Congo."}))
    assert claim.movement is not None
    assert [f.country for f in claim.movement.forces] not in (["UGA"], ["RWA"])


SPOKEN_FOR = [
    ("The Israeli army said soldiers shot two men near Rafah in the Gaza Strip.", "shot", "ISR"),
    ("The Pentagon said troops killed six fighters in Yemen.", "killed", "USA"),
    ("Moscow said soldiers had taken Bakhmut in Ukraine.", "taken", "RUS"),
    ("Chad said 2,000 troops had crossed into Niger.", "crossed", "TCD"),
    ("The U.S. military says coalition forces killed 12 men in Iraq.", "killed", None),
    ("Gunmen killed two teachers in Quetta, Pakistan, officials said.", "killed", None),
    ("Kenya and Ethiopia said soldiers had entered Baidoa in Somalia.", "entered", None),
    ("Peacekeepers shot a man in Bangui in the Central African Republic.", "shot", None),
]


@pytest.mark.parametrize(("text", "on", "country"), SPOKEN_FOR, ids=[t[0][:40] for t in SPOKEN_FOR])
def test_bare_soldiers_are_of_the_state_that_tells_of_them(text: str, on: str, country: str | None) -> None:
    claims = sayso.code(sayso.article({"text": text}))
    (claim,) = (c for c in claims if c.predicate.start <= text.index(on) < c.predicate.end)
    assert [p.country for p in claim.actors] == [country]


def test_forces_of_one_breath_move_together_and_are_of_one_country() -> None:
    text = "The withdrawal of Russian troops and border guards from Syunik was decided on Monday."
    (claim,) = sayso.code(sayso.article({"text": text}))
    assert claim.movement is not None
    assert [(f.text, f.country) for f in claim.movement.forces] == [("Russian troops", "RUS"), ("border guards", "RUS")]


def test_forces_that_one_party_names_are_told_once() -> None:
    (claim,) = sayso.code(sayso.article({"text": "Polish soldiers and border guards left Kunduz on Friday."}))
    assert claim.movement is not None
    spans = sorted((f.start, f.end) for f in claim.movement.forces)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_those_who_fight_each_other_are_not_of_one_country_for_one_breath() -> None:
    (claim,) = sayso.code(sayso.article({"text": "U.S. forces and insurgents clashed in Ramadi, Iraq."}))
    assert "USA" not in [p.country for p in claim.actors if p.text == "insurgents"]
