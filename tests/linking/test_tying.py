"""What a ledger holds anew is linked against what it held: ties of copies, stories, happenings, relations and
notices."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import pytest

from sayso.answers import recorded
from sayso.answers.store import Ledger, open_ledger
from sayso.linking.tying import place as place_of
from sayso.linking.tying import read, tie_new
from sayso.records import Claim, Coder
from sayso.stories.accounts import accounts
from tests.linking.test_linker import LINES, OTHER, WIRE, article
from tests.stories.build import agency, claim, number, official, party, place

CODER = Coder("test-rules", "1", "abc")
VARGA = official("Ilona Varga", "rur.varga", "rur.defence-ministry", "RUR")
SPOKESMAN = official("Colonel Sapt", "rur.sapt", "rur.defence-ministry", "RUR")


def said(value: float, chain: object, says: str = "") -> Claim:
    return claim(
        "ASSAULT",
        "happened",
        agency("Reuters"),
        chain,  # type: ignore[arg-type]
        says=says,
        quantities=(number(value),),
        actors=(party("rebels", None, "rur.rebels", "REB"),),
        places=(place("Zenda", "RUR", "city"),),
    )


def add(ledger: Ledger, name: str, text: str, *told: Claim, day: str = "2023-03-14", keep_text: bool = True) -> int:
    found = article(name, text, day)
    with ledger.writing("add", "1", keep_text=keep_text) as run:
        run.add(found, [replace(c, article_id=name, id=f"{name}-{n}", coder=CODER) for n, c in enumerate(told)], CODER)
        return tie_new(run, {} if keep_text else {(found.id, found.version): read(found)})


@pytest.fixture
def ledger(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """A new ledger on each store; the linker of one on a server lives in this machine's home."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    with open_ledger(where, create=True) as found:
        yield found


def copies(ledger: Ledger) -> dict[str, str]:
    return {t["source"]: t["target"] for t in ledger.ties("copy")}


def test_copies_added_in_different_runs_are_tied_and_nothing_else_is(ledger: Ledger) -> None:
    add(ledger, "a", WIRE)
    add(ledger, "b", OTHER)
    assert copies(ledger) == {}
    add(ledger, "c", "\n".join(LINES[:4]), day="2023-03-15")
    found = copies(ledger)
    assert found.keys() == {"a", "c"}
    assert len(set(found.values())) == 1
    assert all("three-word runs" in t["reason"] for t in ledger.ties("copy") if t["source"] == "c")


def test_linking_again_appends_nothing(ledger: Ledger) -> None:
    add(ledger, "a", WIRE, said(60, VARGA))
    add(ledger, "c", WIRE, said(60, VARGA))
    with ledger.writing("add", "1") as run:
        assert tie_new(run) == 0


def test_a_dropped_linker_comes_to_the_same_ties(ledger: Ledger) -> None:
    for name, text in (("a", WIRE), ("b", OTHER), ("c", WIRE)):
        add(ledger, name, text)
    before = copies(ledger)
    with ledger.writing("add", "1") as run:
        rmtree(place_of(run))
    with ledger.writing("add", "1") as run:
        assert tie_new(run) == 0
    assert copies(ledger) == before


def test_another_machine_reads_what_a_server_holds_and_links_on(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each machine that adds to a ledger on a server keeps a linker of its own; neither repeats nor undoes what the
    other tied."""
    if not ledger.where.startswith("postgresql"):
        pytest.skip("a ledger in a folder has its linker with it")
    add(ledger, "a", WIRE)
    add(ledger, "kept-elsewhere", OTHER, keep_text=False)
    add(ledger, "kept-elsewhere-too", OTHER, keep_text=False)
    before = copies(ledger)
    monkeypatch.setenv("HOME", str(tmp_path / "other"))
    add(ledger, "c", WIRE)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    add(ledger, "d", "\n".join(LINES[:4]), day="2023-03-15")
    found = copies(ledger)
    assert found.keys() == {"a", "c", "d", "kept-elsewhere", "kept-elsewhere-too"}
    assert found.items() >= before.items()
    assert len({found[n] for n in ("a", "c", "d")}) == 1


def test_ties_of_texts_that_are_not_kept_outlive_the_linker(ledger: Ledger) -> None:
    add(ledger, "a", WIRE, keep_text=False)
    add(ledger, "c", WIRE, keep_text=False)
    before = copies(ledger)
    with ledger.writing("add", "1") as run:
        rmtree(place_of(run))
        assert tie_new(run) == 0
    assert copies(ledger) == before


def test_texts_that_are_not_kept_are_linked_too(ledger: Ledger) -> None:
    add(ledger, "a", WIRE, keep_text=False)
    add(ledger, "c", WIRE, keep_text=False)
    assert copies(ledger).keys() == {"a", "c"}


def test_a_happening_is_tied_over_pages_and_counts_its_say_so_once(ledger: Ledger) -> None:
    for name in ("a", "c", "d"):
        add(ledger, name, WIRE, said(60, VARGA))
    assert len({t["target"] for t in ledger.ties("happening")}) == 1
    with ledger.reading() as connection:
        name, told = recorded.happening_of(connection, "d-")
    (found,) = [a for a in accounts(told) if name in a.claims]
    assert (len(found.pages), found.copy_groups, len(found.statements), found.most_origins) == (3, 1, 1, 1)


def test_a_correction_is_tied_to_what_it_corrects(ledger: Ledger) -> None:
    add(ledger, "a", WIRE, said(600, VARGA))
    add(
        ledger,
        "c",
        WIRE.replace("340", "341"),
        said(60, SPOKESMAN, "60, not 600, the colonel said, correcting the minister"),
        day="2023-03-15",
    )
    assert [(t["source"], t["target"]) for t in ledger.ties("corrects")] == [("c-0", "a-0")]


def test_a_page_that_kills_a_story_is_tied_to_it(ledger: Ledger) -> None:
    says = "Ruritania will pull 340 soldiers out of the northern province of Hentzau"
    add(ledger, "a", WIRE, said(60, VARGA, says))
    kill = (
        "ZENDA, March 15 (Reuters) - Please disregard the story headlined Ruritania to pull soldiers out of "
        "Hentzau, in which "
        "Defence Minister Ilona Varga was quoted. The story is withdrawn. Janos Petki and Borduria disputed it."
    )
    add(ledger, "kill", kill, day="2023-03-15")
    assert [(t["source"], t["target"]) for t in ledger.ties("retracts")] == [("kill", "a")]
    with ledger.reading() as connection:
        (reach,) = recorded.undone_by_pages(connection, {"a-0"})
    assert (reach.by, reach.house, reach.uncorrected) == ("kill", "Reuters", ("a",))


def test_a_later_version_of_a_page_supersedes_what_it_tells_otherwise(ledger: Ledger) -> None:
    add(ledger, "a", WIRE, said(60, VARGA))
    later = article("a", WIRE.replace("340", "360"))
    with ledger.writing("add", "1") as run:
        run.add(later, [replace(said(63, VARGA), article_id="a", id="a-later", coder=CODER)], CODER)
        tie_new(run)
    assert [(t["source"], t["target"]) for t in ledger.ties("supersedes")] == [("a-later", "a-0")]
