"""A package with a file that is missing, empty or changed: one sentence that names it, status 2, and never a
traceback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sayso

PACKAGE = Path(sayso.__file__).parent
STORY = "PARIS (AFP) - France expelled two Russian diplomats on Monday, the foreign ministry said.\n"
TABLES = (
    "data/MANIFEST.yaml",
    "data/ontology.yaml",
    "data/cameo.csv",
    "data/acts.yaml",
    "data/gazetteer.sqlite",
    "models/card.json",
    "models/reader.onnx",
    "models/tokenizer.json",
)
DAMAGES = {
    "missing": lambda file: file.unlink(), "empty": lambda file: file.write_bytes(b""),
    "changed": lambda file: file.write_bytes(file.read_bytes()[:-9] + b"\xff\xfe: ]{,\n"),
    "other": lambda file: file.write_bytes(b"[1, 2]\n"),
}  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package with files of its own: links, of which a test replaces one."""
    made = tmp_path / "sayso"
    shutil.copytree(PACKAGE, made, copy_function=os.link, ignore=shutil.ignore_patterns("__pycache__"))
    return made


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", TABLES)
def test_a_damaged_package_says_which_file(name: str, damage: str, copy: Path, tmp_path: Path) -> None:
    file = copy / name
    real = file.read_bytes()
    file.unlink()
    file.write_bytes(real)
    DAMAGES[damage](file)
    (tmp_path / "good.txt").write_text(STORY)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "sayso.cli", "code", "good.txt"],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: resource {file.name!r}: ")
    assert done.stderr.count("\n") == 1
