"""Inputs as named on the command line → raw bytes, one item an article, with the kind of reader each needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sayso.errors import EmptyInput, InputRejected, UnknownFormat, Unreadable
from sayso.intake.formats import KNOWN_FORMATS, REFUSED, SUFFIXES, ending, hidden, stream_of
from sayso.intake.formats.columns import Columns
from sayso.intake.raw import Raw
from sayso.settings import Settings
from sayso.stages import stage
from sayso.web import is_address

if TYPE_CHECKING:
    from sayso.intake.addresses import Web

__all__ = ["Raw", "raws"]
STDIN = "-"
PLAIN_COLUMNS = Columns()
Seen = Callable[[int], None]
"""Who is told how many bytes of a file were read since it was told last."""


def unseen(_: int) -> None:
    """Nobody is told."""


def raws(
    inputs: Sequence[str],
    limits: Settings,
    columns: Columns = PLAIN_COLUMNS,
    web: Web | None = None,
    seen: Seen = unseen,
) -> Iterator[Raw | InputRejected]:
    """The raw articles of all inputs in order; folders are read in the order of their file names, hidden files left
    out. `web` fetches those that are addresses; `seen` is told of the bytes of files as they are read."""
    for name in inputs:
        try:
            with stage("intake", name):
                if is_address(name):
                    web = web or _web()
                    yield from web.articles(name, limits, columns)
                else:
                    yield from _input(name, limits, columns, seen)
        except InputRejected as error:
            yield error


def _web() -> Web:
    """Loaded for addresses alone: who reads files waits for no network's library."""
    from sayso.intake.addresses import Web  # noqa: PLC0415

    return Web()


def _input(name: str, limits: Settings, columns: Columns, seen: Seen) -> Iterator[Raw | InputRejected]:
    if name == STDIN:
        return stream_of(sys.stdin.buffer, "stdin", "", limits, columns)
    path = Path(name)
    return _folder(path, limits, columns, seen) if path.is_dir() else _file(path, limits, columns, seen)


def _folder(folder: Path, limits: Settings, columns: Columns, seen: Seen) -> Iterator[Raw | InputRejected]:
    """What lies in a folder and those below it. Kinds that nobody reads are passed over; a refused kind and a closed
    folder are named."""
    closed: list[OSError] = []
    found = [
        path
        for where, folders, names in os.walk(folder, onerror=closed.append)
        for path in (Path(where, name) for name in names)
        if ending(path.name) in SUFFIXES.keys() | REFUSED.keys() and not hidden(path.relative_to(folder))
    ]
    refused = {Path(error.filename): error for error in closed if not hidden(Path(error.filename).relative_to(folder))}
    if not found and not refused:
        yield EmptyInput(str(folder))
    for path in sorted([*found, *refused]):
        error = refused.get(path)
        why = (error.strerror or str(error)) if error else _no_file(path)
        try:
            yield from [Unreadable(str(path), why)] if why else _file(path, limits, columns, seen)
        except InputRejected as rejected:
            yield rejected


def _no_file(path: Path) -> str:
    """Why what lies in a folder under the name of a file is none; one may wait for ever for a pipe or a device."""
    return "" if path.is_file() or not path.exists() else "a pipe or a device, no file"


def _file(path: Path, limits: Settings, columns: Columns, seen: Seen) -> Iterator[Raw | InputRejected]:
    suffix = ending(path.name)
    if suffix in REFUSED:
        yield UnknownFormat(str(path), REFUSED[suffix], KNOWN_FORMATS)
        return
    try:
        with path.open("rb") as stream:
            before = 0
            for item in stream_of(stream, str(path), suffix, limits, columns):
                at = _at(stream, before)
                seen(at - before)
                before = at
                yield item
    except OSError as error:
        yield Unreadable(str(path), error.strerror or str(error))


def _at(stream: BinaryIO, before: int) -> int:
    """Up to where a file is read; a pipe does not say it."""
    try:
        return stream.tell()
    except (OSError, ValueError):
        return before
