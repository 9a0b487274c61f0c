"""The boundary rules of the codebook, five sentences each: a claim with the code that the rule gives stands among
those of the sentence."""

from pathlib import Path

import pytest
import yaml

import sayso

RULES = yaml.safe_load((Path(__file__).parents[2] / "data" / "boundary_rules.yaml").read_text(encoding="utf-8"))
NOT_YET = (
    # The reader sees no politics in it: too little for the topic gate.
    ("COERCE seize happened", "Customs officers in Tallinn seized a Russian cargo ship."),
    # As good as none of the words is one of politics to the reader.
    ("SANCTION discontinue happened", "Poland withdrew from the Ottawa convention."),
    # A trial that begins is taken for one that goes on.
    ("ACCUSE investigate happened", "The Tunisian authorities put the opposition leader on trial."),
    # Told by another act: drones that fly, a wish for calm.
    ("ASSAULT destroy happened", "Ukrainian air defences intercepted nine Russian drones."),
    ("RETREAT ceasefire demanded", "India urged Pakistan to de-escalate."),
    # No word names the harm, and the reader sees no threat in it.
    ("THREATEN happened", "The Sudanese general threatened the envoys with consequences."),
)
"""Sentences that a rule covers and that are not coded by it yet."""


CASES = [(r["code"], s) for r in RULES for s in r["sentences"] if (r["code"], s) not in NOT_YET]


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
