"""A user's codebook: types, modes, words and names of one's own beside the packaged ones, without retraining.

`docs/codebook.md` explains the file, `docs/my-codebook.yaml` is one. `load` reads it, `parse` is pure. Actors,
outlets and places come from files of their own (ground/names.py).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sayso.claims.acts.lexeme import POSITIONS, Classes, Lexeme, Patterns, Sense
from sayso.claims.acts.table import CHANGES, FRAMES, classes_of, lexemes_of, lexicon, patterns_of, words_of
from sayso.ground import names
from sayso.ground.lines import (
    Check,
    NumberedMapping,
    Problems,
    file_text,
    need_block,
    need_names,
    need_number,
    need_optional,
    need_rows,
    need_switch,
    need_text,
    read,
)
from sayso.ground.names import Names
from sayso.ontology import CODEBOOK, PLOVER, QUADS, TYPES, EventType, Ontology

NO_ACT = "none"
"""What a word names that is not to be coded."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """What differs from the packaged tables. `digest`: 8 hexadecimal digits of each file, part of the coder's `model`;
    else empty.

    `version`: that of the packaged codebook, with the digest of one's own codebook file where there is one.
    """

    ontology: Ontology = PLOVER
    patterns: Patterns = field(default_factory=lambda: MappingProxyType({}))
    digest: str = ""
    names: Names = names.PACKAGED_NAMES
    version: str = CODEBOOK

    def with_names(self, found: Names) -> Codebook:
        """The same with a user's actors, outlets and places."""
        digests = (_digest(repr(rows)) for rows in (found.actors, found.outlets, found.places) if rows)
        return replace(self, names=found, digest="+".join(filter(None, (self.digest, *digests))))


NO_CODEBOOK = Codebook()
"""Nothing of one's own."""


def load_codebook(
    path: Path | None, own_actors: Path | None = None, own_outlets: Path | None = None, own_places: Path | None = None
) -> Codebook:
    """Reads a codebook file and those of actors, outlets and places, where given. Raises CodebookError naming file and
    line of every fault."""
    book = NO_CODEBOOK if path is None else parse(file_text(path), str(path))
    return book.with_names(names.load(own_actors, own_outlets, own_places))


def parse(text: str, source: str) -> Codebook:
    """A codebook from its YAML; `source` names it in errors. Raises CodebookError naming the line of every fault."""
    raw = read(text, source, "`types`, `classes` or `words`")
    problems = Problems(source)
    problems.keys(raw, BOOK_CHECKS)
    for name, row in _blocks(raw, "types", problems):
        _check_type(name, row, problems)
    problems.stop()
    kinds = PLOVER.with_types([_type(name, row) for name, row in raw.get("types", {}).items()])
    classes = _classes(raw.get("classes", NumberedMapping(1)), problems)
    groups = raw.get("words", [])
    for group in groups:
        _check_group(group, kinds, classes, problems)
    problems.stop()
    entries = [entry for group in groups for entry in _entries(group, classes, kinds)]
    return Codebook(
        kinds,
        MappingProxyType(dict(patterns_of(entries))),
        _digest(text),
        version=f"{CODEBOOK}+{_digest(text)}",
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


BOOK_CHECKS: Mapping[str, Check] = {"types": need_block, "classes": need_block, "words": need_rows}
TYPE: Mapping[str, Check] = {
    "like": need_text,
    "says": need_text,
    "quad": need_text,
    "score": need_number,
    "recipient": need_text,
    "modes": need_block,
}
SENSE: Mapping[str, Check] = {"act": need_text, "mode": need_optional, "frame": need_text, "change": need_optional}
NEEDS = ("needs", "needs_object", "needs_near")
GROUP: Mapping[str, Check] = {
    **SENSE,
    "pos": need_text,
    "words": need_text,
    "risky": need_switch,
    "sure": need_switch,
    "actor_prep": need_names,
    "recipient_prep": need_names,
    "when": need_rows,
    **dict.fromkeys(NEEDS, need_names),
}
NO_ACT_CHECKS: Mapping[str, Check] = {"act": need_text, "pos": need_text, "words": need_text}
OPTION: Mapping[str, Check] = {**SENSE, **dict.fromkeys(POSITIONS, need_names)}
OWN_TYPE_NAME = re.compile(r"[A-Z][A-Z0-9_]*")


def _blocks(raw: NumberedMapping, key: str, problems: Problems) -> Iterator[tuple[str, NumberedMapping]]:
    block = raw.get(key)
    if isinstance(block, NumberedMapping):
        for name, row in block.items():
            if isinstance(row, NumberedMapping):
                yield name, row
            else:
                problems.add(block.at(name), f"{name} must be a mapping")


def _check_type(name: str, row: NumberedMapping, problems: Problems) -> None:
    problems.keys(row, TYPE)
    if not OWN_TYPE_NAME.fullmatch(name):
        problems.add(row.line, f"a type is named in capitals, such as EXTRADITE, not {name!r}")
    if name in TYPES and "like" in row:
        problems.add(row.at("like"), f"{name} is PLOVER's own and lives by its own rules; leave `like` out")
    if name not in TYPES and "like" not in row:
        problems.add(row.line, f"{name} is new: say with `like` by which PLOVER type's rules it lives")
    problems.known(row, "like", "type", TYPES)
    problems.known(row, "quad", "quad class", QUADS)
    problems.known(row, "recipient", "answer", ("required", "optional"))
    for mode, value in row["modes"].items() if isinstance(row.get("modes"), NumberedMapping) else ():
        if value is not None and need_number(value):
            problems.add(row["modes"].at(mode), f"the score of mode {mode!r} must be empty or a number from -10 to 10")


def _type(name: str, row: Mapping[str, Any]) -> EventType:
    """A new type begins as a copy of the one it is like, without its modes; PLOVER's own keep what is not named."""
    like = row.get("like")
    base = TYPES[like or name]
    modes = {**({} if like else base.modes), **row.get("modes", {})}
    required = row["recipient"] == "required" if "recipient" in row else base.recipient_required
    quad, score, says = (row.get(key, getattr(base, key)) for key in ("quad", "score", "says"))
    return EventType(name, quad, score, required, says, MappingProxyType(modes), like)


def _classes(raw: NumberedMapping, problems: Problems) -> Classes:
    known: dict[str, frozenset[str]] = dict(lexicon().classes)
    for name, listed in raw.items():
        if need_text(listed):
            problems.add(raw.at(name), f"class {name} must be words with commas between them")
        elif name in known:
            problems.add(raw.at(name), f"there is a class {name!r}; take another name and begin its list with @{name}")
        else:
            missing = [word for word in words_of(listed) if word.startswith("@") and word[1:] not in known]
            for word in missing:
                problems.add(raw.at(name), f"no class {word!r} before this one")
            known = known if missing else classes_of({name: listed.lower()}, known)
    return known


def _check_group(group: NumberedMapping, kinds: Ontology, classes: Classes, problems: Problems) -> None:
    silent = group.get("act") == NO_ACT
    problems.keys(group, NO_ACT_CHECKS if silent else GROUP)
    for key in ("act", "pos", "words"):
        if key not in group:
            problems.add(group.line, f"these words lack `{key}`")
    problems.known(group, "pos", "part of speech", ("verb", "noun"))
    if silent:
        return
    _check_sense(group, group.get("act"), kinds, problems)
    _check_class_names(group, NEEDS, classes, problems)
    for row in group["when"] if need_rows(group.get("when")) is None else ():
        problems.keys(row, OPTION)
        _check_class_names(row, POSITIONS, classes, problems)
        if not any(position in row for position in POSITIONS):
            problems.add(row.line, f"an alternative names words at {', '.join(POSITIONS)}")
        if row.get("act") != NO_ACT:
            _check_sense(row, row.get("act", group.get("act")), kinds, problems)


def _check_sense(row: NumberedMapping, act: Any, kinds: Ontology, problems: Problems) -> None:
    if problems.known(row, "act", "type", {*kinds.types, NO_ACT}) and act in kinds.types:
        problems.known(row, "mode", f"mode of {act}", kinds.types[act].modes)
    problems.known(row, "frame", "frame", FRAMES)
    problems.known(row, "change", "change", CHANGES)


def _check_class_names(row: NumberedMapping, keys: tuple[str, ...], classes: Classes, problems: Problems) -> None:
    for key in keys:
        names = row.get(key)
        for name in names if isinstance(names, list) else ():
            if name not in classes:
                problems.add(row.at(key), f"no class {name!r}; define it under `classes`")


def _entries(group: NumberedMapping, classes: Classes, kinds: Ontology) -> Iterator[Lexeme]:
    lower = {**group, "words": group["words"].lower()}
    if group["act"] == NO_ACT:
        sense = Sense(NO_ACT, None)
        yield from (Lexeme(lemma, group["pos"], sense, own=True, silent=True) for lemma in words_of(lower["words"]))
    else:
        yield from (replace(entry, own=True) for entry in lexemes_of(lower, classes, kinds))
