"""The weights of a packaged reader as PyTorch holds them, so that training can go on from what is shipped.

An exported graph (training/graph.py, with or without tools/lean.py) names its biases as the modules do; a weight is
found by the bias that is added to its product. Weights were rounded to int8 when they were exported, and stay so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training import labels
from training.model import LAYERS, Reader, buckets

VIEWS = ("as_grammar", "as_names", "as_deeds", "as_slots")
WEIGHT = "_quantized"
NEW = 0.7
"""Share of the new weights where they are put together with those that training went on from."""
PACKAGED_SLOTS = len(labels.ROLES)
Constants = dict[str, NDArray[np.generic]]


def load(reader: Reader, folder: Path) -> None:
    """Puts what `folder` holds (reader.onnx, relation.onnx) into the reader. What an export leaves out, the slots of
    PropBank's roles, stays as it is. Raises AssertionError where a weight is not found."""
    graph = onnx.load(str(folder / "reader.onnx")).graph
    constants = {c.name: numpy_helper.to_array(c) for c in graph.initializer}
    state = {name.removeprefix("reader."): v for name, v in constants.items() if name.startswith("reader.")}
    state |= {name.removeprefix("reader."): v for name, v in _linear(graph, constants)}
    state |= _embeddings(constants) | _near(constants) | _mixes(constants)
    state["rels.core"] = _rels(constants, len(reader.rels.core))
    pair = onnx.load(str(folder / "relation.onnx")).graph
    state |= dict(_linear(pair, {c.name: numpy_helper.to_array(c) for c in pair.initializer}))
    own = reader.state_dict()
    # the labels of arcs know no distance: what their head holds of it is never read
    missing = own.keys() - state.keys() - {"rels.distance"}
    assert not missing, f"{folder}: not found: {', '.join(sorted(missing))}"
    for name, values in own.items():
        if name not in state:
            continue
        given = torch.from_numpy(np.array(state[name], np.float32))
        values[: len(given)].copy_(given) if name in ("slots.core", "slots.distance") else values.copy_(given)


def between(reader: Reader, folder: Path) -> None:
    """Draws a reader that was trained further part of the way back to what it went on from: it keeps more of what it
    knew, and what it learnt as well (Wortsman and others 2022)."""
    before, frames = Reader(len(reader.rels.core)), reader.slots.core[PACKAGED_SLOTS:].detach().clone()
    load(before, folder)
    far = reader.slots.distance[PACKAGED_SLOTS:].detach().clone()
    for (name, new), old in zip(reader.state_dict().items(), before.state_dict().values(), strict=True):
        if name != "rels.distance":
            new.copy_(NEW * new + (1 - NEW) * old)
    with torch.no_grad():
        reader.slots.core[PACKAGED_SLOTS:], reader.slots.distance[PACKAGED_SLOTS:] = frames, far


def _linear(graph: onnx.GraphProto, constants: Constants) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Each weight (outputs, inputs) and its bias, under their names."""
    takers = {given: node for node in graph.node for given in node.input}
    for node in [n for n in graph.node if "MatMul" in n.op_type]:
        held = next((i for i in node.input if i in constants and i.endswith(WEIGHT)), None)
        after = node
        while held and after.op_type != "Add" and not _bias(after) and after.output[0] in takers:
            after = takers[after.output[0]]
        if held and (bias := _bias(after)):
            yield bias, constants[bias]
            yield bias.removesuffix("bias") + "weight", _plain(held.removesuffix(WEIGHT), constants).T


def _bias(node: onnx.NodeProto) -> str | None:
    return next((given for given in node.input if given.endswith(".bias")), None)


def _plain(name: str, constants: Constants) -> NDArray[np.float32]:
    """A weight as it was before it was rounded, but for the rounding."""
    whole, zero = constants[f"{name}_quantized"].astype(np.float32), constants[f"{name}_zero_point"]
    return np.asarray((whole - zero.astype(np.float32)) * constants[f"{name}_scale"], np.float32)


def _embeddings(constants: Constants) -> Constants:
    names = ("encoder.words.weight", "encoder.positions.weight", "shapes.weight")
    return {name: _plain(f"reader.{name}", constants) for name in names}


def _near(constants: Constants) -> Constants:
    """The biases for distances, of a graph that holds them by bucket or, when made quick, for each pair of words."""
    found: Constants = {}
    for head in ("arcs", "say", "slots", "antecedents"):
        name = f"reader.{head}.distance"
        if f"{name}_quantized" in constants:
            found[f"{head}.distance"] = _plain(name, constants)
            continue
        table = constants[f"{name}_table"].astype(np.float32)
        values = (table - constants[f"{name}_zero_point"].astype(np.float32)) * constants[f"{name}_scale"]
        place = torch.arange(table.shape[1])
        number = buckets(place[None, :] - place[:, None]).numpy()
        rows = np.zeros((len(table), int(buckets(torch.tensor([256]))[0]) + 1), np.float32)
        rows[:, number] = values
        found[f"{head}.distance"] = rows
    return found


def _mixes(constants: Constants) -> Constants:
    """What share of each layer a view reads, as logits: they are numbered view by view, layer by layer."""
    names = sorted(
        (n for n, v in constants.items() if n.startswith("onnx::Mul_") and v.ndim == 0), key=lambda n: n[10:]
    )
    assert len(names) == len(VIEWS) * (LAYERS + 1), f"{len(names)} shares of layers"
    rows = np.log([constants[n].item() for n in names]).reshape(len(VIEWS), LAYERS + 1)
    return {f"{view}.layers": row for view, row in zip(VIEWS, rows, strict=True)}


def _rels(constants: Constants, labels: int) -> NDArray[np.generic]:
    """The core of the labels of arcs, which stands as one wide product."""
    names = [n.removesuffix(WEIGHT) for n, v in constants.items() if n.endswith("_quantized") and "MatMul" in n]
    wide = next(v for v in (_plain(n, constants) for n in names) if v.shape[1] == labels * v.shape[0])
    return wide.reshape(len(wide), labels, len(wide)).transpose(1, 0, 2)
