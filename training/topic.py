"""Fits the layer that tells politics from other news on the states of an exported reader: called by `training.card`.

Positive are the sentences of our corpus (without its held-out part) in texts about politics and those of the learn part
of real news, negative those of its decoys; both sides weigh the same. Logistic regression with an L2 penalty, by
L-BFGS from zero: no randomness.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from corpus.reader import everything
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

from corpus import standoff
from sayso.language.windows import token_windows
from sayso.language.words import cut
from training.sources import split

PENALTY = 5e-4
MOST = 1200
"""Texts of each side: more change nothing."""
Floats = NDArray[np.float32]


def states(graph: Path, texts: Iterable[str]) -> Iterator[Floats]:
    """The mean state (384) of every sentence of the texts."""
    reader = onnxruntime.InferenceSession(str(graph / "reader.onnx"), providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(graph / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    for text in texts:
        words = cut(text)
        for window in token_windows(tokenizer, text, [[words[i] for i in group] for group in split(text, words)]):
            feed = {
                "pieces": window.pieces,
                "first": window.first,
                "last": window.last,
                "shapes": window.shapes,
                "sentences": window.sentences,
            }
            found = np.round(reader.run(["middle"], feed)[0], 3)
            yield from (found[window.sentences == n].mean(0) for n in np.unique(window.sentences))


def fit(politics: Floats, other: Floats) -> tuple[list[float], float]:
    """Weights (384) and bias of a balanced logistic regression."""
    x = torch.tensor(np.vstack([politics, other]), dtype=torch.float64)
    y = torch.cat([torch.ones(len(politics)), torch.zeros(len(other))]).double()
    each = torch.where(y > 0, len(y) / 2 / len(politics), len(y) / 2 / len(other))
    weights = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, bias], max_iter=200)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        found = (
            functional.binary_cross_entropy_with_logits(x @ weights + bias, y, weight=each)
            + PENALTY * weights.square().sum()
        )
        found.backward()
        return found

    optimizer.step(loss)
    return [round(v, 5) for v in weights.tolist()], round(float(bias), 5)


def write(graph: Path) -> None:
    """Writes `topic.json` beside the exported reader."""
    texts = [t for t in everything() if not t.held_out]
    told = [t for t in standoff.texts("learn") if t.fields.get("acts")]
    sides = [[t.text for t in texts if bool(t.fields.get("decoy")) is decoy][:MOST] for decoy in (False, True)]
    sides = [[t.text for t in told] + sides[0], sides[1] + [t.text for t in standoff.texts("learn") if t not in told]]
    weights, bias = fit(*(np.array(list(states(graph, side))) for side in sides))
    (graph / "topic.json").write_text(json.dumps({"weights": weights, "bias": bias}) + "\n")
