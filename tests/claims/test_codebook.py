"""A user's codebook: new types, modes and words count without retraining, and every fault is named by file and line."""

import json
from pathlib import Path

import pytest

import sayso
from sayso import pipeline
from sayso.claims import codebook
from sayso.claims.codebook import Codebook
from sayso.claims.coding.extract import coder
from sayso.errors import CodebookError
from sayso.records import Claim
from tests.cli.test_coding import sayso as command

EXAMPLE = Path(__file__).parents[2] / "docs" / "my-codebook.yaml"
JAMAICA = "Jamaica extradited the suspected gunrunner to the United States on Monday."


def claims(text: str, book: Codebook) -> list[Claim]:
    return list(pipeline.code(sayso.article({"text": text}), codebook=book).claims)


@pytest.fixture(scope="module")
def example() -> Codebook:
    return codebook.load_codebook(EXAMPLE)


def test_a_new_type_is_coded_with_its_parties(example: Codebook) -> None:
    (claim,) = claims(JAMAICA, example)
    assert (claim.act, claim.event_type, claim.status) == ("EXTRADITE", "EXTRADITE", "happened")
    assert [p.country for p in claim.actors] == ["JAM"]
    assert "USA" in [p.country for p in claim.recipients]


def test_a_new_type_lives_by_the_rules_of_the_one_it_is_like(example: Codebook) -> None:
    (claim,) = claims("Jamaica refused to extradite the suspected gunrunner to the United States.", example)
    assert (claim.act, claim.status, claim.event_type, claim.event_mode) == ("EXTRADITE", "refused", "REJECT", "assist")


def test_a_new_mode_of_a_packaged_type(example: Codebook) -> None:
    (claim,) = claims("The Russian army jammed the GPS of Finnish airliners over the Gulf of Finland.", example)
    assert (claim.act, claim.mode) == ("ASSAULT", "jamming")
    assert example.ontology.score("ASSAULT", "jamming") == -8
    assert example.ontology.score("ASSAULT", "aerial") == sayso.ontology.score("ASSAULT", "aerial")


def test_words_can_be_taken_out() -> None:
    text = "French forces attacked rebel positions in Chad."
    silent = codebook.parse("words: [{act: none, pos: verb, words: attack}]", "mine.yaml")
    assert claims(text, codebook.NO_CODEBOOK)
    assert claims(text, silent) == []


def test_a_needed_class_must_be_there(example: Codebook) -> None:
    assert not [
        c for c in claims("The ministry in Paris jammed the date into a busy week.", example) if c.mode == "jamming"
    ]


def test_the_packaged_codebook_stays_as_it_is(example: Codebook) -> None:
    assert {c.act for c in claims(JAMAICA, codebook.NO_CODEBOOK)} <= set(sayso.ontology.TYPES)
    assert "EXTRADITE" not in sayso.ontology.TYPES


def test_who_codes_by_another_codebook_is_another_coder(example: Codebook) -> None:
    assert coder(example) != coder()
    assert coder(example) == coder(codebook.load_codebook(EXAMPLE))
    assert claims(JAMAICA, example)[0].coder == coder(example)


FAULTS = [
    ("types:\n  EXTRADITE: {score: 4}\n", 2, "`like`"),
    ("types:\n  EXTRADITE:\n    like: COOPERATION\n", 3, "COOPERATION"),
    ("types:\n  extradite: {like: AID}\n", 2, "capitals"),
    ("types:\n  AID: {like: COOPERATE}\n", 2, "AID"),
    ("types:\n  AID: {score: 12}\n", 2, "-10"),
    ("types:\n  AID:\n    modes:\n      food: high\n", 4, "food"),
    ("types:\n  AID: {quad: XX}\n", 2, "XX"),
    ("types: AID\n", 1, "mapping"),
    ("typos: {}\n", 1, "typos"),
    ("words:\n- {act: HELP, pos: verb, words: help}\n", 2, "HELP"),
    ("words:\n- act: AID\n  mode: foods\n  pos: verb\n  words: feed\n", 3, "foods"),
    ("words:\n- {act: AID, words: feed}\n", 2, "pos"),
    ("words:\n- {act: AID, pos: adverb, words: kindly}\n", 2, "adverb"),
    ("words:\n- {act: AID, pos: verb, words: ' '}\n", 2, "words"),
    ("words:\n- {act: AID, pos: verb, words: feed, frame: sideways}\n", 2, "sideways"),
    ("words:\n- {act: AID, pos: verb, words: feed, needs: [foods]}\n", 2, "foods"),
    ("words:\n- {act: AID, pos: verb, words: feed, needs: food}\n", 2, "brackets"),
    ("words:\n- act: AID\n  pos: verb\n  words: feed\n  when:\n  - {act: none}\n", 6, "object"),
    ("words:\n- {act: AID, pos: verb, words: feed, when: [{object: [aid_nouns], act: X}]}\n", 2, "'X'"),
    ("words:\n- {act: none, pos: verb, words: feed, mode: x}\n", 2, "mode"),
    ("classes: {aid_nouns: bread}\n", 1, "aid_nouns"),
    ("classes:\n  mine: bread, @theirs\n", 2, "theirs"),
    ("classes:\n  a: x\n  a: y\n", 3, "twice"),
    ("classes: &x {a: b}\nwords: *x\n", 2, "alias"),
    ("types: {AID: [}\n", 1, "YAML"),
    ("- AID\n", 1, "mapping"),
    ("", 1, "mapping"),
    ("types:\n  1: {}\n", 2, "text"),
]


@pytest.mark.parametrize(
    ("text", "line", "word"), FAULTS, ids=[text.split("\n")[0][:40] + str(i) for i, (text, _, _) in enumerate(FAULTS)]
)
def test_a_fault_is_named_by_file_and_line(text: str, line: int, word: str) -> None:
    with pytest.raises(CodebookError) as caught:
        codebook.parse(text, "mine.yaml")
    assert f"mine.yaml:{line}: " in str(caught.value)
    assert word in str(caught.value)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(CodebookError) as caught:
        codebook.parse(
            "words:\n- {act: HELP, pos: verb, words: help}\n- {act: AID, pos: verb, words: feed, frame: odd}\n",
            "mine.yaml",
        )
    assert [line for line, _ in caught.value.problems] == [2, 3]


def test_the_command_line_names_the_fault_and_makes_nothing(tmp_path: Path) -> None:
    story, wrong = tmp_path / "story.txt", tmp_path / "wrong.yaml"
    story.write_text(JAMAICA, encoding="utf-8")
    wrong.write_text("types:\n  EXTRADITE: {score: 4}\n", encoding="utf-8")
    for words in (
        ("code",),
        ("annotate", "--layers", "claims"),
        ("why",),
        ("relate",),
        ("add", "--ledger", str(tmp_path / "kept")),
    ):
        done = command(words[0], str(story), *words[1:], "--codebook", str(wrong))
        assert done.returncode == 2
        assert b"wrong.yaml:2: " in done.stderr
    assert not (tmp_path / "kept").exists()
    assert command("code", str(story), "--codebook", str(tmp_path / "none.yaml")).returncode == 2


def test_the_command_line_codes_and_relates_by_it(tmp_path: Path) -> None:
    story, pairs = tmp_path / "story.txt", tmp_path / "pairs.jsonl"
    story.write_text(JAMAICA, encoding="utf-8")
    row = {"id": 1, "sentence": JAMAICA, "actor": [0, 7], "recipient": [49, 62]}
    pairs.write_text(json.dumps(row), encoding="utf-8")
    (claim,) = (
        json.loads(line) for line in command("code", str(story), "--codebook", str(EXAMPLE)).stdout.splitlines()
    )
    assert claim["act"] == "EXTRADITE"
    assert json.loads(command("relate", str(pairs), "--codebook", str(EXAMPLE)).stdout)["event_type"] == "EXTRADITE"
