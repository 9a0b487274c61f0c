"""Chains of say-so, one case a line in chain_cases*.yaml. `python -m tests.claims.test_chains` prints those that are wrong."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import sayso
from sayso.records import Claim, Link

HERE = Path(__file__).parent
FLOOR = 0.82
"""Share of the cases whose chain is right, link by link. Raised as the coder gets better, never lowered."""
SMALL = frozenset({"the", "a", "an", "of", "and", "in", "for", "its", "his", "her"})


@cache
def cases() -> tuple[dict[str, Any], ...]:
    return tuple(row for path in sorted(HERE.glob("chain_cases*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8")))


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").lower())) - SMALL


def _fits(wanted: str, link: Link) -> bool:
    if wanted == "anonymous":
        return link.anonymous or link.kind in ("anonymous", "witness")
    return bool(_words(wanted) & (_words(link.name) | _words(link.text)))


def _inner(claim: Claim, publisher: str | None) -> list[Link]:
    """The links inside the copy's own publisher or agency, which has no words of saying."""
    return [link for link in claim.attribution if link.cue is not None and (link.name is None or link.name != publisher)]


def made(case: dict[str, Any]) -> list[Link] | None:
    """The inner links of the claim on the case's word; null where no claim was made there."""
    given = {"text": case["text"], **({"publisher": case["from"]} if case.get("from") else {})}
    start = case["text"].index(case["on"])
    end = start + len(case["on"])
    found = next((c for c in sayso.code(sayso.article(given)) if c.predicate.start < end and start < c.predicate.end), None)
    return None if found is None else _inner(found, case.get("from"))


@cache
def outcomes() -> tuple[tuple[dict[str, Any], list[Link] | None, bool], ...]:
    rows = []
    for case in cases():
        links, wanted = made(case), case["chain"]
        right = links is not None and len(links) == len(wanted) and all(map(_fits, wanted, links))
        rows.append((case, links, right))
    return tuple(rows)


def share() -> float:
    """Of the cases in which the act was found at all."""
    coded = [right for _, links, right in outcomes() if links is not None]
    return sum(coded) / len(coded)


def wrong() -> list[str]:
    return [
        f"{case['id']}: wanted {case['chain']}, got {_names(links)}: {case['text'][:160]}" for case, links, right in outcomes() if not right
    ]


def _names(links: list[Link] | None) -> str:
    return "no claim" if links is None else str([link.name or link.text for link in links])


def test_chains_stay_above_their_floor() -> None:
    assert share() >= FLOOR, "\n".join(wrong())


def test_parallel_sources_stand_beside_each_other() -> None:
    asked = [(case, links) for case, links, _ in outcomes() if case.get("jointly") and links]
    beside = [all(any(_fits(name, j) for j in links[-1].jointly) for name in case["jointly"]) for case, links in asked]
    assert sum(beside) >= 3, [_names(links) for _, links in asked]


def test_most_acts_of_the_cases_are_found() -> None:
    found = [links is not None for _, links, _ in outcomes()]
    assert sum(found) >= 0.6 * len(found)


if __name__ == "__main__":
    print(*wrong(), sep="\n")
    print(len(cases()), "cases; chain right", round(share(), 3), "of those coded;", sum(right for *_, right in outcomes()), "in all")
