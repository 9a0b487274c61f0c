"""Chains of say-so, one case a line in chain_cases*.yaml. `python -m tests.claims.attribution.test_chain` prints those
that are wrong."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import sayso
from sayso.records import Claim, Link
from tests.floors import floors

HERE = Path(__file__).parent
FLOORS = floors("chains")
"""Share of the cases whose chain is right, link by link; of those that are found; parallel sources found."""
SMALL = frozenset({"the", "a", "an", "of", "and", "in", "for", "its", "his", "her"})


@cache
def cases() -> tuple[dict[str, Any], ...]:
    return tuple(
        row
        for path in sorted(HERE.glob("chain_cases*.yaml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    )


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").lower())) - SMALL


def _fits(wanted: str, link: Link) -> bool:
    if wanted == "anonymous":
        return link.anonymous or link.kind in ("anonymous", "witness")
    return bool(_words(wanted) & (_words(link.name) | _words(link.text)))


def _inner(claim: Claim, publisher: str | None) -> list[Link]:
    """The links inside the copy's own publisher or agency, which has no words of saying."""
    return [
        link for link in claim.attribution if link.cue is not None and (link.name is None or link.name != publisher)
    ]


def made(case: dict[str, Any]) -> list[Link] | None:
    """The inner links of the claim on the case's word; null where no claim was made there."""
    given = {"text": case["text"], **({"publisher": case["from"]} if case.get("from") else {})}
    start = case["text"].index(case["on"])
    end = start + len(case["on"])
    found = next(
        (c for c in sayso.code(sayso.article(given)) if c.predicate.start < end and start < c.predicate.end), None
    )
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
        f"{case['id']}: wanted {case['chain']}, got {_names(links)}: {case['text'][:160]}"
        for case, links, right in outcomes()
        if not right
    ]


def _names(links: list[Link] | None) -> str:
    return "no claim" if links is None else str([link.name or link.text for link in links])


def test_chains_stay_above_their_floor() -> None:
    assert share() >= FLOORS["right"], "\n".join(wrong())


def test_parallel_sources_stand_beside_each_other() -> None:
    asked = [(case, links) for case, links, _ in outcomes() if case.get("jointly") and links]
    beside = [all(any(_fits(name, j) for j in links[-1].jointly) for name in case["jointly"]) for case, links in asked]
    assert sum(beside) >= FLOORS["jointly"], [_names(links) for _, links in asked]


ARMENIA = HERE.parents[2].parent / "shared" / "stories" / "armenia.jsonl"


@pytest.mark.skipif(not ARMENIA.exists(), reason="pages of others, measured only where they lie")
def test_the_five_pages_name_on_whose_word_each_act_rests() -> None:
    pages = [sayso.article(json.loads(line)) for line in ARMENIA.read_text(encoding="utf-8").splitlines()]
    ends = {
        page.id: [(c.act, [link.name for link in c.attribution], c.attribution) for c in sayso.code(page)]
        for page in pages
    }
    assert any(names[-2:] == ["Interfax", "Dmitry Peskov"] for act, names, _ in ends["yahoo"] if act == "PRESENT")
    assert any("Sputnik Armenia" in names and chain[-1].kind == "anonymous" for _, names, chain in ends["yahoo"])
    told = [chain for _, names, chain in ends["gettotext"] if "Sputnik Armenia" in names]
    assert [(chain[-1].kind, chain[-1].country) for chain in told] == [("anonymous", "ARM")]
    named = [chain[-1] for _, names, chain in ends["politico"] if "Hayk Konjoryan" in names]
    assert [(link.kind, link.country, link.on) for link in named] == [("official", "ARM", "2024-05-09")]
    assert all(
        "Nikol Pashinyan" not in names[-1:]
        for page in ("gettotext", "lbc", "babel")
        for _, names, _ in ends[page]
        if names
    )
    assert not any(link.on == "2020-23" for _, _, chain in ends["babel"] for link in chain)
    assert any(
        chain[-1].carried and chain[-1].speaks_for == "rus.kremlin" for _, names, chain in ends["babel"] if names
    )


@pytest.mark.skipif(not ARMENIA.exists(), reason="pages of others, measured only where they lie")
@pytest.mark.xfail(strict=True, reason="a deployment that gave a foothold is taken for a presence, in nobody's words")
def test_who_stays_is_told_by_the_spokesman_alone() -> None:
    (page,) = [row for row in map(json.loads, ARMENIA.read_text(encoding="utf-8").splitlines()) if row["id"] == "yahoo"]
    told = [[link.name for link in c.attribution] for c in sayso.code(sayso.article(page)) if c.act == "PRESENT"]
    assert all(names[-2:] == ["Interfax", "Dmitry Peskov"] for names in told)


def test_most_acts_of_the_cases_are_found() -> None:
    found = [links is not None for _, links, _ in outcomes()]
    assert sum(found) >= FLOORS["found"] * len(found)


if __name__ == "__main__":
    print(*wrong(), sep="\n")
    print(
        len(cases()),
        "cases; chain right",
        round(share(), 3),
        "of those coded;",
        sum(right for *_, right in outcomes()),
        "in all",
    )
