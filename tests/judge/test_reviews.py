"""What stands of what reviewers said, and how far they agree."""

from __future__ import annotations

import random

import pytest

from sayso.errors import UsageError
from sayso.judge.reviews import Detail, ReviewRow, ReviewVerdict, agreement, alpha, current_reviews, states


def said(*rows: tuple[str, str, ReviewVerdict], **detail: object) -> list[ReviewRow]:
    """Rows of (reviewer, claim, verdict) in their order."""
    beside = Detail(**detail)  # type: ignore[arg-type]
    return [ReviewRow(n, claim, "c", who, verdict, beside, None, "") for n, (who, claim, verdict) in enumerate(rows, 1)]


def test_the_last_verdict_of_a_reviewer_counts_and_an_undoing_brings_back_the_one_before() -> None:
    rows = said(("ann", "1", "accept"), ("ann", "1", "reject"))
    assert [s.verdict for s in states(rows)] == ["rejected"]
    rows += [ReviewRow(3, "1", "c", "ann", "undo", Detail(), None, "")]
    assert [s.verdict for s in states(rows)] == ["accepted"]
    rows += [ReviewRow(n, "1", "c", "ann", "undo", Detail(), None, "") for n in (4, 5)]
    assert current_reviews(rows) == []


def test_an_undoing_is_of_ones_own() -> None:
    rows = said(("ann", "1", "accept"), ("bob", "1", "undo"))
    assert [s.verdict for s in states(rows)] == ["accepted"]


def test_grades_and_verdicts_stand_beside_each_other() -> None:
    graded = ReviewRow(2, "1", "c", "ann", "grade", Detail(reliability="B", credibility=2), None, "")
    (found,) = states([*said(("ann", "1", "accept")), graded])
    assert (found.verdict, [g.detail.reliability for g in found.grades]) == ("accepted", ["B"])
    (alone,) = states([graded])
    assert alone.verdict is None


def test_a_dispute_is_open_until_it_is_settled() -> None:
    rows = said(("ann", "1", "accept"), ("bob", "1", "reject"))
    assert [s.verdict for s in states(rows)] == ["disputed"]
    rows += [ReviewRow(3, "1", "c", "eve", "reject", Detail(adjudicates=True), None, "")]
    assert [s.verdict for s in states(rows)] == ["rejected"]
    assert agreement(rows).claims == 1


@pytest.mark.parametrize("wrong", [{"reliability": "G"}, {"credibility": 0}, {"credibility": 7}])
def test_grades_are_from_a_to_f_and_1_to_6(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="give a"):
        Detail(**wrong)  # type: ignore[arg-type]


def test_alpha_of_a_published_example() -> None:
    """Two coders, ten things, named 0 or 1: .095 (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011,
    A. binary data)."""
    pairs = zip("0100000000", "1110010010", strict=True)
    assert alpha(list(map(list, pairs))) == pytest.approx(0.095, abs=0.001)


def test_alpha_of_a_published_example_with_gaps() -> None:
    """Four coders, twelve things, five names, some not judged: .743 (the same, C. nominal data, any number of coders,
    missing data)."""
    coders = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    units = [[row[k] for row in coders if row[k] != "."] for k in range(12)]
    assert alpha(units) == pytest.approx(0.743, abs=0.001)


def test_alpha_is_one_for_full_agreement_about_naught_for_chance_and_unknown_without_variety() -> None:
    chance = random.Random(7)
    assert alpha([["a", "a"], ["b", "b"]]) == 1
    assert alpha([[chance.choice("ab"), chance.choice("ab")] for _ in range(20_000)]) == pytest.approx(0, abs=0.02)
    assert alpha([["a", "a"], ["a", "a"]]) is None
    assert alpha([["a"]]) is None
