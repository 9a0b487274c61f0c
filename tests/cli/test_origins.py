"""`sayso origins` as a user meets it, on pages and on a ledger; and what must be counted on the five pages about
Armenia."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.linking.linker import link
from sayso.records import Link
from sayso.stories.accounts import accounts
from sayso.stories.told import Page
from tests.linking.test_linker import ARMENIA, LINES, OTHER, WIRE, real
from tests.stories.build import agency, leaving, official, publisher, some, unnamed
from tests.stories.build import force as of
from tests.stories.build import told as told_on


def sayso(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def pages(tmp_path: Path) -> str:
    rows = [
        {"id": "a", "text": WIRE, "published": "2023-03-14", "publisher": "Zenda Post"},
        {"id": "b", "text": WIRE, "published": "2023-03-14", "publisher": "Hentzau Herald"},
        {"id": "c", "text": "\n".join(LINES[:4]), "published": "2023-03-15", "publisher": "Tarlenheim Times"},
        {"id": "d", "text": OTHER, "published": "2023-03-15", "publisher": "Gloria Gazette"},
    ]
    file = tmp_path / "pages.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return str(file)


def leave(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The happening of the plan to pull the soldiers out."""
    return next(r for r in rows if r["act"] == "RETREAT" and {"a", "b", "c"} <= set(r["pages"]))


def test_three_copies_of_one_ministers_words_are_one_say_so(pages: str) -> None:
    done = sayso("origins", pages)
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    found = leave(rows)
    assert (len(found["pages"]), found["copy_groups"], found["most_origins"], len(found["statements"])) == (3, 1, 1, 1)
    assert found["origins"][0]["name"] == "Ilona Varga"
    assert {r["seen"] for r in rows} == {"4 pages seen, others unknown"}


def test_a_table_says_how_little_was_seen(pages: str) -> None:
    shown = sayso("origins", pages, "--format", "table").stdout
    assert shown.startswith("Told of most: ")
    assert "\n4 pages seen, others unknown" in shown
    assert "3 pages, 1 text · 1 statement · 1 origin · 1 side" in shown
    assert "all hang on Ilona Varga" in shown


def test_a_ledger_is_asked_by_words_and_by_claim(pages: str, tmp_path: Path) -> None:
    where = str(tmp_path / "ledger")
    assert sayso("add", pages, "--ledger", where).exit_code == 0
    by_words = [json.loads(line) for line in sayso("origins", "Ilona Varga", "--ledger", where).stdout.splitlines()]
    every = [json.loads(line) for line in sayso("origins", pages).stdout.splitlines()]
    claim = leave(every)["claims"][0]
    (by_claim,) = [
        json.loads(line) for line in sayso("origins", "--claim", claim[:12], "--ledger", where).stdout.splitlines()
    ]
    assert (len(by_claim["pages"]), by_claim["copy_groups"], by_claim["most_origins"]) == (3, 1, 1)
    assert by_claim["seen"] == "4 pages in this ledger, others unknown"
    assert all(r["seen"] == by_claim["seen"] for r in by_words)


def test_wrong_usage_is_told_in_one_sentence(pages: str, tmp_path: Path) -> None:
    assert sayso("origins").exit_code == 2
    assert sayso("origins", "--claim", "abc").exit_code == 2
    where = str(tmp_path / "ledger")
    sayso("add", pages, "--ledger", where)
    nobody = sayso("origins", "--claim", "nosuchclaim", "--ledger", where)
    assert nobody.exit_code == 2
    assert sayso("origins", "--claim", "%", "--ledger", where).exit_code == 2
    assert sayso("origins", "--claim", "____", "--ledger", where).exit_code == 2
    assert "no such claim" in nobody.stderr


def test_pages_that_cannot_be_read_are_named_and_the_rest_is_counted(pages: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = sayso("origins", pages, str(tmp_path / "empty.txt"))
    assert done.exit_code == 1
    assert "rejected" in done.stderr
    assert done.stdout


def test_the_say_so_behind_the_five_pages_on_armenia() -> None:
    """The claims are coded by hand, so that what is counted does not hang on how well the coder reads; the copies are
    found."""
    articles = real()
    groups = {r.id: r.copy_group for r in link(articles).linked()}
    at = {a.id: Page.of(a, groups[a.id]) for a in articles}
    russians = (of("Russian forces", "RUS"),)
    peskov = official("Dmitry Peskov", "rus.dmitry-peskov", "rus.kremlin", "RUS")
    kremlin = official("Kremlin", "rus.kremlin", None, "RUS", kind="organization")
    pashinyan = official("Nikol Pashinyan", "arm.nikol-pashinyan", None, "ARM")
    konjoryan = official("Hayk Konjoryan", "arm.hayk-konjoryan", None, "ARM", sectors=("LEG",))
    sputnik = Link("Sputnik Armenia", "outlet", "outlet.sputnik-armenia")
    reuters, interfax = agency("Reuters"), agency("Interfax")
    chains: list[tuple[str, tuple[Link, ...], int | None]] = [
        ("yahoo", (reuters, interfax, peskov), None), ("yahoo", (reuters, interfax, peskov, pashinyan), None),
        ("yahoo", (reuters, sputnik, unnamed("senior politician of the ruling party", "ARM", "PTY")), 5),
        ("lbc", (reuters, interfax, peskov), None), ("gettotext", (reuters, interfax, peskov), None),
        ("gettotext", (reuters, sputnik, unnamed("top official of the party in power", "ARM", "PTY")), 5),
        ("babel", (publisher("Babel"), interfax, peskov), None), ("politico", (publisher("Politico"), kremlin), None),
        ("politico", (publisher("Politico"), konjoryan), None),
    ]  # fmt: skip
    told = [
        told_on(leaving("agreed", *chain, forces=russians, where=(some("ARM", n),)), at[page])
        for page, chain, n in chains
    ]
    (found,) = accounts(told)
    assert (len(found.pages), found.copy_groups, found.fewest_origins, found.most_origins) == (5, 3, 2, 3)
    assert {s.key for s in found.sides} == {"RUS", "ARM"}
    by_key = {o.key: o for o in found.origins}
    assert set(by_key["rus.kremlin"].pages) == {"yahoo", "lbc", "gettotext", "babel", "politico"}
    (unknown,) = [o for o in found.origins if o.unnamed]
    assert set(unknown.pages) == {"yahoo", "gettotext"}
    assert unknown.perhaps == ("arm.hayk-konjoryan",)
    assert {v.text for v in found.variants} == {"some in Armenia", "5 in Armenia"}


def test_the_five_pages_on_armenia_as_the_coder_reads_them() -> None:
    """Two to three origins on two sides; what the spokesman says that the prime minister said makes no Armenian
    origin."""
    real()
    rows = [json.loads(line) for line in sayso("origins", str(ARMENIA)).stdout.splitlines()]
    found = rows[0]
    assert (found["act"], found["status"], len(found["pages"]), found["copy_groups"]) == ("RETREAT", "agreed", 5, 3)
    assert (found["fewest_origins"], found["most_origins"]) == (2, 3)
    assert {s["key"] for s in found["sides"]} == {"RUS", "ARM"}
    by_name = {o["name"]: o for o in found["origins"]}
    assert {"yahoo", "lbc", "gettotext", "babel"} <= set(by_name["Dmitry Peskov"]["pages"])
    (unnamed_,) = [o for o in found["origins"] if o["unnamed"]]
    assert "gettotext" in unnamed_["pages"]
    assert by_name["Hayk Konjoryan"]["perhaps"] == [unnamed_["key"]]
    assert not any("Pashinyan" in name for name in by_name)
    told = {v["text"] for v in found["variants"] if v["of"] == "places"}
    assert "5 in Armenia" in told
    assert any("Syunik" in regions and "Tavush" in regions for regions in told)
    (guards,) = [r for r in rows if r["act"] == "PRESENT" and "will, however, remain" in r["words"]]
    assert {"babel", "gettotext", "lbc", "yahoo"} == set(guards["pages"])
    assert (guards["fewest_origins"], guards["most_origins"], guards["origins"][0]["key"]) == (1, 1, "rus.kremlin")


def test_the_unnamed_politician_stands_behind_both_pages_that_quote_him() -> None:
    real()
    found = json.loads(sayso("origins", str(ARMENIA)).stdout.splitlines()[0])
    (unnamed_,) = [o for o in found["origins"] if o["unnamed"]]
    assert set(unnamed_["pages"]) == {"yahoo", "gettotext"}


def test_whoever_is_told_of_in_apposition_speaks_for_that_country(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Janos Petki, the leader of Armenia's governing party, said on Tuesday that Russian soldiers had agreed "
        "to withdraw from the "
        "province of Syunik.",
        encoding="utf-8",
    )
    rows = [json.loads(line) for line in sayso("origins", str(page)).stdout.splitlines()]
    assert [(o["name"], o["side"]) for r in rows if r["act"] == "RETREAT" for o in r["origins"]] == [
        ("Janos Petki", "ARM")
    ]
