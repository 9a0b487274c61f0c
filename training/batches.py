"""Windows → padded tensors, in batches of about equal work."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training import labels
from training.windows import IGNORE, Deed, Sentence, Window

ENTITY = {name: i for i, name in enumerate(labels.ENTITIES)}
TAG = {name: i for i, name in enumerate(labels.TAGS)}
STATUS = {name: i for i, name in enumerate(labels.STATUSES)}
ACT = {name: i for i, name in enumerate(labels.ACTS)}
MODE = {name: i for i, name in enumerate(labels.MODES)}
CHANGE = {name: i for i, name in enumerate(labels.CHANGES)}
EVENT_TYPE = {name: i for i, name in enumerate(labels.EVENT_TYPES)}


@dataclass(slots=True)
class Batch:
    """Inputs of the reader and its targets; IGNORE marks what is not annotated.

    `statuses` (batch, words, statuses) is 1 for every status a word may have, all 0 where it is not annotated.
    `say` and `slots` (batch, labels, words, words) are 0 or 1, -1 where they do not count; slots are the roles of acts
    and the frames of PropBank. `antecedents` (batch, words, words) is 1 on the antecedents of a mention's head word,
    on
    itself where it has none, all 0 where the word heads no mention.
    `pairs` (pairs) are windows; `marked` (pairs, 2, words) is 1 on the words of actor and recipient; `types` (pairs)
    is what is done.
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
    modes: Tensor
    changes: Tensor
    slots: Tensor
    antecedents: Tensor
    pairs: Tensor
    marked: Tensor
    types: Tensor
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
    tags, heads, rels, entities, cues, acts, modes, changes = (
        torch.full((n, w), IGNORE, dtype=torch.long) for _ in range(8)
    )
    statuses = torch.zeros(n, w, len(labels.STATUSES))
    say, slots = (torch.full((n, len(names), w, w), -1.0) for names in (labels.SAY, [*labels.ROLES, *labels.FRAMES]))
    antecedents = torch.zeros(n, w, w)
    for b, x in enumerate(windows):
        pieces[b, : len(x.pieces)] = torch.tensor(x.pieces)
        mask[b, : len(x.pieces)] = 1
        first[b, : len(x.first)], last[b, : len(x.last)] = torch.tensor(x.first), torch.tensor(x.last)
        shapes[b, : len(x.words)] = torch.tensor(x.shapes)
        for number, (s, offset) in enumerate(_offsets(x.sentences)):
            at = slice(offset, offset + len(s.words))
            sentences[b, at] = number
            _parse(s, offset, relations, tags[b, at], heads[b, at], rels[b, at])
            if s.entities is not None:
                entities[b, at] = torch.tensor([ENTITY[e] for e in s.entities])
            _events(s, statuses[b, at], acts[b, at])
        _sayings(x, cues[b], say[b])
        _deeds(x, modes[b], changes[b], slots[b])
        _frames(x, slots[b])
        _clusters(x, antecedents[b])
    weight = torch.tensor([x.weight for x in windows])
    return Batch(
        pieces,
        mask,
        first,
        last,
        shapes,
        sentences,
        tags,
        heads,
        rels,
        entities,
        cues,
        say,
        statuses,
        acts,
        modes,
        changes,
        slots,
        antecedents,
        *_pairs(windows, w),
        weight,
    )


def _offsets(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, int]]:
    """Each sentence with the number of words before it."""
    before = 0
    for sentence in sentences:
        yield sentence, before
        before += len(sentence.words)


def _parse(s: Sentence, offset: int, relations: dict[str, int], tags: Tensor, heads: Tensor, rels: Tensor) -> None:
    if s.tags is not None and s.heads is not None and s.rels is not None:
        tags[:] = torch.tensor([TAG.get(t, TAG["X"]) for t in s.tags])
        heads[:] = torch.tensor([h + offset for h in s.heads])
        rels[:] = torch.tensor([relations.get(r, relations[r.partition(":")[0]]) for r in s.rels])


def _frames(x: Window, slots: Tensor) -> None:
    """Within its sentence a predicate has the roles that are marked, and no others."""
    for frame in x.frames:
        for number, name in enumerate(labels.FRAMES, len(labels.ROLES)):
            row = slots[number, frame.head, frame.within.start : frame.within.stop]
            row.clamp_(min=0)
            for i in frame.roles.get(name, ()):
                slots[number, frame.head, i] = 1


def _clusters(x: Window, antecedents: Tensor) -> None:
    for cluster in x.clusters:
        for n, i in enumerate(cluster):
            antecedents[i, cluster[:n] or [i]] = 1


def _deeds(x: Window, modes: Tensor, changes: Tensor, roles: Tensor) -> None:
    """The first act on a word gives its mode; its roles are all that any act on the word has."""
    for deed in reversed(x.deeds):
        modes[deed.head], changes[deed.head] = MODE[deed.mode], CHANGE[deed.change]
        for number, name in enumerate(labels.ROLES):
            row = roles[number, deed.head, : len(x.words)]
            row.clamp_(min=0)
            row[deed.roles.get(name, [])] = 1


def _pairs(windows: Sequence[Window], width: int) -> tuple[Tensor, Tensor, Tensor]:
    """Every act with both sides; of an act with actors only, its first actor and the rest, both ways."""
    rows = [(b, d, s) for b, x in enumerate(windows) for d in x.deeds for s in _sides(d)]
    marked = torch.zeros(len(rows), 2, width)
    for n, (_, _, sides) in enumerate(rows):
        for side, words in enumerate(sides):
            marked[n, side, words] = 1
    pairs = torch.tensor([b for b, _, _ in rows], dtype=torch.long)
    return pairs, marked, torch.tensor([EVENT_TYPE[str(d.event_type)] for _, d, _ in rows], dtype=torch.long)


def _sides(deed: Deed) -> list[tuple[list[int], list[int]]]:
    actor, recipient = deed.roles["actor"], deed.roles["recipient"]
    if deed.event_type is None or not actor:
        return []
    if recipient:
        return [(actor, recipient)]
    gap = next((n for n, (i, j) in enumerate(itertools.pairwise(actor), 1) if j > i + 1), None)
    return [] if gap is None else [(actor[:gap], actor[gap:]), (actor[gap:], actor[:gap])]


def _events(s: Sentence, statuses: Tensor, acts: Tensor) -> None:
    if s.all_events:
        statuses[:, STATUS["none"]] = 1
    if s.all_acts:
        acts[:] = ACT["none"]
    for i, allowed in (s.events or {}).items():
        statuses[i] = 0
        for name in allowed:
            statuses[i, STATUS[name]] = 1
    for i, name in (s.acts or {}).items():
        acts[i] = IGNORE if name is None else ACT[name]


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
