"""The search: `python -m tests.fuzz [SECONDS] [TARGET...]`. Prints each find as a line for `tests/cases/fuzz.jsonl`.

Each round gives every target some examples under a seed of its own, so that no two rounds try the same; a find is
made small first. Exit status 1 with finds.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.cases import Case, line
from tests.fuzz.targets import TARGETS, Target

EXAMPLES = 40
"""Of one target in one round."""
SECONDS = 1800
QUIET = settings(
    max_examples=EXAMPLES,
    database=None,
    deadline=None,
    derandomize=False,
    print_blob=False,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)


@dataclass(frozen=True, slots=True)
class Find:
    """What broke a target, made small, and where."""

    case: Case
    place: str
    trace: str


def hunt(name: str, target: Target, number: int) -> Find | None:
    """Some examples of one target under one seed; the smallest that broke it."""
    last: list[Any] = [None]

    @seed(number)
    @QUIET
    @given(target.values)
    def run(value: Any) -> None:
        last[0] = value
        target.check(value)

    try:
        run()
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        at = next((f for f in reversed(frames) if "/sayso/" in f.filename or "targets" in f.filename), frames[-1])
        place = f"{type(error).__name__} at {at.filename.rpartition('/sayso/')[2]}:{at.name}"
        return Find(Case(name, last[0], f"{place}: {error}"[:200]), place, traceback.format_exc())
    return None


def main(seconds: float, names: list[str]) -> int:
    """Searches for so long; the number of different finds."""
    end, found, tried = time.monotonic() + seconds, set(), Counter[str]()
    number = time.time_ns() % 1_000_000_007
    print(f"seed {number}", file=sys.stderr)
    while time.monotonic() < end:
        for name in names:
            number += 1
            find = hunt(name, TARGETS[name], number)
            tried[name] += EXAMPLES
            if find and (name, find.place) not in found:
                found.add((name, find.place))
                print(find.trace, file=sys.stderr, flush=True)
                print(line(find.case), flush=True)
            if time.monotonic() >= end:
                break
    counts = ", ".join(f"{name} {count:,}" for name, count in sorted(tried.items()))
    print(f"{len(found)} finds; examples: {counts}", file=sys.stderr)
    return len(found)


if __name__ == "__main__":
    given_time = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    sys.exit(1 if main(given_time, sys.argv[2:] or list(TARGETS)) else 0)
