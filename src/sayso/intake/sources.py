"""Inputs as named on the command line → raw bytes, one item an article, with the kind of reader each needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from sayso.errors import EmptyInput, InputRejected, UnknownFormat, Unreadable
from sayso.intake.formats import FORMAT_READERS, KNOWN_FORMATS, PACKED, REFUSED, SUFFIXES, sniffed
from sayso.intake.formats.bounded import packing, peeked, unpacked
from sayso.intake.formats.columns import Columns
from sayso.intake.raw import Raw
from sayso.settings import Settings
from sayso.stages import stage

__all__ = ["Raw", "raws"]
STDIN = "-"
PLAIN_COLUMNS = Columns()


def raws(inputs: Sequence[str], limits: Settings, columns: Columns = PLAIN_COLUMNS) -> Iterator[Raw | InputRejected]:
    """The raw articles of all inputs in order; folders are read in the order of their file names, hidden files left
    out."""
    for name in inputs:
        try:
            with stage("intake", name):
                yield from _input(name, limits, columns)
        except InputRejected as error:
            yield error


def _input(name: str, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    if name == STDIN:
        return _stream(sys.stdin.buffer, "stdin", "", limits, columns)
    path = Path(name)
    return _folder(path, limits, columns) if path.is_dir() else _file(path, limits, columns)


def _folder(folder: Path, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    """What lies in a folder and those below it. Kinds that nobody reads are passed over; a refused kind and a closed
    folder are named."""
    closed: list[OSError] = []
    found = [
        path
        for where, folders, names in os.walk(folder, onerror=closed.append)
        for path in (Path(where, name) for name in names)
        if ending(path.name) in SUFFIXES.keys() | REFUSED.keys()
        and not _hidden(path, folder)
        and (path.is_file() or path.is_symlink())
    ]
    refused = {Path(error.filename): error for error in closed if not _hidden(Path(error.filename), folder)}
    if not found and not refused:
        yield EmptyInput(str(folder))
    for path in sorted([*found, *refused]):
        error = refused.get(path)
        try:
            yield from (
                _file(path, limits, columns) if error is None else [Unreadable(str(path), error.strerror or str(error))]
            )
        except InputRejected as rejected:
            yield rejected


def ending(name: str) -> str:
    """The ending of a file's name that tells its kind: that before ".gz" of a compressed one."""
    path = Path(name.lower())
    return path.with_suffix("").suffix if path.suffix in PACKED else path.suffix


def _hidden(path: Path, folder: Path) -> bool:
    return any(piece.startswith(".") for piece in path.relative_to(folder).parts)


def _file(path: Path, limits: Settings, columns: Columns) -> Iterator[Raw | InputRejected]:
    suffix = ending(path.name)
    if suffix in REFUSED:
        yield UnknownFormat(str(path), REFUSED[suffix], KNOWN_FORMATS)
        return
    try:
        with path.open("rb") as stream:
            yield from _stream(stream, str(path), suffix, limits, columns)
    except OSError as error:
        yield Unreadable(str(path), error.strerror or str(error))


def _stream(
    stream: BinaryIO, source: str, suffix: str, limits: Settings, columns: Columns
) -> Iterator[Raw | InputRejected]:
    """The articles of a stream. What is compressed is unpacked, whatever its name says."""
    kind = SUFFIXES.get(suffix)
    if kind != "zip":
        head, stream = peeked(stream)
        packed = packing(head)
        if packed and kind != "warc":
            head, stream = peeked(unpacked(stream, source, packed, limits))
        kind = kind or sniffed(head)
    yield from FORMAT_READERS[kind](stream, source, limits, columns)
