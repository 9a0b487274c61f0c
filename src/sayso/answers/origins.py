"""On whose word what is told rests: the accounts of happenings, what was undone, and how much was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from sayso.answers import recorded
from sayso.answers.question import Asked
from sayso.errors import UsageError
from sayso.ground.names import PACKAGED, Names
from sayso.stories.accounts import Account, accounts
from sayso.stories.notices import Notice, reached
from sayso.stories.relations import Reach, reach, relations
from sayso.stories.told import Page, Told

UNDOING = ("corrects", "retracts")


@dataclass(frozen=True, slots=True)
class Origins:
    """What some pages tell: their accounts, what was undone, how much was looked at, and the pages' titles by id."""

    accounts: Sequence[Account]
    reaches: Sequence[Reach]
    seen: str
    titles: Mapping[str, str]


def of_pages(told: Sequence[Told], pages: Sequence[Page], notices: Iterable[tuple[Notice, str | None]],
             names: Names = PACKAGED) -> Origins:  # fmt: skip
    """The origins of some pages' claims; `notices` are the pages that withdraw or correct one of them (null: none of
    these)."""
    undone = [reached(told, n, target) for n, target in notices if target is not None]
    seen = f"{_pages(len(pages))} seen, others unknown"
    return Origins(accounts(told, names), [*_reaches(told, names), *undone], seen, _titles(pages))


def of_ledger(connection: sa.Connection, asked: Asked, names: Names = PACKAGED) -> Origins:
    """The origins of what a ledger holds of a question."""
    return _of_ledger(connection, recorded.asked_for(connection, asked), "", names)


def of_claim(connection: sa.Connection, where: str, claim: str, names: Names = PACKAGED) -> Origins:
    """The origins of the happening that a claim tells, named by the beginning of its id. Raises UsageError where the
    ledger (`where`) has none."""
    name, told = recorded.around(connection, claim)
    if not name:
        raise UsageError(f"no such claim: no id in the ledger {where} begins {claim!r}; sayso export lists them")
    return _of_ledger(connection, told, name, names)


def _of_ledger(connection: sa.Connection, told: Sequence[Told], claim: str, names: Names) -> Origins:
    ties = recorded.notices(connection, sorted({t.page.id for t in told}))
    reaches = [*_reaches(told, names), *(reached(told, n, target) for n, target in ties)]
    kept = [a for a in accounts(told, names) if not claim or claim in a.claims]
    seen = f"{_pages(recorded.pages_seen(connection))} in this ledger, others unknown"
    return Origins(kept, _bearing(reaches, kept), seen, _titles(t.page for t in told))


def _reaches(told: Sequence[Told], names: Names) -> list[Reach]:
    ids = {t.claim.id for t in told}
    undoing = [r for r in relations(told, names) if r.kind in UNDOING]
    return [reach(r, told, names) for r in undoing if r.claim in ids and r.other in ids]


def _bearing(reaches: Sequence[Reach], kept: Sequence[Account]) -> list[Reach]:
    ids = {c for a in kept for c in a.claims}
    return [r for r in reaches if ids & {*r.claims, r.by}]


def _titles(pages: Iterable[Page]) -> dict[str, str]:
    return {p.id: p.title or p.publisher or p.id for p in pages}


def _pages(n: int) -> str:
    return f"{n:,} page{'' if n == 1 else 's'}"
