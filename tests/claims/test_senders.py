"""Whose the forces are that move, and between which places: by the words, never by where they are."""

import pytest

import sayso
from sayso.records import Movement


def moved(sentence: str) -> Movement:
    """The movement of the one claim that has one."""
    claims = sayso.code(sayso.article({"text": sentence, "published": "2026-05-04"}))
    (found,) = [c.movement for c in claims if c.movement is not None]
    return found


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Poland deployed 200 soldiers to Lithuania.", "POL"),
        ("France withdrew 400 soldiers from Gao.", "FRA"),
        ("Chad will keep 300 soldiers in Niger.", "TCD"),
        ("Turkey said it would keep its soldiers in Qatar.", "TUR"),
        ("The United States is moving 500 troops from Germany to Poland.", "USA"),
        ("Poland sent 200 Czech soldiers to Lithuania.", "CZE"),
        ("Spain moved 120 soldiers from Herat to Kabul.", "ESP"),
        ("Italy is moving 80 troops from Erbil to Baghdad.", "ITA"),
        ("India moved two battalions from Juba to Bor.", "IND"),
    ],
)
def test_forces_are_of_who_sends_them_unless_their_words_say_whose(sentence: str, country: str) -> None:
    assert {f.country for f in moved(sentence).forces} == {country}


@pytest.mark.parametrize(
    "sentence",
    [
        "Turkey demanded that the soldiers leave Kabul.",
        "Peru demanded the withdrawal of soldiers from Arica.",
        "Kenya urged troops to leave Kismayo.",
    ],
)
def test_who_asks_others_to_go_does_not_own_them(sentence: str) -> None:
    asker = next(code for name, code in (("Turkey", "TUR"), ("Peru", "PER"), ("Kenya", "KEN")) if name in sentence)
    claims = sayso.code(sayso.article({"text": sentence, "published": "2026-05-04"}))
    assert claims
    assert asker not in {f.country for c in claims if c.movement is not None for f in c.movement.forces}


@pytest.mark.parametrize(
    ("sentence", "begins", "arrives"),
    [
        ("France withdrew 400 soldiers from Gao to Niamey.", ["Gao"], ["Niamey"]),
        ("The United States is moving 500 troops from Germany to Poland.", ["Germany"], ["Poland"]),
        ("Kenyan soldiers crossed into Somalia from Garissa.", ["Garissa"], ["Somalia"]),
        ("Russian troops left the base at Gyumri for Sochi.", ["Gyumri"], ["Sochi"]),
        ("French soldiers left Niamey on Friday.", ["Niamey"], []),
        ("Troops from Ghana arrived in Liberia.", [], ["Liberia"]),
    ],
)
def test_a_place_is_one_end_of_a_movement(sentence: str, begins: list[str], arrives: list[str]) -> None:
    found = moved(sentence)
    assert [[p.name for p in side] for side in (found.places_from, found.places_to)] == [begins, arrives]


@pytest.mark.parametrize("rank", ["Brig. Gen.", "Lt. Cmdr.", "Capt.", "Maj. Gen.", "Vice Adm.", "Air Marshal"])
def test_ranks_are_no_names(rank: str) -> None:
    (claim,) = sayso.code(f"{rank} Ruth Okello said Philippine troops attacked rebels in Jolo.")
    assert [link.name for link in claim.attribution] == ["Ruth Okello"]


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Three Lebanese soldiers and at least seven gunmen were killed in the clash.", "at least seven gunmen"),
        ("At least 15 civilians were killed in an air strike in Idlib.", "At least 15 civilians"),
        ("Gunmen killed at least 12 people at a market in Kano.", "at least 12 people"),
    ],
)
def test_a_bound_belongs_to_the_words_of_a_party(sentence: str, party: str) -> None:
    (claim,) = sayso.code(sentence)
    assert party in [p.text for p in claim.recipients]


@pytest.mark.parametrize(
    ("sentence", "country", "place"),
    [
        ("Chad has sent 600 troops to Niger.", "TCD", "Niger"),
        ("Burundi has sent 850 more soldiers to Somalia.", "BDI", "Somalia"),
        ("Kenya deployed police officers in Haiti.", "KEN", "Haiti"),
    ],
)
def test_who_sends_forces_moves_them(sentence: str, country: str, place: str) -> None:
    """ "Has sent" is no possession of soldiers; police are forces too."""
    found = moved(sentence)
    assert (found.change, [f.country for f in found.forces], [p.name for p in found.places_to]) == (
        "arrive",
        [country],
        [place],
    )
