"""Makes the packaged reader spare words: `python tools/lean.py`, after `training.graph` and `training.card` wrote it.

The heads for slots and say-so score every pair of words of a window, but only the rows of words that may name an act,
or be of a cue, are ever read: some ten of two hundred. The graph picks those rows itself, by the thresholds of
`language/decode.py`, and names them (`role_words`, `say_words`). What is decoded is the same to the last digit; the
encoder takes a sixth less time. Needs the package `onnx`, as training does.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from sayso.language.decode import CHANCE, CUE
from sayso.language.encoder import DECIMALS, ROWS

MODELS = Path(__file__).parent.parent / "src" / "sayso" / "models"
HALF_STEP = 0.5 * 10**-DECIMALS
"""Scores are rounded before they are compared."""


def lean(graph: onnx.GraphProto) -> None:
    """Adds the choice of rows to a graph, and puts its nodes in order."""
    made = [*_words(graph, "acts", CHANCE, "role_words"), *_words(graph, "cues", CUE, "say_words")]
    made += [*_cut(graph, "slots", "roles", "role_words"), *_cut(graph, "say", "say", "say_words")]
    _ordered(graph, made)


def _constant(graph: onnx.GraphProto, name: str, value: object, kind: type) -> str:
    graph.initializer.append(numpy_helper.from_array(np.array(value, kind), name))
    return name


def _words(graph: onnx.GraphProto, scores: str, least: float, name: str) -> list[onnx.NodeProto]:
    """Numbers of the words whose chance of anything but nothing (the first class) is `least`; the first word comes
    before them, so that they are never none."""
    graph.output.append(helper.make_tensor_value_info(name, TensorProto.INT64, [f"{name}_count"]))
    most = _constant(graph, f"{name}_most", 1 - least + HALF_STEP, np.float32)
    nothing, axes, first = (
        _constant(graph, f"{name}_{part}", value, np.int64)
        for part, value in (("class", 0), ("axes", [0]), ("first", [0]))
    )
    return [
        helper.make_node("Gather", [scores, nothing], [f"{name}_nothing"], axis=1),
        helper.make_node("Less", [f"{name}_nothing", most], [f"{name}_likely"]),
        helper.make_node("NonZero", [f"{name}_likely"], [f"{name}_found"]),
        helper.make_node("Squeeze", [f"{name}_found", axes], [f"{name}_row"]),
        helper.make_node("Concat", [first, f"{name}_row"], [name], axis=0),
    ]


def _cut(graph: onnx.GraphProto, head: str, output: str, words: str) -> list[onnx.NodeProto]:
    """Lets a head over pairs (`training.model.Pairs`) see only those words on its left side: the states, and the
    distances that its bias is looked up by."""
    inside = [n for n in graph.node if n.name.startswith(f"/reader/{head}/")]
    product = next(n for n in inside if n.op_type == "Einsum")
    bias = next(n for n in inside if n.op_type == "Gather" and "distance" in n.input[0])
    picked = []
    for node, at, axis in ((product, 0, 1), (bias, 1, 0)):
        name = f"{words}_of_{node.op_type.lower()}"
        picked.append(helper.make_node("Gather", [node.input[at], words], [name], axis=axis))
        node.input[at] = name
    shape = next(o for o in graph.output if o.name == output).type.tensor_type.shape
    shape.dim[1].dim_param = f"{words}_count"
    return picked


def _ordered(graph: onnx.GraphProto, made: list[onnx.NodeProto]) -> None:
    """Every node after those whose outputs it takes."""
    known = {"", *(x.name for x in graph.input), *(x.name for x in graph.initializer)}
    waiting, placed = [*graph.node, *made], []
    while waiting:
        late = []
        for node in waiting:
            if known.issuperset(node.input):
                placed.append(node)
                known.update(node.output)
            else:
                late.append(node)
        assert len(late) < len(waiting), f"{late[0].name} takes what no node gives"
        waiting = late
    del graph.node[:]
    graph.node.extend(placed)


def main() -> int:
    """Rewrites the reader, and its digest in the card and its page. Returns the exit status."""
    path, card = MODELS / "reader.onnx", MODELS / "card.json"
    model = onnx.load(str(path))
    if {o.name for o in model.graph.output}.issuperset(ROWS):
        print("reader.onnx spares words already")
        return 0
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    lean(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    assert json.loads(card.read_text(encoding="utf-8"))["files"]["reader.onnx"] == before, "the card is of another file"
    for page in (card, MODELS / "README.md"):
        page.write_text(page.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    print(f"reader.onnx: {after}; now run tools/manifest.py")
    return 0


if __name__ == "__main__":
    sys.exit(main())
