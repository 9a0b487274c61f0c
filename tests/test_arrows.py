"""The floors and walls of the house, read off the imports (docs/architecture.md)."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOT = HOUSE / "src" / "sayso"
FLOORS = {
    "errors": 0,
    "spans": 1,
    "extras": 1,
    "stages": 1,
    "reading": 2,
    "nearby": 2,
    "resources": 2,
    "settings": 1,
    "web": 3,
    "ontology": 3,
    "records": 4,
    "ground": 5,
    "english": 5,
    "intake": 6,
    "language": 6,
    "ledger": 6,
    "guests": 6,
    "claims": 7,
    "copies": 7,
    "judge": 7,
    "stories": 8,
    "answers": 9,
    "exports": 10,
    "linking": 10,
    "pipeline": 11,
    "upkeep": 12,
    "parallel": 12,
    "cluster": 13,
    "desk": 13,
    "cli": 14,
    "__init__": 14,
}
CLAIMS = {
    "syntax": 0,
    "weigh": 0,
    "times": 0,
    "acts": 1,
    "figures": 1,
    "names": 3,
    "codebook": 3,
    "places": 4,
    "parties": 4,
    "sentence": 5,
    "say": 6,
    "status": 6,
    "attribution": 7,
    "roles": 7,
    "article": 8,
    "scene": 8,
    "coding": 9,
    "relate": 9,
    "__init__": 9,
}
"""Floors of the rooms within `claims`; rooms of one floor do not know each other."""
OUTSIDE = {"corpus": 0, "tools": 1, "benchmarks": 1, "training": 2, "tests": 3}
"""Who looks at the package from outside, and at whom of those below."""
FILES = sorted(ROOT.rglob("*.py"))
CLAIM_FILES = [path for path in FILES if path.is_relative_to(ROOT / "claims")]


def room(path: Path) -> str:
    return home(".".join(path.relative_to(ROOT).with_suffix("").parts))


def home(module: str) -> str:
    """The room of a module."""
    return module.split(".", maxsplit=1)[0]


def imports(path: Path) -> set[str]:
    """What a file imports from the package, modules and names in them, imports inside functions included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "sayso":
            rest = ".".join(node.module.split(".")[1:])
            inner = {f"{rest}.{alias.name}" if rest else alias.name for alias in node.names}
            found |= {rest, *inner}
        elif isinstance(node, ast.Import):
            found |= {a.name.partition(".")[2] for a in node.names if a.name.startswith("sayso.")}
    return {name for name in found if name}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_downwards_only(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        there = home(name)
        if there != here:
            assert FLOORS[there] < FLOORS[here], f"{path.name} ({here}) imports {name}"


def test_every_room_has_a_floor() -> None:
    assert {room(p) for p in FILES} <= set(FLOORS)


@pytest.mark.parametrize("path", CLAIM_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_of_claims_import_downwards_only(path: Path) -> None:
    here = path.relative_to(ROOT / "claims").with_suffix("").parts[0]
    for there in {name.split(".")[1] for name in imports(path) if name.startswith("claims.")}:
        assert there == here or CLAIMS[there] < CLAIMS[here], f"{path.name} ({here}) imports claims.{there}"


def test_claims_know_no_model_and_no_ledger() -> None:
    for path in CLAIM_FILES:
        assert not {n.split(".")[0] for n in imports(path)} & {"language", "ledger", "stories"}, path.name
        assert "onnxruntime" not in path.read_text(encoding="utf-8")


def test_the_ledger_and_the_desk_know_no_extractor() -> None:
    for name in ("ledger", "desk"):
        for path in (ROOT / name).rglob("*.py"):
            assert not {n.split(".")[0] for n in imports(path)} & {"claims", "language", "pipeline"}, path.name


def test_stories_and_copies_keep_nothing() -> None:
    for name in ("copies", "stories"):
        for path in (ROOT / name).rglob("*.py"):
            assert "sqlalchemy" not in path.read_text(encoding="utf-8"), path.name


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


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_who_looks_at_the_package_looks_at_each_other_one_way(name: str) -> None:
    for path in (HOUSE / name).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for there in {module.split(".")[0] for module in modules} & set(OUTSIDE) - {name}:
                assert OUTSIDE[there] < OUTSIDE[name], f"{path.name} ({name}) imports {there}"
