"""Whether a sentence is about politics and conflict at all, or about sport, weather, trade, lives: a linear layer on
the reader's states.

Its weights are fitted on our corpus, whose every fifth text is about something else (training/topic.py).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

import numpy as np

from sayso import resources
from sayso.language.windows import Floats


@cache
def _layer() -> tuple[Floats, float]:
    raw = json.loads(resources.model("topic.json"))
    return np.array(raw["weights"], dtype=np.float32), float(raw["bias"])


def topic_log_odds(states: Floats, sentences: Sequence[int]) -> dict[int, float]:
    """Sentence number → natural log of the odds that it is politics. `states` (words, 384), `sentences` (words)."""
    weights, bias = _layer()
    numbers = np.asarray(sentences)
    return {int(n): float(states[numbers == n].mean(0) @ weights + bias) for n in np.unique(numbers)}


def smoothed(found: dict[int, float], count: int) -> tuple[float, ...]:
    """For each of `count` sentences the mean of its own log odds and the article's; 0 where nothing was read."""
    if not found:
        return (0.0,) * count
    whole = float(np.mean([found[n] for n in sorted(found)]))
    return tuple(round((found.get(n, whole) + whole) / 2, 3) for n in range(count))
