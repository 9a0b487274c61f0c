"""Errors of the database → ours, once, at the boundary; only those that a user can mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from sayso.errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerDenied,
    LedgerError,
    LedgerFull,
    LedgerGone,
    LedgerOlder,
    LedgerReadOnly,
    LedgerRotten,
)
from sayso.ledger.sums import Changed

DriverFault = Callable[[str, str], LedgerError]
DRIVER_SIGNS: Mapping[str, DriverFault] = {
    "authentication failed": LedgerDenied,
    "no password supplied": LedgerDenied,
    "no pg_hba.conf entry": LedgerDenied,
    'role "': LedgerDenied,
    "not permitted to log in": LedgerDenied,
    "permission denied for database": LedgerDenied,
    'database "': LedgerDenied,
    "because it is a view": lambda where, _: LedgerOlder(where),
    "cannot insert into view": lambda where, _: LedgerOlder(where),
    "no such table: page_words": lambda where, _: LedgerOlder(where),
    "is full": lambda where, _: LedgerFull(where),
    "no space left": lambda where, _: LedgerFull(where),
    "readonly database": LedgerReadOnly,
    "read-only": LedgerReadOnly,
    "permission denied": LedgerReadOnly,
    "unable to open database": LedgerReadOnly,
    "malformed": LedgerDamaged,
    "not a database": LedgerDamaged,
    "disk i/o error": LedgerDamaged,
    "invalid page": LedgerDamaged,
    "database is locked": lambda where, _: LedgerBusy(where),
    "lock timeout": lambda where, _: LedgerBusy(where),
    "connection": LedgerGone,
    "terminating": LedgerGone,
    "server": LedgerGone,
}
"""What the driver's message holds (in lower case) → the error that says it to a user; the first that fits."""


@contextmanager
def driver_faults(where: str) -> Iterator[None]:
    """Raises LedgerError where a row was changed or a statement fails for a reason that a user can mend; other errors
    pass."""
    try:
        yield
    except Changed as error:
        raise LedgerRotten(where, error.table, error.row) from error
    except (DataError, IntegrityError):
        raise  # of what was to be written, whatever its words
    except DBAPIError as error:
        why = " ".join(str(error.orig).split())[:200]
        fault = next((make for sign, make in DRIVER_SIGNS.items() if sign in why.lower()), None)
        if fault is None and error.connection_invalidated:
            fault = LedgerGone
        if fault is None:
            raise
        raise fault(where, why) from error
