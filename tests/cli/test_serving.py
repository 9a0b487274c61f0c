"""The command serve: what it refuses before it listens, and that it listens, answers and ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from click.testing import CliRunner, Result

from sayso.cli import main


def serve(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["serve", *arguments])


def test_its_help_has_an_example() -> None:
    assert "Example: sayso serve --ledger ./ledger" in serve("--help").output


def test_others_are_let_in_only_with_a_token() -> None:
    done = serve("--host", "0.0.0.0")
    assert done.exit_code == 2
    assert "give a token" in done.output
    assert serve("--host", "0.0.0.0", "--token", "short").exit_code == 2


def test_what_is_no_ledger_and_a_taken_port_are_told(tmp_path: Path) -> None:
    done = serve("--ledger", str(tmp_path / "none"))
    assert done.exit_code == 2
    assert "there is no ledger" in " ".join(done.output.split())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = serve("--port", str(taken.getsockname()[1]))
    assert done.exit_code == 2
    assert "cannot listen" in done.output


def test_it_listens_answers_and_ends_with_ctrl_c() -> None:
    command = [sys.executable, "-m", "sayso.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", running.stderr.readline())
        assert found is not None
        with urllib.request.urlopen(found[0], timeout=60) as page:
            assert "One source, or five?" in page.read().decode()
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
        assert running.wait(60) == 130
    assert "Traceback" not in said
