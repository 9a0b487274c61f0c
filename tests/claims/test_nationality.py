"""A nationality within a phrase is not a party of its own beside it, and a place in the phrase is none at all."""

from typing import Any

import pytest

import sayso

CASES = [
    # sentence; actor and recipient with their countries; place
    ("Greece impounded a Russian tanker off Evia.", "Greece GRC", "a Russian tanker RUS", "Evia"),
    ("Italy seized a Libyan fishing boat off Lampedusa.", "Italy ITA", "a Libyan fishing boat LBY", "Lampedusa"),
    (
        "The French navy detained an Iranian freighter off Djibouti.",
        "The French navy FRA",
        "an Iranian freighter IRN",
        "Djibouti",
    ),
    ("The Houthis attacked a British vessel off Hodeidah.", "The Houthis YEM", "a British vessel GBR", "Hodeidah"),
    ("Morocco confiscated a Spanish trawler near Ceuta.", "Morocco MAR", "a Spanish trawler ESP", "Ceuta"),
    ("Iran seized a Greek tanker off Bandar Abbas on Sunday.", "Iran IRN", "a Greek tanker GRC", "Bandar Abbas"),
    (
        "A Russian tanker off Gotland rammed a Danish patrol boat.",
        "A Russian tanker RUS",
        "a Danish patrol boat DNK",
        "Gotland",
    ),
    (
        "A Chinese trawler off Palawan attacked a Philippine coast guard ship.",
        "A Chinese trawler CHN",
        "a Philippine coast guard ship PHL",
        "Palawan",
    ),
    (
        "An Eritrean gunboat near Massawa detained a Yemeni dhow.",
        "An Eritrean gunboat ERI",
        "a Yemeni dhow YEM",
        "Massawa",
    ),
    (
        "An American destroyer off Bushehr sank an Iranian gunboat.",
        "An American destroyer USA",
        "an Iranian gunboat IRN",
        "Bushehr",
    ),
    (
        "A Turkish frigate off Crete shelled a Libyan freighter.",
        "A Turkish frigate TUR",
        "a Libyan freighter LBY",
        "Crete",
    ),
]


WRONG = {
    "Greece impounded a Russian tanker off Evia.": "Evia is no place to the reader",
    "Italy seized a Libyan fishing boat off Lampedusa.": "one sentence of boats is not taken for politics",
    "A Russian tanker off Gotland rammed a Danish patrol boat.": "one sentence of boats is not taken for politics",
    "A Chinese trawler off Palawan attacked a Philippine coast guard ship.": "a known coast guard has no land",
}
"""Cases that are known to be wrong, and why; the test fails once one is right, so that it is taken off."""


def _rows() -> list[Any]:
    marked = [(row, WRONG.get(row[0])) for row in CASES]
    return [
        pytest.param(*row, marks=[pytest.mark.xfail(strict=True, reason=why)] if why else [], id=row[0])
        for row, why in marked
    ]


@pytest.mark.parametrize(("sentence", "actor", "recipient", "place"), _rows())
def test_one_party_with_its_country_and_the_place_apart(sentence: str, actor: str, recipient: str, place: str) -> None:
    (claim,) = sayso.code(sentence)
    assert [f"{p.text} {p.country}" for p in claim.actors] == [actor]
    assert [f"{p.text} {p.country}" for p in claim.recipients] == [recipient]
    assert [p.text for p in claim.places] == [place]
