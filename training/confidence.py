"""Fits what the signs of a claim are worth: `python -m training.confidence`; writes data/confidence.yaml (then
tools/manifest.py).

A logistic regression with a ridge, by Newton's method (Hastie, Tibshirani and Friedman 2009, 4.4), on the claims of the
fit part of real news, which the reader has not learnt from: is act, status, actors, recipients and origin of a claim
right? `python -m corpus.score` says how far the confidence can be believed on other parts.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from benchmarks.confidence import Coded
from numpy.typing import NDArray

from corpus import score
from sayso.judge.score import judge

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


def of_news() -> list[Coded]:
    """The claims of the fit part that count, each with its signs and whether its core is right."""
    found: list[Coded] = []
    for text, gold in score.gold_of("fit"):
        coding = score.coding_of(text)
        signs = dict(coding.signs)
        for claim, right in judge(gold, [score.as_json(c) for c in coding.claims]).found:
            found.append(Coded(signs[str(claim["id"])], float(claim["confidence"]), right))
    return found


def _newton(x: NDArray[np.float64], y: NDArray[np.float64], ridge: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + ridge @ weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, slope)
    return weights


def main() -> None:
    """The command."""
    found = of_news()
    head = TABLE.read_text(encoding="utf-8").splitlines()[0]
    weights = fit(found)
    TABLE.write_text("\n".join([head, *(f"{name}: {w}" for name, w in weights.items())]) + "\n", encoding="utf-8")
    print(f"{len(found)} claims, {sum(c.right for c in found)} right: {weights}")


if __name__ == "__main__":
    main()
