"""What the words of a claim assert about where a force is (the cases of tests/cases/told.yaml), and whose it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.ledger.as_told import AsTold, senses
from sayso.ledger.assertions import Assertion, Recorded, assertions
from sayso.ledger.deriving import derive_rows
from sayso.records import Claim, Coder, Force, Movement, Party, Place, When, Words
from tests.stories.build import claim

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "told.yaml").read_text(encoding="utf-8")
)
ROWS = [(kind, row) for kind, rows in CASES.items() for row in rows]
MACHINE = Coder("sayso", "1", "abc")


def place(text: str, name: str, precision: Any = "country", country: str | None = "PER") -> Place:
    start = text.rindex(name)
    return Place(name, start, start + len(name), name, country, precision=precision)


def force(text: str, words: str, country: str | None = "CHL", kind: Any = "army") -> Force:
    start = text.index(words)
    return Force(words, start, start + len(words), words, kind, country)


def told(text: str, on: str, change: Any, status: Any, forces: tuple[Force, ...], places: tuple[Place, ...]) -> Claim:
    where: dict[str, Any] = {"places_from" if change in ("leave", "cede") else "places_to": places}
    moved = Movement(forces, change, part="all", **where)
    base = claim("RETREAT", status, movement=moved, places=places, coder=MACHINE)
    return replace(
        base, predicate=Words.at(text, text.index(on), text.index(on) + len(on)), evidence=(Words(text, 0, len(text)),)
    )


def of(row: dict[str, Any]) -> tuple[AsTold, ...]:
    text = row["text"]
    own = place(text, row["at"], row.get("as", "country"))
    places = (own, *([place(text, row["wide"])] if "wide" in row else []))
    made = told(
        text,
        row["does"],
        row.get("change", "leave"),
        row.get("status", "happened"),
        (force(text, row["force"]),),
        places,
    )
    made = replace(made, act=row.get("act", made.act))
    assert made.movement is not None
    return senses(made, made.movement)


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[row["text"] for _, row in ROWS])
def test_what_the_words_assert(kind: str, row: dict[str, Any]) -> None:
    said, *beside = of(row)
    if "part" in row:
        assert said.part == row["part"], kind
    if "ground" in row:
        assert [g.key for g in said.grounds] == ([row["ground"]] if row["ground"] else [])
    if "now" in row:
        assert [said.change, said.status] == row["now"]
    if "will" in row:
        assert said.will is row["will"]
    assert [[b.change, b.status] for b in beside] == ([row["beside"]] if "beside" in row else [])


def asserted(text: str, on: str, words: str, change: Any, status: Any = "happened", **rest: Any) -> list[Assertion]:
    made = told(text, on, change, status, (force(text, words, rest.pop("country", "CHL")),), (place(text, "Peru"),))
    return list(assertions(Recorded(replace(made, **rest), "v", "2021-06-01", "2021-06-01T12:00:00Z", "2021-06-01")))


def test_where_those_were_who_left_is_no_word_that_they_are_there() -> None:
    text = "The last Chilean soldiers stationed in Peru left on Friday"
    assert asserted(text, "stationed", "The last Chilean soldiers", "remain") == []
    assert asserted("Chilean soldiers were stationed in Peru", "stationed", "Chilean soldiers", "remain")


def test_to_whom_ground_is_handed_over_does_not_leave_it() -> None:
    text = "The Chilean base in Peru was handed over to the local army"
    (found,) = asserted(text, "handed over", "the local army", "cede", country="PER", actors=(CHILE,))
    assert (found.holder, found.change) == ("CHL", "cede")
    assert asserted(text, "handed over", "the local army", "cede", country="PER") == []


def test_years_ago_is_no_day_of_this_year() -> None:
    text = "On this day ten years ago, the last Chilean soldiers left Peru"
    day = When("2021-06-01", "On this day", 0, 11)
    (found,) = asserted(text, "left", "the last Chilean soldiers", "leave", time=day)
    assert (found.time, found.historical) == (None, True)


def test_what_will_be_is_not_over() -> None:
    text = "Chile will leave 400 soldiers in Peru in June"
    june = When("2020-06", "in June", 38, 45)
    (found,) = asserted(text, "leave", "400 soldiers", "leave", "planned", time=june, auxiliary=("historical",))
    assert (found.status, found.change, found.time, found.historical) == ("planned", "remain", None, False)


def test_a_person_is_taken_at_his_word() -> None:
    row = {"text": "Chilean soldiers have left Peru", "force": "Chilean soldiers", "on": "left", "at": "Peru"}
    text = row["text"]
    made = told(text, "left", "leave", "happened", (force(text, "Chilean soldiers"),), (place(text, "Peru"),))
    by_hand = replace(made, coder=Coder("human:ana", "1"))
    assert by_hand.movement is not None
    assert senses(by_hand, by_hand.movement)[0].part == "all"


def holders(text: str, words: str, country: str | None, *actors: Party) -> set[str]:
    made = told(text, "left", "leave", "happened", (force(text, words, country),), (place(text, "Peru"),))
    recorded = Recorded(replace(made, actors=actors), "v", "2021-01-01", "2021-01-01T12:00:00Z", "2021-01-01", "Alpha")
    return {a.holder for a in assertions(recorded)}


CHILE = Party("Chile", 0, 5, "Chile", country="CHL", sectors=("GOV",))
PERU = Party("Peru", 0, 4, "Peru", country="PER", sectors=("GOV",))


@pytest.mark.parametrize(
    ("words", "country", "actors", "right"),
    [
        ("101 soldiers", None, (CHILE,), {"CHL"}),
        ("101 soldiers", None, (), set()),
        ("101 soldiers", "PER", (), set()),
        ("its soldiers", "PER", (CHILE,), {"CHL"}),
        ("101 soldiers", None, (PERU,), set()),
        ("Peruvian soldiers", "PER", (), {"PER"}),
        ("Chilean soldiers", "CHL", (PERU,), {"CHL"}),
        ("trucks of grain", "CHL", (), set()),
    ],
)
def test_whose_force_it_is_by_the_words_and_never_by_the_ground(
    words: str, country: str | None, actors: tuple[Party, ...], right: set[str]
) -> None:
    assert holders(f"{words} left Peru", words, country, *actors) == right


def test_an_old_departure_says_nothing_of_today() -> None:
    text = "The last Chilean soldiers left Peru in 1883"
    made = told(text, "left", "leave", "happened", (force(text, "The last Chilean soldiers"),), (place(text, "Peru"),))
    (found,) = assertions(Recorded(made, "v", "2021-01-01", "2021-01-01T12:00:00Z", "2021-01-01", "Alpha"))
    assert (found.part, found.historical) == ("all", True)


def test_what_is_derived_can_be_made_again(tmp_path: Path) -> None:
    """A ledger whose derived rows are emptied and filled anew answers as before."""
    from benchmarks.reports import MACHINE as CODER  # noqa: PLC0415

    from sayso.answers.store import open_ledger  # noqa: PLC0415
    from sayso.ledger.scope import Query  # noqa: PLC0415
    from tests.ledger import stories  # noqa: PLC0415
    from tests.ledger.test_store import keep  # noqa: PLC0415

    with open_ledger(tmp_path / "l", create=True) as ledger:
        keep(ledger, *stories.syria(), *stories.armenia(), coder=CODER)
        before = [ledger.presence(Query(force=f)) for f in ("USA", "RUS")], ledger.brief("US troops in Syria")
        with ledger._store.engine.connect().execution_options(writes=True) as connection, connection.begin():
            derive_rows(connection)
        assert ([ledger.presence(Query(force=f)) for f in ("USA", "RUS")], ledger.brief("US troops in Syria")) == before


@pytest.mark.parametrize(
    ("text", "on", "left"),
    [
        ("The Chilean soldiers have left Tacna after a year of talks in Lima", "left", ["Tacna"]),
        ("that the battalion had quit the town of Tacna by noon, the mission in Lima said", "quit", ["Tacna"]),
        ("The last men vacated Tacna and Locumba on Friday", "vacated", ["Tacna", "Locumba"]),
        ("Chile's marines departed Tacna for Lima", "departed", ["Tacna"]),
        ("They abandoned both posts at Tacna and moved to Lima", "abandoned", ["both posts in Tacna"]),
    ],
)
def test_what_stands_right_after_the_word_for_leaving_was_left(text: str, on: str, left: list[str]) -> None:
    names = [n for n in ("Tacna", "Locumba", "Lima") if n in text]
    places = tuple(place(text, n, "city") for n in names)
    moved = Movement((force(text, text.split()[1]),), "leave", part="all", places_to=places)
    made = replace(told(text, on, "leave", "happened", (), places), movement=moved)
    (said, *_) = senses(made, moved)
    assert [g.name for g in said.grounds] == left


def test_ground_of_elsewhere_was_not_left_where_the_words_name_some() -> None:
    text = "that the soldiers moved out of the way to Tacna"
    elsewhere = Place("Peru", 900, 904, "Peru", "PER", precision="country")
    here = place(text, "Tacna", "city")
    moved = Movement((force(text, "soldiers"),), "leave", part="all", places_to=(here,))
    made = replace(told(text, "moved out", "leave", "happened", (), (here, elsewhere)), movement=moved)
    assert [g.name for said in senses(made, moved) for g in said.grounds] == []


@pytest.mark.parametrize(
    ("words", "country", "holders"),
    [
        ("suspected terrorists", None, set()),
        ("a vast underground insurgent", None, set()),
        ("gunmen", None, set()),
        ("Tacna rebels", None, {"name:tacna-rebels"}),
        ("rebels", "CHL", {"name:rebels"}),
    ],
)
def test_nameless_bands_are_no_force_of_the_ledger(words: str, country: str | None, holders: set[str]) -> None:
    text = f"{words} are in Peru"
    made = told(text, "are", "remain", "ongoing", (force(text, words, country, "rebels"),), (place(text, "Peru"),))
    found = assertions(Recorded(made, "v", "2021-06-01", "2021-06-01T12:00:00Z", "2021-06-01"))
    assert {a.holder for a in found} == holders
