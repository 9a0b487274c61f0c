"""Finds as lines of JSON: the target, what was thrown at it, what broke. Bytes are written as Latin-1 text under
`bytes`, those of a file beside its `ending`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "cases" / "fuzz.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    """What broke a target once."""

    target: str
    value: Any
    broke: str


def line(case: Case) -> str:
    """A case as a line."""
    match case.value:
        case bytes(data):
            value: Any = {"bytes": data.decode("latin-1")}
        case (str(ending), bytes(data)):
            value = {"ending": ending, "bytes": data.decode("latin-1")}
        case other:
            value = other
    return json.dumps({"target": case.target, "value": value, "broke": case.broke})


def read() -> list[Case]:
    """All cases of the file."""
    rows = [json.loads(row) for row in FILE.read_text(encoding="utf-8").splitlines()]
    return [Case(row["target"], _value(row["value"]), row["broke"]) for row in rows]


def _value(written: Any) -> Any:
    match written:
        case {"ending": ending, "bytes": data}:
            return ending, data.encode("latin-1")
        case {"bytes": data, **rest} if not rest:
            return data.encode("latin-1")
    return written
