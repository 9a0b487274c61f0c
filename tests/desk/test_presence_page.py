"""Presence in the browser: the answer in words, a timeline, a map without false pins, figures, plans, the table."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from fastapi.testclient import TestClient

from sayso.answers.presence import Deployment, Period, Presence, Track
from sayso.answers.store import Ledger
from sayso.desk.pages import presence as presence_page
from sayso.desk.pictures.map import drawn
from sayso.desk.pictures.timeline import timeline
from sayso.desk.pictures.world import MapBounds, clipped, world
from sayso.desk.wording import day_typed, force_given
from sayso.ledger.scope import Query
from sayso.records import Place


def period(state: str, start: str, end: str | None, confirmed: str) -> Period:
    return Period(state, start, end, start, end, confirmed, None, ("c1",))


def row(place: str, state: str = "present", *spans: Period) -> Deployment:
    track = Track("RUS", "Russia", (), state, True, 0, spans or (period(state, "2020-01-01", None, "2024-01-01"),))
    return Deployment("RUS", "Russia", "army", place, place, False, track, (track,), (), (), state)


def answer(*rows: Deployment) -> Presence:
    return Presence(Query(force="RUS"), "2025-01-01", "a rule", rows, (), ())


def at(name: str, precision: str, lat: float | None = None, lon: float | None = None) -> Place:
    return Place(name, 0, len(name), name, "ARM", None, lat, lon, precision)  # type: ignore[arg-type]


def test_an_answer_stands_in_words_bars_figures_plans_and_rows(browser: TestClient) -> None:
    text = unescape(browser.get("/presence?force=Russia&place=Armenia").text)
    assert "<h1>Russia in Armenia, 2024-05-10</h1>" in text
    assert '<svg class="lane" role="img" aria-label=' in text
    assert 'fill="url(#plan)"' in text
    assert "Plans, which change no state by themselves" in text
    assert "200 people (moved)" in text or "200 troops (moved)" in text
    assert "“Russia has agreed to withdraw 200 border guards from Armenia”" in text
    assert re.search(r'href="/claims/[0-9a-f]{16}"', text)
    assert "/api/presence?force=Russia&place=Armenia" in text


def test_without_a_question_it_names_what_can_be_asked(browser: TestClient) -> None:
    text = browser.get("/presence").text
    assert "Russia in Armenia" in text
    assert "/presence?force=KEN&amp;place=SOM" in text


def test_a_day_and_what_was_known_then_narrow_it(browser: TestClient) -> None:
    assert "2024-05-09</h1>" in browser.get("/presence?force=RUS&place=ARM&as_of=2024-05-09").text
    before = browser.get("/presence?force=RUS&place=ARM&known_by=2024-05-01").text
    assert "Nothing is known of it here" in before


@pytest.mark.parametrize("force", ["Russian border guards", "russian Border Guards", "RUS"])
def test_a_force_and_a_day_may_be_written_as_people_write_them(browser: TestClient, force: str) -> None:
    asked = {"force": force, "place": "armenia", "known_by": "9 May 2024"}
    text = unescape(browser.get("/presence", params=asked).text)
    kind = " (border guards)" if " " in force else ""
    assert f"<h1>Russia{kind} in Armenia, 2024-05-09, as known on 2024-05-09</h1>" in text
    assert "present, on the word of Russia" in text


def test_where_there_is_too_much_for_one_page_it_asks_for_the_rest(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence_page, "MANY", 0)
    for asked in ("force=Russia", "place=Armenia"):
        text = unescape(browser.get(f"/presence?{asked}&as_of=2024-05-10").text)
        assert "claims tell of it: choose." in text
        assert 'href="/presence?force=RUS&place=ARM&as_of=2024-05-10"' in text
    assert "present, on the word of Russia" in browser.get("/presence?force=Russia&place=Armenia").text
    assert "choose." not in browser.get("/presence?force=Brazil").text


def test_what_a_force_and_a_day_are_not_stays_as_it_stands() -> None:
    assert force_given("Houthi rebels") == ("Houthi rebels", None)
    assert force_given("rebels") == ("rebels", None)
    assert force_given("Russian troops") == ("Russian", None)
    for value in ("2024-05-09", "5/9/2024", "soon", ""):
        assert day_typed(value) == value
    assert [day_typed(d) for d in ("May 9, 2024", "may 2024", "9 Sep 2024")] == ["2024-05-09", "2024-05", "2024-09-09"]


def test_what_cannot_be_asked_is_told_on_the_form(browser: TestClient) -> None:
    found = browser.get("/presence?force=RUS&as_of=soon")
    assert found.status_code == 400
    assert "As of the day: 'soon' is no date" in unescape(found.text)
    assert 'value="RUS"' in found.text
    assert browser.get("/presence?force=<script>alert(1)</script>").status_code == 200


def test_a_state_is_solid_to_the_day_last_confirmed_and_faint_from_there() -> None:
    lanes = timeline(answer(r := row("ARM")), [r])
    assert lanes is not None
    solid, faint = lanes.rows[0].lanes[0].bars
    assert (solid.faint, faint.faint) == (False, True)
    assert solid.x == 0
    assert faint.x == pytest.approx(solid.width)
    assert faint.x + faint.width == pytest.approx(100)
    assert [t.words for t in lanes.ticks] == ["2020", "2021", "2022", "2023", "2024", "2025"]
    ended = timeline(
        answer(e := row("ARM", "absent", period("present", "2020-01-01", "2022-01-01", "2021-01-01"))), [e]
    )
    assert ended is not None
    assert len(ended.rows[0].lanes[0].bars) == 1


def test_a_timeline_without_a_day_is_none() -> None:
    assert timeline(answer(), []) is None
    assert drawn(answer(), {}) is None


def test_a_town_is_a_point_a_region_a_ring_a_border_a_line_and_a_country_an_area() -> None:
    places = {"ARM/gyumri": at("Gyumri", "city", 40.79, 43.85), "ARM/tavush": at("Tavush", "admin1", 41.0, 45.0),
              "ARM/nowhere": at("Nowhere", "region")}  # fmt: skip
    rows = [row(key) for key in ("ARM", "ARM+TUR", "ARM/*", *places)]
    found = drawn(answer(*rows), places)
    assert found is not None
    assert {a.kind for a in found.areas} == {"land", "whole", "border", "part"}
    assert {s.name: s.located for s in found.spots} == {"ARM/gyumri": True, "ARM/tavush": False}
    assert found.undrawn == ("ARM/nowhere",)
    for s in found.spots:
        assert 0 < s.x < found.width
        assert 0 < s.y < found.height


def test_of_several_words_about_a_place_the_map_draws_the_strongest() -> None:
    found = drawn(answer(row("ARM", "absent"), replace(row("ARM"), holder_name="Turkey")), {})
    assert found is not None
    (area,) = [a for a in found.areas if a.kind == "whole"]
    assert area.state == "present"
    assert area.title == "ARM: Russia, Turkey — present"


def test_the_base_map_has_the_countries_and_their_borders() -> None:
    whole = world()
    assert len(whole.rings) > 190
    assert whole.border("ARM", "TUR")
    assert whole.border("KEN", "SOM")
    assert whole.border("ARM", "KEN") == []
    box = whole.mainland("ARM")
    assert box is not None
    assert 43 < box.west < 44
    assert 46 < box.east < 47


def test_a_country_is_cut_to_what_is_shown() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    cut = clipped(square, MapBounds(5, 5, 20, 20))
    assert set(cut) == {(5.0, 5.0), (10.0, 5.0), (10.0, 10.0), (5.0, 10.0)}
    assert clipped(square, MapBounds(20, 20, 30, 30)) == []


def test_a_ledger_knows_of_whose_forces_it_can_tell(ledger: Ledger) -> None:
    assert {(k.holder, k.country) for k in ledger.forces()} >= {("RUS", "ARM"), ("KEN", "SOM")}
