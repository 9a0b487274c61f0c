"""Which time is that of the act, and which that of its being settled: one line a case."""

from __future__ import annotations

from typing import Any

import pytest

import sayso
from sayso.ground.edtf import Window, long_ago, window

PUBLISHED = "2019-01-16"
CASES = """
The rebels have killed 40 soldiers over the last three weeks. | killed | 2018-12-26/2019-01-16 | -
The army has killed 12 rebels in the past four years. | killed | 2015/2019 | -
Ruritanian troops are to withdraw from Borduria this week. | withdraw | 2019-01-14/2019-01-20 | -
Ruritania agreed on Monday to withdraw its troops from Borduria. | withdraw | - | 2019-01-14
Ruritania will withdraw its troops from Borduria on Friday. | withdraw | 2019-01-18 | -
On Monday, Iran said it had shot down an American drone. | shot down | - | -
"""


BEFORE_SAID = """
In February, Ruritania said it had shot down a Bordurian drone. | shot down | 2018-02 | -
On Monday, Ruritania said it had shot down a Bordurian drone. | shot down | - | -
In February, Iran said it had shot down an American drone. | shot down | 2018-02 | -
"""


def _lines() -> list[Any]:
    wrong = pytest.mark.xfail(
        strict=True, reason="a day and a month before 'said' are not told apart; of Ruritania nothing is claimed"
    )
    return [*CASES.strip().splitlines(), *(pytest.param(x, marks=wrong) for x in BEFORE_SAID.strip().splitlines())]


@pytest.mark.parametrize("line", _lines())
def test_the_time_of_an_act_and_the_day_it_was_settled(line: str) -> None:
    text, word, time, decided = (cell.strip() for cell in line.split("|"))
    claims = sayso.code(sayso.article({"text": text, "published": PUBLISHED}))
    claim = next(c for c in claims if word in c.predicate.text or c.predicate.text in word)
    assert (claim.time.edtf if claim.time else "-") == time
    assert (claim.decided.edtf if claim.decided else "-") == decided


@pytest.mark.parametrize(
    ("time", "anchor", "yes"),
    [
        ("2020-24", "2021-03-20", False),
        ("2020-24", "2021-05-01", True),
        ("2023", "2024-01-29", False),
        ("2024-04", "2024-05-29", False),
        ("199X", "2024-05-09", True),
        ("-0489", "2024-05-09", True),
        ("2023-23?", "2024-05-09", True),
        ("2024-05-01/..", "2024-07-09", False),
        ("../2024-05-01", "2024-07-09", False),
        ("XXXX-05-09", "2024-07-09", False),
        (None, "2024-07-09", False),
    ],
)
def test_an_act_that_ended_more_than_thirty_days_ago_is_history(time: str | None, anchor: str, yes: bool) -> None:
    assert long_ago(time, anchor) is yes


def test_a_winter_is_over_when_the_ledger_and_the_claim_say_so() -> None:
    """One winter for both: the one that begins in December 2020."""
    claims = sayso.code(
        sayso.article({"text": "Ruritania withdrew its troops from Borduria last winter.", "published": "2021-03-20"})
    )
    assert [(c.time.edtf, c.auxiliary) for c in claims if c.time] == [("2020-24", ())]
    assert window("2020-24") == Window("2020-12-01", "2021-02-28")


def test_a_later_sentence_of_the_same_happening_has_its_day_and_its_place() -> None:
    """The day and place of the lead go on with the act, not with another one."""
    text = (
        "Rebels attacked an army base in Goma on Monday, the police said. They killed 12 soldiers "
        "and wounded 30, officials said. "
        "The minister condemned the attack."
    )
    claims = sayso.code(sayso.article({"text": text, "published": PUBLISHED}))
    fought, condemned = ([c for c in claims if c.act == act] for act in ("ASSAULT", "ACCUSE"))
    assert len(fought) == 2, "the attack, and whom it killed and wounded in one claim"
    assert all(c.time and c.time.edtf == "2019-01-14" and [p.name for p in c.places] == ["Goma"] for c in fought)
    assert condemned
    assert all(c.time is None and not c.places for c in condemned)


def test_regions_told_in_one_breath_are_all_places_of_the_act() -> None:
    """A reader of names may take some of them for persons; none holds the one before it."""
    text = "Russian border guards will leave the regions of Tavush, Syunik and Gegharkunik, the governor said."
    (claim,) = (c for c in sayso.code(sayso.article({"text": text, "published": PUBLISHED})) if c.act == "RETREAT")
    assert [p.name for p in claim.places] == ["Tavush", "Syunik", "Gegharkunik"]
    assert {p.country for p in claim.places} == {"ARM"}


@pytest.mark.parametrize(
    ("text", "on", "place"),
    [
        ("The talks follow the departure of French soldiers from the Gao region, which Tuareg rebels retook last "
         "month.", "retook", "Gao"),
        ("He praised the defenders of Bakhmut, which Russian troops shelled on Monday.", "shelled", "Bakhmut"),
        ("The convoy reached Tigray, which Ethiopian troops entered in November.", "entered", "Tigray"),
        pytest.param(
            "The talks follow the departure of French soldiers from the Gao region and its surroundings, which Tuareg "
            "rebels retook last month.", "retook", "Gao",
            marks=pytest.mark.xfail(strict=True, reason="of two places that are taken up neither is likely enough"),
        ),
    ],
)  # fmt: skip
def test_what_a_relative_clause_takes_up_is_the_place_of_its_act(text: str, on: str, place: str) -> None:
    (claim,) = (c for c in sayso.code(sayso.article({"text": text, "published": PUBLISHED})) if c.predicate.text == on)
    assert [p.text for p in claim.places] == [place]
