"""Actors by the day: our own dated table, and a user's rows before it, with every fault named by file and line."""

import json
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest

import sayso
from sayso.claims.coding.extract import coder
from sayso.errors import CodebookError
from sayso.ground import actors
from sayso.ground.actors import Actor
from sayso.ground.lines import read
from tests.cli.test_coding import sayso as command

EXAMPLE = Path(__file__).parents[2] / "docs" / "my-actors.yaml"
RALLY = "Police in Grenada arrested Maurice Bishop on Monday."


def arrested(day: str) -> sayso.records.Party:
    book = sayso.codebook(actors=EXAMPLE)
    (claim,) = sayso.code({"text": RALLY, "published": day}, book)
    (party,) = claim.recipients
    return party


def test_a_person_is_what_the_row_of_the_day_says() -> None:
    before, after = arrested("1978-05-02"), arrested("1981-05-02")
    assert before.entity == after.entity == "grd.maurice-bishop"
    assert (before.country, before.sectors, before.title) == ("GRD", ("OPP",), None)
    assert (after.country, after.sectors, after.title) == ("GRD", ("GOV",), "prime minister")


def test_a_body_and_a_group_of_ones_own() -> None:
    text = "The People's Revolutionary Government condemned the Mongoose Gang."
    assert sayso.code(text)[0].recipients[0].entity != "grd.mongoose-gang"
    (claim,) = sayso.code(text, sayso.codebook(actors=EXAMPLE))
    assert [p.entity for p in claim.actors] == ["grd.peoples-revolutionary-government"]
    assert [(p.entity, p.sectors) for p in claim.recipients] == [("grd.mongoose-gang", ("PRM",))]


def test_a_row_replaces_all_of_ours_of_that_slug_and_no_other() -> None:
    mine = actors.load(EXAMPLE)
    whole = actors.by_slug(actors.merged(mine))
    ours = actors.by_slug(actors.packaged())
    assert [row.role for row in whole["rus.dmitry-peskov"]] == ["Kremlin spokesman"]
    assert whole["rus.vladimir-putin"] == ours["rus.vladimir-putin"]


def test_who_codes_by_other_actors_is_another_coder() -> None:
    book = sayso.codebook(actors=EXAMPLE)
    assert coder(book) != coder()
    assert coder(book) == coder(sayso.codebook(actors=EXAMPLE))
    assert sayso.code(RALLY, book)[0].coder == coder(book)


def test_a_table_of_our_shape_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "slug,kind,name,aliases,country,sectors,speaks_for,role,since,until\n"
        "grd.mongoose-gang,group,Mongoose Gang,Mongooses|the Gang,GRD,PRM,,,1967,1979\n",
        encoding="utf-8",
    )
    assert actors.load(path) == (
        Actor(
            "grd.mongoose-gang",
            "group",
            "Mongoose Gang",
            ("Mongooses", "the Gang"),
            "GRD",
            ("PRM",),
            since="1967",
            until="1979",
        ),
    )


@pytest.mark.parametrize(("since", "until", "day", "held"), [
    ("2012", "2018-05", "2018-05-07", True), ("2012", "2018-05", "2018-06-01", False), ("2012-05-07", "", "2012", True),
    ("2012-05-07", "", "2012-05-06", False), ("", "2020", "2020-12-31", True), ("", "", "1800", True),
])  # fmt: skip
def test_a_row_holds_as_far_as_its_dates_are_known(since: str, until: str, day: str, held: bool) -> None:
    assert Actor("x.y", "leader", "Y", since=since, until=until).held(day) is held


GOOD = "slug: grd.maurice-bishop, kind: leader, name: Maurice Bishop"
FAULTS = [
    ("people: []\n", 1, "actors"),
    ("actors: everybody\n", 1, "list"),
    ("actors:\n- {kind: leader, name: X}\n", 2, "slug"),
    ("actors:\n- {slug: Maurice Bishop, kind: leader, name: X}\n", 2, "slug"),
    ("actors:\n- {slug: grd.x, name: X}\n", 2, "kind"),
    ("actors:\n- {slug: grd.x, kind: leader}\n", 2, "name"),
    ("actors:\n- slug: grd.x\n  kind: person\n  name: X\n", 3, "person"),
    (f"actors:\n- {{{GOOD}, country: Grenada}}\n", 2, "alpha-3"),
    (f"actors:\n- {{{GOOD}, sectors: [GOV, KING]}}\n", 2, "KING"),
    (f"actors:\n- {{{GOOD}, aliases: [1]}}\n", 2, "aliases"),
    (f"actors:\n- {{{GOOD}, aliases: '--'}}\n", 2, "letter"),
    (f"actors:\n- {{{GOOD}, since: spring}}\n", 2, "since"),
    (f"actors:\n- {{{GOOD}, since: 1983-10, until: 1979}}\n", 2, "before"),
    (f"actors:\n- {{{GOOD}, born: 1944}}\n", 2, "born"),
    ("actors: [\n", 2, "YAML"),
]


def parse(text: str) -> tuple[actors.Actor, ...]:
    return actors.parse(read(text, "mine.yaml", "`actors`, a list of rows"), "mine.yaml")


@pytest.mark.parametrize(("text", "line", "word"), FAULTS, ids=range(len(FAULTS)))
def test_a_fault_is_named_by_file_and_line(text: str, line: int, word: str) -> None:
    with pytest.raises(CodebookError) as caught:
        parse(text)
    assert f"mine.yaml:{line}: " in str(caught.value)
    assert word in str(caught.value)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(CodebookError) as caught:
        parse("actors:\n- {slug: a, kind: leader, name: A, country: XX}\n- {slug: b, kind: thing, name: B}\n")
    assert [line for line, _ in caught.value.problems] == [2, 3]


def test_the_command_line_names_the_fault_and_codes_by_the_table(tmp_path: Path) -> None:
    story, wrong, kept = tmp_path / "story.txt", tmp_path / "wrong.yaml", str(tmp_path / "kept")
    story.write_text(RALLY, encoding="utf-8")
    wrong.write_text("actors:\n- {slug: grd.x, name: X}\n", encoding="utf-8")
    for words in (("code",), ("annotate", "--layers", "claims"), ("why",), ("origins",), ("add", "--ledger", kept)):
        done = command(words[0], str(story), *words[1:], "--actors", str(wrong))
        assert done.returncode == 2
        assert b"wrong.yaml:2: " in done.stderr
    assert not Path(kept).exists()
    done = command("code", str(story), "--published", "1978-05-02", "--actors", str(EXAMPLE))
    (claim,) = (json.loads(line) for line in done.stdout.splitlines())
    assert [p["entity"] for p in claim["recipients"]] == ["grd.maurice-bishop"]
    added = command("add", str(story), "--published", "1978-05-02", "--actors", str(EXAMPLE), "--ledger", kept)
    assert added.returncode == 0, added.stderr
    assert b"Maurice Bishop" in command("brief", "--recipient", "grd.maurice-bishop", "--ledger", kept).stdout
    assert b"Maurice Bishop" in command("brief", "--recipient", "Maurice Bishop", "--ledger", kept).stdout


@pytest.mark.parametrize(
    ("day", "title"), [("2010-03-02", "prime minister"), ("2015-03-02", "president"), ("2009", "prime minister")]
)
def test_our_own_table_knows_what_somebody_was_that_day(day: str, title: str) -> None:
    (claim,) = sayso.code({"text": "Vladimir Putin met the Emir of Kuwait in Sochi.", "published": day})
    assert [p.title for p in claim.actors if p.entity == "rus.vladimir-putin"] == [title]


@pytest.mark.parametrize(("day", "entity"), [("1998-06-01", "usa.bill-clinton"), ("2011-06-01", "usa.hillary-clinton")])
def test_a_surname_is_that_of_its_bearer_in_view(day: str, entity: str) -> None:
    claims = sayso.code(
        {"text": "The United States will send aid. Clinton condemned the coup in Mali on Monday.", "published": day}
    )
    assert [p.entity for c in claims if c.act == "ACCUSE" for p in c.actors] == [entity]


def test_a_name_keeps_the_articles_spelling() -> None:
    claims = sayso.code("Sergey Lavrov condemned the coup in Mali.")
    assert [(p.name, p.entity) for c in claims if c.act == "ACCUSE" for p in c.actors] == [
        ("Sergey Lavrov", "rus.sergei-lavrov")
    ]


def test_our_own_table_passes_the_checks_of_a_users(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_bytes(resources.files("sayso").joinpath("data", "actors.csv").read_bytes())
    rows = actors.load(path)
    assert len({row.slug for row in rows}) > 700
    assert [
        row
        for rows in actors.by_slug(rows).values()
        for row, after in pairwise(rows)
        if row.until > after.since > row.since
    ] == []
