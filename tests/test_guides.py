"""The guides: every command runs and prints what is shown, every picture is of the desk as it is.

`SAYSO_PICTURES=docs/guides/pictures pytest tests/test_guides.py` takes the pictures anew.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from sayso.answers.store import open_ledger
from sayso.claims.codebook import NO_CODEBOOK
from sayso.cli import main
from sayso.cli.serving import hands
from sayso.desk.app import desk
from sayso.desk.guard import Door
from tests.desk.test_browser import CHROMIUM, QUIET
from tests.guides import FOLDER, GUIDES, PICTURES, listening, take, typed

LARGEST = 150_000
"""Bytes of a picture."""


def there(folder: Path) -> Path:
    """A folder with what the guides start from."""
    shutil.copy(FOLDER / "news.jsonl", folder)
    return folder


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_each_command_runs_and_prints_what_is_shown(
    guide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(there(tmp_path))
    commands = typed(guide)
    assert commands
    for command in commands:
        if command.words[0] == "serve":  # which goes on until somebody ends it; test_serving.py starts it
            continue
        done = CliRunner().invoke(main, list(command.words))
        assert done.exit_code == 0, (command.words, done.output)
        if command.into:
            Path(command.into).write_text(done.stdout, encoding="utf-8")
        left = done.output
        for line in command.shown:
            assert line in left, (command.words, line, left)
            left = left.partition(line)[2]


def test_each_picture_is_shown_and_small() -> None:
    named = {n for guide in GUIDES for n in re.findall(r"\(pictures/(\w+)\.png\)", guide.read_text(encoding="utf-8"))}
    assert named == set(PICTURES) == {path.stem for path in (FOLDER / "pictures").glob("*.png")}
    for path in (FOLDER / "pictures").iterdir():
        assert path.stat().st_size <= LARGEST, path.name


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path: apt-get install chromium")
def test_pictures_can_be_taken_of_the_desk_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(os.environ.get("SAYSO_PICTURES") or tmp_path / "pictures").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    texts = {row["id"]: row["text"] for row in map(json.loads, (FOLDER / "news.jsonl").read_text().splitlines())}
    monkeypatch.chdir(there(tmp_path))
    done = CliRunner().invoke(main, ["add", "news.jsonl", "--ledger", "ledger"])
    assert done.exit_code == 0, done.output
    with (
        open_ledger("ledger") as ledger,
        listening(desk(hands(NO_CODEBOOK), Door(), ledger)) as base,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        take(chromium, base, texts, folder)
        chromium.close()
    assert {path.stem for path in folder.glob("*.png")} == set(PICTURES)
    assert all(path.stat().st_size <= LARGEST for path in folder.iterdir())
