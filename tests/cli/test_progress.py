"""On a terminal a run says how far it is; in a pipe it says nothing."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from sayso.cli.progress import Progress

ROW = {"text": "France expelled two Russian diplomats on Monday, the foreign ministry said.", "published": "2024-05-09"}


def test_a_terminal_sees_bar_rate_and_what_is_left(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps({"id": str(n), **ROW}) + "\n" for n in range(40)) + '{"id": "bad"}\n')
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "sayso.cli", "code", str(news)], stdout=subprocess.PIPE, stderr=theirs
    ) as running:
        os.close(theirs)
        assert running.stdout is not None
        assert running.stdout.read().count(b"\n") == 40
    said = b""
    while piece := _read(ours):
        said += piece
    words = said.decode()
    assert re.search(r"\r\[#* *\] +\d+%  [\d,]+ articles  [\d.]+ a second  \d+ s left", words), words
    assert re.search(r"\r\x1b\[Krejected \[intake/malformed\]", words), words
    assert re.search(r"41 read in [\d.]+ s; 40 claims, 0 articles without; 1 rejected", words), words


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65_536)
    except OSError:  # the terminal's other end is closed
        return b""


def test_what_is_left_is_told_by_the_bytes_of_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("one.txt", "folder/two.txt"):
        (tmp_path / name).write_bytes(b"a" * 500)
    progress = Progress([str(tmp_path / "one.txt"), str(tmp_path / "folder"), "-", str(tmp_path / "none")], shown=True)
    progress.read(250)
    assert progress.line(50, 100.0) == "[#####               ]  25%  50 articles  0.5 a second  5 min 00 s left"
    progress.read(750)
    assert progress.line(200, 400.0).endswith("100%  200 articles  0.5 a second  0 s left")


def test_without_a_size_only_the_rate_is_told() -> None:
    assert Progress(["-"], shown=True).line(1_200, 60.0) == "1,200 articles  20.0 a second"
