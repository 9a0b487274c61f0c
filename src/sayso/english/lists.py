"""Lists of words that rules ask for by name: data/lists.yaml, by the room whose rule reads them."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.resources import table


def in_order(room: str, name: str) -> tuple[str, ...]:
    """A list as it stands in the table."""
    return tuple(table("lists.yaml")[room][name])


def listed(room: str, name: str) -> frozenset[str]:
    """A list as a set."""
    return frozenset(in_order(room, name))


def paired(room: str, name: str) -> Mapping[str, str]:
    """Words with what each stands for."""
    return dict(table("lists.yaml")[room][name])
