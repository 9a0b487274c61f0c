"""A linker kept in a folder between runs: arrays beside a manifest that is replaced whole. The folder can be dropped
and made again.

What was large and did not change is not written again: a segment of an index keeps its file as long as it lives. Every
file has a checksum: damage is found when the folder is loaded, or when a sketch is read, and never linked with.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.copies.members import Partition
from sayso.copies.postings import Postings
from sayso.copies.shelf import SKETCH_ENDS, DamagedShelf, Shelf
from sayso.linking.linker import Linker
from sayso.stories.notices import Notice

FORMAT = 3
STATE_FILE = "manifest.json"
TAIL = "tail"
TEXTS_OF_A_KEY = 1 << 20
"""Texts under one key of the index of pages: more than a page will ever have versions."""
Array = NDArray[Any]


class LedgerMarks(msgspec.Struct):
    """Up to where a linker knows the ledger: the last row of `articles` and how many there were, the last rows of
    `links` (of its own
    making) and of `codings`, and of how many texts the claims have been compared."""

    upto: int = 0
    rows: int = 0
    tied: int = 0
    coded: int = 0
    compared: int = 0


class Manifest(msgspec.Struct, frozen=True):
    """What a folder holds: how many texts are linked for good, the files of each array by name, and each file's
    CRC-32."""

    format: int
    texts: int
    seen: int
    settled: int
    written: int
    marks: LedgerMarks
    files: dict[str, list[str]]
    sums: dict[str, int]


class Tail(msgspec.Struct):
    """The packed sketches of the texts that are not linked for good, and all notices by the number of their text."""

    sketches: list[bytes] = []
    notices: dict[int, Notice] = {}


@dataclass(slots=True)
class LinkerState:
    """A linker of texts linked for good, the further ones, and of each text the first one of its copy group and of its
    story as last tied (2 × texts, NO_MEMBER where it was alone). `pages` finds the texts of a page by its id."""

    linker: Linker
    marks: LedgerMarks = field(default_factory=LedgerMarks)
    tail: Tail = field(default_factory=Tail)
    told: Array = field(default_factory=lambda: np.empty((2, 0), np.uint32))
    pages: Postings = field(default_factory=lambda: Postings(TEXTS_OF_A_KEY))
    stored: int = 0
    seen: int = 0
    settled: int = 0
    written: int = 0
    files: dict[str, list[str]] = field(default_factory=dict)
    sums: dict[str, int] = field(default_factory=dict)

    def index(self, since: int) -> None:
        """Enters the linker's texts from number `since` into the index of pages."""
        numbers = np.arange(since, len(self.linker), dtype=np.uint32)
        self.pages.add(np.array([_key(self.linker.copies.shelf.id(n)) for n in numbers.tolist()], np.uint32), numbers)

    def texts(self, page: str) -> list[int]:
        """The texts of a page, one a version, in the order in which they came."""
        found = self.pages.find(np.array([_key(page)], np.uint32))[1].tolist()
        return sorted(n for n in found if self.linker.copies.shelf.id(n) == page)


def _key(page: str) -> int:
    return crc32(page.encode("utf-8"))


def load_state(folder: Path) -> LinkerState:
    """What the folder keeps. One that is empty, damaged or older gives an empty linker, and everything is linked
    anew."""
    try:
        raw, _, checksum = (folder / STATE_FILE).read_bytes().rpartition(b"\n")
        manifest = msgspec.json.decode(raw, type=Manifest)
        if manifest.format == FORMAT and crc32(raw) == int(checksum, 16):
            return _loaded(folder, manifest)
    except (OSError, EOFError, ValueError, KeyError, msgspec.MsgspecError):
        pass
    drop_state(folder)
    return LinkerState(Linker())


def drop_state(folder: Path) -> None:
    """Forgets what the folder keeps."""
    (folder / STATE_FILE).unlink(missing_ok=True)


def _loaded(folder: Path, manifest: Manifest) -> LinkerState:
    for file, checksum in manifest.sums.items():
        if _checksum(folder / file, 8 * manifest.texts if file == SKETCH_ENDS else None) != checksum:
            raise DamagedShelf(folder / file)

    def read(name: str) -> list[Array]:
        return [np.load(folder / file, mmap_mode="r") for file in manifest.files[name]]

    tail = msgspec.msgpack.decode((folder / manifest.files[TAIL][0]).read_bytes(), type=Tail)
    kept = LinkerState(Linker(), manifest.marks, tail, np.array(read("told")[0]), stored=manifest.texts)
    kept.seen, kept.settled, kept.written = manifest.seen, manifest.settled, manifest.written
    kept.files, kept.sums = dict(manifest.files), dict(manifest.sums)
    if manifest.texts:
        linker = kept.linker
        copies, topics = linker.copies, linker.topics
        copies.shelf = Shelf.load(folder, manifest.texts)
        copies.groups, topics.stories = Partition.of(read("groups")[0]), Partition.of(read("stories")[0])
        copies.hubs.frombytes(np.array(read("hubs")[0], np.uint32).tobytes())
        copies.compilations = set(read("compilations")[0].tolist())
        copies.common = frozenset(read("common")[0].tolist())
        for name, postings in _indexes(kept).items():
            postings.restore(read(name))
        topics.rarity.counts, topics.rarity.seen, topics.known = (
            np.array(read("counts")[0]),
            manifest.seen,
            np.array(read("known")[0]),
        )
        linker.settled = manifest.settled
    return kept


def save(kept: LinkerState, folder: Path) -> None:
    """Writes what `load` gives back. Only one process may do so at a time."""
    write_state(kept, folder)
    note(kept, folder)


def write_state(kept: LinkerState, folder: Path) -> None:
    """Writes the linker as it is; `note` makes it count."""
    linker = kept.linker
    kept.sums = {SKETCH_ENDS: linker.copies.shelf.save(folder, kept.stored)}
    writer = _Writer(folder, kept)
    copies, topics = linker.copies, linker.topics
    small = {
        "groups": copies.groups.names(),
        "stories": topics.stories.names(),
        "hubs": np.array(copies.hubs, np.uint32),
        "compilations": np.array(sorted(copies.compilations), np.uint32),
        "common": np.array(sorted(copies.common), np.uint32),
        "counts": topics.rarity.counts,
        "known": topics.known,
    }
    kept.files = {name: [writer.write(array)] for name, array in small.items()}
    kept.files |= {name: [writer.write(s) for s in postings.segments] for name, postings in _indexes(kept).items()}
    kept.stored, kept.seen, kept.settled = len(linker), topics.rarity.seen, linker.settled


def note(kept: LinkerState, folder: Path) -> None:
    """Writes the tail, what was tied and the manifest: from now on `load` gives this back."""
    writer = _Writer(folder, kept)
    for name in (TAIL, "told"):
        for file in kept.files.pop(name, ()):
            kept.sums.pop(file, None)
    kept.files["told"] = [writer.write(kept.told)]
    kept.files[TAIL] = [writer.raw(msgspec.msgpack.encode(kept.tail), "tail.bin")]
    raw = msgspec.json.encode(
        Manifest(FORMAT, kept.stored, kept.seen, kept.settled, kept.written, kept.marks, kept.files, kept.sums)
    )
    draft = folder / f"{STATE_FILE}.new"
    draft.write_bytes(raw + b"\n%08x" % crc32(raw))
    os.replace(draft, folder / STATE_FILE)
    used = {file for names in kept.files.values() for file in names}
    for old in (*folder.glob("*.array.npy"), *folder.glob("*.tail.bin")):
        if old.name not in used:
            old.unlink()


class _Writer:
    """Gives each new array a file of its own; one that came from the folder keeps its file."""

    def __init__(self, folder: Path, kept: LinkerState) -> None:
        self.folder, self.kept = folder, kept

    def write(self, array: Array) -> str:
        """The name of the array's file."""
        file = getattr(array, "filename", None)
        if isinstance(array, np.memmap) and file is not None and Path(file).parent == self.folder.absolute():
            self.kept.sums[Path(file).name] = _checksum(Path(file))
            return Path(file).name
        name = self._next("array.npy")
        np.save(self.folder / name, np.asarray(array))
        self.kept.sums[name] = _checksum(self.folder / name)
        return name

    def raw(self, data: bytes, kind: str) -> str:
        """The name of a new file of these bytes."""
        name = self._next(kind)
        (self.folder / name).write_bytes(data)
        self.kept.sums[name] = crc32(data)
        return name

    def _next(self, kind: str) -> str:
        self.kept.written += 1
        return f"{self.kept.written:08}.{kind}"


def _checksum(file: Path, size: int | None = None) -> int:
    """CRC-32 of a file, or of its first `size` bytes; -1 where it has fewer."""
    found, left = 0, file.stat().st_size if size is None else size
    with file.open("rb") as stream:
        while piece := stream.read(min(1 << 22, left)):
            found, left = crc32(piece, found), left - len(piece)
    return -1 if left else found


def _indexes(kept: LinkerState) -> dict[str, Postings]:
    linker = kept.linker
    found = linker.copies.candidates
    return {
        "keys": found.keys,
        "leads": found.leads,
        "exact": linker.copies.exact,
        "topics": linker.topics.keys,
        "pages": kept.pages,
    }


def steady(linker: Linker) -> None:
    """Puts a linker into the form in which it comes back from a folder: what follows does not depend on whether it
    went there."""
    linker.copies.groups = Partition.of(linker.copies.groups.names())
    linker.topics.stories = Partition.of(linker.topics.stories.names())
