"""The boundary cases of corpus/boundaries, coded one by one. `python -m tests.claims.coding.test_boundaries` prints
what is wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from corpus.reader import Text, as_list, everything

import sayso
from sayso.records import Claim, Party
from tests.floors import floors

FIELDS = ("found", "act", "mode", "status", "event", "actor", "recipient")
FLOORS = floors("boundaries")
"""Shares of the cases; a field counts as wrong where the act is not found."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case, the claims made of it, and for each field whether the best of them is right."""

    case: Text
    claims: tuple[Claim, ...]
    right: dict[str, bool]


@cache
def outcomes() -> tuple[Outcome, ...]:
    return tuple(_outcome(case) for case in everything(("boundaries",)))


def _outcome(case: Text) -> Outcome:
    claims = tuple(sayso.code(sayso.article({"text": case.text})))
    if not case.fields["acts"]:
        return Outcome(case, claims, {"silent": not claims})
    (act,) = case.fields["acts"]
    start, end = case.find(act["on"])
    there = [c for c in claims if c.predicate.start < end and start < c.predicate.end]
    judged = [_judge(case, act, claim) for claim in there]
    return Outcome(
        case, claims, max(judged, key=lambda right: sum(right.values()), default=dict.fromkeys(FIELDS, False))
    )


def _judge(case: Text, act: dict[str, Any], claim: Claim) -> dict[str, bool]:
    return {
        "found": True,
        "act": claim.act == act["act"],
        "mode": claim.act == act["act"] and (claim.mode == act.get("mode") or "mode" in as_list(act.get("open"))),
        "status": claim.status == act["status"],
        "event": (claim.event_type or "-") == act["event"],
        "actor": _same(case, act, "actor", claim.actors),
        "recipient": _same(case, act, "recipient", claim.recipients),
    }


def _same(case: Text, act: dict[str, Any], role: str, parties: Iterable[Party]) -> bool:
    """Every expected party has one that overlaps it, and there is none besides."""
    if role in as_list(act.get("open")):
        return True
    expected = [case.find(key) for key in as_list(act.get(role))]
    found = [(p.start, p.end) for p in parties]
    return all(any(_meet(e, f) for f in found) for e in expected) and all(
        any(_meet(e, f) for e in expected) for f in found
    )


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def shares() -> dict[str, float]:
    """Field → share of the cases in which it is right."""
    rows = {field: [o.right[field] for o in outcomes() if field in o.right] for field in FLOORS}
    return {field: sum(row) / len(row) for field, row in rows.items()}


def wrong() -> Iterator[str]:
    """A line for each case that is not wholly right: its fields that are wrong, its words, what was made of it."""
    for outcome in outcomes():
        missed = [field for field, right in outcome.right.items() if not right]
        if missed:
            made = "; ".join(_brief(claim) for claim in outcome.claims) or "no claim"
            yield f"{outcome.case.id:15} {','.join(missed):30} {outcome.case.text} -> {made}"


def _brief(c: Claim) -> str:
    who, whom = (" + ".join(p.text for p in parties) for parties in (c.actors, c.recipients))
    return f"{c.predicate.text}: {c.act} {c.mode or ''} {c.status} [{who} > {whom}]"


def test_there_are_three_hundred_cases_of_every_type_and_status() -> None:
    acts = [act for outcome in outcomes() for act in outcome.case.fields["acts"]]
    assert len(acts) >= 300
    assert {act["act"] for act in acts} == set(sayso.ontology.TYPES)
    assert {act["status"] for act in acts} == set(sayso.ontology.STATUSES)


@pytest.mark.parametrize("field", FLOORS)
def test_boundary_cases_stay_above_their_floor(field: str) -> None:
    assert shares()[field] >= FLOORS[field], "\n".join(line for line in wrong() if field in line[:48])


if __name__ == "__main__":
    print(*wrong(), sep="\n")
    print({field: round(share, 3) for field, share in shares().items()})
