"""One table of names: whoever a user's row names has one id in credits, datelines, text, sides and questions."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import sayso
from sayso.answers.question import asked, key_of
from sayso.cli import main
from sayso.copies.pairs import original_of
from sayso.copies.sketch import sketch
from sayso.errors import CodebookError
from sayso.ground.names import PACKAGED_NAMES, Names, load
from sayso.ground.outlets import Outlet
from sayso.ground.voices import interested, voices
from sayso.records import Link, Party

WIRE = Outlet("outlet.zenda-wire", "Zenda Wire", ("ZW", "the Wire of Zenda"), "agency", "BRB", "state")
POST = Outlet("outlet.zenda-post", "Zenda Post", (), "newspaper", "BRB", "zenda-group")
NAMES = Names(outlets=(WIRE, POST))
ROWS = """outlets:
- {slug: outlet.zenda-wire, name: Zenda Wire, aliases: [ZW], kind: agency, country: BRB, owner: state}
- {slug: outlet.zenda-post, name: Zenda Post, kind: newspaper, country: BRB, owner: zenda-group}
"""
EXPELLED = "Barbados expelled two French diplomats on Monday."


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "fields",
    [
        {"text": f"BRIDGETOWN, May 9 (Zenda Wire) - {EXPELLED}"},
        {"text": f"BRIDGETOWN, May 9 (ZW) - {EXPELLED}"},
        {"text": f"ZENDA WIRE - {EXPELLED}"},
        {"text": f"{EXPELLED}\n\nSource: Zenda Wire"},
        {"text": EXPELLED, "publisher": "Zenda Wire"},
        {"text": EXPELLED, "publisher": "zenda wire"},
        {"text": f"{EXPELLED[:-1]}, Zenda Wire reported."},
    ],
)
def test_an_agency_of_ones_own_has_one_id_wherever_it_stands(fields: dict[str, str], table: Path) -> None:
    found = sayso.code(fields, sayso.codebook(outlets=table))
    assert [link.entity for link in found[0].attribution] == ["outlet.zenda-wire"]


@pytest.mark.parametrize(
    "fields",
    [
        {"text": f"PARIS, May 9 (AFP) - {EXPELLED}"},
        {"text": EXPELLED, "publisher": "Agence France-Presse"},
        {"text": f"{EXPELLED[:-1]}, AFP reported."},
    ],
)
def test_a_known_agency_has_one_id_too(fields: dict[str, str]) -> None:
    assert [link.entity for link in sayso.code(fields)[0].attribution] == ["outlet.afp"]


def test_an_outlet_has_the_slug_of_its_row_in_the_text() -> None:
    """Not one made of its name: "Clarín" is outlet.clarin."""
    found = sayso.code(f"{EXPELLED[:-1]}, Clarín reported.")
    assert [link.entity for link in found[0].attribution] == ["outlet.clarin"]


def test_publisher_and_agency_under_two_names_are_one_link(table: Path) -> None:
    found = sayso.code(
        {"text": f"BRIDGETOWN, May 9 (ZW) - {EXPELLED}", "publisher": "Zenda Wire"}, sayso.codebook(outlets=table)
    )
    assert [(link.kind, link.entity) for link in found[0].attribution] == [("agency", "outlet.zenda-wire")]


@pytest.mark.parametrize(
    "link",
    [Link("Zenda Wire", "agency", "outlet.zenda-wire"), Link("ZW", "agency"), Link("Zenda Wire", "agency", "x:1")],
)
def test_a_medium_of_ones_own_stands_for_its_owner(link: Link) -> None:
    (voice,) = voices([link], None, NAMES)
    assert (voice.origin, voice.side) == ("outlet.zenda-wire", "BRB")
    (paper,) = voices([], "Zenda Post", NAMES)
    assert (paper.origin, paper.side) == ("outlet.zenda-post", "media:zenda-group")


def test_a_state_agency_of_ones_own_is_of_its_state() -> None:
    island = [Party("Barbados", 0, 8, "Barbados", country="BRB", sectors=("GOV",))]
    assert interested([Link("Zenda Wire", "agency", "outlet.zenda-wire")], None, island, NAMES) is True
    assert interested([Link("Zenda Wire", "agency", "x:1")], None, island) is False


def test_a_question_knows_it() -> None:
    assert asked("Zenda Wire in Barbados", names=NAMES).who == ("outlet.zenda-wire",)
    assert key_of("Zenda Wire", NAMES) == key_of("ZW", NAMES) == "outlet.zenda-wire"
    assert key_of("Zenda Wire") == "zenda-wire"


def test_words_of_a_question_are_no_outlets_in_small_letters() -> None:
    assert PACKAGED_NAMES.key("The Independent") == "outlet.the-independent"
    assert PACKAGED_NAMES.key("the independent") is None


def test_the_packaged_tables_are_what_a_user_adds_to() -> None:
    assert PACKAGED_NAMES.outlet("AFP") == NAMES.outlet("Agence France-Presse")
    assert hash(Names(outlets=(WIRE, POST))) == hash(NAMES)
    assert Names(outlets=(WIRE, POST)) == NAMES != PACKAGED_NAMES
    with pytest.raises(CodebookError):
        load(own_outlets=Path("no-such-file.yaml"))


def test_it_is_one_from_the_page_to_the_answer(table: Path, tmp_path: Path) -> None:
    page, where = tmp_path / "page.txt", str(tmp_path / "ledger")
    page.write_text(f"BRIDGETOWN, May 9 (ZW) - {EXPELLED}", encoding="utf-8")

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, [*arguments, "--ledger", where, "--outlets", str(table)])
        assert done.exit_code == 0, done.output
        return done.stdout

    run("add", str(page), "--published", "2024-05-13")
    (told,) = [json.loads(line) for line in run("origins", "Barbados").splitlines()]
    assert [(o["key"], o["side"]) for o in told["origins"]] == [("outlet.zenda-wire", "BRB")]
    assert "expel" in run("brief", "Zenda Wire").casefold()


HEAD = (
    "Barbados expelled two French diplomats on Monday after weeks of quarrels over fishing grounds near Tobago. "
    "The foreign minister Alan Greaves told parliament that the envoys had a week to pack and leave Bridgetown. "
    "France called the step unjustified and said that ambassador Claire Morel would return to Paris for talks. "
)
MORE = (
    "Fishermen in Speightstown cheered when the news reached the harbour, and boats sounded their horns. "
    "The two countries had signed an accord on catches in 2019, which lapsed in January without a new one. "
    "Trade between them came to 41 million dollars last year, most of it rum, sugar and spare parts for ships."
)
OTHER = (
    "Police put a guard of 12 officers on the embassy gate, and the road to the pier was closed until nightfall. "
    "Opposition leader Ruth Bynoe asked for a debate on Thursday and warned of losses for hotels in Holetown."
)


@pytest.mark.parametrize(
    ("one", "two", "alone", "known"),
    [
        ("BRIDGETOWN, May 9 (AFP) - {}", "BRIDGETOWN, May 10 (ZW) - {}", 2, 2),
        ("AFP - {}", "ZENDA WIRE - {}", 1, 2),
        ("{}\n\nSource: AFP", "{}\n\nSource: ZW", 1, 2),
        ("BRIDGETOWN, May 9 (Zenda Wire) - {}", "BRIDGETOWN, May 10 (ZW) - {}", 2, 1),
        ("BRIDGETOWN, May 9 (Zenda Wire) - {}", "{}\n\nSource: AFP", 2, 2),
    ],
)
def test_a_text_under_another_agencys_name_is_that_agencys(
    one: str, two: str, alone: int, known: int, tmp_path: Path
) -> None:
    """Half of the text is the same: enough for a later take of one agency, too little for a copy of another's."""
    table, pages = tmp_path / "mine.yaml", tmp_path / "pages.jsonl"
    table.write_text(ROWS, encoding="utf-8")
    texts = (one.format(HEAD + MORE), two.format(HEAD + OTHER))
    rows = [json.dumps({"id": str(n), "text": t, "published": f"2024-05-1{n}"}) for n, t in enumerate(texts)]
    pages.write_text("\n".join(rows), encoding="utf-8")
    for options, groups in (((), alone), (("--outlets", str(table)), known)):
        done = CliRunner().invoke(main, ["link", str(pages), *options])
        assert done.exit_code == 0, done.output
        assert len({json.loads(line)["copy_group"] for line in done.stdout.splitlines()}) == groups, options


def test_the_agency_that_publishes_its_own_text_is_its_source() -> None:
    """Under whatever name it is the publisher."""
    pages = [
        sayso.article({"id": "site", "text": f"BRIDGETOWN (Zenda Wire) - {HEAD}{MORE}", "publisher": "Site"}),
        sayso.article({"id": "wire", "text": f"BRIDGETOWN (Zenda Wire) - {HEAD}{MORE}", "publisher": "ZW"}),
    ]
    for names, first in ((NAMES, "wire"), (PACKAGED_NAMES, None)):
        site, wire = (sketch(page, names) for page in pages)
        assert original_of(site, wire, "reprint") == first


def test_a_force_of_ones_own_is_found_under_any_of_its_names(tmp_path: Path) -> None:
    table, page, where = tmp_path / "actors.yaml", tmp_path / "page.txt", str(tmp_path / "ledger")
    row = "{slug: som.black-band, kind: group, name: Black Band, aliases: [BBZ], country: SOM, sectors: [REB]}"
    table.write_text(f"actors:\n- {row}\n", encoding="utf-8")
    page.write_text("Black Band seized the town of Kismayo in Somalia on Monday.", encoding="utf-8")

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(main, [*arguments, "--ledger", where, "--actors", str(table)])
        assert done.exit_code == 0, done.output
        return done.stdout

    run("add", str(page), "--published", "2024-05-13")
    for name in ("BBZ", "Black Band", "som.black-band"):
        assert [
            e["place_name"] for e in json.loads(run("presence", "--force", name, "--format", "json"))["entries"]
        ] == ["Kismayo"], name
