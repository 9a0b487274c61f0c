"""Dates as EDTF: what each form means, what is none, and laws that hold of all of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import UsageError
from sayso.ground import edtf
from sayso.ground.edtf import Window, window

MEANS = [
    ("2024", "2024-01-01", "2024-12-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2024-05-09", "2024-05-09", "2024-05-09"),
    ("2024-05-09T23:30:00-05:00", "2024-05-09", "2024-05-09"),
    ("2020-21", "2020-03-01", "2020-05-31"),
    ("2020-24", "2020-12-01", "2021-02-28"),
    ("2023-24", "2023-12-01", "2024-02-29"),
    ("2020-23/..", "2020-09-01", None),
    ("2020-23/2020-24", "2020-09-01", "2021-02-28"),
    ("../2022-04", None, "2022-04-30"),
    ("2022/", "2022-01-01", None),
    ("/2022", None, "2022-12-31"),
    ("199X", "1990-01-01", "1999-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("1XXX", "1000-01-01", "1999-12-31"),
    ("2024-XX", "2024-01-01", "2024-12-31"),
    ("2024-02-XX", "2024-02-01", "2024-02-29"),
    ("2024-XX-XX", "2024-01-01", "2024-12-31"),
    ("2023-09?", "2023-09-01", "2023-09-30"),
    ("1910~", "1910-01-01", "1910-12-31"),
    ("2024-05-09%", "2024-05-09", "2024-05-09"),
    ("2020~/2021?", "2020-01-01", "2021-12-31"),
    ("XXXX-05-09", None, None),
    ("XXXX-02-29", None, None),
    ("-0489", None, "0001-01-01"),
    ("0000", None, "0001-01-01"),
    ("Y170000002", "9999-12-31", None),
]


@pytest.mark.parametrize(("value", "low", "high"), MEANS)
def test_the_days_that_a_date_may_mean(value: str, low: str | None, high: str | None) -> None:
    assert window(value) == Window(low, high)
    assert str(edtf.parse(value)) == value


@pytest.mark.parametrize("value", [
    "", "2024-5-9", "2024-05-9", "24-05-09", "2024-13", "2024-02-30", "2023-02-29", "XXXX-02-30", "2024-25",
    "2024-21-01", "199X-05",
    "2024-XX-09", "soon", "2024-05-09 ", " 2024", "2024-05-09T25:00", "2024-05T12:00", "../..", "/",
    "2024-05-09/2024-05-08", "2024/2023",
    "2024-05-09~~", "2024/2025/2026", "20240509", "2024-W19-4", "Thursday", "٢٠٢٤",
])  # fmt: skip
def test_what_is_no_date(value: str) -> None:
    assert edtf.parse(value) is None
    assert window(value) == edtf.NEVER_SAID
    with pytest.raises(UsageError, match="is no date"):
        edtf.check_dates({"as_of": value})


def test_a_users_date_has_a_beginning_and_an_end() -> None:
    edtf.check_dates({"as_of": "2024-05", "known_by": None})
    for value in ("XXXX-05-09", "2024/..", "../2024"):
        with pytest.raises(UsageError, match=r"known_by .* has no year or no end"):
            edtf.check_dates({"as_of": "2024-05", "known_by": value})


@pytest.mark.parametrize(("value", "yes"), [("2024", True), ("2024-05", True), ("2024-05-09T12:30:00Z", True),
("2024-23", False),
                                            ("2024~", False), ("199X", False), ("2024-XX", False), ("2024/2025",
                                            False)])  # fmt: skip
def test_what_a_page_is_dated_by(value: str, yes: bool) -> None:
    assert edtf.is_point(value) is yes


def test_two_dates_without_a_year_are_of_one() -> None:
    assert edtf.before("XXXX-05-09", "XXXX-05-12")
    assert not edtf.before("XXXX-05-12", "XXXX-05-09")
    assert not edtf.before("XXXX-05-09", "2024-05-12")


def test_an_autumn_has_begun_in_october() -> None:
    assert edtf.within("2024-10-05", "2024-23")
    assert not edtf.before("2024-10-05", "2024-23")
    assert edtf.before("2024-23", "2024-12-20")


def test_a_date_holds_on_every_day_it_names() -> None:
    assert [edtf.every_day(v) for v in ("2024-05-09", "2024-05", "2024-05/2024-06", None, "2024-5-9")] == [
        True,
        False,
        True,
        False,
        False,
    ]


# ---------------------------------------------------------------- laws
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
POINTS = st.one_of(
    DAYS.map(date.isoformat), DAYS.map(lambda d: d.isoformat()[:7]), DAYS.map(lambda d: d.isoformat()[:4]),
    st.builds(lambda y, s: f"{y:04}-{s}", st.integers(1, 9998), st.sampled_from(sorted(edtf.SEASONS))),
    st.builds(lambda y, n: f"{y:04}"[:n].ljust(4, "X"), st.integers(1000, 9999), st.integers(1, 3)),
    DAYS.map(lambda d: d.isoformat()[:8] + "XX"),
)  # fmt: skip
DATES = st.builds(str.__add__, POINTS, st.sampled_from(["", "~", "?", "%"]))
ENDS = st.one_of(DATES, st.sampled_from(["..", ""]))
JUNK = st.text("0123456789X-/.~?%TZ:", max_size=21)
VALUES = st.one_of(DATES, st.builds("{}/{}".format, ENDS, ENDS), JUNK).filter(edtf.parse)
laws = settings(derandomize=True, max_examples=300)


@laws
@given(VALUES)
def test_a_date_is_written_as_it_was_read(value: str) -> None:
    assert str(edtf.parse(value)) == value


@laws
@given(VALUES)
def test_the_first_day_is_no_later_than_the_last(value: str) -> None:
    found = window(value)
    assert found.low is None or found.high is None or found.low <= found.high
    for day in (found.low, found.high):
        assert day is None or date.fromisoformat(day).isoformat() == day


@laws
@given(VALUES)
def test_a_window_is_written_as_a_date_of_the_same_days(value: str) -> None:
    told = edtf.window_edtf(window(value))
    assert told is None if window(value) == edtf.NEVER_SAID else window(told) == window(value)


@laws
@given(VALUES, VALUES)
def test_of_two_dates_one_comes_first_or_both_may_be_the_same_day(a: str, b: str) -> None:
    one, two = window(a), window(b)
    assert one.before(two) + two.before(one) + one.meets(two) == 1
    assert one.meets(two) == two.meets(one)


@laws
@given(VALUES, VALUES, VALUES)
def test_order_is_kept_over_a_third(a: str, b: str, c: str) -> None:
    one, two, three = window(a), window(b), window(c)
    if one.before(two) and two.before(three):
        assert one.before(three)
    if one.holds(two) and two.holds(three):
        assert one.holds(three)


@laws
@given(VALUES, VALUES)
def test_what_lies_within_meets_whatever_it_meets(a: str, b: str) -> None:
    one, two = window(a), window(b)
    assert one.holds(one)
    if one.holds(two):
        assert one.meets(two)
        assert one.cut(two) == two
    if one.meets(two):
        both = one.cut(two)
        assert one.holds(both)
        assert two.holds(both)


@laws
@given(POINTS, st.integers(0, 4_000))
def test_a_day_lies_in_a_date_just_where_its_bounds_say(value: str, step: int) -> None:
    found = window(value)
    day = edtf.next_day(str(found.low), step)
    assert edtf.within(day, value) == (str(found.low) <= day <= str(found.high))


@laws
@given(DAYS)
def test_every_day_of_the_calendar_is_a_date(day: date) -> None:
    text = day.isoformat()
    assert window(text) == Window(text, text)
    if day < date.max:
        assert edtf.days_between(text, edtf.next_day(text)) == 1
        assert edtf.before(text, (day + timedelta(1)).isoformat())
