"""The paste box: what some pages say together, in one sentence, a picture, quotes and a footnote."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient

from sayso.desk.pages.paste import sheets
from sayso.errors import UsageError
from tests.desk.conftest import DAYS, EVIL, PAGES

Seal = Callable[[TestClient], str]


def pasted(client: TestClient, seal: Seal, *texts: str, published: str = "2024-05-10") -> str:
    found = client.post("/read", data={"text": list(texts), "published": published, "seal": seal(client)})
    assert found.status_code == 200, found.text
    return unescape(found.text)


def test_three_pages_on_one_mans_word_are_one_origin(bare: TestClient, seal: Seal) -> None:
    text = pasted(
        bare, seal, *(f"https://{name}.example.org/1\n{PAGES[name]}" for name in ("interfax", "courier", "herald"))
    )
    assert '<p class="answer">3 pages, 1 origin, 1 side;' in text
    assert text.count('<g class="box official">') == 1
    assert text.count('<g class="box page">') >= 2
    assert "3 chains" in text
    assert "“Russia has agreed to withdraw 200 border guards from Armenia” 3 pages, 1 origin, 1 side" in text
    assert "https://courier.example.org/1" in text


def test_a_line_of_dashes_parts_pages_in_one_box(bare: TestClient, seal: Seal) -> None:
    one = pasted(bare, seal, f"{PAGES['interfax']}\n\n-----\n\n{PAGES['tribune']}")
    assert one == pasted(bare, seal, PAGES["interfax"], PAGES["tribune"])
    assert "2 pages read" in one
    assert "What else is told" in one


def test_several_pages_without_dashes_are_told_of(bare: TestClient, seal: Seal) -> None:
    one = pasted(bare, seal, f"{PAGES['interfax']}\n\n\n{PAGES['tribune']}")
    assert "All of it was read as one page" in one
    assert "All of it was read as one page" not in pasted(bare, seal, PAGES["courier"])


def test_every_happening_and_page_of_an_answer_has_an_address(bare: TestClient, seal: Seal) -> None:
    pasted(bare, seal, PAGES["interfax"], PAGES["tribune"])
    key = bare.post("/read", data={"text": [PAGES["interfax"], PAGES["tribune"]], "published": "2024-05-10",
                                   "seal": seal(bare)}, follow_redirects=False).headers["location"]  # fmt: skip
    assert "Kenya" in bare.get(f"{key}?happening=2").text
    page = bare.get(f"{key}/1").text
    assert 'data-m="1:' in page
    assert bare.get(f"{key}/3").status_code == 404
    assert bare.get(f"{key}?happening=99").status_code == 404
    assert bare.get("/read/0000").status_code == 404


def test_a_page_in_markup_is_read_as_one_and_shown_as_text(bare: TestClient, seal: Seal) -> None:
    page = f"<html><body><article><h1>News</h1><p>{PAGES['tribune']}</p><p>{EVIL}</p></article></body></html>"
    text = pasted(bare, seal, page, f"{PAGES['courier']} {EVIL}")
    assert "<script>" not in text


def test_what_is_pasted_is_escaped_everywhere(bare: TestClient, seal: Seal) -> None:
    said = f"Kenya withdrew 300 soldiers from Somalia on Monday, <i>James {EVIL}</i> said."
    nasty = f'https://example.org/"><b>\n{EVIL} {said}'
    found = bare.post("/read", data={"text": nasty, "seal": seal(bare)})
    page = bare.get(f"{found.url.path}/1")
    for raw in (found.text, page.text):
        assert "<script>alert" not in raw
        assert "<i>James" not in raw
        assert '"><b>' not in raw


def test_nothing_and_too_much_are_told_on_the_form(bare: TestClient, seal: Seal) -> None:
    for text, said in (("  \n---\n ", "There is nothing to read"),
                       ("---\n".join(["word\n"] * 60), "over the limit of 50")):  # fmt: skip
        found = bare.post("/read", data={"text": text, "seal": seal(bare)})
        assert found.status_code == 400
        assert said in unescape(found.text)
        assert unescape(found.text).count("<textarea") == 1


def test_a_page_that_cannot_be_read_is_told_and_the_others_go_on(bare: TestClient, seal: Seal) -> None:
    text = pasted(bare, seal, "12 34 --", PAGES["tribune"])
    assert "Page 1 was not read: the input holds no sentence" in text
    assert "Kenya" in text
    wrong = pasted(bare, seal, PAGES["tribune"], published="yesterday-ish")
    assert "was not read" in wrong


def test_other_languages_and_pages_without_claims_say_so(bare: TestClient, seal: Seal) -> None:
    text = pasted(bare, seal, "Le président a annoncé mardi le retrait de ses troupes du pays, selon le ministère.")
    assert "Nothing is claimed here" in text
    assert "only English (en) is coded" in text


INSIDE = ("http://127.0.0.1/admin", "http://localhost:8610/", "http://[::1]/",
          "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://[::ffff:127.0.0.1]/",
          "http://2130706433/", "http://0x7f000001/")  # fmt: skip


def test_an_address_that_the_world_cannot_reach_is_not_fetched(bare: TestClient, seal: Seal) -> None:
    text = pasted(bare, seal, "\n".join(INSIDE), PAGES["tribune"])
    for address in INSIDE:
        assert f"{address} was not read: " in text
    assert "1 page, 1 origin, 1 side" in text


def test_only_the_web_is_fetched(bare: TestClient, seal: Seal) -> None:
    text = pasted(bare, seal, "file:///etc/passwd")
    assert "root:" not in text
    assert "was not read" in text or "Nothing is claimed here" in text


def test_addresses_alone_are_a_page_each() -> None:
    found = sheets(["https://example.org/a\n https://example.org/b \n---\nhttps://example.org/c\nSome text."])
    assert [(s.url, s.text) for s in found] == [
        ("https://example.org/a", ""), ("https://example.org/b", ""), ("https://example.org/c", "Some text."),
    ]  # fmt: skip


def test_an_address_stands_above_its_text() -> None:
    (one,) = sheets([f"  https://example.org/a \n\n{PAGES['tribune']}\n"], DAYS["tribune"])
    assert (one.url, one.text, one.published) == ("https://example.org/a", PAGES["tribune"], DAYS["tribune"])
    (plain,) = sheets([PAGES["tribune"]])
    assert (plain.url, plain.published) == (None, None)
    with pytest.raises(UsageError):
        sheets([])
