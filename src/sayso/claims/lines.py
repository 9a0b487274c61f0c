"""YAML that knows its lines, so that a fault in a user's file can be named where it stands."""

from __future__ import annotations

from typing import Any

import yaml

from sayso.errors import CodebookError


class Block(dict[str, Any]):
    """A mapping with the line of each key (from 1) and its own."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def at(self, key: str) -> int:
        """The line of a key; where it is missing, the mapping's own."""
        return self.lines.get(key, self.line)


def read(text: str, source: str) -> Block:
    """A YAML mapping whose mappings are Blocks. Raises CodebookError where the text is something else.

    Keys must be text and stand once; aliases are refused, since a few lines of them can stand for a million.
    """
    try:
        for event in yaml.parse(text, yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise CodebookError(source, [(_line(event.start_mark), f"write out what *{event.anchor} stands for; aliases are not read")])
        node = yaml.compose(text, yaml.SafeLoader)
        if not isinstance(node, yaml.MappingNode):
            raise CodebookError(source, [(1, "must be a mapping with `types`, `classes` or `words`")])
        found: Block = _value(node, source)
    except yaml.MarkedYAMLError as error:
        raise CodebookError(source, [(_line(error.problem_mark), f"no YAML ({error.problem})")]) from error
    except yaml.YAMLError as error:
        raise CodebookError(source, [(None, f"no YAML ({error})")]) from error
    return found


def _line(mark: Any) -> int | None:
    return mark.line + 1 if mark else None


def _value(node: yaml.Node, source: str) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, source) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return _block(node, source)
    return yaml.SafeLoader("").construct_object(node)


def _block(node: yaml.MappingNode, source: str) -> Block:
    block = Block(node.start_mark.line + 1)
    for key_node, value in node.value:
        line = key_node.start_mark.line + 1
        key = _value(key_node, source)
        if not isinstance(key, str):
            raise CodebookError(source, [(line, f"{key_node.value!r} is no text; put it in quotation marks")])
        if key in block:
            raise CodebookError(source, [(line, f"{key!r} stands twice; it was on line {block.lines[key]}")])
        block[key], block.lines[key] = _value(value, source), line
    return block
