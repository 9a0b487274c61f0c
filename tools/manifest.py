"""Rewrites what the coder's id is made of, after a table or a rule was changed: `python tools/manifest.py`. Needs no
working package.

`data/MANIFEST.yaml` has the digest of each packaged table; `data/coder.json` has one of the code of the rooms that
decide what is claimed.
"""

import ast
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import yaml

PACKAGE = Path(__file__).parent.parent / "src" / "sayso"
DATA = PACKAGE / "data"
OWN = {"source": "written for Sayso", "licence": "Apache-2.0"}
DECIDING = (
    "claims",
    "english",
    "ground",
    "intake",
    "language",
    "nearby.py",
    "ontology.py",
    "reading.py",
    "records",
    "spans.py",
)
"""The rooms whose code decides what is claimed of a text; those that there are count."""


def main() -> None:
    """Writes both files."""
    _manifest()
    (DATA / "coder.json").write_text(json.dumps({"code": code_digest()}) + "\n", encoding="utf-8")


def _manifest() -> None:
    """Keeps source and licence of each table as they stand; new tables are our own."""
    path = DATA / "MANIFEST.yaml"
    known = yaml.safe_load(path.read_bytes()) if path.exists() else {}
    rows = {}
    for item in sorted(DATA.iterdir()):
        if item.suffix in (".yaml", ".csv", ".sqlite") and item != path:
            rows[item.name] = {
                **OWN,
                **known.get(item.name, {}),
                "sha256": hashlib.sha256(item.read_bytes()).hexdigest(),
            }
    path.write_text(yaml.safe_dump(rows, sort_keys=True), encoding="utf-8")


def code_digest(package: Path = PACKAGE, rooms: tuple[str, ...] = DECIDING) -> str:
    """SHA-256 over the syntax trees of the rooms, without comments and docstrings: what runs, however it is laid
    out."""
    whole = hashlib.sha256()
    for path in sorted({p for room in rooms for p in _sources(package / room)}):
        whole.update(f"{path.relative_to(package).as_posix()}\n".encode())
        whole.update("".join(_shape(ast.parse(path.read_bytes()))).encode())
    return whole.hexdigest()


def _sources(room: Path) -> Iterator[Path]:
    yield from [room] if room.is_file() else room.rglob("*.py")


def _shape(node: object) -> Iterator[str]:
    """A tree as text, the same on every Python: fields that are empty are left out, as newer versions add some."""
    if isinstance(node, list):
        yield "["
        for item in node:
            if not _is_docstring(item):
                yield from _shape(item)
                yield ","
        yield "]"
    elif isinstance(node, ast.AST):
        yield type(node).__name__ + "("
        for name, value in ast.iter_fields(node):
            if value is not None and value != []:
                yield name + "="
                yield from _shape(value)
        yield ")"
    else:
        yield repr(node)


def _is_docstring(node: object) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


if __name__ == "__main__":
    main()
