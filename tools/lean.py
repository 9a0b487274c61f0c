"""Makes the packaged reader quick: `python tools/lean.py`, after `training.graph` and `training.card` wrote it.

What is decoded is the same to the last digit; the encoder takes a quarter less time than as it was exported, and a
process starts sooner. Needs the package `onnx`, as training does. What is spared:

- rows: the heads for slots and say-so score every pair of words of a window, but only the rows of words that may name
  an act, or be of a cue, are ever read, some ten of two hundred. The graph picks those rows itself, by the thresholds
  of `language/decode.py`, and names them (`role_words`, `say_words`).
- padding: a window is never padded, so that the mask of the attention adds nothing.
- distances: how far two words are apart is known beforehand.
- states: that of a word is taken as a row, not number by number.
- optimizing: ONNX Runtime rewrites a graph at each start; what it makes of this one is written down.
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from sayso.language.decode import CHANCE, CUE
from sayso.language.encoder import DECIMALS, ROWS
from sayso.language.windows import MAX_PIECES

MODELS = Path(__file__).parent.parent / "src" / "sayso" / "models"
HALF_STEP = 0.5 * 10**-DECIMALS
"""Scores are rounded before they are compared."""
BUCKETS = "/reader/arcs/Cast_3_output_0"
"""In the exported graph: under which number each distance (words, words) is looked up, by all heads over pairs."""


class Graph:
    """A graph that is rewritten."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self.model, self.nodes, self.constants = model, model.graph.node, model.graph.initializer

    def of(self, kind: str, under: str = "") -> Iterator[onnx.NodeProto]:
        """The nodes of a kind whose names begin so; they may be replaced meanwhile."""
        yield from [n for n in self.nodes if n.op_type == kind and n.name.startswith(under)]

    def giving(self, value: str) -> onnx.NodeProto:
        """The node that gives a value. Raises StopIteration where none does."""
        return next(n for n in self.nodes if value in n.output)

    def initial(self, name: str) -> NDArray[np.generic]:
        """The values of a constant. Raises StopIteration where there is none."""
        return numpy_helper.to_array(next(c for c in self.constants if c.name == name))

    def constant(self, name: str, value: object, kind: type[np.generic] = np.int64) -> str:
        """Adds a constant, and gives its name."""
        self.constants.append(numpy_helper.from_array(np.array(value, kind), name))
        return name

    def put(self, kind: str, given: Sequence[str], output: str, **options: int) -> str:
        """Adds a node, and gives its output."""
        self.nodes.append(helper.make_node(kind, list(given), [output], **options))
        return output

    def instead(self, node: onnx.NodeProto, kind: str, given: Sequence[str], **options: int) -> None:
        """Lets another node give what a node gives."""
        self.nodes.remove(node)
        self.put(kind, given, node.output[0], **options)

    def order(self) -> None:
        """Puts every node after those whose outputs it takes, and leaves out what nobody takes."""
        asked = {o.name for o in self.model.graph.output}
        known = {"", *(x.name for x in self.model.graph.input), *(x.name for x in self.constants)}
        waiting, placed = list(self.nodes), []
        while more := {i for n in waiting if asked.intersection(n.output) for i in n.input} - asked:
            asked |= more
        waiting = [n for n in waiting if asked.intersection(n.output)]
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
        del self.nodes[:]
        self.nodes.extend(placed)


def spare_rows(graph: Graph) -> None:
    """Adds the choice of rows."""
    _words(graph, "acts", CHANCE, "role_words")
    _words(graph, "cues", CUE, "say_words")
    _cut(graph, "slots", "roles", "role_words")
    _cut(graph, "say", "say", "say_words")


def _words(graph: Graph, scores: str, least: float, name: str) -> None:
    """Numbers of the words whose chance of anything but nothing (the first class) is `least`; the first word comes
    before them, so that they are never none."""
    graph.model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.INT64, [f"{name}_count"]))
    most = graph.constant(f"{name}_most", 1 - least + HALF_STEP, np.float32)
    nothing = graph.put("Gather", [scores, graph.constant(f"{name}_class", 0)], f"{name}_nothing", axis=1)
    likely = graph.put("Less", [nothing, most], f"{name}_likely")
    found = graph.put("NonZero", [likely], f"{name}_found")
    row = graph.put("Squeeze", [found, graph.constant(f"{name}_axes", [0])], f"{name}_row")
    graph.put("Concat", [graph.constant(f"{name}_first", [0]), row], name, axis=0)


def _cut(graph: Graph, head: str, output: str, words: str) -> None:
    """Lets a head over pairs (`training.model.Pairs`) see only those words on its left side: the states, and the
    numbers of the distances that its bias is looked up by."""
    product = next(graph.of("Einsum", f"/reader/{head}/"))
    bias = next(n for n in graph.of("Gather", f"/reader/{head}/") if "distance" in n.input[0])
    for node, at, axis in ((product, 0, 1), (bias, 1, 0)):
        node.input[at] = graph.put("Gather", [node.input[at], words], f"{words}_of_{node.op_type.lower()}", axis=axis)
    shape = next(o for o in graph.model.graph.output if o.name == output).type.tensor_type.shape
    shape.dim[1].dim_param = f"{words}_count"


def spare_padding(graph: Graph) -> None:
    """Takes the mask, which is nothing but zeros, out of the attention."""
    for softmax in graph.of("Softmax", "/reader/encoder/"):
        added = graph.giving(softmax.input[0])
        assert (added.op_type, "/Div_" in added.input[0]) == ("Add", True), f"{softmax.name} has no mask"
        softmax.input[0] = added.input[0]


def spare_states(graph: Graph) -> None:
    """Takes whole rows where each number of each row was looked up."""
    for node in graph.of("GatherElements"):
        number = graph.giving(graph.giving(graph.giving(node.input[1]).input[0]).input[0])
        words = number.input[0] if number.op_type == "Unsqueeze" else "heads"
        assert words in ("first", "last", "heads"), f"{node.name} looks up {words}"
        graph.instead(node, "Gather", [node.input[0], words], axis=1)


def spare_distances(graph: Graph, numbers: NDArray[np.int64]) -> None:
    """Writes down what the heads over pairs look up by the distance between words. `numbers` (words, words): under
    which number each is found."""
    count = graph.put("Shape", ["first"], "words_count")
    both = graph.put("Concat", [count, count], "words_twice", axis=0)
    zero, zeros = graph.constant("from_0", [0]), graph.constant("from_0_0", [0, 0])
    rest, last = graph.constant("axes_1_2", [1, 2]), graph.constant("axes_2", [2])
    for node in [n for n in graph.of("Gather") if n.input[0].endswith(".distance_quantized")]:
        name = node.input[0].removesuffix("_quantized")
        found = graph.initial(node.input[0])
        table = graph.constant(f"{name}_table", found[:, numbers], found.dtype.type)
        rows = graph.giving(node.input[1])
        if rows.op_type == "Gather":
            table = graph.put("Gather", [table, rows.input[1]], f"{name}_rows", axis=1)
            graph.instead(node, "Slice", [table, zero, count, last])
        else:
            graph.instead(node, "Slice", [table, zeros, both, rest])


def distance_numbers(model: onnx.ModelProto) -> NDArray[np.int64]:
    """Under which number the exported graph looks up each distance, as ONNX Runtime counts: (words, words) of the
    longest window."""
    asking = onnx.ModelProto()
    asking.CopyFrom(model)
    asking.graph.output.append(helper.make_tensor_value_info(BUCKETS, TensorProto.INT64, None))
    words = np.arange(MAX_PIECES)
    feed = {"pieces": np.full(MAX_PIECES + 2, 100), "first": words + 1, "last": words + 1,
            "shapes": np.ones_like(words), "sentences": np.zeros_like(words)}  # fmt: skip
    found: NDArray[np.int64] = session(asking.SerializeToString()).run([BUCKETS], feed)[0]
    return found


def session(raw: bytes, optimized: Path | None = None) -> onnxruntime.InferenceSession:
    """ONNX Runtime on a graph; `optimized`: where to write what it makes of it on any processor."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.log_severity_level = 3
    if optimized is not None:
        options.optimized_model_filepath = str(optimized)
    return onnxruntime.InferenceSession(raw, options, providers=["CPUExecutionProvider"])


def lean(model: onnx.ModelProto) -> bytes:
    """An exported graph, made quick."""
    numbers, graph = distance_numbers(model), Graph(model)
    if not {o.name for o in model.graph.output}.issuperset(ROWS):
        spare_rows(graph)
    spare_padding(graph)
    spare_states(graph)
    spare_distances(graph, numbers)
    graph.order()
    onnx.checker.check_model(model)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "reader.onnx")
        session(model.SerializeToString(), path)
        return path.read_bytes()


def main() -> int:
    """Rewrites the reader, and its digest in the card and its page. Returns the exit status."""
    path, card = MODELS / "reader.onnx", MODELS / "card.json"
    said = json.loads(card.read_text(encoding="utf-8"))
    if path.name in said.get("optimized", ()):
        print("reader.onnx is quick already")
        return 0
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    assert said["files"][path.name] == before, "the card is of another file"
    path.write_bytes(lean(onnx.load(str(path))))
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    written = json.dumps({**said, "optimized": [path.name]}, indent=1, ensure_ascii=False) + "\n"
    card.write_text(written, encoding="utf-8")
    for page in (card, MODELS / "README.md"):
        page.write_text(page.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    print(f"reader.onnx: {after}; now run tools/manifest.py")
    return 0


if __name__ == "__main__":
    sys.exit(main())
