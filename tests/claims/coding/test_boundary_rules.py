"""The boundary rules of the codebook, five sentences each: a claim with the code that the rule gives stands among
those of the sentence."""

from pathlib import Path

import pytest
import yaml

import sayso

RULES = yaml.safe_load((Path(__file__).parents[2] / "data" / "boundary_rules.yaml").read_text(encoding="utf-8"))
KNOWN_WRONG = (
    "The rebels and the Sudanese government inked a deal in Juba.",
    "The army staged a coup in Lisbon.",
    "Athens delivered a demarche to Ankara over the overflights.",
    "The pope called for an end to the war in Ukraine.",
    "Kenya will pull its battalion out of Somalia; one company of soldiers will stay in Kismayo.",
)
"""Sentences of a rule that are not coded by it yet."""
WRONG = pytest.mark.xfail(strict=True, reason="not coded by its rule yet")
CASES = [
    pytest.param(row["code"], sentence, marks=WRONG if sentence in KNOWN_WRONG else ())
    for row in RULES
    for sentence in row["sentences"]
]


def codes(sentence: str) -> list[str]:
    claims = sayso.code(sayso.article({"text": sentence}))
    return [" ".join(filter(None, (claim.act, claim.mode, claim.status))) for claim in claims]


def test_every_rule_has_five_sentences() -> None:
    assert all(len(row["sentences"]) == 5 for row in RULES)


@pytest.mark.parametrize(("code", "sentence"), CASES)
def test_a_boundary_rule_codes_its_kind(code: str, sentence: str) -> None:
    assert code in codes(sentence)
