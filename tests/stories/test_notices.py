"""Withdrawals and corrections as agencies and papers word them, and what they undo: also on copies."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import sayso
from sayso.records import Words
from sayso.stories.notices import notice, undone
from tests.stories.build import page, told
from tests.stories.test_relations import TAKEN_BACK, blast, note


@pytest.mark.parametrize(
    ("day", "text", "carries"),
    [
        ("2023-03-16", "A blast in Zenda killed 12 soldiers of the guard, Reuters said.", True),
        ("2023-03-16", "Reuters withdrew its story that a blast in Zenda killed 12 soldiers of the guard.", False),
        ("2023-03-16", "That a blast in Zenda killed 12 soldiers of the guard, as Reuters had it, was wrong.", False),
        ("2023-03-16", "A blast in Zenda killed 12 soldiers, Reuters said. Troops were withdrawn.", True),
        ("2023-03-15", "Reuters withdrew its story that a blast in Zenda killed 12 soldiers of the guard.", True),
    ],
)
def test_a_later_page_that_knows_of_the_withdrawal_carries_nothing_wrong(day: str, text: str, carries: bool) -> None:
    later = blast(page("d", day, None, "Klow Post"))
    later = told(
        replace(later.claim, predicate=Words("blast", text.index("blast"), text.index("blast") + 5)), later.page
    )
    far = undone(note(TAKEN_BACK), [later], {"d": text})
    assert (far is not None) is carries


CASES = Path(__file__).parents[1] / "cases"
FORMULAS = [json.loads(line) for line in (CASES / "notices.jsonl").read_text(encoding="utf-8").splitlines()]
STORIES = [json.loads(line) for line in (CASES / "withdrawn_stories.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", FORMULAS, ids=lambda c: c["title"][:30])
def test_the_formulas_of_agencies_and_papers_and_what_only_sounds_like_them(case: dict[str, str | None]) -> None:
    found = notice(sayso.article({**{k: v for k, v in case.items() if k != "kind"}, "published": "2023-03-05"}))
    assert (found.kind if found else None) == case["kind"]


@pytest.mark.parametrize("case", STORIES, ids=lambda c: c["notice"]["title"][:30])
def test_a_notice_reaches_the_story_and_its_copy(case: dict[str, dict[str, str]]) -> None:
    days = {"story": "2023-03-03", "copy": "2023-03-03", "notice": "2023-03-04"}
    found = sayso.origins([sayso.article({"id": name, **case[name], "published": day}) for name, day in days.items()])
    assert {"story", "copy"} in [set(reach.uncorrected) for reach in found.reaches]
