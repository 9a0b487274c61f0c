"""What people judged leaves a ledger as annotations that the corpus takes, and comes back as the claims it was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from training import ours

import sayso
from corpus import check, gold, standoff
from sayso.answers.corrections import CorrectedPage
from sayso.cli import main
from sayso.exports.annotations import annotation
from sayso.judge.score import judge
from sayso.records import Claim, from_json, to_json

TEXT = (
    "NAIROBI (Reuters) - Uganda will withdraw 200 soldiers from South Sudan by Friday, the defence ministry in "
    "Kampala said on Tuesday.\n\nRebels attacked a Kenyan convoy near Kismayo on Monday, killing three soldiers, a "
    "Somali police officer told AFP.\n\nFrance condemned the attack."
)
NEWS = [
    {"id": "one", "text": TEXT, "published": "2024-05-08", "publisher": "A paper"},
    {"id": "two", "text": "Chad expelled two Libyan diplomats on Sunday.", "published": "2024-05-08"},
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Claim]:
    """The claims of a ledger of two pages, by their words, before anybody judged them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "ledger"))
    Path("articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in NEWS))
    assert run("add", "articles.jsonl").exit_code == 0
    found = [from_json(line, Claim) for line in run("export").stdout.splitlines()]
    return {claim.predicate.text.split()[0]: claim for claim in found}


def judged(claim: Claim, who: str, *how: str) -> None:
    done = run("review", claim.id, "--by", who, *how)
    assert done.exit_code == 0, done.stderr


def annotated(*options: str) -> tuple[list[dict[str, Any]], str]:
    done = run("reviews", "--annotations", *options)
    assert done.exit_code == 0, done.stderr
    Path("annotations.jsonl").write_text(done.stdout)
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def checked(*files: str) -> int:
    return check.main(["annotations.jsonl", *files])


def test_claims_that_were_judged_come_back_as_they_should_be(ledger: dict[str, Claim]) -> None:
    right = replace(ledger["attacked"], status="possible")
    Path("right.json").write_bytes(to_json(right))
    judged(ledger["withdraw"], "ann", "--accept")
    judged(ledger["attacked"], "bob", "--amend", "right.json")
    rows, told = annotated()
    assert "1 page, 2 judgements" in told
    assert checked("articles.jsonl") == 0
    (text,) = standoff.annotated(rows, {row["id"]: row["text"] for row in NEWS}, "annotations.jsonl")
    want = [json.loads(to_json(claim)) for claim in (ledger["withdraw"], right)]
    scored = judge(gold.claims(text), want)
    assert [(v.gold["predicate"], v.gold["status"]) for v in scored.verdicts] == [
        ([32, 40], "planned"), ([139, 147], "possible"),
    ]  # fmt: skip
    assert all(v.found and all(v.fields.values()) for v in scored.verdicts)


def test_a_page_that_nobody_judged_and_what_is_disputed_stay_out(ledger: dict[str, Claim]) -> None:
    judged(ledger["expelled"], "ann", "--accept")
    judged(ledger["expelled"], "bob", "--reject")
    rows, told = annotated()
    assert rows == []
    assert "1 left out, disputed" in told
    judged(ledger["expelled"], "eve", "--reject", "--settle")
    (row,), _ = annotated()
    assert (row["id"], row["annotator"], row["acts"]) == ("two", "eve", [])


def test_what_is_no_claim_teaches_that_its_word_names_no_act(ledger: dict[str, Claim]) -> None:
    judged(ledger["condemned"], "ann", "--reject")
    judged(ledger["withdraw"], "ann", "--accept")
    rows, _ = annotated("--with-text")
    assert checked() == 0
    (text,) = standoff.annotated(rows, {}, "annotations.jsonl")
    sentences = ours.own_text(text).sentences
    acts = {s.words[n]: act for s in sentences for n, act in (s.acts or {}).items()}
    assert acts == {"withdraw": "RETREAT", "condemned": "none"}
    assert not any(s.all_acts for s in sentences), "nobody said that the page makes no other claim"


def test_what_one_merges_is_told_again_and_what_one_splits_is_several(ledger: dict[str, Claim]) -> None:
    other = replace(ledger["withdraw"], status="agreed")
    Path("split.jsonl").write_bytes(to_json(ledger["withdraw"]) + b"\n" + to_json(other) + b"\n")
    judged(ledger["withdraw"], "ann", "--split", "split.jsonl")
    judged(ledger["condemned"], "ann", "--merge", ledger["attacked"].id)
    (row,), _ = annotated()
    assert [(a["on"], a.get("status"), a.get("retold")) for a in row["acts"]] == [
        ("@32:40", "agreed", None), ("@32:40", "planned", None), ("@254:263", None, ["@139:147"]),
    ]  # fmt: skip
    assert checked("articles.jsonl") == 0


def test_what_a_person_entered_goes_out_too(ledger: dict[str, Claim]) -> None:
    mine = {"article_id": "two", "evidence": ["Chad expelled two Libyan diplomats on Sunday"], "predicate": "expelled",
            "act": "SANCTION", "mode": "expel", "status": "happened",
            "actors": [{"text": "Chad", "country": "TCD"}]}  # fmt: skip
    Path("mine.jsonl").write_text(json.dumps(mine) + "\n")
    assert run("claim", "add", "mine.jsonl", "--by", "eve").exit_code == 0
    (row,), _ = annotated()
    assert (row["annotator"], row["acts"][0]["on"], row["acts"][0]["actor"]) == ("eve", "@5:13", ["@0:4"])
    assert checked("articles.jsonl") == 0


def test_an_amendment_that_quotes_what_is_not_there_is_left_out_and_named(ledger: dict[str, Claim]) -> None:
    claim = ledger["expelled"]
    Path("wrong.json").write_bytes(to_json(replace(claim, predicate=replace(claim.predicate, text="invited"))))
    judged(claim, "ann", "--amend", "wrong.json")
    rows, told = annotated()
    assert rows == []
    assert f"1 left out, words that are not on the page ({claim.id}: " in told
    assert "'invited'" in told


def test_a_text_that_changed_since_is_not_taken_for_the_one_that_was_judged(
    ledger: dict[str, Claim], capsys: pytest.CaptureFixture[str]
) -> None:
    judged(ledger["expelled"], "ann", "--accept")
    annotated()
    assert checked() == 1
    assert "two: no text; write it with --with-text, or name the file of articles" in capsys.readouterr().out
    Path("articles.jsonl").write_text(json.dumps({"id": "two", "text": "Chad invited two diplomats on Sunday."}) + "\n")
    assert checked("articles.jsonl") == 1
    assert "the text is not the one that was judged" in capsys.readouterr().out


def test_a_ledger_without_texts_gives_no_annotations_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "bare"))
    (tmp_path / "news.jsonl").write_text(json.dumps(NEWS[1]) + "\n")
    assert run("add", str(tmp_path / "news.jsonl"), "--no-text").exit_code == 0
    assert run("review", "--by", "ann", "--accept", "--confidence-from", "0").exit_code == 0
    done = run("reviews", "--annotations")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 left out, the ledger keeps no text of the page" in done.stderr


@pytest.mark.parametrize(
    ("words", "quantity", "time"),
    [
        ("Rebels killed nearly 2,000 soldiers in Mali on 3 May 2024.", "2000 <2000 killed soldiers", "2024-05-03"),
        ("Rebels killed 12 soldiers in Mali in May 2024.", "12 killed soldiers", "2024-05"),
        ("Rebels killed dozens of soldiers in Mali on Friday.", "- >24 killed soldiers", "Friday"),
    ],
)
def test_numbers_and_days_are_coded_as_the_corpus_codes_them(words: str, quantity: str, time: str) -> None:
    article = sayso.article(words)
    page = CorrectedPage(article, ["ann"], sayso.code(article))
    (act,) = annotation(page)["acts"]
    assert (list(act["qty"].values()), list(act["time"].values())) == ([quantity], [time])
