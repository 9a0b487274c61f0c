"""Figures of an act, the victims they name, and both sides of a clash."""

import pytest

import sayso
from sayso.records import Claim


def only(text: str, act: str = "ASSAULT") -> Claim:
    return next(c for c in sayso.code(text, published="2024-05-09") if c.act == act)


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("A roadside bomb struck a convoy near Zenda on Monday, killing two officers and wounding four others.", 2, 4),
        (
            "A suicide bombing at a police station in Kabul has killed one civilian and wounded at least 27 others.",
            1,
            27,
        ),
        ("Gunmen attacked a checkpoint in Mosul on Tuesday, killing at least six soldiers.", 6, None),
        ("A car bomb killed 20 people and wounded 50 others near a courthouse in Kirkuk on Sunday.", 20, 50),
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
    "text",
    [
        "Police arrested 500 people in Janakpur on Monday.",
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
