"""`sayso why`: for a claim the rule or head, the words and the alternatives; for the rest the first stage that said
no."""

from pathlib import Path

import pytest

import sayso
from sayso import pipeline, settings
from sayso.records import Reason
from tests.cli.test_coding import sayso as command

STORY = "Kenya has agreed to withdraw 200 soldiers from Somalia, the defence minister said on Tuesday."


def reasons(text: str) -> dict[str, Reason]:
    coded = pipeline.code(sayso.article({"text": text}))
    ((_, found),) = coded.coding.why(coded.claims[0].id)
    return {reason.field: reason for reason in found}


def stages(text: str, limits: settings.Settings | None = None) -> list[tuple[str, str]]:
    return [(u.stage, u.reason) for u in pipeline.code(sayso.article({"text": text}), limits).coding.uncoded]


def test_every_decided_field_has_its_rule_and_its_words() -> None:
    found = reasons(STORY)
    assert list(found) == [
        "act",
        "claimed",
        "status",
        "event_type",
        "actors",
        "recipients",
        "places",
        "attribution",
        "interested",
    ]
    assert found["act"].rule == "acts.yaml: verb 'withdraw'"
    assert found["places"].rule == "gazetteer 51537"
    assert found["status"].words is not None
    assert found["status"].words.text == "agreed"
    assert found["actors"].words is not None
    assert found["actors"].words.text == "Kenya"
    for reason in found.values():
        if reason.words is not None:
            assert STORY[reason.words.start : reason.words.end] == reason.words.text


def test_alternatives_come_with_their_chances_best_first() -> None:
    for field in ("act", "status", "actors"):
        scores = [score for _, score in reasons(STORY)[field].scores]
        assert scores
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_a_word_that_no_table_has_is_the_readers() -> None:
    coded = pipeline.code(
        sayso.article({"text": "Police in Harare frogmarched an opposition leader out of court on Friday."})
    )
    rules = [reason.rule for _, found in coded.coding.reasons for reason in found if reason.field == "act"]
    assert any(rule.startswith("the reader's act head") for rule in rules)


@pytest.mark.parametrize(
    ("text", "stage", "word"),
    [
        ("The evening was warm and the lake lay still.", "events", "no word that names an act"),
        pytest.param(
            "Germany invaded the Italian half from the first whistle and won 1-0.",
            "topic",
            "politics",
            marks=pytest.mark.xfail(strict=True, reason="two countries and an invasion are taken for politics"),
        ),
        ("The French striker attacked the left wing and scored before the break.", "topic", "politics"),
        (
            "Le président a annoncé lundi le retrait des soldats français du Mali, selon le ministère des armées.",
            "language",
            "fr",
        ),
    ],
)
def test_what_is_not_coded_names_the_first_stage_that_said_no(text: str, stage: str, word: str) -> None:
    ((found, reason),) = stages(text)
    assert found == stage
    assert word in reason


def test_a_sentence_over_the_limit_is_named() -> None:
    assert ("length", "longer than SAYSO_MAX_SENTENCE_CHARS") in stages(STORY, settings.Settings(max_sentence_chars=20))


def test_nothing_is_lost_between_claims_and_what_was_not_coded() -> None:
    text = STORY + " The evening was warm and the lake lay still. Uganda expelled two Rwandan diplomats on Monday."
    coded = pipeline.code(sayso.article({"text": text}))
    with_claims = {claim.sentence for claim in coded.claims}
    without = {u.sentence for u in coded.coding.uncoded}
    assert with_claims | without == {0, 1, 2}
    assert not with_claims & without


def test_the_command_prints_one_line_a_field_with_chances(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    lines = command("why", str(path), "--claim", "").stdout.decode().splitlines()
    (status,) = [line for line in lines if line.startswith("  status")]
    assert "by status.yaml" in status
    assert "; the reader: " in status
