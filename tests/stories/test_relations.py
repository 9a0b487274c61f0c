"""Written stories with their right answers: corrections, killed stories, plans and what became of them."""

from dataclasses import replace
from typing import Any

import pytest

from sayso import intake
from sayso.ground.names import PACKAGED_NAMES, Names
from sayso.ground.outlets import Outlet
from sayso.records import Claim, Link, Words
from sayso.stories.notices import notice, notices, supporting, undone
from sayso.stories.plans import threads
from sayso.stories.relations import reach, relations
from sayso.stories.told import Page, Told
from tests.stories.build import (
    agency,
    claim,
    leaving,
    number,
    official,
    page,
    party,
    place,
    publisher,
    same_on,
    some,
    told,
    when,
)
from tests.stories.build import force as of

GENERAL = official("General Hentzau", "rur.hentzau", "rur.army", "RUR", sectors=("MIL",))
SPOKESMAN = official("Colonel Sapt", "rur.sapt", "rur.army", "RUR", sectors=("MIL",))
MINISTER = official("Ilona Varga", "rur.varga", "rur.defence-ministry", "RUR")
ENEMY = official("Janos Petki", "bor.petki", "bor.army", "BOR")
STRIKE: dict[str, Any] = {
    "actors": (party("rebels", None, "rur.rebels", "REB"),),
    "places": (place("Zenda", "RUR", "city"),),
}
TROOPS = (of("Ruritanian troops", "RUR"),)
BORDURIA = (some("BOR"),)


def kinds(items: list[Told]) -> set[tuple[str, str, str]]:
    return {(r.kind, r.claim, r.other) for r in relations(items) if r.kind != "repeats"}


def toll(value: float, *chain: Link, says: str = "", **more: Any) -> Claim:
    return claim("ASSAULT", "happened", *chain, quantities=(number(value),), says=says, **{**STRIKE, **more})


def corrected_toll() -> tuple[list[Told], Told]:
    first = toll(600, agency("Reuters"), GENERAL, says="600 soldiers were killed in Zenda")
    pages = [page(f"p{i:02}", "2023-03-14", "g1", f"Site {i}") for i in range(10)]
    second = toll(
        60,
        agency("Reuters"),
        SPOKESMAN,
        says="60 soldiers, not 600, were killed, the spokesman said, correcting the general",
    )
    return same_on(first, *pages), told(second, page("q", "2023-03-15"))


def test_a_generals_number_corrected_by_his_spokesman_after_ten_reprints() -> None:
    copies, right = corrected_toll()
    found = [r for r in relations([*copies, right]) if r.kind == "corrects"]
    assert [(r.claim, r.other) for r in found] == [(right.claim.id, copies[-1].claim.id)]
    far = reach(found[0], [*copies, right])
    assert far.sentence == "corrected by its origin; 10 copies uncorrected"
    assert far.taken_up == ("q",)
    assert len(far.claims) == 10


def test_a_copy_that_took_the_correction_up_is_not_counted() -> None:
    copies, right = corrected_toll()
    later = told(replace(right.claim, id="later"), page("p03", "2023-03-16", "g1", version="2"))
    items = [*copies, right, later]
    corrects = next(r for r in relations(items) if r.kind == "corrects")
    assert reach(corrects, items).sentence == "corrected by its origin; 9 copies uncorrected"


def test_a_newer_toll_without_such_words_supersedes() -> None:
    old = told(toll(12, agency("AFP"), GENERAL, says="12 were killed"), page("a", "2023-03-14"))
    new = told(toll(15, agency("AFP"), GENERAL, says="15 were killed"), page("b", "2023-03-15"))
    assert kinds([new, old]) == {("supersedes", new.claim.id, old.claim.id)}


def test_another_sides_figure_neither_corrects_nor_supersedes() -> None:
    items = [told(toll(12, GENERAL), page("a", "2023-03-14")), told(toll(40, ENEMY), page("b", "2023-03-15"))]
    assert kinds(items) == set()


def test_reprints_repeat_the_first_report() -> None:
    copies, _ = corrected_toll()
    found = [r for r in relations(copies) if r.kind == "repeats"]
    assert {r.other for r in found} == {copies[0].claim.id}
    assert len(found) == 9


@pytest.mark.parametrize(
    ("denier", "kind"),
    [(SPOKESMAN, "retracts"), (official("Janos Petki", "bor.petki", "bor.army", "BOR"), "contradicts")],
)
def test_a_denial_retracts_or_contradicts_by_who_denies(denier: Link, kind: str) -> None:
    said = told(toll(12, GENERAL), page("a", "2023-03-14"))
    denied = told(claim("ASSAULT", "denied", denier, **STRIKE), page("b", "2023-03-15"))
    assert kinds([said, denied]) == {(kind, denied.claim.id, said.claim.id)}


WIRE = Names(outlets=(Outlet("outlet.zenda-wire", "Zenda Wire", ("ZW", "the Wire"), "agency", "RUR", "state"),))
SHORT, LONG = Link("ZW", "agency"), Link("Zenda Wire", "agency", "outlet.zenda-wire")


@pytest.mark.parametrize(
    ("first", "second", "kind", "else_"),
    [
        (toll(12, SHORT), toll(12, LONG), "repeats", None),
        (toll(12, SHORT), toll(15, LONG), "supersedes", None),
        (toll(12, SHORT), toll(15, LONG, says="15, not 12, correcting an earlier report"), "corrects", None),
        (toll(12, SHORT), claim("ASSAULT", "denied", LONG, **STRIKE), "retracts", "contradicts"),
        (
            leaving("planned", SHORT, forces=TROOPS, where=BORDURIA, time=when("2023-06")),
            leaving("denied", LONG, forces=TROOPS, where=BORDURIA),
            "cancels",
            "contradicts",
        ),
        (toll(12, publisher("The Wire")), toll(15, SHORT), "supersedes", None),
    ],
)
def test_a_medium_of_ones_own_is_one_origin_under_all_its_names(
    first: Claim, second: Claim, kind: str, else_: str | None
) -> None:
    early = told(first, page("a", "2023-03-14", publisher_="the Wire"))
    late = told(second, page("b", "2023-03-15", publisher_="ZW"))
    named, unnamed = ({r.kind for r in relations([early, late], names)} for names in (WIRE, PACKAGED_NAMES))
    assert named - ({"repeats"} - {kind}) == {kind}
    assert unnamed == ({else_} if else_ else set())


def test_what_is_withdrawn_reaches_every_name_of_a_medium_of_ones_own() -> None:
    said, again = toll(12, SHORT), toll(12, LONG)
    items = [told(said, page("a", "2023-03-14")), told(again, page("b", "2023-03-14"))]
    items.append(told(toll(15, LONG, says="15, not 12, correcting an earlier report"), page("c", "2023-03-15")))
    (found,) = [r for r in relations(items, WIRE) if r.kind == "corrects"]
    assert reach(found, items, WIRE).uncorrected == ("a", "b")


def plan() -> list[Told]:
    """Announced in March for June, put off twice, begun in autumn, done in part."""
    first = leaving("planned", agency("Reuters"), MINISTER, forces=TROOPS, where=BORDURIA, time=when("2023-06"))
    second = leaving("planned", agency("Reuters"), MINISTER, forces=TROOPS, where=BORDURIA, time=when("2023-08"))
    third = leaving("planned", agency("Reuters"), MINISTER, forces=TROOPS, where=BORDURIA, time=when("2023-10"))
    begun = leaving("ongoing", agency("Reuters"), MINISTER, forces=TROOPS, where=BORDURIA)
    done = leaving(
        "happened", agency("Reuters"), MINISTER, forces=TROOPS, where=BORDURIA, part="part", time=when("2023-11-20")
    )
    days = ("2023-03-14", "2023-05-30", "2023-07-29", "2023-10-02", "2023-11-21")
    return [told(c, page(d, d)) for c, d in zip((first, second, third, begun, done), days, strict=True)]


def test_a_plan_announced_amended_twice_begun_and_fulfilled_in_part() -> None:
    found = threads(plan())
    assert len(found) == 1
    assert [(s.stage, s.day) for s in found[0].steps] == [
        ("announced", "2023-03-14"), ("amended", "2023-05-30"), ("amended", "2023-07-29"), ("under way", "2023-10-02"),
        ("fulfilled in part", "2023-11-21"),
    ]  # fmt: skip
    assert found[0].stage == "fulfilled in part"


def test_a_plan_cancelled_by_its_own_side() -> None:
    first, *_ = plan()
    off = told(leaving("denied", agency("AFP"), MINISTER, forces=TROOPS, where=BORDURIA), page("x", "2023-05-01"))
    assert kinds([first, off]) == {("cancels", off.claim.id, first.claim.id)}
    assert threads([first, off])[0].stage == "cancelled"


@pytest.mark.parametrize(("day", "stage"), [("2023-06-15", "announced"), ("2023-07-01", "overdue")])
def test_a_plan_whose_time_passed_is_overdue(day: str, stage: str) -> None:
    assert threads(plan()[:1], as_of=day)[0].stage == stage


def test_another_plan_is_another_thread() -> None:
    first, *_ = plan()
    other = told(
        leaving("planned", MINISTER, forces=TROOPS, where=(place("Syldavia", "SYL", "country"),)),
        page("x", "2023-03-20"),
    )
    assert len(threads([first, other])) == 2


def test_a_later_version_supersedes_and_drops() -> None:
    first = page("a", "2023-03-14", version="1")
    second = Page("a", "a", None, "2023-03-15", "2", supersedes="1")
    toll_1, left = (
        told(toll(12, GENERAL), first),
        told(leaving("happened", GENERAL, forces=TROOPS, where=BORDURIA), first),
    )
    toll_2 = told(toll(15, MINISTER), second)
    found = {(r.kind, r.claim, r.other) for r in relations([toll_1, left, toll_2]) if r.kind != "repeats"}
    assert ("supersedes", toll_2.claim.id, toll_1.claim.id) in found
    assert ("retracts", "a", left.claim.id) in found


KILL = (
    "KILL: Please disregard the story ZENDA-BLAST issued on March 14. Reuters could not confirm that Colonel "
    "Sapt was killed in Zenda."
)
STORY = (
    "ZENDA, March 14, 2023 (Reuters) - Colonel Sapt of the Ruritanian guard was killed by a blast in Zenda on "
    "Tuesday, police said.\n\n"
    "Fritz von Tarlenheim, his deputy, took over the garrison."
)


def test_a_killed_wire_story_whose_copies_live_on() -> None:
    wire = intake.article({"id": "wire", "text": STORY, "publisher": "Reuters", "published": "2023-03-14"})
    other = intake.article(
        {
            "id": "other",
            "text": "Sailors of Syldavia elected a mayor in Klow.",
            "publisher": "Reuters",
            "published": "2023-03-14",
        }
    )
    kill = intake.article({"id": "kill", "text": KILL, "publisher": "Reuters", "published": "2023-03-15"})
    (found,) = notices([wire, other, kill])
    assert (found.kind, found.article, found.whole, found.house) == ("retracts", "kill", True, "Reuters")
    says = "Colonel Sapt of the Ruritanian guard was killed by a blast in Zenda"
    pages = [page(n, "2023-03-14", "g", n) for n in ("wire", "Site A", "Site B")]
    copies = same_on(claim("ASSAULT", "happened", agency("Reuters"), says=says, **STRIKE), *pages)
    unlike = told(
        claim("CONSULT", "happened", publisher("x"), says="Borduria and Syldavia met"), page("x", "2023-03-14")
    )
    far = undone(found, [*copies, unlike], {})
    assert far is not None
    assert far.uncorrected == ("Site A", "Site B", "wire")
    assert far.sentence == "withdrawn by Reuters on 2023-03-15; 3 copies uncorrected"


def blast(on: Page, *chain: Link, value: float = 12, status: Any = "happened") -> Told:
    says = f"A blast in Zenda killed {value:.0f} soldiers of the guard"
    return told(claim("ASSAULT", status, *chain, quantities=(number(value),), says=says, **STRIKE), on)


def note(text: str, name: str = "n", day: str = "2023-03-15", publisher_: str = "Reuters") -> Any:
    return notice(intake.article({"id": name, "text": text, "publisher": publisher_, "published": day}))


TAKEN_BACK = (
    "Sailors of Syldavia elected a mayor in Klow on Wednesday. The vote was close, and the loser asked for a count "
    "of all ballots by hand, which the harbour office refused. Boats hooted in the harbour until late at night, and "
    "the new mayor promised a better lighthouse, a cheaper fish market and an end to the quarrel about the nets. "
    "The old one will go back to sea.\n\n"
    "In a story of March 14, Reuters reported erroneously that a blast in Zenda killed 12 soldiers of the guard. "
    "It was a gas leak in a bakery, police said. Reuters withdraws that story."
)


def test_a_paragraph_in_a_later_story_takes_one_back_and_the_rest_of_the_page_stands() -> None:
    found = note(TAKEN_BACK)
    assert (found.kind, found.whole) == ("retracts", False)
    wire, copy = blast(page("a", "2023-03-14", "g", "Reuters"), agency("Reuters")), blast(page("b", "2023-03-14", "g"))
    far = undone(found, [wire, copy], {})
    assert far is not None
    assert (far.house, far.uncorrected) == ("Reuters", ("a", "b"))
    own = page("n", "2023-03-15")
    votes = told(replace(claim("CONSULT", "happened", publisher("x")), predicate=Words("elected", 20, 27)), own)
    as_wrong = told(replace(claim("ASSAULT", "happened"), predicate=Words("killed", 480, 486)), own)
    assert supporting([votes, as_wrong], [found]) == [votes]


def test_what_another_house_found_out_for_itself_is_not_taken_back() -> None:
    found = note(TAKEN_BACK)
    other = blast(page("c", "2023-03-14", None, "Bordurian Times"), ENEMY)
    assert undone(found, [other], {"c": "A blast in Zenda killed 12 soldiers of the guard, Petki said."}) is None
    built_on_it = blast(page("d", "2023-03-14", None, "Klow Post"))
    text = "A blast in Zenda killed 12 soldiers of the guard, according to Reuters."
    far = undone(found, [built_on_it], {"d": text})
    assert far is not None
    assert far.uncorrected == ("d",)


def test_a_denial_is_not_taken_back_with_what_it_denies() -> None:
    found = note(TAKEN_BACK)
    denied = blast(page("a", "2023-03-14", None, "Reuters"), GENERAL, status="denied")
    assert undone(found, [denied], {}) is None


def test_a_corrected_figure_leaves_the_act_and_other_figures_alone() -> None:
    found = note(
        "CORRECTED-Blast in Zenda kills soldiers\n\n"
        "(This March 14 story has been corrected to say that the number of soldiers killed by the blast in Zenda is "
        "12, not 120)\n\n"
        "ZENDA, March 14 (Reuters) - A blast in Zenda killed 12 soldiers of the guard, police said. "
        + "It rained. "
        * 40
    )
    assert (found.kind, found.whole, found.wrong) == ("corrects", False, 120)
    wrong = blast(page("a", "2023-03-14", "g", "Reuters"), value=120)
    right = blast(page("b", "2023-03-14", "g", "Reuters"))
    far = undone(found, [wrong, right], {})
    assert far is not None
    assert (far.figure, far.uncorrected) == (120, ("a",))
    assert "right now: the number of soldiers killed by the blast in Zenda is 12" in far.sentence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CORRECTION: An earlier version of this story gave a wrong number.", "corrects"),
        ("STORY WITHDRAWN. The agency withdraws its story on Zenda.", "retracts"),
        ("MANDATORY KILL - Zenda blast. Please do not use the story and remove it from archives.", "retracts"),
        ("A report on a blast in Zenda was based on a forged letter, the agency said, and is withdrawn.", "retracts"),
        ("ADVISORY: Klow Radio retracts its report that troops had crossed into Zenda.", "retracts"),
        ("Clarification: a report of Tuesday gave the name of a general who has retired.", "corrects"),
        ("Klow Radio issued a correction to its report of Monday on the blast.", "corrects"),
        ("The newspaper said it had wrongly reported that the bridge was blown up.", "corrects"),
        ("A report that the garrison in Zenda was withdrawn caused alarm in Klow.", None),
        ("Reports said the troops were withdrawn on Monday.", None),
        ("Soldiers removed the post and withdrew to Klow, the report said.", None),
        ("The commission corrected the border line in its map on Tuesday.", None),
        ("Killed in Zenda: 12 soldiers, the army said.", None),
        ("The general said that he had wrongly put the number of dead at 600.", None),
        ("Borduria withdrew its troops from Zenda on Tuesday, police said.", None),
        ("The minister corrected his figure and spoke of 60 dead.", None),
        ("Rebels kill 12 soldiers in Zenda, the army said on Tuesday.", None),
    ],
)
def test_notices_are_told_from_stories(text: str, kind: str | None) -> None:
    found = notice(intake.article({"id": "a", "text": text}))
    assert (found.kind if found else None) == kind
