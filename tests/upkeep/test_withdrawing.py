"""A wire kills a story that a ledger keeps: it no longer counts, its history stays, its copies are named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main

HEAD = "Uganda withdraws 200 soldiers from South Sudan"
BODY = (
    "KAMPALA, May 8 (Norland Wire) - Uganda has withdrawn 200 soldiers from South Sudan, the defence ministry in "
    "Kampala said on Tuesday."
)
STORY = {"uri": "urn:norland:1", "headline": HEAD, "body_text": BODY, "provider": "Norland Wire",
         "firstcreated": "2024-05-08T10:00:00Z", "versioncreated": "2024-05-08T10:00:00Z"}  # fmt: skip
KILL = STORY | {"pubstatus": "canceled", "versioncreated": "2024-05-09T08:00:00Z", "body_text": ""}
NITF_KILL = """<nitf><head><docdata management-status="canceled"><doc-id id-string="urn:norland:1"/>
<date.issue norm="20240509T080000Z"/></docdata></head><body/></nitf>"""
G2_KILL = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:norland:1" version="2"><itemMeta>
<itemClass qcode="n:text"/><versionCreated>2024-05-09T08:00:00Z</versionCreated><pubStatus qcode="stat:canceled"/>
</itemMeta></newsItem>"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "ledger"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def add(item: dict[str, Any] | str, name: str = "item.json") -> Result:
    Path(name).write_text(item if isinstance(item, str) else json.dumps(item))
    return run("add", name)


def claims(*options: str) -> list[str]:
    rows = [json.loads(line) for line in run("export", *options).stdout.splitlines()]
    return [f"{row['article_id']} {row['act']}" for row in rows]


@pytest.mark.parametrize(
    ("name", "kill"), [("kill.json", json.dumps(KILL)), ("kill.xml", NITF_KILL), ("kill.xml", G2_KILL)]
)
def test_a_killed_story_no_longer_counts_and_stays_in_the_history(name: str, kill: str) -> None:
    add(STORY)
    assert claims() == ["urn:norland:1 RETREAT"]
    done = add(kill, name)
    assert done.exit_code == 0, done.stderr
    assert "story 'urn:norland:1' was killed on the wire on 2024-05-09" in done.stderr
    assert "; 0 rejected" in done.stderr
    assert claims() == []
    assert claims("--known-by", "2024-05-08") == claims("--all") == ["urn:norland:1 RETREAT"]


def test_its_copies_elsewhere_are_withdrawn_by_their_origin() -> None:
    copy = {"id": "copy", "text": f"{HEAD}\n\n{BODY}", "published": "2024-05-08", "publisher": "A paper"}
    add(STORY)
    add(json.dumps(copy), "copy.jsonl")
    add(KILL)
    (found,) = [json.loads(line) for line in run("origins", "Uganda", "--ledger", "ledger").stdout.splitlines()]
    assert (found["pages"], found["undone"]) == (
        ["copy"], ["withdrawn by Norland Wire on 2024-05-09; 1 copy uncorrected"],
    )  # fmt: skip
    assert "Nothing is known" in run("presence", "--force", "UGA", "--place", "SSD").stdout


def test_a_second_kill_changes_nothing_and_a_later_version_brings_the_story_back() -> None:
    add(STORY)
    add(KILL)
    again = add(KILL)
    assert "added 0 articles with 0 claims; 1 was there; 0 rejected" in again.stderr
    later = {"versioncreated": "2024-05-10T08:00:00Z", "body_text": BODY.replace("200", "150")}
    assert add(STORY | later).exit_code == 0
    assert claims() == ["urn:norland:1 RETREAT"]


def test_a_kill_of_a_story_that_nobody_kept_is_held_back_as_ever() -> None:
    done = add(KILL)
    assert done.exit_code == 1
    assert "held back: its maker has killed it (status canceled)" in done.stderr
    assert claims() == []


def test_what_is_only_withheld_or_under_embargo_withdraws_nothing() -> None:
    add(STORY)
    for held in ({"pubstatus": "withheld"}, {"embargoed": "2024-06-01T00:00:00Z"}):
        assert add(STORY | held).exit_code == 1
    assert claims() == ["urn:norland:1 RETREAT"]


def test_a_ledger_that_keeps_no_texts_obeys_too() -> None:
    Path("story.json").write_text(json.dumps(STORY))
    run("add", "story.json", "--no-text")
    Path("kill.json").write_text(json.dumps(KILL))
    assert run("add", "kill.json", "--no-text").exit_code == 0
    assert claims() == []
