"""For whom a source speaks, read off its page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sayso.records import Link
from sayso.stories.camps import placed_source, publishing_body
from sayso.stories.homes import defined, home
from sayso.stories.mouths import Voices
from sayso.stories.origins import counted
from sayso.stories.speakers import whole_name
from tests.stories.build import claim, page, party, publisher, told


def source(text: str, name: str, kind: Any = "official", **more: Any) -> Link:
    start = text.index(name)
    return Link(name, kind, text=name, start=start, end=start + len(name), **more)


def camp(text: str, name: str, publisher: str | None = None, **more: Any) -> str | None:
    found = placed_source(source(text, name, **more), text, publisher, claim("RETREAT", "happened"))
    return found.speaks_for or found.country


@pytest.mark.parametrize(
    ("text", "name", "camp_"),
    [
        ("“They left,” said Ivan Orlov, spokesman for Peru's Southern Command, on Monday.", "Ivan Orlov", "PER"),
        ("The spokesman of the Kenyan air force, Colonel Otieno Were, denied it.", "Otieno Were", "KEN"),
        ("Maj.-Gen. Ana Ruiz of Chile's General Staff told reporters that all is calm.", "Ana Ruiz", "CHL"),
        ("All are gone, United Nations mission spokeswoman Eva Lind said.", "Eva Lind", "un"),
        ("They left, Were said. Later Otieno Were, Kenya's army chief, said more.", "Were", "KEN"),
    ],
)
def test_what_the_page_calls_somebody(text: str, name: str, camp_: str) -> None:
    assert camp(text, name) == camp_


def test_what_the_page_calls_somebody_goes_before_the_country_of_the_ground() -> None:
    text = "“They left,” said Ivan Orlov, spokesman for Peru's Southern Command, in Arica."
    assert camp(text, "Ivan Orlov", country="CHL") == "PER"
    said = "The embassy gave a date. The US Embassy in Lima said that the crew would leave."
    assert camp(said, "embassy", kind="organization", country="PER") == "USA"


@pytest.mark.parametrize(
    ("text", "name", "camp_"),
    [
        ("The Armed Forces of Peru (AFP) denied it. “No,” AFP spokesperson Luz Diaz said.", "Luz Diaz", "PER"),
        ("The Kenya Defence Forces left. KDF spokesman Paul Njuguna said so.", "Paul Njuguna", "KEN"),
        ("The Ghana Armed Forces (GAF) are there. A GAF officer, Kofi Badu, said so.", "Kofi Badu", "GHA"),
        ("The Uganda People's Defence Force stays, said Felix Kulayigye, UPDF spokesman.", "Felix Kulayigye", "UGA"),
        ("The United Nations Mission for Peru (UNMP) left, UNMP spokesman Max Roth said.", "Max Roth", "un"),
    ],
)
def test_a_body_by_the_initials_that_the_page_gives_it(text: str, name: str, camp_: str) -> None:
    assert camp(text, name) == camp_


DATED = "Troops go home\n\n{}\n\n{}"


@pytest.mark.parametrize(
    ("where", "said", "name", "camp_"),
    [
        ("LIMA, Jan. 7 (Andean Wire) —", "Prime Minister Rosa Vega told Peru so.", "Rosa Vega", "PER"),
        ("AFP, Nairobi", "Kenya goes, a senior government official said.", "official", "KEN"),
        ("March 3, 2025 – Ottawa, Ontario – News", "The Canadians stay, the defence minister said.", "minister", "CAN"),
        ("By Our Reporter in Accra", "Ghana's men rest, the press secretary, Ama Obeng, said.", "Ama Obeng", "GHA"),
        ("ARICA, Chile, May 20 (AW) –", "The governor, Luis Pinto, said that Chile was calm.", "Luis Pinto", "CHL"),
    ],
)  # fmt: skip
def test_an_office_without_a_country_is_at_home_where_the_page_was_written(
    where: str, said: str, name: str, camp_: str
) -> None:
    assert camp(DATED.format(where, said), name) == camp_


@pytest.mark.parametrize(
    ("where", "said", "name"),
    [
        ("DOHA, March 27 (Andean Wire) -", "In Peru the defence minister said that all left.", "minister"),
        ("LIMA, May 1 (AW) –", "Chile's army denied it. In Peru, army spokesman Paz Roa said no more.", "Paz Roa"),
        ("LIMA, May 1 (AW) –", "Peru is calm, said resident Paz Roa.", "Paz Roa"),
        ("LIMA, May 1 (AW) –", "Peru is calm, said opposition leader and former minister Paz Roa.", "Paz Roa"),
        ("LIMA, May 1 (AW) –", "Peru heard it from the embassy.", "embassy"),
        ("By A. B.", "Soldiers will leave five regions of Peru, spokesman Paz Roa said.", "Paz Roa"),
        ("By A. B.", "They were beaten by the Peruvian army, General Paz Roa said.", "Paz Roa"),
    ],
)
def test_where_the_signs_differ_or_are_none_nobody_gets_a_state(where: str, said: str, name: str) -> None:
    assert camp(DATED.format(where, said), name) is None


def test_an_office_that_the_page_gives_to_one_state_elsewhere_is_that_ones() -> None:
    text = "Kenya's army denied it on Monday. “No,” army spokesman Paul Njuguna said. The government in Accra is mute."
    assert camp(text, "Paul Njuguna") == "KEN"
    assert camp(text + " The cabinet will meet.", "cabinet") == "GHA"


def test_its_defence_minister_is_that_of_whose_act_it_is() -> None:
    text = "Ghana will send 100 more soldiers, its defence minister said."
    link = replace(source(text, "its defence minister"), name="defence minister")
    act = claim("MOBILIZE", "planned", actors=(party("Ghana", "GHA"),))
    assert placed_source(link, text, None, act).country == "GHA"


def test_who_publishes_for_a_state_or_a_body_of_states() -> None:
    text = "Statement\n\nThe United Nations Mission for Peru (UNMP) left Arica, said its head."
    found = publishing_body("UNMP", text)
    assert (found.key if found else None) == "un"
    release = "Release\n\nOttawa, May 1\n\nCanada's soldiers come home."
    ministry = publishing_body("Department of National Defence", release)
    assert (ministry.key if ministry else None) == "CAN"
    assert publishing_body("The Army Times", release) is None


def test_where_a_page_was_written_is_told_only_where_its_story_is_of_that_state() -> None:
    assert home("Title\n\nLIMA, May 1 – Peru is calm.") == "PER"
    assert home("Title\n\nLIMA, May 1 – Chile is calm.") is None
    assert home("Lima, Santiago deny it\n\nBy A. B.\n\nPeru is calm.") is None


def test_initials_stand_for_what_the_page_says() -> None:
    assert defined("The Armed Forces of the Philippines (AFP) said so.", "AFP") == "The Armed Forces of the Philippines"
    assert defined("Reuters said so.", "GDF") is None


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("“We stay,” said P. Nazarov on Monday.", "P", "P. Nazarov"),
        ("Spokesman Omar al-Rashid told Reuters so.", "Omar", "Omar al-Rashid"),
        ("Deng said no. Maj. Gen. Deng Lual Akec announced it.", "Deng", "Deng Lual Akec"),
        ("Lopez told reporters on Monday that all is calm.", "Lopez", "Lopez"),
        ("Orlov Monday said so. Ivan Orlov spoke to the press.", "Orlov", "Orlov"),
    ],
)
def test_a_name_that_was_cut_short_is_read_whole(text: str, name: str, whole: str) -> None:
    assert whole_name(source(text, name), text).name == whole


def test_two_governments_are_two_origins() -> None:
    both = Link("two governments", "organization", text="the two governments", sectors=("GOV",))
    act = claim("AGREE", "agreed", publisher("Alpha"), both, actors=(party("Peru", "PER"), party("Chile", "CHL")))
    (found,) = Voices.of([told(act, page("a", "2024-05-09"))]).applied([told(act, page("a", "2024-05-09"))])
    speaker = found.claim.attribution[-1]
    assert {speaker.country, *(x.country for x in speaker.jointly)} == {"PER", "CHL"}


def test_what_one_page_tells_of_a_name_holds_on_another() -> None:
    text = "LIMA, May 1 (AW) –\n\nProtests\n\nPeru heard army spokesman Paz Roa on Monday."
    one = told(claim("RETREAT", "happened", source(text, "Paz Roa")), page("a", "2024-05-09"))
    two = told(claim("RETREAT", "happened", Link("Paz Roa", "official")), page("b", "2024-05-09"))
    texts = {"a": f"Title\n\n{text}", "b": "“No,” Paz Roa said."}
    assert {t.claim.attribution[0].country for t in Voices.of([one, two], texts).applied([one, two])} == {"PER"}


def test_the_defence_ministries_of_two_states_are_two() -> None:
    ministries = [Link("defence ministry", "organization", country=c, sectors=("GOV",)) for c in ("PER", "CHL")]
    on = [told(claim("RETREAT", "happened", m), page(c, "2024-05-09")) for m, c in zip(ministries, "ab", strict=True)]

    assert {(o.side, len(o.pages)) for o in counted(on).origins} == {("PER", 1), ("CHL", 1)}


def test_where_somebody_is_or_is_banned_is_not_whose_he_is() -> None:
    text = "The Free Forum, which is banned in Peru, said so. Ana Ruiz, in Chile since May, agreed."
    named = [
        told(claim("RETREAT", "happened", source(text, n, k)), page("a", "2024-05-09"))
        for n, k in (("Free Forum", "organization"), ("Ana Ruiz", "person"))
    ]
    found = Voices.of(named, {"a": text}).applied(named)
    assert [t.claim.attribution[0].country for t in found] == [None, None]
