"""Titles alone are no names: "the Brigadier" is whom the page named so; of a joint act both states speak; of "the
spokesman of the ministry" the ministry tells whose he is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.records import Link, Words
from sayso.stories.camps import placed_source
from sayso.stories.mouths import Voices
from tests.stories.build import claim, page, party, publisher, told


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Brigadier", "Chile's army chief, Brigadier Ana Lopez, said all left. “None is there,” the Brigadier said."),
        ("Colonel", "Colonel Ana Lopez, Chile's army spokeswoman, denied it. “No,” the Colonel said."),
        ("Minister", "Chile's Minister Ana Lopez spoke. “All of them have gone,” the Minister said."),
    ],
)
def test_who_is_called_by_a_title_alone_is_whom_the_page_named_so(title: str, text: str) -> None:
    on = page("a", "2024-05-09")
    at, again = text.index("Ana Lopez"), text.index(f"the {title}")
    named = Link("Ana Lopez", "official", text="Ana Lopez", start=at, end=at + 9)
    bare = Link(title, "person", text=f"the {title}", start=again, end=again + 4 + len(title))
    made = [told(claim("RETREAT", "happened", link), on) for link in (named, bare)]
    found = Voices.of(made, {"a": text}).applied(made)
    assert {t.claim.attribution[-1].name for t in found} == {"Ana Lopez"}


def test_both_governments_are_the_two_that_the_words_name_where_the_act_is_ones() -> None:
    both = Link("two governments", "organization", text="the two governments", sectors=("GOV",))
    words = "Peru and Chile have agreed that 500 soldiers will leave Tacna"
    act = replace(
        claim("RETREAT", "agreed", publisher("Alpha"), both, actors=(party("Chile", "CHL"),)),
        evidence=(Words(words, 0, len(words)),),
    )
    on = page("a", "2024-05-09")
    (found,) = Voices.of([told(act, on)]).applied([told(act, on)])
    speaker = found.claim.attribution[-1]
    assert {speaker.country, *(x.country for x in speaker.jointly)} == {"PER", "CHL"}


def test_whose_other_spokesmen_are_says_nothing_of_a_ministrys() -> None:
    text = (
        "Omar Diaz, the spokesman of the Defence Ministry, confirmed it to us. The spokesman of Chile's navy did not."
    )
    link = Link("Omar Diaz", "official", text="Omar Diaz", start=0, end=9)
    assert placed_source(link, text, None, claim("RETREAT", "happened")).country is None
