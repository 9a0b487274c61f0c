"""A linker kept in a folder between runs: arrays beside a manifest that is replaced whole. The folder can be dropped and made again.

What was large and did not change is not written again: a segment of an index keeps its file as long as it lives.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.copies.members import Partition
from sayso.copies.postings import Postings
from sayso.copies.shelf import Shelf
from sayso.linking.linker import Linker

FORMAT = 2
MANIFEST = "manifest.json"
Array = NDArray[Any]


class Manifest(msgspec.Struct, frozen=True):
    """What a folder holds: how many texts, up to which row of the ledger (`upto`), and the files of each array by name."""

    format: int
    texts: int
    upto: int
    seen: int
    settled: int
    written: int
    files: dict[str, list[str]]


@dataclass(slots=True)
class Kept:
    """A linker with the row of the ledger up to which it knows, and of each text the first one of its copy group and of its story as
    last told (2 × texts, NOBODY where it had none); `stored` texts and `written` arrays are in the folder already."""

    linker: Linker
    upto: int = 0
    told: Array = field(default_factory=lambda: np.empty((2, 0), np.uint32))
    stored: int = 0
    written: int = 0


def load(folder: Path) -> Kept:
    """What the folder keeps. One that is empty, damaged or older gives an empty linker, and everything is linked anew."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
        if manifest.format == FORMAT:
            return _loaded(folder, manifest)
    except (OSError, EOFError, ValueError, KeyError, msgspec.MsgspecError):
        (folder / MANIFEST).unlink(missing_ok=True)
    return Kept(Linker())


def _loaded(folder: Path, manifest: Manifest) -> Kept:
    def read(name: str) -> list[Array]:
        return [np.load(folder / file, mmap_mode="r") for file in manifest.files[name]]

    linker = Linker()
    copies, topics = linker.copies, linker.topics
    copies.shelf = Shelf.load(folder, manifest.texts)
    copies.groups, topics.stories = Partition.of(read("groups")[0]), Partition.of(read("stories")[0])
    copies.hubs.frombytes(np.array(read("hubs")[0], np.uint32).tobytes())
    copies.compilations = set(read("compilations")[0].tolist())
    copies.common = frozenset(read("common")[0].tolist())
    for name, postings in _indexes(linker).items():
        postings.restore(read(name))
    topics.rarity.counts, topics.rarity.seen, topics.known = np.array(read("counts")[0]), manifest.seen, np.array(read("known")[0])
    linker.settled = manifest.settled
    return Kept(linker, manifest.upto, np.array(read("told")[0]), manifest.texts, manifest.written)


def save(kept: Kept, folder: Path) -> None:
    """Writes what `load` gives back. Only one process may do so at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    linker = kept.linker
    linker.copies.shelf.save(folder, kept.stored)
    writer = _Writer(folder, kept.written)
    copies, topics = linker.copies, linker.topics
    small = {
        "groups": copies.groups.names(), "stories": topics.stories.names(),
        "hubs": np.array(copies.hubs, np.uint32),
        "compilations": np.array(sorted(copies.compilations), np.uint32), "common": np.array(sorted(copies.common), np.uint32),
        "counts": topics.rarity.counts, "known": topics.known, "told": kept.told,
    }  # fmt: skip
    files = {name: [writer.write(array)] for name, array in small.items()}
    files |= {name: [writer.write(s) for s in postings.segments] for name, postings in _indexes(linker).items()}
    manifest = Manifest(FORMAT, len(linker), kept.upto, topics.rarity.seen, linker.settled, writer.written, files)
    draft = folder / f"{MANIFEST}.new"
    draft.write_bytes(msgspec.json.encode(manifest))
    os.replace(draft, folder / MANIFEST)
    kept.stored, kept.written = len(linker), writer.written
    used = {file for names in files.values() for file in names}
    for file in folder.glob("*.array.npy"):
        if file.name not in used:
            file.unlink()


class _Writer:
    """Gives each new array a file of its own; one that came from the folder keeps its file."""

    def __init__(self, folder: Path, written: int) -> None:
        self.folder, self.written = folder, written

    def write(self, array: Array) -> str:
        """The name of the array's file."""
        file = getattr(array, "filename", None)
        if isinstance(array, np.memmap) and file is not None and Path(file).parent == self.folder.absolute():
            return Path(file).name
        self.written += 1
        name = f"{self.written:08}.array.npy"
        np.save(self.folder / name, np.asarray(array))
        return name


def _indexes(linker: Linker) -> dict[str, Postings]:
    found = linker.copies.candidates
    return {"keys": found.keys, "leads": found.leads, "exact": linker.copies.exact, "topics": linker.topics.keys}
