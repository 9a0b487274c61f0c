"""Addresses among the inputs: pages as they are, feeds by the pages that they list, what did not change left alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso import intake
from sayso.cli import main
from sayso.errors import InputRejected
from sayso.intake.addresses import Fetching, Web
from sayso.records import Article
from sayso.web.manners import Manners
from tests.web.server import Answer, Server, serving

WORDS = "France expelled two Russian diplomats on Monday, the foreign ministry said. It gave no reason."
OTHER = "Kenya withdrew 200 soldiers from Somalia on Friday, the defence ministry said in Nairobi."


def page(words: str = WORDS, head: str = "") -> str:
    body = f"<article><h1>News</h1><p>{words}</p></article>"
    return f"<html><head><title>News</title>{head}</head><body>{body}</body></html>"


def feed(*items: tuple[str, str]) -> str:
    """RSS of links with the days they were published."""
    rows = "".join(
        f"<item><title>Item</title><link>{link}</link><pubDate>{day}</pubDate><description>{WORDS}</description></item>"
        for link, day in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>A paper</title>{rows}</channel></rss>'


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


def read(*urls: str, **how: object) -> list[Article | InputRejected]:
    web = Web(Fetching(Manners(private=True, delay=0.0, tries=1), **how))  # type: ignore[arg-type]
    return list(intake.articles(urls, web=web))


def article(*urls: str, **how: object) -> Article:
    (found,) = read(*urls, **how)
    assert isinstance(found, Article), found
    return found


def sayso(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--private", "--delay", "0"])


def test_a_page_has_its_address_and_when_it_was_fetched(server: Server) -> None:
    found = article(server.page("/a.html", page()) + "#comments")
    assert found.url == server.url("/a.html")
    assert found.retrieved
    assert WORDS in found.text


def test_the_encoding_that_the_host_names_is_used(server: Server) -> None:
    body = page("Łódź received the delegation of Żory on Monday, officials said there.").encode("iso-8859-2")
    server.page("/a", body, Content_Type="text/html; charset=ISO-8859-2")
    assert "Łódź" in article(server.url("/a")).text


def test_a_feed_is_read_by_the_pages_that_it_lists(server: Server) -> None:
    server.page("/one", page())
    server.page("/two", page(OTHER, '<meta property="article:published_time" content="2026-05-02">'))
    days = ("Mon, 04 May 2026 10:00:00 GMT", "Sun, 03 May 2026 10:00:00 GMT")
    listed = feed((server.url("/one"), days[0]), (server.url("/two"), days[1]))
    server.page("/feed", listed, Content_Type="application/rss+xml")
    one, two = read(server.url("/feed"))
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert one.published
    assert one.published.edtf.startswith("2026-05-04")  # the feed's, for the page has none
    assert two.published
    assert two.published.edtf == "2026-05-02"


def test_items_of_a_feed_may_be_read_as_they_stand(server: Server) -> None:
    server.page("/feed", feed(("/one", "Mon, 04 May 2026 10:00:00 GMT")), Content_Type="application/rss+xml")
    found = article(server.url("/feed"), items=True)
    assert found.publisher == "A paper"
    assert server.paths() == ["/feed"]


def test_a_page_of_a_feed_that_is_not_had_is_named_and_the_rest_is_read(server: Server) -> None:
    server.page("/one", page())
    server.page("/feed", feed((server.url("/gone"), ""), (server.url("/one"), "")), Content_Type="text/xml")
    gone, one = read(server.url("/feed"))
    assert isinstance(gone, InputRejected)
    assert gone.source == server.url("/gone")
    assert isinstance(one, Article)


def test_records_at_an_address_are_articles_of_their_own(server: Server) -> None:
    rows = "".join(json.dumps({"id": name, "text": words}) + "\n" for name, words in (("x", WORDS), ("y", OTHER)))
    server.page("/news.jsonl", rows, Content_Type="application/x-ndjson")
    found = [item for item in read(server.url("/news.jsonl")) if isinstance(item, Article)]
    assert [(item.id, item.url) for item in found] == [("x", None), ("y", None)]


@pytest.mark.parametrize("kind", ["image/png", "video/mp4"])
def test_pictures_are_refused_by_name(server: Server, kind: str) -> None:
    (found,) = read(server.page("/a", b"\x89PNG\r\n", Content_Type=kind))
    assert isinstance(found, InputRejected)
    assert found.reason == "unknown-format"


def test_bytes_are_kept_by_their_hash(server: Server, tmp_path: Path) -> None:
    found = article(server.page("/a", page()), raw=tmp_path)
    name = hashlib.sha256(page().encode()).hexdigest()
    assert (tmp_path / name[:2] / name).read_text() == page()
    assert found.raw_hash == name
    assert found.archive_url == f"sha256:{name}"


def changing(server: Server, path: str, words: str) -> None:
    """A page with an ETag of its words."""
    etag = f'"{hashlib.sha256(words.encode()).hexdigest()[:8]}"'

    def answer(request: BaseHTTPRequestHandler) -> Answer:
        same = request.headers.get("If-None-Match") == etag
        return (304, {}, b"") if same else (200, {"ETag": etag, "Content-Type": "text/html"}, page(words).encode())

    server.pages[path] = answer


def test_add_does_not_fetch_again_what_did_not_change(server: Server, tmp_path: Path) -> None:
    changing(server, "/a", WORDS)
    ledger = str(tmp_path / "ledger")
    first = sayso("add", server.url("/a"), "--ledger", ledger)
    assert "added 1 article with" in first.stderr, first.stderr
    again = sayso("add", server.url("/a"), "--ledger", ledger, "--report", str(tmp_path / "report.json"))
    assert "added 0 articles with 0 claims; 1 was there; 0 rejected" in again.stderr
    assert json.loads((tmp_path / "report.json").read_text())["unchanged"] == 1
    changing(server, "/a", WORDS.replace("two", "three"))
    changed = sayso("add", server.url("/a"), "--ledger", ledger)
    assert "added 1 article" in changed.stderr


def test_what_was_rejected_is_fetched_again(server: Server, tmp_path: Path) -> None:
    changing(server, "/a", "12345 67890")
    server.pages["/a"] = (200, {"ETag": '"1"', "Content-Type": "text/html"}, b"<p>12345</p>")
    ledger = str(tmp_path / "ledger")
    for _ in range(2):
        result = sayso("add", server.url("/a"), "--ledger", ledger)
        assert result.exit_code == 1
    assert "if-none-match" not in server.asked[-1][1]


def test_a_damaged_memory_begins_anew(server: Server, tmp_path: Path) -> None:
    changing(server, "/a", WORDS)
    ledger = tmp_path / "ledger"
    sayso("add", server.url("/a"), "--ledger", str(ledger))
    (ledger / "fetched.sqlite").write_bytes(b"no database at all" * 100)
    result = sayso("add", server.url("/a"), "--ledger", str(ledger))
    assert (result.exit_code, "1 was there" in result.stderr) == (0, True), result.stderr


def test_a_folder_for_bytes_that_cannot_be_made_ends_the_command(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = sayso("code", server.page("/a", page()), "--raw", str(tmp_path / "file" / "raw"))
    assert "cannot be written" in result.stderr, result.stderr
    assert result.exit_code == 2


def test_a_host_of_ones_own_network_needs_a_word(server: Server) -> None:
    url = server.page("/a", page())
    result = CliRunner().invoke(main, ["code", url])
    assert result.exit_code == 1
    assert "add --private" in result.stderr
    assert sayso("code", url).stdout.count('"act"') >= 1


def test_a_header_that_breaks_its_line_is_refused() -> None:
    result = CliRunner().invoke(main, ["code", "https://example.org", "--agent", "a\r\nX: y"])
    assert result.exit_code == 2


def test_terminal_escapes_in_what_a_host_says_are_harmless(server: Server) -> None:
    server.page("/a", "x", 302, Location="http://127.0.0.1/\x1b[31mred\x9b")
    result = sayso("code", server.url("/a"))
    assert "\x1b" not in result.stderr
    assert "\x9b" not in result.stderr
