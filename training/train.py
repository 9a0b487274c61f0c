"""Trains the reader: `python -m training.train --open FOLDER --encoder model.safetensors --out build/reader`. Resumes
by itself.

Two courses from the public weights to the end: all data alike, then more news, and short texts alone as well; or, with
`--further`, a short one from a packaged reader. A checkpoint is kept every twenty minutes.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training import clean, labels, ours, packaged, sources
from training.batches import Batch, batches, collate
from training.model import Reader, Scores
from training.windows import IGNORE, MAX_PIECES, Document, Window, packed, windows

SEED, BATCH_PIECES = 20240509, 1000
LAYERS = ("news", "roles", "names", "coreference")
SHORT = 6
"""Texts of fewer sentences are read together with others: an article is read in full windows."""
PACKED_WORDS = 190
ENCODER_RATE, HEAD_RATE = 2e-4, 2e-3
WARM, LAST = 0.1, 0.02
"""Share of the steps in which the rates rise, and the share of the full rates at the end."""
ROW = 12.0
"""Words of a row of pairs that weigh as much as one tag."""
MINUTES = 20
"""A checkpoint is kept so often."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is read how often, and how fast it is learnt: rates rise and fall once in each course (Loshchilov and
    Hutter 2017).

    `rate`: share of the full rates. `others`: share of the open data. `news_times`: so often real news is read in each
    epoch, of which there is little and which is what is read in the end. `alone`: short texts are read alone too, as a
    user may give them. `acts`: weight of the acts' loss, `named`: of a word that names one against one that does not.
    """

    epochs: int
    rate: float
    others: float
    news_times: int
    alone: bool
    acts: float
    named: float


COURSES = (Course(5, 1.0, 1.0, 2, False, 1.5, 1.0), Course(4, 0.5, 0.6, 3, True, 3.0, 2.0))

FURTHER = Course(3, 0.4, 0.25, 3, True, 3.0, 2.0)
"""From a reader that has learnt all of it before but for what was annotated since."""


def open_documents(folder: Path, layers: Collection[str] = LAYERS) -> list[Document]:
    """All open data that may train: never a test part, never a document that a yardstick holds. `layers`: what of it
    is read."""
    ewt = sources.Layers(
        sources.factuality(folder / "factuality" / "uds_ih2.jsonl"),
        sources.tags_of(folder / "ner" / "uner_ewt_train.jsonl") if "names" in layers else {},
        sources.propbank(folder / "roles" / "propbank_ewt.jsonl") if "roles" in layers else {},
    )
    attributed = list(sources.attribution(folder / "attribution" / "gum_open.jsonl"))
    return [
        *sources.treebank(folder / "ud" / "en_ewt-ud-train.conllu", ewt),
        *sources.treebank(folder / "ud" / "en_gum_open-ud-train.conllu"),
        *sources.entities(folder / "ner" / "uner_ewt_dev.jsonl"),
        *sources.entities(folder / "ner" / "wikigold.jsonl"),
        *(sources.entities(folder / "ner" / "crossner_politics.jsonl") if "names" in layers else ()),
        *sources.military(folder / "ner" / "re3d_open.jsonl"),
        *(attributed if "coreference" in layers else [replace(d, clusters=[]) for d in attributed]),
    ]


def relations_of(documents: Sequence[Document]) -> dict[str, int]:
    """Every dependency label seen, with its main label, in a fixed order."""
    seen = Counter(r for d in documents for s in d.sentences for r in s.rels or ())
    names = sorted(set(seen) | {r.partition(":")[0] for r in seen})
    return {name: i for i, name in enumerate(names)}


def loss_of(scores: Scores, model: Reader, batch: Batch, course: Course) -> Tensor:
    """Sum of the heads' losses; what is not annotated costs nothing."""
    total = _cross(scores.tags, batch.tags) + 2.0 * _cross(scores.arcs, batch.heads)
    total = total + _cross(model.relations(scores.grammar, batch.heads.clamp(min=0)), batch.rels)
    total = total + 1.5 * _cross(scores.entities, batch.entities)
    total = total + _cross(scores.cues, batch.cues, batch.weight) + _pairs(scores.say, batch.say, batch.weight)
    total = total + 1.5 * _allowed(scores.statuses, batch.statuses)
    total = total + course.acts * _cross(scores.acts, batch.acts, named=course.named)
    total = total + 0.5 * _cross(scores.modes, batch.modes) + 0.3 * _cross(scores.changes, batch.changes)
    total = (
        total
        + 3.0 * _pairs(scores.slots, batch.slots, batch.weight)
        + 0.5 * _meant(scores.antecedents, batch.antecedents)
    )
    if len(batch.pairs):
        total = total + 0.5 * functional.cross_entropy(_types(scores, model, batch).float(), batch.types)
    return total


def _types(scores: Scores, model: Reader, batch: Batch) -> Tensor:
    """Logits of the marked pairs. Windows are picked by a product, whose gradient is fast on a CPU."""
    pick = functional.one_hot(batch.pairs, len(batch.pieces)).to(scores.words.dtype)
    words = torch.matmul(pick, scores.words.flatten(1)).view(len(pick), *scores.words.shape[1:])
    return model.relation(words, (batch.sentences >= 0).float()[batch.pairs], batch.marked)


def _cross(logits: Tensor, target: Tensor, weight: Tensor | None = None, named: float = 1.0) -> Tensor:
    """Cross-entropy of the words that are annotated; `named`: weight of every label but the first."""
    counted = target != IGNORE
    if not counted.any():
        return logits.sum() * 0.0
    each = functional.cross_entropy(
        logits.float().flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="none"
    )
    if weight is not None:
        each = each * weight[:, None].expand_as(target).flatten()
    if named != 1.0:
        each = torch.where(target.flatten() > 0, named * each, each)
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


def _meant(logits: Tensor, antecedents: Tensor) -> Tensor:
    """−log of the probability that falls on the antecedents of a mention, or on itself where it has none (Lee and
    others 2017)."""
    counted = antecedents.sum(-1) > 0
    if not counted.any():
        return logits.sum() * 0.0
    rows, right = logits[counted].float(), antecedents[counted]
    return -rows.log_softmax(-1).masked_fill(right == 0, -1e4).logsumexp(-1).mean()


class Trainer:
    """One course; goes on where its checkpoint left off, to the same weights."""

    def __init__(
        self, model: Reader, data: Sequence[Window], relations: dict[str, int], kept: Path, course: Course
    ) -> None:
        encoder = list(model.encoder.parameters())
        known = {id(p) for p in encoder}
        groups = [
            {"params": encoder, "lr": ENCODER_RATE * course.rate},
            {"params": [p for p in model.parameters() if id(p) not in known], "lr": HEAD_RATE * course.rate},
        ]
        self.model, self.data, self.relations, self.course, self.path = model, data, relations, course, kept
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.per_epoch = sum(1 for _ in batches(data, BATCH_PIECES, 0))
        self.steps = self.per_epoch * course.epochs
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.done = 0

    def _rate(self, step: int) -> float:
        return min((step + 1) / (WARM * self.steps), max(LAST, 1 - step / self.steps))

    def run(self) -> None:
        """Trains to the end of the last epoch and keeps the weights."""
        self._resume()
        kept = begun = time.monotonic()
        self.model.train()
        total = 0.0
        for epoch in range(self.done // self.per_epoch, self.course.epochs):
            groups = itertools.islice(batches(self.data, BATCH_PIECES, SEED + epoch), self.done % self.per_epoch, None)
            for group in groups:
                total += self._step(group)
                if self.done % 50 == 0:
                    rate = time.monotonic() - begun
                    print(
                        f"epoch {epoch + 1}/{self.course.epochs}, step {self.done}/{self.steps}, loss "
                        f"{total / 50:.3f}, {rate:.0f} s",
                        flush=True,
                    )
                    total = 0.0
                if time.monotonic() - kept > 60 * MINUTES:
                    self._keep()
                    kept = time.monotonic()
        self._keep()

    def _step(self, group: Sequence[Window]) -> float:
        torch.manual_seed(SEED + self.done)
        batch = collate(group, self.relations)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(self.model(*batch.inputs()), self.model, batch, self.course)
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.done += 1
        return loss.item()

    def _keep(self) -> None:
        parts = {"optimizer": self.optimizer.state_dict(), "schedule": self.schedule.state_dict(), "done": self.done}
        torch.save({"model": self.model.state_dict(), **parts}, self.path.with_suffix(".part"))
        self.path.with_suffix(".part").rename(self.path)

    def _resume(self) -> None:
        if self.path.exists():
            state = torch.load(self.path)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.schedule.load_state_dict(state["schedule"])
            self.done = state["done"]


def read(folder: Path, yardsticks: Path | None, layers: Collection[str], course: Course) -> list[Document]:
    """Every document that is learnt from, short ones also put together as an article has them. Raises Leak."""
    documents = clean.without_tests(open_documents(folder, layers), folder)
    written, told = list(ours.own(held_out=False)), clean.apart(ours.news()) if "news" in layers else []
    clean.check([*documents, *written, *told], folder, yardsticks)
    single = [
        len(d.sentences) == 1 and d.sentences[0].entities is not None and d.sentences[0].tags is None for d in documents
    ]
    names, running = (
        list(itertools.compress(documents, single)),
        [d for d, alone in zip(documents, single, strict=True) if not alone],
    )
    short = [d for d in written if len(d.sentences) < SHORT]
    long = [d for d in written if len(d.sentences) >= SHORT]
    others = [*running, *packed(names, PACKED_WORDS, SEED)]
    others = random.Random(SEED).sample(others, int(course.others * len(others)))
    return [
        *others,
        *packed(short, PACKED_WORDS, SEED),
        *(short if course.alone else ()),
        *long,
        *told * course.news_times,
    ]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--open", type=Path, required=True, help="folder of the open data (training/README.md)")
    parser.add_argument(
        "--encoder",
        type=Path,
        required=True,
        help="folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2",
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--yardsticks", type=Path, help="folder of gold data that must not stand among the training data"
    )
    parser.add_argument(
        "--layers",
        default=",".join(LAYERS),
        help="what is read beside trees, say-so and the written corpus, for ablations",
    )
    parser.add_argument(
        "--further",
        type=Path,
        help="a packaged reader (src/sayso/models) to go on from, in one short course, instead of from the encoder",
    )
    given = parser.parse_args()
    layers = given.layers.split(",")
    torch.set_flush_denormal(True)
    torch.set_num_threads(2)
    torch.manual_seed(SEED)
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(given.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    relations = relations_of(clean.without_tests(open_documents(given.open, layers), given.open))
    (given.out / "labels.json").write_text(json.dumps({**labels.lists(), "relations": list(relations)}))
    model = Reader(len(relations))
    if given.further is None:
        model.encoder.load(given.encoder / "model.safetensors")
    else:
        packaged.load(model, given.further)
    for number, course in enumerate(COURSES if given.further is None else (FURTHER,), 1):
        documents = read(given.open, given.yardsticks, layers, course)
        data = [w for d in documents for w in windows(d, tokenizer, MAX_PIECES)]
        print(f"course {number}: {len(data)} windows, {sum(len(w.pieces) for w in data)} pieces", flush=True)
        Trainer(model, data, relations, given.out / f"course-{number}.pt", course).run()
    if given.further is not None:
        packaged.between(model, given.further)
        torch.save({"model": model.state_dict()}, given.out / "further.pt")


if __name__ == "__main__":
    main()
