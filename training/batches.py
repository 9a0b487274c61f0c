"""Windows → padded tensors, in batches of about equal work."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training import labels
from training.windows import IGNORE, Window, shape

ENTITY = {name: i for i, name in enumerate(labels.ENTITIES)}
TAG = {name: i for i, name in enumerate(labels.TAGS)}
STATUS = {name: i for i, name in enumerate(labels.STATUSES)}
ACT = {name: i for i, name in enumerate(labels.ACTS)}


@dataclass(slots=True)
class Batch:
    """Inputs of the reader and its targets; IGNORE marks what is not annotated.

    `statuses` (batch, words, statuses) is 1 for every status a word may have, all 0 where it is not annotated.
    `say` (batch, 2, words, words) is 0 or 1, -1 where it does not count.
    """

    pieces: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    shapes: Tensor
    sentences: Tensor
    tags: Tensor
    heads: Tensor
    rels: Tensor
    entities: Tensor
    cues: Tensor
    say: Tensor
    statuses: Tensor
    acts: Tensor
    weight: Tensor

    def inputs(self) -> tuple[Tensor, ...]:
        """What `Reader.forward` takes."""
        return self.pieces, self.mask, self.first, self.last, self.shapes, self.sentences


def collate(windows: Sequence[Window], relations: dict[str, int]) -> Batch:
    """One padded batch."""
    n, p, w = len(windows), max(len(x.pieces) for x in windows), max(len(x.first) for x in windows)
    pieces, mask = torch.zeros(n, p, dtype=torch.long), torch.zeros(n, p)
    first, last, shapes = (torch.zeros(n, w, dtype=torch.long) for _ in range(3))
    sentences = torch.full((n, w), -1, dtype=torch.long)
    tags, heads, rels, entities, cues, acts = (torch.full((n, w), IGNORE, dtype=torch.long) for _ in range(6))
    statuses = torch.zeros(n, w, len(labels.STATUSES))
    say = torch.full((n, len(labels.SAY), w, w), -1.0)
    for b, x in enumerate(windows):
        pieces[b, : len(x.pieces)] = torch.tensor(x.pieces)
        mask[b, : len(x.pieces)] = 1
        first[b, : len(x.first)], last[b, : len(x.last)] = torch.tensor(x.first), torch.tensor(x.last)
        shapes[b, : len(x.words)] = torch.tensor([shape(word) for word in x.words])
        offset = 0
        for number, s in enumerate(x.sentences):
            at = slice(offset, offset + len(s.words))
            sentences[b, at] = number
            if s.tags is not None and s.heads is not None and s.rels is not None:
                tags[b, at] = torch.tensor([TAG.get(t, TAG["X"]) for t in s.tags])
                heads[b, at] = torch.tensor([h + offset for h in s.heads])
                rels[b, at] = torch.tensor([relations.get(r, relations[r.partition(":")[0]]) for r in s.rels])
            if s.entities is not None:
                entities[b, at] = torch.tensor([ENTITY[e] for e in s.entities])
            _events(s.events, s.acts, s.all_events, statuses[b, at], acts[b, at])
            offset += len(s.words)
        _sayings(x, cues[b], say[b])
    weight = torch.tensor([x.weight for x in windows])
    return Batch(pieces, mask, first, last, shapes, sentences, tags, heads, rels, entities, cues, say, statuses, acts, weight)


def _events(
    events: dict[int, frozenset[str]] | None, named: dict[int, str] | None, complete: bool, statuses: Tensor, acts: Tensor
) -> None:
    if complete:
        statuses[:, STATUS["none"]] = 1
        acts[:] = ACT["none"]
    for i, allowed in (events or {}).items():
        statuses[i] = 0
        for name in allowed:
            statuses[i, STATUS[name]] = 1
    for i, name in (named or {}).items():
        acts[i] = ACT[name]


def _sayings(x: Window, cues: Tensor, say: Tensor) -> None:
    if x.sayings is None:
        return
    length = len(x.words)
    cues[:length] = 0
    for saying in x.sayings:
        for before, i in zip([-2, *saying.cue], saying.cue, strict=False):
            cues[i] = 2 if before == i - 1 else 1
        key = saying.cue[-1]
        say[:, key, :length] = 0
        say[0, key, saying.source] = 1
        say[1, key, saying.content] = 1


def batches(windows: Sequence[Window], size: int, seed: int) -> Iterator[list[Window]]:
    """Windows of like length together, at most `size` padded pieces a batch, in an order that the seed decides."""
    rng = random.Random(seed)
    order = sorted(windows, key=lambda x: (len(x.pieces), rng.random()))
    groups: list[list[Window]] = [[]]
    for window in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(window.pieces) > size:
            groups.append([])
        groups[-1].append(window)
    rng.shuffle(groups)
    yield from groups
