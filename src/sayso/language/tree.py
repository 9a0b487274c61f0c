"""Head scores → a tree: the best head of each word; the rare cycle is broken where it costs least (greedy, after
Edmonds 1967)."""

from __future__ import annotations

import numpy as np

from sayso.language.windows import Floats


def heads(scores: Floats) -> list[int]:
    """The head of each word of one sentence, its own number for the root. `scores` (words, words): row i holds the
    heads of word i.

    Exactly one root. The greedy choice stands where it is a tree already, as it almost always is.
    """
    best = [int(i) for i in scores.argmax(1)]
    roots = [i for i, h in enumerate(best) if i == h]
    if len(roots) == 1 and not _cycle(best):
        return best
    root = max(roots or range(len(best)), key=lambda i: (scores[i, i] - _second(scores, i), -i))
    return _rooted(scores, root)


def _second(scores: Floats, i: int) -> float:
    others = np.delete(scores[i], i)
    return float(others.max(initial=-1e9))


def _cycle(best: list[int]) -> list[int]:
    """The words of one cycle of length two or more, or an empty list."""
    state = [0] * len(best)
    for start in range(len(best)):
        path = []
        i = start
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            if best[i] == i:
                break
            i = best[i]
        if state[i] == 1 and best[i] != i and i in path:
            return path[path.index(i) :]
        for j in path:
            state[j] = 2
    return []


def _rooted(scores: Floats, root: int) -> list[int]:
    """The tree under a fixed root: each cycle is broken at the word whose best head outside costs least, until none is
    left."""
    open_scores = scores.astype(np.float64)
    np.fill_diagonal(open_scores, -1e9)
    open_scores[root] = -1e9
    open_scores[root, root] = 0.0
    best = [int(i) for i in open_scores.argmax(1)]
    while cycle := _cycle(best):
        outside = [i for i in range(len(best)) if i not in set(cycle) and not _under(best, i, cycle)]
        word, head = max(
            ((i, max(outside, key=lambda j: open_scores[i, j])) for i in cycle),
            key=lambda pair: open_scores[pair[0], pair[1]] - open_scores[pair[0], best[pair[0]]],
        )
        best[word] = head
    return best


def _under(best: list[int], i: int, cycle: list[int]) -> bool:
    """Word i hangs below the cycle, so that it cannot be its way out."""
    seen = set()
    inside = set(cycle)
    while i not in seen:
        if i in inside:
            return True
        seen.add(i)
        i = best[i]
    return False
