"""YAML that knows its lines, so that every fault in a user's file can be named where it stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import yaml

from sayso.errors import CodebookError
from sayso.resources import words_stay_words

LOADER = words_stay_words(yaml.SafeLoader)


class NumberedMapping(dict[str, Any]):
    """A mapping with the line of each key (from 1) and its own."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def at(self, key: str) -> int:
        """The line of a key; where it is missing, the mapping's own."""
        return self.lines.get(key, self.line)


def file_text(path: Path) -> str:
    """The text of a user's file. Raises CodebookError where it cannot be read or is no UTF-8."""
    try:
        raw = path.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise CodebookError(str(path), [(None, f"cannot be read ({error.strerror}); check the path")]) from error
    except UnicodeDecodeError as error:
        raise CodebookError(
            str(path), [(raw[: error.start].count(b"\n") + 1, "is not UTF-8; convert the file")]
        ) from error


def rows_of_file(path: Path, key: str) -> NumberedMapping:
    """What a user's table holds under a key: YAML, or CSV with the columns of our table. Raises CodebookError."""
    text = file_text(path)
    if path.suffix == ".csv":
        return _lines_of_csv(text, str(path), key)
    return read(text, str(path), f"`{key}`, a list of rows")


def _lines_of_csv(text: str, source: str, key: str) -> NumberedMapping:
    """Rows of a CSV file as mappings under a key, empty cells left out."""
    reader = csv.DictReader(io.StringIO(text), strict=True)
    rows, whole = [], NumberedMapping(1)
    try:
        for cells in reader:
            row = NumberedMapping(reader.line_num)
            if None in cells or None in cells.values():
                raise CodebookError(
                    source,
                    [(reader.line_num, f"must have {len(reader.fieldnames or ())} cells, as the first line has")],
                )
            row.update({key: value for key, value in cells.items() if value})
            rows.append(row)
    except csv.Error as error:
        raise CodebookError(source, [(reader.line_num, f"no CSV ({error})")]) from error
    whole[key] = rows
    return whole


def read(text: str, source: str, keys: str) -> NumberedMapping:
    """A YAML mapping whose mappings are Blocks; `keys` tells which it may have. Raises CodebookError where the text is
    something else.

    Keys must be text and stand once; aliases are refused, since a few lines of them can stand for a million.
    """
    try:
        for event in yaml.parse(text, LOADER):
            if isinstance(event, yaml.AliasEvent):
                raise CodebookError(
                    source,
                    [(_line(event.start_mark), f"write out what *{event.anchor} stands for; aliases are not read")],
                )
        node = yaml.compose(text, LOADER)
        if not isinstance(node, yaml.MappingNode):
            raise CodebookError(source, [(1, f"must be a mapping with {keys}")])
        found: NumberedMapping = _value(node, source)
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


def _block(node: yaml.MappingNode, source: str) -> NumberedMapping:
    block = NumberedMapping(node.start_mark.line + 1)
    for key_node, value in node.value:
        line = key_node.start_mark.line + 1
        key = _value(key_node, source)
        if not isinstance(key, str):
            raise CodebookError(source, [(line, f"{key_node.value!r} is no text; put it in quotation marks")])
        if key in block:
            raise CodebookError(source, [(line, f"{key!r} stands twice; it was on line {block.lines[key]}")])
        block[key], block.lines[key] = _value(value, source), line
    return block


class Problems:
    """Collects the faults of one file, so that all are named at once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: list[tuple[int | None, str]] = []

    def add(self, line: int, why: str) -> None:
        """Takes note of one fault."""
        self._found.append((line, why))

    def stop(self) -> None:
        """Raises CodebookError where there were faults."""
        if self._found:
            raise CodebookError(self._source, sorted(self._found, key=lambda fault: fault[0] or 0))

    def keys(self, block: NumberedMapping, allowed: Mapping[str, Check]) -> None:
        """Every key is known and its value of the right kind."""
        for key, value in block.items():
            if key not in allowed:
                self.add(block.at(key), f"no key {key!r} here; known are {', '.join(allowed)}")
            elif (wrong := allowed[key](value)) is not None:
                self.add(block.at(key), f"`{key}` {wrong}")

    def known(self, block: NumberedMapping, key: str, what: str, names: Collection[str]) -> bool:
        """The text under `key`, where there is one, is one of the names."""
        value = block.get(key)
        fits = value is None or value in names
        if not fits:
            listed = f"known are {', '.join(sorted(names))}" if names else "there are none"
            self.add(block.at(key), f"no {what} {value!r}; {listed}")
        return fits


Check = Callable[[Any], str | None]
"""What is wrong with a value, or null."""


def need_text(value: Any) -> str | None:
    """Text with something in it."""
    return None if isinstance(value, str) and value.strip() else "must be text"


def need_optional(value: Any) -> str | None:
    """Text or nothing."""
    return None if value is None else need_text(value)


def need_number(value: Any) -> str | None:
    """A number from -10 to 10."""
    fits = isinstance(value, int | float) and not isinstance(value, bool) and -10 <= value <= 10
    return None if fits else "must be a number from -10 to 10"


def need_switch(value: Any) -> str | None:
    """True or false."""
    return None if isinstance(value, bool) else "must be true or false"


def need_block(value: Any) -> str | None:
    """A mapping."""
    return None if isinstance(value, NumberedMapping) else "must be a mapping"


def need_rows(value: Any) -> str | None:
    """A list of mappings."""
    return (
        None
        if isinstance(value, list) and all(isinstance(row, NumberedMapping) for row in value)
        else "must be a list of mappings"
    )


def need_names(value: Any) -> str | None:
    """A list of texts."""
    return (
        None
        if isinstance(value, list) and all(need_text(name) is None for name in value)
        else "must be a list of words, [in, brackets]"
    )
