"""A ledger of several pages for all writers: reports in our own words, coded by hand, with every kind of field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.reports import HAND, Report

from sayso.answers.store import Ledger, open_ledger
from sayso.records import Claim, Link, Party, Place, Quantity, When, claim_id, digest
from tests.ledger import stories
from tests.ledger.test_store import keep

TEXTS = {
    "raid-1": ("2024-03-02", "Gunmen killed 12 soldiers near Tessit on Friday, the Malian army said."),
    "raid-2": ("2024-03-03", "At least 15 Malian soldiers died in the attack at Tessit, a hospital source told AFP."),
    "odd": ("2024-03-04", '=HYPERLINK("x") shelled\ta village in Niger, the governor said.'),
}


def claim(report: Report, words: str, act: str, mode: str | None, **given: object) -> Claim:
    """A claim with the words of the report as predicate and evidence."""
    base = report.moves(words, "leave", "Niger").claims.pop()
    span = report.at(words)
    plain = {"act": act, "mode": mode, "event_type": act, "event_mode": mode, "movement": None, "places": (),
             "actors": (), "recipients": (), "coder": HAND,
             "id": claim_id(report.name, digest(report.text), span, 0)}  # fmt: skip
    return replace(base, **{**plain, **given})  # type: ignore[arg-type]


def party(report: Report, words: str, name: str, country: str | None, *sectors: str) -> Party:
    """A party named by the words."""
    span = report.at(words)
    return Party(words, span.start, span.end, name, country=country, sectors=sectors)


def raids() -> list[Report]:
    """An attack told twice with other figures, and a page that a spreadsheet or a reader of tables would trip over."""
    one, two, odd = (Report(name, day, text, url=f"https://news.example/{name}") for name, (day, text) in TEXTS.items())
    at = one.at("Tessit")
    tessit = Place(at.text, at.start, at.end, "Tessit", "MLI", "Gao", 15.25, 0.35, "city", geonames_id=2449067)
    friday = one.at("Friday")
    army = Link("Malian army", "organization", "mli.army", country="MLI", sectors=("MIL",))
    killed = one.at("12 soldiers")
    one.claims.append(claim(
        one, "killed", "ASSAULT", "firearms", places=(tessit,),
        actors=(party(one, "Gunmen", "Gunmen", None, "REB"),),
        recipients=(party(one, "12 soldiers", "12 soldiers", "MLI", "MIL"),),
        time=When("2024-03-01", friday.text, friday.start, friday.end, 5),
        quantities=(Quantity(12.0, 12.0, 12.0, "killed", "soldiers", killed.text, killed.start, killed.end),),
        attribution=(Link("AFP", "agency", "outlet.afp"), army),
    ))  # fmt: skip
    there, dead = two.at("Tessit"), two.at("At least 15")
    two.claims.append(claim(
        two, "attack", "ASSAULT", "firearms",
        places=(replace(tessit, text=there.text, start=there.start, end=there.end),),
        recipients=(party(two, "Malian soldiers", "Malian soldiers", "MLI", "MIL"),),
        quantities=(Quantity(15.0, 15.0, None, "killed", "soldiers", dead.text, dead.start, dead.end),),
        attribution=(Link("AFP", "agency", "outlet.afp"),
                     Link("hospital source", "anonymous", country="MLI", sectors=("MED",), anonymous=True)),
    ))  # fmt: skip
    village = odd.at("Niger")
    odd.claims.append(claim(
        odd, "shelled", "ASSAULT", "heavy-weapons",
        places=(Place("Niger", village.start, village.end, "Niger", "NER"),),
        actors=(party(odd, '=HYPERLINK("x")', '=HYPERLINK("x")\tof\nnowhere', None),),
        attribution=(Link("governor", "official", country="NER", sectors=("GOV",)),),
    ))  # fmt: skip
    return [one, two, odd]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Ledger]:
    """The reports, with the stories of Syria, Armenia and Niger beside them."""
    with open_ledger(tmp_path / "shelf", create=True) as ledger:
        keep(ledger, *stories.syria(), *stories.armenia(), *stories.niger())
        keep(ledger, *raids(), coder=HAND)
        yield ledger
