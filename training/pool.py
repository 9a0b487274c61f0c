"""Fits the scores of `sayso relate`: `python -m training.pool`; writes them into data/relation.yaml (then tools/manifest.py).

`scale` is the one number by which the pooled logarithms are multiplied (temperature scaling, Guo et al. 2017), `doubt` the share of the
whole that all types divide evenly. Neither changes which type is best. They are fitted by the log loss on one half of the pairs that
neither reader nor relation head has seen: boundary cases, which are plain sentences, and the held-out part of the corpus, which is harder
than news, since it was written to hold words that the lexicon lacks. `benchmarks.calibration` measures on the other half.
"""

from __future__ import annotations

import math
import re
from itertools import product
from pathlib import Path

from benchmarks.calibration import Case, cases

from sayso.claims import relation

TABLE = Path(__file__).parent.parent / "src" / "sayso" / "data" / "relation.yaml"
SCALES = [round(0.2 + 0.05 * n, 2) for n in range(57)]
DOUBTS = [round(0.01 * n, 2) for n in range(16)]


def loss(found: list[tuple[Case, relation.Votes]], factor: float, doubt: float) -> float:
    """Mean −log of the probability of the right type where all logarithms are multiplied by `factor` and `doubt` is shared out."""
    total = 0.0
    for case, chances in found:
        raised = {kind: p**factor for kind, p in chances.items()}
        total -= math.log((1 - doubt) * raised.get(case.kind, 0.0) / sum(raised.values()) + doubt / len(raised) + 1e-9)
    return total / len(found)


def main() -> None:
    """The command."""
    found = [(case, relation.pool(case.votes, doubt=0.0)) for case in cases("fit")]
    text = TABLE.read_text(encoding="utf-8")
    now = _number(text, "scale")
    scale, doubt = min(product(SCALES, DOUBTS), key=lambda pair: (loss(found, pair[0] / now, pair[1]), pair))
    before = loss(found, 1.0, _number(text, "doubt"))
    for name, value in (("scale", scale), ("doubt", doubt)):
        text = re.sub(rf"^{name}: .*$", f"{name}: {value}", text, flags=re.MULTILINE)
    TABLE.write_text(text, encoding="utf-8")
    print(f"{len(found)} pairs: scale {scale}, doubt {doubt}, log loss {loss(found, scale / now, doubt):.4f} (was {before:.4f})")


def _number(text: str, name: str) -> float:
    return float(re.findall(rf"^{name}: (\S+)$", text, re.MULTILINE)[0])


if __name__ == "__main__":
    main()
