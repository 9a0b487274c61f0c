"""The network: a 6-layer MiniLM encoder in plain PyTorch and the light heads on its words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training import labels

HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
SHAPES, SHAPE = 8, 32
ARC, REL, SAY, SLOT, MENTION, RELATION = 256, 128, 128, 192, 128, 256
NEAR, FAR = 8, 256


class Layer(nn.Module):
    """One transformer layer, post-norm, as BERT has it."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.output, self.first_norm = nn.Linear(HIDDEN, HIDDEN), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.second_norm = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor, dropout: float) -> Tensor:
        """x (batch, pieces, HIDDEN); bias (batch, 1, 1, pieces) is 0 or very negative on padding."""
        batch, length, _ = x.shape
        q, k, v = (f(x).view(batch, length, HEADS, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = torch.matmul(q, k.transpose(-1, -2)) / (HIDDEN // HEADS) ** 0.5 + bias
        mixed = torch.matmul(functional.dropout(scores.softmax(-1), dropout, self.training), v)
        mixed = mixed.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.first_norm(x + functional.dropout(self.output(mixed), dropout, self.training))
        return self.second_norm(
            x + functional.dropout(self.outer(functional.gelu(self.inner(x))), dropout, self.training)
        )


class Encoder(nn.Module):
    """Pieces → states. `load` takes the weights of all-MiniLM-L6-v2."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(VOCABULARY, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor, mask: Tensor, dropout: float = 0.1) -> list[Tensor]:
        """pieces, mask (batch, pieces) → states (batch, pieces, HIDDEN) of the embeddings and of each layer."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = functional.dropout(
            self.norm(self.words(pieces) + self.positions(places) + self.kind), dropout, self.training
        )
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        states = [x]
        for layer in self.layers:
            states.append(layer(states[-1], bias, dropout))
        return states

    def load(self, path: Path) -> None:
        """Weights of a BERT checkpoint in safetensors. Raises KeyError where one is missing."""
        given = {name.removeprefix("bert."): value for name, value in load_file(path).items()}
        own = {
            "words.weight": "embeddings.word_embeddings.weight",
            "positions.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "output": "attention.output.dense",
            "first_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "second_norm": "output.LayerNorm",
        }
        for i in range(LAYERS):
            for mine, theirs in parts.items():
                for end in ("weight", "bias"):
                    own[f"layers.{i}.{mine}.{end}"] = f"encoder.layer.{i}.{theirs}.{end}"
        state = {mine: given[theirs] for mine, theirs in own.items()}
        state["kind"] = given["embeddings.token_type_embeddings.weight"][0]
        self.load_state_dict(state)


MIDDLE = 3
"""The layer whose states tell politics from other texts best: of 412 held-out texts about politics .95 pass with 8 % of
the other sentences, .90 by the states of acts (training/topic.py)."""


def buckets(distance: Tensor) -> Tensor:
    """Signed distances in words → 0 … : exact to 8 words either way, then by powers of the square root of two, to
    FAR."""
    far = distance.abs().clamp(max=FAR).float()
    steps = torch.where(far <= NEAR, far, NEAR + (2 * torch.log2(far.clamp(min=1) / NEAR)).ceil())
    half = NEAR + 2 * int(math.log2(FAR // NEAR))
    return (half + torch.sign(distance) * steps).long()


class Pairs(nn.Module):
    """Biaffine scores between words: from (batch, words, HIDDEN) to (batch, outputs, words, words), with a bias for
    their distance."""

    def __init__(self, size: int, outputs: int) -> None:
        super().__init__()
        self.distance = nn.Parameter(torch.zeros(outputs, int(buckets(torch.tensor([FAR]))[0]) + 1))
        self.left, self.right = nn.Linear(HIDDEN, size), nn.Linear(HIDDEN, size)
        self.core = nn.Parameter(torch.zeros(outputs, size + 1, size + 1))
        nn.init.normal_(self.core, std=0.02)

    def views(self, x: Tensor, dropout: float) -> tuple[Tensor, Tensor]:
        """Both sides of the pair with a constant 1 appended."""
        left, right = (
            functional.dropout(functional.gelu(f(x)), dropout, self.training) for f in (self.left, self.right)
        )
        one = torch.ones_like(left[..., :1])
        return torch.cat([left, one], -1), torch.cat([right, one], -1)

    def forward(self, x: Tensor, dropout: float = 0.2) -> Tensor:
        """Scores [b, o, i, j]: word i as the left side, word j as the right one."""
        left, right = self.views(x, dropout)
        return torch.einsum("bix,oxy,bjy->boij", left, self.core, right) + self._near(x.shape[1])

    def _near(self, words: int) -> Tensor:
        """The bias (outputs, words, words). A product with one-hot rows in training: the gradient of a look-up is slow
        on a CPU."""
        place = torch.arange(words, device=self.distance.device)
        bucket = buckets(place[None, :] - place[:, None])
        if not self.training:
            return self.distance[:, bucket]
        rows = functional.one_hot(bucket.flatten(), self.distance.shape[1]).to(self.distance.dtype)
        return torch.matmul(self.distance, rows.T).view(-1, words, words)


class Relation(nn.Module):
    """What one marked party does to another: the pair looks over the words, then decides."""

    def __init__(self) -> None:
        super().__init__()
        self.ask, self.key, self.value = (
            nn.Linear(2 * HIDDEN, RELATION),
            nn.Linear(HIDDEN, RELATION),
            nn.Linear(HIDDEN, RELATION),
        )
        self.inner, self.types = (
            nn.Linear(2 * HIDDEN + RELATION, RELATION),
            nn.Linear(RELATION, len(labels.EVENT_TYPES)),
        )

    def forward(self, words: Tensor, real: Tensor, marked: Tensor) -> Tensor:
        """words (pairs, words, HIDDEN), real (pairs, words) 1 on words, marked (pairs, 2, words) → logits (pairs,
        types)."""
        sides = torch.matmul(marked / marked.sum(-1, keepdim=True).clamp(min=1), words).flatten(1)
        asked = torch.matmul(self.key(words), self.ask(sides)[..., None])[..., 0] / RELATION**0.5 - 10000.0 * (1 - real)
        seen = torch.matmul(asked.softmax(-1)[:, None], self.value(words))[:, 0]
        inner = functional.dropout(functional.gelu(self.inner(torch.cat([sides, seen], -1))), 0.2, self.training)
        return self.types(inner)


class View(nn.Module):
    """States of words for a family of heads: a learned mix of all layers (Peters and others 2018), both end pieces,
    the case shape.

    The top layers of a sentence encoder are poor for words; which layers serve names and which serve roles is learnt.
    """

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Parameter(torch.linspace(-1.0, 1.0, LAYERS + 1))
        self.mix = nn.Linear(2 * HIDDEN + SHAPE, HIDDEN)

    def forward(self, states: list[Tensor], first: Tensor, last: Tensor, shapes: Tensor) -> Tensor:
        """states (batch, pieces, HIDDEN) of all layers; first, last, shapes (batch, words, …) → (batch, words,
        HIDDEN)."""
        share = self.layers.softmax(0)
        mixed = sum(share[n] * state for n, state in enumerate(states))
        ends = [mixed.gather(1, index[..., None].expand(-1, -1, HIDDEN)) for index in (first, last)]
        x = functional.gelu(self.mix(torch.cat([*ends, shapes], -1))) + ends[0]
        return functional.dropout(x, 0.2, self.training)


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits. arcs[b, i, j]: j is the head of i (j = i means root). rels need chosen heads, see `Reader.relations`.

    slots[b, o, i, j]: word j fills slot o of the predicate i. antecedents[b, i, j]: j is an antecedent of i (j = i:
    none).
    `grammar` and `words` are the states that arcs and acts are read from; `middle` those of the layer that tells best
    what a sentence is about.
    """

    tags: Tensor
    entities: Tensor
    arcs: Tensor
    cues: Tensor
    say: Tensor
    statuses: Tensor
    acts: Tensor
    modes: Tensor
    changes: Tensor
    slots: Tensor
    antecedents: Tensor
    grammar: Tensor
    words: Tensor
    middle: Tensor


class Reader(nn.Module):
    """The encoder and its heads. `relations` is the list of dependency labels of the treebanks, in order."""

    def __init__(self, relations: int) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.shapes = nn.Embedding(SHAPES, SHAPE)
        self.as_grammar, self.as_names, self.as_deeds, self.as_slots = (View() for _ in range(4))
        self.tags, self.entities = nn.Linear(HIDDEN, len(labels.TAGS)), nn.Linear(HIDDEN, len(labels.ENTITIES))
        self.cues = nn.Linear(HIDDEN, len(labels.CUES))
        self.statuses, self.acts = nn.Linear(HIDDEN, len(labels.STATUSES)), nn.Linear(HIDDEN, len(labels.ACTS))
        self.modes, self.changes = nn.Linear(HIDDEN, len(labels.MODES)), nn.Linear(HIDDEN, len(labels.CHANGES))
        self.arcs, self.say = Pairs(ARC, 1), Pairs(SAY, len(labels.SAY))
        self.slots, self.antecedents = Pairs(SLOT, len(labels.ROLES) + len(labels.FRAMES)), Pairs(MENTION, 1)
        self.relation = Relation()
        self.rels = Pairs(REL, relations)

    def forward(
        self, pieces: Tensor, mask: Tensor, first: Tensor, last: Tensor, shapes: Tensor, sentences: Tensor
    ) -> Scores:
        """pieces, mask (batch, pieces); first, last, shapes, sentences (batch, words): its end pieces, case shape,
        sentence."""
        states, cases = self.encoder(pieces, mask), self.shapes(shapes)
        families = (self.as_grammar, self.as_names, self.as_deeds, self.as_slots)
        grammar, names, deeds, slots = (view(states, first, last, cases) for view in families)
        apart = sentences[:, :, None] != sentences[:, None, :]
        later = torch.ones_like(apart[0]).triu(1)
        return Scores(
            tags=self.tags(grammar),
            entities=self.entities(names),
            arcs=self.arcs(grammar)[:, 0].masked_fill(apart, -10000.0),
            cues=self.cues(deeds),
            say=self.say(slots),
            statuses=self.statuses(deeds),
            acts=self.acts(deeds),
            modes=self.modes(deeds),
            changes=self.changes(deeds),
            slots=self.slots(slots),
            antecedents=self.antecedents(names)[:, 0].masked_fill(later, -10000.0),
            grammar=grammar,
            words=deeds,
            middle=states[MIDDLE].gather(1, first[..., None].expand(-1, -1, HIDDEN)),
        )

    def relations(self, grammar: Tensor, heads: Tensor) -> Tensor:
        """Label logits (batch, words, relations) for each word under the given head (batch, words)."""
        left, right = self.rels.views(grammar, 0.2)
        chosen = right.gather(1, heads[..., None].expand(-1, -1, right.shape[-1]))
        outputs, size, _ = self.rels.core.shape
        # two products: the one einsum that says the same takes four times as long in ONNX Runtime
        wide = torch.matmul(left, self.rels.core.transpose(0, 1).reshape(size, outputs * size))
        return torch.matmul(wide.view(*left.shape[:2], outputs, size), chosen[..., None])[..., 0]
