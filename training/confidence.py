"""Fits what the signs of a claim are worth: `python -m training.confidence`; writes data/confidence.yaml (then
tools/manifest.py).

A logistic regression with a ridge, by Newton's method (Hastie, Tibshirani and Friedman 2009, 4.4), on the claims of
the boundary cases and of the corpus's held-out part (benchmarks/confidence.py); `training.calibration` measures with a
fit on one half at a
time, on the other.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from benchmarks.confidence import Coded, coded
from numpy.typing import NDArray

TABLE = Path(__file__).parent.parent / "src" / "sayso" / "data" / "confidence.yaml"
RIDGE = 5.0
"""Penalty on the square of each weight but the bias."""
STEPS = 30


def fit(found: list[Coded]) -> dict[str, float]:
    """Sign → weight, to three decimals, and the `bias`."""
    names = list(found[0].signs)
    x = np.array([[1.0, *(claim.signs[name] for name in names)] for claim in found])
    y = np.array([float(claim.right) for claim in found])
    weights = _newton(x, y, np.diag([0.0, *[RIDGE] * len(names)]))
    return dict(zip(["bias", *names], (round(float(w), 3) for w in weights), strict=True))


def _newton(x: NDArray[np.float64], y: NDArray[np.float64], ridge: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + ridge @ weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, slope)
    return weights


def main() -> None:
    """The command."""
    found = [claim for which in ("fit", "test") for claim in coded(which)]
    head = TABLE.read_text(encoding="utf-8").splitlines()[0]
    weights = fit(found)
    TABLE.write_text("\n".join([head, *(f"{name}: {w}" for name, w in weights.items())]) + "\n", encoding="utf-8")
    print(f"{len(found)} claims, {sum(c.right for c in found)} right: {weights}")


if __name__ == "__main__":
    main()
