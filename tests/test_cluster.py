"""Many machines write what one writes: two nodes of a Ray cluster on this machine, a worker that dies, a run that goes
on.
"""

from __future__ import annotations

import io
import json
import os
import signal
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from benchmarks.link_scale import Writer, digest_of
from click.testing import CliRunner, Result

from sayso.cli import main

ray = pytest.importorskip("ray", reason="the extra `cluster` is not installed")
pa = pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="the extra `cluster` is not installed")

from ray.cluster_utils import Cluster  # noqa: E402

from sayso import cluster  # noqa: E402
from sayso.cluster import linking as cluster_linking  # noqa: E402
from sayso.linking import batches as local  # noqa: E402
from sayso.linking import linker  # noqa: E402

ACTS = (
    "France expelled {n} Russian diplomats on Monday, the foreign ministry said.",
    "Kenya withdrew {n} soldiers from Somalia on Friday, the defence ministry said in Nairobi.",
    "Chad will send {n} soldiers to Mali, the president told reporters.",
)
PART, COUNT = 8, 44


@pytest.fixture(scope="module")
def nodes() -> Iterator[None]:
    """A cluster of two nodes, of one processor each."""
    two = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    two.add_node(num_cpus=1)
    ray.init(address=two.address, log_to_driver=False, logging_level="error")
    yield
    ray.shutdown()
    two.shutdown()


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PART", PART)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    rows = [{"id": str(n), "text": ACTS[n % 3].format(n=n + 2), "published": "2024-05-09"} for n in range(COUNT)]
    rows[4] = {"id": "4", "text": "12345"}
    rows[11]["text"] = "La France a expulsé deux diplomates russes lundi, a annoncé le ministère."
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def sayso(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def parts(folder: Path) -> list[Path]:
    return sorted(folder.glob("part-*"))


def lines(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in parts(folder))


def test_two_nodes_write_what_one_process_writes(nodes: None, news: Path, tmp_path: Path) -> None:
    here, report, other = sayso("code", news, "--report", tmp_path / "a"), tmp_path / "a", tmp_path / "b"
    there = sayso("code", news, "--cluster", "auto", "--out", tmp_path / "out", "--format", "jsonl", "--report", other)
    assert lines(tmp_path / "out") == here.stdout_bytes
    assert len(parts(tmp_path / "out")) == -(-COUNT // PART)
    assert (there.exit_code, here.exit_code) == (1, 1)
    assert set(here.stderr.splitlines()) <= set(there.stderr.splitlines())
    counts, others = (json.loads(path.read_text()) for path in (report, other))
    assert {**counts, "seconds": 0} == {**others, "seconds": 0}


def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    nodes: None, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []
    write = cluster.Parts.write

    def kill_after_the_first(self: cluster.Parts, number: int, data: bytes) -> None:
        write(self, number, data)
        if not killed:
            killed.extend(_coders()[:1])
            os.kill(killed[0], signal.SIGKILL)

    monkeypatch.setattr(cluster.Parts, "write", kill_after_the_first)
    sayso("code", news, "--cluster", "auto", "--out", tmp_path / "out", "--format", "jsonl")
    assert killed
    assert lines(tmp_path / "out") == sayso("code", news).stdout_bytes


def _coders() -> list[int]:
    """The processes of the actors that code."""
    shown = (Path("/proc", name, "cmdline") for name in os.listdir("/proc") if name.isdigit())
    return [
        int(path.parts[2]) for path in shown if _words(path).startswith(f"ray::{cluster.CodingActor.__name__}".encode())
    ]


def _words(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_a_run_goes_on_from_the_parts_that_are_there(nodes: None, news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ("code", news, "--cluster", "auto", "--out", out)
    sayso(*command)
    whole = {path.name: path.read_bytes() for path in parts(out)}
    for path in parts(out)[1::2]:
        path.unlink()
    again = sayso(*command)
    assert {path.name: path.read_bytes() for path in parts(out)} == whole
    assert f"{len(whole) // 2} parts written to {out}, {len(whole) - len(whole) // 2} were there" in again.stderr
    other = sayso(*command, "--limit", "20")
    assert other.exit_code == 2
    assert "holds the parts of another run" in other.stderr


def test_parquet_goes_in_and_comes_out(nodes: None, news: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in news.read_text(encoding="utf-8").splitlines()]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "news.parquet")
    out, ledger = tmp_path / "out", tmp_path / "ledger"
    sayso("code", f"file://{tmp_path}/news.parquet", "--cluster", "auto", "--out", f"file://{out}")
    found = [claim for path in parts(out) for claim in pq.read_table(path).to_pylist()]
    here = pq.read_table(io.BytesIO(sayso("code", news, "--format", "parquet").stdout_bytes))
    assert found == here.to_pylist()
    assert sayso("add", *parts(out), "--ledger", ledger).exit_code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--cluster", "auto"), "--cluster and --out go together"),
        (("--cluster", "auto", "--out", "{tmp}", "--format", "csv"), "writes jsonl or parquet"),
        (("--cluster", "auto", "--out", "{full}"), "holds other files"),
        (("--cluster", "127.0.0.1:1", "--out", "{tmp}"), "cannot be joined"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    options: tuple[str, ...], said: str, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: Any) -> None:
        raise ConnectionError("nobody answers")

    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setattr(ray, "init", refuse)
    places = {"tmp": str(tmp_path / "out"), "full": str(news.parent)}
    found = sayso("code", news, *(one.format(**places) for one in options))
    assert found.exit_code == 2
    assert said in found.stderr
    assert "Traceback" not in found.stderr


def test_two_nodes_link_as_one_process_does(nodes: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_linking, "BATCH", 50)
    monkeypatch.setattr(linker, "BATCH", 50)
    monkeypatch.setattr(local, "BATCH", 50)
    monkeypatch.setattr(cluster_linking, "SENT_TOGETHER", 8)
    path = tmp_path / "news.jsonl"
    rows = [*islice(Writer().articles(), 230), {"id": "empty", "text": ""}, *digest_of(12)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{not JSON\n", encoding="utf-8")
    for options in ((), ("--links",)):
        here = sayso("link", path, "--workers", "1", *options)
        there = sayso("link", path, "--cluster", "auto", *options)
        assert there.stdout_bytes == here.stdout_bytes
        assert there.stdout_bytes.count(b"\n") > 50
        assert sorted(there.stderr.splitlines()) == sorted(here.stderr.splitlines())
        assert there.stderr.count("rejected [") == 2
        assert (there.exit_code, here.exit_code) == (1, 1)


def test_a_share_that_is_killed_ends_the_run_in_a_sentence(
    nodes: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in islice(Writer().articles(), 30)), encoding="utf-8")
    ask = cluster_linking.SharesAfar.ask

    def after_its_end(self: cluster_linking.SharesAfar, asked: Any) -> list[Any]:
        if any(what == "find" for _, what, _ in asked):
            for actor in self._actors:
                ray.kill(actor)
        return ask(self, asked)

    monkeypatch.setattr(cluster_linking.SharesAfar, "ask", after_its_end)
    found = sayso("link", path, "--cluster", "auto")
    assert found.exit_code == 2
    assert "Error: cluster: a share of the texts: " in found.stderr
    assert found.stderr.strip().endswith("; link again")
    assert found.stdout_bytes == b""
