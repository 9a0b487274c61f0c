"""Of one noun phrase one place is meant: owners, neighbours and directions are no places of the act."""

import pytest

import sayso


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("A bomb killed six people in Pakistan's central city of Lahore on Monday.", ["Lahore"]),
        ("Gunmen killed two soldiers in Baquba, about 60 kilometers northeast of Baghdad.", ["Baqubah"]),
        ("A landmine killed nine soldiers in India-controlled Kashmir on Monday.", ["Kashmir"]),
        ("Troops killed three militants in Khost province, near the Pakistan border.", ["Khōst"]),
        ("Rebels attacked army posts in Goma and Bukavu on Monday.", ["Goma", "Bukavu"]),
        ("Rebels killed four police officers near Mosul.", ["Mosul"]),
    ],
)
def test_one_place_for_a_phrase(sentence: str, places: list[str]) -> None:
    claims = sayso.code(sayso.article({"text": sentence, "published": "2026-05-04"}))
    assert [[p.name for p in c.places] for c in claims] == [places]
