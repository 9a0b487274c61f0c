"""The commands as a user meets them: data on stdout, messages on stderr, the exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from sayso.cli import main

STORY = (
    "NAIROBI, March 4 (Reuters) - Kenya has agreed to withdraw 200 soldiers from Somalia, "
    "Foreign Minister Amina Wanjiru said on Thursday.\n\nSomalia welcomed the decision.\n"
)


def sayso(*arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "sayso.cli", *arguments], input=stdin, capture_output=True, check=False,
        env={**os.environ, **(env or {})},
    )  # fmt: skip


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_code_writes_claims_as_json_lines(story: Path) -> None:
    done = sayso("code", str(story), "--published", "2021-03-05")
    assert done.returncode == 0, done.stderr
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    withdrawal = next(c for c in claims if c["act"] == "RETREAT")
    assert (withdrawal["status"], withdrawal["event_type"]) == ("agreed", "CONCEDE")
    assert [link["name"] for link in withdrawal["attribution"]] == ["Reuters", "Amina Wanjiru"]
    assert done.stderr == b""


def test_a_bad_input_is_named_and_the_rest_is_coded(story: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = sayso("code", str(empty), str(story))
    assert done.returncode == 1
    assert b"empty.txt" in done.stderr
    assert done.stdout.count(b"\n") >= 1


def test_a_device_that_is_not_there_is_told_in_one_sentence(story: Path) -> None:
    done = sayso("code", str(story), str(story), "--device", "cuda")
    if done.returncode == 0:
        return  # there is a card
    assert (done.returncode, done.stdout, done.stderr.count(b"Error")) == (2, b"", 1)
    assert b"cannot run on cuda" in done.stderr
    assert b"onnxruntime-gpu" in done.stderr
    assert b"SAYSO_DEVICE='tpu' is no device" in sayso("code", str(story), env={"SAYSO_DEVICE": "tpu"}).stderr


def test_a_missing_file_is_named(tmp_path: Path, story: Path) -> None:
    done = sayso("code", str(tmp_path / "nowhere.txt"), str(story))
    assert done.returncode == 1
    assert b"nowhere.txt" in done.stderr
    assert done.stdout


def test_wrong_usage_is_status_two(story: Path) -> None:
    assert sayso("code").returncode == 2
    assert sayso("annotate", str(story), "--layers", "moods").returncode == 2
    assert b"known layers are" in sayso("annotate", str(story), "--layers", "moods").stderr
    assert sayso("why", str(story), "--claim", "zzzz").returncode == 2


def test_other_languages_are_reported_not_coded(tmp_path: Path) -> None:
    path = tmp_path / "fr.txt"
    path.write_text(
        "Le président a annoncé lundi le retrait des soldats français du Mali, selon le ministère des armées.\n",
        encoding="utf-8",
    )
    done = sayso("code", str(path))
    assert done.returncode == 0
    assert done.stdout == b""
    assert b"not coded" in done.stderr
    assert b"fr" in done.stderr


def test_annotate_writes_the_layers_asked_for(story: Path) -> None:
    layers = "parts,sentences,attributions,times,places,parties,events,claims"
    row = json.loads(sayso("annotate", str(story), "--layers", layers).stdout)
    assert [name for name in layers.split(",") if name not in row] == []
    said = row["attributions"][0]
    ((start, end),) = said["cue"]
    assert STORY[start:end] == "said"


def test_table_is_readable_without_a_terminal(story: Path) -> None:
    text = sayso("code", str(story), "--format", "table", "--uncoded").stdout.decode()
    assert "Reuters ← Amina Wanjiru" in text
    assert "agreed, not done" in text


def test_why_gives_reasons_and_what_was_not_coded(story: Path) -> None:
    claim = json.loads(sayso("code", str(story)).stdout.splitlines()[0])
    reasons = sayso("why", str(story), "--claim", claim["id"][:8]).stdout.decode()
    assert "status" in reasons
    assert "acts.yaml" in reasons
    story.write_text(f"{STORY}\nThe weather was fine.\n\nSource: Reuters\n", encoding="utf-8")
    assert "[anatomy] source_link" in sayso("why", str(story)).stdout.decode()


def test_relate_always_gives_one_type(tmp_path: Path) -> None:
    rows = [
        {
            "id": "a",
            "sentence": "Ruritania accused Borduria of shelling a village.",
            "actor": [0, 9],
            "recipient": [18, 26],
        },
        {"id": "b", "sentence": "Xyz qwe rty.", "actor": [0, 3], "recipient": [4, 7]},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows) + '\n{"id": "c"}\n', encoding="utf-8")
    done = sayso("relate", str(path))
    assert done.returncode == 1
    assert b"rows.jsonl:3" in done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["event_type"] == "ACCUSE"
    assert second["event_type"]


def test_the_same_bytes_in_every_process_and_hash_seed(story: Path) -> None:
    runs = {sayso("code", str(story), env={"PYTHONHASHSEED": seed}).stdout for seed in ("0", "1", "77")}
    assert len(runs) == 1


def test_parquet_keeps_the_names_of_the_record(story: Path, tmp_path: Path) -> None:
    target = tmp_path / "claims.parquet"
    assert sayso("code", str(story), "--format", "parquet", "-o", str(target)).returncode == 0
    rows = pq.read_table(target).to_pylist()
    plain = [json.loads(line) for line in sayso("code", str(story)).stdout.splitlines()]
    assert [r["id"] for r in rows] == [c["id"] for c in plain]
    assert [r["predicate"] for r in rows] == [c["predicate"] for c in plain]


@pytest.mark.parametrize("command", sorted(main.list_commands(click.Context(main))))
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = CliRunner().invoke(main, [command, "--help"])
    assert done.exit_code == 0
    assert f"Example: sayso {command}" in done.output


def test_a_setting_that_is_no_number_is_refused(story: Path) -> None:
    done = sayso("code", str(story), env={"SAYSO_MAX_SENTENCES": "many"})
    assert done.returncode == 2
    assert b"SAYSO_MAX_SENTENCES" in done.stderr
