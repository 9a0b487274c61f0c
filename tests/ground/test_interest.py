"""Whether the one on whose word a claim rests is itself a party to it."""

import pytest

import sayso
from sayso.ground.voices import interested
from sayso.records import Link, Party

REUTERS = Link("Reuters", "publisher")


def party(name: str, country: str | None, *sectors: str, entity: str | None = None) -> Party:
    return Party(name, 0, len(name), name, country=country, sectors=sectors, entity=entity)


def official(name: str, country: str | None, *sectors: str) -> Link:
    return Link(name, "official", country=country, sectors=sectors)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Russia's defence ministry said Russian troops had withdrawn from the town of Bakhmut.", True),
        ("Ukraine's defence ministry said Russian troops had withdrawn from the town of Bakhmut.", False),
        ("The Taliban said their fighters had killed ten soldiers in Kunduz.", True),
        ("Residents said Russian troops had withdrawn from the town of Bakhmut.", None),
        ("Russian troops withdrew from the town of Bakhmut on Friday.", False),
    ],
)
def test_whose_side_the_origin_is_on(text: str, wanted: bool | None) -> None:
    claims = sayso.code(sayso.article({"text": text, "publisher": "Reuters"}))
    assert [claim.interested for claim in claims] == [wanted]


def test_rebels_and_their_state_are_two_sides() -> None:
    army = party("Sudanese army", "SDN", "MIL")
    assert interested([REUTERS, official("army spokesman", "SDN", "MIL")], "Reuters", [army]) is True
    assert interested([REUTERS, official("rebel commander", "SDN", "REB")], "Reuters", [army]) is False


def test_a_state_agency_in_its_own_words_is_of_its_state() -> None:
    assert interested([Link("TASS", "agency", "outlet.tass")], None, [party("Russian forces", "RUS", "MIL")]) is True


def test_nobody_named_or_no_actor_known_is_unknown() -> None:
    somebody = Link(None, "anonymous", anonymous=True)
    assert interested([REUTERS, somebody], "Reuters", [party("Russian forces", "RUS", "MIL")]) is None
    assert interested([REUTERS, official("minister", "RUS", "GOV")], "Reuters", []) is None
    assert interested([], None, [party("Russian forces", "RUS", "MIL")]) is None
