"""Trains the relation head alone, over the frozen states of the packaged reader: `python -m training.relation --into
src/sayso/models`.

Learns from all pairs of the corpus that are not held out (corpus/pairs.py), those written as pairs three times as
much: they are the harder ones, and the reader has never seen their sentences. Writes `relation.onnx` in int8 and puts
its digest into the
card; the graph is checked against PyTorch. Prints accuracy on the held-out pairs, of the old head and of the new one.
Two minutes on two
cores.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from corpus.pairs import FOLDER, Pair, pairs
from torch import Tensor
from torch.nn import functional

from sayso.english.sentences import spans
from sayso.language.encoder import Encoder
from sayso.language.windows import token_windows
from sayso.language.words import cut
from training import card, graph, labels
from training.model import HIDDEN, Relation

SEED, EPOCHS, BATCH, RATE, DECAY, SMOOTH = 1, 8, 32, 1e-3, 0.05, 0.1
WRITTEN = 3.0
"""How much a pair of `corpus/relations` counts."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with the states of its sentence's words (words, HIDDEN), the words of both sides, and what the packaged
    head says."""

    pair: Pair
    words: np.ndarray
    marked: np.ndarray
    old: str


def examples(encoder: Encoder, found: Iterable[Pair]) -> list[Example]:
    """The pairs of which one window of the encoder holds both sides."""
    return [example for pair in found if (example := _example(encoder, pair)) is not None]


def _example(encoder: Encoder, pair: Pair) -> Example | None:
    text = pair.sentence
    for window in token_windows(
        encoder.tokenizer, text, [cut(text, s, e) for s, e in spans(text, 0, len(text))], frozenset()
    ):
        sides = [
            [i for i, (s, e) in enumerate(window.spans) if s < stop and e > start]
            for start, stop in (pair.actor, pair.recipient)
        ]
        if all(sides):
            words = encoder.scores(window).words.astype(np.float32)
            marked = np.zeros((2, len(words)), dtype=np.float32)
            for side, inside in enumerate(sides):
                marked[side, inside] = 1.0
            said = encoder.relation(words, sides[0], sides[1])
            return Example(pair, words, marked, labels.EVENT_TYPES[int(said.argmax())])
    return None


def collate(found: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """words (pairs, words, HIDDEN), real (pairs, words), marked (pairs, 2, words), padded with zeros."""
    longest = max(len(e.words) for e in found)
    words, real, marked = (
        torch.zeros(len(found), longest, HIDDEN),
        torch.zeros(len(found), longest),
        torch.zeros(len(found), 2, longest),
    )
    for i, example in enumerate(found):
        size = len(example.words)
        words[i, :size], real[i, :size] = torch.from_numpy(example.words), 1.0
        marked[i, :, :size] = torch.from_numpy(example.marked)
    return words, real, marked


def train(found: Sequence[Example]) -> Relation:
    """A head trained from the start; the same examples give the same head on one machine."""
    torch.manual_seed(SEED)
    order, shuffled, model = list(range(len(found))), random.Random(SEED), Relation()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(found) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        model.train()
        shuffled.shuffle(order)
        for at in range(0, len(order), BATCH):
            _step(model, [found[i] for i in order[at : at + BATCH]], optimizer)
            schedule.step()
    return model.eval()


def _step(model: Relation, group: Sequence[Example], optimizer: torch.optim.Optimizer) -> None:
    wanted = torch.tensor([labels.EVENT_TYPES.index(e.pair.kind) for e in group])
    weights = torch.tensor([WRITTEN if e.pair.id == e.pair.source else 1.0 for e in group])
    losses = functional.cross_entropy(model(*collate(group)), wanted, reduction="none", label_smoothing=SMOOTH)
    optimizer.zero_grad()
    (losses * weights).mean().backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()


def measure(name: str, model: Relation, found: Sequence[Example]) -> None:
    """Prints how many held-out pairs the old head and the new one have right."""
    right = 0
    with torch.no_grad():
        for example in found:
            best = int(model(*collate([example]))[0].argmax())
            right += labels.EVENT_TYPES[best] == example.pair.kind
    old = sum(e.old == e.pair.kind for e in found)
    print(f"{name}: {len(found)} held out, old head {old / len(found):.4f}, new head {right / len(found):.4f}")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, required=True, help="folder of the packaged model")
    into: Path = parser.parse_args().into
    every = examples(Encoder(threads=2), pairs())
    model = train([e for e in every if not e.pair.held_out])
    held = [e for e in every if e.pair.held_out]
    measure(f"corpus/{FOLDER}", model, [e for e in held if e.pair.id == e.pair.source])
    measure("acts of texts", model, [e for e in held if e.pair.id != e.pair.source])
    with tempfile.TemporaryDirectory() as folder:
        (into / "relation.onnx").write_bytes(graph.export_pair(model, Path(folder)).read_bytes())
    written = json.loads((into / "card.json").read_text(encoding="utf-8"))
    card.keep(card.with_head(written, into), into)


if __name__ == "__main__":
    main()
