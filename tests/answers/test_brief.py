"""Briefs: what is claimed, by whom, on how many origins, what is disputed, what changed."""

from __future__ import annotations

import pytest
from benchmarks.reports import INTERFAX, REUTERS, Report

from sayso.answers.brief import Brief, BriefLine
from sayso.answers.question import AskedKeys, asked
from sayso.answers.recorded import asked_for
from sayso.answers.store import Ledger
from sayso.errors import UsageError
from sayso.exports import brief as shown
from sayso.ledger.scope import Axis
from sayso.ledger.writing import Tie
from sayso.records import Link
from sayso.stories.accounts import accounts
from tests.ledger import stories
from tests.ledger.test_store import keep


@pytest.mark.parametrize(
    ("words", "who", "places", "moves"),
    [
        ("Russian troops in Armenia", ("RUS",), ("ARM",), True),
        ("US forces in Manbij", ("USA",), ("manbij",), True),
        ("the Kremlin on Ukraine", ("rus.kremlin",), ("UKR",), False),
        ("Dmitry Peskov", ("rus.dmitry-peskov",), (), False),
        ("American soldiers in Deir al-Zor", ("USA",), ("deir-zor",), True),
    ],
)
def test_a_question_in_words(words: str, who: tuple[str, ...], places: tuple[str, ...], moves: bool) -> None:
    found = asked(words)
    assert (found.who, found.places, found.moves) == (who, places, moves)


def test_a_question_that_names_nothing_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="names no actor, place or type"):
        asked("what is the troops")


def line(found: Brief, status: str) -> BriefLine:
    (hit,) = [x for x in found.lines if x.status == status]
    return hit


def test_who_says_so_and_in_how_many_copies(ledger: Ledger) -> None:
    one, two = stories.armenia()
    reprint = Report("armenia-3", "2024-05-10", one.text, chain=one.chain, claims=[])
    reprint.moves(
        "take its soldiers out of several regions",
        "leave",
        "several regions",
        force="RUS",
        by="Peskov",
        status="agreed",
        decided="2024-05-08",
    )
    keep(ledger, one, two, reprint)
    before = line(ledger.brief("Russian troops in Armenia"), "agreed")
    assert (before.pages, before.copies, before.origins, set(before.sides)) == (3, 3, (2, 2), {"RUS", "ARM"})
    assert (before.first_known, before.last_known, before.decided) == ("2024-05-09", "2024-05-10", "2024-05-08")
    with ledger.writing("stories", "0") as run:
        run.tie([Tie("copy", name, "group-1", "the same words", "copies/1") for name in ("armenia-1", "armenia-3")])
    after = line(ledger.brief("Russian troops in Armenia"), "agreed")
    assert (after.pages, after.copies) == (3, 2)


def test_an_unnamed_source_may_be_a_named_one_of_its_side(ledger: Ledger) -> None:
    unnamed = Report("a", "2024-05-09", "Forces will leave.").moves(
        "will leave", "leave", "Tavush", force="RUS", by="ruling party", status="planned"
    )
    named = Report("b", "2024-05-09", "Forces will leave.").moves(
        "will leave", "leave", "Tavush", force="RUS", by="Konjoryan", status="planned"
    )
    keep(ledger, unnamed, named)
    assert line(ledger.brief("Russian troops in Armenia"), "planned").origins == (1, 2)


def test_a_brief_and_the_count_of_origins_count_alike(ledger: Ledger) -> None:
    """Reuters in its own words, and one agency quoting another's spokesman: who only stops short of another adds no
    origin."""
    told = [
        Report("a", "2024-05-31", "They left.").moves("left", "leave", "Manbij", by="Pentagon", time="2024-05-30"),
        Report("b", "2024-05-31", "They left.").moves("left", "leave", "Manbij", time="2024-05-30"),
        Report("c", "2024-05-31", "They left.", chain=(INTERFAX,)).moves(
            "left", "leave", "Manbij", by="ruling party", time="2024-05-30"
        ),
        Report("d", "2024-06-01", "They left.", chain=(INTERFAX,)).moves(
            "left", "leave", "Manbij", by="Damascus", time="2024-05-30"
        ),
        Report("e", "2024-06-01", "They left.", chain=(REUTERS, INTERFAX)).moves(
            "left", "leave", "Manbij", by="Konjoryan", time="2024-05-30"
        ),
    ]
    keep(ledger, *told)
    (found,) = ledger.brief("US troops in Syria").lines
    with ledger.reading() as connection:
        (account,) = accounts(asked_for(connection, asked("US troops in Syria")))
    assert found.origins == (account.fewest_origins, account.most_origins) == (3, 4)
    assert found.origin_names == tuple(o.name for o in account.origins)
    assert set(found.sides) == {s.key for s in account.sides}
    assert (found.pages, found.copies) == (len(account.pages), account.copy_groups)


def test_more_tellings_than_footnotes_are_counted_all(ledger: Ledger) -> None:
    many = [
        Report(f"r{n}", "2024-05-31", "They left.", chain=(Link(f"Paper {n}", "outlet", f"outlet.paper-{n}"),)).moves(
            "left", "leave", "Manbij", time="2024-05-30"
        )
        for n in range(60)
    ]
    keep(ledger, *many)
    (found,) = ledger.brief("US troops in Syria").lines
    assert found.origins == (1, 60)


@pytest.mark.parametrize(
    ("first", "last", "times"),
    [("2019-10", "2019-10", ["2019-10-15", "2019-10-30"]), ("2019-10-16", "2019", ["2019-10-30"])],
)
def test_a_month_asked_for_begins_with_its_first_day(ledger: Ledger, first: str, last: str, times: list[str]) -> None:
    keep(ledger, *stories.syria())
    found = ledger.brief(AskedKeys(who=("USA",), first=first, last=last))
    assert sorted(x.when for x in found.lines if x.when) == times


def test_claims_that_others_found_to_be_one_happening_are_one_line(ledger: Ledger) -> None:
    a = Report("a", "2024-05-31", "They left.").moves("left", "leave", "Manbij", by="Pentagon")
    b = Report("b", "2024-06-01", "They left.").moves("left", "leave", "Manbij", by="Damascus")
    keep(ledger, a, b)
    assert len(ledger.brief("US troops in Syria").lines) == 2
    with ledger.writing("stories", "0") as run:
        run.tie([Tie("happening", r.claims[0].id, "h1", "same act, place and day", "happenings/1") for r in (a, b)])
    (only,) = ledger.brief("US troops in Syria").lines
    assert (only.pages, only.origins) == (2, (2, 2))


def test_what_one_side_tells_as_done_and_another_denies_is_disputed(ledger: Ledger) -> None:
    a = Report("a", "2024-05-31", "They left.").moves("left", "leave", "Manbij", by="Pentagon")
    b = Report("b", "2024-05-31", "They left.").moves("left", "leave", "Manbij", by="Damascus", status="denied")
    keep(ledger, a, b)
    found = ledger.brief("US troops in Syria")
    assert {x.number: x.disputed_by for x in found.lines} == {1: (2,), 2: (1,)}
    assert "Disputed: see 2" in shown.brief_text(found)


def test_every_line_has_its_footnotes(ledger: Ledger) -> None:
    keep(ledger, *stories.syria())
    found = ledger.brief("US troops in Syria")
    numbers = {n.number for n in found.notes}
    assert all(x.notes and set(x.notes) <= numbers for x in found.lines)
    note = next(n for n in found.notes if "all 2,000" in n.quote)
    assert note.chain == "Reuters ← White House"


def test_nothing_known_later_is_told(ledger: Ledger) -> None:
    keep(ledger, *stories.syria())
    early = ledger.brief("US troops in Syria", Axis(known_by="2018-01-01"))
    assert {n.day for n in early.notes} == {"2017-06-15", "2017-12-06"}
    assert ledger.brief("US troops in Syria", Axis(recorded_by="2000-01-01")).lines == ()


def test_since_a_day_marks_what_is_new(ledger: Ledger) -> None:
    keep(ledger, *stories.syria())
    found = ledger.brief(AskedKeys(who=("USA",), places=("SYR",), since="2019-10-20"))
    assert [x.new for x in found.lines].count(True) == 1
    assert [x.when for x in found.lines if x.new] == ["2019-10-30"]


def test_days_of_the_happening_narrow_it(ledger: Ledger) -> None:
    keep(ledger, *stories.syria())
    found = ledger.brief(AskedKeys(who=("USA",), first="2019-10-10", last="2019-10-20"))
    assert [x.when for x in found.lines] == ["2019-10-15"]


def test_facts_beyond_the_limit_are_counted(ledger: Ledger) -> None:
    keep(ledger, *stories.syria())
    all_lines = len(ledger.brief("US troops in Syria").lines)
    found = ledger.brief("US troops in Syria", lines=2)
    assert (len(found.lines), found.left_out) == (2, all_lines - 2)


NASTY = "<script>alert(1)</script> [link](javascript:x) *bold* came to Manbij"


def test_words_from_outside_cannot_format_or_run(ledger: Ledger) -> None:
    report = Report("a", "2024-05-31", NASTY, url="javascript:alert(1)")
    report.moves(NASTY, "arrive", "Manbij", by="Pentagon")
    keep(ledger, report)
    found = ledger.brief("US troops in Syria")
    page = shown.brief_html(found)
    assert "<script>" not in page
    assert 'href="javascript' not in page
    assert "[link](" not in shown.markdown(found)
    assert "<script>" not in shown.markdown(found).replace("\\<script\\>", "")
    assert NASTY in shown.brief_text(found)


def test_markdown_footnotes_are_defined(ledger: Ledger) -> None:
    keep(ledger, *stories.armenia())
    text = shown.markdown(ledger.brief("Russian troops in Armenia"))
    assert "[^1]" in text
    assert "\n[^1]: “" in text
