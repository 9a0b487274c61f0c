"""Corpus files → texts whose keys are resolved to spans. The format is described in `corpus/GUIDELINES.md`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
Span = tuple[int, int]
FOLDERS = ("sentences", "stories", "boundaries", "decoys")
TAUGHT = ("sentences", "stories")
"""Only these two are learnt from; boundaries and decoys are tests, and only tests."""
HELD_SENTENCES, HELD_STORIES = 6, 3
"""One short text in six and one story in three are held out, chosen by the hash of the id."""


class CorpusError(ValueError):
    """A text that breaks the format: which text, which key, why."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text as written. `fields` are the YAML values, keys unresolved; `find` resolves them."""

    id: str
    text: str
    fields: dict[str, Any]
    file: str
    story: bool

    @property
    def held_out(self) -> bool:
        """True for the part that is only ever measured on; a generated text never is."""
        one_in = HELD_STORIES if self.story else HELD_SENTENCES
        number = int(hashlib.sha256(self.id.encode()).hexdigest()[:8], 16)
        return number % one_in == 0 and "generated" not in self.fields

    def find(self, key: str) -> Span:
        """The span `[start, end)` of a key (words, `words#2`, or `first … last`). Raises CorpusError where it is not
        there."""
        try:
            return find(self.text, key)
        except CorpusError as error:
            raise CorpusError(f"{self.file}: {self.id}: {error}") from None


def find(text: str, key: str) -> Span:
    """The span of a key in a text: words, or `@start:end` where the annotation is stand-off. Raises CorpusError."""
    if offsets := re.fullmatch(r"@(\d+):(\d+)", key):
        start, end = int(offsets[1]), int(offsets[2])
        if not start < end <= len(text):
            raise CorpusError(f"{key} is no stretch of the text")
        return start, end
    first, ellipsis, last = (piece.strip() for piece in key.partition(" … "))
    start, end = _occurrence(text, first, 0)
    if not ellipsis:
        return start, end
    return start, _occurrence(text, last, end)[1]


def _occurrence(text: str, words: str, since: int) -> Span:
    match = re.fullmatch(r"(.*?)#(\d+)", words, re.DOTALL)
    wanted, number = (match[1], int(match[2])) if match else (words, 1)
    if not wanted:
        raise CorpusError("an empty key")
    position = since - 1
    for _ in range(number):
        position = _next(text, wanted, position + 1)
        if position < 0:
            raise CorpusError(f"{words!r} is not in the text as whole words")
    return position, position + len(wanted)


def _next(text: str, wanted: str, since: int) -> int:
    at = text.find(wanted, since)
    while at >= 0:
        end = at + len(wanted)
        left = at == 0 or not (text[at - 1].isalnum() and wanted[0].isalnum())
        right = end == len(text) or not (text[end].isalnum() and wanted[-1].isalnum())
        if left and right:
            return at
        at = text.find(wanted, at + 1)
    return -1


def load(path: Path) -> list[Text]:
    """The texts of one file, in order. Raises CorpusError for what is no list of texts."""
    try:
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        raise CorpusError(f"{path.name}: not YAML: {error}") from None
    if not isinstance(rows, list):
        raise CorpusError(f"{path.name}: not a list of texts")
    texts = []
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not row.get("id") or not row.get("text"):
            raise CorpusError(f"{path.name}: entry {number} has no id or no text")
        texts.append(Text(row["id"], row["text"], row, path.name, path.parent.name == "stories"))
    return texts


def everything(folders: tuple[str, ...] = TAUGHT) -> Iterator[Text]:
    """All texts of the folders in a fixed order; by default those that are learnt from."""
    for folder in folders:
        for path in sorted((HERE / folder).glob("*.yaml")):
            yield from load(path)


def as_list(value: Any) -> list[str]:
    """A key or a list of keys as a list; nothing as an empty one."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list) else [value]
