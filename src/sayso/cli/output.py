"""Where the result of a command goes: to stdout, or into a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from sayso.errors import OutputError, UsageError
from sayso.exports.terminal import harmless


@contextmanager
def result_stream(output: Path | None, inputs: Sequence[str] = ()) -> Iterator[BinaryIO]:
    """A stream for the result. A file is written beside its place and renamed, so that nobody meets half of it and an
    old one outlives
    a failure; a device or a pipe is written as it is.

    `inputs` are files and folders that are read. Raises UsageError where the output is one of them, OutputError.
    """
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    _refuse(output, inputs)
    target = Path(os.path.realpath(output))
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
        else:
            yield from _beside(target)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            str(output), f"{error.strerror or error}; check that its folder is there, may be written and has room"
        ) from error


def _beside(target: Path) -> Iterator[BinaryIO]:
    draft = target.with_name(f".sayso-{os.getpid()}.new")
    try:
        with draft.open("wb") as stream:
            yield stream
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o7777)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _refuse(output: Path, inputs: Sequence[str]) -> None:
    """What is read must not be written over: neither a file nor what lies in a folder."""
    for path in map(Path, inputs if output.exists() else ()):
        with suppress(OSError):
            if path.samefile(output) or (path.is_dir() and output.resolve().is_relative_to(path.resolve())):
                raise UsageError(f"--output {output} is also what is read ({path}); give another file")


def write(data: str | bytes, output: Path | None, inputs: Sequence[str] = (), *, shown: bool = False) -> None:
    """Writes the whole of a result; `shown` says that it is for people's eyes and no data."""
    if isinstance(data, str) and output is None and sys.stdout.isatty():
        sys.stdout.write(harmless(data) if shown else data)
        sys.stdout.flush()
        return
    words = harmless(data) if isinstance(data, str) and shown else data
    with result_stream(output, inputs) as stream:
        stream.write(words.encode() if isinstance(words, str) else words)
