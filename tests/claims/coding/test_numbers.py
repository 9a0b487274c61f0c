"""Figures of an act, the victims they name, and both sides of a clash."""

import pytest

import sayso
from sayso.records import Claim


def only(text: str, act: str = "ASSAULT") -> Claim:
    return next(c for c in sayso.code(text, published="2024-05-09") if c.act == act)


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("A mine hit a bus outside Strelsau on Monday, killing two nurses and wounding four passengers.", 2, 4),
        pytest.param(
            *("A mine tore a bus apart outside Strelsau on Monday, killing two nurses and wounding four others.", 2, 4),
            marks=pytest.mark.xfail(strict=True, raises=StopIteration, reason="“tore apart” is no word of the tables"),
        ),
        ("A blast at a barracks in Zenda has killed two recruits and wounded at least 27 others.", 2, 27),
        ("A blast at a barracks in Zenda has killed one recruit and wounded at least 27 others.", 1, 27),
        ("Gunmen attacked a ferry landing in Klow on Tuesday, killing at least six soldiers.", 6, None),
        ("A car bomb killed 18 shoppers and wounded 40 others beside a bakery in Hentzau on Sunday.", 18, 40),
        ("Rebels shelled the market of Goma on Friday, wounding 12 women.", None, 12),
    ],
)
def test_whom_violence_harmed_is_counted_and_a_recipient(text: str, killed: int | None, wounded: int | None) -> None:
    claim = only(text)
    counted = {q.of: q.value for q in claim.quantities}
    assert (counted.get("killed"), counted.get("wounded")) == (killed, wounded)
    named = " ".join(p.text for p in claim.recipients)
    assert all(str(q.text).split()[-1] in named for q in claim.quantities if q.of == "killed")


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ("Gunmen killed 12 people in an attack on a market on Friday.", True),
        ("A rocket hit a kitchen in Sloviansk, wounding three cooks.", True),
        ("A car bomb killed 18 shoppers and wounded 40 others beside a bakery in Hentzau on Sunday.", True),
        ("A grenade thrown into a bar in Bujumbura wounded nine people.", True),
        ("Rebel fighters killed seven herders beside a well on Sunday.", True),
        ("An avalanche killed 12 skiers in the valley on Friday.", False),
        ("A bus crash near Kita wounded nine pupils.", False),
        ("A heat wave killed 40 people in the old town in July.", False),
        ("The vaccine killed off the virus in 12 patients.", False),
        ("A falling crane wounded three cooks in Sloviansk.", False),
    ],
)
def test_armed_harm_is_conflict_whoever_is_hit_and_an_accident_is_none(text: str, coded: bool) -> None:
    assert bool(sayso.code(text)) is coded


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested 300 people in Kisumu on Monday.",
        "Soldiers detained 12 protesters in Conakry on Monday.",
        "Turkish police arrested 40 journalists on Monday.",
    ],
)
def test_whom_an_act_takes_is_captured(text: str) -> None:
    assert [q.of for q in only(text, "COERCE").quantities] == ["captured"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Iraqi government forces clashed with Turkish militiamen on Monday.", {"IRQ", "TUR"}),
        ("Armenian and Azerbaijani troops exchanged fire on Monday.", {"ARM", "AZE"}),
        ("Sudanese soldiers clashed with Chadian troops near the border on Monday.", {"SDN", "TCD"}),
        ("Fighting between Ethiopian soldiers and Eritrean troops broke out on Monday.", {"ETH", "ERI"}),
        ("Turkish forces battled Kurdish rebels on Monday.", {"TUR", None}),
    ],
)
def test_both_sides_of_a_clash_act(text: str, sides: set[str | None]) -> None:
    assert {p.country for p in only(text).actors} == sides


@pytest.mark.parametrize(("text", "names"), [
    ("11 people, including nine soldiers, were killed by a mine in Cauca, Colombia.", ["11 people"]),
    ("Rebels killed 15 villagers, eight of them children, in Kaya, Burkina Faso.", ["15 villagers"]),
    ("Police arrested 40 protesters, among them two priests, in Minsk, Belarus.", ["40 protesters"]),
    ("Gunmen kidnapped seven workers, including three Kenyans, near Garissa in Kenya.", ["seven workers"]),
    ("The army killed 12 rebels and three civilians in Goma.", ["12 rebels", "three civilians"]),
])  # fmt: skip
def test_some_of_those_who_are_hit_are_no_further_party(text: str, names: list[str]) -> None:
    (claim,) = sayso.code(sayso.article({"text": text}))
    assert [p.name for p in claim.recipients] == names


@pytest.mark.parametrize(("text", "country"), [
    ("A bomb killed 13 in Quetta, Pakistan.", "PAK"),
    ("Gunmen killed two students and wounded three others in Kaduna, Nigeria.", "NGA"),
    ("Gunmen killed two soldiers near Diffa, Niger.", None),
    ("Gunmen killed two pilgrims in a bus near Quetta, Pakistan.", None),
])  # fmt: skip
def test_nameless_victims_are_of_the_country_where_it_befalls_them(text: str, country: str | None) -> None:
    (claim,) = sayso.code(sayso.article({"text": text}))
    assert {p.country for p in claim.recipients} == {country}
