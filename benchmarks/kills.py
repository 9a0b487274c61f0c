"""Kill -9 at random moments: several writers at once, each killed and started again until all its reports are
confirmed."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from sayso.answers.store import open_ledger
from sayso.ledger.queries import sizes
from sayso.ledger.scope import Query

ROOT = Path(__file__).parent.parent


@dataclass
class Torment:
    """What happened: kills, and what each writer was told is kept."""

    kills: int = 0
    starts: int = 0
    confirmed: dict[str, set[int]] = field(default_factory=dict)


def torment(where: str, writers: int, each: int, seed: int, longest: float) -> Torment:
    """Lets the writers add `each` reports while killing every one of them after at most `longest` seconds; returns
    when all are done.

    The time grows a little with every start, so that a slow machine comes to an end too. After a kill a writer begins
    again at the report before the last one confirmed, as somebody who repeats a command does.
    """
    result = Torment(confirmed={f"w{n}": set() for n in range(writers)})
    threads = [
        threading.Thread(target=_drive, args=(where, f"w{n}", each, random.Random(seed + n), longest, result))
        for n in range(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return result


def _drive(where: str, name: str, each: int, dice: random.Random, longest: float, result: Torment) -> None:
    while (done := len(result.confirmed[name])) < each:
        first = max(0, done - 1)
        command = [sys.executable, "-m", "benchmarks.killed_writer", where, name, str(first), str(each - first)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
        result.starts += 1
        assert process.stdout is not None
        killer = threading.Timer(dice.uniform(0.3, longest), process.kill)
        longest *= 1.2
        last = dice.random() < 0.2 and done > each // 2
        if not last:
            killer.start()
        for line in process.stdout:
            result.confirmed[name].add(int(line))
        killer.cancel()
        code = process.wait()
        result.kills += code == -9
        if code not in (0, -9):
            raise AssertionError(process.stderr.read() if process.stderr else "")
        time.sleep(0.01)


def faults(where: str, expected: Torment) -> list[str]:
    """What is wrong with the ledger afterwards: lost or doubled articles, claims or movements; empty where all is
    well."""
    found = []
    total = sum(len(done) for done in expected.confirmed.values())
    with open_ledger(where) as ledger, ledger.reading() as connection:
        counted = sizes(connection)
        for table, times in (("articles", 1), ("versions", 1), ("codings", 1), ("claims", 3), ("movements", 3)):
            if counted[table] != times * total:
                found.append(f"{table}: {counted[table]} rows, {times * total} expected")
        names = {str(name) for (name,) in connection.exec_driver_sql("SELECT article_id FROM articles")}
        lost = {f"{name}-{n}" for name, done in expected.confirmed.items() for n in done} - names
        found += [f"lost: {name}" for name in sorted(lost)]
        orphans = connection.exec_driver_sql(
            "SELECT count(*) FROM claims c LEFT JOIN records r ON r.claim = c.n WHERE r.claim IS NULL"
        ).scalar()
        if orphans:
            found.append(f"{orphans} claims without a record")
        if connection.dialect.name == "sqlite":
            sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            found += [] if sound == "ok" else [str(sound)]
    with open_ledger(where) as ledger:
        if len(ledger.presence(Query("USA", "SYR")).entries) != 4:
            found.append("presence does not answer")
    return found
