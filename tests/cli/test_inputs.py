"""How inputs are read, counted and told of on the command line."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import main
from tests.cli.test_coding import STORY, sayso

LINE = json.dumps({"id": "a", "text": STORY}) + "\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_compressed_records_come_through_a_pipe() -> None:
    done = sayso("code", "-", stdin=gzip.compress(LINE.encode()))
    assert done.returncode == 0, done.stderr
    assert {json.loads(line)["article_id"] for line in done.stdout.splitlines()} == {"a"}


def test_a_date_of_the_caller_may_have_any_form_that_pages_use(story: Path) -> None:
    for given in ("Fri, 05 Mar 2021 10:00:00 GMT", "5 March 2021", "2021-03-05"):
        done = CliRunner().invoke(main, ["annotate", str(story), "--layers", "parts", "--published", given])
        assert json.loads(done.stdout)["parts"]["anchor"]["edtf"] == "2021-03-05"
    assert CliRunner().invoke(main, ["code", str(story), "--published", "soon"]).exit_code == 2


def test_a_report_counts_what_was_seen_coded_silent_and_rejected(story: Path, tmp_path: Path) -> None:
    rows = [{"id": "b", "text": "The weather was fine all day."}, {"id": "c"}]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    report, rejects = tmp_path / "report.json", tmp_path / "rejects.jsonl"
    inputs = [str(story), str(tmp_path / "rows.jsonl")]
    done = CliRunner().invoke(main, ["code", *inputs, "--report", str(report), "--rejects", str(rejects), "--quiet"])
    assert done.exit_code == 1
    told = json.loads(report.read_text(encoding="utf-8"))
    assert (told["seen"], told["coded"], told["no_claim"]["count"]) == (3, 2, 1)
    assert told["rejected"] == {"count": 1, "why": {"intake/malformed": 1}}
    assert told["claims"] == len(done.stdout.splitlines())
    (row,) = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    assert (row["stage"], row["reason"]) == ("intake", "malformed")
    assert row["source"].endswith("rows.jsonl:2")


def test_limit_strict_and_all_layers(story: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("{}\n" + LINE * 3, encoding="utf-8")
    strict = CliRunner().invoke(main, ["annotate", str(rows), "--layers", "parts", "--strict"])
    assert (strict.exit_code, strict.stdout) == (1, "")
    some = CliRunner().invoke(main, ["annotate", str(rows), "--layers", "parts", "--limit", "3"])
    assert len(some.stdout.splitlines()) == 2
    every = json.loads(CliRunner().invoke(main, ["annotate", str(story), "--layers", "all"]).stdout)
    assert {"parts", "sentences", "claims", "events"} <= set(every)


def test_claims_as_a_table_for_spreadsheets_give_no_orders(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "=1+1", "text": STORY}) + "\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["code", str(path), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["article_id"] for row in rows} == {"'=1+1"}
    withdrawal = next(row for row in rows if row["act"] == "RETREAT")
    assert (withdrawal["actors"], withdrawal["chain"]) == ("Kenya", "Reuters < Amina Wanjiru")


def test_a_file_is_no_question_to_a_ledger(story: Path, tmp_path: Path) -> None:
    ledger = str(tmp_path / "ledger")
    assert CliRunner().invoke(main, ["add", str(story), "--ledger", ledger]).exit_code == 0
    done = CliRunner().invoke(main, ["origins", str(story), "--ledger", ledger])
    assert done.exit_code == 2
    assert "is a file" in done.stderr


def test_a_pair_that_is_none_is_not_called_an_article(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "c"}\n', encoding="utf-8")
    assert "not a pair" in CliRunner().invoke(main, ["relate", str(path)]).stderr


def test_the_short_form_of_help() -> None:
    assert CliRunner().invoke(main, ["-h"]).exit_code == 0
    assert "Example:" in CliRunner().invoke(main, ["code", "-h"]).stdout


def test_a_story_without_a_title_is_headed_by_its_first_words(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        json.dumps({"id": "a", "text": "Kenya withdrew 200 soldiers from Somalia on Monday."}), encoding="utf-8"
    )
    done = CliRunner().invoke(main, ["code", str(path), "--format", "table"])
    assert done.stdout.startswith("Kenya withdrew 200 soldiers from Somalia on Monday.")
