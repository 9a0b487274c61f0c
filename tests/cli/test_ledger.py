"""The ledger's commands as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from benchmarks.reports import Report, heard
from click.testing import CliRunner, Result

from sayso.answers.presence import Presence, presence
from sayso.answers.store import open_ledger
from sayso.cli import main
from sayso.exports import cells, timeline
from sayso.ledger.scope import Query
from tests.ledger import stories
from tests.ledger.test_store import keep

STORY = (
    "NAIROBI, March 4 (Reuters) - Kenya has agreed to withdraw 200 soldiers from Somalia, "
    "Foreign Minister Amina Wanjiru said on Thursday.\n\nSomalia welcomed the decision.\n"
)
BOOK = Path(__file__).parents[2] / "docs" / "my-codebook.yaml"
ARMENIA = Path(__file__).parents[3] / "shared" / "stories" / "armenia.jsonl"


def sayso(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """A ledger with the story of Syria."""
    with open_ledger(tmp_path / "kept", create=True) as ledger:
        keep(ledger, *stories.syria())
    return str(tmp_path / "kept")


def test_add_keeps_says_what_it_did_and_may_be_repeated(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    where, files = str(tmp_path / "l"), (str(tmp_path / "story.txt"), str(tmp_path / "empty.txt"))
    first = sayso("add", *files, "--published", "2021-03-05", "--ledger", where)
    assert first.exit_code == 1
    assert "added 1 article" in first.stderr
    assert "empty.txt" in first.stderr
    assert first.stdout == ""
    again = sayso("add", *files, "--published", "2021-03-05", "--ledger", where)
    assert "added 0 articles with 0 claims; 1 was there; 1 rejected" in again.stderr
    with open_ledger(where) as ledger:
        assert ledger.articles()["text"].to_pylist() == [STORY]


def test_add_without_text(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    assert sayso("add", str(tmp_path / "story.txt"), "--no-text", "--ledger", str(tmp_path / "l")).exit_code == 0
    with open_ledger(tmp_path / "l") as ledger:
        assert ledger.articles()["text"].to_pylist() == [None]


def test_presence_as_a_table(kept: str) -> None:
    text = sayso("presence", "--force", "USA", "--place", "Syria", "--as-of", "2019-11-05", "--ledger", kept).stdout
    assert "USA in Syria · as of 2019-11-05" in text
    assert "██ present" in text
    assert "▒▒ United States forces leaving Syria (all 2,000): UNDER WAY" in text
    assert "“bring home all 2,000 U.S. troops” Reuters ← White House. Report syria-3, 2018-12-19. Claim " in text
    assert "# 500 troops (total, ongoing) said on 2017-06-15 by Pentagon" in text


def test_presence_as_json_has_the_records_names(kept: str) -> None:
    found = json.loads(sayso("presence", "--place", "Manbij", "--format", "json", "--ledger", kept).stdout)
    assert found["entries"][0]["place_name"] == "Manbij"
    assert [s["state"] for s in found["entries"][0]["tracks"][0]["spans"]] == ["absent"]


def test_presence_as_csv_has_one_row_an_interval_number_and_step(kept: str) -> None:
    rows = list(
        csv.DictReader(io.StringIO(sayso("presence", "--force", "USA", "--format", "csv", "--ledger", kept).stdout))
    )
    assert {r["row"] for r in rows} == {"interval", "strength", "plan"}
    assert [r["value"] for r in rows if r["row"] == "strength"][:2] == ["500.0", "2000.0"]


def test_spreadsheets_run_nothing() -> None:
    assert [cells.defused(x) for x in ("=1+1", "+1", "-1", "@a", "\tx", "plain", 3, None)] == [
        "'=1+1", "'+1", "'-1", "'@a", "'\tx", "plain", 3, "",
    ]  # fmt: skip


def syria() -> Presence:
    return presence(heard(*stories.syria()), Query("USA", "SYR", as_of="2019-11-05"))


def test_the_picture_is_sound_svg_and_the_same_every_time() -> None:
    drawn = timeline.svg(syria())
    root = ET.fromstring(drawn)
    words = [e.text for e in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any(w and "Manbij" in w for w in words)
    assert any(e.get("fill") == "url(#plan)" for e in root.iter("{http://www.w3.org/2000/svg}rect"))
    assert drawn == timeline.svg(syria())


def test_the_picture_as_png_has_the_size_of_the_svg() -> None:
    root = ET.fromstring(timeline.svg(syria()))
    data = timeline.png(syria())
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (int(root.get("width", "0")), int(root.get("height", "0")))


def test_the_picture_explains_its_colours_and_keeps_plans_apart_by_kind() -> None:
    found = presence(heard(*stories.armenia()), Query("RUS", "ARM", as_of="2024-05-09"))
    words = [label.words for label in timeline.timeline_picture(found).labels]
    assert {"present", "absent", "not confirmed since", "agreed or planned"} <= set(words)
    plans = [w for w in words if w.startswith("plan, announced")]
    assert len(plans) == len(set(plans)) == 2


def test_a_picture_escapes_what_comes_from_outside() -> None:
    nasty = Report("x", "2020-01-01", "<b>&").moves("<b>&", "remain", "Manbij", status="ongoing")
    ET.fromstring(timeline.svg(presence(heard(nasty), Query("<USA>&", None))))
    assert b"<b>" not in timeline.svg(presence(heard(nasty), Query(None, "SYR")))


def test_nothing_known_is_said_so(kept: str) -> None:
    said = sayso("presence", "--force", "FRA", "--place", "NER", "--ledger", kept)
    assert (said.exit_code, "Nothing is known of it here." in said.stdout) == (0, True)
    assert "Nothing is claimed of it here." in sayso("brief", "French troops in Niger", "--ledger", kept).stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("presence",), "name --force, --place or both"),
        (("presence", "--force", "USA", "--as-of", "soon"), "is no date"),
        (("presence", "--force", "USA", "--recorded-by", "soon"), "is no date"),
        (("presence", "--force", "USA", "--as-of", "2024-5-9"), "'2024-5-9' is no date; give EDTF, such as 2024-05-09"),
        (("presence", "--force", "USA", "--known-by", "2024-5-9"), "'2024-5-9' is no date"),
        (("presence", "--force", "USA", "--as-of", "2024-02-30"), "'2024-02-30' is no date"),
        (("presence", "--force", "USA", "--as-of", "XXXX-05-09"), "'XXXX-05-09' has no year or no end"),
        (("brief", "US", "--from", "2024-5-9"), "'2024-5-9' is no date"),
        (("brief", "US", "--to", "9 May"), "'9 May' is no date"),
        (("brief", "US", "--recorded-by", "2024-5-9"), "'2024-5-9' is no date"),
        (("export", "--known-by", "2024-5-9"), "'2024-5-9' is no date"),
        (("add", "-", "--published", "05/09/2024"), "'05/09/2024' is no date"),
        (("add", "-", "--published", "2024-23"), "'2024-23' is no date"),
        (("brief",), "ask in words, or with --actor"),
        (("brief", "the"), "names no actor, place or type"),
        (("brief", "--type", "DANCE"), "no type 'DANCE'"),
        (("brief", "US", "--since", "lately"), "is no date"),
    ],
)
def test_wrong_usage_is_status_two(arguments: tuple[str, ...], says: str, kept: str) -> None:
    done = sayso(*arguments, "--ledger", kept)
    assert done.exit_code == 2
    assert says in done.stderr


def test_a_ledger_that_is_not_there_ends_with_one_sentence(tmp_path: Path) -> None:
    done = sayso("presence", "--force", "USA", "--ledger", str(tmp_path / "none"))
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "there is no ledger" in done.stderr


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_brief_in_each_form(kept: str, form: str) -> None:
    text = sayso("brief", "US troops in Syria", "--format", form, "--ledger", kept).stdout
    assert "2019-10-15" in text
    assert "Pentagon" in text


def test_brief_by_options(kept: str) -> None:
    text = sayso(
        "brief", "--actor", "USA", "--place", "Syria", "--type", "retreat", "--since", "2019-01-01", "--ledger", kept
    ).stdout
    assert "NEW" in text
    assert "PRESENT" not in text


def test_export_writes_what_add_reads(kept: str, tmp_path: Path) -> None:
    file, other = str(tmp_path / "claims.parquet"), str(tmp_path / "other")
    assert sayso("export", "--format", "parquet", "-o", file, "--ledger", kept).exit_code == 0
    assert "added 8 articles with 9 claims" in sayso("add", file, "--ledger", other).stderr
    assert "added 0 articles with 0 claims; 8 were there" in sayso("add", file, "--ledger", other).stderr
    asked = ("presence", "--force", "USA", "--place", "SYR", "--ledger")
    assert sayso(*asked, other).stdout == sayso(*asked, kept).stdout
    lines = sayso("export", "--ledger", kept).stdout.splitlines()
    assert [json.loads(x)["article"]["known"] for x in lines][:2] == ["2017-06-15", "2017-12-06"]


def test_a_parquet_file_that_is_none_is_a_reject(kept: str, tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"no")
    done = sayso("add", str(tmp_path / "x.parquet"), "--ledger", kept)
    assert done.exit_code == 1
    assert "x.parquet" in done.stderr


@pytest.mark.parametrize("command", ["add", "presence", "brief", "export"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    assert f"Example: sayso {command}" in " ".join(sayso(command, "--help").stdout.split())


@pytest.mark.skipif(not ARMENIA.exists(), reason="the stories are not part of the project; their folder is not here")
def test_the_armenia_pages_give_their_presence_and_nothing_the_day_before(tmp_path: Path) -> None:
    where = str(tmp_path / "l")
    assert sayso("add", str(ARMENIA), "--ledger", where).exit_code == 0
    with open_ledger(where) as ledger:
        found = ledger.presence(Query("RUS", "ARM", as_of="2024-05-09", known_by="2024-05-10"))
        before = ledger.presence(Query("RUS", "ARM", known_by="2024-05-08"))
        karabakh = ledger.presence(Query("RUS", "Nagorno-Karabakh", as_of="2024-05-09"))
    assert (before.entries, before.plans, before.wishes) == ((), (), ())
    states = {(e.place_name, e.kind): e.summary.state for e in found.entries if e.summary and not e.rolled}
    assert states[("Armenia–Turkey border", "border_guards")] == "present"
    assert states[("Armenia–Iran border", "border_guards")] == "present"
    (regions,) = [e for e in found.entries if e.place == "ARM/*" and e.kind == "border_guards"]
    assert regions.summary is not None
    assert (regions.summary.state, regions.summary.spans[0].start) == ("present", "2020-23")
    assert any(t.place == "ARM/*" and t.direction == "leaving" and t.status == "announced" for t in found.plans)
    (peacekeepers,) = [e for e in karabakh.entries if e.kind == "peacekeepers" and e.holder == "RUS"]
    assert peacekeepers.summary is not None
    assert peacekeepers.summary.state == "reduced", "nearly 2,000 left, and nobody says that all did"


def test_types_of_ones_own_can_be_asked_for(tmp_path: Path) -> None:
    story, where = tmp_path / "story.txt", str(tmp_path / "l")
    story.write_text(
        "KINGSTON (Reuters) - Jamaica extradited the suspected gunrunner to the United States on Monday.",
        encoding="utf-8",
    )
    assert (
        sayso("add", str(story), "--published", "2021-03-05", "--codebook", str(BOOK), "--ledger", where).exit_code == 0
    )
    for words in (["--type", "extradite"], ["EXTRADITE"], ["EXTRADITE Jamaica"]):
        done = sayso("brief", *words, "--ledger", where)
        assert done.exit_code == 0, done.stderr
        assert "Jamaica" in done.stdout
    assert "Jamaica" in sayso("origins", "EXTRADITE", "--ledger", where, "--format", "table").stdout
    wrong = sayso("brief", "--type", "extradited", "--ledger", where)
    assert (wrong.exit_code, "PRESENT, EXTRADITE" in wrong.stderr.replace("\n", " ")) == (2, True)
