"""Groups and ties are a pure function of the articles kept: however they came, whatever became of the linker's folder
in between."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from sayso.answers.store import Ledger, open_ledger
from sayso.errors import LedgerFull
from sayso.ledger.writing import Run, Tie
from sayso.linking import state, tying
from sayso.linking.tying import place as place_of
from sayso.linking.tying import tie_new
from sayso.records import Article, Claim
from tests.linking.test_linker import LINES, WIRE, article
from tests.linking.test_tying import CODER, SPOKESMAN, VARGA
from tests.stories.build import agency, claim, number, party, place, when

Kept = tuple[Article, tuple[Claim, ...]]
NAMES = (
    "Hentzau",
    "Strelsau",
    "Tarlenheim",
    "Ilona Varga",
    "Janos Petki",
    "Borduria",
    "Ruritania",
    "Zenda",
    "smugglers",
    "trucks",
    "soldiers",
)


def telling(n: int, told: Sequence[Claim], text: str, day: str) -> Kept:
    found = article(f"p{n}", text, day)
    return found, tuple(replace(c, article_id=found.id, id=f"p{n}-{k}", coder=CODER) for k, c in enumerate(told))


def articles() -> list[Kept]:
    """Some stories, each told by many pages: reprints, cuts, updates, plans and what became of them, and pages that
    withdraw."""
    dice, found = random.Random(5), list[Kept]()
    for story in range(4):
        for page in range(24):
            n, day = len(found), f"2023-03-{14 + page // 4:02}"
            lines = [line for line in LINES if dice.random() < 0.8 or line == LINES[0]]
            later = f"Later {dice.choice(['more', 'other', 'new'])} reports told of {dice.randrange(99)} camps."
            text = "\n".join([*lines, *[later] * (page % 3)])
            for k, name in enumerate(NAMES):
                text = text.replace(name, f"{name[:4]}{'aeiou'[story]}{'klmnprstvwz'[k]}or")
            status: Any = ("planned", "happened", "denied")[page % 3]
            moved = claim(
                "ASSAULT",
                status,
                agency("Reuters"),
                (VARGA, SPOKESMAN)[page % 2],
                quantities=(number(60 + page % 5),),
                actors=(party("rebels", None, f"x.rebels{story}", "REB"),),
                places=(place(f"Town{story}", "RUR", "city"),),
                time=when(f"2023-03-{13 + page % 4}"),
            )
            if page % 11 == 10:
                text = (
                    f"ZENDA, March 20 (Reuters) - Please disregard the story headlined so; the story is "
                    f"withdrawn. {text[:200]}"
                )
            found.append(telling(n, (moved,), text, day))
    dice.shuffle(found)
    return found


def ties(ledger: Ledger) -> set[tuple[str, str, str]]:
    return {(t["kind"], t["source"], t["target"]) for t in ledger.ties()}


def add(ledger: Ledger, kept: Sequence[Kept]) -> None:
    with ledger.writing("add", "1") as run:
        for page, told in kept:
            run.add(page, told, CODER)
        tie_new(run)


def tied(where: Path, kept: Sequence[Kept], size: int, *, drop: bool = False) -> set[tuple[str, str, str]]:
    with open_ledger(where, create=True) as ledger:
        for at in range(0, len(kept), size):
            add(ledger, kept[at : at + size])
            if drop:
                rmtree(where / tying.FOLDER)
        return ties(ledger)


@pytest.fixture(params=[8, 30, 200])
def block(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(tying, "BLOCK", request.param)
    return int(request.param)


def test_the_same_ties_however_the_articles_were_batched(block: int, tmp_path: Path) -> None:
    kept = articles()
    once = tied(tmp_path / "once", kept, len(kept))
    assert {kind for kind, _, _ in once} >= {"copy", "story", "happening"}
    for size in (1, 7, 40):
        assert tied(tmp_path / f"by{size}", kept, size) == once
    assert tied(tmp_path / "dropped", kept, 16, drop=True) == once


def test_a_linker_that_is_damaged_anywhere_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tying, "BLOCK", 8)
    kept, where, dice = articles()[:40], tmp_path / "l", random.Random(3)
    once = tied(tmp_path / "once", kept, len(kept))
    with open_ledger(where, create=True) as ledger:
        add(ledger, kept[:30])
        files = [p for p in sorted((where / tying.FOLDER).iterdir()) if p.stat().st_size]
        assert {p.suffix for p in files} == {".bin", ".json", ".npy"}
        for file in files:
            raw = bytearray(file.read_bytes())
            raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
            file.write_bytes(bytes(raw))
            with ledger.writing("add", "1") as run:
                assert tie_new(run) == 0
        (where / tying.FOLDER / state.STATE_FILE).write_bytes(b"")
        add(ledger, kept[30:])
        assert ties(ledger) == once


def test_ties_of_a_run_that_was_killed_before_it_noted_them_are_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, where = articles()[:30], tmp_path / "l"
    once = tied(tmp_path / "once", kept, len(kept))
    with open_ledger(where, create=True) as ledger:
        add(ledger, kept[:20])
        with ledger.writing("killed", "1") as run:
            false = [Tie("story", kept[0][0].id, "elsewhere", "-", "stories"),
                     Tie("fulfils", kept[0][1][0].id, kept[1][1][0].id, "-", "stories"),
                     Tie("happening", kept[2][1][0].id, "elsewhere", "-", "stories")]  # fmt: skip
            assert run.tie(false) == 3
        add(ledger, kept[20:])
        assert ties(ledger) == once


def test_what_a_person_tied_stands(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l", create=True) as ledger:
        add(ledger, [telling(0, (), WIRE, "2023-03-14"), telling(1, (), WIRE, "2023-03-14")])
        with ledger.writing("mine", "1") as run:
            run.tie([Tie("copy", "p0", "mine", "by hand", "human:me")])
        add(ledger, [telling(2, (), WIRE, "2023-03-14")])
        assert ("copy", "p0", "mine") in ties(ledger)


def test_a_disk_that_is_full_while_the_linker_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "told")

    with open_ledger(tmp_path / "l", create=True) as ledger:
        monkeypatch.setattr(tying, "note", full)
        with pytest.raises(LedgerFull, match="what was added before is kept"):
            add(ledger, articles()[:3])
        monkeypatch.undo()
        assert ledger.sizes()["articles"] == 3
        with ledger.writing("add", "1") as run:
            assert isinstance(run, Run)
            tie_new(run)
        assert place_of(run).is_dir()
        assert ties(ledger)
