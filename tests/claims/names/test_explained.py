"""Short names are read as the page explains them, not as the tables do."""

import pytest

import sayso


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("The Armed Forces of the Philippines (AFP) killed five rebels. The AFP withdrew 200 men from Sulu.", "FRA"),
        ("The Union for Peace and Action (UPA) said rebels left Bria. The UPA accused Chad of lying.", "UKR"),
    ],
)
def test_what_a_page_explains_is_not_the_name_of_the_tables(text: str, foreign: str) -> None:
    claims = sayso.code(text)
    countries = {p.country for c in claims for p in (*c.actors, *c.recipients)}
    countries |= {f.country for c in claims if c.movement for f in c.movement.forces}
    countries |= {link.country for c in claims for link in c.attribution}
    assert countries
    assert foreign not in countries


def test_an_agency_in_full_keeps_its_short_name() -> None:
    (claim,) = sayso.code("Agence France-Presse (AFP) reported that Chad sent troops to Niger.")
    assert claim.attribution[0].name == "AFP"
