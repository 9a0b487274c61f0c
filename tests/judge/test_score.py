"""The scorer: what counts as the same, how claims are matched, and that the figures follow the rule."""

from typing import Any

import pytest

from sayso.judge import alike, score


def party(text: str, country: str | None = None) -> dict[str, Any]:
    return {"text": text, "name": text, "country": country}


def gold(predicate: tuple[int, int] = (10, 15), **fields: Any) -> dict[str, Any]:
    base = {
        "predicate": list(predicate),
        "evidence": [0, 40],
        "act": "ASSAULT",
        "mode": None,
        "status": "happened",
        "event_type": "ASSAULT",
    }
    lists = {
        "actors": [party("Mali", "MLI")],
        "recipients": [],
        "places": [],
        "time": None,
        "quantities": [],
        "movement": None,
    }
    return {**base, **lists, "chain": [{"name": "AFP", "kind": "publisher"}], **fields}


def found(of: dict[str, Any], **fields: Any) -> dict[str, Any]:
    start, end = of["predicate"]
    return {**of, "predicate": {"start": start, "end": end}, "attribution": of["chain"], "confidence": 0.9, **fields}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (party("Russian troops", "RUS"), party("troops", "RUS"), True),
        (party("troops", "RUS"), party("troops", "UKR"), False),
        (party("the U.S. army", "USA"), party("US army", "USA"), True),
        (party("Nikol Pashinyan", "ARM"), party("Pashinyan"), True),
        (party("rebels"), party("soldiers"), False),
        (party("Mali"), party("a man who had come from Mali a week ago and whom nobody there had known before"), False),
    ],
)
def test_parties(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    assert alike.same_party(one, other) is same


def test_parties_are_paired_one_to_one() -> None:
    mali, chad = party("Mali", "MLI"), party("Chad", "TCD")
    assert alike.same_parties([mali, chad], [chad, mali])
    assert not alike.same_parties([mali, chad], [mali])
    assert not alike.same_parties([mali, chad], [mali, mali])


def test_a_chain_is_compared_inside_publisher_and_own_agency() -> None:
    link = {"name": "the ministry", "kind": "organization"}
    agency = {"name": "Reuters", "kind": "agency"}
    own = alike.copy_agencies([[agency, link], [agency]])
    assert alike.same_chain([{"name": "X", "kind": "publisher"}, agency, link], [link], own)
    assert not alike.same_origin([link], [], own)


def test_everything_right_is_whole_and_a_wrong_status_is_not_core() -> None:
    claim = gold()
    assert score.judge([claim], [found(claim)]).verdicts[0].whole
    verdict = score.judge([claim], [found(claim, status="planned")]).verdicts[0]
    assert (verdict.fields["status"], verdict.core) == (False, False)


def test_a_field_that_only_the_prediction_has_is_wrong() -> None:
    claim = gold()
    verdict = score.judge([claim], [found(claim, places=[party("Gao", "MLI")])]).verdicts[0]
    assert verdict.core
    assert not verdict.whole


def test_either_coding_is_right() -> None:
    claim = gold(alt={"status": "ongoing"})
    assert score.judge([claim], [found(claim, status="ongoing")]).verdicts[0].core


def test_an_optional_claim_is_neither_asked_for_nor_charged() -> None:
    optional = gold(optional=True)
    assert score.figures([score.judge([optional], [])]).claims == score.Share(0, 0, 0)
    assert score.figures([score.judge([optional], [found(optional)])]).claims == score.Share(0, 0, 0)


def test_the_closest_is_matched_and_the_rest_is_noise() -> None:
    claim = gold()
    far = found(gold((30, 35)))
    judged = score.judge([claim], [far, found(claim)])
    assert judged.verdicts[0].found is not far
    assert score.figures([judged]).claims == score.Share(1, 2, 1)


def test_confidence_is_set_against_core_right() -> None:
    right, wrong = gold(), gold((30, 35), evidence=[28, 40])
    judged = score.judge([right, wrong], [found(right, confidence=0.9), found(wrong, confidence=0.2, status="planned")])
    figures = score.figures([judged])
    assert figures.ranking == 1.0
    assert figures.calibration_error == pytest.approx((0.1 + 0.2) / 2)
    assert figures.core.f1 == 0.5
