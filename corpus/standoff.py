"""Real news, annotated stand-off: the texts stay in the folder of open data, the project holds offsets and codes.

A stored row names its text by id, says which sentences (VOA) or which article (Wikinews) it covers, carries the digest
of the text, and holds the layers of `corpus/GUIDELINES.md` with every key as `@start:end` in code points of that text.
`texts` gives the same `Text` objects as the rest of the corpus; without the folder of texts it gives none.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from corpus.reader import HERE, CorpusError, Text, find

NEWS = HERE / "news"
VOA, WIKINEWS = "voa.jsonl", "wikinews.jsonl"
JUDGED = "wikinews.csv"
Part = Literal["learn", "fit", "study", "blind"]
PARTS: tuple[Part, ...] = ("learn", "learn", "learn", "fit", "study", "blind")
"""By the hash of the text's id: learnt from three in six, weights fitted on one, errors read on one, the last never
read."""
DOUBLED: tuple[Part, ...] = ("study", "blind")
"""Parts of which every text was coded twice, independently; `gold.merged` makes one gold of the two."""


LAYERS = ["say", "acts", "who", "coref"]
"""The layers that are complete in real news: what they do not hold is not there."""


def folder() -> Path | None:
    """The folder of openly licensed news (SAYSO_OPEN, else beside the project), or null where it is not there."""
    here = Path(os.environ.get("SAYSO_OPEN") or HERE.parent.parent / "shared" / "open") / "news"
    return here if (here / VOA).is_file() and (here / WIKINEWS).is_file() else None


def part_of(name: str) -> Part:
    """Which part a text belongs to, by the hash of its id alone."""
    return PARTS[int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % len(PARTS)]


@dataclass(frozen=True, slots=True)
class Source:
    """One text before annotation: its sentences as numbered stretches `[start, end)` of `text`, counted from
    `first`."""

    id: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    first: int = 0
    published: str | None = None
    publisher: str = ""
    title: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the text, the first 16 hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def voa() -> tuple[str, ...]:
    """The sentences of the Voice of America newswire, in order. Raises CorpusError where the folder is absent."""
    return tuple(row["text"] for row in _rows(VOA))


@cache
def wikinews() -> dict[str, dict[str, Any]]:
    """The Wikinews articles by id. Raises CorpusError where the folder is absent."""
    return {row["id"]: row for row in _rows(WIKINEWS)}


def _rows(name: str) -> list[dict[str, Any]]:
    where = folder()
    if where is None:
        raise CorpusError("the open news is not here: set SAYSO_OPEN to the folder of open data")
    return [json.loads(line) for line in (where / name).read_text(encoding="utf-8").splitlines()]


def story(name: str, first: int, last: int) -> Source:
    """Sentences `first` to `last` of the newswire (both included) as one text, a space between two."""
    bounds, position = [], 0
    for sentence in voa()[first : last + 1]:
        bounds.append((position, position + len(sentence)))
        position += len(sentence) + 1
    return Source(name, " ".join(voa()[first : last + 1]), tuple(bounds), first, None, "Voice of America")


def article(name: str) -> Source:
    """A Wikinews article; its stretches are lines, cut after the full stops that a capital follows."""
    row = wikinews()[name]
    cuts = [m.span() for line in re.finditer(r"[^\n]+", row["text"]) for m in _pieces(line)]
    return Source(name, row["text"], tuple(cuts), 0, row["published"], row["publisher"], row["title"])


def _pieces(line: re.Match[str]) -> Iterator[re.Match[str]]:
    return re.compile(r"\S.*?(?:(?<=[a-z)\]0-9\"”’][.?!])(?=[ ]+[\"“A-Z])|(?=\s*$))").finditer(
        line.string, line.start(), line.end()
    )


def source(row: dict[str, Any]) -> Source:
    """The text that a stored row is about. Raises CorpusError where the text is another than the one annotated."""
    found = story(row["id"], row["first"], row["last"]) if "first" in row else article(row["id"])
    if found.digest != row["digest"]:
        raise CorpusError(
            f"{row['id']}: the text is not the one that was annotated (digest {found.digest}, stored {row['digest']})"
        )
    return found


def judged() -> dict[str, bool]:
    """Every Wikinews article by id: whether there is a political act in it, so that it is annotated."""
    with (HERE / "news" / JUDGED).open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["political"] == "yes" for row in csv.DictReader(lines)}


def texts(part: Part, coding: int = 1) -> Iterator[Text]:
    """The annotated texts of one part; `coding` 2 is the second, independent one. Nothing where the folder of texts is
    absent."""
    if folder() is None:
        return
    for row in stored(part, coding):
        yield as_text(row, source(row))


def stored(part: Part, coding: int = 1) -> list[dict[str, Any]]:
    """The rows as kept: ids, offsets, codes and digests, no text."""
    path = NEWS / (f"{part}.jsonl" if coding == 1 else f"{part}.second.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def annotated(rows: Iterable[dict[str, Any]], given: Mapping[str, str], file: str) -> Iterator[Text]:
    """The texts of rows that `sayso reviews --annotations` wrote: with their own text, else the one that is `given` by
    its id. Raises CorpusError where there is none, or where it is another than the one that was judged."""
    for row in rows:
        text = row.get("text") or given.get(row["id"])
        if text is None:
            raise CorpusError(f"{file}: {row['id']}: no text; write it with --with-text, or name the file of articles")
        found = Source(row["id"], text, (), 0, row.get("date"), row.get("from") or "")
        if found.digest != row["digest"]:
            raise CorpusError(f"{file}: {row['id']}: the text is not the one that was judged (digest {found.digest})")
        yield replace(as_text(row, found), file=file)


def as_text(row: dict[str, Any], of: Source) -> Text:
    """A stored row as a `Text` like those of the other folders: entities become `who` and `coref`."""
    fields = {k: v for k, v in row.items() if k not in ("first", "last", "digest", "entities")}
    who: dict[str, str] = {}
    for code, *mentions in sorted(
        row.get("entities") or [], key=lambda entity: "LOC" not in entity[0].split()
    ):  # a host before its ground
        full = of.text[slice(*find(of.text, mentions[0]))]
        who |= dict.fromkeys(mentions, f"{code} | {full}")
    groups = [mentions for _, *mentions in row.get("entities") or [] if len(mentions) > 1]
    given = {
        "sentences": of.sentences,
        "layers": row.get("layers", LAYERS),
        "from": of.publisher,
        **({"date": of.published} if of.published else {}),
    }
    return Text(
        of.id,
        of.text,
        {**fields, **given, "who": who, "coref": groups, "text": of.text},
        f"{part_of(of.id)}.jsonl",
        True,
    )
