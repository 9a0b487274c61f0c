"""What was told before, what only governs another act, and talk to the press give no claims of their own."""

import pytest

import sayso
from sayso import pipeline


def acts(text: str) -> list[tuple[str, str]]:
    """Act and words of every claim, in text order."""
    return [(c.act, c.predicate.text) for c in sayso.code(sayso.article({"text": text, "published": "2024-05-08"}))]


def test_a_bare_noun_that_takes_an_act_up_is_no_new_claim() -> None:
    text = (
        "Russian troops withdrew from the Armenian border post on Wednesday. "
        "The withdrawal took Armenia's parliament by surprise."
    )
    assert [act for act, _ in acts(text)].count("RETREAT") == 1


@pytest.mark.xfail(
    strict=True,
    reason="a noun that takes an act up in the words of a new source is a new claim in 19 of 33 cases of real news",
)
def test_who_judges_an_act_does_not_tell_it_again() -> None:
    text = (
        "Russian troops withdrew from the Armenian border post on Wednesday. "
        "The withdrawal was premature, analysts in Yerevan argued. It took Armenia's parliament by surprise."
    )
    assert [act for act, _ in acts(text)].count("RETREAT") == 1


def test_a_noun_that_names_other_parties_is_a_new_claim() -> None:
    text = (
        "Russian troops withdrew from the Armenian border post on Wednesday. "
        "Iran welcomed the withdrawal of Turkish troops from northern Iraq."
    )
    assert [act for act, _ in acts(text)].count("RETREAT") == 2


@pytest.mark.xfail(
    strict=True,
    reason="clauses of background tell of another happening in 101 of 130 cases of real news; no sign tells",
)
def test_a_clause_that_presupposes_an_act_told_before_is_no_new_claim() -> None:
    text = (
        "France withdrew its soldiers from Niger on Friday. "
        "Weeks after France withdrew its soldiers, the junta in Niamey arrested two ministers."
    )
    found = acts(text)
    assert [act for act, _ in found].count("RETREAT") == 1
    assert ("COERCE", "arrested") in found


def test_what_is_demanded_is_the_act_not_the_demand() -> None:
    found = acts("Moldova demanded on Tuesday that Russia withdraw its soldiers from Transnistria within a month.")
    assert [act for act, _ in found] == ["RETREAT"]


def test_speaking_to_the_press_is_no_consultation() -> None:
    assert "CONSULT" not in [
        act for act, _ in acts("President Recep Tayyip Erdogan of Turkey spoke to Reuters on Monday about Syria.")
    ]
    assert "CONSULT" in [
        act
        for act, _ in acts("President Recep Tayyip Erdogan of Turkey spoke to Vladimir Putin on Monday about Syria.")
    ]


def test_what_two_meet_for_is_their_meeting() -> None:
    found = acts(
        "President Vladimir Putin met Prime Minister Nikol Pashinyan in Moscow on Wednesday to discuss the border."
    )
    assert found == [("CONSULT", "met")]


def test_forces_that_leave_their_posts_withdraw_and_officials_resign() -> None:
    text = (
        "Russian border guards stood down from their positions at Yerevan airport. Armenia's "
        "defence minister stepped down on Friday."
    )
    found = sayso.code(sayso.article({"text": text, "published": "2024-05-08"}))
    assert [(c.act, c.mode, c.movement.change if c.movement else None) for c in found] == [
        ("RETREAT", "withdraw", "leave"),
        ("RETREAT", "resign", None),
    ]


def test_a_sentence_that_says_nothing_new_says_so() -> None:
    text = (
        "Russian troops withdrew from the Armenian border post on Wednesday. Despite the "
        "withdrawal, Armenia remained calm."
    )
    coded = pipeline.code(sayso.article({"text": text, "published": "2024-05-08"}))
    assert [(u.stage, u.reason) for u in coded.coding.uncoded if u.sentence == 1] == [
        ("retold", "told before: withdrawal")
    ]
