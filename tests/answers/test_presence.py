"""The written stories with their right answers."""

from __future__ import annotations

from benchmarks.reports import heard

from sayso.answers.presence import Deployment, Presence, presence
from sayso.answers.presence.movement_plans import MovementPlan
from sayso.ledger.scope import Query
from tests.ledger import stories


def entry(found: Presence, place: str, kind: str | None = None) -> Deployment:
    """The one entry of a place that is not rolled up."""
    (hit,) = [e for e in found.entries if e.place_name == place and not e.rolled and kind in (None, e.kind)]
    return hit


def summary(found: Presence, place: str, kind: str | None = None) -> str:
    track = entry(found, place, kind).summary
    assert track is not None
    return track.state


def syria(as_of: str, known_by: str | None = None) -> Presence:
    return presence(heard(*stories.syria()), Query("USA", "SYR", as_of=as_of, known_by=known_by))


def plan(found: Presence) -> MovementPlan:
    (thread,) = found.plans
    return thread


def test_500_told_then_2000_told_is_an_accounting_change_and_no_reinforcement() -> None:
    found = syria("2018-06-01")
    whole = entry(found, "Syria")
    assert [(s.on, s.value, s.counts) for s in whole.strengths] == [
        ("2017-06-15", 500, "total"),
        ("2017-12-06", 2000, "total"),
    ]
    (track,) = whole.tracks
    assert [(s.state, s.start, s.end) for s in track.spans] == [("present", "../2017-06-15", None)]
    assert found.plans == ()


def test_the_announced_withdrawal_changes_no_state_and_is_amended_twice() -> None:
    found = syria("2019-03-01")
    assert summary(found, "Syria") == "present"
    thread = plan(found)
    assert [(e.stage, e.day) for e in thread.events] == [
        ("announced", "2018-12-19"), ("under way", "2019-01-11"), ("amended", "2019-02-21"), ("amended", "2019-02-22"),
    ]  # fmt: skip
    assert "200" in thread.events[-2].says
    assert "400" in thread.events[-1].says
    assert thread.status == "amended"


def test_equipment_that_leaves_puts_the_plan_under_way_and_nobody_away() -> None:
    found = syria("2019-01-20")
    assert summary(found, "Syria") == "present"
    assert plan(found).status == "under way"


def test_some_bases_are_left_while_others_are_entered_and_the_country_is_not_empty() -> None:
    found = syria("2019-11-05")
    assert summary(found, "Manbij") == "absent"
    assert summary(found, "Deir al-Zor") == "present"
    assert summary(found, "Syria") == "present"
    (rolled,) = [e for e in found.entries if e.rolled]
    assert rolled.state == "present"
    assert plan(found).status == "under way"
    assert "fulfilled" not in [e.stage for e in plan(found).events]


def test_nothing_published_later_is_known_earlier() -> None:
    found = syria("2019-11-05", known_by="2019-01-01")
    assert {e.place_name for e in found.entries} == {"Syria"}
    assert [e.stage for e in plan(found).events] == ["announced"]


def test_one_base_of_five_is_left_and_four_are_held() -> None:
    found = presence(heard(*stories.niger()), Query("FRA", "NER", as_of="2023-11-01"))
    states = {e.place_name: e.summary.state for e in found.entries if not e.rolled and e.summary}
    assert states == {
        "Base A": "present",
        "Base B": "absent",
        "Base C": "present",
        "Base D": "present",
        "Base E": "present",
    }
    (rolled,) = [e for e in found.entries if e.rolled]
    assert rolled.summary is not None
    assert (rolled.kind, rolled.summary.side_name, rolled.summary.state) == ("any", "France", "present")
    assert not any(s.state == "absent" for t in rolled.tracks for s in t.spans)


def test_the_left_base_has_a_track_for_each_side_and_no_dispute() -> None:
    found = presence(heard(*stories.niger()), Query("FRA", "NER", as_of="2023-11-01"))
    base = entry(found, "Base B")
    assert [t.side_name for t in base.tracks] == ["France", "Niger"]
    assert base.disagreements == ()
    france = base.tracks[0]
    assert [(s.state, s.start, s.end) for s in france.spans] == [
        ("present", "../2023-09-01", "2023-10-11"), ("absent", "2023-10-11", None),
    ]  # fmt: skip


def armenia(place: str, known_by: str = "2024-05-10") -> Presence:
    return presence(heard(*stories.armenia()), Query("RUS", place, as_of="2024-05-09", known_by=known_by))


def test_forces_in_armenian_regions_since_autumn_2020_leaving_is_agreed_not_done() -> None:
    found = armenia("ARM")
    for kind in ("forces", "border_guards"):
        regions = entry(found, "parts of Armenia (not named)", kind)
        assert regions.summary is not None
        (span,) = regions.summary.spans
        assert (span.state, span.start, span.end, span.basis) == ("present", "2020-23", None, "host_request")
    assert {t.status for t in found.plans} == {"announced"}
    (main,) = [t for t in found.plans if "forces" in t.kinds]
    assert (main.decided, main.direction) == ("2024-05-08", "leaving")


def test_border_guards_remain_on_two_borders_at_the_hosts_request() -> None:
    found = armenia("ARM")
    for border in ("Armenia–Turkey border", "Armenia–Iran border"):
        track = entry(found, border).summary
        assert track is not None
        assert (track.state, track.side_name, track.spans[0].basis) == ("present", "Russia", "host_request")


def test_an_undated_departure_means_absent_no_later_than_published() -> None:
    (only,) = armenia("AZE").entries
    assert only.summary is not None
    (span,) = only.summary.spans
    assert (only.kind, span.state, span.start) == ("peacekeepers", "absent", "../2024-05-09")
    assert [(s.value, s.counts) for s in only.strengths] == [(2000, "moved")]


def test_the_day_before_nothing_of_it_is_known() -> None:
    found = armenia("ARM", known_by="2024-05-08")
    assert (found.entries, found.plans, found.wishes) == ((), (), ())
