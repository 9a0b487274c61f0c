"""A linker without one page: what it keeps of the others is linked anew, as if that page had never come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from sayso.copies.shelf import DamagedShelf
from sayso.copies.sketch import identity, pack
from sayso.ledger.schema import articles
from sayso.ledger.writing import Run
from sayso.linking.linker import Linker
from sayso.linking.state import LedgerMarks, LinkerState, load_state, note, write_state
from sayso.linking.tying import LOCK, blocks


def relinked_without(run: Run, folder: Path, page: str) -> None:
    """Makes the linker in `folder` anew without a page, whose rows the ledger has no more. The next tying ties all that
    there is. Texts that the ledger does not keep stay known."""
    try:
        new = _relinked(run, load_state(folder), page)
    except DamagedShelf:
        new = LinkerState(Linker())
    for file in folder.iterdir():
        if file.name != LOCK:
            file.unlink()
    if len(new.linker):
        write_state(new, folder)
    note(new, folder)


def _relinked(run: Run, old: LinkerState, page: str) -> LinkerState:
    new = LinkerState(Linker(), _marks(run, old))
    for number, packed in _packed(old):
        if identity(packed) != page:
            told = old.tail.notices.get(number)
            if told is not None:
                new.tail.notices[len(new.linker) + len(new.tail.sketches)] = told
            new.tail.sketches.append(packed)
            blocks(new)
    return new


def _packed(kept: LinkerState) -> Iterator[tuple[int, bytes]]:
    """All sketches with their numbers, in the order in which the texts came."""
    shelf = kept.linker.copies.shelf
    yield from ((n, pack(shelf[n])) for n in range(len(shelf)))
    yield from enumerate(kept.tail.sketches, len(shelf))


def _marks(run: Run, old: LinkerState) -> LedgerMarks:
    """The articles that were read and are still there: the number of the one that went may be given out again."""
    with run.reading() as connection:
        last = int(connection.scalar(sa.select(sa.func.max(articles.c.n))) or 0)
        upto = min(old.marks.upto, last)
        rows = int(connection.scalar(sa.select(sa.func.count()).where(articles.c.n <= upto)) or 0)
    return LedgerMarks(upto, rows)
