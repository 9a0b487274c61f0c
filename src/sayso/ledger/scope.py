"""What is looked up in a ledger, and by when it was known and recorded."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ground import edtf


@dataclass(frozen=True, slots=True)
class Axis:
    """By when the world could know it (EDTF) and by when this ledger had recorded it (date or date-time); null is no
    limit.

    Raises UsageError where one of them is no date.
    """

    known_by: str | None = None
    recorded_by: str | None = None

    def __post_init__(self) -> None:
        edtf.check_dates({"known_by": self.known_by, "recorded_by": self.recorded_by})


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: a force (country or group), a place, a kind; null is any. Dates are EDTF; `recorded_by` may be a
    date-time.

    Raises UsageError where one of them is no date.
    """

    force: str | None = None
    place: str | None = None
    kind: str | None = None
    as_of: str | None = None
    known_by: str | None = None
    recorded_by: str | None = None

    def __post_init__(self) -> None:
        edtf.check_dates({"as_of": self.as_of, "known_by": self.known_by, "recorded_by": self.recorded_by})
