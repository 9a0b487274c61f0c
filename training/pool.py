"""Fits how sure `sayso relate` may be: `python -m training.pool`; writes it into data/relation.yaml (then
tools/manifest.py).

`scale` is the number by which the pooled logarithms are multiplied (temperature scaling, Guo et al. 2017), `doubt` the
part of the whole that all types share evenly; one pair of them where a word of the lexicon speaks, another where what
was learnt speaks
alone. Neither changes which type is best. They are fitted by the log loss of the best score, right or wrong, on all
pairs of
benchmarks/marked.py;
`training.calibration` measures with a fit on one half of them at a time, on the other half.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path

from benchmarks.marked import Case, cases

from sayso.claims.relate.relation import Sureness, case_of

TABLE = Path(__file__).parent.parent / "src" / "sayso" / "data" / "relation.yaml"
SCALES = [round(0.6 + 0.1 * n, 1) for n in range(30)]
DOUBTS = [round(0.01 * n, 2) for n in range(16)]
EDGE = 0.001


def loss(found: Sequence[Case], sureness: Sureness) -> float:
    """Mean −log of what the best score gives to its being right, or wrong."""
    total = 0.0
    for case in found:
        score, right = case.scored(sureness)
        chance = min(1 - EDGE, max(EDGE, score))
        total -= math.log(chance if right else 1 - chance)
    return total / len(found)


def fit(found: Iterable[Case]) -> Mapping[str, Sureness]:
    """Case (`word`, `none`) → what fits best."""
    groups: dict[str, list[Case]] = {"none": [], "word": []}
    for case in found:
        groups[case_of(case.votes)].append(case)
    grid = [Sureness(*pair) for pair in product(SCALES, DOUBTS)]
    return {name: min(grid, key=lambda given: (loss(some, given), given)) for name, some in groups.items()}


def main() -> None:
    """The command."""
    every = [case for which in ("fit", "test") for case in cases(which)]
    text = TABLE.read_text(encoding="utf-8")
    for name, (scale, doubt) in fit(every).items():
        text = re.sub(rf"^  {name}: .*$", f"  {name}: {{scale: {scale}, doubt: {doubt}}}", text, flags=re.MULTILINE)
        print(f"{name}: scale {scale}, doubt {doubt}")
    TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
