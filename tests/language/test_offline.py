"""Whoever reads with Sayso tells nobody: nothing of it is kept in the home folder to be sent."""

import os
import subprocess
import sys
from pathlib import Path


def test_coding_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    script = "import sayso; assert sayso.code('Russia withdrew its troops from Armenia on Monday.')"
    subprocess.run([sys.executable, "-c", script], env={**kept, "HOME": str(tmp_path)}, check=True)
    assert not list(tmp_path.rglob("*"))
