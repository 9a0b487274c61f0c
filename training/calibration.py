"""How far the scores of `relate` can be believed: `python -m training.calibration`. A reliability table and the
expected calibration error (ECE); of claims `python -m corpus.score` tells it.

The marked pairs of benchmarks/marked.py in two folds: what is fitted (training/pool.py) is fitted on one half of the
texts and scored on the other, and the other way round, so that no text is scored by a fit that saw it; what the package
holds is fitted on both halves. ECE over ten equal bins, weighed by their counts (Naeini et al. 2015).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.marked import Case, cases

from sayso.claims.relate.relation import case_of
from training import pool

BINS = 10
FOLDS = (("fit", "test"), ("test", "fit"))


def reliability(scored: Iterable[tuple[float, bool]]) -> tuple[list[tuple[int, float, float]], float]:
    """(Count, mean score, share right) of each bin that holds any, and the ECE."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in scored:
        bins[min(BINS - 1, int(score * BINS))].append((score, right))
    rows = [(len(b), sum(s for s, _ in b) / len(b), sum(r for _, r in b) / len(b)) for b in bins if b]
    whole = sum(n for n, _, _ in rows)
    return rows, sum(n * abs(mean - right) for n, mean, right in rows) / max(1, whole)


def show(name: str, scored: Sequence[tuple[float, bool]]) -> None:
    """Prints the table."""
    rows, error = reliability(scored)
    right = sum(holds for _, holds in scored) / max(1, len(scored))
    print(f"{name}: ECE {error:.4f}, right {right:.4f} of {sum(n for n, _, _ in rows)}")
    for count, mean, right in rows:
        print(f"  score {mean:.3f}  right {right:.3f}  n {count}")


def pairs() -> Iterator[tuple[Case, tuple[float, bool]]]:
    """Every marked pair, its best score and whether that is right."""
    halves = {which: list(cases(which)) for which in FOLDS[0]}
    for one, other in FOLDS:
        fitted = pool.fit(halves[one])
        yield from ((case, case.scored(fitted[case_of(case.votes)])) for case in halves[other])


def main() -> int:
    """The command. Returns the exit status."""
    found = list(pairs())
    show("relate", [scored for _, scored in found])
    show("relate, boundary cases", [scored for case, scored in found if case.boundary])
    show("relate, held-out corpus", [scored for case, scored in found if not case.boundary])
    return 0


if __name__ == "__main__":
    sys.exit(main())
