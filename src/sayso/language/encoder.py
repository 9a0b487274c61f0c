"""The encoder: windows → scores, through ONNX Runtime. The only place that knows the runtime.

Each window is run alone, so what is read of an article never depends on its neighbours; scores are rounded to three
decimals, so that neither threads nor vector units show.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import numpy as np
from tokenizers import Tokenizer

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # from 1.29 on the runtime reports to its maker unless told not to
import onnxruntime

from sayso import resources
from sayso.errors import ResourceError, UsageError
from sayso.language.windows import Floats, Ints, TokenWindow
from sayso.settings import device

DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of the words of one window; probabilities but for `arcs` (logits), shapes in words w.

    tags, heads, rels (w) numbers of labels; arcs (w, w); entities (w, 9); cues (w, 3); say (2, s, w) source and
    content of the words of cues, `say_words` (s) their numbers; statuses, acts, modes, changes (w, labels); roles (9,
    r, w) of the words of acts, `role_words` (r) their numbers, in order; antecedents (w, w): the word j is one of the
    word i, i itself where it has none; words (w, 384) states of the acts; middle (w, 384) those of the middle layer,
    by which the topic is told.
    """

    tags: Ints
    heads: Ints
    rels: Ints
    arcs: Floats
    entities: Floats
    cues: Floats
    say: Floats
    statuses: Floats
    acts: Floats
    modes: Floats
    changes: Floats
    roles: Floats
    antecedents: Floats
    words: Floats
    middle: Floats
    role_words: Ints
    say_words: Ints

    def roles_of(self, word: int) -> Floats:
        """Who fills the slots (9, w) of a word that may name an act."""
        found: Floats = self.roles[:, _row(self.role_words, word)]
        return found

    def say_of(self, word: int) -> Floats:
        """What is source and what is content (2, w) of a word that may be of a cue."""
        found: Floats = self.say[:, _row(self.say_words, word)]
        return found


def _row(words: Ints, word: int) -> int:
    return int(words.searchsorted(word, side="right")) - 1


ROWS = ("role_words", "say_words")
"""Which words a graph that spares the others (tools/lean.py) gives slots and say-so of; another one gives all."""
OUTPUTS = tuple(f.name for f in fields(Scores) if f.name not in ROWS)


PROVIDERS = {"cpu": ["CPUExecutionProvider"], "cuda": ["CUDAExecutionProvider", "CPUExecutionProvider"]}
"""Device → where ONNX Runtime looks for each operation, in this order."""
_HOW = "install onnxruntime-gpu in place of onnxruntime, or leave --device and SAYSO_DEVICE out"


class Encoder:
    """The packaged model, or another export of the same interface (SAYSO_READER). `labels` names the classes of each
    head in the order of its scores.

    Raises ResourceError where the graph lacks one of the scores, UsageError where it cannot run on the device that is
    asked for.
    """

    def __init__(self, threads: int = 1) -> None:
        self.labels: Mapping[str, Sequence[str]] = resources.model_labels()
        self.tokenizer = Tokenizer.from_str(resources.model("tokenizer.json").decode("utf-8"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self._reader = _session("reader.onnx", threads)
        given = {output.name for output in self._reader.get_outputs()}
        if missing := set(OUTPUTS) - given:
            raise ResourceError("reader.onnx", f"gives no {' and no '.join(sorted(missing))}")
        self._outputs = (*OUTPUTS, *ROWS) if given.issuperset(ROWS) else OUTPUTS
        self._threads = threads
        self._pair: onnxruntime.InferenceSession | None = None

    @property
    def gives_all(self) -> bool:
        """Whether it gives slots and say-so of every word, as an export does before tools/lean.py."""
        return self._outputs is OUTPUTS

    def scores(self, window: TokenWindow, states: bool = True) -> Scores:
        """One window through the encoder and all heads; without `states` there are no `words`, which only `relation`
        needs."""
        feed = {
            "pieces": window.pieces,
            "first": window.first,
            "last": window.last,
            "shapes": window.shapes,
            "sentences": window.sentences,
        }
        asked = [name for name in self._outputs if states or name != "words"]
        found = dict(zip(asked, map(_rounded, self._reader.run(asked, feed)), strict=True))
        spared = {"words": _NO_STATES} if not states else {}
        every = np.arange(len(window.spans))
        return Scores(**{**dict.fromkeys(ROWS, every), **spared, **found})

    def relation(self, words: Floats, actor: Sequence[int], recipient: Sequence[int]) -> Floats:
        """Probabilities (types) of what the words `actor` do to the words `recipient`; `words` (w, 384) are states of
        `scores`."""
        if self._pair is None:
            self._pair = _session("relation.onnx", self._threads)
        marked = np.zeros((2, len(words)), dtype=np.float32)
        marked[0, list(actor)] = marked[1, list(recipient)] = 1.0
        found: Floats = _rounded(self._pair.run(None, {"words": words, "marked": marked})[0])
        return found


_NO_STATES: Floats = np.empty((0, 0), dtype=np.float32)


def _rounded(x: Any) -> Any:
    return np.round(x, DECIMALS, out=x) if x.dtype == np.float32 else x


def _session(name: str, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    asked = PROVIDERS[device()]
    if asked[0] not in onnxruntime.get_available_providers():
        raise UsageError(f"the reader cannot run on {device()}: this ONNX Runtime was built without; {_HOW}")
    if resources.model_is_optimized(name):  # by tools/lean.py, which takes a tenth of a second
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(resources.model(name), options, providers=asked)
    if asked[0] not in session.get_providers():
        raise UsageError(f"the reader cannot run on {device()}: no such device or no driver for it was found; {_HOW}")
    return session


@cache
def encoder() -> Encoder:
    """The one encoder of this process."""
    return Encoder()
