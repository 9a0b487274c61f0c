"""PLOVER's types, modes, contexts and sectors, and the rule from an act and its status to an event type.

Everything here is read from `data/ontology.yaml`, once, on import; the tables there are meant to be read by people.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from sayso.errors import UsageError


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER type. `quad` and `score` are null for PRESENT alone; a mode's score where PLOVER gives none."""

    name: str
    quad: str | None
    score: float | None
    recipient_required: bool
    says: str
    modes: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Derived:
    """What an act becomes: the event type and mode (null for PRESENT) and PLOVER's auxiliary modes, in its order."""

    event_type: str | None
    event_mode: str | None
    auxiliary: tuple[str, ...]


def _read() -> dict[str, Any]:
    source = files("sayso").joinpath("data", "ontology.yaml").read_text("utf-8")
    raw: dict[str, Any] = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return raw


def _type(name: str, row: Mapping[str, Any]) -> EventType:
    modes = MappingProxyType(dict(row.get("modes", {})))
    return EventType(name, row["quad"], row["score"], row["recipient"] == "required", row["says"], modes)


_RAW = _read()

TYPES: Mapping[str, EventType] = MappingProxyType({name: _type(name, row) for name, row in _RAW["types"].items()})
"""The sixteen PLOVER types and PRESENT, by name."""
MODES: Mapping[str, tuple[str, ...]] = MappingProxyType({name: tuple(kind.modes) for name, kind in TYPES.items()})
"""The modes of each type; empty where it has none."""
CONTEXTS: tuple[str, ...] = tuple(_RAW["contexts"])
SECTORS: Mapping[str, str] = MappingProxyType(_RAW["sectors"])
"""Sector code → what it stands for."""
STATUSES: tuple[str, ...] = tuple(_RAW["statuses"])
QUADS: Mapping[str, str] = MappingProxyType(_RAW["quads"])
AUXILIARY: tuple[str, ...] = ("historical", "future", "hypothetical", "negation")

_RULES: list[dict[str, Any]] = _RAW["rules"]
_CHANGED_MODES: dict[str, list[dict[str, Any]]] = _RAW["changed_modes"]
_ADDS: dict[str, str] = _RAW["auxiliary"]


def _known(what: str, name: str, names: Collection[str]) -> None:
    if name not in names:
        raise UsageError(f"{name!r} is no {what}; known are {', '.join(names)}")


def check(act: str, mode: str | None = None) -> None:
    """Raises UsageError unless `act` is a type and `mode` one of its modes or null."""
    _known("act", act, TYPES)
    if mode is not None:
        _known(f"mode of {act}", mode, MODES[act])


def score(event_type: str, mode: str | None = None) -> float | None:
    """PLOVER's intensity (-10 … 10), the mode's where it has its own. Raises UsageError on unknown names."""
    check(event_type, mode)
    kind = TYPES[event_type]
    own = kind.modes[mode] if mode is not None else None
    return kind.score if own is None else own


def quad(event_type: str) -> str | None:
    """`VC`, `MC`, `VX` or `MX`; null for PRESENT. Raises UsageError on an unknown type."""
    check(event_type)
    return TYPES[event_type].quad


def derive(act: str, mode: str | None, status: str, *, historical: bool = False, takes_ground: bool = False) -> Derived:
    """The PLOVER event that `act` with `status` is (contract, section 4).

    `historical`: the text dates the act more than 30 days before the article. `takes_ground`: the act seizes
    territory, which gives a threat its own mode. Raises UsageError on unknown names.
    """
    check(act, mode)
    _known("status", status, STATUSES)
    becomes = _becomes(act, status)
    same = becomes == act
    auxiliary = _auxiliary(status, same, historical)
    if act == "PRESENT":
        return Derived(None, None, auxiliary)
    return Derived(becomes, mode if same else _changed_mode(becomes, act, mode, takes_ground), auxiliary)


def _becomes(act: str, status: str) -> str:
    if act == "PRESENT":
        return act
    for rule in _RULES:
        if status in rule["status"] and act in rule.get("act", (act,)):
            return str(rule["becomes"])
    return act


def _changed_mode(event_type: str, act: str, mode: str | None, takes_ground: bool) -> str | None:
    for row in _CHANGED_MODES.get(event_type, ()):
        fits_act = act in row.get("act", (act,)) and mode in row.get("act_mode", (mode,))
        if fits_act and (takes_ground or not row.get("ground")):
            return str(row["mode"])
    return None


def _auxiliary(status: str, same_type: bool, historical: bool) -> tuple[str, ...]:
    added = {_ADDS.get(status)}
    if not same_type:
        added.discard("future")
    if historical:
        added.add("historical")
    return tuple(name for name in AUXILIARY if name in added)
