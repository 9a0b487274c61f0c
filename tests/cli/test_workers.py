"""Articles coded by several processes: byte for byte what one process gives."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main, workers

ACTS = (
    "France expelled {n} Russian diplomats on Monday, the foreign ministry said.",
    "Kenya withdrew {n} soldiers from Somalia on Friday, the defence ministry said in Nairobi.",
    "Chad will send {n} soldiers to Mali, the president told reporters.",
)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Enough for a pool, with some that are rejected, noted or in another language."""
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    rows = [{"id": str(n), "text": ACTS[n % 3].format(n=n + 2), "published": "2024-05-09"} for n in range(30)]
    rows[4] = {"id": "4", "text": "12345"}
    rows[9] = {"id": "9"}
    rows[11]["text"] = "La France a expulsé deux diplomates russes lundi, a annoncé le ministère."
    rows[20]["text"] = "FranÃ§ais. France expelled two diplomats, the cafÃ© owner and the ministry said on Monday."
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def coded(news: str, workers: int, *more: str) -> Result:
    return CliRunner().invoke(main, ["code", news, "--workers", str(workers), *more])


def test_the_same_bytes_messages_counts_and_status(news: str, tmp_path: Path) -> None:
    one, three = tmp_path / "one.json", tmp_path / "three.json"
    alone = coded(news, 1, "--report", str(one), "--rejects", str(tmp_path / "a"))
    shared = coded(news, 3, "--report", str(three), "--rejects", str(tmp_path / "b"))
    assert shared.stdout == alone.stdout
    assert shared.stderr == alone.stderr
    assert (shared.exit_code, alone.exit_code) == (1, 1)
    assert (tmp_path / "a").read_text() == (tmp_path / "b").read_text()
    counts, others = (json.loads(path.read_text()) for path in (one, three))
    assert {**counts, "seconds": 0} == {**others, "seconds": 0}


def test_few_articles_start_no_other_process(news: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_by_pool", None)
    assert coded(news, 8, "--limit", "3").stdout == coded(news, 1, "--limit", "3").stdout


def test_ctrl_c_ends_all_processes(news: str) -> None:
    command = [sys.executable, "-m", "sayso.cli", "code", *[news] * 200, "--workers", "2", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as running:
        assert running.stdout is not None
        running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=60)
        assert running.returncode == 130
    assert said.decode().splitlines()[-1] == "interrupted"
    for _ in range(100):
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("a process goes on")
