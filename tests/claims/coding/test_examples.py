"""The example stories (corpus/examples) give their golden claims. `python -m tests.claims.coding.test_examples` prints
what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import yaml
from corpus.reader import HERE, as_list, find

import sayso
from sayso.records import Claim
from tests.floors import floors

FLOOR = floors("examples")["right"]
"""Share of the fields of all golden claims that are right."""
STOP = frozenset(["the", "a", "an", "of", "its", "his", "her"])


@cache
def outcomes() -> tuple[tuple[str, str, str, bool, str], ...]:
    """Story, words of the act, field, whether it is right, and what was found."""
    rows = yaml.load(
        (HERE / "examples" / "golden.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
    )  # "on" is a key, no boolean
    return tuple(line for row in rows for line in _story(row))


def _story(row: dict[str, Any]) -> Iterator[tuple[str, str, str, bool, str]]:
    article = sayso.article({"text": (HERE / "examples" / row["file"]).read_text(encoding="utf-8")})
    claims = sayso.code(article)
    for act in row["acts"]:
        start, end = find(article.text, act["on"])
        there = [c for c in claims if c.predicate.start < end and start < c.predicate.end]
        judged = [list(_fields(act, claim)) for claim in there] or [list(_fields(act, None))]
        best = max(judged, key=lambda found: sum(ok for _, ok, _ in found))
        yield from ((row["id"], act["on"], *field) for field in best)


def _fields(act: dict[str, Any], claim: Claim | None) -> Iterator[tuple[str, bool, str]]:
    """What the golden claim says, field by field: its name, whether the claim says the same, and what it says."""
    for name, wanted in act.items():
        if name == "on":
            continue
        found = _found(claim, name) if claim is not None else None
        yield name, claim is not None and _same(name, wanted, found), f"{found!r} for {wanted!r}"


def _found(claim: Claim, name: str) -> Any:
    parties: dict[str, Any] = {"actor": claim.actors, "recipient": claim.recipients, "place": claim.places}
    if name in parties:
        return [f"{p.text} / {p.name}" for p in parties[name]]
    if name == "chain":
        return [link.name or link.text for link in claim.attribution]
    if name == "change":
        return claim.movement.change if claim.movement else None
    if name in ("time", "decided"):
        when = getattr(claim, name)
        return when.edtf if when else None
    return getattr(claim, name)


def _same(name: str, wanted: Any, found: Any) -> bool:
    if name in ("actor", "recipient", "place"):
        names = [key.partition("#")[0] for key in as_list(wanted)]
        return len(names) == len(found) and all(any(_alike(n, f) for f in found) for n in names)
    if name == "chain":
        names = as_list(wanted)
        return len(names) == len(found) and all(_alike(n, f) for n, f in zip(names, found, strict=True))
    return str(wanted) == str(found)


def _alike(a: str | None, b: str | None) -> bool:
    return bool(_words(a) & _words(b))


def _words(name: str | None) -> set[str]:
    return set((name or "").lower().replace("'s", "").replace("’s", "").split()) - STOP


def share(lines: Iterable[tuple[str, str, str, bool, str]]) -> float:
    """Share of the fields that are right."""
    rows = [ok for *_, ok, _ in lines]
    return sum(rows) / len(rows)


def test_the_example_stories_give_their_golden_claims() -> None:
    assert share(outcomes()) >= FLOOR


if __name__ == "__main__":
    for story, on, field, ok, found in outcomes():
        if not ok:
            print(story, repr(on), field, "found", found)
    print(f"{share(outcomes()):.3f} of the fields are right")
