"""The tutorials run from their first cell to their last."""

import runpy
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "docs" / "tutorial"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda p: p.stem)
def test_tutorial_runs(path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(FOLDER.parent.parent / "src"))  # commands that it types are this checkout's
    runpy.run_path(str(path))
    assert "Kenya" in capsys.readouterr().out
