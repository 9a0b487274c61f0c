"""One pool from its examples: a logistic regression with a ridge, by Newton's method (Hastie, Tibshirani and Friedman
2009, 4.4), and the chance from which the answer is yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.claims.weigh import BIAS, NEEDED, Signs

RIDGE = 5.0
"""Penalty on the square of each weight but the bias."""
STEPS, FOLDS = 30, 5
FOUND, SAME = frozenset({"gate"}), 0.005
"""Decisions whose F1 counts as the same where it is less than the best by no more: of those chances the lowest is
taken, for what is not claimed is lost."""
EVEN = frozenset({"topic"})
"""Decisions whose yes and no count the same, however many there are of each; from the chance needed on"""
LET_THROUGH = 0.13
"""so many of the wrong ones pass at most."""
FOR = {
    "topic": frozenset(
        {
            "topic",
            "article",
            "any_act",
            "act",
            "state",
            "country",
            "force",
            "office",
            "violent",
            "both_sides",
            "a_land",
            "two_lands",
            "armed",
        }
    )
}
"""Signs that can only speak for a decision: one that its few examples would turn round counts nothing."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question that a pool answers: of which decision and text, its signs, and the right answer."""

    decision: str
    text: int
    signs: Signs
    right: bool
    counts: float = 1.0


def fitted(found: Sequence[Example]) -> dict[str, float]:
    """Sign → weight, to three decimals, the bias, and the chance needed."""
    names = list(found[0].signs)
    x = np.array([[1.0, *(e.signs[name] for name in names)] for e in found])
    held = np.array([False, *(name in FOR.get(found[0].decision, ()) for name in names)])
    y = np.array([float(e.right) for e in found])
    fold = np.array([e.text % FOLDS for e in found])
    even = found[0].decision in EVEN
    each = np.where(y > 0, y.mean() if not even else 0.5, 1 - y.mean() if not even else 0.5)
    each = each / np.where(y > 0, y.mean(), 1 - y.mean()) * np.array([e.counts for e in found])
    chances = np.zeros(len(y))
    for k in range(FOLDS):
        if (fold == k).any():
            weights_ = _upright(x[fold != k], y[fold != k], each[fold != k], held)
            chances[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ weights_))
    needed, best = _threshold(found[0].decision, chances, y, each)
    loss = -np.mean(y * np.log(chances) + (1 - y) * np.log(1 - chances))
    print(f"{found[0].decision}: {len(y)} examples, {int(y.sum())} yes, over folds F1 {best:.3f}, loss {loss:.3f}")
    weights = [round(float(w), 3) for w in _upright(x, y, each, held)]
    return {BIAS: weights[0], NEEDED: round(float(needed), 2), **dict(zip(names, weights[1:], strict=True))}


def _threshold(decision: str, chances: Floats, y: Floats, each: Floats) -> tuple[float, float]:
    """The chance needed for yes, and the best F1."""
    steps = np.arange(0.1, 0.91, 0.02)
    f1 = {t: _f1(chances >= t, y, each) for t in steps}
    best = max(f1.values())
    if decision in EVEN:
        return next(t for t in steps if (chances[y == 0] >= t).mean() <= LET_THROUGH), best
    return min(t for t in steps if f1[t] >= best - (SAME if decision in FOUND else 0.0)), best


def _f1(said: NDArray[np.bool_], y: Floats, each: Floats) -> float:
    return float(2 * (said * y * each).sum() / max(1.0, (said * each).sum() + (y * each).sum()))


def _upright(x: Floats, y: Floats, each: Floats, held: NDArray[np.bool_]) -> Floats:
    """The weights, none of the `held` ones below 0: who would be is left out, and the others are fitted again."""
    kept = np.ones(x.shape[1], dtype=bool)
    while True:
        weights = np.zeros(x.shape[1])
        weights[kept] = _newton(x[:, kept], y, each)
        if not (held & (weights < 0)).any():
            return weights
        kept &= ~(held & (weights < 0))


def _newton(x: Floats, y: Floats, each: Floats) -> Floats:
    weights, ridge = np.zeros(x.shape[1]), np.diag([0.0, *[RIDGE] * (x.shape[1] - 1)])
    for _ in range(STEPS):
        p = np.clip(1 / (1 + np.exp(-x @ weights)), 1e-6, 1 - 1e-6)
        slope = x.T @ ((p - y) * each) + ridge @ weights
        weights -= np.linalg.solve((x * (p * (1 - p) * each)[:, None]).T @ x + ridge, slope)
    return weights
