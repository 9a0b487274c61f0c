"""Where linking keeps what it knows: here, or in shares on many machines (linking/shuffle.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sayso.copies.postings import Postings
from sayso.copies.shelf import Shelf


class Stores(Protocol):
    """Makes the shelf of the sketches and the indexes, each of a name of its own; one made again is empty."""

    def shelf(self) -> Shelf:
        """An empty shelf."""
        ...

    def postings(self, name: str, cap: int, *, latest: bool = False) -> Postings:
        """An empty index."""
        ...


@dataclass(frozen=True)
class StoresHere:
    """All of it in this process."""

    def shelf(self) -> Shelf:
        """An empty shelf."""
        return Shelf()

    def postings(self, name: str, cap: int, *, latest: bool = False) -> Postings:
        """An empty index."""
        return Postings(cap, latest=latest)


STORES_HERE = StoresHere()
