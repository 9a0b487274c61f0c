"""What changed from one coder to the next, claim by claim: as a diff for people, as JSON Lines for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sayso.records import Claim

SPAN_ENDS = ("start", "end")
LONGEST_VALUE = 160
"""Signs of a value that are shown."""
FieldChanges = Mapping[str, tuple[Any, Any]]


def diff(kind: str, claim: Claim, fields: FieldChanges, reviewed_by: tuple[str, ...]) -> str:
    """One claim as lines of a diff: `-` before, `+` after."""
    mark = {"new": "+", "gone": "-"}.get(kind, " ")
    what = " ".join(word for word in (claim.act, claim.mode, claim.status) if word)
    at = f"{claim.article_id}  “{claim.predicate.text}” {claim.predicate.start}–{claim.predicate.end}"
    lines = [f"{mark} {claim.id}  {what}  {at}", *_fields(fields)]
    if reviewed_by:
        fate = "is stale now" if kind == "gone" else "stays with it"
        lines.append(f"    judged by {', '.join(reviewed_by)}: the judgement {fate}")
    return "\n".join(lines) + "\n"


def _fields(fields: FieldChanges) -> Iterator[str]:
    for name, (before, after) in fields.items():
        was, now = _shown(before), _shown(after)
        if was == now:
            was, now = _cut(before), _cut(after)
        yield f"  - {name}: {was}"
        yield f"  + {name}: {now}"


def _shown(value: Any) -> str:
    return _cut(_bare(value))


def _bare(value: Any) -> Any:
    """The value without offsets and without what is empty."""
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k not in SPAN_ENDS and (v or v == 0) and v is not False}
    return [_bare(item) for item in value] if isinstance(value, list | tuple) else value


def _cut(value: Any) -> str:
    plain = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) if value else "none"
    return plain if len(plain) <= LONGEST_VALUE else f"{plain[:LONGEST_VALUE]}…"


def row(kind: str, claim: Claim, fields: FieldChanges, reviewed_by: tuple[str, ...]) -> dict[str, Any]:
    """One claim as plain data."""
    return {"claim": claim.id, "article_id": claim.article_id, "change": kind, "act": claim.act, "status": claim.status,
            "fields": {name: {"before": was, "after": now} for name, (was, now) in fields.items()},
            "reviewed_by": list(reviewed_by), "stale": kind == "gone" and bool(reviewed_by)}  # fmt: skip
