"""Claims that name several keys at once: those that a look-up of each mention finds."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sayso.answers.store import Ledger
from sayso.ledger import crossing
from sayso.ledger.crossing import given_numbers, naming_all
from sayso.ledger.schema import claims, mentions
from tests.ledger import stories
from tests.ledger.test_store import keep

NAMED = [
    [("USA", ("actor", "force")), ("SYR", ("place",))],
    [("SYR", ("place",)), ("USA", ("actor", "force", "recipient", "place", "source"))],
    [("USA", ("force",)), ("SYR", ("place",)), ("USA", ("actor",))],
    [("RUS", ("actor", "force")), ("ARM", ("place",))],
    [("USA", ("actor",)), ("nowhere", ("place",))],
]


@pytest.mark.parametrize("named", NAMED, ids=str)
@pytest.mark.parametrize("window", [1, 2, 4_000_000])
def test_what_names_every_key_in_one_of_its_roles(
    ledger: Ledger, named: list[tuple[str, tuple[str, ...]]], window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crossing, "CLAIMS_LOOKED_AT", window)
    keep(ledger, *stories.syria(), *stories.armenia())
    m = mentions.c
    with ledger.reading() as connection:
        each = [
            set(connection.scalars(sa.select(m.claim).where(m.key == key, m.role.in_(roles)))) for key, roles in named
        ]
        assert naming_all(connection, named) == sorted(set.intersection(*each))


@pytest.mark.parametrize("numbers", [[], [1], [1, 3]])
def test_numbers_given_as_rows_are_those_numbers(ledger: Ledger, numbers: list[int]) -> None:
    keep(ledger, *stories.syria())
    with ledger.reading() as connection:
        asked = sa.select(claims.c.n).where(claims.c.n.in_(given_numbers(connection, numbers))).order_by(claims.c.n)
        assert list(connection.scalars(asked)) == numbers
