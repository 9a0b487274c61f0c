"""The pages of a ledger: a story with its claims marked, a claim field by field, a happening, and their addresses."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from sayso.answers.store import Ledger
from sayso.desk.app import desk
from sayso.desk.guard import Door
from sayso.desk.hands import Hands
from sayso.desk.pictures.marks import marked
from tests.desk.conftest import EVIL, PAGES


def claim_id(ledger: Ledger, page: str) -> str:
    """The first claim of a page."""
    return ledger.page(page).claims[0].id


def shown(text: str) -> str:
    """What a page's text part shows to the eye, without the numbers of claims."""
    part = re.search(r'<article class="text"[^>]*>(.*?)</article>', text, re.DOTALL)
    assert part is not None
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<a class=\"n\".*?</a>", "", part[1]))).strip()


@pytest.mark.parametrize("name", PAGES)
def test_a_story_shows_its_text_whole_with_its_claims_marked(browser: TestClient, name: str) -> None:
    text = browser.get(f"/articles/{name}").text
    assert shown(text) == PAGES[name]
    assert 'data-m="1:' in text
    assert "<script>alert" not in text


def test_a_lit_claim_has_its_marks_without_any_script(browser: TestClient, ledger: Ledger) -> None:
    text = browser.get(f"/articles/courier?claim={claim_id(ledger, 'courier')}").text
    lit = {words: set(roles.split()) for roles, words in re.findall(r'data-as="([^"]*)">([^<]*)</span>', text)}
    assert lit["withdraw"] >= {"act", "evidence"}
    assert "say" in lit["Dmitry Peskov"]
    assert '<li data-n="1" id="claim-1" class="lit">' in text
    assert "data-as" not in re.sub(r'<ul class="legend".*?</ul>', "", browser.get("/articles/courier").text, flags=re.S)


def test_copies_and_the_rest_of_the_story_are_named(browser: TestClient) -> None:
    text = browser.get("/articles/interfax").text
    assert 'href="/articles/courier"' in text
    assert 'href="/articles/herald"' in text


def test_a_claim_is_shown_field_by_field_with_its_words(browser: TestClient, ledger: Ledger) -> None:
    name = claim_id(ledger, "interfax")
    text = unescape(browser.get(f"/claims/{name}").text)
    assert "“Russia has agreed to withdraw 200 border guards from Armenia”" in text
    for field, value in (("What", "give way (withdraw)"), ("How real", "agreed, not done"), ("Strength", "200 "),
                         ("On whose word", "Dmitry Peskov (official, on 2024-05-09)")):  # fmt: skip
        assert f'<th scope="row">{field}</th><td>{value}' in text
    assert f"/articles/interfax?claim={name}#text" in text
    assert "3 pages, 1 origin, 1 side" in text


def test_a_claim_says_why_as_todays_coder_reads_it(browser: TestClient, ledger: Ledger) -> None:
    text = unescape(browser.get(f"/claims/{claim_id(ledger, 'interfax')}/why").text)
    assert '<th scope="row">act</th><td>RETREAT withdraw</td>' in text


def test_a_claim_is_cited_in_every_form_and_the_bundle_holds(browser: TestClient, ledger: Ledger) -> None:
    import json  # noqa: PLC0415

    from sayso.judge.bundle import faults  # noqa: PLC0415

    text = unescape(browser.get(f"/claims/{claim_id(ledger, 'tribune')}/cite").text)
    assert "@misc{sayso-" in text
    held = re.search(r'<p id="bundle">(.*?)</p>', text, re.DOTALL)
    assert held is not None
    assert list(faults(json.loads(held[1]), PAGES["tribune"])) == []


def test_a_happening_has_outlets_and_origins_and_everybodys_words(browser: TestClient, ledger: Ledger) -> None:
    text = unescape(browser.get(f"/happenings/{claim_id(ledger, 'herald')}").text)
    tally = dict(re.findall(r"<dt>(\w+)</dt><dd>(\S+)</dd>", text))
    assert (tally["outlets"], tally["origins"], tally["pages"]) == ("3", "1", "3")
    assert text.count("“Russia has agreed to withdraw 200 border guards from Armenia”") == 2  # the quote, the footnote
    for name in ("Interfax", "Courier", "Herald"):
        assert f">{name}</a>, <time>" in text
    assert "<h3>Armenia: refuses it</h3>" in text


def test_what_is_not_there_is_said(browser: TestClient) -> None:
    of_pages = ("/articles/nothing", "/articles/a/b/c", "/articles/interfax?version=0")
    of_claims = ("/claims/nothing", "/claims/%22", "/claims/nothing/why", "/claims/nothing/cite", "/happenings/nothing")
    for path in (*of_pages, *of_claims):
        found = browser.get(path)
        assert found.status_code == 404, path
        assert "no such" in unescape(found.text)


def test_the_first_page_names_what_was_added_last(browser: TestClient) -> None:
    text = browser.get("/").text
    assert 'href="/articles/tribune"' in text
    assert EVIL not in text


def test_without_a_ledger_there_is_the_paste_box_alone(bare: TestClient) -> None:
    assert "/presence" not in bare.get("/").text
    for path in ("/articles/interfax", "/claims/x", "/happenings/x"):
        assert bare.get(path).status_code == 404


def test_what_breaks_is_told_as_a_page_and_not_as_a_trace(
    read: Hands, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(Ledger, "page", broken)
    client = TestClient(desk(read, Door(), ledger), base_url="http://127.0.0.1", raise_server_exceptions=False)
    found = client.get("/articles/interfax")
    assert found.status_code == 500
    assert "please report it" in found.text
    assert "secret words" not in found.text
    assert "default-src 'none'" in found.headers["content-security-policy"]


def test_a_text_is_cut_into_pieces_that_make_it_up_again(ledger: Ledger) -> None:
    page = ledger.page("courier")
    assert page.text is not None
    sheet = marked(page.text, page.claims, [("headline", 0, 10), ("body", 10, len(page.text))])
    assert "".join(p.text for b in sheet.blocks for p in b.pieces) == page.text
    for number, claim in sheet.claims:
        words = "".join(p.text for b in sheet.blocks for p in b.pieces if f"{number}:act" in p.marks.split())
        assert words == claim.predicate.text
