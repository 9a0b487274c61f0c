"""Sketches by number, packed: in memory a line of bytes each, on disk one file that grows."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np

from sayso.stories.sketch import Sketch, pack, unpack

READ = 20_000
"""Sketches kept unpacked."""


class Shelf:
    """An append-only list of sketches."""

    def __init__(self, packed: Iterable[bytes] = ()) -> None:
        self._packed: list[bytes | memoryview] = list(packed)
        self._read = lru_cache(maxsize=READ)(self._unpacked)

    def __len__(self) -> int:
        return len(self._packed)

    def __getitem__(self, number: int) -> Sketch:
        return self._read(number)

    def _unpacked(self, number: int) -> Sketch:
        return unpack(bytes(self._packed[number]))

    def append(self, item: Sketch) -> int:
        """Keeps a sketch; returns its number."""
        self._packed.append(pack(item))
        return len(self._packed) - 1

    def save(self, folder: Path, since: int) -> None:
        """Writes the sketches from number `since` behind those that the folder holds already."""
        sizes = np.array([len(p) for p in self._packed], np.uint64)
        with (folder / "sketches.bin").open("r+b" if since else "wb") as stream:
            stream.seek(int(sizes[:since].sum()))
            stream.truncate()
            stream.writelines(self._packed[since:])
        draft = folder / "sizes.new.npy"
        np.save(draft, sizes)
        os.replace(draft, folder / "sizes.npy")

    @classmethod
    def load(cls, folder: Path, count: int) -> Shelf:
        """The first `count` sketches of a folder, read when asked for."""
        sizes = np.load(folder / "sizes.npy")[:count]
        if not count:
            return cls()
        data = memoryview(np.memmap(folder / "sketches.bin", np.uint8, "r").data)
        ends = np.cumsum(sizes).tolist()
        shelf = cls()
        shelf._packed = [data[a:b] for a, b in zip([0, *ends[:-1]], ends, strict=True)]
        return shelf
