"""Every field of a packaged table is read by code, and the words of tables are words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from sayso.resources import table
from tests.test_tables import DATA, EXAMPLES, ROOT


def _sources() -> Iterator[ast.Module]:
    yield from (ast.parse(path.read_bytes()) for path in sorted((ROOT / "src" / "sayso").rglob("*.py")))


@cache
def _used() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(fields of dataclasses, attributes and keys that code reads, all strings of the code)."""
    declared, read, written = set(), set(), set()
    for module in _sources():
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                declared |= {
                    line.target.id
                    for line in node.body
                    if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
                }
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                read.add(node.attr)
            elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                read.add(str(node.slice.value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                written.add(node.value)
    return frozenset(declared), frozenset(read), frozenset(written)


@pytest.mark.parametrize(
    "name", sorted(path.name for path in DATA.glob("*.yaml") if path.name not in ("MANIFEST.yaml", "contexts.yaml"))
)
def test_every_field_of_a_table_is_read(name: str) -> None:
    """A list that becomes a field of a dataclass is read off it; any other is asked for by its name."""
    raw = table(name)
    fields = {str(key) for key in raw} if isinstance(raw, dict) else {key for row in raw for key in row}
    declared, read, written = _used()
    unread = {f for f in fields if f not in read and (f in declared or f not in written)}
    assert unread - set(EXAMPLES["fields"].get(name, ())) == set()


def test_words_of_tables_are_words() -> None:
    """YAML's older rules take "on", "off" and "no" for truth values; the tables are read by the newer."""
    assert {"on", "off"} <= set(table("grammar.yaml")["prepositions"])
    assert "no" in table("grammar.yaml")["negators"]
    assert any("on" in group.get("recipient_prep", ()) for group in table("acts.yaml")["acts"])
