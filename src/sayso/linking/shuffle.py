"""Linking as a keyed shuffle: sketches and the keys of every index lie in shares, each on a machine of its own, and no
machine holds them all.

A batch's keys go to the shares that hold them, which say what other texts have these; what comes back is merged. A
sketch lies in the share that its number falls to, and is brought where it is compared. What is decided is decided in
one place, in the order of the articles, by the same code as on one machine: the links are the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.copies.members import Numbers
from sayso.copies.postings import Keys, Postings
from sayso.copies.shelf import SKETCHES_UNPACKED, Shelf
from sayso.copies.sketch import Sketch, pack, unpack

SKETCHES_SENT = 2_000
"""Sketches gathered before they are sent to their shares."""
SKETCHES_HELD = SKETCHES_UNPACKED
"""Packed sketches held where they are compared, new ones and ones that were brought."""


class KeyShare:
    """What one machine holds: of each index the keys that fall to it, and the sketches whose numbers do."""

    def __init__(self) -> None:
        self._indexes: dict[str, Postings] = {}
        self._shelf = Shelf()

    def begin(self, name: str, cap: int, latest: bool) -> None:
        """An index of that name that is empty."""
        self._indexes[name] = Postings(cap, latest=latest)

    def add(self, name: str, keys: Keys, documents: Numbers) -> None:
        """Adds pairs to an index."""
        self._indexes[name].add(keys, documents)

    def find(self, name: str, keys: Keys) -> tuple[NDArray[np.int64], Numbers]:
        """The documents of keys: positions in `keys`, and beside them the documents."""
        return self._indexes[name].find(keys)

    def keep(self, sketches: Sequence[bytes]) -> None:
        """Keeps further packed sketches."""
        for packed in sketches:
            self._shelf.keep(packed)

    def give(self, rows: Sequence[int]) -> list[bytes]:
        """Packed sketches, by the order in which they came here."""
        return [self._shelf.packed(row) for row in rows]


Asked = tuple[int, str, tuple[Any, ...]]
"""A share's number, what of `KeyShare` is called there, and with what."""


class Shares(Protocol):
    """All shares, wherever they are."""

    count: int

    def ask(self, asked: Sequence[Asked]) -> list[Any]:
        """What the shares answer, in the order asked; they work at the same time."""
        ...


def partition(keys: Keys, count: int) -> list[NDArray[np.int64]]:
    """Positions in `keys` by the share that each key falls to. Keys are hashes, so that shares are alike in size."""
    falls = keys % np.uint32(count)
    order = np.argsort(falls, kind="stable")
    return np.split(order, np.searchsorted(falls[order], np.arange(1, count)))


class SharedPostings(Postings):
    """An index whose keys lie in shares."""

    def __init__(self, shares: Shares, name: str, cap: int, *, latest: bool = False) -> None:
        super().__init__(cap, latest=latest)
        self._shares, self._name = shares, name
        shares.ask([(n, "begin", (name, cap, latest)) for n in range(shares.count)])

    def add(self, keys: Keys, documents: Numbers) -> None:
        """Adds pairs (arrays of one length), each to the share of its key."""
        parts = partition(keys, self._shares.count)
        self._shares.ask([(n, "add", (self._name, keys[p], documents[p])) for n, p in enumerate(parts) if len(p)])

    def find(self, keys: Keys) -> tuple[NDArray[np.int64], Numbers]:
        """For each key its documents: positions in `keys`, and beside them document numbers."""
        parts = [(n, p) for n, p in enumerate(partition(keys, self._shares.count)) if len(p)]
        answers = self._shares.ask([(n, "find", (self._name, keys[p])) for n, p in parts])
        places = [np.empty(0, np.int64), *(p[mine] for (_, p), (mine, _) in zip(parts, answers, strict=True))]
        return np.concatenate(places), np.concatenate([np.empty(0, np.uint32), *(found for _, found in answers)])


class SharedShelf(Shelf):
    """Sketches by number, each in a share; here are their ids, the newest ones, and those brought last."""

    def __init__(self, shares: Shares) -> None:
        super().__init__()
        self._shares = shares
        self._ids: list[str] = []
        self._unsent: list[bytes] = []
        self._here: dict[int, bytes] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def id(self, number: int) -> str:
        """The id of an article."""
        return self._ids[number]

    def append(self, item: Sketch) -> int:
        """Keeps a sketch; returns its number."""
        self._ids.append(item.id)
        packed = pack(item)
        self._unsent.append(packed)
        self._hold(len(self) - 1, packed)
        if len(self._unsent) >= SKETCHES_SENT:
            self._send()
        return len(self) - 1

    def packed(self, number: int) -> bytes:
        """A sketch as `pack` wrote it."""
        if number not in self._here:
            self.ready([number])
        return self._here[number]

    def ready(self, numbers: Iterable[int]) -> None:
        """Brings sketches that will be asked for one by one, up to as many as are held."""
        wanted = sorted({n for n in numbers if n not in self._here})[:SKETCHES_HELD]
        first = len(self) - len(self._unsent)
        count = self._shares.count
        mine = [[n for n in wanted if n < first and n % count == share] for share in range(count)]
        asked = [(share, some) for share, some in enumerate(mine) if some]
        answers = self._shares.ask([(share, "give", ([n // count for n in some],)) for share, some in asked])
        for (_, some), sketches in zip(asked, answers, strict=True):
            for number, packed in zip(some, sketches, strict=True):
                self._hold(number, packed)
        for number in wanted:
            if number >= first:
                self._hold(number, self._unsent[number - first])

    def _unpacked(self, number: int) -> Sketch:
        return unpack(self.packed(number))

    def _hold(self, number: int, packed: bytes) -> None:
        if len(self._here) >= 2 * SKETCHES_HELD:
            for old in list(self._here)[:SKETCHES_HELD]:
                del self._here[old]
        self._here[number] = packed

    def _send(self) -> None:
        """Numbers fall to the shares in turn, so that a share knows each by how many came to it before."""
        count, first = self._shares.count, len(self) - len(self._unsent)
        starts = [(share - first) % count for share in range(count)]
        self._shares.ask([(share, "keep", (self._unsent[at::count],)) for share, at in enumerate(starts)])
        self._unsent = []


@dataclass(frozen=True)
class SharedStores:
    """Where a linker keeps what it knows: in shares."""

    shares: Shares

    def shelf(self) -> Shelf:
        """A shelf whose sketches lie in the shares; one for each linker."""
        return SharedShelf(self.shares)

    def postings(self, name: str, cap: int, *, latest: bool = False) -> Postings:
        """An empty index whose keys lie in the shares."""
        return SharedPostings(self.shares, name, cap, latest=latest)
