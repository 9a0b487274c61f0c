"""A default install lacks what few use: each missing package is told in one sentence with the command for it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sayso.extras import PURPOSES

ROOT = Path(__file__).parent.parent
BLOCKED = """
import sys
for name in sys.argv[1].split(","):
    sys.modules[name] = None
from sayso.cli import main
main(sys.argv[2:])
"""


def sayso(blocked: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command line where some packages cannot be imported."""
    command = [sys.executable, "-c", BLOCKED, blocked, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def told(extra: str) -> str:
    return f"Error: {PURPOSES[extra]}, which is not installed; bring it with: pip install 'sayso[{extra}]'\n"


def test_the_extras_are_those_of_the_package() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(extras) == {*PURPOSES, "dev"}
    assert {one for name in PURPOSES for one in extras[name]} <= set(extras["dev"])


@pytest.fixture
def page(tmp_path: Path) -> str:
    file = tmp_path / "page.txt"
    file.write_text("Kenya sent 200 soldiers to Somalia on Friday, the foreign ministry said.", encoding="utf-8")
    return str(file)


def test_without_arrow_all_but_parquet_works(page: str, tmp_path: Path) -> None:
    ledger = ("--ledger", str(tmp_path / "ledger"))
    plain: list[tuple[str, ...]] = [
        ("code", page),
        ("add", page, *ledger),
        ("export", *ledger),
        ("presence", "--force", "KEN", *ledger),
        ("brief", "Kenya", *ledger),
    ]
    for arguments in plain:
        done = sayso("pyarrow,PIL,psycopg", *arguments)
        assert done.returncode == 0, done.stderr
    file = str(tmp_path / "claims.parquet")
    parquet: list[tuple[str, ...]] = [
        ("code", page, "--format", "parquet", "-o", file),
        ("export", "--format", "parquet", "-o", file, *ledger),
        ("add", "claims.parquet", *ledger),
    ]
    for arguments in parquet:
        done = sayso("pyarrow", *arguments)
        assert (done.returncode, done.stderr) == (2, told("parquet"))
    assert not (tmp_path / "claims.parquet").exists()


def test_without_pillow_a_picture_is_refused(page: str, tmp_path: Path) -> None:
    ledger = ("--ledger", str(tmp_path / "ledger"))
    assert sayso("PIL", "add", page, *ledger).returncode == 0
    picture = ("presence", "--force", "KEN", "--format", "png", "-o", str(tmp_path / "a.png"), *ledger)
    done = sayso("PIL", *picture)
    assert (done.returncode, done.stderr) == (2, told("picture"))


def test_without_psycopg_a_server_is_refused() -> None:
    done = sayso("psycopg", "brief", "Kenya", "--ledger", "postgresql://nobody@localhost/none")
    assert (done.returncode, done.stderr) == (2, told("postgres"))
