"""The status of one act in one line: status_cases.yaml. `python -m tests.claims.status.test_weighed` prints what is
wrong."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

import sayso
from sayso import language, settings
from sayso.claims.article.document import Document
from sayso.claims.status.weighed import STATUSES, StatusVerdict, of_token, status
from tests.floors import floors

CASES: dict[str, list[list[str]]] = yaml.load(
    (Path(__file__).parent / "status_cases.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
ROWS = [(group, *row) for group, rows in CASES.items() for row in rows]
FLOORS = floors("status")
"""Share of all cases, and of the cases of each construction, that must be right."""


@cache
def verdict(text: str, word: str) -> StatusVerdict:
    article = sayso.article({"id": "case", "text": text})
    limits = settings.load()
    view = Document.of(article, language.read(article, limits), limits).views[0]
    start = article.text.index(word)
    hit = next((h for h in view.acts if h.start <= start < h.end), None)
    if hit is not None:
        return status(view, hit)
    token = next(i for i, t in enumerate(view.tokens) if t.start <= start < t.end)
    return of_token(view, view.sentence.first + token)


def wrong() -> Iterator[tuple[str, str]]:
    for group, text, word, wanted in ROWS:
        found = verdict(text, word)
        if found.status != wanted:
            yield group, f"{group}: {wanted} got {found.status} by {found.rule}: {word!r} in {text}"


def test_every_status_has_its_cases() -> None:
    assert len(ROWS) >= 150
    assert {row[3] for row in ROWS} == set(STATUSES)
    assert len({(row[1], row[2]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("group", CASES)
def test_each_construction_is_mostly_right(group: str) -> None:
    missed = [line for name, line in wrong() if name == group]
    assert 1 - len(missed) / len(CASES[group]) >= FLOORS["each"], "\n".join(missed)


def test_the_cases_stay_above_their_floor() -> None:
    missed = [line for _, line in wrong()]
    assert 1 - len(missed) / len(ROWS) >= FLOORS["right"], "\n".join(missed)


def test_a_verdict_gives_its_rule_its_word_and_the_chances_of_all() -> None:
    found = verdict("Kenya has agreed to withdraw 200 soldiers from Somalia.", "withdraw")
    assert found.status == "agreed"
    assert found.token == 2
    assert found.scores[0][0] == "agreed"
    assert abs(sum(p for _, p in found.scores) - 1) < 0.01
    assert {name for name, _ in found.scores} == set(STATUSES)
    assert found.rules[0][1] == "agreed"


if __name__ == "__main__":
    missed = [line for _, line in wrong()]
    print(*missed, sep="\n")
    print(f"{len(ROWS) - len(missed)} of {len(ROWS)} right")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Tehran rejected claims that it had armed the militia.", "armed"),
        ("Minsk dismissed rumours that it would expel the Irish envoy.", "expel"),
        ("The junta refuted allegations that soldiers had burned the village.", "burned"),
        ("Accra denied reports that it had agreed to send troops to Mali.", "send"),
        ("The rebels dismissed suggestions that they had released the pilots.", "released"),
    ],
)
def test_what_is_told_in_a_rejected_report_is_denied(text: str, word: str) -> None:
    assert verdict(text, word).status == "denied"


@pytest.mark.xfail(strict=True, reason="the reader takes the report for rejected, and no rule says otherwise")
def test_who_does_not_reject_a_report_denies_nothing() -> None:
    assert verdict("Tehran did not reject claims that it had armed the militia.", "armed").status != "denied"


@pytest.mark.parametrize(("text", "word", "wanted"), [
    ("The farmers vowed to continue protesting in Delhi until the land is returned.", "protesting", "planned"),
    ("Hungary will keep sending gas to Ukraine.", "sending", "planned"),
    ("The army said it would continue shelling the town.", "shelling", "planned"),
    ("Kenya continues shelling the village.", "shelling", "ongoing"),
    ("The rebels kept attacking the convoy, and soldiers continue blocking the road.", "blocking", "ongoing"),
])  # fmt: skip
def test_what_is_to_go_on_is_planned(text: str, word: str, wanted: str) -> None:
    assert verdict(text, word).status == wanted
