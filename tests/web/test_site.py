"""Pages are fetched by the rules of their hosts and within bounds, whatever a host does."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from sayso.errors import InputRejected, TooLarge
from sayso.web import exchange
from sayso.web.address import address, worldwide
from sayso.web.faults import NotFetched
from sayso.web.manners import Manners
from sayso.web.site import PageMarks, Site, Size
from tests.web.conftest import Waits
from tests.web.server import Server

PUBLIC = "93.184.216.34"
MOST = 100_000


def site(manners: Manners) -> Site:
    return Site(manners, Size(MOST, "SAYSO_MAX_ARTICLE_BYTES"))


def refusal(manners: Manners, url: str) -> InputRejected:
    with pytest.raises(InputRejected) as caught:
        site(manners).fetch(url)
    return caught.value


def test_a_page_comes_with_what_its_host_says_of_it(server: Server, waits: Waits) -> None:
    url = server.page("/a?x=1", "<p>One.</p>", ETag='"1"', Last_Modified="Mon, 04 May 2026 10:00:00 GMT")
    found = site(waits.manners()).fetch(f"{url}#part")
    assert (found.url, found.data, found.media, found.charset) == (url, b"<p>One.</p>", "text/html", "utf-8")
    assert found.marks == PageMarks('"1"', "Mon, 04 May 2026 10:00:00 GMT")
    assert found.retrieved == "2026-05-04T12:00:00Z"
    assert server.asked[-1][1]["user-agent"] == "sayso/0 (test)"


def test_a_page_that_is_known_is_not_sent_again(server: Server, waits: Waits) -> None:
    def answer(request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        same = request.headers.get("If-None-Match") == '"1"'
        return (304, {"Content-Length": "0"}, b"") if same else (200, {"ETag": '"1"'}, b"words")

    server.pages["/a"] = answer
    first = site(waits.manners()).fetch(server.url("/a"))
    again = site(waits.manners()).fetch(server.url("/a"), first.marks)
    assert not first.unchanged
    assert again.unchanged


def test_redirects_are_followed_to_the_page(server: Server, waits: Waits) -> None:
    server.page("/old", "", 301, Location="middle/../new")
    server.page("/new", "here")
    assert site(waits.manners()).fetch(server.url("/old")).url == server.url("/new")


@pytest.mark.parametrize("to", ["/loop", "/loop#again"])
def test_a_loop_of_redirects_ends(server: Server, waits: Waits, to: str) -> None:
    server.page("/loop", "", 302, Location=to)
    error = refusal(waits.manners(), server.url("/loop"))
    assert error.reason == "redirects"
    assert len(server.paths()) == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://a.org/a", "http://[::1", "http://u:p@127.0.0.1/", ""])
def test_a_redirect_leads_to_pages_of_the_web_only(server: Server, waits: Waits, to: str) -> None:
    server.page("/a", "", 302, **({"Location": to} if to else {}))
    assert refusal(waits.manners(), server.url("/a")).reason in ("address", "broken")


def test_a_host_that_fails_in_passing_is_asked_again_later_each_time(server: Server, waits: Waits) -> None:
    answers = iter([(500, {}, b""), (503, {"Retry-After": "7"}, b""), (200, {}, b"words")])
    server.pages["/a"] = lambda _: next(answers)
    assert site(waits.manners()).fetch(server.url("/a")).data == b"words"
    assert waits.waited == [1.0, 7.0]


def test_a_host_that_goes_on_failing_is_given_up(server: Server, waits: Waits) -> None:
    url = server.page("/a", "", 500)
    error = refusal(waits.manners(), url)
    assert str(error) == f"{url}: not fetched: 127.0.0.1 answers with status 500; check it in a browser"
    assert server.paths() == ["/a"] * 3


def test_a_host_that_asks_for_a_day_is_left_alone(server: Server, waits: Waits) -> None:
    url = server.page("/a", "", 429, Retry_After="86400")
    assert "86400 seconds" in str(refusal(waits.manners(), url))
    assert not waits.waited


def test_a_page_that_is_not_there_is_asked_for_once(server: Server, waits: Waits) -> None:
    assert "status 404" in str(refusal(waits.manners(), server.url("/none")))
    assert server.paths() == ["/none"]


def test_robots_txt_is_heeded_and_asked_for_once(server: Server, waits: Waits) -> None:
    server.page("/robots.txt", "User-agent: *\nDisallow: /not/*.html\nCrawl-delay: 4\n", Content_Type="text/plain")
    server.page("/a", "one")
    server.page("/b", "two")
    here = site(waits.manners(delay=1.0))
    here.fetch(server.url("/a"))
    here.fetch(server.url("/b"))
    with pytest.raises(NotFetched, match=r"robots\.txt"):
        here.fetch(server.url("/not/this.html"))
    assert [path for path, _ in server.asked] == ["/robots.txt", "/a", "/b"]
    assert waits.waited == [pytest.approx(4.0, abs=0.5)]


def test_robots_txt_is_heeded_behind_a_redirect_too(server: Server, waits: Waits) -> None:
    server.page("/robots.txt", "User-agent: sayso\nDisallow: /no\n", Content_Type="text/plain")
    server.page("/a", "", 302, Location="/no")
    server.page("/no", "words")
    assert refusal(waits.manners(), server.url("/a")).reason == "robots"
    assert server.paths() == ["/a"]


@pytest.mark.parametrize(("status", "readable"), [(404, True), (403, True), (500, False), (429, False)])
def test_a_site_without_robots_txt_is_open_one_that_cannot_say_it_is_not(
    server: Server, waits: Waits, status: int, readable: bool
) -> None:
    server.page("/robots.txt", "", status)
    url = server.page("/a", "words")
    if readable:
        assert site(waits.manners()).fetch(url).data == b"words"
    else:
        assert refusal(waits.manners(), url).reason == "robots"


def test_two_pages_of_one_host_lie_apart_in_time(server: Server, waits: Waits) -> None:
    here = site(waits.manners(delay=2.0))
    for path in ("/a", "/b", "/c"):
        here.fetch(server.page(path, path))
    assert [round(seconds, 1) for seconds in waits.waited] == [2.0, 2.0]


def dripping(head: bytes, piece: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        for _ in range(600):
            request.wfile.write(piece)
            request.wfile.flush()
            time.sleep(0.05)

    return drip


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n"
             b"Transfer-Encoding: chunked\r\n\r\n"]
)  # fmt: skip
def test_a_host_that_drips_is_left_when_its_time_is_over(server: Server, waits: Waits, head: bytes) -> None:
    server.pages["/a"] = dripping(head, b"1\r\na\r\n" if b"chunked" in head else b"a")
    begun = time.monotonic()
    error = refusal(waits.manners(seconds=0.5), server.url("/a"))
    assert error.reason == "slow"
    assert time.monotonic() - begun < 3
    assert server.paths() == ["/a"]


def test_a_host_that_says_nothing_is_left(server: Server, waits: Waits) -> None:
    def silent(_: BaseHTTPRequestHandler) -> None:
        time.sleep(1.0)

    server.pages["/a"] = silent
    error = refusal(waits.manners(silence=0.2, tries=2), server.url("/a"))
    assert error.reason == "slow"
    assert "said nothing for 0.2 seconds" in str(error)


def raw(words: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(words)

    return answer


@pytest.mark.parametrize(
    "words",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf a page",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno number\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
        b"no http at all",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"",
    ],
)
def test_a_broken_answer_is_told_and_asked_for_again(server: Server, waits: Waits, words: bytes) -> None:
    server.pages["/a"] = raw(words)
    error = refusal(waits.manners(), server.url("/a"))
    assert error.reason == "broken"
    assert len(server.paths()) in (1, 3)


@pytest.mark.parametrize("announced", [True, False])
def test_a_page_beyond_the_limit_is_left(server: Server, waits: Waits, announced: bool) -> None:
    length = "Content-Length: 1000000000\r\n" if announced else ""
    sent: list[int] = []

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(f"HTTP/1.1 200 OK\r\n{length}\r\n".encode())
        for _ in range(2_000):
            request.wfile.write(b"a" * 65_536)
            sent.append(65_536)

    server.pages["/a"] = endless
    with pytest.raises(TooLarge, match="SAYSO_MAX_ARTICLE_BYTES"):
        site(waits.manners()).fetch(server.url("/a"))
    assert sum(sent) < 50_000_000


def test_a_small_page_that_unpacks_to_a_large_one_is_left(server: Server, waits: Waits) -> None:
    bomb = gzip.compress(bytes(50_000_000), 9)
    url = server.page("/bomb", bomb, Content_Encoding="gzip")
    assert len(bomb) < MOST
    with pytest.raises(TooLarge):
        site(waits.manners()).fetch(url)


def test_a_packed_page_is_unpacked_and_an_odd_packing_is_told(server: Server, waits: Waits) -> None:
    url = server.page("/a", gzip.compress(b"words"), Content_Encoding="gzip")
    assert site(waits.manners()).fetch(url).data == b"words"
    odd = server.page("/b", b"words", Content_Encoding="br")
    assert refusal(waits.manners(), odd).reason == "encoding"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1.2.3", "10.0.0.1", "192.168.1.1", "172.16.0.9", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "no address"],
)  # fmt: skip
def test_addresses_that_are_not_the_worlds(host: str) -> None:
    assert not worldwide(host)


@pytest.mark.parametrize("host", [PUBLIC, "2606:2800:220:1::1", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"])
def test_addresses_that_are(host: str) -> None:
    assert worldwide(host)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_a_host_of_ones_own_network_is_not_asked(server: Server, waits: Waits, host: str) -> None:
    server.page("/a", "secret")
    error = refusal(waits.manners(private=False), server.url("/a", host))
    assert error.reason in ("private-address", "unreachable")
    assert server.asked == []


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Every name says another address each time it is asked for."""
    left = list(answers)

    def looked_up(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (left.pop(0), port))]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)


def test_a_name_that_means_a_loopback_address_is_not_asked(
    server: Server, waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, "127.0.0.1")
    error = refusal(waits.manners(private=False), server.url("/a", "news.example"))
    assert "news.example is 127.0.0.1, a loopback or private address" in str(error)
    assert server.asked == []


def test_a_name_that_turns_to_a_loopback_address_leads_nowhere(
    server: Server, waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to the address that was checked; what the name says later is checked anew."""
    tried: list[str] = []

    class Line(socket.socket):
        def connect(self, where: Any) -> None:
            tried.append(where[0])
            raise ConnectionRefusedError(111, "Connection refused")

    resolving(monkeypatch, PUBLIC, "127.0.0.1")
    monkeypatch.setattr(socket, "socket", Line)
    assert refusal(waits.manners(private=False), server.url("/a", "news.example")).reason == "private-address"
    assert tried == [PUBLIC]


def test_the_other_end_of_a_connection_is_checked_too(
    server: Server, waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Line(socket.socket):
        def connect(self, where: Any) -> None:
            super().connect(("127.0.0.1", where[1]))

    resolving(monkeypatch, PUBLIC)
    monkeypatch.setattr(socket, "socket", Line)
    assert refusal(waits.manners(private=False), server.url("/a", "news.example")).reason == "private-address"
    assert server.asked == []


def test_a_public_host_that_leads_to_a_loopback_address_is_not_followed(
    server: Server, waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host is reached over the loopback by letting its address pass the check."""
    monkeypatch.setattr(exchange, "worldwide", lambda host: host == "127.0.0.1")
    server.page("/a", "", 302, Location="http://127.0.0.2:1/latest/meta-data")
    error = refusal(waits.manners(private=False), server.url("/a"))
    assert error.reason == "private-address"


@pytest.mark.parametrize(
    "words", ["http://", "http:///a", "https://exa mple.org/", "http://user:word@example.org/", "http://" + "a" * 9_000]
)
def test_what_is_no_address_is_told(words: str) -> None:
    with pytest.raises(NotFetched) as caught:
        address(words, "list")
    assert caught.value.reason == "address"


def test_names_in_other_scripts_have_one_form() -> None:
    assert str(address("HTTP://Bücher.Example./ä?q=ö#x", "a")) == "http://xn--bcher-kva.example/%C3%A4?q=%C3%B6"


def test_what_speaks_no_tls_is_told(server: Server, waits: Waits) -> None:
    error = refusal(waits.manners(tries=1), server.url("/a").replace("http:", "https:"))
    assert error.reason == "certificate"
