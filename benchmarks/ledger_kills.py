"""Kill -9 at random moments during 200 additions with four writers at once: `python -m benchmarks.ledger_kills [WHERE …]`.

WHERE is a new folder or a postgresql:// address of an empty database; without one, a temporary folder. Exit status 1 if anything was
lost, doubled or unreadable.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time

from tests.ledger.kills import faults, torment


def main() -> int:
    """Runs the test on each store named. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("where", nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=50, help="additions of each of the four writers")
    parser.add_argument("--longest", type=float, default=3.0, help="seconds after which a writer is killed at the latest")
    given = parser.parse_args()
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        for where in given.where or [f"{folder}/ledger"]:
            begun = time.monotonic()
            result = torment(where, 4, given.each, given.seed, given.longest)
            wrong = faults(where, result)
            status |= bool(wrong)
            kept = sum(len(done) for done in result.confirmed.values())
            name = "postgresql" if "://" in where else "sqlite"
            print(
                f"{name}: {kept} additions, {result.starts} starts, {result.kills} kills, "
                f"{time.monotonic() - begun:.0f} s, faults: {wrong or 'none'}"
            )
    return status


if __name__ == "__main__":
    sys.exit(main())
