"""What the pages of the desk cost over a large ledger: `python -m benchmarks.desk_scale LEDGER [--paint]`.

LEDGER is one that `benchmarks.ledger_scale` filled (`--where`). Each page is asked once to warm up and five times
more; the time is the server's, from request to the last byte, without a network: what its processor spends, and what a
clock shows, which on a machine with other work is longer. With `--paint`, Debian's Chromium
also tells when a page is first painted, in a window that has not seen the desk before.

`--story` measures in its stead the page of an article of 5,000 words with 200 claims, in a ledger of its own: until its
script has run, so that claims can be pointed at, and until a claim that is pointed at has its words marked.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from statistics import median
from threading import Thread

import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from benchmarks.ledger_scale import CODER, Writer
from sayso.answers.origins import Origins
from sayso.answers.store import Ledger, open_ledger
from sayso.desk.app import desk
from sayso.desk.guard import Door
from sayso.desk.hands import Hands, Pasted
from sayso.records import Article, Claim, Part, Words, claim_id, digest

TIMES = 5
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def addresses(ledger: Ledger) -> dict[str, str]:
    """The pages that are asked, by what they are."""
    page = ledger.latest(1)[0].id
    claim = ledger.page(page).claims[0].id
    return {
        "front": "/",
        "presence, what can be asked": "/presence",
        "presence RUS in ARM": "/presence?force=RUS&place=ARM",
        "presence RUS in ARM, another day": "/presence?force=RUS&place=ARM&as_of=2020-05-09&known_by=2020-05-10",
        "presence USA in SYR": "/presence?force=USA&place=SYR",
        "presence RUS anywhere": "/presence?force=RUS",
        "search, all": "/search",
        "search Russia in Armenia": "/search?q=Russia+in+Armenia",
        "search by place, type and status": "/search?place=Armenia&type=ASSAULT&status=happened",
        "search a word of one page": f"/search?words={page}",
        "search words of all pages": "/search?words=report+never+written",
        "search words of none": "/search?words=zubrowka",
        "feed Russia in Armenia": "/feed?q=Russia+in+Armenia",
        "queue": "/queue",
        "story": f"/articles/{page}",
        "claim": f"/claims/{claim}",
        "happening": f"/happenings/{claim}",
        "judge": f"/claims/{claim}/judge",
        "cite": f"/claims/{claim}/cite",
        "no such claim": "/claims/nothing",
    }


def asked(client: TestClient, address: str) -> tuple[float, float]:
    """Milliseconds of one answer: the processor's, and the clock's."""
    begun, spent = time.perf_counter(), time.process_time()
    found = client.get(address)
    assert found.status_code in (200, 404), (address, found.status_code)
    return 1000 * (time.process_time() - spent), 1000 * (time.perf_counter() - begun)


def row(client: TestClient, address: str) -> str:
    """The cells of a page: the first answer, then the median of some more."""
    first, later = asked(client, address), [asked(client, address) for _ in range(TIMES)]
    then = [median(tries) for tries in zip(*later, strict=True)]
    return " | ".join(f"{spent:.0f} ({clock:.0f})" for spent, clock in (first, then))


PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@contextmanager
def browsing(app: FastAPI) -> Iterator[Callable[..., list[float]]]:
    """Opens pages in Chromium, each in a new window, and gives what some scripts tell there (milliseconds)."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (for developers)

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)

        def opened(address: str, *scripts: str) -> list[float]:
            page = chromium.new_context(base_url=base).new_page()
            page.goto(address)
            while page.evaluate(PAINTED) is None:  # a waiting script would be against the desk's security policy
                page.wait_for_timeout(10)
            found = [float(page.evaluate(script)) for script in scripts]
            page.context.close()
            return found

        yield opened
        chromium.close()
    server.should_exit = True
    thread.join(10)


WORDS, CLAIMS = 5_000, 200
"""Of the long story."""
INTERACTIVE = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
POINTING = """async () => {
  const rows = [...document.querySelectorAll(".claims li")].slice(0, 20), spent = [];
  for (const row of rows) {
    const begun = performance.now();
    row.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
    document.body.offsetHeight;
    spent.push(performance.now() - begun);
  }
  return Math.max(...spent);
}"""
"""Points at twenty claims; the longest time until one was marked and laid out."""


def long_story(ledger: Ledger) -> str:
    """Keeps an article of so many words and claims; the address of its page."""
    writer = Writer()
    words = " ".join(f"word{n % 97}" for n in range(WORDS))
    text = "\n\n".join(words[at : at + 600] for at in range(0, len(words), 600))
    article = replace(
        writer.entry("long").article, text=text, version=digest(text), parts=(Part("body", 0, len(text)),)
    )
    step = len(text) // CLAIMS
    claims = [moved(claim, article, n * step) for n in range(CLAIMS) for claim in writer.entry("long").claims[:1]]
    with ledger.writing("benchmark", "0") as run:
        run.add(article, claims, CODER)
    return "/articles/long"


def moved(claim: Claim, article: Article, at: int) -> Claim:
    """A claim with all its words at a place of another text: act, parties, place and evidence side by side."""
    act, *spans = [Words.at(article.text, at + 12 * n, at + 12 * n + 10) for n in range(4)]
    who, whom, where = spans
    return replace(
        claim, id=claim_id(article.id, article.version, act, 0), article_id=article.id, predicate=act,
        actors=tuple(replace(p, text=who.text, start=who.start, end=who.end) for p in claim.actors),
        recipients=tuple(replace(p, text=whom.text, start=whom.start, end=whom.end) for p in claim.recipients),
        places=tuple(replace(p, text=where.text, start=where.start, end=where.end) for p in claim.places),
        time=None, movement=None, evidence=(Words.at(article.text, at, at + 90),),
    )  # fmt: skip


def story() -> None:
    """Prints what the long story costs."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(f"{folder}/ledger", create=True) as ledger:
        address = long_story(ledger)
        app = desk(Hands(unread, lambda *_: ()), Door(), ledger)
        assert len(ledger.page("long").claims) == CLAIMS
        print(f"| server, ms | {row(TestClient(app, base_url='http://127.0.0.1'), address)} |", flush=True)
        with browsing(app) as opened:
            found = [opened(address, INTERACTIVE, POINTING) for _ in range(TIMES)]
            for name, tries in zip(("interactive, ms", "a claim marked, ms"), zip(*found, strict=True), strict=True):
                print(f"| {name} | {median(tries):.0f} | {max(tries):.0f} |", flush=True)


def unread(_: object) -> Pasted:
    """Nothing: no page is pasted here."""
    return Pasted(Origins((), (), "", {}), ())


def main() -> None:
    """Prints a row a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", nargs="?")
    parser.add_argument("--paint", action="store_true", help="also time the first paint in Chromium")
    parser.add_argument("--story", action="store_true", help="measure the page of a long story alone")
    given = parser.parse_args()
    if given.story:
        story()
    elif given.ledger:
        pages(given.ledger, paint=given.paint)
    else:
        parser.error("name a ledger, or give --story")


def pages(where: str, *, paint: bool) -> None:
    """Prints what each page costs over a ledger."""
    with open_ledger(where, upgrade=True) as ledger:
        app = desk(Hands(unread, lambda *_: ()), Door(), ledger)
        client = TestClient(app, base_url="http://127.0.0.1")
        print("| page | first, ms (by the clock) | then, ms |\n|---|---|---|", flush=True)
        for name, address in addresses(ledger).items():
            print(f"| {name} | {row(client, address)} |", flush=True)
        if paint:
            with browsing(app) as opened:
                for name in ("front", "presence RUS in ARM", "search, all", "queue", "story"):
                    tries = [opened(addresses(ledger)[name], PAINTED)[0] for _ in range(TIMES)]
                    print(f"| first paint: {name} | {max(tries):.0f} | {median(tries):.0f} |", flush=True)


if __name__ == "__main__":
    main()
