"""Soldiers who are somewhere, told by "be" alone, with who, where, how many, and whether they are."""

from __future__ import annotations

import pytest

import sayso
from sayso.records import Claim


def present(text: str) -> list[Claim]:
    return [c for c in sayso.code(sayso.article({"text": text})) if c.act == "PRESENT"]


@pytest.mark.parametrize(
    ("text", "status", "who", "where", "number"),
    [
        (
            "There are about 40 Danish soldiers at Rukla in Lithuania, the Lithuanian army said on Monday.",
            "ongoing", "DNK", "Rukla", 40,
        ),
        ("About 1,200 Rwandan troops were in Goma in January, a UN report said.", "happened", "RWA", "Goma", 1200),
        ("The rebels are still in the town of Sake, the army of Congo said on Friday.", "ongoing", None, "Sake", None),
        ("There are no French soldiers in Gao any more, the spokesman said.", "denied", "FRA", "Gao", None),
        ("ERBIL - No Turkish soldier is in Bashiqa any more, the governor said.", "denied", "TUR", "Bashiqa", None),
        ("The French soldiers are not in Timbuktu, the mayor said.", "denied", "FRA", "Timbuktu", None),
    ],
)  # fmt: skip
def test_soldiers_are_where_a_form_of_be_puts_them(
    text: str, status: str, who: str | None, where: str, number: int | None
) -> None:
    (claim,) = present(text)
    assert (claim.status, [p.name for p in claim.places]) == (status, [where])
    assert who is None or [p.country for p in claim.actors] == [who]
    assert claim.movement
    assert claim.movement.change == "remain"
    assert number is None or [q.value for q in claim.quantities] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers are in good health, the ministry said.",
        "Police were in the stadium to watch the match.",
        "The troops are in a difficult position, the minister said.",
        "The tourists are in Gao, the ministry said.",
    ],
)
def test_what_is_no_ground_or_no_soldier_is_no_presence(text: str) -> None:
    assert not present(text)
