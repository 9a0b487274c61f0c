"""Who is meant by a source: bodies that publish, and those whom a page names before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sayso.ground.voices import state_of
from sayso.records import Link
from sayso.stories.accounts import Account, accounts
from sayso.stories.mouths import Voices
from sayso.stories.told import Told
from tests.stories.build import agency, claim, number, page, party, place, publisher

STRIKE: dict[str, Any] = {
    "actors": (party("Ruritanian army", "RUR"),),
    "places": (place("Zenda", "RUR", "city"),),
    "quantities": (number(12),),
}


def struck(on: Any, *chain: Link) -> Told:
    return Told(replace(claim("ASSAULT", "happened", *chain, **STRIKE), article_id=on.id), on)


def link(text: str, name: str, kind: Any, **more: Any) -> Link:
    start = text.index(name)
    return Link(name, kind, text=name, start=start, end=start + len(name), **more)


def only(told: list[Told], **texts: str) -> Account:
    (found,) = accounts(Voices.of(told, texts).applied(told))
    return found


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Ministry of Defence of the Republic of Tajikistan", "TJK"),
        ("Australian Department of Defence", "AUS"),
        ("U.S. Southern Command", "USA"),
        ("Department of Public Information, Guyana", "GUY"),
        ("Department of National Defence", None),
        ("The Times of India", None),
        ("Moscow Times", None),
    ],
)
def test_a_ministry_by_its_name_is_the_states(name: str, country: str | None) -> None:
    assert state_of(name) == country


def test_a_ministry_on_its_own_page_and_quoted_elsewhere_is_one_origin_of_its_state() -> None:
    name = "Australian Department of Defence"
    own, other = page("a", "2024-05-09", "g1", name), page("b", "2024-05-09", "g2", "Alpha")
    found = only([struck(own, publisher(name)), struck(other, publisher("Alpha"), Link(name, "organization"))])
    assert ([o.name for o in found.origins], [s.key for s in found.sides]) == ([name], ["AUS"])


def test_a_paper_that_names_nobody_adds_no_side() -> None:
    one, two = page("a", "2024-05-09", "g1", "Alpha"), page("b", "2024-05-09", "g2", "Beta")
    chile = Link("Chile", "organization", "chl", country="CHL", sectors=("GOV",))
    found = only([struck(one, publisher("Alpha")), struck(two, publisher("Beta"), chile)])
    assert ([s.key for s in found.sides], found.fewest_origins, found.most_origins) == (["CHL"], 1, 2)
    assert [s.key for s in only([struck(one, publisher("Alpha"))]).sides] == ["media:alpha"]


def test_the_minister_is_the_one_whom_the_page_names() -> None:
    text = "Chile's defence minister, Ana Lopez, said 12 died. The defence minister said that more may follow."
    on = page("a", "2024-05-09", "g1", "Alpha")
    named = link(text, "Ana Lopez", "official")
    again = replace(link(text, "The defence minister", "official"), name="defence minister")
    found = only([struck(on, publisher("Alpha"), named), struck(on, publisher("Alpha"), again)], a=text)
    assert ([o.name for o in found.origins], [s.key for s in found.sides]) == (["Ana Lopez"], ["CHL"])


def test_a_minister_whom_nobody_names_stays_himself() -> None:
    text = "Police chief Musa Bello said 12 died. The defence minister said so too."
    on = page("a", "2024-05-09", "g1", "Alpha")
    named = link(text, "Musa Bello", "official")
    other = replace(link(text, "The defence minister", "official"), name="defence minister")
    found = only([struck(on, agency("Reuters"), named), struck(on, agency("Reuters"), other)], a=text)
    assert {o.name for o in found.origins} == {"Musa Bello", "defence minister"}
