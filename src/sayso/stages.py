"""One article's failure is its own: what a stage raises becomes an `InputRejected` that names article and stage, and
the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sayso.errors import InputRejected, LedgerError, ResourceError, StageFailed, UsageError

STAGES = ("intake", "language", "claims", "link", "keep", "print")
"""What happens to an article, in this order."""
OUTWARD = frozenset({"keep", "print"})
"""Stages that write: there an OSError is the disk's or the reader's (full, closed), and every article would meet it."""


@contextmanager
def stage(name: str, source: str, digest: str | None = None) -> Iterator[None]:
    """One stage of one article; `source` names the article to a user, `digest` is the SHA-256 of its bytes.

    Raises StageFailed for whatever breaks inside. Not an article's failure, and raised as they are: what is already
    told by name (InputRejected), wrong usage, a damaged package, a ledger's own errors, MemoryError, an interrupt.
    """
    try:
        yield
    except (InputRejected, UsageError, ResourceError, LedgerError, MemoryError):
        raise
    except Exception as error:
        if name in OUTWARD and isinstance(error, OSError):
            raise
        raise StageFailed(source, name, error, digest) from error
