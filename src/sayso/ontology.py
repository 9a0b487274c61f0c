"""PLOVER's types, modes, contexts and sectors, the rule from an act and its status to an event type, and the CAMEO
crosswalk.

Everything here is read from `data/ontology.yaml` and `data/cameo.csv`, once, on import; the tables there are meant to
be read by people, and `docs/codebook.md` explains them. `PLOVER` is the packaged ontology; the functions of this
module
are its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sayso.errors import UsageError
from sayso.resources import table


@dataclass(frozen=True, slots=True)
class EventType:
    """One type. `quad` and `score` are null for PRESENT alone; a mode's score where PLOVER gives none.

    `like` names the PLOVER type by whose rules a type of a user's codebook lives; PLOVER's own have none.
    """

    name: str
    quad: str | None
    score: float | None
    recipient_required: bool
    says: str
    modes: Mapping[str, float | None]
    like: str | None = None
    properties: frozenset[str] = frozenset()
    """What rules ask of an act, as the head of ontology.yaml explains: spoken, verbal, governing …"""
    done: frozenset[str] = frozenset()
    """Modes that are done even where the act is spoken."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What an act becomes: the event type and mode (null for PRESENT) and PLOVER's auxiliary modes, in its order."""

    event_type: str | None
    event_mode: str | None
    auxiliary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code as an event type and mode with PLOVER contexts. `note` says what PLOVER's own table has, where it
    differs."""

    code: str
    event_type: str
    event_mode: str | None
    contexts: tuple[str, ...]
    note: str


def _type(name: str, row: Mapping[str, Any]) -> EventType:
    modes = MappingProxyType(dict(row.get("modes", {})))
    needed, properties, done = (
        row["recipient"] == "required",
        frozenset(row.get("is", ())),
        frozenset(row.get("done", ())),
    )
    return EventType(name, row["quad"], row["score"], needed, row["says"], modes, None, properties, done)


_RAW: dict[str, Any] = table("ontology.yaml")

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


@dataclass(frozen=True, slots=True)
class Ontology:
    """A set of event types with PLOVER's rules over them. Frozen: `with_types` gives a new one."""

    types: Mapping[str, EventType] = field(repr=False)

    def with_types(self, types: Sequence[EventType]) -> Ontology:
        """The same with these types added, or put in the place of those of the same name."""
        return Ontology(MappingProxyType({**self.types, **{kind.name: kind for kind in types}}))

    def check(self, act: str, mode: str | None = None) -> None:
        """Raises UsageError unless `act` is a type and `mode` one of its modes or null."""
        _known("act", act, self.types)
        if mode is not None:
            _known(f"mode of {act}", mode, self.types[act].modes)

    def score(self, event_type: str, mode: str | None = None) -> float | None:
        """PLOVER's intensity (-10 … 10), the mode's where it has its own. Raises UsageError on unknown names."""
        self.check(event_type, mode)
        kind = self.types[event_type]
        own = kind.modes[mode] if mode is not None else None
        return kind.score if own is None else own

    def quad(self, event_type: str) -> str | None:
        """`VC`, `MC`, `VX` or `MX`; null for PRESENT. Raises UsageError on an unknown type."""
        self.check(event_type)
        return self.types[event_type].quad

    def derive(
        self, act: str, mode: str | None, status: str, *, historical: bool = False, takes_ground: bool = False
    ) -> Derived:
        """The PLOVER event that `act` with `status` is (docs/codebook.md, section 4).

        `historical`: the text dates the act more than 30 days before the article. `takes_ground`: the act seizes
        territory, which gives a threat its own mode. Raises UsageError on unknown names.
        """
        self.check(act, mode)
        _known("status", status, STATUSES)
        base = self.types[act].like or act
        becomes = _becomes(base, status)
        same = becomes == base
        auxiliary = _auxiliary(status, same, historical)
        if base == "PRESENT":
            return Derived(None, None, auxiliary)
        if same:
            return Derived(act, mode, auxiliary)
        return Derived(becomes, _changed_mode(becomes, base, mode, takes_ground), auxiliary)


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


def _crosswalk() -> tuple[dict[str, Cameo], dict[tuple[str, str | None], str]]:
    """CAMEO code → event, and event → the CAMEO code that is nearest to it."""
    forward, back = {}, {}
    for row in table("cameo.csv"):
        contexts = tuple(name for name in row["contexts"].split(";") if name)
        forward[row["cameo"]] = Cameo(row["cameo"], row["type"], row["mode"] or None, contexts, row["note"])
        for event in row["back"].split("; ") if row["back"] else ():
            kind, _, mode = event.partition(" ")
            back[kind, mode or None] = row["cameo"]
    return forward, back


_FROM_CAMEO, _TO_CAMEO = _crosswalk()

PLOVER = Ontology(MappingProxyType({name: _type(name, row) for name, row in _RAW["types"].items()}))
"""The packaged ontology."""
CODEBOOK: str = _RAW["codebook"]
"""The version of the codebook's rules."""
TYPES: Mapping[str, EventType] = PLOVER.types
"""The sixteen PLOVER types and PRESENT, by name."""
MODES: Mapping[str, tuple[str, ...]] = MappingProxyType({name: tuple(kind.modes) for name, kind in TYPES.items()})
"""The modes of each type; empty where it has none."""
check, score, quad, derive = PLOVER.check, PLOVER.score, PLOVER.quad, PLOVER.derive


def acts_that_are(name: str) -> frozenset[str]:
    """The packaged acts with a property. Raises UsageError where no act has it."""
    found = frozenset(act for act, kind in TYPES.items() if name in kind.properties)
    if not found:
        raise UsageError(f"no act is {name!r}; see the head of ontology.yaml")
    return found


MUTUAL = acts_that_are("mutual")
"""Acts whose parties on both sides are actors."""


def from_cameo(code: str) -> Cameo:
    """The event of a CAMEO code of three or four digits ("0871"); a longer unknown one takes its parent's ("08719" →
    "0871").

    Raises UsageError for what is no such code; CAMEO's 01 (statements) has no event.
    """
    for length in range(len(code), 2, -1):
        if code[:length] in _FROM_CAMEO:
            return _FROM_CAMEO[code[:length]]
    raise UsageError(f"{code!r} is no CAMEO code that names an event; give three or four digits, 020 to 2042")


def to_cameo(event_type: str, event_mode: str | None = None) -> str | None:
    """The CAMEO code nearest to an event type and mode; null for PRESENT. Raises UsageError on unknown names."""
    check(event_type, event_mode)
    return _TO_CAMEO.get((event_type, event_mode))
