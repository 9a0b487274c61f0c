"""A folder of its own for each test, with one page in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guests.asking import TEXT, write


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(TEXT)
    return tmp_path
