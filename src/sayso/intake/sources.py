"""Inputs as named on the command line → raw bytes, one item an article, with the kind of reader each needs."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from sayso.errors import EmptyInput, InputRejected, TooLarge, UnknownFormat, Unreadable
from sayso.settings import Settings
from sayso.stages import stage

FileKind = Literal["text", "html", "record"]
SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "lines",
}
REFUSED = {
    ".warc": "WARC files",
    ".gz": "compressed files",
    ".xml": "feeds and XML",
    ".rss": "feeds",
    ".pdf": "PDF",
    ".zip": "archives",
    ".docx": "Word files",
    ".parquet": "Parquet",
    ".csv": "tables",
}
KNOWN = "text (.txt), HTML (.html) and JSON Lines (.jsonl)"
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one article as received, where they came from, and what reads them."""

    source: str
    data: bytes
    kind: FileKind

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


def raws(inputs: Sequence[str], limits: Settings) -> Iterator[Raw | InputRejected]:
    """The raw articles of all inputs in order; folders are read in the order of their file names, hidden files left
    out."""
    for name in inputs:
        try:
            with stage("intake", name):
                yield from _input(name, limits)
        except InputRejected as error:
            yield error


def _input(name: str, limits: Settings) -> Iterator[Raw | InputRejected]:
    if name == STDIN:
        return _stream(sys.stdin.buffer, "stdin", "", limits)
    path = Path(name)
    return _folder(path, limits) if path.is_dir() else _file(path, limits)


def _folder(folder: Path, limits: Settings) -> Iterator[Raw | InputRejected]:
    """What lies in a folder and those below it. Kinds that nobody reads are passed over; a refused kind and a closed
    folder are named."""
    closed: list[OSError] = []
    found = [
        path
        for where, folders, names in os.walk(folder, onerror=closed.append)
        for path in (Path(where, name) for name in names)
        if path.suffix.lower() in SUFFIXES.keys() | REFUSED.keys()
        and not _hidden(path, folder)
        and (path.is_file() or path.is_symlink())
    ]
    refused = {Path(error.filename): error for error in closed if not _hidden(Path(error.filename), folder)}
    if not found and not refused:
        yield EmptyInput(str(folder))
    for path in sorted([*found, *refused]):
        error = refused.get(path)
        yield from _file(path, limits) if error is None else [Unreadable(str(path), error.strerror or str(error))]


def _hidden(path: Path, folder: Path) -> bool:
    return any(piece.startswith(".") for piece in path.relative_to(folder).parts)


def _file(path: Path, limits: Settings) -> Iterator[Raw | InputRejected]:
    suffix = path.suffix.lower()
    if suffix in REFUSED:
        yield UnknownFormat(str(path), REFUSED[suffix], KNOWN)
        return
    try:
        with path.open("rb") as stream:
            yield from _stream(stream, str(path), suffix, limits)
    except OSError as error:
        yield Unreadable(str(path), error.strerror or str(error))


def _stream(stream: BinaryIO, source: str, suffix: str, limits: Settings) -> Iterator[Raw | InputRejected]:
    kind = SUFFIXES.get(suffix)
    head = b""
    if kind is None:
        head = stream.read(4096)
        kind = _sniff(head)
    if kind == "lines":
        yield from _lines(stream, head, source, limits)
        return
    limit = limits.max_article_bytes
    data = head + stream.read(limit + 1 - len(head))
    if len(data) > limit:
        size = len(data) + sum(len(piece) for piece in iter(lambda: stream.read(1 << 20), b""))
        yield TooLarge(source, "bytes", size, limit, "SAYSO_MAX_ARTICLE_BYTES")
    elif not data.strip():
        yield EmptyInput(source)
    else:
        yield Raw(source, data, "html" if kind == "html" else "text")


def _sniff(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith(b"{"):
        return "lines"
    return "html" if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) else "text"


def _lines(stream: BinaryIO, head: bytes, source: str, limits: Settings) -> Iterator[Raw | InputRejected]:
    limit, seen = limits.max_article_bytes, False
    for number, line in enumerate(_split(stream, head, limit), 1):
        where = f"{source}:{number}"
        if len(line) > limit:
            seen = True
            yield TooLarge(where, "bytes", len(line), limit, "SAYSO_MAX_ARTICLE_BYTES")
        elif line.strip():
            seen = True
            yield Raw(where, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, "record")
    if not seen:
        yield EmptyInput(source)


def _split(stream: BinaryIO, head: bytes, limit: int) -> Iterator[bytes]:
    """Lines; of one over the limit only as much is held as shows that it is."""
    *whole, rest = head.split(b"\n")
    yield from whole
    while piece := stream.readline(limit + 1):
        line = rest + piece
        rest = b""
        while len(piece) > limit and not piece.endswith(b"\n"):
            piece = stream.readline(limit + 1)
        yield line.rstrip(b"\n")
    if rest:
        yield rest
