"""A user's codebook: types, modes and words of one's own beside the packaged ones, without retraining.

`docs/codebook.md` explains the file, `docs/my-codebook.yaml` is one. `load` reads it, `parse` is pure.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sayso.claims import acts_table
from sayso.claims.acts_table import CHANGES, FRAMES, POSITIONS, Classes, Entry, Patterns, Sense, words_of
from sayso.claims.lines import Block, read
from sayso.errors import CodebookError
from sayso.ontology import PLOVER, QUADS, TYPES, EventType, Ontology

NO_ACT = "none"
"""What a word names that is not to be coded."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """What differs from the packaged codebook. `digest`: 8 hexadecimal digits of the file, part of the coder's name; else empty."""

    ontology: Ontology = PLOVER
    patterns: Patterns = field(default_factory=lambda: MappingProxyType({}))
    digest: str = ""


PACKAGED = Codebook()
"""Nothing of one's own."""


def load(path: Path) -> Codebook:
    """Reads a codebook file. Raises CodebookError naming file and line of every fault."""
    try:
        raw = path.read_bytes()
        return parse(raw.decode("utf-8-sig"), str(path))
    except OSError as error:
        raise CodebookError(str(path), [(None, f"cannot be read ({error.strerror}); check the path")]) from error
    except UnicodeDecodeError as error:
        raise CodebookError(str(path), [(raw[: error.start].count(b"\n") + 1, "is not UTF-8; convert the file")]) from error


def parse(text: str, source: str) -> Codebook:
    """A codebook from its YAML; `source` names it in errors. Raises CodebookError naming the line of every fault."""
    raw = read(text, source)
    problems = _Problems(source)
    problems.keys(raw, FILE)
    for name, row in _blocks(raw, "types", problems):
        _check_type(name, row, problems)
    problems.stop()
    kinds = PLOVER.with_types([_type(name, row) for name, row in raw.get("types", {}).items()])
    classes = _classes(raw.get("classes", Block(1)), problems)
    groups = raw.get("words", [])
    for group in groups:
        _check_group(group, kinds, classes, problems)
    problems.stop()
    entries = [entry for group in groups for entry in _entries(group, classes, kinds)]
    return Codebook(kinds, MappingProxyType(dict(acts_table.patterns_of(entries))), hashlib.sha256(text.encode()).hexdigest()[:8])


class _Problems:
    """Collects the faults of one file, so that all are named at once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: list[tuple[int | None, str]] = []

    def add(self, line: int, why: str) -> None:
        self._found.append((line, why))

    def stop(self) -> None:
        if self._found:
            raise CodebookError(self._source, sorted(self._found, key=lambda fault: fault[0] or 0))

    def keys(self, block: Block, allowed: Mapping[str, Check]) -> None:
        """Every key is known and its value of the right kind."""
        for key, value in block.items():
            if key not in allowed:
                self.add(block.at(key), f"no key {key!r} here; known are {', '.join(allowed)}")
            elif (wrong := allowed[key](value)) is not None:
                self.add(block.at(key), f"`{key}` {wrong}")

    def known(self, block: Block, key: str, what: str, names: Collection[str]) -> bool:
        """The text under `key`, where there is one, is one of the names."""
        value = block.get(key)
        fits = value is None or value in names
        if not fits:
            listed = f"known are {', '.join(sorted(names))}" if names else "there are none"
            self.add(block.at(key), f"no {what} {value!r}; {listed}")
        return fits


Check = Callable[[Any], str | None]
"""What is wrong with a value, or null."""


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) and value.strip() else "must be text"


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)


def _number(value: Any) -> str | None:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and -10 <= value <= 10
    return None if fits else "must be a number from -10 to 10"


def _switch(value: Any) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def _block(value: Any) -> str | None:
    return None if isinstance(value, Block) else "must be a mapping"


def _rows(value: Any) -> str | None:
    return None if isinstance(value, list) and all(isinstance(row, Block) for row in value) else "must be a list of mappings"


def _names(value: Any) -> str | None:
    return None if isinstance(value, list) and all(_text(name) is None for name in value) else "must be a list of words, [in, brackets]"


FILE: Mapping[str, Check] = {"types": _block, "classes": _block, "words": _rows}
TYPE: Mapping[str, Check] = {"like": _text, "says": _text, "quad": _text, "score": _number, "recipient": _text, "modes": _block}
SENSE: Mapping[str, Check] = {"act": _text, "mode": _optional, "frame": _text, "change": _optional}
NEEDS = ("needs", "needs_object", "needs_near")
GROUP: Mapping[str, Check] = {**SENSE, "pos": _text, "words": _text, "risky": _switch, "actor_prep": _names, "recipient_prep": _names,
                              "when": _rows, **dict.fromkeys(NEEDS, _names)}  # fmt: skip
SILENT: Mapping[str, Check] = {"act": _text, "pos": _text, "words": _text}
OPTION: Mapping[str, Check] = {**SENSE, **dict.fromkeys(POSITIONS, _names)}
TYPE_NAME = re.compile(r"[A-Z][A-Z0-9_]*")


def _blocks(raw: Block, key: str, problems: _Problems) -> Iterator[tuple[str, Block]]:
    block = raw.get(key)
    if isinstance(block, Block):
        for name, row in block.items():
            if isinstance(row, Block):
                yield name, row
            else:
                problems.add(block.at(name), f"{name} must be a mapping")


def _check_type(name: str, row: Block, problems: _Problems) -> None:
    problems.keys(row, TYPE)
    if not TYPE_NAME.fullmatch(name):
        problems.add(row.line, f"a type is named in capitals, such as EXTRADITE, not {name!r}")
    if name in TYPES and "like" in row:
        problems.add(row.at("like"), f"{name} is PLOVER's own and lives by its own rules; leave `like` out")
    if name not in TYPES and "like" not in row:
        problems.add(row.line, f"{name} is new: say with `like` by which PLOVER type's rules it lives")
    problems.known(row, "like", "type", TYPES)
    problems.known(row, "quad", "quad class", QUADS)
    problems.known(row, "recipient", "answer", ("required", "optional"))
    for mode, value in row["modes"].items() if isinstance(row.get("modes"), Block) else ():
        if value is not None and _number(value):
            problems.add(row["modes"].at(mode), f"the score of mode {mode!r} must be empty or a number from -10 to 10")


def _type(name: str, row: Mapping[str, Any]) -> EventType:
    """A new type begins as a copy of the one it is like, without its modes; PLOVER's own keep what is not named."""
    like = row.get("like")
    base = TYPES[like or name]
    modes = {**({} if like else base.modes), **row.get("modes", {})}
    required = row["recipient"] == "required" if "recipient" in row else base.recipient_required
    quad, score, says = (row.get(key, getattr(base, key)) for key in ("quad", "score", "says"))
    return EventType(name, quad, score, required, says, MappingProxyType(modes), like)


def _classes(raw: Block, problems: _Problems) -> Classes:
    known: dict[str, frozenset[str]] = dict(acts_table.lexicon().classes)
    for name, listed in raw.items():
        if _text(listed):
            problems.add(raw.at(name), f"class {name} must be words with commas between them")
        elif name in known:
            problems.add(raw.at(name), f"there is a class {name!r}; take another name and begin its list with @{name}")
        else:
            missing = [word for word in words_of(listed) if word.startswith("@") and word[1:] not in known]
            for word in missing:
                problems.add(raw.at(name), f"no class {word!r} before this one")
            known = known if missing else acts_table.classes_of({name: listed.lower()}, known)
    return known


def _check_group(group: Block, kinds: Ontology, classes: Classes, problems: _Problems) -> None:
    silent = group.get("act") == NO_ACT
    problems.keys(group, SILENT if silent else GROUP)
    for key in ("act", "pos", "words"):
        if key not in group:
            problems.add(group.line, f"these words lack `{key}`")
    problems.known(group, "pos", "part of speech", ("verb", "noun"))
    if silent:
        return
    _check_sense(group, group.get("act"), kinds, problems)
    _check_class_names(group, NEEDS, classes, problems)
    for row in group["when"] if _rows(group.get("when")) is None else ():
        problems.keys(row, OPTION)
        _check_class_names(row, POSITIONS, classes, problems)
        if not any(position in row for position in POSITIONS):
            problems.add(row.line, f"an alternative names words at {', '.join(POSITIONS)}")
        if row.get("act") != NO_ACT:
            _check_sense(row, row.get("act", group.get("act")), kinds, problems)


def _check_sense(row: Block, act: Any, kinds: Ontology, problems: _Problems) -> None:
    if problems.known(row, "act", "type", {*kinds.types, NO_ACT}) and act in kinds.types:
        problems.known(row, "mode", f"mode of {act}", kinds.types[act].modes)
    problems.known(row, "frame", "frame", FRAMES)
    problems.known(row, "change", "change", CHANGES)


def _check_class_names(row: Block, keys: tuple[str, ...], classes: Classes, problems: _Problems) -> None:
    for key in keys:
        names = row.get(key)
        for name in names if isinstance(names, list) else ():
            if name not in classes:
                problems.add(row.at(key), f"no class {name!r}; define it under `classes`")


def _entries(group: Block, classes: Classes, kinds: Ontology) -> Iterator[Entry]:
    lower = {**group, "words": group["words"].lower()}
    if group["act"] == NO_ACT:
        sense = Sense(NO_ACT, None)
        yield from (Entry(lemma, group["pos"], sense, own=True, silent=True) for lemma in words_of(lower["words"]))
    else:
        yield from (replace(entry, own=True) for entry in acts_table.entries_of(lower, classes, kinds))
