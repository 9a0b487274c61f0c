"""Claims that people enter: checked like any other, beside the machine's, of an article or of a file by its hash."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main

TEXT = "NAIROBI, May 2 (Reuters) - Kenya withdrew 90 soldiers from Somalia on Monday, Amina Wanjiru said."
MINE: dict[str, Any] = {
    "article_id": "a1", "evidence": ["Kenya withdrew 90 soldiers from Somalia on Monday"], "predicate": "withdrew",
    "act": "RETREAT", "mode": "withdraw", "status": "happened", "actors": [{"text": "Kenya", "country": "KEN"}],
    "time": "on Monday",
}  # fmt: skip
SHOWN: dict[str, Any] = {
    "evidence": ["20 tanks stand at the base near Kismayo"], "predicate": "stand", "act": "PRESENT",
    "status": "ongoing", "movement": {"change": "remain", "forces": [{"text": "tanks", "country": "KEN"}]},
    "places": [{"text": "Kismayo", "country": "SOM", "precision": "city", "lat": -0.35, "lon": 42.54}],
}  # fmt: skip
SHOWS = "About 20 tanks stand at the base near Kismayo."


def sayso(*arguments: str, given: list[Any] | None = None) -> Result:
    lines = "".join(json.dumps(row) + "\n" for row in given or [])
    return CliRunner().invoke(main, list(arguments), input=lines)


@pytest.fixture
def kept(where: str, tmp_path: Path) -> str:
    page = {"id": "a1", "text": TEXT, "published": "2023-05-03"}
    (tmp_path / "news.jsonl").write_text(json.dumps(page), encoding="utf-8")
    assert sayso("add", str(tmp_path / "news.jsonl"), "--ledger", where).exit_code == 0
    return where


def enter(where: str, *given: Any, by: str = "ann", options: tuple[str, ...] = ()) -> Result:
    return sayso("claim", "add", "-", "--by", by, *options, "--ledger", where, given=list(given))


def claims(where: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in sayso("export", "--ledger", where).stdout.splitlines()]


def test_a_claim_stands_beside_the_machines_under_the_id_of_its_words(kept: str) -> None:
    done = enter(kept, MINE)
    assert done.exit_code == 0, done.output
    assert "added 1 claim by human:ann; 0 refused" in done.stderr
    machine, mine = claims(kept)
    assert (mine["coder"]["name"], mine["id"]) == ("human:ann", machine["id"])
    assert (mine["event_type"], mine["confidence"], mine["time"]["edtf"]) == ("RETREAT", 1.0, "2023-05-01")
    assert [link["name"] for link in mine["attribution"]] == ["Reuters"]


def test_the_same_claim_again_changes_nothing_and_another_on_the_same_word_is_another(kept: str) -> None:
    enter(kept, MINE)
    assert "added 0 claims by human:ann; 1 was there" in enter(kept, MINE).stderr
    assert "added 1 claim" in enter(kept, {**MINE, "status": "denied"}).stderr
    assert "added 1 claim" in enter(kept, MINE, by="bob").stderr
    found = claims(kept)
    assert len({(c["id"], c["coder"]["name"]) for c in found}) == len(found) == 4


def test_what_does_not_verify_is_refused_with_its_line_and_the_others_kept(kept: str) -> None:
    bad = [{**MINE, "evidence": ["Kenya withdrew 9,000 soldiers"]}, {**MINE, "act": "LEAVE"}, {**MINE, "vote": 1}, 7]
    done = enter(kept, *bad, MINE, options=("--article", "a1"))
    assert done.exit_code == 1
    for number, words in ((1, "does not stand in the article"), (2, "is no type of act"), (3, "vote: is no field"),
                          (4, "must be an object")):  # fmt: skip
        assert any(f":{number}: " in line and words in line for line in done.stderr.splitlines()), words
    assert len(claims(kept)) == 2


def test_a_dry_run_checks_and_keeps_nothing(kept: str) -> None:
    done = enter(kept, MINE, options=("--dry-run",))
    assert "would add 1 claim" in done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert len(claims(kept)) == 1


def test_a_person_may_give_a_date_and_a_number_that_sayso_does_not_read(kept: str) -> None:
    mine = {**MINE, "time": {"text": "Monday", "edtf": "2023-04-24"},
            "quantities": [{"text": "Somalia", "value": 1, "of": "places"}]}  # fmt: skip
    assert enter(kept, mine).exit_code == 0
    assert claims(kept)[1]["time"]["edtf"] == "2023-04-24"
    assert claims(kept)[1]["quantities"][0]["value"] == 1
    wrong = enter(kept, {**MINE, "time": {"text": "Monday", "edtf": "last week"}})
    assert "is no date (EDTF)" in wrong.stderr


def test_of_a_picture_the_hash_is_evidence_and_is_cited(where: str, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8picture")
    sha = hashlib.sha256(photo.read_bytes()).hexdigest()
    options = ("--file", str(photo), "--shows", SHOWS, "--published", "2024-05-03")
    assert enter(where, SHOWN, options=options).exit_code == 0
    assert "1 was there" in enter(where, SHOWN, options=options).stderr
    (mine,) = claims(where)
    assert [w["text"] for w in mine["evidence"]] == ["20 tanks stand at the base near Kismayo", f"SHA-256 {sha}"]
    bundle = tmp_path / "claim.json"
    sayso("cite", mine["id"], "--format", "bundle", "--with-text", "-o", str(bundle), "--ledger", where)
    assert sha in bundle.read_text(encoding="utf-8")
    assert "holds (seal, id, evidence and every span)" in sayso("verify", str(bundle)).stdout
    table = sayso("presence", "--force", "KEN", "--place", "Somalia", "--ledger", where).stdout
    assert "ann in its own words" in table
    assert "“drove” does not stand" in enter(where, {**SHOWN, "predicate": "drove"}, options=options).stderr


def test_an_original_in_another_language_takes_claims_too(where: str, tmp_path: Path) -> None:
    text = "NAIROBI, 2 mai - Le Kenya a retiré 90 soldats de Somalie lundi, a déclaré la ministre Amina Wanjiru."
    (tmp_path / "fr.jsonl").write_text(json.dumps({"id": "fr", "text": text}), encoding="utf-8")
    sayso("add", str(tmp_path / "fr.jsonl"), "--ledger", where)
    mine = {"article_id": "fr", "evidence": ["Le Kenya a retiré 90 soldats de Somalie lundi"], "predicate": "a retiré",
            "act": "RETREAT", "mode": "withdraw", "status": "happened", "actors": ["Le Kenya"],
            "time": {"text": "lundi", "edtf": "2023-05-01"}}  # fmt: skip
    assert enter(where, mine).exit_code == 0
    assert claims(where)[0]["predicate"]["text"] == "a retiré"


@pytest.mark.parametrize(("given", "options", "words"), [
    ([{**MINE, "article_id": "a9"}], (), "no article 'a9'"),
    ([{k: v for k, v in MINE.items() if k != "article_id"}], (), "of which article?"),
    ([MINE], ("--file", "nowhere.jpg"), "--file and --shows go together"),
    ([MINE], ("--file", "nowhere.jpg", "--shows", "x"), "cannot be read"),
])  # fmt: skip
def test_what_is_missing_is_told(kept: str, given: list[Any], options: tuple[str, ...], words: str) -> None:
    done = enter(kept, *given, options=options)
    assert done.exit_code in (1, 2)
    assert words in done.stderr
    assert len(claims(kept)) == 1


def test_who_enters_them_must_be_named_and_a_text_must_be_there(where: str, tmp_path: Path) -> None:
    (tmp_path / "n.jsonl").write_text(json.dumps({"id": "a1", "text": TEXT}), encoding="utf-8")
    sayso("add", str(tmp_path / "n.jsonl"), "--no-text", "--ledger", where)
    assert "does not keep its text" in enter(where, MINE).stderr
    assert enter(where, MINE, by=" ").exit_code == 2
