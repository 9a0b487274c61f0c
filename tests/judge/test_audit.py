"""What auditors say → precision and recall that can be reckoned by hand, and intervals that hold what they promise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks.audit import FIGURES, HIGH, LOW, WIDEST, coverage

from sayso.errors import CodebookError, UsageError
from sayso.judge import verdicts
from sayso.judge.audit import Audit, audit, disputes, settle
from sayso.judge.bundle import LedgerState
from sayso.judge.estimates import JudgedStratum, collapsed, ratio, wilson
from sayso.judge.sample import SAMPLE_KIND, Sample, SampleItem
from sayso.judge.sampling import Stratum
from sayso.judge.verdicts import JUDGED_FIELDS, AuditVerdict

YES = AuditVerdict(True, dict.fromkeys(JUDGED_FIELDS, True), 0)
NO = AuditVerdict(False, {}, 0)


def sample(claims: dict[str, int], sentences: int = 0, drawn: int = 0, in_sentence: int = 1) -> Sample:
    """Two claims of each stratum, and some sentences."""
    items = [SampleItem(f"{name}{n}", "claim", name, 2 / size, "a", "v", 0, 9, in_sentence, "id", 0.5)
             for name, size in claims.items() for n in range(2)]  # fmt: skip
    items += [SampleItem(f"s{n}", "sentence", "silent", drawn / sentences, "a", "v", 0, 9) for n in range(drawn)]
    strata = tuple(Stratum(name, size, 2) for name, size in claims.items())
    silent = (Stratum("silent", sentences, drawn),) if sentences else ()
    return Sample(
        SAMPLE_KIND, "x", 1, "act", None, None, LedgerState(1, "", ""), ("c",), 1, 0, strata, silent, tuple(items)
    )


def value(found: Audit, name: str, measure: str) -> float:
    return float(getattr(found.figures[name], measure).value)


def test_precision_is_weighted_by_the_strata() -> None:
    """Half of 100 and all of 300 are right: 350 of 400, where the sample has three of four."""
    found = audit(sample({"a": 100, "b": 300}), [{"a0": YES, "a1": NO, "b0": YES, "b1": YES}])
    assert value(found, "claim", "precision") == pytest.approx(350 / 400)


def test_recall_counts_what_is_missed_in_other_sentences_and_beside_claims() -> None:
    """200 claims right; of 50 sentences one in five misses one claim; one claim in two has another missed in its
    sentence, in which the coder has two claims: 200 of 200 + 10 + 200 / 2 / 2."""
    said = {"a0": replace(YES, missed=1), "a1": YES, **{f"s{n}": AuditVerdict(missed=int(n == 0)) for n in range(5)}}
    found = audit(sample({"a": 200}, 50, 5, in_sentence=2), [said])
    assert value(found, "claim", "recall") == pytest.approx(200 / 260)
    assert value(found, "claim", "precision") == 1


def test_a_field_is_right_only_in_a_right_claim_and_core_needs_all_of_its_fields() -> None:
    wrong_place = AuditVerdict(True, {**dict.fromkeys(JUDGED_FIELDS, True), "places": False}, 0)
    wrong_actor = AuditVerdict(True, {**dict.fromkeys(JUDGED_FIELDS, True), "actors": False}, 0)
    found = audit(sample({"a": 10, "b": 10}), [{"a0": wrong_place, "a1": wrong_actor, "b0": NO, "b1": YES}])
    figures = [value(found, n, "precision") for n in ("claim", "places", "actors", "core", "every field")]
    assert figures == [0.75, 0.5, 0.5, 0.5, 0.25]


def test_without_sentences_there_is_no_recall_and_all_judged_leaves_no_doubt() -> None:
    found = audit(sample({"a": 2}, 50, 0), [{"a0": YES, "a1": NO}])
    assert found.figures["claim"].recall is None
    precision = found.figures["claim"].precision
    assert precision is not None
    assert (precision.low, precision.value, precision.high) == (0.5, 0.5, 0.5)


def test_what_is_unclear_counts_for_nothing_but_is_counted() -> None:
    unclear = AuditVerdict(True, {**dict.fromkeys(JUDGED_FIELDS, True), "time": None}, 0, unclear=1)
    found = audit(sample({"a": 10}), [{"a0": unclear, "a1": AuditVerdict(True, {**YES.fields, "time": False}, 0)}])
    assert (value(found, "time", "precision"), value(found, "act", "precision"), found.unclear) == (0, 1, 1)


def test_two_auditors_are_averaged_until_a_third_settles_it() -> None:
    one, two = {"a0": YES, "a1": YES}, {"a0": YES, "a1": NO}
    found = audit(sample({"a": 10}), [one, two])
    assert (value(found, "claim", "precision"), found.open, found.settled) == (0.75, 1, 0)
    assert (found.agreement["claim"].claims, found.agreement["claim"].alike) == (2, 1)
    third = {"a1": AuditVerdict(claim=False)}
    settled = audit(sample({"a": 10}), [one, two], third)
    assert (value(settled, "claim", "precision"), settled.open, settled.settled) == (0.5, 0, 1)
    assert settled.agreement == found.agreement
    assert disputes(settle(("a0", "a1"), [one, two], {})) == {"a1": ["claim"]}


def test_a_stratum_that_nobody_judged_is_put_to_the_others() -> None:
    found = audit(sample({"a": 100, "b": 300}), [{"a0": YES, "a1": NO}])
    assert value(found, "claim", "precision") == 0.5
    assert (found.judged, found.drawn) == (2, 4)
    with pytest.raises(UsageError, match="no item is judged"):
        audit(sample({"a": 100}), [{}])


def test_wilson_is_that_of_the_books() -> None:
    """Ten of ten, and one of ten (Newcombe 1998 has the second as .0179 to .4042)."""
    assert wilson(1.0, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert wilson(0.1, 10) == pytest.approx((0.0179, 0.4042), abs=1e-4)


def test_nothing_wrong_in_a_sample_is_no_proof_that_nothing_is() -> None:
    found = ratio([JudgedStratum(1000, [(1, 1)] * 10)])
    assert found is not None
    assert (round(found.low, 4), found.high) == (0.7225, 1.0)
    assert ratio([JudgedStratum(3, [(0, 0)] * 2)]) is None
    assert collapsed([JudgedStratum(5, [(1, 1)]), JudgedStratum(9, [(0, 1)] * 2)]) == [
        JudgedStratum(14, [(1, 1), (0, 1), (0, 1)])
    ]


@pytest.mark.parametrize("name", ["as measured on news", "half of it drawn"])
def test_intervals_hold_the_truth_as_often_as_they_say(name: str) -> None:
    """Forty fixed seeds; `python -m benchmarks.audit` asks a thousand. By chance alone fewer than 34 of 40 would hold
    it in one of 75 such rows."""
    found = coverage(name, range(40))
    assert set(found) == set(FIGURES)
    assert all(share >= 34 / 40 for _, share, _ in found.values()), found
    assert all(width <= WIDEST for *_, width in found.values()), found
    assert LOW <= sum(share for _, share, _ in found.values()) / len(found) <= HIGH + 0.02


HEAD = ",".join(["item", *verdicts.SHEET_COLUMNS])
KNOWN = {"x-1": "claim", "x-2": "sentence"}


def sheet(*rows: str, between: str = ",") -> dict[str, AuditVerdict]:
    text = "\n".join([HEAD, *rows]).replace(",", between)
    return verdicts.read(text.encode("utf-8-sig"), "ann.csv", KNOWN)


def test_sheets_are_read_as_spreadsheets_save_them() -> None:
    row = "x-1,Y,yes,y,1,TRUE,n,no,false,0,?,y,2.0,why"
    for between in (",", ";", "\t"):
        found = sheet(row, "x-2,,,,,,,,,,,,1,", between=between)
        assert found["x-1"].claim
        assert [found["x-1"].fields[name] for name in JUDGED_FIELDS] == [True] * 4 + [False] * 4 + [None, True]
        assert (found["x-1"].missed, found["x-1"].unclear, found["x-2"].missed) == (2, 1, 1)


def test_columns_that_nobody_fills_in_are_not_asked_and_rows_left_blank_are_not_judged() -> None:
    found = sheet("x-1,y,y,,y,,,,,,,,0,", "x-2,,,,,,,,,,,,,later")
    assert set(found) == {"x-1"}
    assert {name for name, said in found["x-1"].fields.items() if said is not None} == {"act", "status"}


@pytest.mark.parametrize(("row", "told"), [
    ("x-1,maybe,,,,,,,,,,,0,", "ann.csv:2: claim_right is 'maybe'; write y, n, or ?"),
    ("x-9,y,,,,,,,,,,,0,", "no item 'x-9' in the sample"),
    ("x-1,y,,,,,,,,,,,,", "missed of item x-1 is blank"),
    ("x-1,y,,,,,,,,,,,many,", "missed is 'many'; write how many"),
    ("x-2,y,,,,,,,,,,,0,", "claim_right is for claims, and this is a sentence"),
])  # fmt: skip
def test_what_cannot_be_a_verdict_is_told_with_its_line(row: str, told: str) -> None:
    with pytest.raises(CodebookError) as failed:
        sheet(row)
    assert told in str(failed.value)


def test_an_item_judged_twice_and_what_is_no_sheet_are_refused() -> None:
    with pytest.raises(CodebookError, match="item x-1 stands in two rows"):
        sheet("x-1,n,,,,,,,,,,,0,", "x-1,n,,,,,,,,,,,0,")
    with pytest.raises(CodebookError, match="no column 'item'"):
        verdicts.read(b"a,b\n1,2\n", "x.csv", KNOWN)
    with pytest.raises(CodebookError, match="save the sheet as CSV in UTF-8"):
        verdicts.read(b"\xff\xfe\x00", "x.csv", KNOWN)
