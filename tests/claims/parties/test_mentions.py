"""Who acts and who is acted upon: each party once, by its fullest name, with the country that the text gives it."""

from __future__ import annotations

import pytest

import sayso
from sayso.records import Claim, Party


def claim(text: str, act: str, word: str | None = None) -> Claim:
    found = [c for c in sayso.code(text) if c.act == act and (word is None or word in c.predicate.text)]
    assert found, [(c.act, c.predicate.text) for c in sayso.code(text)]
    return found[0]


def shown(parties: tuple[Party, ...]) -> list[tuple[str, str | None]]:
    return [(p.name, p.country) for p in parties]


@pytest.mark.parametrize(("text", "act", "name", "country"), [
    ("A Turkish policeman shot the consul in Basra on Monday.", "ASSAULT", "Turkish policeman", "TUR"),
    ("The Moroccan Ministry of Defence condemned the attack.", "ACCUSE", "Moroccan Ministry of Defence", "MAR"),
    ("The Moroccan Ministry of Culture condemned the decision.", "ACCUSE", "Moroccan Ministry of Culture", "MAR"),
    ("The US-backed rebels shelled the airport near Hama, Syria. Syrian pilots "
     "fled.", "ASSAULT", "US-backed rebels", "SYR"),
    ("Kurdish forces attacked a British convoy. British medics and British drivers "
     "fled.", "ASSAULT", "Kurdish forces", None),
    ("A court in Bamako arrested two editors in Mali on Friday.", "COERCE", "court", "MLI"),
])  # fmt: skip
def test_a_party_has_the_country_of_its_own_words(text: str, act: str, name: str, country: str | None) -> None:
    assert shown(claim(text, act).actors) == [(name, country)]


@pytest.mark.parametrize(("text", "name"), [
    ("Reporters Without Borders has condemned the arrest of an editor in Mexico.", "Reporters Without Borders"),
    ("The Committee to Protect Journalists condemned the arrest of a reporter by police in "
     "Mexico.", "Committee to Protect Journalists"),
    ("The Movement for Democratic Change condemned the police for beating its "
     "members.", "Movement for Democratic Change"),
    ("The Congress of South African Trade Unions condemned the arrests.", "Congress of South African Trade Unions"),
    ("The Association of Southeast Asian Nations condemned the coup in Myanmar.", "ASEAN"),
])  # fmt: skip
def test_a_body_has_its_whole_name(text: str, name: str) -> None:
    assert [p.name for p in claim(text, "ACCUSE").actors] == [name]


def test_two_bodies_stay_two() -> None:
    found = claim("The Committee condemned the attack by the Movement of Free Officers.", "ACCUSE")
    assert [p.name for p in found.actors] == ["Committee"]


def test_a_person_with_his_office_is_one_party() -> None:
    (minister,) = claim(
        "The Peruvian foreign minister, Elmer Schialer, condemned the attack on Tuesday.", "ACCUSE"
    ).actors
    assert (minister.name, minister.country) == ("Elmer Schialer", "PER")


def test_who_only_says_it_has_no_part_in_it() -> None:
    found = claim(
        "Chad will expel two Sudanese diplomats, Foreign Minister Mahamat Annadif told reporters.", "SANCTION"
    )
    assert shown(found.actors) == [("Chad", "TCD")]


def test_who_is_promised_something_does_not_do_it() -> None:
    assert shown(claim("Norway has promised Malawi to send 40 doctors.", "AID").actors) == [("Norway", "NOR")]


def test_a_pronoun_is_the_party_it_stands_for_and_no_second_one() -> None:
    found = claim("Rwanda said that it would withdraw its soldiers from Cabo Delgado.", "RETREAT")
    assert shown(found.actors) == [("Rwanda", "RWA")]


def test_whom_one_asks_to_leave_is_the_recipient() -> None:
    found = claim("The United Nations urged Armenia and Azerbaijan to withdraw their guns from the border.", "RETREAT")
    assert [p.name for p in found.actors] == ["United Nations"]
    assert [p.country for p in found.recipients] == ["ARM", "AZE"]


UNSEEN = pytest.mark.xfail(strict=True, reason="the reader sees no actor in a name that it has never read")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Borduria has expelled three Ruritanian diplomats.", "Borduria"),
        pytest.param("Ruritania has expelled three Bordurian diplomats.", "Ruritania", marks=UNSEEN),
    ],
)
def test_an_unknown_name_may_open_the_article(text: str, name: str) -> None:
    assert [p.name for p in claim(text, "SANCTION").actors] == [name]


LEADERS = "Vladimir Putin met Recep Tayyip Erdogan in Sochi on Monday. "
COREFERENCE = [
    (
        LEADERS + "The two leaders agreed a truce in Idlib.",
        "RETREAT",
        ["rus.vladimir-putin", "tur.recep-tayyip-erdogan"],
    ),
    (LEADERS + "The Russian president condemned the attack.", "ACCUSE", ["rus.vladimir-putin"]),
    ("Egypt and Sudan held talks. Both countries condemned Ethiopia.", "ACCUSE", ["egy", "sdn"]),
    (
        "Al-Shabaab said on Monday it was ready. The militants killed nine Kenyan soldiers.",
        "ASSAULT",
        ["som.al-shabaab"],
    ),
]


@pytest.mark.parametrize(("text", "act", "entities"), COREFERENCE)
def test_a_description_is_whom_the_article_names(text: str, act: str, entities: list[str]) -> None:
    found = [c for c in sayso.code({"text": text, "published": "2019-03-05"}) if c.act == act]
    assert [[p.entity for p in c.actors] for c in found] == [entities]
    assert all(text[p.start : p.end] == p.text for c in found for p in c.actors)


def test_a_description_of_one_of_many_stays_as_it_is() -> None:
    text = "Al-Shabaab and Islamic State fought near Qandala. The militants killed nine Kenyan soldiers."
    (found,) = (c for c in sayso.code(text) if "kill" in c.predicate.text)
    assert [p.name for p in found.actors] == ["militants"]


def test_a_former_president_is_not_the_president() -> None:
    text = LEADERS + "The former Russian president condemned the attack."
    (found,) = (c for c in sayso.code({"text": text, "published": "2019-03-05"}) if c.act == "ACCUSE")
    assert "rus.vladimir-putin" not in [p.entity for p in found.actors]
