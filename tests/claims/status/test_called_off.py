"""A withdrawal or deployment that is called off is denied, whatever was planned or agreed before; an attack that is
halted was made."""

from __future__ import annotations

import pytest

import sayso


@pytest.mark.parametrize(
    "text",
    [
        "The departure of the Danish detachment from Tapa, planned for July, was called off on Tuesday, the army said.",
        "Italy has scrapped a plan to send 100 more soldiers to Niger, the minister said.",
        "The agreed withdrawal of Kenyan troops from Somalia was halted on Monday, the army said.",
        "Moscow said the deployment of a second battalion to Osh had been cancelled.",
        "Ankara has shelved the withdrawal of its troops from Bashiqa, the governor said.",
    ],
)
def test_what_is_called_off_is_denied(text: str) -> None:
    found = {c.act: c.status for c in sayso.code(sayso.article({"text": text})) if c.movement}
    assert "denied" in {found.get("RETREAT"), found.get("MOBILIZE")}


@pytest.mark.parametrize(
    "text",
    [
        "Paris said that it may call off the withdrawal of its troops from Gao.",
        "Rwanda has not dropped its plan to send 500 soldiers to Pemba, the president said.",
    ],
)
def test_what_may_be_or_is_not_called_off_is_not_denied(text: str) -> None:
    found = [c.status for c in sayso.code(sayso.article({"text": text})) if c.act in ("RETREAT", "MOBILIZE")]
    assert "denied" not in found
    assert found
