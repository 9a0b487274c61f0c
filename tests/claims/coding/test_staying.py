"""Forces that will stay, a state that goes on unless the text tells of their drawdown; and what part of a force
leaves."""

from __future__ import annotations

import pytest

import sayso


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Russian border guards will remain on Armenia's border with Turkey.", "ongoing"),
        ("Israel will stay on the heights, the minister said.", "ongoing"),
        ("France withdrew 400 soldiers from Mali. The remaining 200 French soldiers will stay in Gao.", "planned"),
        ("Ghana withdrew 400 soldiers from Mali. The 200 French soldiers will stay in Gao.", "ongoing"),
    ],
)
def test_what_will_remain_goes_on_where_nothing_is_drawn_down(text: str, status: str) -> None:
    (state,) = (c for c in sayso.code(sayso.article({"text": text})) if c.act == "PRESENT")
    assert state.status == status
    assert state.movement
    assert state.movement.change == "remain"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("France withdrew 400 of its soldiers from Mali.", "part"),
        ("Half of the French troops left Niger.", "part"),
        ("Russia withdrew its 400 soldiers from Mali.", "all"),
    ],
)
def test_some_of_a_force_that_leaves_are_a_part_of_it(text: str, part: str) -> None:
    (claim,) = (c for c in sayso.code(sayso.article({"text": text})) if c.movement)
    assert claim.movement
    assert claim.movement.part == part


@pytest.mark.parametrize(
    ("text", "act", "change"),
    [
        ("France left a garrison in Gao.", "PRESENT", "remain"),
        ("Armenia asked Russia to leave its border guards on the Turkish border.", "PRESENT", "remain"),
        ("Russian soldiers left Gao.", "RETREAT", "leave"),
    ],
)
def test_forces_that_somebody_leaves_somewhere_stay(text: str, act: str, change: str) -> None:
    (claim,) = (c for c in sayso.code(sayso.article({"text": text})) if c.movement)
    assert claim.movement
    assert (claim.act, claim.movement.change) == (act, change)
