"""Places, one case a line in places_cases.yaml; borders, sets, and the places of acts."""

from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from time import perf_counter

import pytest
import yaml

from sayso import language
from sayso.claims.article.document import Document
from sayso.claims.coding import extract
from sayso.records import Anchor, Article, Claim, Credits, Part, PlaceMention
from sayso.resources import table
from sayso.settings import Settings

CASES = yaml.load((Path(__file__).parent / "places_cases.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
ROWS = [(group, *row) for group, rows in CASES.items() for row in rows]
WRONG = {
    "Police in Paris, Texas, arrested two men.": "without more of Texas the larger Paris wins",
    "Lebanese soldiers patrolled Tripoli and Sidon.": "a nationality alone does not outweigh the capital of Libya",
}
"""Cases that are known to be wrong, and why; the test fails once one is right, so that it is taken off."""
NEAR, WIDE = 161.0, 600.0
"""Kilometres off a city or region, and off a country or sea, whose middle is a matter of taste."""


def document(text: str, date: str | None = "2024-05-09") -> Document:
    article = Article(
        "a", "a", text, "en", Anchor(date, "caller" if date else "none"), (Part("body", 0, len(text)),), Credits()
    )
    return Document.of(article, language.read(article, Settings()), Settings())


def claims(text: str) -> list[Claim]:
    return list(extract.code_document(document(text)).claims)


def kilometres(a: PlaceMention, lat: float, lon: float) -> float:
    assert a.lat is not None
    assert a.lon is not None
    b, c, d, e = map(radians, (a.lat, a.lon, lat, lon))
    return 12742 * asin(sqrt(sin((d - b) / 2) ** 2 + cos(b) * cos(d) * sin((e - c) / 2) ** 2))


def _marked(row: tuple[str, ...]) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=WRONG[row[1]])] if row[1] in WRONG else []
    return pytest.param(row, id=f"{row[0]}: {row[1]}"[:70], marks=marks)


@pytest.mark.parametrize("row", [_marked(row) for row in ROWS])
def test_a_place_has_its_country_and_its_pin(row: tuple[str, ...]) -> None:
    group, text, words, country, lat, lon = row
    found = {text[m.start : m.end]: m for m in document(text).place_mentions()}
    if country == "x":
        assert not any(words in key.split() for key in found), found
        return
    key = next((k for k in found if words in k), None)
    assert key is not None, f"found {list(found)}"
    if country != "-":
        assert found[key].country == country
    assert kilometres(found[key], float(lat), float(lon)) <= (NEAR if group in ("cities", "ambiguous") else WIDE)


def test_there_are_enough_cases() -> None:
    assert len(ROWS) >= 150


@pytest.mark.xfail(strict=True, reason="the second border is not tied to the act")
def test_borders_with_two_countries_are_two_lines_without_a_pin() -> None:
    found = [
        p
        for c in claims("Russian border guards remain on the borders of Armenia with Turkey and Iran.")
        for p in c.places
    ]
    assert {(p.precision, p.countries, p.lat) for p in found} == {
        ("border", ("ARM", "TUR"), None),
        ("border", ("ARM", "IRN"), None),
    }


def test_a_set_of_places_has_a_count_and_no_members() -> None:
    place = next(p for c in claims("Russia withdrew its troops from five Armenian regions.") for p in c.places)
    assert place.set is not None
    assert (place.precision, place.set.within, place.set.count, place.set.members) == ("multiple", "ARM", 5, ())
    assert (place.lat, place.lon) == (None, None)


def test_the_place_of_an_act_is_not_the_place_of_the_announcement() -> None:
    found = next(
        c
        for c in claims("France will withdraw its troops from Chad, the defence minister said in Paris.")
        if c.act == "RETREAT"
    )
    assert [p.name for p in found.places] == ["Chad"]


def test_who_acts_is_not_where() -> None:
    found = next(c for c in claims("Israel bombed Syrian army positions near Homs on Monday.") if c.act == "ASSAULT")
    assert [p.name for p in found.places] == ["Homs"]


def test_disputed_ground_names_who_disputes_it() -> None:
    found = [p for c in claims("Russian peacekeepers left Nagorno-Karabakh in May.") for p in c.places]
    assert found
    assert found[0].disputed_by


def test_hostile_text_gives_bounded_values() -> None:
    text = "Some 1e999 troops left Chad on 31 February, and 5 tanks left Mali in the year 9999."
    for claim in claims(text):
        assert all(q.value is None or q.value < 1e15 for q in claim.quantities)
        assert claim.time is None or claim.time.edtf is None or not claim.time.edtf.startswith(("9999", "2024-02-31"))


def test_a_toponym_in_every_word_takes_linear_time_and_no_silly_pin() -> None:
    names = "Paris London Moscow Kyiv Texas Chad Jordan Georgia Lebanon Tripoli "
    small, large = (f"Troops left {names * n}." for n in (20, 80))
    document(small)
    begun = perf_counter()
    document(small)
    between = perf_counter()
    found = document(large).place_mentions()
    spent = perf_counter() - between
    assert spent < 12 * (between - begun) + 1.0
    assert all(m.lat is None or -90 <= m.lat <= 90 for m in found)


def test_a_capital_in_capitals_and_again_as_it_is_written_is_that_capital() -> None:
    wrong, seen = [], set()
    for row in table("countries.csv"):
        name = row["capital"]
        odd = name[:3] + name[3:].upper()
        text = f"{name.upper()} in {name}. Talks were held in {odd} on Monday.\n\n{name.upper()}, May 9: police line.\n"
        marked = (
            [m for m in document(text).place_mentions() if text[m.start : m.end].lower() == name.lower()]
            if name
            else []
        )
        seen |= {name for m in marked if m.country == row["code"]}
        wrong += [name for m in marked if m.country != row["code"]]
    assert seen >= {"Moscow", "New Delhi", "Washington", "Kyiv", "Paris"}
    assert wrong == []


def test_a_capital_that_is_known_by_another_mention_acts_like_it() -> None:
    for text in (
        "MOSCOW in MosCOW.",
        "Protesters marched in New Delhi on Monday.\n\nNEW DELHI, 9 May 2024: police line.\n",
    ):
        assert len({(m.name, m.country, m.lat) for m in document(text).place_mentions()}) == 1
        parties = [row["party"] for row in document(text).parties() if row["kind"] == "country"]
        assert len(parties) == 2
        assert len({party.entity for party in parties}) == 1
