"""A writer for the tests of kills: `python -m benchmarks.killed_writer WHERE NAME FIRST COUNT` adds reports until it is
done or killed."""

from __future__ import annotations

import sys

from benchmarks.reports import MACHINE, Report
from sayso.answers.store import open_ledger


def report(name: str, n: int) -> Report:
    """The n-th report of a writer: three claims that differ from all others'."""
    found = Report(
        f"{name}-{n}",
        "2020-01-01",
        f"Report {n} of {name}: soldiers came to Manbij, soldiers stay in Syria, soldiers left Sarrin.",
    )
    found.moves("came to Manbij", "arrive", "Manbij", by="Pentagon", time="2019-12-31")
    found.moves("stay in Syria", "remain", "Syria", by="Pentagon", status="ongoing")
    return found.moves("left Sarrin", "leave", "Sarrin", by="Pentagon", time="2019-12-30")


def main(where: str, name: str, first: int, count: int) -> None:
    """Adds the reports one by one and says each that was confirmed."""
    with open_ledger(where, create=True) as ledger, ledger.writing("test", "0") as run:
        for n in range(first, first + count):
            told = report(name, n)
            run.add(told.article, told.claims, MACHINE)
            print(n, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
