"""Fits the scale of `sayso relate`: `python -m training.pool`; writes it into data/relation.yaml (then tools/manifest.py).

The scale is the one number by which the pooled logarithms are multiplied (temperature scaling, Guo et al. 2017). It is fitted by the log
loss on the pairs of one half of the corpus's held-out part, which neither reader nor relation head has seen; `benchmarks.calibration`
measures on the other half.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

from benchmarks.calibration import Case, cases

from sayso.claims import relation

TABLE = Path(__file__).parent.parent / "src" / "sayso" / "data" / "relation.yaml"
GRID = [round(0.2 + 0.05 * n, 2) for n in range(37)]


def loss(found: list[Case], factor: float) -> float:
    """Mean −log of the probability of the right type where all logarithms are multiplied by `factor`."""
    total = 0.0
    for case in found:
        raised = {kind: p**factor for kind, p in relation.pool(case.votes).items()}
        total -= math.log(max(1e-9, raised[case.kind] / sum(raised.values())))
    return total / len(found)


def main() -> None:
    """The command."""
    found = list(cases("fit"))
    text = TABLE.read_text(encoding="utf-8")
    now = float(re.findall(r"^scale: (\S+)$", text, re.MULTILINE)[0])
    best = min(GRID, key=lambda scale: (loss(found, scale / now), scale))
    TABLE.write_text(re.sub(r"^scale: .*$", f"scale: {best}", text, flags=re.MULTILINE), encoding="utf-8")
    print(f"{len(found)} pairs: scale {best}, log loss {loss(found, best / now):.4f} (was {loss(found, 1.0):.4f})")


if __name__ == "__main__":
    main()
