"""Codes of countries in other programs: ISO 3166-1 alpha-2 (FollowTheMoney) and FIPS 10-4 (GDELT's places), facts of
public standards, from data/countrycodes.csv."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sayso.resources import table


@cache
def alpha_2() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 → alpha-2, in small letters."""
    return {row["code"]: row["alpha2"] for row in table("countrycodes.csv")}


@cache
def fips() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 → FIPS 10-4. Palestine has none: FIPS knows Gaza Strip (GZ) and West Bank (WE) apart."""
    return {row["code"]: row["fips"] for row in table("countrycodes.csv") if row["fips"]}
