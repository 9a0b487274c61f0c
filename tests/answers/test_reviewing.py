"""Two people judge the claims of a ledger, on both stores: nothing is rewritten, all can be taken back."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.reports import MACHINE, Report
from click.testing import CliRunner, Result

from sayso.answers import reviewing
from sayso.answers.store import Ledger, open_ledger
from sayso.cli import main
from sayso.judge.reviews import Detail, ReviewVerdict, agreement
from sayso.records import Claim, Coder, from_json, to_json
from tests.ledger import stories
from tests.ledger.test_store import keep


def ids(ledger: Ledger) -> list[str]:
    return [from_json(row["json"], Claim).id for row in ledger.claim_rows()]


def say(ledger: Ledger, who: str, claim: str, verdict: ReviewVerdict, detail: Detail | None = None) -> None:
    with ledger.reading() as connection:
        found = reviewing.to_judge(connection, ledger.where, claim)
    with ledger.writing("review", "0") as run:
        run.review([reviewing.review(found, who, verdict, detail or Detail())])


def now(ledger: Ledger) -> dict[str, reviewing.Reviewed]:
    with ledger.reading() as connection:
        return {r.state.claim: r for r in reviewing.reviewed(connection)}


def told(day: str, text: str, modified: str | None = None) -> Report:
    """A version of one page."""
    return Report("page", day, text, modified, url="https://news.example/page")


def test_two_reviewers_agree_differ_and_are_settled(ledger: Ledger) -> None:
    keep(ledger, *stories.syria())
    one, two, three, *_ = ids(ledger)
    for claim, verdict in ((one, "accept"), (two, "accept"), (three, "reject")):
        say(ledger, "ann", claim, verdict)  # type: ignore[arg-type]
    for claim, verdict in ((one, "accept"), (two, "reject"), (three, "reject")):
        say(ledger, "bob", claim, verdict)  # type: ignore[arg-type]
    assert [now(ledger)[c].state.verdict for c in (one, two, three)] == ["accepted", "disputed", "rejected"]
    with ledger.reading() as connection:
        found = agreement(g for r in reviewing.reviewed(connection) for g in r.state.stands)
    assert (found.claims, found.alike) == (3, 2)
    assert found.alpha == pytest.approx(1 - 5 * 2 / (36 - 18))
    say(ledger, "eve", two, "accept", Detail(adjudicates=True))
    assert now(ledger)[two].state.verdict == "accepted"
    say(ledger, "eve", two, "undo")
    assert now(ledger)[two].state.verdict == "disputed"
    assert len(ledger.review_rows(two)) == 4


def test_an_amended_claim_is_kept_whole(ledger: Ledger) -> None:
    keep(ledger, *stories.niger())
    row = next(ledger.claim_rows())
    right = replace(from_json(row["json"], Claim), status="denied")
    say(ledger, "ann", right.id, "amend", Detail(claim=right))
    assert now(ledger)[right.id].state.stands[0].detail.claim == right
    assert from_json(next(ledger.claim_rows())["json"], Claim).status == "ongoing"


def test_two_at_once_lose_nothing(ledger: Ledger) -> None:
    keep(ledger, *stories.syria())
    claim = ids(ledger)[0]

    def judge(n: int) -> None:
        with open_ledger(where) as mine:
            say(mine, f"reviewer {n % 2}", claim, "accept" if n % 3 else "reject")

    where = ledger.where
    if ledger._store.shared:
        where = ledger._store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(judge, range(12)))
    rows = ledger.review_rows(claim)
    assert sorted(r["reviewer"] for r in rows) == ["reviewer 0"] * 6 + ["reviewer 1"] * 6
    assert len({r["n"] for r in rows}) == 12


def test_a_review_stays_when_the_coder_changes_and_is_stale_when_the_words_are_gone(ledger: Ledger) -> None:
    first = told("2024-03-01", "French soldiers are in Niger, Paris said.").moves("are in Niger", "remain", "Niger")
    keep(ledger, first, coder=MACHINE)
    claim = ids(ledger)[0]
    say(ledger, "ann", claim, "accept")
    better = Coder("test-rules", "2", "def")
    keep(ledger, first, coder=better)
    assert (now(ledger)[claim].stale, now(ledger)[claim].recoded) == (False, True)
    later = told("2024-03-01", "French soldiers left Niger, Paris said.", "2024-03-05")
    keep(ledger, later.moves("left Niger", "leave", "Niger"), coder=better)
    assert (now(ledger)[claim].stale, now(ledger)[claim].state.verdict) == (True, "accepted")


def sayso(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def kept(tmp_path: Path) -> str:
    with open_ledger(tmp_path / "kept", create=True) as found:
        keep(found, *stories.syria())
    return str(tmp_path / "kept")


def test_the_commands_judge_grade_and_take_back(kept: str, tmp_path: Path) -> None:
    with open_ledger(kept) as found:
        claim = from_json(next(found.claim_rows())["json"], Claim)
    other = tmp_path / "right.json"
    other.write_bytes(to_json(replace(claim, status="possible")))
    for given in (["--amend", str(other)], ["--grade", "b2", "--note", "knows it"]):
        done = sayso("review", claim.id[:10], "--by", "ann", *given, "--ledger", kept)
        assert done.exit_code == 0, done.stderr
    (row,) = map(json.loads, sayso("reviews", "--ledger", kept).stdout.splitlines())
    assert (row["claim"], row["verdict"], row["stale"]) == (claim.id, "amended", False)
    assert row["reviews"][0]["detail"]["claim"]["status"] == "possible"
    assert (row["reviews"][1]["detail"]["reliability"], row["reviews"][1]["detail"]["credibility"]) == ("B", 2)
    for _ in range(2):
        sayso("review", claim.id, "--by", "ann", "--undo", "--ledger", kept)
    assert sayso("reviews", "--ledger", kept).stdout == ""


def test_many_are_accepted_at_once(kept: str) -> None:
    done = sayso("review", "--by", "ann", "--accept", "--confidence-from", "0.5", "--ledger", kept)
    rows = [json.loads(line) for line in sayso("reviews", "--ledger", kept).stdout.splitlines()]
    assert done.exit_code == 0
    assert len(rows) > 5
    assert {r["verdict"] for r in rows} == {"accepted"}


def verdicts(kept: str, *given: str) -> list[str]:
    return [json.loads(line)["verdict"] for line in sayso("reviews", "--ledger", kept, *given).stdout.splitlines()]


def test_what_was_said_at_once_is_taken_back_at_once(kept: str) -> None:
    sayso("review", "--by", "ann", "--accept", "--confidence-from", "0.5", "--ledger", kept)
    first = [json.loads(line)["claim"] for line in sayso("reviews", "--ledger", kept).stdout.splitlines()]
    sayso("review", *first[:3], "--by", "ann", "--reject", "--ledger", kept)
    assert verdicts(kept, "--only", "rejected") == ["rejected"] * 3
    done = sayso("review", "--by", "ann", "--undo", "--last", "--ledger", kept)
    assert (done.exit_code, "undo: 3 claims" in done.stderr) == (0, True)
    assert verdicts(kept) == ["accepted"] * len(first)
    sayso("review", "--by", "ann", "--undo", "--last", "--ledger", kept)
    assert verdicts(kept) == []
    done = sayso("review", "--by", "ann", "--undo", "--last", "--ledger", kept)
    assert (done.exit_code, "no judgement of ann stands" in done.stderr) == (2, True)


def test_what_is_disputed_is_listed_and_settled_from_the_list(kept: str) -> None:
    with open_ledger(kept) as found:
        one, two, three = ids(found)[:3]
    sayso("review", one, two, three, "--by", "ann", "--accept", "--ledger", kept)
    sayso("review", two, three, "--by", "bob", "--reject", "--ledger", kept)
    listed = sayso("reviews", "--only", "disputed", "--ledger", kept).stdout
    done = CliRunner().invoke(main, ["review", "-", "--by", "eve", "--reject", "--settle", "--ledger", kept], listed)
    assert done.exit_code == 0, done.stderr
    assert verdicts(kept) == ["accepted", "rejected", "rejected"]
    done = CliRunner().invoke(main, ["review", "-", "--by", "eve", "--undo", "--ledger", kept], f"{two}\n\n{three}\n")
    assert verdicts(kept, "--only", "disputed") == ["disputed"] * 2
    done = CliRunner().invoke(main, ["review", "-", "--by", "eve", "--accept", "--ledger", kept], '{"x": 1}')
    assert (done.exit_code, "standard input: no id in" in done.stderr) == (2, True)


def test_a_review_is_taken_back_after_another_coder_read_the_page(tmp_path: Path) -> None:
    where = str(tmp_path / "kept")
    report = told("2024-03-01", "French soldiers are in Niger, Paris said.").moves("are in Niger", "remain", "Niger")
    with open_ledger(where, create=True) as found:
        keep(found, report, coder=MACHINE)
        (claim,) = ids(found)
        say(found, "ann", claim, "accept")
        keep(found, report, coder=Coder("test-rules", "2", "def"))
    assert verdicts(where, "--only", "recoded") == ["accepted"]
    assert sayso("review", claim, "--by", "ann", "--undo", "--ledger", where).exit_code == 0
    assert verdicts(where) == []
    done = sayso("review", claim, "--by", "ann", "--undo", "--ledger", where)
    assert (done.exit_code, "nothing to take back" in done.stderr) == (2, True)


@pytest.mark.parametrize(("given", "told"), [
    (("ffffff", "--accept"), "no such claim"), (("--accept",), "name claims by their ids"),
    (("ffffff",), "give one of --accept"), (("ffffff", "--accept", "--merge", "0"), "give one of --accept"),
    (("ffffff", "--accept", "--last"), "name claims by their ids"),
    (("--accept", "--last"), "name claims by their ids"),
    (("ffffff", "--undo"), "nothing to take back"),
    (("ffffff", "--grade", "Z1"), "give a letter from A to F"), (("ffffff", "--grade", "Bx"), "number from 1 to 6"),
])  # fmt: skip
def test_what_cannot_be_judged_is_told_in_a_sentence(kept: str, given: tuple[str, ...], told: str) -> None:
    done = sayso("review", *given, "--by", "ann", "--ledger", kept)
    assert (done.exit_code, told in done.stderr) == (2, True)
