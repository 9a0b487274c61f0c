"""Places of a user's own: before our tables and the gazetteer, by all their names, in claims and in questions; every
fault named by file and line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import sayso
from sayso.answers.question import asked
from sayso.claims.coding.extract import coder
from sayso.cli import main
from sayso.errors import CodebookError
from sayso.ground import named_places
from sayso.ground.named_places import NamedPlace
from sayso.ground.names import Names
from sayso.records import Place

EXAMPLE = Path(__file__).parents[2] / "docs" / "my-places.yaml"
LEFT = "Russian troops withdrew from {} on Tuesday, the Syrian defence ministry said."


def places(text: str, book: sayso.claims.codebook.Codebook | None = None) -> list[Place]:
    (found, *_) = sayso.code(text, book or sayso.codebook(places=EXAMPLE), published="2024-05-08")
    return list(found.places)


def of_rows(folder: Path, rows: str) -> sayso.claims.codebook.Codebook:
    path = folder / "mine.yaml"
    path.write_text(f"places:\n{rows}", encoding="utf-8")
    return sayso.codebook(places=path)


@pytest.mark.parametrize("form", ["Jabal Anwar", "Djebel Anouar", "Anwar Heights", "the Anwar garrison"])
def test_it_is_found_by_each_of_its_names(form: str) -> None:
    (place,) = places(LEFT.format(form))
    assert (place.name, place.country, place.admin1, place.lat, place.precision) == (
        "Jabal Anwar", "SYR", "Aleppo", 36.31, "point",
    )  # fmt: skip
    assert [p.country for p in places(LEFT.format(form), sayso.codebook())] in ([None], [])


def test_it_is_found_in_capitals_and_as_a_dateline() -> None:
    text = "DJEBEL ANOUAR: Police killed four rebels in WADI ZARQUN on Monday, the mayor said."
    article = sayso.article({"text": text}, sayso.codebook(places=EXAMPLE))
    assert article.credits.dateline_place is not None
    assert article.credits.dateline_place.name == "Djebel Anouar"
    assert [(p.name, p.country, p.lat) for p in places(text)] == [("Wadi Zarqun", "YEM", None)]


def test_its_people_are_of_its_country() -> None:
    (found,) = sayso.code("Zarquni rebels killed nine soldiers in Aden.", sayso.codebook(places=EXAMPLE))
    assert [p.country for p in found.actors] == ["YEM"]


CLASHES = [
    ("Tripoli", "{name: Tripoli, kind: city, country: LBN, lat: 34.44, lon: 35.85}", "LBN"),
    ("Georgia", "{name: Georgia, kind: admin1, country: USA}", "USA"),
    ("Hamas", "{name: Hamas, kind: city, country: SYR}", "SYR"),
]


@pytest.mark.parametrize(("name", "row", "country"), CLASHES)
def test_it_goes_before_what_the_tables_know(name: str, row: str, country: str, tmp_path: Path) -> None:
    text = f"Rebel troops killed nine soldiers in {name} on Monday, police said."
    (place,) = places(text, of_rows(tmp_path, f"- {row}\n"))
    assert (place.name, place.country) == (name, country)
    assert [p.country for p in places(text, sayso.codebook())] != [country]


def test_the_text_itself_may_say_otherwise(tmp_path: Path) -> None:
    """What holds a place stands beside it, or a person has that name."""
    book = of_rows(
        tmp_path, "- {name: Springfield, kind: city, country: ZMB}\n- {name: Soto, kind: city, country: PER}\n"
    )
    text = "Rebel troops killed nine soldiers in Springfield{} on Monday, police said."
    assert [p.country for p in places(text.format(""), book)] == ["ZMB"]
    assert [p.country for p in places(text.format(", Illinois,"), book)] == ["USA"]
    (found,) = sayso.code("President Juan Soto expelled two French diplomats on Monday.", book)
    assert found.places == ()


def test_the_gazetteer_fills_in_what_it_has_there(tmp_path: Path) -> None:
    (place,) = places(
        "Rebel troops killed nine soldiers in Tel Refaat, police said.",
        of_rows(
            tmp_path, "- {name: Tall Rifat, aliases: [Tel Refaat], kind: city, country: SYR, lat: 36.47, lon: 37.1}\n"
        ),
    )
    assert (place.name, place.geonames_id, place.lat) == ("Tall Rifat", 163476, 36.47)
    assert place.admin1


def test_who_codes_by_other_places_is_another_coder() -> None:
    book = sayso.codebook(places=EXAMPLE)
    assert coder(book) != coder()
    assert coder(book) == coder(sayso.codebook(places=EXAMPLE))


def test_a_table_of_our_shape_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "name,aliases,demonyms,kind,country,lat,lon,disputed_by\n"
        "Jabal Anwar,Anwar Heights|Anwar,,point,SYR,36.31,37.18,ISR|LBN\nWadi Zarqun,,,region,,,,\n",
        encoding="utf-8",
    )
    assert named_places.load(path) == (
        NamedPlace("Jabal Anwar", ("Anwar Heights", "Anwar"), (), "point", "SYR", None, 36.31, 37.18, ("ISR", "LBN")),
        NamedPlace("Wadi Zarqun", kind="region"),
    )


FAULTS = [
    ("towns: []\n", 1, "towns"),
    ("places: 5\n", 1, "list of mappings"),
    ("places:\n- {kind: city}\n", 2, "name"),
    ("places:\n- {name: X}\n", 2, "kind"),
    ("places:\n- {name: X, kind: town}\n", 2, "known are admin1"),
    ("places:\n- {name: X, kind: city, country: Syria}\n", 2, "Syria"),
    ("places:\n- {name: X, kind: city, disputed_by: [Syria]}\n", 2, "Syria"),
    ("places:\n- {name: X, kind: city, lat: 95, lon: 2}\n", 2, "-90 to 90"),
    ("places:\n- {name: X, kind: city, lat: north, lon: 2}\n", 2, "degrees"),
    ("places:\n- {name: X, kind: city, lat: .nan, lon: 2}\n", 2, "degrees"),
    ("places:\n- {name: X, kind: city, lat: true, lon: 2}\n", 2, "degrees"),
    ("places:\n- {name: X, kind: city, lat: 9}\n", 2, "both"),
    ("places:\n- {name: X, kind: city, within: Aleppo}\n", 2, "country"),
    ("places:\n- {name: '123', kind: city}\n", 2, "letter"),
    ("places:\n- {name: X, kind: city, entity: x}\n", 2, "entity"),
    ("places:\n- {name: X, kind: city}\n- {name: Y, aliases: [X], kind: city}\n", 3, "line 2"),
]


@pytest.mark.parametrize(("text", "line", "word"), FAULTS)
def test_every_fault_is_named_by_file_and_line(text: str, line: int, word: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        named_places.load(path)
    assert f"{path}:{line}: " in str(caught.value)
    assert word in str(caught.value)


def test_a_question_in_words_knows_it() -> None:
    names = Names(places=named_places.load(EXAMPLE))
    assert asked("Russian troops in Anwar Heights", names=names).places == ("jabal-anwar",)
    assert asked("Russian troops Djebel Anouar", names=names).named == ("jabal-anwar",)
    assert asked("Russian troops in Georgia", names=names).places == ("georgia",)
    assert asked("Russian troops in Georgia").places == ("GEO",)


def test_it_is_one_from_the_page_to_the_answer(tmp_path: Path) -> None:
    page, where = tmp_path / "page.txt", str(tmp_path / "ledger")
    page.write_text(LEFT.format("Djebel Anouar"), encoding="utf-8")

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, [*arguments, "--ledger", where, "--places", str(EXAMPLE)])
        assert done.exit_code == 0, done.output
        return done.stdout

    run("add", str(page), "--published", "2024-05-08")
    for name in ("Anwar Heights", "Djebel Anouar", "Jabal Anwar", "Aleppo", "SYR"):
        tracks = json.loads(run("presence", "--force", "RUS", "--place", name, "--format", "json"))["entries"]
        assert "Jabal Anwar" in {t["place_name"] for t in tracks}, name
    assert "Jabal Anwar" in run("brief", "--place", "Anwar Heights")
    with sayso.open_ledger(where) as ledger:
        found = ledger.presence(sayso.Query(force="RUS", place="Anwar Heights"), sayso.codebook(places=EXAMPLE).names)
        assert found.entries


def test_why_names_the_table(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(LEFT.format("Anwar Heights"), encoding="utf-8")
    (claim,) = sayso.code(page.read_text(encoding="utf-8"), sayso.codebook(places=EXAMPLE))
    command = ["why", str(page), "--claim", claim.id, "--places", str(EXAMPLE)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert "by your table of places" in done.stdout
