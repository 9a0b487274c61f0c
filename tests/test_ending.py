"""How commands end: whatever comes from outside reaches a terminal harmless, and what goes wrong there is one sentence
and a status."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from sayso.cli import start
from sayso.exports.terminal import harmless

TEXT = "MOSCOW (AFP) - Russian {}forces will leave Armenia, Kremlin spokesman Dmitry Peskov said on Monday."
HOSTILE = "\x1b]0;OWNED\x07\x1b[2J\x9b31m\u202e\u2066"
ROOT = Path(__file__).parent.parent
CLI = [sys.executable, "-m", "sayso.cli"]


def sayso(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    given: dict[str, object] = {"capture_output": True, "timeout": 120, **options}
    return subprocess.run([*CLI, *arguments], check=False, **given)  # type: ignore[call-overload, no-any-return]


def in_a_terminal(arguments: Sequence[str], env: dict[str, str] | None = None) -> tuple[int, bytes]:
    """Status and all that a terminal was sent, stdout and stderr."""
    child, master = pty.fork()
    if child == 0:
        os.execve(sys.executable, [*CLI, *arguments], {**os.environ, "TERM": "dumb", "NO_COLOR": "1", **(env or {})})
    said = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.close(master)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def orders(said: bytes) -> set[str]:
    """The signs among what was printed that a terminal obeys."""
    return {
        c
        for c in said.decode("utf-8", "replace")
        if c not in "\r\n\t" and (unicodedata.category(c) == "Cc" or c in "\u202e\u2066")
    }


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    row = {
        "title": f"T{HOSTILE}",
        "publisher": f"P{HOSTILE}",
        "text": TEXT.format(HOSTILE + " "),
        "published": "2024-05-06",
    }
    path = tmp_path / f"{HOSTILE.replace('/', '')}.jsonl"
    path.write_text(json.dumps(row) + "\n{}\n", encoding="utf-8")
    return path


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT.format(""), encoding="utf-8")
    return path


def test_signs_stand_where_they_stood_and_order_nothing() -> None:
    shown = harmless(f"a{HOSTILE}\nb\tc\udcff é中")
    assert shown == "a␛]0;OWNED␇␛[2J\ufffd31m\ufffd\ufffd\nb\tc\ufffd é中"
    assert harmless("one\ntwo", one_line=True) == "one␊two"


@pytest.mark.parametrize("command", [("code",), ("code", "--uncoded"), ("why",), ("origins",), ("link", "--links")])
def test_a_terminal_is_given_no_orders(hostile: Path, command: tuple[str, ...]) -> None:
    status, said = in_a_terminal([command[0], str(hostile), *command[1:]])
    assert status == 1
    assert b"malformed" in said
    assert orders(said) == set()


@pytest.mark.parametrize(
    "command",
    [
        ("brief", "Russia"),
        ("brief", "Russia", "--format", "markdown"),
        ("presence", "--force", "RUS"),
        ("presence", "--force", "RUS", "--format", "csv"),
        ("origins", "Russia"),
    ],
)
def test_a_ledger_gives_a_terminal_no_orders(hostile: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    where = str(tmp_path / "ledger")
    assert sayso("add", str(hostile), "--ledger", where).returncode == 1
    status, said = in_a_terminal([*command, "--ledger", where])
    assert status == 0
    assert orders(said) == set()


def test_wrong_usage_gives_a_terminal_no_orders() -> None:
    for arguments in (
        [HOSTILE],
        [f"--{HOSTILE}"],
        ["presence", "--place", "ARM", "--as-of", HOSTILE, "--ledger", f"/nowhere/{HOSTILE}"],
    ):
        done = sayso(*arguments)
        assert done.returncode == 2
        assert orders(done.stderr) == set()


def test_json_is_data_and_stays_as_it_is(hostile: Path) -> None:
    claims = [json.loads(line) for line in sayso("code", str(hostile)).stdout.splitlines()]
    assert any("\u202e" in words["text"] for claim in claims for words in claim["evidence"])


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_a_pipe_that_nobody_reads_on(page: Path, form: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = sayso("code", str(page), "--format", form, stdout=writer, capture_output=False, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "command",
    [
        ("code", "--format", "table"),
        ("code", "--format", "jsonl"),
        ("code", "--format", "parquet"),
        ("why",),
        ("annotate", "--layers", "claims"),
        ("link",),
        ("origins", "--format", "table"),
    ],
)
def test_a_full_disk_is_one_sentence(page: Path, command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = sayso(command[0], str(page), *command[1:], stdout=full, capture_output=False, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("form", ["table", "jsonl", "parquet"])
def test_a_folder_that_is_not_there_is_one_sentence(page: Path, tmp_path: Path, form: str) -> None:
    done = sayso("code", str(page), "--format", form, "-o", str(tmp_path / "missing" / "out"))
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"cannot be written: No such file or directory" in done.stderr


def test_what_is_read_is_not_written_over(page: Path, tmp_path: Path) -> None:
    before = page.read_bytes()
    (tmp_path / "link.txt").symlink_to(page)
    for given, output in ((page, page), (tmp_path / "link.txt", page), (page, tmp_path / "link.txt"), (tmp_path, page)):
        done = sayso("code", str(given), "-o", str(output))
        assert done.returncode == 2
        assert b"is also what is read" in done.stderr
    assert page.read_bytes() == before


def test_a_ledger_is_not_written_over(page: Path, tmp_path: Path) -> None:
    where = tmp_path / "ledger"
    assert sayso("add", str(page), "--ledger", str(where)).returncode == 0
    before = (where / "ledger.sqlite").read_bytes()
    for command in (("export",), ("presence", "--force", "RUS"), ("brief", "Russia")):
        assert sayso(*command, "--ledger", str(where), "-o", str(where / "ledger.sqlite")).returncode == 2
    assert (where / "ledger.sqlite").read_bytes() == before


def test_an_old_result_outlives_a_run_that_fails(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    table = str(tmp_path / "book.yaml")
    Path(table).write_text("words: [")
    assert sayso("code", str(page), "-o", str(out), "--codebook", table).returncode == 2
    assert out.read_text() == "old"
    assert sayso("code", str(page), "-o", str(out)).returncode == 0
    assert json.loads(out.read_text().splitlines()[0])["act"]
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_device_may_be_written(page: Path) -> None:
    assert sayso("code", str(page), "-o", "/dev/null").returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize(
    "command",
    [
        ("code", "--format", "table"),
        ("code", "--format", "table", "--uncoded"),
        ("why",),
        ("origins", "--format", "table"),
    ],
)
def test_a_terminal_that_knows_few_letters(tmp_path: Path, encoding: str, command: tuple[str, ...]) -> None:
    path = tmp_path / "łódź.jsonl"
    path.write_text(json.dumps({"title": "Łódź → 中", "text": TEXT.format("")}) + "\n{}\n", encoding="utf-8")
    done = sayso(command[0], str(path), *command[1:], env={**os.environ, "PYTHONIOENCODING": encoding})
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert done.stdout


@pytest.mark.parametrize("after", [0.06, 0.1, 0.2, 0.4, 0.8, 1.5])
def test_an_interrupt_is_status_130_and_no_traceback(tmp_path: Path, after: float) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(
        "".join(json.dumps({"id": f"a{n}", "text": TEXT.format("") * 20}) + "\n" for n in range(3_000)),
        encoding="utf-8",
    )
    script = (
        "import sayso.cli, sys; sys.stderr.write('.'); sys.stderr.flush(); sayso.cli.main()"  # the reader waits for it
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, "add", str(path), "--ledger", str(tmp_path / "l")], stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    assert process.stderr.read(1) == b"."
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert b"Traceback" not in said


def test_an_interrupt_in_a_callback_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    class Closing:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    with start.remembering():
        one = Closing()
        del one
        with pytest.raises(KeyboardInterrupt):
            start.heed()
    assert capsys.readouterr().err == ""


def test_an_interrupt_that_a_library_swallows_ends_the_command_at_the_next_input(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": f"a{n}", "text": TEXT.format("")}) + "\n" for n in range(50)))
    script = (
        "import os, signal, sayso.cli, sayso.pipeline as p\n"
        "real = p.code\n"
        "def code(*given, **options):\n"
        "    try: os.kill(os.getpid(), signal.SIGINT)\n"
        "    except KeyboardInterrupt: pass\n"
        "    return real(*given, **options)\n"
        "p.code = code\n"
        "sayso.cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", script, "code", str(path)], capture_output=True, check=False)
    assert done.returncode == 130
    assert done.stderr == b"interrupted\n"
