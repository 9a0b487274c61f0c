"""Written stories with their right answers: on whose word does it rest, and how many are they."""

from dataclasses import replace
from typing import Any

import pytest

from sayso.records import Claim, Link
from sayso.stories.accounts import Account, accounts
from sayso.stories.told import Told
from tests.stories.build import (
    agency,
    border,
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
    unnamed,
)
from tests.stories.build import force as of

PESKOV = official("Dmitry Peskov", "rus.dmitry-peskov", "rus.kremlin", "RUS")
KREMLIN = official("Kremlin", "rus.kremlin", None, "RUS", kind="organization")
RUSSIANS = (of("Russian forces", "RUS"),)
STRIKE: dict[str, Any] = {"actors": (party("Ruritanian army", "RUR"),), "places": (place("Zenda", "RUR", "city"),)}


def only(items: list[Told]) -> Account:
    found = accounts(items)
    assert len(found) == 1, [(a.act, a.status, a.claims) for a in found]
    return found[0]


def killed(*chain: Link, value: float = 12, **more: Any) -> Claim:
    return claim("ASSAULT", "happened", *chain, quantities=(number(value),), **{**STRIKE, **more})


def test_ten_reprints_of_one_quote_are_one_say_so() -> None:
    quote = leaving("agreed", agency("Reuters"), PESKOV, forces=RUSSIANS, where=(some("ARM"),), quoted="direct")
    pages = [page(f"p{i}", f"2024-05-{9 + i // 5:02}", "g1", f"Site {i}") for i in range(10)]
    found = only(same_on(quote, *pages))
    assert (len(found.pages), len(found.statements), found.fewest_origins, found.most_origins, len(found.sides)) == (
        10,
        1,
        1,
        1,
        1,
    )
    assert found.copy_groups == 1
    assert found.bottleneck == "Dmitry Peskov"
    assert found.own_words == "quoted"
    assert (found.first_seen, found.last_seen) == ("2024-05-09", "2024-05-10")


def test_hearsay_adds_no_origin() -> None:
    pashinyan = official("Nikol Pashinyan", "arm.nikol-pashinyan", None, "ARM")
    heard = leaving("agreed", agency("Interfax"), PESKOV, pashinyan, forces=RUSSIANS, where=(some("ARM"),))
    said = leaving("agreed", agency("Interfax"), PESKOV, forces=RUSSIANS, where=(some("ARM"),))
    found = only([told(heard, page("a", "2024-05-09")), told(said, page("b", "2024-05-09"))])
    assert [o.key for o in found.origins] == ["rus.kremlin"]
    assert [s.key for s in found.sides] == ["RUS"]


def test_a_chain_that_stops_short_adds_no_origin() -> None:
    full = leaving("agreed", publisher("A"), agency("Reuters"), agency("Interfax"), PESKOV, forces=RUSSIANS)
    short = leaving("agreed", publisher("B"), agency("Reuters"), agency("Interfax"), forces=RUSSIANS)
    bare = leaving("agreed", publisher("C"), agency("Reuters"), forces=RUSSIANS)
    found = only([told(c, page(x, "2024-05-09", x)) for c, x in ((full, "a"), (short, "b"), (bare, "c"))])
    assert [o.name for o in found.origins] == ["Dmitry Peskov"]
    assert len(found.pages) == 3


def test_a_ministry_its_spokesman_and_its_state_agency_are_one_side() -> None:
    ministry = official("Defence Ministry", "rus.defence-ministry", None, "RUS", kind="organization")
    spokesman = official("Igor Konashenkov", "rus.igor-konashenkov", "rus.defence-ministry", "RUS")
    tass = Link("TASS", "agency", "outlet.tass", country="RUS", sectors=("MED",))
    told_by = [killed(ministry), killed(spokesman), killed(tass)]
    found = only([told(c, page(f"p{i}", "2024-05-09")) for i, c in enumerate(told_by)])
    assert [s.key for s in found.sides] == ["RUS"]
    assert "rus.defence-ministry" in {o.key for o in found.origins}
    assert found.most_origins == 2
    assert found.fewest_origins == 1, "the agency names nobody and may rest on the ministry"


def test_several_anonymous_officials_may_be_one() -> None:
    sources = [
        unnamed("US officials", "USA"),
        unnamed("a senior US official", "USA"),
        unnamed("a Pentagon official", "USA", "MIL"),
    ]
    found = only(
        [
            told(killed(agency(a), s), page(a, "2024-05-09"))
            for a, s in zip(("Reuters", "AP", "CNN"), sources, strict=True)
        ]
    )
    assert (found.fewest_origins, found.most_origins) == (1, 3)
    assert all(len(o.perhaps) == 2 for o in found.origins)


def test_two_unnamed_sources_in_one_text_are_two() -> None:
    text = page("a", "2024-05-09")
    found = only(
        [
            told(killed(agency("AP"), unnamed("a US official", "USA")), text),
            told(killed(agency("AP"), unnamed("a US diplomat", "USA")), text),
        ]
    )
    assert (found.fewest_origins, found.most_origins) == (2, 2)


def test_one_man_on_three_days_is_one_origin_and_three_statements() -> None:
    days = ("2024-05-06", "2024-05-07", "2024-05-08")
    found = only([told(killed(agency("AFP"), replace(PESKOV, on=d)), page(d, d)) for d in days])
    assert (found.most_origins, [s.day for s in found.statements]) == (1, list(days))
    assert all(s.dated for s in found.statements)


def test_five_officials_of_one_government_are_five_origins_on_one_side() -> None:
    names = ("Ilona Varga", "Petra Halasz", "Tomas Beck", "Anna Kiss", "Imre Nagy")
    told_by = [
        killed(publisher(f"Outlet {n}"), official(n, f"rur.{n.lower()}", f"rur.ministry-{i}", "RUR"))
        for i, n in enumerate(names)
    ]
    found = only([told(c, page(f"p{i}", "2023-03-14", None, f"Outlet {i}")) for i, c in enumerate(told_by)])
    assert (len(found.pages), found.fewest_origins, found.most_origins, [s.key for s in found.sides]) == (
        5,
        5,
        5,
        ["RUR"],
    )
    assert found.bottleneck is None


def test_publishers_of_one_owner_are_marked() -> None:
    pages = [
        page("a", "2024-05-09", None, "Bild"),
        page("b", "2024-05-09", None, "Die Welt"),
        page("c", "2024-05-09", None, "Dawn"),
    ]
    found = only([told(killed(publisher(p.publisher or "")), p) for p in pages])
    assert [(f.owner, f.publishers) for f in found.families] == [("axel-springer", ("Bild", "Die Welt"))]


def test_media_that_name_nobody_may_all_rest_on_one() -> None:
    found = only([told(killed(publisher(n)), page(n, "2024-05-09", None, n)) for n in ("Dawn", "Haaretz", "Bild")])
    assert (found.fewest_origins, found.most_origins) == (1, 3)
    assert found.own_words == "none"


def test_copies_without_credit_are_their_agencys_words() -> None:
    with_credit = told(killed(publisher("A"), agency("Reuters")), page("a", "2024-05-09", "g", "A"))
    without = told(killed(publisher("B")), page("b", "2024-05-10", "g", "B"))
    assert [o.name for o in only([with_credit, without]).origins] == ["Reuters"]


def test_sources_named_together_are_two_origins() -> None:
    house = official(
        "White House",
        "usa.white-house",
        None,
        "USA",
        kind="organization",
        jointly=(Link("UN", "organization", "un", sectors=("UNO", "IGO")),),
    )
    found = only([told(killed(agency("AP"), house), page("a", "2024-05-09"))])
    assert {s.key for s in found.sides} == {"USA", "un"}
    assert (found.fewest_origins, found.most_origins) == (2, 2)


def test_variants_keep_who_gave_them() -> None:
    politician = unnamed("a senior politician of the ruling party", "ARM", "PTY")
    several = leaving("agreed", agency("Interfax"), PESKOV, forces=RUSSIANS, where=(some("ARM"),))
    five = leaving("agreed", agency("Sputnik"), politician, forces=RUSSIANS, where=(some("ARM", 5),))
    found = only([told(several, page("a", "2024-05-09")), told(five, page("b", "2024-05-09"))])
    assert {(v.text, v.origins[0].startswith("anonymous")) for v in found.variants} == {
        ("some in Armenia", False),
        ("5 in Armenia", True),
    }
    assert not found.against


def test_figures_that_exclude_each_other_are_disputed_by_their_sides() -> None:
    ours = killed(official("Ilona Varga", "rur.varga", "rur.army", "RUR"), value=3)
    theirs = killed(official("Janos Petki", "bor.petki", "bor.army", "BOR"), value=40)
    found = only([told(ours, page("a", "2023-03-14")), told(theirs, page("b", "2023-03-14"))])
    assert [(d.about, set(d.sides)) for d in found.against] == [("killed: 3 or 40", {"RUR", "BOR"})]


def test_a_denial_stands_against_what_it_denies() -> None:
    done = killed(official("Ilona Varga", "rur.varga", "rur.army", "RUR"))
    denied = claim("ASSAULT", "denied", official("Janos Petki", "bor.petki", "bor.army", "BOR"), **STRIKE)
    found = {
        a.status: a for a in accounts([told(done, page("a", "2023-03-14")), told(denied, page("b", "2023-03-15"))])
    }
    assert [(d.about, d.sides) for d in found["happened"].against] == [("denies it", ("BOR",))]
    assert [(d.about, d.sides) for d in found["denied"].against] == [("says it is so", ("RUR",))]


def test_other_ground_other_force_other_stage_are_other_happenings() -> None:
    day = page("a", "2024-05-09")
    items = [
        leaving("agreed", PESKOV, forces=RUSSIANS, where=(some("ARM"),)),
        leaving("happened", PESKOV, forces=RUSSIANS, where=(place("Nagorno-Karabakh", "AZE"),)),
        leaving("agreed", PESKOV, forces=RUSSIANS, where=(border("ARM", "TUR"),)),
        leaving("agreed", PESKOV, forces=(of("Turkish troops", "TUR"),), where=(some("ARM"),)),
        leaving("happened", PESKOV, forces=RUSSIANS, where=(some("ARM"),)),
    ]
    assert len(accounts([told(c, day) for c in items])) == len(items)


def test_accounts_do_not_depend_on_the_order_of_pages() -> None:
    items = [
        told(killed(agency("AP"), unnamed(f"official {i}", "USA")), page(f"p{i}", f"2024-05-{9 + i % 3:02}"))
        for i in range(6)
    ]
    assert accounts(items) == accounts(items[::-1])


IRAQ = {"places": (place("Iraq", "IRQ", "country"),)}
MOSUL = {"places": (place("Mosul", "IRQ", "city"),)}
ARMY, GROUP = party("Iraqi army", "IRQ"), party("Ansar", None, "irq.ansar")


@pytest.mark.parametrize(
    ("first", "second", "day", "one"),
    [
        ({}, {}, "2021-05-04", False),
        (IRAQ, {}, None, False),
        (IRAQ, IRAQ, None, False),
        (MOSUL, MOSUL, None, False),
        ({"actors": (GROUP,)}, {"actors": (GROUP,)}, None, False),
        ({**MOSUL, "actors": (GROUP,)}, {**MOSUL, "actors": (GROUP,)}, None, False),
        ({**MOSUL, "actors": (GROUP,), "recipients": (ARMY,)},) * 2 + (None, True),
        ({**MOSUL, "actors": (GROUP,), "quantities": (number(12),)},) * 2 + (None, True),
        (MOSUL, MOSUL, "2021-05-04", True),
        ({"actors": (GROUP,), "quantities": (number(12),)},) * 2 + ("2021-05-04", True),
    ],
)
def test_what_leaves_out_day_ground_and_parties_is_not_one_happening(
    first: dict[str, Any], second: dict[str, Any], day: str | None, one: bool
) -> None:
    items = [
        told(claim("ASSAULT", "happened", publisher(x), **fields), page(x, day, x))
        for x, fields in (("a", first), ("b", second))
    ]
    assert (len(accounts(items)) == 1) is one
