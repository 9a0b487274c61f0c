"""One name, one thing: who reads a name in one room need not ask which of several it is."""

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "src" / "sayso"
FACES = {
    "one way, three doors: the face of the package, the pipeline, the room that does it":
        "annotate article articles code keep link open_ledger origins render",
    "each file of a kind has the same parts, and is asked by its file": "read write packed as_json as_text router",
    "the forms of other programs": "BLANK COLUMNS FORMS LOST",
    "tables of names: what is packaged, what is a user's own": "load merged packaged parse",
    "two voters of one question": "roles",
    "one list, for those who may see the table and for those who need its type": "STATUSES",
    "migrations stand alone": "Serial down_revision revision upgrade",
    "variables of types": "Item Made T",
}  # fmt: skip
"""Why a name may stand in several files."""


def defined() -> dict[str, set[str]]:
    """Public names on the top of a file → the files."""
    found = defaultdict(set)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for name in _names(node):
                found[name].add(str(path.relative_to(PACKAGE)))
    return found


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        names = [node.name]
    elif isinstance(node, ast.Assign):
        names = [n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name)]
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        names = [node.target.id]
    else:
        names = []
    return [name for name in names if not name.startswith("_")]


def test_a_name_means_one_thing() -> None:
    allowed = {name for names in FACES.values() for name in names.split()}
    several = {name: sorted(files) for name, files in defined().items() if len(files) > 1}
    assert {name: files for name, files in several.items() if name not in allowed} == {}
    assert allowed <= several.keys(), "what stands once needs no reason"
