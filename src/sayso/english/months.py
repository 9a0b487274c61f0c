"""The names of months and weekdays, in order and in small letters."""

from __future__ import annotations

from sayso.resources import table

MONTHS: tuple[str, ...] = tuple(table("times.yaml")["months"])
WEEKDAYS: tuple[str, ...] = tuple(table("times.yaml")["weekdays"])
