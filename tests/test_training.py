"""What training promises: exported networks score as PyTorch's do, and nothing that is measured on is learnt."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from corpus.reader import everything
from training import clean
from training.windows import Document, Sentence


def test_exported_networks_score_as_pytorch_does(tmp_path: Path) -> None:
    """The float graphs are held equal by `export` itself; int8 moves a probability by less than 0.05."""
    torch = pytest.importorskip("torch", reason="PyTorch is not installed; only training needs it (training/README.md)")
    graph = pytest.importorskip("training.graph", reason="onnx is not installed; only training needs it")
    model = pytest.importorskip("training.model")
    torch.manual_seed(1)
    reader = model.Reader(7)
    graph.export(reader, tmp_path)
    session = onnxruntime.InferenceSession(str(tmp_path / "relation.onnx"), providers=["CPUExecutionProvider"])
    states, marked = torch.randn(9, model.HIDDEN), torch.zeros(2, 9)
    marked[0, 0] = marked[1, 4] = 1
    with torch.no_grad():
        wanted = graph.Pair(reader.relation).eval()(states, marked).numpy()
    found = session.run(None, {"words": states.numpy(), "marked": marked.numpy()})[0]
    assert np.abs(found - wanted).max() < 0.05


def test_a_held_out_sentence_among_the_training_documents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ud").mkdir()
    (tmp_path / "ud" / "en_ewt-ud-test.conllu").write_text("", encoding="utf-8")
    words = next(t.text.split() for t in everything() if t.held_out and len(t.text.split()) >= clean.LONG)
    with pytest.raises(clean.Leak, match="held-out"):
        clean.check([Document("x", [Sentence(words)])], tmp_path, None)
