"""Sketches by number, packed into a file that grows: in memory is only where each one ends."""

from __future__ import annotations

import os
import shutil
import tempfile
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

import numpy as np

from sayso.copies.sketch import Sketch, identity, pack, unpack

SKETCHES_UNPACKED = 20_000
"""Sketches kept unpacked."""
SPOOLED = 1 << 23
"""Bytes gathered before they are written."""
SKETCHES, SKETCH_ENDS = "sketches.bin", "ends.bin"
SUM = 4
"""Bytes behind each sketch: its CRC-32."""


class DamagedShelf(ValueError):
    """What a folder keeps is not what was written there."""


class Shelf:
    """An append-only list of sketches: those that a folder holds are read from there, newer ones from a nameless
    file."""

    def __init__(self) -> None:
        self._ends = array("Q", [0])
        self._kept: BinaryIO | None = None
        self._base = 0
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the shelf)
        self._written, self._draft = 0, bytearray()
        self._read = lru_cache(maxsize=SKETCHES_UNPACKED)(self._unpacked)

    @classmethod
    def load(cls, folder: Path, count: int) -> Shelf:
        """The first `count` sketches of a folder, read when asked for.

        Raises Damaged where it holds fewer; so does reading a changed one.
        """
        shelf = cls()
        if count:
            ends = np.fromfile(folder / SKETCH_ENDS, "<u8", count).astype(np.uint64)
            shelf._ends.frombytes(ends.tobytes())
            shelf._kept = (folder / SKETCHES).open("rb")
            shelf._base = shelf._written = shelf._ends[-1]
            if len(ends) < count or os.fstat(shelf._kept.fileno()).st_size < shelf._base:
                raise DamagedShelf(folder)
        return shelf

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> Sketch:
        return self._read(number)

    def _unpacked(self, number: int) -> Sketch:
        return unpack(self.packed(number))

    def _bytes(self, start: int, end: int) -> bytes:
        raw = self._raw(start, end)
        if crc32(raw[:-SUM]).to_bytes(SUM, "little") != raw[-SUM:]:
            raise DamagedShelf(SKETCHES)
        return raw[:-SUM]

    def _raw(self, start: int, end: int) -> bytes:
        if start >= self._written:
            return bytes(self._draft[start - self._written : end - self._written])
        if start >= self._base:
            return os.pread(self._spool.fileno(), end - start, start - self._base)
        assert self._kept is not None
        return os.pread(self._kept.fileno(), end - start, start)

    def id(self, number: int) -> str:
        """The id of an article, without the rest of its sketch."""
        return identity(self.packed(number))

    def several(self, numbers: Sequence[int]) -> list[Sketch]:
        """The sketches of some numbers, in their order."""
        self.ready(numbers)
        return [self[n] for n in numbers]

    def ready(self, numbers: Iterable[int]) -> None:
        """Told before some sketches are asked for one by one: where they lie elsewhere, they are brought at once."""

    def packed(self, number: int) -> bytes:
        """A sketch as `pack` wrote it."""
        return self._bytes(self._ends[number], self._ends[number + 1])

    def append(self, item: Sketch) -> int:
        """Keeps a sketch; returns its number."""
        return self.keep(pack(item))

    def keep(self, packed: bytes) -> int:
        """Keeps what `pack` wrote of a sketch; returns its number."""
        self._draft += packed + crc32(packed).to_bytes(SUM, "little")
        self._ends.append(self._written + len(self._draft))
        if len(self._draft) >= SPOOLED:
            self._flush()
        return len(self) - 1

    def _flush(self) -> None:
        self._spool.seek(0, os.SEEK_END)
        self._spool.write(self._draft)
        self._spool.flush()
        self._written, self._draft = self._ends[-1], bytearray()

    def save(self, folder: Path, since: int) -> int:
        """Writes the sketches from number `since` behind those that the folder holds already; returns the CRC-32 of
        all their ends."""
        self._flush()
        with (folder / SKETCHES).open("r+b" if since else "wb") as stream:
            stream.seek(self._ends[since])
            stream.truncate()
            if since < len(self):
                self._spool.seek(self._ends[since] - self._base)
                shutil.copyfileobj(self._spool, stream, SPOOLED)
        with (folder / SKETCH_ENDS).open("r+b" if since else "wb") as stream:
            stream.seek(8 * since)
            stream.truncate()
            stream.write(np.array(self._ends[since + 1 :], "<u8").tobytes())
        return crc32(np.array(self._ends[1:], "<u8").tobytes())
