"""Search, the feed of a question, and the same for programs."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import lxml.etree
import pytest
from fastapi.testclient import TestClient

from sayso.answers.searching import search, sought
from sayso.answers.store import Ledger, open_ledger
from sayso.desk.app import desk
from sayso.desk.guard import Door
from sayso.desk.hands import Hands
from tests.desk.conftest import EVIL, PAGES, at

ATOM = "{http://www.w3.org/2005/Atom}"


def pages_of(client: TestClient, asked: str) -> set[str]:
    """The pages whose claims a search gives."""
    found = client.get(f"/api/search?{asked}")
    assert found.status_code == 200, found.text
    return {t["page"]["id"] for t in found.json()["told"]}


@pytest.mark.parametrize(
    ("asked", "pages"),
    [
        ("q=Russian+border+guards+in+Armenia", {"interfax", "courier", "herald", "gazette"}),
        ("q=Kenya", {"tribune"}),
        ("actor=Kenya", {"tribune"}),
        ("place=Somalia", {"tribune"}),
        ("type=RETREAT&status=happened", {"tribune"}),
        ("status=agreed", {"interfax", "courier", "herald"}),
        ("origin=Dmitry+Peskov", {"interfax", "courier", "herald"}),
        ("words=300 SOLDIERS", {"tribune"}),
        ("q=agreed+to", {"interfax", "courier", "herald"}),
        ("first=2024-05-12", {"tribune"}),
        ("last=2024-05-09&place=Armenia", {"interfax", "courier"}),
        ("q=Brazil", set()),
    ],
)
def test_claims_are_found_by_who_where_what_whose_word_and_when(
    browser: TestClient, asked: str, pages: set[str]
) -> None:
    assert pages_of(browser, asked) == pages
    text = unescape(browser.get(f"/search?{asked}").text)
    for name in pages:
        assert f'href="/articles/{name}"' in text
    assert EVIL not in browser.get(f"/search?{asked}").text


def test_what_was_recorded_last_stands_first_and_older_claims_follow(browser: TestClient) -> None:
    first = browser.get("/api/search?most=2").json()
    rest = browser.get(f"/api/search?most=100&before={first['next']}").json()
    assert first["told"][0]["page"]["id"] == "tribune"
    assert rest["next"] is None
    ids = [t["claim"]["id"] for t in (*first["told"], *rest["told"])]
    assert len(ids) == len(set(ids)) >= len(PAGES)


def test_what_cannot_be_asked_is_told(browser: TestClient) -> None:
    for asked, word in (("type=NOTHING", "NOTHING"), ("status=maybe", "maybe"), ("first=soon", "soon")):
        page, api = browser.get(f"/search?{asked}"), browser.get(f"/api/search?{asked}")
        assert (page.status_code, api.status_code) == (400, 400)
        assert word in unescape(page.text)
        assert word in api.json()["error"]
    assert browser.get("/api/search?before=x").status_code == 422
    assert browser.get("/search?q=%00").status_code == 400


def test_words_that_are_not_understood_are_named(browser: TestClient) -> None:
    text = unescape(browser.get("/search?q=Kenya+and+Zubrowka").text)
    assert "nowhere named here: “zubrowka”." in text
    assert 'href="/articles/tribune"' in text


def test_who_is_no_party_may_stand_in_the_pages(browser: TestClient) -> None:
    text = unescape(browser.get("/search?q=Peskov").text)
    assert "No claim is found under that name" in text
    assert 'href="/feed?words=Peskov"' in text  # as it was found
    assert "<mark>Peskov</mark>" in text
    assert 'href="/articles/courier"' in text


def test_a_question_about_forces_leads_to_presence(browser: TestClient) -> None:
    text = unescape(browser.get("/search?q=Are+Russian+border+guards+still+in+Armenia?").text)
    assert '<a href="/presence?force=RUS&place=ARM">forces of Russia in Armenia</a>' in text


def test_a_month_may_be_written_out(browser: TestClient) -> None:
    assert pages_of(browser, "first=12+May+2024&last=May+2024") == {"tribune"}


def test_a_question_has_a_feed_that_readers_can_read(browser: TestClient) -> None:
    found = browser.get("/feed?q=Kenya")
    assert found.headers["content-type"].startswith("application/atom+xml")
    feed = lxml.etree.fromstring(found.content)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert re.fullmatch(r"urn:sayso:claim:[0-9a-f]{16}", entry.findtext(f"{ATOM}id") or "")
    assert (entry.findtext(f"{ATOM}updated") or "").startswith("20")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert browser.get(link.get("href") or "").status_code == 200
    assert 'href="/feed?q=Kenya"' in browser.get("/search?q=Kenya").text
    assert len(lxml.etree.fromstring(browser.get("/feed?q=Brazil").content).findall(f"{ATOM}entry")) == 0


def test_an_empty_ledger_says_what_to_do(read: Hands, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "empty", create=True) as empty:
        client = at(desk(read, Door(), empty))
        assert "sayso add" in client.get("/").text
        assert "Nothing is in this ledger yet" in client.get("/search").text
        assert "No claim in this ledger tells where a force is" in client.get("/presence").text
        assert "Nothing waits" in client.get("/queue").text
        assert "Nothing is known of it here" in client.get("/presence?force=RUS").text
        lxml.etree.fromstring(client.get("/feed").content)


def test_a_search_of_words_looks_through_records_as_they_stand(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert search(connection, sought("100%_sure", ledger.own_types), 10).told == ()
