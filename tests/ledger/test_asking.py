"""Questions kept, renamed, taken off and kept anew, on both stores."""

from __future__ import annotations

import pytest

from sayso.answers.store import Ledger, open_ledger
from sayso.errors import NotFound, UsageError
from sayso.ledger import asking


def test_a_question_is_what_it_asks_whatever_its_title(ledger: Ledger, where: str) -> None:
    with ledger.writing("test", "0") as run:
        first = asking.keep_question(run, "Guards", {"place": "Armenia", "q": ""})
        other = asking.keep_question(run, "  Kenya\n abroad ", {"q": "Kenya"})
        assert asking.keep_question(run, "Armenia", {"q": " ", "place": " Armenia "}) == first != other
    assert [(q.id, q.title, q.asked) for q in ledger.questions()] == [
        (first, "Armenia", {"place": "Armenia"}), (other, "Kenya abroad", {"q": "Kenya"}),
    ]  # fmt: skip
    with open_ledger(where) as again:
        assert again.question(first).title == "Armenia"


def test_what_was_taken_off_is_no_question_until_it_is_kept_anew(ledger: Ledger) -> None:
    with ledger.writing("test", "0") as run:
        name = asking.keep_question(run, "Kenya", {"q": "Kenya"})
        assert asking.drop_question(run, name) == name
        assert ledger.questions() == []
        with pytest.raises(NotFound, match="was taken off the list"):
            asking.drop_question(run, name)
        with pytest.raises(NotFound, match="no such question: 'nothing' is none"):
            asking.drop_question(run, "nothing")
        assert asking.keep_question(run, "Kenya again", {"q": "Kenya"}) == name
    assert ledger.question(name).title == "Kenya again"


def test_nothing_and_no_title_are_no_question(ledger: Ledger) -> None:
    with ledger.writing("test", "0") as run:
        for title, asked in (("x", {}), ("x", {"q": " "}), (" ", {"q": "Kenya"}), ("x" * 201, {"q": "Kenya"})):
            with pytest.raises(UsageError):
                asking.keep_question(run, title, asked)
    assert ledger.questions() == []
