"""The coder's id says by which tables, weights, code and codebook a claim was made."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso import ontology, pipeline, resources
from sayso.answers.store import open_ledger
from sayso.claims.codebook import NO_CODEBOOK, parse
from sayso.claims.coding import extract
from sayso.records import Claim, from_json, to_json

ROOT = Path(__file__).parent.parent
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "manifest.py"))
TEXT = "PARIS (AFP) - France expelled two Russian diplomats on Monday, the foreign ministry said."
OWN = "words:\n- {act: ASSAULT, pos: verb, words: zap}\n"


def test_the_packaged_digest_is_that_of_the_code() -> None:
    packaged = (ROOT / "src" / "sayso" / "data" / "coder.json").read_text(encoding="utf-8")
    assert TOOL["code_digest"]() in packaged, "run make schema"


def test_every_room_that_decides_is_digested() -> None:
    there = {path.name for path in (ROOT / "src" / "sayso").iterdir() if path.suffix == ".py" or any(path.glob("*.py"))}
    assert {"claims", "language", "intake", "ontology.py"} <= there & set(TOOL["DECIDING"])
    decide_nothing = {
        "__init__.py",
        "account.py",
        "cli",
        "errors.py",
        "exports",
        "ledger",
        "pipeline.py",
        "resources.py",
        "settings.py",
        "stories",
        "answers",
        "copies",
        "linking",
        "desk",
        "guests",
        "judge",
        "cluster",
        "parallel.py",
        "extras.py",
        "stages.py",
        "upkeep",
        "web",
    }
    assert there <= set(TOOL["DECIDING"]) | decide_nothing, (
        "a new room: does it decide what is claimed? then name it in tools/manifest.py"
    )


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ('"""What it is."""\n\n# why\nX = 1\ndef f(a):\n    """What it does."""\n    return [a, X]  # so\n', True),
        ("X = 1\ndef f(a): return [\n    a,\n    X,\n]\n", True),
        ("X = 2\ndef f(a):\n    return [a, X]\n", False),
        ("X = 1\ndef f(a):\n    return [X, a]\n", False),
        ("X = 1\ndef f(a):\n    return 'no docstring', [a, X]\n", False),
    ],
)
def test_comments_docstrings_and_layout_do_not_count_and_code_does(tmp_path: Path, changed: str, same: bool) -> None:
    (tmp_path / "room").mkdir()
    digests = []
    for source in ("X = 1\ndef f(a):\n    return [a, X]\n", changed):
        (tmp_path / "room" / "rules.py").write_text(source, encoding="utf-8")
        digests.append(TOOL["code_digest"](tmp_path, ("room", "not-there")))
    assert (digests[0] == digests[1]) is same


def other_weights(patch: pytest.MonkeyPatch) -> None:
    card = resources.model_card()
    patch.setattr(resources, "model_card", lambda: {**card, "files": {**card["files"], "reader.onnx": "0" * 64}})


def other_code(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(resources, "code_digest", lambda: "00000000")


def other_tables(patch: pytest.MonkeyPatch) -> None:
    rows = resources._manifest()
    patch.setattr(resources, "_manifest", lambda: {**rows, "acts.yaml": {"sha256": "0" * 64}})


@pytest.mark.parametrize("change", [other_weights, other_code, other_tables])
def test_what_other_weights_code_or_tables_say_is_not_already_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Any
) -> None:
    article = pipeline.code(_article()).article
    with open_ledger(str(tmp_path / "ledger"), create=True) as ledger, ledger.writing("test", "0") as run:
        assert pipeline.keep(article, run) is not None
        assert pipeline.keep(article, run) is None
        change(monkeypatch)
        again = pipeline.keep(article, run)
        assert again is not None
        assert again.claims
        assert pipeline.keep(article, run) is None
        assert ledger.sizes()["articles"] == 1


def test_a_codebook_of_ones_own_is_another_coder_and_another_codebook() -> None:
    packaged, own = extract.coder(NO_CODEBOOK), extract.coder(parse(OWN, "own.yaml"))
    assert packaged.codebook == ontology.CODEBOOK
    assert re.fullmatch(r"[0-9a-f]{8}(\.[0-9a-f]{8}){2}", packaged.model or "")
    assert own.model != packaged.model
    assert (own.codebook or "").startswith(f"{ontology.CODEBOOK}+")


def test_the_page_of_the_codebook_tells_its_version() -> None:
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert re.findall(r"This is version \*\*(.+?)\*\* of the codebook", page) == [ontology.CODEBOOK]


def test_claims_of_before_are_still_read() -> None:
    claim = pipeline.code(_article()).claims[0]
    line = to_json(claim).decode().replace(f',"codebook":"{ontology.CODEBOOK}"', "")
    assert '"codebook"' not in line
    assert from_json(line, Claim).coder.codebook is None


def _article() -> Any:
    return sayso.article({"text": TEXT})
