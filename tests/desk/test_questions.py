"""Questions kept in a ledger: an address of their own, a list, a feed of all that changes in one, and taken off it."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import lxml.etree
from click.testing import CliRunner
from fastapi.testclient import TestClient

from sayso.answers.store import Ledger, open_ledger
from sayso.cli import main
from sayso.desk.app import desk
from sayso.desk.guard import Door
from sayso.desk.hands import Hands
from sayso.ledger import opening
from sayso.records import to_json
from tests.desk.conftest import EVIL, at, record
from tests.desk.test_review import judge, seal_of

ATOM = "{http://www.w3.org/2005/Atom}"


def keep(client: TestClient, title: str, asked: str = "place=Armenia") -> str:
    """Keeps a question by its form, and gives the address of its page."""
    sent = client.post(f"/questions?{asked}", data={"title": title, "seal": seal_of(client)})
    assert sent.status_code == 200, sent.text
    return sent.url.path


def entries(client: TestClient, address: str) -> list[str]:
    """The titles of a feed's entries, the latest first."""
    feed = lxml.etree.fromstring(client.get(address).content)
    ids = [e.findtext(f"{ATOM}id") or "" for e in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    return [e.findtext(f"{ATOM}title") or "" for e in feed.findall(f"{ATOM}entry")]


def test_a_question_is_kept_under_one_address_however_often(client: TestClient, own: Ledger) -> None:
    first = keep(client, f"Guards in Armenia {EVIL}")
    text = client.get(first).text
    assert "Guards in Armenia &lt;script&gt;" in text
    assert 'href="/articles/courier"' in text
    assert f'href="{first}/feed"' in text
    assert keep(client, "Armenia") == first
    assert [(q.title, q.asked) for q in own.questions()] == [("Armenia", {"place": "Armenia"})]
    assert f'href="{first}">Armenia</a>' in client.get("/questions").text
    assert f'href="{first}">Armenia</a>' in client.get("/search").text
    assert "A kept question" in client.get("/search?place=Armenia").text


def test_a_question_that_cannot_be_asked_or_named_is_not_kept(client: TestClient, own: Ledger) -> None:
    for asked, title in (("type=NOTHING", "x"), ("", "all"), ("q=Kenya", "  "), ("q=Kenya", "x" * 201)):
        found = client.post(f"/questions?{asked}", data={"title": title, "seal": seal_of(client)})
        assert found.status_code == 400, (asked, title)
        assert 'role="alert"' in found.text
    assert client.post("/questions?q=Kenya", data={"title": "x"}).status_code == 403
    assert client.post("/api/questions", json={"title": "x", "asked": {"who": "Kenya"}}).status_code == 400
    assert own.questions() == []


def test_what_is_taken_off_the_list_is_gone_from_its_address_and_can_be_kept_anew(client: TestClient) -> None:
    address = keep(client, "Armenia")
    assert client.post(f"{address}/drop").status_code == 403
    assert client.post(f"{address}/drop", data={"seal": seal_of(client)}).url.path == "/questions"
    for gone in (address, f"{address}/feed"):
        assert client.get(gone).status_code == 404
        assert "taken off the list" in unescape(client.get(gone).text)
    assert client.delete(f"/api{address}").status_code == 404
    assert "None yet" in client.get("/questions").text
    assert keep(client, "Armenia again") == address


def test_the_feed_tells_what_comes_is_judged_and_goes(client: TestClient, own: Ledger, tmp_path: Path) -> None:
    feed = f"{keep(client, 'Kenya abroad', 'q=Kenya')}/feed"
    (new,) = entries(client, feed)
    claim = own.page("tribune").claims[0].id
    judge(client, "reject", claim, note="a rumour")
    judge(client, "undo", claim)
    assert entries(client, feed) == [
        f"judgement taken back by ann: {new}", f"rejected by ann: a rumour: {new}", new,
    ]  # fmt: skip
    again = {**record("tribune"), "text": "Somalia was calm on Monday, the foreign ministry in Nairobi said.",
             "modified": "2024-05-16"}  # fmt: skip
    (tmp_path / "again.jsonl").write_bytes(to_json(again) + b"\n")
    done = CliRunner().invoke(main, ["add", str(tmp_path / "again.jsonl"), "--ledger", own.where])
    assert done.exit_code == 0, done.output
    assert entries(client, feed)[0] == f"no longer on the page, which was rewritten by 2024-05-16: {new}"
    page = unescape(client.get(feed.removesuffix("/feed")).text)
    assert "What changed lately" in page
    assert "no longer on the page" in page


def test_a_ledger_of_before_says_how_it_learns_to_keep_them(read: Hands, tmp_path: Path) -> None:
    open_ledger(tmp_path / "old", create=True).close()
    made = opening.store(tmp_path / "old")
    with made.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE questions")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    made.engine.dispose()
    with open_ledger(tmp_path / "old") as old:
        client = at(desk(read, Door(), old))
        assert "None yet" in client.get("/questions").text
        found = client.post("/api/questions", json={"title": "Kenya", "asked": {"q": "Kenya"}})
        assert found.status_code == 503
        assert "any sayso add brings it up to date" in found.json()["error"]
