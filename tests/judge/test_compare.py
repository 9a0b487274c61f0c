"""Two coders side by side, from files and from a ledger."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.reports import MACHINE
from click.testing import CliRunner, Result

from sayso.answers.store import open_ledger
from sayso.cli import main
from sayso.judge.compare import compare, differences
from sayso.records import Claim, Coder, Party, to_json
from tests.ledger import stories
from tests.ledger.test_store import keep

OTHER = Coder("human:ann", "1")
PAGES = stories.syria()
CLAIMS = [claim for report in PAGES for claim in report.claims]
PARTY = Party("-", 0, 1, "Turkey", "TUR")


def changed(n: int, claim: Claim) -> Claim | None:
    """What another coder has: the first claim is missing, the second denied, the third has another actor."""
    changes: dict[int, dict[str, object]] = {1: {"status": "denied"}, 2: {"actors": (PARTY,)}}
    return None if n == 0 else replace(claim, **changes.get(n, {}))  # type: ignore[arg-type]


SECOND = [claim for n, first in enumerate(CLAIMS) if (claim := changed(n, first)) is not None]


def sayso(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def written(path: Path, claims: list[Claim]) -> Path:
    path.write_bytes(b"".join(to_json(claim) + b"\n" for claim in claims))
    return path


def test_two_files_field_by_field(tmp_path: Path) -> None:
    one, two = written(tmp_path / "1.jsonl", CLAIMS), written(tmp_path / "2.jsonl", SECOND)
    done = sayso("compare", one, two, "--format", "json", "--differences", tmp_path / "differ.jsonl")
    figures, n = json.loads(done.stdout), len(SECOND)
    assert figures["claims"] == {"first": n + 1, "second": n, "both": n, "f1": pytest.approx(2 * n / (2 * n + 1))}
    assert figures["fields"]["status"] == {"alike": n - 1, "of": n}
    assert figures["fields"]["actors"] == {"alike": n - 1, "of": n}
    assert figures["fields"]["act"] == {"alike": n, "of": n}
    assert figures["core"] == n - 2
    rows = [json.loads(line) for line in (tmp_path / "differ.jsonl").read_text(encoding="utf-8").splitlines()]
    by_id = {row["first"]: row for row in rows}
    assert by_id[CLAIMS[0].id]["second"] is None
    assert by_id[CLAIMS[1].id]["differ"] == {"status": {"first": CLAIMS[1].status, "second": "denied"}}
    assert by_id[CLAIMS[2].id]["differ"]["actors"] == {"first": [], "second": ["Turkey"]}
    assert all(row["evidence"] for row in rows)


def test_the_account_for_people(tmp_path: Path) -> None:
    one, two = written(tmp_path / "1.jsonl", CLAIMS), written(tmp_path / "2.jsonl", SECOND)
    told = sayso("compare", one, two).stdout
    assert f"both have {len(SECOND)} (F1 " in told
    assert "only the first 1, only the second 0" in told
    assert f"alike in {len(SECOND) - 1} of {len(SECOND)}" in told
    assert "only the first 0, only the second 1" in sayso("compare", two, one).stdout


def test_a_coder_compared_with_itself_is_alike_in_everything() -> None:
    records = [json.loads(to_json(claim)) for claim in CLAIMS]
    by_page = {page: [r for r in records if r["article_id"] == page] for page in {r["article_id"] for r in records}}
    found = compare(sorted(by_page), by_page, by_page)
    assert found.figures.claims.f1 == found.figures.whole.f1 == 1
    assert not any(differences(met) for met in found.met)


def test_two_coders_of_a_ledger_over_what_both_read(tmp_path: Path) -> None:
    where = tmp_path / "kept"
    with open_ledger(where, create=True) as ledger:
        keep(ledger, *PAGES, coder=MACHINE)
        keep(ledger, *PAGES[:3], coder=OTHER)
    done = sayso("compare", "test-rules", "human:ann", "--ledger", where, "--format", "json")
    figures = json.loads(done.stdout)
    assert (figures["first"], figures["second"], figures["articles"]) == ("test-rules/1/abc", "human:ann", 3)
    assert figures["claims"]["f1"] == 1
    for wrong, told in (("nobody", "no coder begins 'nobody'"), ("test", "both are test-rules/1/abc")):
        done = sayso("compare", "test-rules", wrong, "--ledger", where)
        assert (done.exit_code, told in done.stderr) == (2, True)


def test_what_is_no_claim_is_told_with_its_line(tmp_path: Path) -> None:
    one = written(tmp_path / "1.jsonl", CLAIMS[:1])
    with one.open("ab") as stream:
        stream.write(b'{"id": 1}\n')
    done = sayso("compare", one, one)
    assert (done.exit_code, f"{one}:2: not a claim" in done.stderr) == (2, True)
    assert sayso("compare", one, tmp_path / "none").exit_code == 2


def test_two_empty_files_have_nothing_in_common(tmp_path: Path) -> None:
    empty = written(tmp_path / "0.jsonl", [])
    done = sayso("compare", empty, empty)
    assert (done.exit_code, "both have 0 (F1 0.000)" in done.stdout) == (0, True)
