"""One article's failure is its own: what a stage raises becomes an `InputRejected` that names article and stage, and
the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sayso.errors import InputRejected, LedgerError, NotInstalled, OutputError, ResourceError, StageFailed, UsageError

Refuse = Callable[[InputRejected], None]
"""Who is told of an input that is rejected, so that the rest can go on."""
Item = TypeVar("Item")
Made = TypeVar("Made")
STAGES = ("intake", "language", "claims", "link", "keep", "print")
"""What happens to an article, in this order."""
OUTWARD = frozenset({"keep", "print"})
"""Stages that write: there an OSError is the disk's or the reader's (full, closed), and every article would meet it."""


@contextmanager
def stage(name: str, source: str, digest: str | None = None) -> Iterator[None]:
    """One stage of one article; `source` names the article to a user, `digest` is the SHA-256 of its bytes.

    Raises StageFailed for whatever breaks inside. Not an article's failure, and raised as they are: what is already
    told by name (InputRejected), wrong usage, a damaged package or one that is missing, a ledger's or an output's own
    errors, MemoryError, an interrupt.
    """
    try:
        yield
    except (InputRejected, UsageError, ResourceError, LedgerError, NotInstalled, OutputError, MemoryError):
        raise
    except Exception as error:
        if name in OUTWARD and isinstance(error, OSError):
            raise
        raise StageFailed(source, name, error, digest) from error


def apart(name: str, source: str, read: Callable[[], Iterator[Item]]) -> Iterator[Item | InputRejected]:
    """What one piece of an input gives; where it breaks, its error in place of the rest, and the other pieces go
    on."""
    try:
        with stage(name, source):
            yield from read()
    except InputRejected as error:
        yield error


def going_on(
    items: Iterable[tuple[str, Item]], work: Callable[[str, Item], Made], refuse: Refuse
) -> Iterator[tuple[str, Made]]:
    """`work(source, item)` of each named item; what it rejects is told to `refuse`, and the rest goes on."""
    for source, item in items:
        try:
            made = work(source, item)
        except InputRejected as error:
            refuse(error)
        else:
            yield source, made
