"""Trains the reader: `python -m training.train --open FOLDER --encoder model.safetensors --out build/reader`. Resumes by itself.

Five stretches with one schedule each; from the second on our corpus counts more. A checkpoint is kept after every epoch.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training import clean, labels, sources
from training.batches import Batch, batches, collate
from training.model import Reader, Scores
from training.windows import IGNORE, MAX_PIECES, Document, Window, packed, windows

SEED, BATCH_PIECES = 20240509, 1000
STRETCHES = (("first", 1, 1, 1.0, False), ("second", 3, 2, 1.0, False), ("third", 2, 2, 0.7, False), ("fourth", 4, 1, 0.7, True),
             ("fifth", 2, 1, 0.5, True))  # fmt: skip
"""Names and epochs of the stretches, how often our corpus is read in each epoch, the share of the full rates, and whether windows are
as full as those of an article: trees are then no longer cut short, and short texts are read once alone and twice among others."""
PACKED_WORDS = 190
ENCODER_RATE, HEAD_RATE = 2e-4, 2e-3
ROW = 12.0
"""Words of a row of pairs that weigh as much as one tag."""


def open_documents(folder: Path) -> list[Document]:
    """All open data that may train: never a test part, never a document that a yardstick holds."""
    facts = sources.factuality(folder / "factuality" / "uds_ih2.jsonl")
    return [
        *sources.treebank(folder / "ud" / "en_ewt-ud-train.conllu", facts),
        *sources.treebank(folder / "ud" / "en_gum_open-ud-train.conllu"),
        *sources.entities(folder / "ner" / "uner_ewt_dev.jsonl"),
        *sources.entities(folder / "ner" / "wikigold.jsonl"),
        *sources.military(folder / "ner" / "re3d_open.jsonl"),
        *sources.attribution(folder / "attribution" / "gum_open.jsonl"),
    ]


def relations_of(documents: Sequence[Document]) -> dict[str, int]:
    """Every dependency label seen, with its main label, in a fixed order."""
    seen = Counter(r for d in documents for s in d.sentences for r in s.rels or ())
    names = sorted(set(seen) | {r.partition(":")[0] for r in seen})
    return {name: i for i, name in enumerate(names)}


def loss_of(scores: Scores, model: Reader, batch: Batch) -> Tensor:
    """Sum of the heads' losses; what is not annotated costs nothing."""
    total = _cross(scores.tags, batch.tags) + 2.0 * _cross(scores.arcs, batch.heads)
    total = total + _cross(model.relations(scores.words, batch.heads.clamp(min=0)), batch.rels)
    total = total + 1.5 * _cross(scores.entities, batch.entities)
    total = total + _cross(scores.cues, batch.cues, batch.weight) + _pairs(scores.say, batch.say, batch.weight)
    total = total + 1.5 * _allowed(scores.statuses, batch.statuses) + 1.5 * _cross(scores.acts, batch.acts)
    total = total + 0.5 * _cross(scores.modes, batch.modes) + 0.3 * _cross(scores.changes, batch.changes)
    total = total + 2.0 * _pairs(scores.roles, batch.roles, batch.weight)
    if len(batch.pairs):
        total = total + 0.5 * functional.cross_entropy(_types(scores, model, batch).float(), batch.types)
    return total


def _types(scores: Scores, model: Reader, batch: Batch) -> Tensor:
    """Logits of the marked pairs. Windows are picked by a product, whose gradient is fast on a CPU."""
    pick = functional.one_hot(batch.pairs, len(batch.pieces)).to(scores.words.dtype)
    words = torch.matmul(pick, scores.words.flatten(1)).view(len(pick), *scores.words.shape[1:])
    return model.relation(words, (batch.sentences >= 0).float()[batch.pairs], batch.marked)


def _cross(logits: Tensor, target: Tensor, weight: Tensor | None = None) -> Tensor:
    counted = target != IGNORE
    if not counted.any():
        return logits.sum() * 0.0
    each = functional.cross_entropy(logits.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="none")
    if weight is not None:
        each = each * weight[:, None].expand_as(target).flatten()
    return each.sum() / counted.sum()


def _pairs(logits: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    counted = target >= 0
    if not counted.any():
        return logits.sum() * 0.0
    each = functional.binary_cross_entropy_with_logits(logits.float(), target.clamp(min=0), reduction="none") * counted
    rows = counted.any(-1).sum()
    return (each * weight[:, None, None, None]).sum() / rows / ROW


def _allowed(logits: Tensor, allowed: Tensor) -> Tensor:
    """−log of the probability that falls on the statuses a word may have."""
    counted = allowed.sum(-1) > 0
    if not counted.any():
        return logits.sum() * 0.0
    chosen = logits.float().log_softmax(-1).masked_fill(allowed == 0, -1e4).logsumexp(-1)
    return -(chosen * counted).sum() / counted.sum()


@dataclass(frozen=True, slots=True)
class Stretch:
    """One schedule: its name, epochs and the share of the full rates."""

    name: str
    epochs: int
    rate: float


def train(model: Reader, data: Sequence[Window], relations: dict[str, int], out: Path, stretch: Stretch) -> None:
    """One stretch with a warm-up and a linear fall of the rate. Skips epochs that a checkpoint holds."""
    encoder = list(model.encoder.parameters())
    known = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if id(p) not in known]
    groups = [{"params": encoder, "lr": ENCODER_RATE * stretch.rate}, {"params": heads, "lr": HEAD_RATE * stretch.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    steps = sum(1 for _ in batches(data, BATCH_PIECES, 0)) * stretch.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min((n + 1) / (0.1 * steps), max(0.02, 1 - n / steps)))
    for epoch in range(stretch.epochs):
        path = out / f"{stretch.name}-{epoch + 1}.pt"
        if path.exists():
            state = torch.load(path)
            model.load_state_dict(state["model"])
            optimizer.load_state_dict(state["optimizer"])
            schedule.load_state_dict(state["schedule"])
            continue
        _epoch(model, data, relations, optimizer, schedule, SEED + epoch)
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").rename(path)


def _epoch(
    model: Reader, data: Sequence[Window], relations: dict[str, int], optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR, seed: int,
) -> None:  # fmt: skip
    model.train()
    torch.manual_seed(seed)
    begun, total, seen = time.monotonic(), 0.0, 0
    for number, group in enumerate(batches(data, BATCH_PIECES, seed), 1):
        batch = collate(group, relations)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(model(*batch.inputs()), model, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total, seen = total + loss.item(), seen + len(group)
        if number % 50 == 0:
            print(f"{seen}/{len(data)} windows, loss {total / 50:.3f}, {time.monotonic() - begun:.0f} s", flush=True)
            total = 0.0


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=Path, required=True, help="folder of the open data (training/README.md)")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--yardsticks", type=Path, help="folder of gold data that must not stand among the training data")
    parser.add_argument("--start", type=Path, help="begin from these weights; heads they lack begin fresh")
    parser.add_argument("--begin", default="first", choices=[name for name, *_ in STRETCHES], help="first stretch to run")
    given = parser.parse_args()
    torch.set_flush_denormal(True)
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(given.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    documents, ours = clean.without_tests(open_documents(given.open), given.open), list(sources.own(held_out=False))
    clean.check([*documents, *ours], given.open, given.yardsticks)
    relations = relations_of(documents)
    (given.out / "labels.json").write_text(json.dumps({**labels.lists(), "relations": list(relations)}))
    model = Reader(len(relations))
    if given.start:
        model.load_state_dict(torch.load(given.start)["model"], strict=False)
    else:
        model.encoder.load(given.encoder / "model.safetensors")
    begin = [name for name, *_ in STRETCHES].index(given.begin)
    for name, epochs, times, rate, full in STRETCHES[begin:]:
        read = _full(documents, ours) if full else [*documents, *ours * times]
        data = [w for d in read for w in windows(d, tokenizer, MAX_PIECES if full else _limit(d))]
        print(f"stretch {name}: {len(data)} windows", flush=True)
        train(model, data, relations, given.out, Stretch(name, epochs, rate))


def _full(documents: Sequence[Document], ours: Sequence[Document]) -> list[Document]:
    """What a stretch with full windows reads: sentences that came alone also together."""
    names = [d for d in documents if len(d.sentences) == 1 and d.sentences[0].entities is not None]
    short = [d for d in ours if len(d.sentences) < 6]
    together = [d for seed in (SEED, SEED + 1) for some in (short, names) for d in packed(some, PACKED_WORDS, seed)]
    return [*documents, *ours, *together]


def _limit(document: Document) -> int:
    """Trees are read in short windows: cheaper, and their arcs never leave a sentence."""
    return 100 if document.sayings is None and document.sentences[0].tags is not None else 254


if __name__ == "__main__":
    main()
