"""The floors and walls of the house, read off the imports (DESIGN, section 2)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "sayso"
FLOORS = {"errors": -1, "spans": 0, "records": 1, "ontology": 1, "settings": 1, "resources": 2, "intake": 3, "language": 3,
          "ledger": 3, "claims": 4, "judge": 4, "stories": 4, "exports": 4, "pipeline": 5, "cluster": 6, "account": 6, "cli": 7,
          "desk": 7, "__init__": 7}  # fmt: skip
FILES = sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0]


def imports(path: Path) -> set[str]:
    """The rooms, and within them the modules, that a file imports, imports inside functions included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "sayso":
            rest = node.module.split(".")[1:]
            found |= {".".join(rest)} if rest else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.partition(".")[2] for a in node.names if a.name.startswith("sayso.")}
    return {name for name in found if name}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_downwards_only(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        there = name.split(".")[0]
        if there != here:
            assert FLOORS[there] < FLOORS[here], f"{path.name} ({here}) imports {name}"


def test_every_room_has_a_floor() -> None:
    assert {room(p) for p in FILES} <= set(FLOORS)


def test_claims_know_no_model() -> None:
    for path in (ROOT / "claims").rglob("*.py"):
        assert all(not n.startswith("language") or n == "language.reading" for n in imports(path)), path.name
        assert "onnxruntime" not in path.read_text(encoding="utf-8")


def test_the_ledger_and_the_desk_know_no_extractor() -> None:
    for name in ("ledger", "desk"):
        for path in (ROOT / name).rglob("*.py"):
            assert not {n.split(".")[0] for n in imports(path)} & {"claims", "language", "pipeline"}, path.name


def test_only_the_cluster_room_knows_the_distributed_engine() -> None:
    for path in FILES:
        if room(path) != "cluster":
            assert "import ray" not in path.read_text(encoding="utf-8"), path.name


def test_no_circles_within_a_room() -> None:
    graph = {".".join(p.relative_to(ROOT).with_suffix("").parts): imports(p) for p in FILES}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"a circle: {' > '.join((*trail, name))}"
        if name not in done:
            for other in sorted(graph.get(name, set())):
                visit(other, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())
