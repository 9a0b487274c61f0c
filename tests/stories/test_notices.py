"""Pages that came out after a story was taken back: which of them carry it still."""

from dataclasses import replace

import pytest

from sayso.records import Words
from sayso.stories.notices import undone
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
