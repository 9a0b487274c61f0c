"""A ledger brought to another coder: ids stay, so do reviews and citations; what changed is told, what vanished is
stale."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from benchmarks.reports import HAND, Report
from click.testing import CliRunner, Result

from sayso import pipeline
from sayso.answers.store import open_ledger
from sayso.claims.coding import extract
from sayso.cli import main
from sayso.ledger.batch import Addition
from sayso.records import Article, Claim, Coder, from_json

PAGES = {
    "one": "NAIROBI, March 4 (Reuters) - Kenya sent 200 soldiers to Somalia on Friday, Amina Wanjiru said.",
    "two": "NAIROBI, May 2 (Reuters) - Kenya extradited a smuggler to Somalia on Monday.\n\n"
    "Somalia expelled three Kenyan diplomats on Tuesday, Foreign Minister Amina Wanjiru said.",
}
BOOK = """
types:
  EXTRADITE: {like: COOPERATE, says: hands a wanted person over}
words:
- {act: EXTRADITE, pos: verb, words: extradite}
- {act: none, pos: verb, words: expel}
"""
"""One word gets another type, one is no act any more."""


def sayso(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def book(tmp_path: Path) -> str:
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    return str(tmp_path / "book.yaml")


def add(where: str, folder: Path, pages: dict[str, str], *options: str, **fields: str) -> None:
    rows = [{"id": n, "text": t, "published": "2023-05-03", "url": f"https://x.example/{n}", **fields}
            for n, t in pages.items()]  # fmt: skip
    (folder / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = sayso("add", str(folder / "news.jsonl"), *options, "--ledger", where)
    assert done.exit_code == 0, done.output


def claims(where: str, *options: str) -> dict[str, dict[str, Any]]:
    rows = map(json.loads, sayso("export", *options, "--ledger", where).stdout.splitlines())
    return {row["predicate"]["text"].split()[0]: row for row in rows}


def changes(done: Result) -> dict[str, dict[str, Any]]:
    assert done.exit_code == 0, done.output
    return {row["change"]: row for row in map(json.loads, done.stdout.splitlines())}


def test_ids_survive_and_what_changed_is_a_diff(where: str, tmp_path: Path, book: str) -> None:
    add(where, tmp_path, PAGES)
    old = claims(where)
    done = sayso("recode", "--codebook", book, "--ledger", where)
    told, new = changes(done), claims(where)
    assert set(told) == {"changed", "gone"}
    assert told["changed"]["fields"]["act"] == {"before": "COOPERATE", "after": "EXTRADITE"}
    assert (told["gone"]["claim"], told["gone"]["act"]) == (old["expelled"]["id"], "SANCTION")
    assert {word: row["id"] for word, row in new.items()} == {w: old[w]["id"] for w in ("sent", "extradited")}
    assert {row["coder"]["model"] for row in new.values()} != {row["coder"]["model"] for row in old.values()}
    assert "recoded 2 texts: 1 claim as it was, 1 changed (act 1" in done.stderr
    assert len(sayso("export", "--all", "--ledger", where).stdout.splitlines()) == 5


def test_reviews_and_citations_stay_and_what_vanished_makes_them_stale(where: str, tmp_path: Path, book: str) -> None:
    add(where, tmp_path, PAGES)
    old = claims(where)
    for word in ("extradited", "expelled"):
        sayso("review", old[word]["id"], "--by", "ann", "--accept", "--ledger", where)
    told = changes(sayso("recode", "--codebook", book, "--ledger", where))
    assert (told["changed"]["reviewed_by"], told["changed"]["stale"]) == (["ann"], False)
    assert (told["gone"]["reviewed_by"], told["gone"]["stale"]) == (["ann"], True)
    states = {row["claim"]: row for row in map(json.loads, sayso("reviews", "--ledger", where).stdout.splitlines())}
    kept, gone = states[old["extradited"]["id"]], states[old["expelled"]["id"]]
    assert (kept["verdict"], kept["stale"], kept["recoded"]) == ("accepted", False, True)
    assert (gone["verdict"], gone["stale"]) == ("accepted", True)
    for word, act in (("extradited", "EXTRADITE"), ("expelled", "SANCTION expel")):
        cited = sayso("cite", old[word]["id"], "--ledger", where)
        assert cited.exit_code == 0
        assert act in cited.stdout


def test_the_diff_for_people_has_a_line_before_and_a_line_after(where: str, tmp_path: Path, book: str) -> None:
    add(where, tmp_path, PAGES)
    sayso("review", claims(where)["expelled"]["id"], "--by", "ann", "--accept", "--ledger", where)
    shown = sayso("recode", "--codebook", book, "--format", "diff", "--dry-run", "--ledger", where).stdout
    assert "  - act: COOPERATE\n  + act: EXTRADITE\n" in shown
    assert "SANCTION expel happened  two  “expelled three Kenyan diplomats”" in shown
    assert "    judged by ann: the judgement is stale now\n" in shown


def test_a_dry_run_keeps_nothing_and_says_the_same(where: str, tmp_path: Path, book: str) -> None:
    add(where, tmp_path, PAGES)
    with open_ledger(where) as ledger:
        before = ledger.sizes()
    dry = sayso("recode", "--codebook", book, "--dry-run", "--ledger", where)
    with open_ledger(where) as ledger:
        assert ledger.sizes() == before
    assert "would recode 2 texts" in dry.stderr
    assert dry.stdout == sayso("recode", "--codebook", book, "--ledger", where).stdout


def test_a_run_that_was_stopped_goes_on_where_it_stopped(
    where: str, tmp_path: Path, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(where, tmp_path, PAGES)
    read: list[str] = []

    def reading(article: Article, **options: Any) -> pipeline.Coded:
        read.append(article.id)
        if len(read) == 2:
            raise KeyboardInterrupt
        return code(article, **options)

    code = pipeline.code
    monkeypatch.setattr(pipeline, "code", reading)
    assert sayso("recode", "--codebook", book, "--ledger", where).exit_code == 130
    assert sayso("recode", "--codebook", book, "--ledger", where).exit_code == 0
    assert read == ["one", "two", "two"]
    again = sayso("recode", "--codebook", book, "--ledger", where)
    assert "recoded 0 texts" in again.stderr
    assert read == ["one", "two", "two"]


def test_an_article_that_a_stage_fails_on_is_told_and_the_others_are_recoded(
    where: str, tmp_path: Path, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(where, tmp_path, PAGES)
    whole = extract.code_document

    def broken(document: Any) -> Any:
        if document.article.id == "one":
            raise ValueError("broke")
        return whole(document)

    monkeypatch.setattr(extract, "code_document", broken)
    done = sayso("recode", "--codebook", book, "--ledger", where)
    assert done.exit_code == 1
    assert "rejected [claims/failed] one: claims failed on it (ValueError: broke)" in done.stderr
    assert "recoded 1 text" in done.stderr


def test_texts_that_were_not_kept_stay_as_they_were_read(where: str, tmp_path: Path, book: str) -> None:
    add(where, tmp_path, PAGES, "--no-text")
    done = sayso("recode", "--codebook", book, "--ledger", where)
    assert "recoded 0 texts" in done.stderr
    assert "2 texts were not kept" in done.stderr
    assert "expelled" in claims(where)


def test_older_versions_are_read_anew_too_and_stay_older(where: str, tmp_path: Path, book: str) -> None:
    add(where, tmp_path, PAGES, retrieved="2023-05-09")
    edited = {"two": PAGES["two"].replace("three", "four")}
    add(where, tmp_path, edited, modified="2023-05-04", retrieved="2023-05-08")
    sayso("recode", "--codebook", book, "--ledger", where)
    with open_ledger(where) as ledger:
        assert [row["known"] for row in ledger.articles().to_pylist() if row["article_id"] == "two"] == [
            "2023-05-03", "2023-05-04"]  # fmt: skip
    assert "extradited" in claims(where, "--known-by", "2023-05-03")
    assert "expelled" not in claims(where, "--known-by", "2023-05-03")


def test_going_back_is_told_and_changes_nothing(where: str, tmp_path: Path, book: str) -> None:
    add(where, tmp_path, PAGES)
    sayso("recode", "--codebook", book, "--ledger", where)
    back = sayso("recode", "--ledger", where)
    assert "2 texts were read by this coder and codebook before, and by another one since" in back.stderr
    assert "expelled" not in claims(where)


def test_what_is_no_ledger_is_not_made_one(tmp_path: Path) -> None:
    done = sayso("recode", "--ledger", str(tmp_path / "nowhere"))
    assert done.exit_code == 2
    assert "there is no ledger" in done.stderr
    assert not (tmp_path / "nowhere").exists()


GUEST = Coder("guest:model@ab12cd34", "0.1.0", "ab12cd34")


@pytest.mark.parametrize("guest_first", [True, False])
def test_a_guest_counts_where_nobody_else_read_the_text(where: str, guest_first: bool) -> None:
    """And what a person entered stands beside both."""
    report = Report("page", "2024-05-01", "About 500 soldiers are in Syria, the Pentagon said.")
    report.moves("soldiers are in Syria", "remain", "Syria", by="Pentagon", status="ongoing")

    def adding(coder: Coder) -> set[Coder]:
        with ledger.writing("test", "0") as run:
            run.add_all([Addition(report.article, coder, (replace(report.claims[0], coder=coder),))])
        return {from_json(row["json"], Claim).coder for row in ledger.claim_rows()}

    machine = Coder("test-rules", "1", "abc")
    with open_ledger(where, create=True) as ledger:
        if guest_first:
            assert adding(GUEST) == {GUEST}
        assert adding(machine) == {machine}
        assert adding(GUEST) == {machine}
        assert adding(HAND) == {machine, HAND}
