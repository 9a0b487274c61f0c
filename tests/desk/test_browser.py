"""The desk in a real browser: keyboard paths, marks, widths, day and night, accessibility, and no fault in its console.

Needs Chromium on the path (Debian's `chromium`); nothing is downloaded.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from sayso.answers.store import Ledger, open_ledger
from sayso.desk.app import desk
from sayso.desk.guard import Door
from sayso.desk.hands import Hands
from sayso.ledger import asking
from tests.desk.conftest import PAGES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path: apt-get install chromium")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


@pytest.fixture(scope="module")
def own(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A copy of the ledger that may be written to."""
    folder = tmp_path_factory.mktemp("browser") / "ledger"
    shutil.copytree(kept, folder)
    with open_ledger(folder) as found:
        yield found


@pytest.fixture(scope="module")
def address(read: Hands, own: Ledger) -> Iterator[str]:
    """A desk that listens."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(desk(read, Door(), own), log_level="error", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page in which nothing may go wrong: neither a script nor the security policy says a word."""
    context = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


def test_pages_are_pasted_and_read_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.insert_text(PAGES["interfax"])  # the box has the focus
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # another box, which takes the focus
    page.keyboard.insert_text(PAGES["courier"])
    page.get_by_label("Published").fill("2024-05-10")
    page.keyboard.press("Enter")
    page.wait_for_url("**/read/*")
    assert page.locator(".answer").inner_text().startswith("2 pages, 1 origin, 1 side")
    assert page.get_by_role("button", name="Copy").is_visible()
    assert page.get_by_role("img").get_attribute("aria-label") is not None


def test_pointing_at_a_claim_and_reaching_it_by_key_marks_its_words(page: Page, own: Ledger) -> None:
    page.goto("/articles/courier")
    assert page.locator(".text [data-as]").count() == 0
    page.locator(".claims li").first.hover()
    assert page.locator(".text [data-as~=act]").inner_text() == own.page("courier").claims[0].predicate.text
    page.goto("/articles/tribune")
    page.locator(".text a.n").first.focus()
    assert page.locator(".text [data-as~=act]").inner_text() == "withdrew"
    assert page.locator(".claims li.lit").count() == 1


def test_claims_are_judged_by_keys(page: Page, own: Ledger) -> None:
    page.goto("/queue")
    page.keyboard.insert_text("ann")  # the name is asked for first
    page.keyboard.press("Enter")  # which gives no verdict
    assert own.review_rows() == []
    page.locator(".queue input").first.focus()
    second = page.locator(".queue input").nth(1).get_attribute("value")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_url("**/queue?verdict=accept*")
    assert [(r["claim"], r["reviewer"], r["verdict"]) for r in own.review_rows()] == [(second, "ann", "accept")]
    page.keyboard.press("u")
    page.wait_for_url("**/queue?verdict=undo*")
    assert own.review_rows()[-1]["verdict"] == "undo"


def test_a_claim_is_amended_field_by_field_by_keyboard(page: Page, own: Ledger) -> None:
    claim = own.page("tribune").claims[0]
    page.goto("/queue")
    page.locator(f".queue input[value='{claim.id}']").focus()
    page.keyboard.press("e")
    page.wait_for_url("**/judge")
    page.get_by_label("Reviewer").first.fill("ann")
    page.keyboard.press("Enter")  # gives no verdict unasked
    assert page.url.endswith("/judge")
    page.get_by_label("How real").first.focus()
    page.keyboard.type("agreed")
    for _ in range(80):  # on to the button, by Tab alone
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "amend":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{claim.id}")
    (review,) = own.review_rows(claim.id)
    assert (review["verdict"], '"status":"agreed"' in review["correction"]) == ("amend", True)


def test_the_slider_asks_for_another_day(page: Page) -> None:
    page.goto("/presence?force=RUS&place=ARM")
    page.locator("[data-slides=as_of]").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**as_of=2024-04-10*")
    assert "2024-04-10" in page.locator("h1").inner_text()


def addresses(own: Ledger) -> dict[str, str]:
    claim = own.page("interfax").claims[0].id
    with own.writing("test", "0") as run:
        question = asking.keep_question(run, "Guards in Armenia", {"place": "Armenia"})
    return {
        "front": "/",
        "story": f"/articles/courier?claim={own.page('courier').claims[0].id}",
        "claim": f"/claims/{claim}",
        "happening": f"/happenings/{claim}",
        "presence": "/presence?force=RUS&place=ARM",
        "search": "/search?place=Armenia",
        "questions": "/questions",
        "question": f"/questions/{question}",
        "queue": "/queue",
        "judge": f"/claims/{claim}/judge?parts=2",
        "record": f"/claims/{claim}/judge?view=record",
        "why": f"/claims/{claim}/why",
        "cite": f"/claims/{claim}/cite",
        "words": "/search?words=Peskov",
        "missing": "/claims/nothing",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_read_by_everybody_and_fit_a_phone(
    chromium: Browser, address: str, own: Ledger, scheme: str
) -> None:
    context = chromium.new_context(base_url=address, color_scheme=scheme)  # type: ignore[arg-type]
    opened, axe = context.new_page(), Axe()
    for name, path in addresses(own).items():
        opened.set_viewport_size({"width": 390, "height": 844})
        opened.goto(path)
        wide = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels wider than a phone"
        found = axe.run(opened, options=RULES)
        assert found.violations_count == 0, f"{name}, {scheme}: {found.generate_report()}"
    opened.goto("/")
    opened.locator("textarea").fill(PAGES["courier"])
    opened.get_by_role("button", name="Read").click()
    opened.wait_for_url("**/read/*")
    for path in ("", "/1"):
        opened.goto(f"{opened.url}{path}")
        found = axe.run(opened, options=RULES)
        assert found.violations_count == 0, f"read{path}, {scheme}: {found.generate_report()}"
    context.close()


def test_without_scripts_every_page_works(chromium: Browser, address: str, own: Ledger) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    opened = context.new_page()
    opened.goto("/articles/courier")
    opened.locator(".claims a.n").first.click()
    assert opened.locator(".text [data-as~=act]").inner_text() == own.page("courier").claims[0].predicate.text
    opened.goto("/")
    opened.locator("textarea").fill(PAGES["tribune"])
    opened.get_by_role("button", name="Read").click()
    assert opened.locator(".answer").inner_text().startswith("1 page")
    context.close()
