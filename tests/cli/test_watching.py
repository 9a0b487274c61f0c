"""Feeds watched: what is new or changed is read once, what fails in passing again, and a stop loses nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso import pipeline
from sayso.answers.store import open_ledger
from sayso.cli import main, watching
from sayso.web.agenda import TRIES, Agenda, FeedItem
from sayso.web.manners import HostClock
from sayso.web.site import PageMarks
from tests.intake.test_addresses import OTHER, WORDS, feed, page
from tests.web.server import Server, serving

DAYS = ("Mon, 04 May 2026 10:00:00 GMT", "Tue, 05 May 2026 10:00:00 GMT")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        found.page("/one", page())
        found.page("/two", page(OTHER))
        publish(found, ("/one", DAYS[0]), ("/two", DAYS[0]))
        yield found


def publish(server: Server, *items: tuple[str, str]) -> None:
    listed = feed(*((server.url(path), day) for path, day in items))
    server.page("/feed", listed, Content_Type="application/rss+xml")


def arguments(feeds: str, folder: Path, *more: str) -> list[str]:
    return ["watch", feeds, "--ledger", str(folder / "ledger"), "--private", "--delay", "0", *more]


def watch(server: Server, folder: Path, later: float = 0.0, *more: str) -> Result:
    """One round, `later` minutes after the machine's own time."""
    moved = HostClock(today=lambda: HostClock().today() + timedelta(minutes=later))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watching, "CLOCK", moved)
        return CliRunner().invoke(main, arguments(server.url("/feed"), folder, "--once", *more))


def test_what_is_listed_is_read_once(server: Server, tmp_path: Path) -> None:
    first = watch(server, tmp_path)
    assert first.exit_code == 0, first.stderr
    assert "1 of 1 feed polled, 2 pages new or changed; added 2 articles with" in first.stderr
    assert "0 of 1 feed polled, nothing new" in watch(server, tmp_path, 1).stderr
    assert "1 of 1 feed polled, nothing new" in watch(server, tmp_path, 20).stderr
    assert server.paths() == ["/feed", "/one", "/two", "/feed"]


def test_what_is_said_stands_in_a_log_that_does_not_grow_for_ever(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOG_BYTES", 120)
    log = tmp_path / "watch.log"
    for later in range(0, 240, 20):
        watch(server, tmp_path, later, "--log", str(log))
    kept = sorted(tmp_path.glob("watch.log*"))
    assert len(kept) == watching.LOGS + 1
    assert all(path.stat().st_size <= 120 for path in kept)
    assert log.read_text().endswith("1 of 1 feed polled, nothing new\n")
    nowhere = watch(server, tmp_path, 0, "--log", str(tmp_path / "none" / "watch.log"))
    assert nowhere.exit_code == 2
    assert "check its folder" in nowhere.stderr


def test_what_is_listed_anew_or_changed_is_read(server: Server, tmp_path: Path) -> None:
    watch(server, tmp_path)
    server.page("/one", page(WORDS.replace("two", "three")))
    server.page("/three", page("Chad withdrew its soldiers from Mali on Tuesday, the president's office said."))
    publish(server, ("/one", DAYS[1]), ("/two", DAYS[0]), ("/three", DAYS[1]))
    later = watch(server, tmp_path, 20)
    assert "2 pages new or changed; added 2 articles" in later.stderr
    with open_ledger(tmp_path / "ledger") as ledger:
        assert ledger.sizes()["articles"] == 4
        texts = {row["url"] for row in ledger.claim_rows()}
    assert texts == {server.url(path) for path in ("/one", "/two", "/three")}


def test_a_stop_in_the_middle_loses_nothing(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep, seen = pipeline.keep, []

    def stopped(article: object, **given: object) -> object:
        seen.append(article)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return keep(article, **given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "keep", stopped)
        result = watch(server, tmp_path)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (130, "interrupted")
    assert "added 1 article" in watch(server, tmp_path).stderr
    assert server.paths() == ["/feed", "/one", "/two", "/two"]


def test_a_page_that_fails_in_passing_is_tried_again_and_given_up_in_the_end(server: Server, tmp_path: Path) -> None:
    server.page("/one", "", 503, Retry_After="500")
    first = watch(server, tmp_path)
    assert first.exit_code == 1
    assert "added 1 article" in first.stderr
    assert "1 waits for another try" in first.stderr
    server.page("/one", page())
    assert "added 1 article" in watch(server, tmp_path, 16).stderr


def test_a_page_that_is_gone_is_named_once(server: Server, tmp_path: Path) -> None:
    del server.pages["/two"]
    assert "status 404" in watch(server, tmp_path).stderr
    assert "rejected" not in watch(server, tmp_path, 16).stderr


def test_a_feed_that_fails_is_named_and_the_others_are_polled(server: Server, tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    rows = "".join(f'<outline text="x" xmlUrl="{server.url(path)}"/>' for path in ("/gone", "/one", "/feed", "/feed"))
    opml.write_text(f'<opml version="2.0"><body><outline text="papers">{rows}</outline></body></opml>')
    result = CliRunner().invoke(main, arguments(str(opml), tmp_path, "--once"))
    assert result.exit_code == 1
    assert "status 404" in result.stderr
    assert "no reader for what is no feed" in result.stderr
    assert "3 of 3 feeds polled, 2 failed, 2 pages new or changed; added 2 articles" in result.stderr


@pytest.mark.parametrize("words", ["", "no xml", "<opml><body/></opml>", '<opml><outline xmlUrl="file:///a"/></opml>'])
def test_a_list_without_feeds_is_wrong_usage(tmp_path: Path, words: str) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(words)
    result = CliRunner().invoke(main, arguments(str(opml), tmp_path, "--once"))
    assert result.exit_code == 2
    assert "feeds.opml" in result.stderr


def test_a_ledger_on_a_server_needs_a_folder_for_the_state() -> None:
    result = CliRunner().invoke(main, ["watch", "https://example.org/feed", "--ledger", "postgresql://a@b/c"])
    assert result.exit_code == 2
    assert "--state" in result.stderr


def test_ctrl_c_while_it_waits_ends_it_in_one_word(server: Server, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sayso.cli", *arguments(server.url("/feed"), tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert "added 2 articles" in running.stderr.readline()
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        assert running.stderr.read() == "interrupted\n"
        assert running.wait() == 130


def test_a_page_is_tried_a_bounded_number_of_times(tmp_path: Path) -> None:
    now = [1_000.0]
    agenda = Agenda(tmp_path, 60.0, lambda: now[0])
    agenda.listed("f", PageMarks(), [FeedItem("http://a/1", None, "s")])
    tries = 0
    while agenda.waits():
        item = agenda.next(lambda _: 0.0)
        if item is not None:
            agenda.again(item)
            tries += 1
        now[0] += 60.0
    assert tries == TRIES
    assert agenda.listed("f", PageMarks(), [FeedItem("http://a/1", None, "s")]) == 0


def test_hosts_take_turns(tmp_path: Path) -> None:
    agenda = Agenda(tmp_path, 60.0, lambda: 1_000.0)
    agenda.listed("f", PageMarks(), [FeedItem(f"http://{host}/{n}", None, "s") for host in "ab" for n in range(3)])
    busy: dict[str, float] = {}
    order = []
    for turn in range(6):
        item = agenda.next(lambda url: busy.get(url[7], 0.0))
        assert item is not None
        order.append(item.url[7])
        busy[item.url[7]] = float(turn + 1)
        agenda.done(item)
    assert order == ["a", "b", "a", "b", "a", "b"]


def test_a_feed_that_goes_on_failing_is_polled_less_often(tmp_path: Path) -> None:
    now = [1_000.0]
    agenda = Agenda(tmp_path, 60.0, lambda: now[0])
    rests = []
    for _ in range(14):
        agenda.failed("f")
        rests.append(agenda.rest(["f"]))
        now[0] += rests[-1]
    assert rests[:3] == [120.0, 240.0, 480.0]
    assert max(rests) == 86_400.0
