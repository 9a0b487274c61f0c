"""The reader as two ONNX graphs in int8: `reader.onnx` (one window → decoded heads) and `relation.onnx` (a marked pair
→ types)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training import labels
from training.model import HIDDEN, Reader, Relation

DYNAMIC = {"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT}
"""Weights in int8, once; what flows is scaled window by window, and a window is never padded or shared."""
INPUTS = ["pieces", "first", "last", "shapes", "sentences"]
HEADS = ["tags", "heads", "rels", "arcs", "entities", "cues", "say"]
OUTPUTS = [*HEADS, "statuses", "acts", "modes", "changes", "roles", "antecedents", "words", "middle"]
TOLERANCE = 1e-4
"""Largest difference of float scores between PyTorch and ONNX Runtime, relative to the largest score."""


class Window(nn.Module):
    """One window without padding: what the package runs. Scores are probabilities where they are small, logits for
    arcs."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, pieces: Tensor, first: Tensor, last: Tensor, shapes: Tensor, sentences: Tensor
    ) -> tuple[Tensor, ...]:
        """pieces (pieces), the rest (words); see OUTPUTS. `heads` (words) own index for a root, `rels` under those
        heads."""
        mask = torch.ones_like(pieces, dtype=torch.float32)[None]
        s = self.reader(pieces[None], mask, first[None], last[None], shapes[None], sentences[None])
        heads = s.arcs.argmax(-1)
        grammar = s.tags.argmax(-1)[0], heads[0], self.reader.relations(s.grammar, heads).argmax(-1)[0], s.arcs[0]
        said = *(x.softmax(-1)[0] for x in (s.entities, s.cues)), s.say.sigmoid()[0]
        deeds = (x.softmax(-1)[0] for x in (s.statuses, s.acts, s.modes, s.changes))
        return *grammar, *said, *deeds, s.slots.sigmoid()[0], s.antecedents.softmax(-1)[0], s.words[0], s.middle[0]


def without_frames(reader: Reader) -> Reader:
    """The reader with the slots of acts alone: PropBank's roles have taught the head and are not asked for."""
    slots, kept = reader.slots, len(labels.ROLES)
    slots.core, slots.distance = nn.Parameter(slots.core[:kept].detach()), nn.Parameter(slots.distance[:kept].detach())
    return reader


class Pair(nn.Module):
    """The relation head alone, over the words of one window."""

    def __init__(self, relation: Relation) -> None:
        super().__init__()
        self.relation = relation

    def forward(self, words: Tensor, marked: Tensor) -> Tensor:
        """words (words, HIDDEN), marked (2, words) → probabilities (types)."""
        return self.relation(words[None], torch.ones_like(words[None, :, 0]), marked[None]).softmax(-1)[0]


def example() -> tuple[Tensor, ...]:
    """A window of 12 pieces and 9 words in 2 sentences."""
    pieces = torch.tensor([101, 3423, 2409, 4545, 1010, 2013, 9458, 2006, 5095, 1012, 2009, 102])
    first = torch.arange(1, 10)
    return (
        pieces,
        first,
        first + 0,
        torch.tensor([2, 1, 1, 7, 1, 2, 1, 2, 7]),
        torch.tensor([0, 0, 0, 0, 0, 1, 1, 1, 1]),
    )


def export(model: Reader, out: Path) -> None:
    """Writes both graphs in float, checks them against PyTorch, and in int8. Raises AssertionError where they
    differ."""
    model = without_frames(model).eval()
    inputs = example()
    plain = out / "reader.float.onnx"
    words = {name: {0: "words"} for name in INPUTS if name != "pieces"}
    wide = {"arcs": {0: "words", 1: "words"}, "antecedents": {0: "words", 1: "words"}}
    wide |= {name: {1: "words", 2: "words"} for name in ("say", "roles")}
    axes = {"pieces": {0: "pieces"}, **words, **{name: wide.get(name, {0: "words"}) for name in OUTPUTS}}
    torch.onnx.export(
        Window(model).eval(),
        inputs,
        str(plain),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    _same(Window(model), inputs, plain)
    _small(plain, out / "reader.onnx")
    export_pair(model.relation, out)


def export_pair(relation: Relation, out: Path) -> Path:
    """Writes the relation head in float, checks it against PyTorch, and in int8, whose path it returns."""
    plain, module = out / "relation.float.onnx", Pair(relation).eval()
    states, marked = torch.randn(9, HIDDEN), torch.zeros(2, 9)
    marked[0, :2] = marked[1, 4:6] = 1
    torch.onnx.export(
        module,
        (states, marked),
        str(plain),
        input_names=["words", "marked"],
        output_names=["types"],
        dynamic_axes={"words": {0: "words"}, "marked": {1: "words"}},
        opset_version=17,
        dynamo=False,
    )
    _same(module, (states, marked), plain)
    return _small(plain, out / "relation.onnx")


def _small(source: Path, target: Path) -> Path:
    quantize_dynamic(str(source), str(target), weight_type=QuantType.QInt8, per_channel=True, extra_options=DYNAMIC)
    return target


def _same(module: nn.Module, inputs: tuple[Tensor, ...], path: Path) -> None:
    with torch.no_grad():
        wanted = module.eval()(*inputs)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    got = session.run(None, {i.name: x.numpy() for i, x in zip(session.get_inputs(), inputs, strict=True)})
    for a, b in zip(wanted if isinstance(wanted, tuple) else (wanted,), got, strict=True):
        scale = max(1.0, float(np.abs(a.numpy()[np.abs(a.numpy()) < 9000]).max(initial=0)))
        worst = float(np.abs(a.numpy() - b).max())
        assert worst <= TOLERANCE * scale, f"{path.name} differs from PyTorch by {worst} on scores up to {scale}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="checkpoint of training.train")
    parser.add_argument("--labels", type=Path, required=True, help="labels.json beside it")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    lists = json.loads(given.labels.read_text())
    model = Reader(len(lists["relations"]))
    model.load_state_dict(torch.load(given.weights)["model"])
    given.out.mkdir(parents=True, exist_ok=True)
    export(model, given.out)
    (given.out / "labels.json").write_text(json.dumps(lists, indent=1) + "\n")
    for path in sorted(given.out.glob("*.onnx")):
        print(path.name, path.stat().st_size, onnx.load(str(path)).opset_import[0].version)


if __name__ == "__main__":
    main()
