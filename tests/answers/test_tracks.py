"""The rules of presence one by one (docs/record.md, Presence)."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks.reports import Report, heard
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sayso.answers.presence import Deployment, presence
from sayso.ground.edtf import Window, every_day, instant_after, window, window_edtf
from sayso.ledger.scope import Query
from sayso.records import Change


def told(day: str | None, change: Change, place: str, by: str | None = "Pentagon", **rest: Any) -> Report:
    name = f"{day}-{change}-{place}-{by}-{sorted(rest.items())}"
    return Report(name, day, "It was told so.").moves("was told", change, place, by=by, **rest)


def only(*reports: Report, as_of: str, place: str = "SYR") -> Deployment:
    (found,) = [e for e in presence(heard(*reports), Query("USA", place, as_of=as_of)).entries if not e.rolled]
    return found


def state(*reports: Report, as_of: str) -> tuple[str, bool]:
    track = only(*reports, as_of=as_of).summary
    assert track is not None
    return track.state, track.certain


@pytest.mark.parametrize("status", ["agreed", "planned", "demanded", "threatened", "refused", "possible"])
def test_what_is_not_done_changes_no_state(status: str) -> None:
    there = told("2020-01-01", "remain", "Syria", status="ongoing")
    assert state(there, told("2020-02-01", "leave", "Syria", status=status), as_of="2020-03-01") == ("present", True)


def test_a_paper_alone_empties_a_town_and_no_country() -> None:
    town, country = (told("2020-02-01", "leave", place, by=None, part="all") for place in ("Manbij", "Syria"))
    assert only(town, as_of="2020-02-10").state == "absent"
    assert only(country, as_of="2020-02-10").state == "unknown"
    assert only(country, told("2020-02-02", "leave", "Syria", part="all"), as_of="2020-02-10").state == "absent"


def test_who_left_years_before_is_history() -> None:
    gone = told("2020-02-01", "leave", "Manbij", part="all", time="2018-05-01", historical=True)
    assert only(gone, as_of="2020-02-10").state == "unknown"


def test_who_was_to_leave_is_not_known_to_be_there_after_the_day() -> None:
    plan = told("2020-02-01", "leave", "Syria", status="planned", time="../2020-06-30")
    assert state(plan, as_of="2020-06-30") == ("present", True)
    assert state(plan, as_of="2020-07-02")[0] == "unknown"
    seen = told("2020-03-01", "remain", "Syria", status="ongoing")
    assert state(plan, seen, as_of="2020-07-02")[0] == "present"


def test_what_is_wished_stands_beside_the_state() -> None:
    found = presence(
        heard(told("2020-02-01", "leave", "Syria", by="Damascus", status="demanded", time="2020-06")),
        Query("USA", "SYR"),
    )
    assert found.entries == ()
    (wish,) = found.wishes
    assert (wish.status, wish.change, wish.side, wish.time) == ("demanded", "leave", "Syria", "2020-06")


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ({}, "reduced"),
        ({"part": "all"}, "absent"),
        ({"part": "residual"}, "absent"),
        ({"part": "part"}, "reduced"),
        ({"what": "bases"}, "reduced"),
        ({"number": (100, "moved")}, "reduced"),
        ({"number": (100, "moved"), "part": "all"}, "absent"),
    ],
)
def test_an_unknown_subset_never_empties_the_whole(rest: dict[str, Any], expected: str) -> None:
    there = told("2020-01-01", "remain", "Syria", status="ongoing")
    assert state(there, told("2020-02-01", "leave", "Syria", **rest), as_of="2020-03-01")[0] == expected


def test_fewer_leave_than_were_there() -> None:
    there = told("2020-01-01", "remain", "Manbij", status="ongoing", number=(900, "total"))
    assert (
        state(there, told("2020-02-01", "leave", "Manbij", number=(200, "moved")), as_of="2020-03-01")[0] == "reduced"
    )
    assert state(there, told("2020-02-01", "leave", "Manbij", number=(900, "moved")), as_of="2020-03-01")[0] == "absent"


def test_equipment_changes_nobodys_presence() -> None:
    there = told("2020-01-01", "remain", "Syria", status="ongoing")
    assert state(there, told("2020-02-01", "leave", "Syria", what="equipment"), as_of="2020-03-01") == ("present", True)


def test_absence_in_one_place_rolls_up_to_none() -> None:
    found = presence(
        heard(told("2020-01-01", "leave", "Manbij", part="all"), told("2020-01-01", "leave", "Sarrin", part="all")),
        Query("USA", "SYR"),
    )
    (rolled,) = [e for e in found.entries if e.rolled]
    assert rolled.state == "unknown"


@pytest.mark.parametrize("place", ["SYR", "Manbij"])
def test_all_gone_from_a_country_leaves_no_place_of_it_known(place: str) -> None:
    there = told("2020-01-01", "remain", "Manbij", status="ongoing")
    gone = told("2020-02-01", "leave", "Syria", part="all")
    entries = presence(heard(there, gone), Query("USA", place, as_of="2020-03-01")).entries
    (manbij,) = [e for e in entries if e.place_name == "Manbij"]
    assert (manbij.state, manbij.note) == ("unknown", "all are said to have left Syria by 2020-02-01")


def test_all_gone_from_a_country_is_doubted_where_somebody_is_still_told_of_in_it() -> None:
    gone = told("2020-02-01", "leave", "Syria", part="all")
    there = told("2020-02-05", "remain", "Manbij", status="ongoing", by="Damascus")
    entries = presence(heard(there, gone), Query("USA", "SYR", as_of="2020-03-01")).entries
    assert [e.state for e in entries if e.place_name == "Syria" and not e.rolled] == ["contested"]
    assert [e.state for e in entries if e.rolled] == ["present"]


def test_nobody_is_away_on_the_word_of_a_stranger() -> None:
    assert only(told("2020-02-01", "leave", "Manbij", part="all", by="rebels"), as_of="2020-03-01").state == "unknown"


def test_a_later_word_that_all_are_gone_overtakes_an_older_one_of_the_owner() -> None:
    there = told("2020-01-01", "remain", "Manbij", status="ongoing")
    gone = told("2020-02-01", "leave", "Manbij", part="all", by="Damascus")
    entry = only(there, gone, as_of="2020-03-01")
    assert (entry.state, entry.disagreements) == ("absent", ())


def test_before_the_first_word_and_long_after_the_last_nothing_is_known() -> None:
    there = told("2020-01-01", "remain", "Manbij", status="ongoing")
    states = {day: only(there, as_of=day).state for day in ("2020-01-01", "2020-12-01", "2022-06-01")}
    assert states == {"2020-01-01": "present", "2020-12-01": "present", "2022-06-01": "unknown"}
    early = presence(heard(there), Query("USA", "SYR", as_of="2015-02-01"))
    assert (early.entries, early.first_word) == ((), "2020-01-01")


def test_sides_that_contradict_stand_side_by_side() -> None:
    ours = told("2020-02-01", "leave", "Manbij", time="2020-01-31", part="all")
    theirs = told("2020-02-03", "remain", "Manbij", by="Damascus", status="ongoing")
    entry = only(ours, theirs, as_of="2020-02-10")
    assert {t.side_name: t.state for t in entry.tracks} == {"United States": "absent", "Syria": "present"}
    (clash,) = entry.disagreements
    assert (clash.sides, clash.states, clash.start) == (("Syria", "United States"), ("present", "absent"), "2020-02-03")
    assert entry.state == "contested"


def test_a_rebel_spokesman_is_not_the_state_whose_country_he_is_from() -> None:
    theirs = told("2020-02-03", "remain", "Manbij", by="rebels", status="ongoing")
    entry = only(theirs, told("2020-02-03", "leave", "Manbij", by="Damascus", part="all"), as_of="2020-02-10")
    assert [t.side for t in entry.tracks] == ["SYR", "SYR:REB"]


def test_a_denial_of_leaving_is_a_word_for_being_there() -> None:
    assert state(told("2020-02-01", "leave", "Syria", status="denied"), as_of="2020-02-01") == ("present", True)
    assert state(told("2020-02-01", "remain", "Syria", status="denied"), as_of="2020-02-01") == ("absent", True)


def test_a_denied_arrival_does_not_unseat_a_known_presence() -> None:
    there = told("2020-01-01", "remain", "Syria", status="ongoing")
    assert state(there, told("2020-02-01", "arrive", "Syria", status="denied"), as_of="2020-03-01")[0] == "present"


def test_imprecise_dates_leave_the_state_open_until_they_are_over() -> None:
    arrived = told("2021-01-01", "arrive", "Syria", time="2020-23")
    assert state(arrived, as_of="2020-10-15") == ("present", False)
    assert state(arrived, as_of="2020-11-30") == ("present", True)
    assert presence(heard(arrived), Query("USA", "SYR", as_of="2020-08-31")).entries == ()


def test_a_narrower_word_about_the_same_arrival_narrows_it() -> None:
    entry = only(
        told("2021-01-01", "arrive", "Syria", time="2020-23"),
        told("2021-02-01", "arrive", "Syria", time="2020-11-10"),
        as_of="2021-03-01",
    )
    assert [(s.state, s.start) for t in entry.tracks for s in t.spans] == [("present", "2020-11-10")]


def test_previously_held_is_there_before_and_not_known_now() -> None:
    entry = only(told("2020-02-01", "remain", "Manbij", historical=True), as_of="2020-02-01")
    assert [s.state for s in entry.tracks[0].spans] == ["present", "unknown"]


def test_no_longer_holds_is_absence_by_the_day_it_is_told() -> None:
    there = told("2020-01-01", "remain", "Manbij", status="ongoing")
    assert (
        state(
            there,
            told("2020-02-01", "leave", "Manbij", status="ongoing", act="PRESENT", part="all"),
            as_of="2020-02-01",
        )[0]
        == "absent"
    )


def test_under_way_is_leaving_and_leaving_is_not_gone() -> None:
    there = told("2020-01-01", "remain", "Syria", status="ongoing")
    assert (
        state(there, told("2020-02-01", "leave", "Syria", status="ongoing", act="RETREAT"), as_of="2020-02-01")[0]
        == "leaving"
    )


def test_a_state_goes_stale_but_stands() -> None:
    track = only(told("2020-01-01", "remain", "Syria", status="ongoing"), as_of="2020-01-31").summary
    assert track is not None
    assert (track.state, track.stale_days) == ("present", 30)


def test_what_is_done_was_done_by_the_day_it_was_told() -> None:
    """ "This month" told on the 3rd: not later than the 3rd."""
    gone = told("2020-02-03", "leave", "Manbij", time="2020-02", part="all")
    assert state(gone, as_of="2020-02-03") == ("absent", True)


def test_plans_are_overdue_cancelled_or_fulfilled() -> None:
    planned = told("2020-01-01", "leave", "Manbij", status="planned", time="2020-03")
    assert [t.status for t in presence(heard(planned), Query("USA", "SYR", as_of="2020-03-31")).plans] == ["announced"]
    assert [t.status for t in presence(heard(planned), Query("USA", "SYR", as_of="2020-04-01")).plans] == ["overdue"]
    off = told("2020-02-01", "leave", "Manbij", status="denied")
    assert [t.status for t in presence(heard(planned, off), Query("USA", "SYR", as_of="2020-04-01")).plans] == [
        "cancelled"
    ]
    done = told("2020-03-10", "leave", "Manbij", time="2020-03-09", part="all")
    assert [t.status for t in presence(heard(planned, done), Query("USA", "SYR", as_of="2020-04-01")).plans] == [
        "fulfilled"
    ]


def test_a_stranger_fulfils_no_plan() -> None:
    planned = told("2020-01-01", "leave", "Manbij", status="planned", time="2020-03")
    done = told("2020-03-10", "leave", "Manbij", time="2020-03-09", part="all", by="Peskov")
    plans = presence(heard(planned, done), Query("USA", "SYR", as_of="2020-04-01")).plans
    assert [t.status for t in plans] != ["fulfilled"]


def test_another_side_disputes_a_plan_and_does_not_cancel_it() -> None:
    planned = told("2020-01-01", "leave", "Manbij", status="planned")
    no = told("2020-02-01", "leave", "Manbij", status="denied", by="Damascus")
    (thread,) = presence(heard(planned, no), Query("USA", "SYR", as_of="2020-04-01")).plans
    assert (thread.status, [e.stage for e in thread.events]) == ("announced", ["announced", "disputed"])


def test_a_departure_before_the_plan_does_not_fulfil_it() -> None:
    before = told("2020-01-01", "leave", "Manbij", time="2019-12-30")
    planned = told("2020-02-01", "leave", "Manbij", status="planned")
    (thread,) = presence(heard(before, planned), Query("USA", "SYR", as_of="2020-04-01")).plans
    assert thread.status == "announced"


def test_a_plan_without_a_place_takes_that_of_its_article_and_says_so() -> None:
    report = Report("carried", "2020-01-01", "They will leave Manbij. Both sides decided it on Monday.")
    report.moves("will leave Manbij", "leave", "Manbij", by="Pentagon", status="agreed")
    report.moves("decided it on Monday", "leave", "", by="Pentagon", status="agreed", decided="2019-12-30")
    assert [(a.place, a.carried) for a in heard(report)] == [("SYR/manbij", False), ("SYR/manbij", True)]
    (thread,) = presence(heard(report), Query("USA", "SYR")).plans
    assert thread.decided == "2019-12-30"


def test_recorded_by_takes_a_day_or_a_moment() -> None:
    there = told("2020-01-01", "remain", "Syria", status="ongoing")
    asked = {"2020-01-01": 1, "2019-12-31": 0, "2020-01-01T12:00Z": 1, "2020-01-01T11:59Z": 0}
    counts = {moment: len(presence(heard(there), Query("USA", "SYR", recorded_by=moment)).entries) for moment in asked}
    assert counts == asked


@pytest.mark.parametrize(
    ("edtf", "low", "high"),
    [
        ("2024-05-08", "2024-05-08", "2024-05-08"),
        ("2023-09", "2023-09-01", "2023-09-30"),
        ("2020-23", "2020-09-01", "2020-11-30"),
        ("2020-24", "2020-12-01", "2021-02-28"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2020-23/..", "2020-09-01", None),
        ("../2024-05-09", None, "2024-05-09"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2024-05~", "2024-05-01", "2024-05-31"),
        ("XXXX-05-08", None, None),
        ("2024-05-08T10:00:00Z", "2024-05-08", "2024-05-08"),
        ("2023-02-30", None, None),
        ("", None, None),
    ],
)
def test_days_of_edtf(edtf: str, low: str | None, high: str | None) -> None:
    assert window(edtf) == Window(low, high)


def test_every_day_and_at_least_one_day_are_kept_apart() -> None:
    assert [every_day(x) for x in ("2021", "2021-03-04", "2019-01/2019-03", None)] == [False, True, True, False]


@given(st.dates(), st.dates())
def test_windows_are_written_and_read_back(a: object, b: object) -> None:
    low, high = sorted((str(a), str(b)))
    for found in (Window(low, high), Window(None, high), Window(low, None)):
        assert window(window_edtf(found)) == found


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    window(text)


def test_bound_refuses_what_is_no_moment() -> None:
    with pytest.raises(Exception, match="recorded_by 'yesterday' is no date"):
        instant_after("yesterday")


@pytest.mark.parametrize(
    ("ground", "there"),
    [
        ("Syrian border", False),
        ("the borders of Syria", False),
        ("near Syria", False),
        ("outside Syria", False),
        ("northern Syria", True),
        ("near Manbij", True),
    ],
)
def test_who_stands_at_a_border_is_not_known_to_be_over_it(ground: str, there: bool) -> None:
    at = [
        replace(a, place=f"SYR/{ground}", place_name=ground, precision="region", country="SYR")
        for a in heard(told("2020-01-01", "remain", "Syria", status="ongoing"))
    ]
    rolled = [e.state for e in presence(at, Query("USA", "SYR", as_of="2020-01-02")).entries if e.rolled]
    assert rolled == (["present"] if there else [])


def test_an_undated_page_does_not_tell_what_became_of_a_plan_whose_day_was_over() -> None:
    plan = heard(told("2020-01-01", "leave", "Manbij", status="planned", time="../2008"))
    kept = [replace(a, published=None) for a in plan]
    for told_, status in ((plan, "overdue"), (kept, "announced")):
        assert [t.status for t in presence(told_, Query("USA", "SYR", as_of="2020-02-01")).plans] == [status]
