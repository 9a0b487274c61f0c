"""The claims that name several keys at once: of the two longest lists of mentions a database walks one and looks every
entry up in the other; here each list is read in one piece and merged, which takes half the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from sayso.ledger.schema import mentions

ClaimNumbers = NDArray[np.int64]
CLAIMS_LOOKED_AT = 4_000_000
"""ClaimNumbers of claims that are looked at at once: bounds what a list takes in memory."""


def naming_all(connection: sa.Connection, named: Sequence[tuple[str, Sequence[str]]]) -> list[int]:
    """ClaimNumbers of the claims that name every key in one of its roles, rising."""
    m, found = mentions.c, list[int]()
    last = max((_last(connection, key, kinds) for key, kinds in named), default=-1)
    for low in range(0, last + 1, CLAIMS_LOOKED_AT):
        lists = _lists(connection, named, (m.claim >= low, m.claim < low + CLAIMS_LOOKED_AT))
        found += _in_all(lists).tolist()
    return found


def given_numbers(connection: sa.Connection, numbers: Sequence[int]) -> sa.Select[tuple[int]]:
    """Some numbers as rows, given in one text: as variables of a statement they would take as long as the look-up."""
    sent = ",".join(map(str, numbers))
    if connection.dialect.name == "sqlite":
        return sa.select(sa.func.json_each(f"[{sent}]").table_valued("value").c.value)
    return sa.select(sa.func.unnest(sa.cast(sa.func.string_to_array(sent, ","), sa.ARRAY(sa.BigInteger))))


def _last(connection: sa.Connection, key: str, kinds: Sequence[str]) -> int:
    """The highest number that names a key; -1 for none."""
    m = mentions.c
    asked = (sa.select(sa.func.max(m.claim)).where(m.key == key, m.role == kind) for kind in kinds)
    return max((connection.scalar(one) or -1 for one in asked), default=-1)


def _lists(
    connection: sa.Connection, named: Sequence[tuple[str, Sequence[str]]], within: Sequence[sa.ColumnElement[bool]]
) -> Iterator[ClaimNumbers]:
    m = mentions.c
    numbers = sa.func.aggregate_strings(sa.cast(m.claim, sa.Text), ",")
    for key, kinds in named:
        told = connection.scalar(sa.select(numbers).where(m.key == key, m.role.in_(kinds), *within))
        yield np.fromstring(told or "", np.int64, sep=",")


def _in_all(lists: Iterator[ClaimNumbers]) -> ClaimNumbers:
    """What stands in every list, once each, rising."""
    every = [_distinct(one) for one in lists]
    every.sort(key=len)
    found, *others = every
    for other in others:
        at = np.searchsorted(other, found)
        at[at == len(other)] = 0
        found = found[other[at] == found] if len(other) else other
    return found


def _distinct(numbers: ClaimNumbers) -> ClaimNumbers:
    numbers = np.sort(numbers, kind="stable")  # a rising run for each role
    return numbers[np.concatenate(([True], numbers[1:] != numbers[:-1]))] if len(numbers) else numbers
