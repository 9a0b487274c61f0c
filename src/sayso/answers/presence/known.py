"""Which forces a ledger knows something of, and in which countries."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from sayso.ground.places import country_name
from sayso.ledger.schema import movements


@dataclass(frozen=True, slots=True)
class Known:
    """A force and a country (its code) with how many claims tell of both, overtaken ones among them. Both can be asked
    for as they stand."""

    holder: str
    holder_name: str
    country: str
    country_name: str
    claims: int


def known_forces(
    connection: sa.Connection, most: int, holder: str | None = None, country: str | None = None
) -> list[Known]:  # fmt: skip
    """Forces by country, those with most claims first; of one force, or in one country."""
    m, n = movements.c, sa.func.count()
    asked = sa.select(m.holder, m.country, n).where(m.country.is_not(None)).group_by(m.holder, m.country)
    asked = asked.where(*([m.holder == holder] if holder else []), *([m.country == country] if country else []))
    rows = connection.execute(asked.order_by(n.desc(), m.holder, m.country).limit(most)).all()
    names = {name: _name(connection, name) for name, *_ in rows}
    return [Known(name, names[name], where, country_name(where), count) for name, where, count in rows]


def _name(connection: sa.Connection, holder: str) -> str:
    m = movements.c
    return connection.scalar(sa.select(m.holder_name).where(m.holder == holder).limit(1)) or holder
