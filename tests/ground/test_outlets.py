"""Outlets: a user's rows before our own, every fault named by file and line; unknown outlets known by their form."""

import json
from pathlib import Path

import pytest

import sayso
from sayso.claims.coding.extract import coder
from sayso.errors import CodebookError
from sayso.ground import outlets
from sayso.ground.outlets import Outlet
from tests.cli.test_coding import sayso as command

EXAMPLE = Path(__file__).parents[2] / "docs" / "my-outlets.yaml"
RAID = "Police in Haiti killed four rebels, Mayor Jean Toussaint told Le Petit Courrier."


def links(text: str, book: sayso.claims.codebook.Codebook | None = None) -> list[tuple[str | None, str]]:
    found = sayso.code(text, book or sayso.codebook())
    return [(link.name, link.kind) for link in found[0].attribution]


def test_a_speaker_in_apposition_is_the_link() -> None:
    told = "Police in Haiti killed four rebels, the mayor, Jean Toussaint, told Le Petit Courrier."
    assert links(told) == [("Jean Toussaint", "official")]


def test_an_outlet_of_ones_own_is_the_link_outside_the_speaker() -> None:
    book = sayso.codebook(outlets=EXAMPLE)
    assert links(RAID) == [("Jean Toussaint", "official")]
    assert links(RAID, book) == [("Le Petit Courrier", "outlet"), ("Jean Toussaint", "official")]
    told = sayso.code("Rebels killed nine soldiers in Haiti, Harbour Wire reported.", book)[0].attribution
    assert [(link.name, link.kind, link.entity, link.country) for link in told] == [
        ("Harbour Wire", "agency", "outlet.harbour-wire", "BRB")
    ]


@pytest.mark.parametrize(("words", "name"), [
    ("The daily El Farol", "El Farol"), ("Radio Meseta", "Radio Meseta"), ("The broadcaster Channel Nine",
    "Channel Nine"),
    ("The newspaper Sabah", "Sabah"), ("Al-Bahr television", "Al-Bahr television"), ("The news website Tartu24",
    "Tartu24"),
])  # fmt: skip
def test_an_unknown_outlet_is_known_by_its_form(words: str, name: str) -> None:
    assert links(f"{words} said on Monday that Syrian troops killed two Turkish soldiers.") == [(name, "outlet")]


def test_whoever_works_for_an_outlet_is_none() -> None:
    assert links("The magazine editor Paul Dufour said French troops killed two rebels.")[0][0] == "Paul Dufour"


def test_who_codes_by_other_outlets_is_another_coder() -> None:
    book = sayso.codebook(outlets=EXAMPLE)
    assert coder(book) != coder()
    assert coder(book) == coder(sayso.codebook(outlets=EXAMPLE))
    assert coder(sayso.codebook(actors=EXAMPLE.with_name("my-actors.yaml"), outlets=EXAMPLE)) != coder(book)


def test_a_table_of_our_shape_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "slug,name,aliases,kind,country,owner\noutlet.harbour-wire,Harbour Wire,HW|the Wire,agency,BRB,state\n",
        encoding="utf-8",
    )
    assert outlets.load(path) == (
        Outlet("outlet.harbour-wire", "Harbour Wire", ("HW", "the Wire"), "agency", "BRB", "state"),
    )


def test_a_row_replaces_ours_of_that_slug_and_no_other() -> None:
    slug = outlets.packaged()[0].slug
    rows = outlets.merged((Outlet(slug, "Another Wire", kind="agency"),))
    assert [row.name for row in rows if row.slug == slug] == ["Another Wire"]
    assert len(rows) == len(outlets.packaged())


GOOD = "slug: outlet.harbour-wire, name: Harbour Wire, kind: agency"
FAULTS = [
    ("papers: []\n", 1, "outlets"),
    ("outlets:\n- {name: X, kind: agency}\n", 2, "slug"),
    ("outlets:\n- {slug: outlet.x, kind: agency}\n", 2, "name"),
    ("outlets:\n- {slug: outlet.x, name: X, kind: blog}\n", 2, "kind"),
    ("outlets:\n- {slug: outlet.x, name: X, kind: site, country: Haiti}\n", 2, "Haiti"),
    ("outlets:\n- {slug: outlet.x, name: '123', kind: site}\n", 2, "letter"),
    (f"outlets:\n- {{{GOOD}}}\n- {{{GOOD}}}\n", 3, "twice"),
    (f"outlets:\n- {{{GOOD}, city: Bridgetown}}\n", 2, "city"),
]


@pytest.mark.parametrize(("text", "line", "word"), FAULTS)
def test_every_fault_is_named_by_file_and_line(text: str, line: int, word: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        outlets.load(path)
    assert f"{path}:{line}: " in str(caught.value)
    assert word in str(caught.value)


def test_the_option_stands_where_a_codebook_may(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(RAID, encoding="utf-8")
    done = command("code", str(page), "--format", "jsonl", "--outlets", str(EXAMPLE))
    assert [link["name"] for link in json.loads(done.stdout.splitlines()[0])["attribution"]] == [
        "Le Petit Courrier",
        "Jean Toussaint",
    ]
    wrong = command("code", str(page), "--outlets", str(tmp_path / "none.yaml"))
    assert wrong.returncode == 2
    assert b"none.yaml" in wrong.stderr
