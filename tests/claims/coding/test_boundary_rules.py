"""The boundary rules of the codebook, five sentences each: a claim with the code that the rule gives stands among
those of the sentence."""

from pathlib import Path

import pytest
import yaml

import sayso

RULES = yaml.safe_load((Path(__file__).parents[2] / "data" / "boundary_rules.yaml").read_text(encoding="utf-8"))
CASES = [(row["code"], sentence) for row in RULES for sentence in row["sentences"]]
NOT_YET = (
    # The reader sees no politics in it: too little for the topic gate.
    ("COERCE seize happened", "The army staged a coup in Lisbon."),
    # The soldiers are taken for the Somali ones.
    ("PRESENT planned", "Kenya will pull its battalion out of Somalia; one company of soldiers will stay in Kismayo."),
)
"""Sentences beside the five that their rule covers and that are not coded by it yet."""


def codes(sentence: str) -> list[str]:
    claims = sayso.code(sayso.article({"text": sentence}))
    return [" ".join(filter(None, (claim.act, claim.mode, claim.status))) for claim in claims]


def test_every_rule_has_five_sentences() -> None:
    assert all(len(row["sentences"]) == 5 for row in RULES)


@pytest.mark.parametrize(("code", "sentence"), CASES)
def test_a_boundary_rule_codes_its_kind(code: str, sentence: str) -> None:
    assert code in codes(sentence)


@pytest.mark.xfail(strict=True, reason="not coded by its rule yet")
@pytest.mark.parametrize(("code", "sentence"), NOT_YET)
def test_a_boundary_rule_codes_what_is_known_wrong(code: str, sentence: str) -> None:
    assert code in codes(sentence)
