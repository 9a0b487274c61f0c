"""What the house must bear: `python -m benchmarks.endurance [--kills 100] [--commands 20]`, `make endurance`.

- Kills -9 at random moments of adding, four writers at once, on SQLite and, where SAYSO_TEST_POSTGRES names a server,
  on PostgreSQL: what
  was confirmed is kept, once, and readable (`benchmarks/kills.py` says what is looked at).
- Kills -9 of the whole command `sayso add`, linking included: the claims and ties are those of a run that nobody
  disturbed.
- Bad inputs: kinds that are refused, and good ones cut short, flipped and spliced from a fixed seed: each is coded or
  rejected by name.
- Replay: the same claims, byte for byte, under other hash seeds, time zones, locales, folders and numbers of threads.

Prints a row of figures for each. Exit status 1 if anything was lost, doubled, unreadable, unhandled or different.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from benchmarks.bad_inputs import BAD
from benchmarks.kills import faults, torment
from sayso import intake, pipeline
from sayso.answers.store import open_ledger
from sayso.errors import InputRejected

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "corpus" / "examples").glob("*.txt"))
SERVER = os.environ.get("SAYSO_TEST_POSTGRES", "")
CLI = [sys.executable, "-m", "sayso.cli"]
ENVIRONMENTS: dict[str, dict[str, str]] = {
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 1": {"PYTHONHASHSEED": "1"},
    "Kiritimati": {"TZ": "Pacific/Kiritimati"},
    "C locale": {"LC_ALL": "C"},
    "ASCII": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    "one thread": {"OMP_NUM_THREADS": "1"},
    "four threads": {"OMP_NUM_THREADS": "4"},
    "optimized": {"PYTHONOPTIMIZE": "2"},
    "no bytecode": {"PYTHONDONTWRITEBYTECODE": "1"},
}
DAMAGED = 125


@dataclass(frozen=True, slots=True)
class Row:
    """One line of figures."""

    what: str
    done: str
    seconds: float
    wrong: list[str]

    def __str__(self) -> str:
        return f"| {self.what} | {self.done} | {self.seconds:.0f} s | {'; '.join(self.wrong[:5]) or 'none'} |"


@contextmanager
def store(kind: str, name: str) -> Iterator[str]:
    """An address at which there is no ledger yet: a folder, or a schema of the server's."""
    if kind == "SQLite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"{folder}/ledger"
        return
    schema = f"sayso_endurance_{os.getpid()}_{name}"
    engine = sa.create_engine(SERVER.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    try:
        yield f"{SERVER}?options=-csearch_path%3D{schema}"
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
        engine.dispose()


def kills(kind: str, least: int, longest: float) -> Row:
    """Rounds of four writers until so many were killed."""
    begun, wrong, killed, starts, kept, seed = time.monotonic(), list[str](), 0, 0, 0, 0
    while killed < least:
        seed += 1
        with store(kind, f"k{seed}") as where:
            result = torment(where, 4, 50, seed, longest)
            wrong += [f"round {seed}: {fault}" for fault in faults(where, result)]
        killed, starts = killed + result.kills, starts + result.starts
        kept += sum(len(done) for done in result.confirmed.values())
    done = f"{killed} kills in {starts} starts, {kept} additions in {seed} ledgers"
    return Row(f"kill -9 of writers, {kind}", done, time.monotonic() - begun, wrong)


def command_kills(kind: str, least: int, articles: Path) -> Row:
    """`sayso add` of one file, killed until so many were; every tenth run is left alone, so that a ledger comes to its
    end."""
    begun, wrong, killed, ledgers, dice = time.monotonic(), list[str](), 0, 0, random.Random(11)
    with store(kind, "whole") as where, tempfile.TemporaryDirectory() as home:
        _add(where, articles, home)
        expected = _held(where)
    while killed < least:
        ledgers += 1
        with store(kind, f"c{ledgers}") as where, tempfile.TemporaryDirectory() as home:
            for _ in range(9):
                killed += _add(where, articles, home, dice.uniform(0.8, 12.0)) == -9
            _add(where, articles, home)
            wrong += [f"ledger {ledgers}: {what}" for what in _unlike(expected, _held(where))]
    return Row(f"kill -9 of `sayso add`, {kind}", f"{killed} kills, {ledgers} ledgers", time.monotonic() - begun, wrong)


def _add(where: str, articles: Path, home: str, after: float | None = None) -> int:
    """The status of one `sayso add`; with `after` it is killed after so many seconds, if it takes that long."""
    process = subprocess.Popen(
        [*CLI, "add", str(articles), "--ledger", where],
        cwd=ROOT,
        env={**os.environ, "HOME": home},
        stderr=subprocess.DEVNULL,
    )
    try:
        return process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _held(where: str) -> dict[str, set[tuple[str, ...]]]:
    with open_ledger(where) as ledger:
        return {
            "claims": {(str(row["article_id"]), str(row["json"])) for row in ledger.claim_rows()},
            "ties": {(tie["kind"], tie["source"], tie["target"]) for tie in ledger.ties()},
        }


def _unlike(expected: dict[str, set[tuple[str, ...]]], found: dict[str, set[tuple[str, ...]]]) -> list[str]:
    return [f"{name}: {len(expected[name] ^ found[name])} differ" for name in expected if expected[name] != found[name]]


def stories(folder: Path) -> Path:
    """The example stories, each four times: as it is, without its end, with another one's end, and again."""
    path = folder / "stories.jsonl"
    texts = [file.read_text(encoding="utf-8") for file in EXAMPLES]
    rows = []
    for n, text in enumerate(texts):
        half, other = text[: 2 * len(text) // 3], texts[(n + 1) % len(texts)][-200:]
        rows += [
            {"id": f"s{n}-{k}", "text": t, "published": "2024-05-09"}
            for k, t in enumerate((text, half, f"{half}\n{other}", text))
        ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def bad_inputs(folder: Path) -> Row:
    """Each bad input alone: rejected with a reason, or coded; anything else is wrong."""
    begun, wrong, said = time.monotonic(), list[str](), Counter[str]()
    cases = [(name, data) for name, (data, _) in BAD.items()] + list(_damaged())
    for number, (name, data) in enumerate(cases):
        path = folder / f"{number:03}-{name}"
        path.write_bytes(data)
        try:
            for item in intake.articles([str(path)]):
                said["rejected" if isinstance(item, InputRejected) else "read"] += 1
                if not isinstance(item, InputRejected):
                    pipeline.code(item)
        except InputRejected:
            said["rejected when coded"] += 1
        except Exception as error:
            wrong.append(f"{path.name}: {type(error).__name__}")
    done = f"{len(cases)} inputs: {', '.join(f'{count} {what}' for what, count in sorted(said.items()))}"
    return Row("bad inputs", done, time.monotonic() - begun, wrong)


def _damaged() -> Iterator[tuple[str, bytes]]:
    """Good inputs of every kind, cut short, with flipped bytes, or spliced, from a fixed seed."""
    dice, texts = random.Random(7), [file.read_bytes() for file in EXAMPLES]
    for n in range(DAMAGED):
        raw = texts[n % len(texts)]
        kind, data = [
            ("txt", raw),
            ("html", b"<html><body><p>" + raw + b"</p></body></html>"),
            ("jsonl", json.dumps({"text": raw.decode(), "published": "2024-05-09"}).encode()),
        ][n % 3]
        damaged = bytearray(data[: dice.randrange(1, len(data))] if n % 2 else data)
        for _ in range(dice.randrange(1, 12)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        yield f"damaged.{kind}", bytes(damaged) + (data[dice.randrange(len(data)) :] if n % 5 == 0 else b"")


def replay() -> Row:
    """The examples coded again in every environment: the same bytes."""
    begun, found = time.monotonic(), dict[str, str]()
    for name, more in ENVIRONMENTS.items():
        with tempfile.TemporaryDirectory() as cwd:
            done = subprocess.run(
                [*CLI, "code", *map(str, EXAMPLES), "--published", "2024-05-09", "--format", "jsonl"],
                capture_output=True,
                check=True,
                cwd=cwd,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **more},
            )
        found[name] = hashlib.sha256(done.stdout).hexdigest()
    first = next(iter(found.values()))
    wrong = [f"{name} differs" for name, digest in found.items() if digest != first]
    return Row("replay", f"{len(found)} environments, claims {first[:16]}", time.monotonic() - begun, wrong)


def main() -> int:
    """Runs all. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, help="kills of writers on each store")
    parser.add_argument("--commands", type=int, default=20, help="kills of sayso add on each store")
    parser.add_argument(
        "--longest", type=float, default=2.0, help="seconds after which a writer is killed at the latest, at first"
    )
    given = parser.parse_args()
    kinds = ["SQLite", *(["PostgreSQL"] if SERVER else [])]
    if not SERVER:
        print(
            "no PostgreSQL: set SAYSO_TEST_POSTGRES to a postgresql:// address of a server that may be written",
            file=sys.stderr,
        )
    print("| what | done | took | faults |\n|---|---|---|---|", flush=True)
    failed = False
    with tempfile.TemporaryDirectory() as name:
        articles = stories(Path(name))
        works: list[Callable[[], Row]] = [replay, partial(bad_inputs, Path(name))]
        works += [partial(kills, kind, given.kills, given.longest) for kind in kinds if given.kills]
        works += [partial(command_kills, kind, given.commands, articles) for kind in kinds if given.commands]
        for work in works:
            row = work()
            failed |= bool(row.wrong)
            print(row, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
