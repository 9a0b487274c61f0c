"""How long and how branched our code may be (CONTRIBUTING.md, "Code")."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest

HOUSE = Path(__file__).parent.parent
CODE = ("src", "tools", "training", "benchmarks", "corpus", "docs")
FILES = sorted(path for name in (*CODE, "tests") for path in (HOUSE / name).rglob("*.py"))
LINE, FILE, USUAL, PATHS = 120, 350, 125, 15
PRAGMA = re.compile(r"  # (?:type:|noqa).*")
FORKS = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.match_case)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def paths(function: ast.AST) -> int:
    """Cyclomatic complexity, conditions within expressions included (ruff's C901 counts statements alone); functions
    inside it are counted by themselves."""
    found, left = 1, list(ast.iter_child_nodes(function))
    while left:
        node = left.pop()
        if isinstance(node, FUNCTIONS):
            continue
        left += ast.iter_child_nodes(node)
        if isinstance(node, FORKS):
            found += 1
        elif isinstance(node, ast.BoolOp):
            found += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            found += 1 + len(node.ifs)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_files_and_lines_stay_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= FILE
    assert [n for n, line in enumerate(lines, 1) if len(PRAGMA.sub("", line)) > LINE] == []


@pytest.mark.parametrize("path", [p for p in FILES if not p.is_relative_to(HOUSE / "tests")], ids=lambda p: p.name)
def test_functions_have_few_paths(path: Path) -> None:
    functions = [n for n in ast.walk(ast.parse(path.read_bytes())) if isinstance(n, FUNCTIONS)]
    over = {f.name: paths(f) for f in functions if paths(f) > PATHS}
    assert over == {}


def test_most_files_are_seen_at_one_glance() -> None:
    counts = [len(p.read_text(encoding="utf-8").splitlines()) for p in FILES if p.is_relative_to(HOUSE / "src")]
    assert median(n for n in counts if n) <= USUAL
